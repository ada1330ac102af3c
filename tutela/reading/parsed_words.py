"""A parsed sentence as plain words: what the reader asks of a parse, made once.

spaCy computes each answer anew whenever it is asked ("which words hang on this one?"), and the reader asks some hundred
times a sentence. Here a parse is a tuple of words that know theirs. The names are spaCy's, and so are the meanings
(https://spacy.io/api/token).
"""

import functools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, SupportsIndex, overload

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


class Look(NamedTuple):
    """What a word looks like, wherever it stands."""

    text: str
    lower_: str
    is_punct: bool
    is_quote: bool
    is_alpha: bool
    is_lower: bool
    is_space: bool
    like_num: bool


class Token:
    """A word of a parsed sentence; two are equal if they are the same word of the same sentence."""

    __slots__ = (
        "_conjuncts",
        "_subtree",
        "children",
        "dep_",
        "doc",
        "forms",
        "head",
        "i",
        "is_sent_start",
        "lefts",
        "lemma_",
        "look",
        "lower_",
        "pos_",
        "rights",
        "tag_",
        "text",
        "whitespace_",
    )

    def __init__(self, i: int, look: Look, given: "Given", space: bool, opens: bool) -> None:
        self.i, self.look, self.text, self.lower_ = i, look, look.text, look.lower_
        self.pos_, self.lemma_, self.tag_, self.dep_, self.forms = given
        self.whitespace_, self.is_sent_start = " " if space else "", opens
        self.doc: Parse
        self.head: Token = self
        self.lefts: list[Token] = []
        self.rights: list[Token] = []
        self.children: Sequence[Token] = ()
        self._subtree: tuple[Token, ...] | None = None
        self._conjuncts: tuple[Token, ...] | None = None

    def __repr__(self) -> str:
        return self.text

    @property
    def is_punct(self) -> bool:
        """Whether it is a mark, not a word."""
        return self.look.is_punct

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self.look.is_quote

    @property
    def is_alpha(self) -> bool:
        """Whether it is made of letters alone."""
        return self.look.is_alpha

    @property
    def is_lower(self) -> bool:
        """Whether it is in small letters."""
        return self.look.is_lower

    @property
    def like_num(self) -> bool:
        """Whether it is a number, in digits or in words."""
        return self.look.like_num

    @property
    def is_space(self) -> bool:
        """Whether it is white space, which `reading.parsing` gives the parser none of."""
        return self.look.is_space

    @property
    def n_lefts(self) -> int:
        """How many words before it hang on it."""
        return len(self.lefts)

    def nbor(self, by: int = 1) -> "Token":
        """The word so many places on.

        Raises:
            IndexError: the sentence ends before.
        """
        at = self.i + by
        if at < 0:
            raise IndexError(f"no word {by} places from {self.text!r}")
        return self.doc[at]

    @property
    def ancestors(self) -> "Iterator[Token]":
        """The words above this one, nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def is_ancestor(self, descendant: "Token") -> bool:
        """Whether another word hangs on this one, however far below."""
        return any(word is self for word in descendant.ancestors)

    @property
    def subtree(self) -> "tuple[Token, ...]":
        """This word and all that hang on it, in the order of the sentence."""
        if self._subtree is None:
            left = [word for child in self.lefts for word in child.subtree]
            self._subtree = (*left, self, *(word for child in self.rights for word in child.subtree))
        return self._subtree

    @property
    def left_edge(self) -> "Token":
        """The first word of the subtree."""
        return min(self.subtree, key=_place)

    @property
    def right_edge(self) -> "Token":
        """The last word of the subtree."""
        return max(self.subtree, key=_place)

    @property
    def conjuncts(self) -> "tuple[Token, ...]":
        """The words coordinated with this one: "church" and "mosque" of "church, mosque and library", for "library"."""
        if self._conjuncts is None:
            first = self
            while first.dep_ == "conj" and first.head is not first:
                first = first.head
            found = [first]
            for word in found:
                found += [child for child in word.rights if child.dep_ == "conj"]
            self._conjuncts = tuple(word for word in found if word is not self)
        return self._conjuncts

    @property
    def sent(self) -> "tuple[Token, ...]":
        """The words between the same two ends of sentences, as the parser sees them."""
        words, first, last = self.doc, self.i, self.i + 1
        while first > 0 and not words[first].is_sent_start:
            first -= 1
        while last < len(words) and not words[last].is_sent_start:
            last += 1
        return words[first:last]


class Parse(tuple[Token, ...]):
    """The words of a parsed sentence, in order; equal to itself alone, so that what is found in it can be kept."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    @property
    def text(self) -> str:
        """The sentence as the parser saw it."""
        return text_of(self)

    if TYPE_CHECKING:

        @overload
        def __getitem__(self, at: SupportsIndex, /) -> Token: ...
        @overload
        def __getitem__(self, at: slice, /) -> tuple[Token, ...]: ...
        def __getitem__(self, at: SupportsIndex | slice, /) -> Token | tuple[Token, ...]: ...


