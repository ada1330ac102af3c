"""The date grammar of a language pack, compiled: what may stand where, and which rule reads it."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import NotRequired, TypedDict

import yaml

DIGITS = {
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)",
    "day_number": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)",
    "month_number": r"(?:1[0-2]|0?[1-9])(?!\d)",
    "year": r"(?:1\d{3}|20\d\d)(?![\d%])",
    "short_year": r"\d\d(?!\d)",
    "decade_digits": r"(?:1\d|20)\d0s",
    "bc_year": r"[1-9]\d{0,4}",
    "century_number": r"(?:[1-9]|1\d|2[01])(?:st|nd|rd|th)",
}
"""Placeholders written in digits in every language."""
NOTHING = "(?!)"
"""Matches nowhere: a list without words."""
PLACEHOLDER = re.compile(r"\{(\w+?)(2?)\}")
OPENING = re.compile(r"(?<![\w.,])\w{1,3}")
"""The first letters of a word at which a date may begin: enough to pass over most words without trying a rule."""
DOT = "\u0307"
"""What is left of a Turkish capital with a dot where it is written small."""
NO_WORDS = re.compile(r"\\[a-zA-Z]|\(\?(?:P<\w+>|-i:)")
"""What stands in a regular expression beside the letters it matches."""


class DateFile(TypedDict):
    """The shape of dates.yml of a language pack."""

    words: dict[str, dict[str, int | str]]
    patterns: dict[str, list[str]]
    events: list[str]
    to: list[str]
    dash: list[str]
    joiners: list[str]
    between: list[str]
    # `and` is a word of Python: the class holds it as `conjunction`.
    since: list[str]
    until: list[str]
    before: list[str]
    after: list[str]
    by: list[str]
    week_of: list[str]
    night_of: list[str]
    night_to: NotRequired[list[str]]
    construction: list[str]
    since_behind: NotRequired[list[str]]
    until_behind: NotRequired[list[str]]
    before_behind: NotRequired[list[str]]
    after_behind: NotRequired[list[str]]
    construction_behind: NotRequired[list[str]]
    capitalised: list[str]
    season_after: list[str]
    bare_after: list[str]
    not_before: list[str]
    not_after: list[str]


CUES = (
    "between",
    "since",
    "until",
    "before",
    "after",
    "by",
    "week_of",
    "night_of",
    "night_to",
    "construction",
    "season_after",
    "bare_after",
    "not_after",
)
"""Words that stand right before a date and change what it says."""
CUES_BEHIND = ("since", "until", "before", "after", "construction")
"""Those that stand right behind it in languages with postpositions ("10 Kasım'dan sonra", after 10 November)."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's patterns and cue words."""

    rules: tuple[tuple[str, re.Pattern[str]], ...]
    openings: Mapping[str, tuple[int, ...]]
    """First letters of a word, or `0` for a digit -> numbers of the rules that may begin so."""
    words: dict[str, dict[str, int | str]]
    joiner: re.Pattern[str]
    conjunction: re.Pattern[str]
    cues: dict[str, re.Pattern[str]]
    """Cue -> the pattern of its words, ending where the date begins."""
    cues_behind: dict[str, re.Pattern[str]]
    """Cue -> the pattern of its words or endings, beginning where the date ends."""
    not_before: re.Pattern[str]

    def value(self, kind: str, word: str) -> int | str:
        """What a word of a placeholder stands for."""
        key = " ".join(word.lower().replace(DOT, "").rstrip(".").split())
        return self.words[kind][key]

    def matches(self, text: str) -> Iterator[tuple[int, str, re.Match[str]]]:
        """(number of the rule, its name, match): what each rule finds, its own matches not overlapping.

        Rules are tried only where a word begins as one of theirs does: 170 searches through the whole text take
        ten times as long.
        """
        reached = [0] * len(self.rules)
        for opening in OPENING.finditer(text):
            start = opening.start()
            for number in self.openings.get(_opening(opening[0]), ()):
                rule, pattern = self.rules[number]
                if start >= reached[number] and (match := pattern.match(text, start)):
                    reached[number] = match.end()
                    yield number, rule, match


@functools.cache
def date_words(language: str) -> DateWords | None:
    """The date grammar of a language; None where its pack has none."""
    file = resources.files("tutela.language").joinpath("packs", language, "dates.yml")
    return _compiled(yaml.safe_load(file.read_text("utf-8"))) if file.is_file() else None


