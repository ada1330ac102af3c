"""Whether our own words tell the harm that a model says a passage tells."""

import re
from collections.abc import Set

from tutela.language.vocabulary import HarmWord, vocabulary
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
    words = vocabulary(language)
    spoken = {form for match in WORD.finditer(passage.casefold()) for form in base_forms(match.group())}
    every = (word for form in spoken for word in (words.harms.get(form, ()) if words else ()))
    told = [word for word in every if _stands(word, spoken)]
    return frozenset({word.harm for word in told} | {word.other for word in told if word.other})


def _stands(word: HarmWord, spoken: Set[str]) -> bool:
    """Whether all that a harm word needs stands in the passage: "be" tells nothing without "gone"."""
    needed = (word.complements, word.doers, word.objects)
    return set(word.words) <= spoken and all(not one or not spoken.isdisjoint(one) for one in needed)
