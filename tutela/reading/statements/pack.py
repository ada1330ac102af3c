"""What a language pack knows of statements and recordings, as compiled patterns."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TypedDict, cast

import yaml

from tutela.model.claims import EvidenceKind, SpeakerKind, StatementKind

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƏȘȚА-ЯЁЄІЇҐԱ-Ֆ"
"""Capital letters of the Latin, Cyrillic and Armenian scripts, as they open a name."""


class RuleRow(TypedDict, total=False):
    """One row of `rules` in the file."""

    kind: str
    cue: str
    topics: list[str]
    negated: str
    actor: str
    condition: bool
    headline: bool


class RelayRow(TypedDict, total=False):
    """One row of `relays` in the file."""

    verb: list[str]
    before: list[str]
    particle: str
    object: str
    first: bool


class RecordingRows(TypedDict):
    """The part `recordings` of the file."""

    kinds: dict[str, str]
    weak: str
    outside: str
    not_followed_by: str
    indefinite: list[str]
    same: list[str]
    other: list[str]
    shows: list[str]
    shown: str
    named_place: str
    seems: list[str]
    filmed: list[str]
    rests: list[str]
    event: str
    happened: str
    surfaced: list[str]
    relays: list[RelayRow]
    carriers: str
    general_carriers: str
    place_before: list[str]
    times: str


class NameRow(TypedDict):
    """A pattern of second names, and words of which the text must hold one for it to match."""

    needs: list[str]
    pattern: str


class PackRows(TypedDict):
    """A statements file as YAML gives it."""

    words: dict[str, str]
    rules: list[RuleRow]
    topics: dict[str, str]
    needs_heritage: list[str]
    purposes: list[str]
    conditions: list[str]
    attempts: list[str]
    notes: list[str]
    office: str
    names: list[NameRow]
    persons: list[str]
    authenticity: dict[str, str | list[str]]
    recordings: RecordingRows
    reporting: list[str]
    whereabouts: str
    stands_for_body: str
    stands_for_its_like: str
    asset_before: str
    asset_in_place: str
    article: str
    stands_for_medium: str
    stands_for_person: str
    document_words: list[str]
    kinds_of_speaker: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a sentence a statement of one kind."""

    kind: StatementKind
    cue: re.Pattern[str]
    topics: tuple[str, ...]
    negated: bool | None = False
    """True: the cue must be denied; None: no matter."""
    actor: str = "subject"
    """Whose act it is, seen from the cue: `subject`, `owner` or `none`."""
    needs_condition: bool = False
    headline: bool = False
    """Holds in titles only, where verbs are cut short."""


@dataclass(frozen=True, slots=True)
class NamePattern:
    """How a text gives a thing a second name."""

    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    """In small letters; looking for them first takes a hundredth of the time."""

    def may_match(self, low: str) -> bool:
        """Whether a text, given in small letters, holds what the pattern needs."""
        return any(word in low for word in self.needs)


@dataclass(frozen=True, slots=True)
class Relay:
    """A verb of publishing and how its carrier hangs on it."""

    verbs: frozenset[str]
    before: frozenset[str]
    particle: str = ""
    object: str = ""
    first: bool = False
    """Whether it tells of an upload, before which there was nothing."""


@dataclass(frozen=True, slots=True)
class RecordingWords:
    """How a language speaks of recordings."""

    kinds: Mapping[EvidenceKind, re.Pattern[str]]
    weak: re.Pattern[str]
    outside: re.Pattern[str]
    not_followed_by: re.Pattern[str]
    indefinite: frozenset[str]
    same: frozenset[str]
    other: frozenset[str]
    shows: frozenset[str]
    shown: re.Pattern[str]
    named_place: re.Pattern[str]
    seems: frozenset[str]
    filmed: frozenset[str]
    rests: frozenset[str]
    event: re.Pattern[str]
    happened: re.Pattern[str]
    surfaced: frozenset[str]
    relays: tuple[Relay, ...]
    carriers: re.Pattern[str]
    general_carriers: re.Pattern[str]
    place_before: frozenset[str]
    times: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AuthenticityWords:
    """How a language supports or doubts that a recording is what it seems."""

    supports: tuple[re.Pattern[str], ...]
    doubts: tuple[re.Pattern[str], ...]
    turned: re.Pattern[str]
    word: re.Pattern[str]
    pointing: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StatementPack:
    """The patterns of one language."""

    rules: tuple[Rule, ...]
    topics: Mapping[str, re.Pattern[str]]
    needs_heritage: frozenset[str]
    heritage: re.Pattern[str]
    heritage_in_small: re.Pattern[str]
    """The same for a text in small letters: sought in a third of the time."""
    purposes: tuple[re.Pattern[str], ...]
    conditions: tuple[re.Pattern[str], ...]
    attempts: tuple[re.Pattern[str], ...]
    notes: tuple[re.Pattern[str], ...]
    office: re.Pattern[str]
    names: tuple["NamePattern", ...]
    persons: re.Pattern[str]
    authenticity: AuthenticityWords
    recordings: RecordingWords
    recording: re.Pattern[str]
    reporting: frozenset[str]
    whereabouts: re.Pattern[str]
    """Words by which a sentence says where a place lies."""
    stands_for_body: re.Pattern[str]
    stands_for_its_like: re.Pattern[str]
    asset_before: re.Pattern[str]
    asset_in_place: re.Pattern[str]
    article: re.Pattern[str]
    stands_for_medium: re.Pattern[str]
    stands_for_person: re.Pattern[str]
    document_words: re.Pattern[str]
    kinds_of_speaker: Mapping[SpeakerKind, re.Pattern[str]]


