"""Walking through records: every passage and every string in them is seen, so that a field added later is too."""

import dataclasses
from collections.abc import Callable, Iterator
from enum import Enum
from typing import TypeVar, cast

from tutela.model.passages import Passage

Thing = TypeVar("Thing")


def rewritten(thing: Thing, text: Callable[[str], str], passage: Callable[[Passage], Passage]) -> Thing:
    """A record with every string and every passage replaced; enumerations and numbers stay."""
    return cast(Thing, _rewritten(thing, text, passage))


def _rewritten(thing: object, text: Callable[[str], str], passage: Callable[[Passage], Passage]) -> object:
    if isinstance(thing, Enum):
        return thing
    if isinstance(thing, str):
        return text(thing)
    if isinstance(thing, Passage):
        return passage(thing)
    if isinstance(thing, tuple):
        return tuple(_rewritten(item, text, passage) for item in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        names = [part.name for part in dataclasses.fields(thing)]
        return dataclasses.replace(thing, **{name: _rewritten(getattr(thing, name), text, passage) for name in names})
    return thing


def passages_in(thing: object) -> Iterator[Passage]:
    """Every passage of a record, in the order of its fields."""
    if isinstance(thing, Passage):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from passages_in(item)
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for part in dataclasses.fields(thing):
            yield from passages_in(getattr(thing, part.name))
