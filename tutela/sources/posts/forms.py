"""The forms in which social media and their exporters write posts, as a table, and how a value is found by it."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import cast

import yaml

Around = Mapping[str, object]
DEEPEST = 40
"""Steps a path may take; the longest of the table has eight."""


@dataclass(frozen=True, slots=True)
class Form:
    """How one export names what a post is made of; the table's head says what each part means."""

    name: str
    platform: str
    marks: tuple[str, ...]
    records: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, str]
    address: str = ""
    letters: str = ""
    markup: bool = False
    upward: int = 0


@functools.cache
def forms() -> tuple[Form, ...]:
    """Every form of the table, in its order."""
    text = resources.files("tutela.sources.posts").joinpath("platforms.yml").read_text("utf-8")
    return tuple(_form(entry) for entry in cast("list[dict[str, object]]", yaml.safe_load(text)))


def _form(entry: Mapping[str, object]) -> Form:
    fields = cast("Mapping[str, list[str]]", entry["fields"])
    return Form(
        name=str(entry["form"]),
        platform=str(entry["platform"]),
        marks=tuple(cast("list[str]", entry["marks"])),
        records=tuple(cast("list[str]", entry["records"])),
        fields={name: tuple(paths) for name, paths in fields.items()},
        counts=cast("Mapping[str, str]", entry["counts"]),
        address=str(entry.get("address", "")),
        letters=str(entry.get("letters", "")),
        markup=bool(entry.get("markup", False)),
        upward=int(str(entry.get("upward", 0))),
    )


def values(record: object, path: str) -> Iterator[object]:
    """What stands at a path in a record; every member of a list where the path says `*`.

    >>> list(values({"media": [{"uri": "a"}, {"uri": "b"}]}, "media.*.uri"))
    ['a', 'b']
    """
    found = [record]
    for part in path.split(".")[:DEEPEST] if path else ():
        found = [deeper for value in found for deeper in _step(value, part)]
    yield from (value for value in found if value not in (None, "", [], {}))


def _step(value: object, part: str) -> Iterator[object]:
    if part == "*":
        yield from value if isinstance(value, list) else ()
    elif isinstance(value, Mapping) and part in value:
        yield value[part]


def is_of(record: object, form: Form) -> bool:
    """Whether a record has all the marks of a form."""
    return isinstance(record, Mapping) and all(_marked(record, mark) for mark in form.marks)


def _marked(record: Mapping[str, object], mark: str) -> bool:
    path, equals, wanted = mark.partition("=")
    if equals:
        return any(str(value) == wanted for value in values(record, path))
    return any(_there(record, one) for one in path.split("|"))


def _there(record: Mapping[str, object], path: str) -> bool:
    """Whether a field is there, be it empty: a post of pictures alone has an empty text."""
    return path in record or any(True for _ in values(record, path))


def posts_in(data: object, form: Form) -> Iterator[tuple[Mapping[str, object], Around]]:
    """The records of a form in a file, each with the object around the list it stands in."""
    for path in form.records:
        found = False
        for record, around in _listed(data, path):
            if is_of(record, form):
                found = True
                yield record, around
        if found:
            return


def _listed(data: object, path: str) -> Iterator[tuple[Mapping[str, object], Around]]:
    container, _, last = path.rpartition(".") if path else ("", "", "")
    holders = list(values(data, container)) if container else [data]
    for holder in holders:
        inner = holder if not last or last == "*" else holder.get(last) if isinstance(holder, Mapping) else None
        around = holder if isinstance(holder, Mapping) else {}
        for record in inner if isinstance(inner, list) else (inner,):
            if isinstance(record, Mapping):
                yield record, around


def form_of(data: object) -> Form | None:
    """The form of a file's posts; None where it holds none that the table knows."""
    return next((form for form in forms() if next(posts_in(data, form), None)), None)