def _compiled(data: DateFile) -> DateWords:
    slots = _slots(data)
    rules = tuple(
        (rule, re.compile(rf"(?<![\w.,]){_pattern(pattern, slots)}(?!\w)", re.IGNORECASE))
        for rule, patterns in data["patterns"].items()
        for pattern in patterns
    )
    lists: Mapping[str, list[str]] = {cue: value for cue, value in data.items() if isinstance(value, list)}
    return DateWords(
        rules,
        _openings([pattern.pattern for _, pattern in rules]),
        data["words"],
        joiner=re.compile(rf"\s*(?:{_any(data['joiners'])})\s*(?:the )?", re.IGNORECASE),
        conjunction=re.compile(rf"\s+(?:{_any(lists['and'])})\s+(?:the )?", re.IGNORECASE),
        cues_behind={cue: _behind(lists.get(f"{cue}_behind", [])) for cue in CUES_BEHIND},
        cues={cue: _before(lists.get(cue, [])) for cue in CUES},
        not_before=re.compile(rf"\s*(?:{_any(data['not_before'])})(?!\w)", re.IGNORECASE),
    )


def _openings(patterns: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """Which patterns hold a word with these first letters: those alone can begin with it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, pattern in enumerate(patterns):
        openings = {_opening(word) for word in re.findall(r"\w+", NO_WORDS.sub(" ", pattern))}
        for opening in sorted(openings | ({"0"} if r"\d" in pattern else set())):
            found[opening].append(number)
    return {opening: tuple(numbers) for opening, numbers in found.items()}


def _opening(word: str) -> str:
    return "0" if word[0].isdigit() else word[:3].lower().replace(DOT, "").replace("ı", "i")


def _slots(data: DateFile) -> dict[str, str]:
    slots = dict(DIGITS)
    slots |= {kind: _any(words) for kind, words in data["words"].items()}
    for kind in data["capitalised"]:
        slots[kind] = _capitalised(data["words"][kind])
    slots["n"] = rf"\d{{1,3}}(?:,\d{{3}})?|{slots['number']}"
    slots["event"] = _any(data["events"])
    slots["to"] = _any(data["to"])
    slots["dash"] = _any(data["dash"])
    return slots


def _capitalised(words: Mapping[str, int | str]) -> str:
    """Words with a capital or in capitals; one that is short for a longer word may carry a full stop ("Nov. 9")."""
    longest_first = sorted(words, key=lambda word: -len(word))
    return f"(?-i:{'|'.join(_in_both_cases(word, words) for word in longest_first)})"


def _in_both_cases(word: str, words: Mapping[str, int | str]) -> str:
    cut_short = any(words[other] == words[word] and len(other) > len(word) for other in words)
    return f"(?:{re.escape(word.title())}|{re.escape(word.upper())}){'[.]?' * cut_short}"


def _any(words: list[str] | Mapping[str, int | str]) -> str:
    longest_first = sorted(map(str, words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) or NOTHING


def _before(words: list[str]) -> re.Pattern[str]:
    """A cue that ends right before a date."""
    return re.compile(rf"(?:(?<!\w)|(?=\W))(?:{_any(words)})\s*(?:(?<=\s)the\s+)?$", re.IGNORECASE)


def _behind(words: list[str]) -> re.Pattern[str]:
    """A cue that begins right behind a date or behind the date's case ending; any ending may follow it."""
    return re.compile(rf"(?:['’-]?\w{{0,5}}\s+)?(?:{_any(words)})", re.IGNORECASE)


def _pattern(pattern: str, slots: Mapping[str, str]) -> str:
    """The regular expression of a pattern of the pack."""
    return "".join(_pieces(pattern, slots))


def _pieces(pattern: str, slots: Mapping[str, str]) -> Iterator[str]:
    named: set[str] = set()
    for piece in re.split(r"(\{\w+\}|\[\.\]|\[|\]|\s\?|,\?|\s)", pattern):
        match = PLACEHOLDER.fullmatch(piece)
        if match and match[1] + match[2] not in named and match[1] not in ("to", "dash"):
            named.add(match[1] + match[2])
            yield f"(?P<{match[1]}{match[2]}>{slots[match[1]]})"
        elif match:
            yield f"(?:{slots[match[1]]})"
        else:
            yield _literal(piece)


def _literal(piece: str) -> str:
    fixed = {"[": "(?:", "]": ")?", "[.]": r"\.", ",?": ",?", " ": r"\s+", " ?": r"\s?"}
    return fixed.get(piece, piece)
