"""Linked Art and the JSON-LD of Arches (CIDOC-CRM) -> rows."""

import functools
import re
from collections.abc import Iterator, Mapping
from importlib import resources

import yaml

from tutela.sources.columns import language_code
from tutela.sources.decoding import storable
from tutela.sources.registers.nested import cells_of, unfolded
from tutela.sources.registers.rows import Row, as_text

Node = Mapping[str, object]

_LOCAL = re.compile(r"(?:.*[/#:])?(?:[A-Z]+\d+i?_)?([^/#:]+)")
"""The plain word of a term: `identified_by` of `http://www.cidoc-crm.org/cidoc-crm/P1_is_identified_by`."""


@functools.cache
def _terms() -> Mapping[str, str]:
    text = resources.files("tutela.sources.registers").joinpath("linked_art.yml").read_text("utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    return {term: ours for ours, terms in data["terms"].items() for term in terms}


def is_linked_art(item: object) -> bool:
    """Whether an object speaks CIDOC-CRM: by a name or identifier that it is identified by."""
    return isinstance(item, Mapping) and "identified_by" in map(_term, map(str, item))


def linked_art_row(number: int, item: Node) -> Row:
    """One object or place: its names with their languages, kinds, identifiers, location, parts and notes."""
    node = _plain(item)
    key = _key(node)
    known = ("id", "type", "@context", "_label", *_MEMBERS)
    rest = unfolded({name: value for name, value in node.items() if name not in known})
    meant = (("id", key), *_cells(node), *(rest or ()))
    return Row(number, cells_of(item), feature_id=key, unfolded=tuple(pair for pair in meant if pair[1]))


@functools.lru_cache(maxsize=4096)
def _term(name: str) -> str:
    found = _LOCAL.fullmatch(name)
    word = found[1] if found else name
    return _terms().get(name, _terms().get(word, word))


def _plain(node: Node) -> dict[str, object]:
    """The members under the plain words of Linked Art."""
    return {_term(storable(str(name))): value for name, value in node.items()}


def _nodes(value: object) -> Iterator[dict[str, object]]:
    """The objects of a member, be it one or many; a text stands for an object that says just this."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield _plain(one)
        elif isinstance(one, str):
            yield {"content": one}


def _text(node: Node) -> str:
    """What an object says."""
    for member in ("content", "_label"):
        value = node.get(member)
        for one in value if isinstance(value, list) else [value]:
            said = one.get("@value") if isinstance(one, Mapping) else one
            if isinstance(said, str | int | float) and not isinstance(said, bool) and as_text(said).strip():
                return as_text(said)
    return ""


def _key(node: Node) -> str:
    """The register's own number where it gives one, else the address of the object."""
    numbers = (_text(one) for one in _nodes(node.get("identified_by")) if "Identifier" in _kind(one))
    return next(filter(None, numbers), "") or as_text(node.get("id"))


def _kind(node: Node) -> str:
    return as_text(node.get("type"))


_MEMBERS = {
    "classified_as": "type",
    "part_of": "part of",
    "referred_to_by": "notes",
    "member_of": "collection",
}
"""Members whose texts stand in one column of ours."""


def _cells(node: Node) -> Iterator[tuple[str, str]]:
    yield from _names(node)
    for member, column in _MEMBERS.items():
        for one in _nodes(node.get(member)):
            yield column, as_text(one.get("id")) if member == "part_of" else _text(one) or as_text(one.get("id"))
    yield from _places(node)
    for one in _nodes(node.get("equivalent")):
        yield "same as", as_text(one.get("id") or one.get("content"))
    for made in _nodes(node.get("produced_by")):
        for span in _nodes(made.get("timespan")):
            yield "built", _text(span) or as_text(span.get("begin_of_the_begin"))


def _names(node: Node) -> Iterator[tuple[str, str]]:
    named = False
    for one in _nodes(node.get("identified_by")):
        if "Identifier" in _kind(one):
            yield "identifiers", _text(one)
        elif text := _text(one):
            named = True
            language = next(filter(None, map(_language, _nodes(one.get("language")))), "")
            yield (f"name:{language}" if language else "name"), text
    if not named:
        yield "name", as_text(node.get("_label"))


def _language(node: Node) -> str:
    """The code of a language that is given by name, or by an address that ends with its code."""
    code = as_text(node.get("id")).rpartition("/")[2]
    return language_code(_text(node)) or (code if re.fullmatch("[a-z]{2,3}", code) else "")


def _places(node: Node) -> Iterator[tuple[str, str]]:
    """Where it is: a shape of its own, or of the place it stands in."""
    for shape in _nodes(node.get("defined_by")):
        yield "wkt", _text(shape)
    for member in ("current_location", "approximated_by"):
        for place in _nodes(node.get(member)):
            yield "place", _text({"_label": place.get("_label")}) or next((text for _, text in _names(place)), "")
            for shape in _nodes(place.get("defined_by")):
                yield "wkt", _text(shape)
