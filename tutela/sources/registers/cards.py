"""A register's card: who publishes it, whose side it speaks for, its licence, date, coverage and size."""

import fnmatch
import functools
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path

import yaml

from tutela.model.errors import InputError, UnreadableFile
from tutela.model.inventory import Register
from tutela.sources.columns import plain
from tutela.sources.drafts import shown_path
from tutela.sources.registers.files import register_name

FIELDS = ("publisher", "side", "licence", "date", "coverage", "expected", "reference")
"""What a card says, all of it optional."""
ENDING = ".card.yml"
MAX_CARD = 100_000
"""Bytes of a card; the largest packaged has 500."""

Card = Mapping[str, str]


def card_for(path: Path, given: Path | Mapping[str, object] | None = None) -> Card:
    """The card given, else the one beside the file (`NAME.card.yml`), else the packaged one for a well-known register.

    What the first does not say is taken from the next.

    Raises:
        UnreadableFile: the card given cannot be read.
        InputError: a card says what no card says.
    """
    beside = path.with_name(register_name(path) + ENDING)
    cards = [packaged_card(register_name(path))]
    if beside.is_file():
        cards.append(read_card(beside))
    if given is not None:
        cards.append(read_card(given) if isinstance(given, Path) else _checked(given, "the card given"))
    return {field: value for card in cards for field, value in card.items() if value}


def read_card(path: Path) -> Card:
    """A card from its YAML file.

    Raises:
        UnreadableFile: it cannot be read.
        InputError: it says what no card says.
    """
    remedy = f"Write lines such as 'publisher: ...'; a card says {', '.join(FIELDS)}."
    try:
        with path.open(encoding="utf-8") as stream:
            value = yaml.load(stream.read(MAX_CARD), yaml.BaseLoader)
    except OSError as error:
        raise UnreadableFile(f"{shown_path(path)} cannot be opened ({error.strerror}).", "Check the path.") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(f"{shown_path(path)} is no YAML ({str(error).splitlines()[0]}).", remedy) from error
    if not isinstance(value, Mapping):
        raise UnreadableFile(f"{shown_path(path)} holds no card.", remedy)
    return _checked(value, shown_path(path))


def _checked(value: Mapping[str, object], where: str) -> Card:
    unknown = [str(field) for field in value if field not in FIELDS]
    if unknown:
        raise InputError(f"{where} says {', '.join(unknown)}, which no card says.", f"A card says {', '.join(FIELDS)}.")
    card = {field: "" if said is None else str(said).strip() for field, said in value.items()}
    expected = card.get("expected", "")
    if expected and not (expected.isascii() and expected.isdigit()):
        raise InputError(f"{where}: expected is {expected!r}, which is no number.", "Write digits only, or nothing.")
    return card


@functools.cache
def _packaged() -> Mapping[str, Card]:
    text = resources.files("tutela.sources.registers").joinpath("cards.yml").read_text("utf-8")
    cards: dict[str, Card] = yaml.load(text, yaml.BaseLoader)
    return cards


def packaged_card(name: str) -> Card:
    """The packaged card of a well-known register, told by its file's usual name; empty where there is none."""
    compared = plain(name).replace(" ", "_")
    return next((card for pattern, card in _packaged().items() if fnmatch.fnmatchcase(compared, pattern)), {})


def with_card(register: Register, card: Card) -> Register:
    """The register with what its card says."""
    return replace(
        register,
        publisher=card.get("publisher", ""),
        side=card.get("side", ""),
        licence=card.get("licence", ""),
        date=card.get("date", ""),
        coverage=card.get("coverage", ""),
        expected=int(card["expected"]) if card.get("expected") else None,
        reference=card.get("reference", ""),
    )