@functools.cache
def statement_pack(language: str) -> StatementPack | None:
    """The pack of a language (ISO 639-1), or None where there is none yet."""
    file = resources.files("tutela.language").joinpath(f"packs/{language}/statements.yml")
    return compile_pack(file.read_text("utf-8")) if file.is_file() else None


def compile_pack(text: str) -> StatementPack:
    """The patterns of a statements file.

    Raises:
        re.error: a pattern of the file is no regular expression.
        KeyError: a part of the file is missing.
    """
    rows = cast(PackRows, yaml.safe_load(text))
    writer = _Writer(rows["words"])
    said = rows["authenticity"]
    return StatementPack(
        rules=tuple(_rule(row, writer) for row in rows["rules"]),
        topics={name: writer.words(words) for name, words in rows["topics"].items()},
        needs_heritage=frozenset(rows["needs_heritage"]),
        heritage=writer.words("{heritage}|{heritage_body}"),
        heritage_in_small=writer.in_small("{heritage}|{heritage_body}"),
        purposes=writer.all(rows["purposes"]),
        conditions=writer.all(rows["conditions"]),
        attempts=writer.all(rows["attempts"]),
        notes=writer.all(rows["notes"] + rows["attempts"]),
        office=writer.words(rows["office"]),
        names=tuple(NamePattern(writer.words(row["pattern"]), tuple(row["needs"])) for row in rows["names"]),
        persons=writer.words(rows["persons"]),
        authenticity=AuthenticityWords(
            writer.all(list(said["supports"])),
            writer.all(list(said["doubts"])),
            *(writer.words(said[part]) for part in ("turned", "authenticity_word", "pointing")),
        ),
        recordings=_recordings(rows["recordings"], writer),
        recording=writer.words("{recording}"),
        reporting=frozenset(rows["reporting"]),
        whereabouts=writer.words(rows["whereabouts"]),
        stands_for_body=writer.whole(rows["stands_for_body"]),
        stands_for_its_like=writer.whole(rows["stands_for_its_like"]),
        asset_in_place=writer.whole(rows["asset_in_place"]),
        asset_before=writer.whole(rows["asset_before"]),
        article=writer.free(rows["article"]),
        stands_for_medium=writer.whole(rows["stands_for_medium"]),
        stands_for_person=writer.whole(rows["stands_for_person"]),
        document_words=writer.words(rows["document_words"]),
        kinds_of_speaker={
            SpeakerKind(kind): re.compile(pattern, re.IGNORECASE) for kind, pattern in rows["kinds_of_speaker"].items()
        },
    )


def _rule(row: RuleRow, writer: "_Writer") -> Rule:
    return Rule(
        StatementKind(row["kind"]),
        writer.words(row["cue"]),
        tuple(row["topics"]),
        {"yes": True, "no": False, "any": None}[row.get("negated", "no")],
        row.get("actor", "subject"),
        row.get("condition", False),
        row.get("headline", False),
    )


def _recordings(rows: RecordingRows, writer: "_Writer") -> RecordingWords:
    return RecordingWords(
        kinds={EvidenceKind(kind): writer.words(words) for kind, words in rows["kinds"].items()},
        weak=writer.whole(rows["weak"]),
        outside=writer.free(rows["outside"]),
        not_followed_by=writer.free(rows["not_followed_by"]),
        indefinite=frozenset(rows["indefinite"]),
        same=frozenset(rows["same"]),
        other=frozenset(rows["other"]),
        shows=frozenset(rows["shows"]),
        shown=writer.words(rows["shown"]),
        named_place=writer.words(rows["named_place"]),
        seems=frozenset(rows["seems"]),
        filmed=frozenset(rows["filmed"]),
        rests=frozenset(rows["rests"]),
        event=writer.words(rows["event"]),
        happened=writer.words(rows["happened"]),
        surfaced=frozenset(rows["surfaced"]),
        relays=tuple(_relay(row) for row in rows["relays"]),
        carriers=writer.words(rows["carriers"]),
        general_carriers=writer.whole(rows["general_carriers"]),
        place_before=frozenset(rows["place_before"]),
        times=writer.free(rows["times"]),
    )


def _relay(row: RelayRow) -> Relay:
    return Relay(
        frozenset(row["verb"]),
        frozenset(row["before"]),
        row.get("particle", ""),
        row.get("object", ""),
        row.get("first", False),
    )


class _Writer:
    """Writes patterns out: puts in what `{word}` stands for, and word boundaries."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def free(self, pattern: str | Sequence[str]) -> re.Pattern[str]:
        return re.compile(self._written(pattern), re.IGNORECASE)

    def in_small(self, pattern: str | Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._written(pattern).lower()})(?!\w)")

    def words(self, pattern: str | Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._written(pattern)})(?!\w)", re.IGNORECASE)

    def whole(self, pattern: str | Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._written(pattern)})\Z", re.IGNORECASE)

    def all(self, patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(self.words(pattern) for pattern in patterns)

    def _written(self, pattern: str | Sequence[str]) -> str:
        text = pattern if isinstance(pattern, str) else "|".join(pattern)
        return re.sub(r"\{([A-Za-z_]+)\}", lambda found: self._word(found.group(1)), text)

    def _word(self, name: str) -> str:
        return UPPER if name == "Upper" else f"(?:{self._written(self._words[name])})"
