"""Long publications are read in portions, so that the time to read one grows with its length and no faster.

Much of reading looks through all the text before a claim (whose name "the ministry" is, where the church was last said
to stand): in a text ten times as long there are ten times as many claims, each looking through ten times as much.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, cast

from tutela.language.sentences import split
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.ids import record_id
from tutela.model.passages import Passage
from tutela.reading.tellings import Telling, gather

LONGEST = 20_000
"""Letters of a portion: some six printed pages, five times the longest publication of the development corpus (4,006
letters). What a name or pronoun goes back to stands mostly in the same paragraph, hardly ever six pages before."""

LOOK_BEFORE = 6
"""Characters looked at for the end of the sentence before: marks, brackets, a space or two."""
ENDS = ".!?:;…\n\t"

Record = TypeVar("Record")


def portions(document: Document) -> list[tuple[int, Document]]:
    """The document in parts that are read by themselves, each with the offset at which it begins.

    A text of up to `LONGEST` letters is one portion. A longer one is cut at the last line break in the second half of a
    portion, else between two sentences.
    """
    if len(document.text) <= LONGEST:
        return [(0, document)]
    cuts = [0, *_cuts(document.text, split(document.text, document.tongue)), len(document.text)]
    return [
        (start, dataclasses.replace(document, text=document.text[start:end])) for start, end in itertools.pairwise(cuts)
    ]


def _cuts(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[int]:
    begun, line, before = 0, 0, 0
    for start, end in sentences:
        if "\n" in text[before:start]:
            line = start
        if end - begun > LONGEST and start > begun:
            begun = line if line - begun > LONGEST // 2 else start
            yield begun
        before = end


def moved(record: Record, whole: Document, by: int) -> Record:
    """A record read in a portion, its passages at their offsets in the whole document."""
    return cast(Record, _moved(record, lambda words: whole.passage(words.start + by, words.end + by))) if by else record


def _moved(value: Any, place: Callable[[Passage], Passage]) -> Any:
    if isinstance(value, Passage):
        return place(value)
    if isinstance(value, tuple):
        return tuple(_moved(one, place) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{one.name: _moved(getattr(value, one.name), place) for one in dataclasses.fields(value)})
    return value


def of_portion(record: Record, kind: str, by: int) -> Record:
    """The record under an id of its own: two portions may say the same at the same place in each."""
    if not by:
        return record
    content = {"record": getattr(record, "id"), "from": by}  # noqa: B009 - statements and recordings share no class
    return cast(Record, dataclasses.replace(cast(Any, record), id=record_id(kind, content)))


def gathered(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of several portions, those of one named asset, harm and source brought together."""
    things: dict[str, int] = {}
    tellings = []
    for at, claim in enumerate(claims):
        words = claim.asset.exact
        key = words.casefold() if _is_name(text, claim.asset) else f"{at} {words}"
        tellings.append(Telling(claim, things.setdefault(key, len(things)), at))
    return gather(tellings)


def _is_name(text: str, asset: Passage) -> bool:
    """Whether a description holds a proper name: a capital that does not merely open a sentence."""
    before = text[max(0, asset.start - LOOK_BEFORE) : asset.start].rstrip(' "“«(')
    opens = not before or before[-1] in ENDS
    return any(word[0].isupper() for word in asset.exact.split()[opens:])
