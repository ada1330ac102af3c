"""Whether our own words tell the harm that a model says a passage tells."""

import re
from collections.abc import Mapping
from functools import cache

from tutela.language.vocabulary import vocabulary
from tutela.language.word_packs import word_pack
from tutela.model.claims import Harm
from tutela.reading.screen import base_forms

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def harms_told(passage: str, language: str) -> frozenset[Harm] | None:
    """The classes of harm that words of the passage tell; None where the language has no words."""
    words = vocabulary(language)
    if words is not None:
        return _by_vocabulary(passage, language)
    pack = word_pack(language)
    if pack is None:
        return None
    hits = pack.find(pack.tokens(passage))
    return frozenset(Harm(hit.meaning.split("/")[1]) for hit in hits if hit.meaning.startswith("harm/"))


def _by_vocabulary(passage: str, language: str) -> frozenset[Harm]:
    table = _classes(language)
    spoken = {form for match in WORD.finditer(passage.casefold()) for form in base_forms(match.group())}
    return frozenset(harm for word in spoken for harm in table.get(word, ()))


@cache
def _classes(language: str) -> Mapping[str, frozenset[Harm]]:
    words = vocabulary(language)
    table: dict[str, set[Harm]] = {}
    for found in words.harms.values() if words else ():
        for word in found:
            table.setdefault(word.words[0], set()).update({word.harm, word.other or word.harm})
    return {word: frozenset(harms) for word, harms in table.items()}
