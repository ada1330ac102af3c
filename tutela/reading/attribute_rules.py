"""The parser's rules for parts of speech, remembered: a fifth of the time of parsing goes into matching them anew.

The rules (spaCy's attribute ruler) give a word its part of speech, its forms and at times its lemma, nearly always by
the word, its tag and its dependency alone. So what they gave such a word once, they give it again; only sentences that
hold a word of one of the few rules about two words ("gon na", "there are") are matched as before.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, MorphAnalysis, Token

Seen = tuple[int, int, int]
"""A word in small letters, its tag and its dependency, as spaCy's numbers."""
Given = tuple[int, "MorphAnalysis", int, int]
"""Part of speech, forms, lemma and dependency that the rules give."""
Pattern = list[dict[str, object]]
"""A rule's words, each by what it looks at."""
KEPT = 100_000
"""Words remembered at most; the memory is emptied then, so that a stream without end needs none without end."""
LOOKED_AT = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})
"""What rules may look at for their outcome to depend on the word, its tag and its dependency alone."""


class RememberedRules:
    """Gives words what the rules of a pipeline give them, from memory where it has seen the like.

    Args:
        rules: the attribute ruler of a pipeline, run after its parser.
    """

    def __init__(self, rules: "AttributeRuler") -> None:
        self._rules = rules
        self._given: dict[Seen, Given] = {}
        rows = cast("list[dict[str, list[Pattern]]]", rules.patterns)
        patterns = [pattern for row in rows for pattern in row["patterns"]]
        signs = [_sign(pattern) for pattern in patterns if len(pattern) > 1]
        self._words = frozenset(value for kind, value in signs if kind == "LOWER")
        self._dependencies = frozenset(value for kind, value in signs if kind == "DEP")
        known = all(set(word) <= LOOKED_AT for pattern in patterns for word in pattern)
        self._usable = known and all(value for _, value in signs)

    def __call__(self, doc: "Doc") -> "Doc":
        """Apply the rules to a tagged and parsed sentence, as the ruler itself would."""
        if not self._usable or any(map(self._special, doc)):
            return self._rules(doc)
        seen = [(token.lower, token.tag, token.dep) for token in doc]
        given = [self._given.get(one) for one in seen]
        if None in given:
            return self._learn(doc, seen)
        for token, (part, forms, lemma, dependency) in zip(doc, (one for one in given if one), strict=True):
            token.pos = part
            token.morph = forms
            if lemma:
                token.lemma = lemma
            token.dep = dependency
        return doc

    def _special(self, token: "Token") -> bool:
        """Whether more than this word may decide what the rules give it."""
        return token.is_space or token.lower_ in self._words or token.dep_ in self._dependencies

    def _learn(self, doc: "Doc", seen: Iterable[Seen]) -> "Doc":
        if len(self._given) > KEPT:
            self._given.clear()
        done = self._rules(doc)
        self._given.update(zip(seen, _given(done), strict=True))
        return done


def _given(doc: "Doc") -> Iterator[Given]:
    return ((token.pos, token.morph, token.lemma, token.dep) for token in doc)


def _sign(pattern: Pattern) -> tuple[str, str]:
    """A word or dependency that a sentence must hold for a rule about several words to match; empty where none must."""
    signs = (
        (kind, str(word[kind])) for word in pattern for kind in ("LOWER", "DEP") if isinstance(word.get(kind), str)
    )
    return next(signs, ("", ""))