def text_of(words: Sequence[Token]) -> str:
    """Words beside each other as text."""
    return "".join(word.text + word.whitespace_ for word in words).rstrip()


def _place(word: Token) -> int:
    return word.i


class Given(NamedTuple):
    """What the rules at the end of a pipeline give a word."""

    pos_: str
    lemma_: str
    tag_: str
    dep_: str
    forms: frozenset[str]


class Row(NamedTuple):
    """A word as a parser leaves it, in spaCy's numbers."""

    orth: int
    tag: int
    dep: int
    head: int
    space: int
    opens: int


class PlainWords:
    """Makes parses of spaCy's documents, remembering what its numbers stand for.

    Args:
        vocab: of the pipeline whose documents are made plain.
    """

    def __init__(self, vocab: "Vocab") -> None:
        from spacy import attrs

        self._vocab = vocab
        self._strings: StringStore = vocab.strings
        self._looks: dict[int, Look] = {}
        self._parsed = [attrs.ORTH, attrs.TAG, attrs.DEP, attrs.HEAD, attrs.SPACY, attrs.SENT_START]

    def rows(self, doc: "Doc") -> list[Row]:
        """What the parser says of each word of a document."""
        return list(map(Row._make, doc.to_array(self._parsed).tolist()))

    def given(self, doc: "Doc") -> list[Given]:
        """What each word of a document was given once all of the pipeline has seen it."""
        return [Given(t.pos_, t.lemma_, t.tag_, t.dep_, word_forms(t.lower_, t.lemma_.lower(), t.tag_)) for t in doc]

    def parse(self, rows: Sequence[Row], given: Sequence[Given]) -> Parse:
        """The words of a parsed document."""
        look = self.look
        words = [
            Token(i, look(row.orth), one, bool(row.space), row.opens == 1)
            for i, (row, one) in enumerate(zip(rows, given, strict=True))
        ]
        parse = Parse(words)
        for word, row in zip(words, rows, strict=True):
            word.doc = parse
            if by := row.head:
                # The distance to the head, which spaCy gives as an unsigned number.
                head = word.head = words[word.i + (by if by < SIGNED else by - 2 * SIGNED)]
                (head.lefts if word.i < head.i else head.rights).append(word)
        for word in words:
            word.children = (*word.lefts, *word.rights)
        return parse

    def look(self, number: int) -> Look:
        """What a word of this number looks like."""
        known = self._looks.get(number)
        if known is None:
            if len(self._looks) > KEPT:
                self._looks.clear()
            seen = self._vocab[number]
            known = self._looks[number] = Look(
                seen.text,
                seen.lower_,
                seen.is_punct,
                seen.is_quote,
                seen.is_alpha,
                seen.is_lower,
                seen.is_space,
                seen.like_num,
            )
        return known


SIGNED = 1 << 63
KEPT = 100_000
"""Words remembered at most; the memory is emptied then, so that a stream without end needs none without end."""


def word_forms(lower: str, lemma: str, tag: str) -> frozenset[str]:
    """The forms under which a word is looked up: as written, its lemma, and a plural cut by rule.

    The lemmatiser leaves plurals of proper nouns as they are ("Churches").
    """
    return _forms(lower, lemma, tag in ("VBN", "VBD"), tag == "VBG")


IRREGULAR = {
    "stelae": "stele",
    "codices": "codex",
    "incunabula": "incunabulum",
    "mausolea": "mausoleum",
    "antiquities": "antiquity",
    "sarcophagi": "sarcophagus",
    "tumuli": "tumulus",
    "papyri": "papyrus",
    "amphorae": "amphora",
}


@functools.lru_cache(maxsize=100_000)
def _forms(lower: str, lemma: str, past: bool, going: bool = False) -> frozenset[str]:
    found = {lower, lemma, IRREGULAR.get(lower, lower)}
    if past and lower.endswith("ed"):
        found |= {lower[:-1], *_undoubled(lower[:-2])}
    if going and lower.endswith("ing"):
        found |= {lower[:-3] + "e", *_undoubled(lower[:-3])}
    if len(lower) > 3 and lower.endswith("s") and not lower.endswith("ss"):
        found.add(lower[:-1])
        if lower.endswith("ies"):
            found.add(lower[:-3] + "y")
        elif lower.endswith(("ches", "shes", "xes", "sses")):
            found.add(lower[:-2])
    return frozenset(found)


def _undoubled(stem: str) -> set[str]:
    """A stem, and the verb whose last letter is doubled in it: the lemmatiser takes "gutted" for a form of "gutte"."""
    return {stem, stem[:-1]} if len(stem) > 3 and stem[-1] == stem[-2] else {stem}
