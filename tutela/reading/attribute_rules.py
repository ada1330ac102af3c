"""The parser's last rules, remembered: a fifth of the time of parsing goes into matching them anew.

The rules (spaCy's attribute ruler, and the lemmatiser behind it) give a word its part of speech and its lemma, nearly
always by the word, its tag and its dependency alone. So what they gave such a word once, they give it again; only
sentences that hold a word of one of the few rules about two words ("gon na", "there are") go their way as before.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from tutela.reading.parsed_words import KEPT, Given, Parse, PlainWords, Row

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc

RULES, LEMMAS = "attribute_ruler", "lemmatizer"
Seen = tuple[int, int, int]
"""A word, its tag and its dependency, as spaCy's numbers."""
Pattern = list[dict[str, object]]
"""A rule's words, each by what it looks at."""
LOOKED_AT = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
"""What rules may look at for their outcome to depend on the word, its tag and its dependency alone."""


class RememberedRules:
    """Gives words what the last rules of a pipeline give them, from memory where it has seen the like.

    Args:
        nlp: a pipeline that ends with an attribute ruler and a lemmatiser.
    """

    def __init__(self, nlp: "Language", plain: PlainWords) -> None:
        self._plain = plain
        self._rules = cast("AttributeRuler", nlp.get_pipe(RULES))
        self._lemmas = cast("Lemmatizer", nlp.get_pipe(LEMMAS))
        self._given: dict[Seen, Given] = {}
        rows = cast("list[dict[str, list[Pattern]]]", self._rules.patterns)
        patterns = [pattern for row in rows for pattern in row["patterns"]]
        signs = [_sign(pattern) for pattern in patterns if len(pattern) > 1]
        self._words = frozenset(value for kind, value in signs if kind == "LOWER")
        self._dependencies = frozenset(nlp.vocab.strings[value] for kind, value in signs if kind == "DEP")
        known = all(set(word) <= LOOKED_AT for pattern in patterns for word in pattern)
        self._usable = known and all(value for _, value in signs)

    def __call__(self, doc: "Doc") -> Parse:
        """The words of a tagged and parsed sentence, with all that the pipeline would give them."""
        rows = self._plain.rows(doc)
        if not self._usable or any(map(self._special, rows)):
            return self._plain.parse(rows, self._anew(doc))
        seen = [(row.orth, row.tag, row.dep) for row in rows]
        given = [one for one in map(self._given.get, seen) if one]
        if len(given) < len(seen):
            given = self._learned(doc, seen)
        return self._plain.parse(rows, given)

    def _special(self, row: Row) -> bool:
        """Whether more than this word may decide what the rules give it."""
        look = self._plain.look(row.orth)
        return look.is_space or look.lower_ in self._words or row.dep in self._dependencies

    def _anew(self, doc: "Doc") -> list[Given]:
        return self._plain.given(self._lemmas(self._rules(doc)))

    def _learned(self, doc: "Doc", seen: Sequence[Seen]) -> list[Given]:
        if len(self._given) > KEPT:
            self._given.clear()
        given = self._anew(doc)
        self._given.update(zip(seen, given, strict=True))
        return given


def _sign(pattern: Pattern) -> tuple[str, str]:
    """A word or dependency that a sentence must hold for a rule about several words to match; empty where none must."""
    signs = (
        (kind, str(word[kind])) for word in pattern for kind in ("LOWER", "DEP") if isinstance(word.get(kind), str)
    )
    return next(signs, ("", ""))
