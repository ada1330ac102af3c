"""Kinds of things as merging sees them: those of assets and of places, which may be one thing, which are parts."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.language.asset_types import asset_type
from tutela.language.names import fold, tokens_of
from tutela.model.claims import AssetType

UNTOLD = frozenset({AssetType.HERITAGE.value})
"""Kinds that say nothing."""
UNTOLD_KINDS = frozenset(
    {"settlement", "archaeological_site", "region", "quarter", "historic_district", "natural_feature"}
)
"""Kinds that a register which gives no kinds leaves unsaid; a river, a bridge, a church it names as such."""
_PARTS = re.compile(r"[;,/()|\n]")
_SET_APART = re.compile(r"[(,\[]\s*(?:the\s+)?([^\W\d]+)\.?(?:\s+([^\W\d]+)\.?)?\s*[)\]]?\s*$")


@dataclass(frozen=True, slots=True)
class Kinds:
    """The tables of kinds.yml."""

    words: Mapping[str, str]
    """Folded, romanised word -> kind of place."""
    abbreviations: Mapping[str, str]
    related: Mapping[str, frozenset[str]]
    """Kind -> kinds that other registers may give the same thing."""
    parts: Mapping[str, frozenset[str]]
    """Kind of a whole -> kinds of its parts."""
    opposed: Mapping[str, frozenset[str]]
    """Quality (`upper`) -> qualities of another thing (`lower`, `middle`)."""


@functools.cache
def kinds() -> Kinds:
    """The tables, read once."""
    data = yaml.safe_load(resources.files("tutela.inventory.merging").joinpath("kinds.yml").read_text("utf-8"))
    words = {" ".join(tokens_of(str(word))): kind for kind, given in data["words"].items() for word in given}
    parts = {whole: frozenset(given) for whole, given in data["parts"].items()}
    return Kinds(words, data["abbreviations"], _neighbours(data["related"]), parts, _neighbours(data["opposed"]))


def _neighbours(groups: Sequence[Sequence[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in groups:
        for one in group:
            found.setdefault(one, set()).update(other for other in group if other != one)
    return {one: frozenset(others) for one, others in found.items()}


@functools.lru_cache(maxsize=4096)
def stated_kinds(cell: str) -> frozenset[str]:
    """The kinds a register's own words say: `settlement`, `church`; empty where they are unknown or say nothing.

    >>> sorted(stated_kinds("open-water")), sorted(stated_kinds("Monastery")), sorted(stated_kinds("unknown"))
    (['open_water'], ['monastery'], [])
    """
    whole = kinds().words.get(" ".join(tokens_of(cell)))
    if whole:
        return frozenset({whole})
    found = {kinds().words.get(" ".join(tokens_of(part)), "") for part in _PARTS.split(cell)} - {""}
    known = asset_type(cell)
    return frozenset(found or ({known.value} if known else set())) - UNTOLD


def related_to(found: Iterable[str]) -> frozenset[str]:
    """The kinds that may be one thing with any of `found`, without these."""
    given = frozenset(found)
    return frozenset().union(*(kinds().related.get(kind, frozenset()) for kind in given)) - given


def parts_of(found: Iterable[str]) -> frozenset[str]:
    """The kinds of things that may be parts of a thing of one of these kinds."""
    return frozenset().union(*(kinds().parts.get(kind, frozenset()) for kind in found))


def opposed_to(qualities: Iterable[str]) -> frozenset[str]:
    """The qualities that only another thing has."""
    return frozenset().union(*(kinds().opposed.get(quality, frozenset()) for quality in qualities))


@dataclass(frozen=True, slots=True)
class KindMasks:
    """A set of kinds with what follows from it, each as the bits of a whole number."""

    kinds: tuple[str, ...]
    kind: int
    kin: int
    """Kinds that may be the same thing."""
    parts: int
    """Kinds of things that may be parts of it."""
    tells_kind: bool
    """It is of a kind that names and registers mostly say: a river, a diocese, a church."""


def kind_masks(found: Sequence[tuple[str, ...]]) -> list[KindMasks]:
    """Sets of kinds as bits, one bit a kind.

    >>> church, unknown = kind_masks([("church",), ()])
    >>> church.kind & church.kin, bool(church.kin), church.tells_kind, unknown.kind
    (0, True, True, 0)
    """
    every = {kind for given in found for kind in (*given, *related_to(given), *parts_of(given))}
    bit = {kind: 1 << at for at, kind in enumerate(sorted(every))}

    def mask(given: Iterable[str]) -> int:
        return sum(bit[kind] for kind in given)

    return [
        KindMasks(
            given,
            mask(set(given)),
            mask(related_to(given)),
            mask(parts_of(given)),
            bool(set(given) - UNTOLD_KINDS),
        )
        for given in found
    ]


def place_kind(word: str) -> str:
    """The kind of place that a romanised, folded word of a name says, or empty."""
    return kinds().words.get(word, "") if len(word) > 2 else ""


def set_apart(name: str) -> tuple[str, str]:
    """A name without the kind an atlas sets after a comma or in brackets, and that kind.

    >>> set_apart("Qube, Mon."), set_apart("Pyramos (river)"), set_apart("Bread Museum (Aghdam)")
    (('Qube', 'monastery'), ('Pyramos', 'river'), ('Bread Museum (Aghdam)', ''))
    """
    match = _SET_APART.search(name)
    if not match:
        return name, ""
    words = [fold(word) for word in match.groups() if word]
    known = kinds()
    found = [known.words.get(" ".join(words), ""), *(known.words.get(word, "") for word in reversed(words))]
    found += [known.abbreviations.get(words[-1], "")]
    kind = next(filter(None, found), "")
    return (name[: match.start()].strip(), kind) if kind and match.start() else (name, "")
