"""Whose words a claim is: speakers brought to what identifies them across documents."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.incidents.affiliations import ties_of
from tutela.incidents.sides import sides_of, without_sides
from tutela.language.name_comparison import SAME_WORD, word_similarity
from tutela.language.names import fold, name_key
from tutela.model.documents import Publisher

BESIDE = 60
"""Characters beside a speaker's name in which its office is looked for ("Viktor Kovalenko, head of the Zolochiv
hromada")."""
WORDS = re.compile(r"[^\s,.;:!?()\[\]«»“”\"„—–/]+")
"""Words as written; not every script's letters are letters to a pattern."""
POINTING = "role:pointing"
"""Role of words that point back to somebody the text has named."""
OFFICES = {
    f"role:{role}": office
    for role, office in {
        "prosecutor": "prosecutor",
        "foreign": "foreign",
        "culture": "culture",
        "defence": "defence",
        "military": "military",
        "court": "court",
        "police": "police",
        "president": "president",
        "governor": "governor",
    }.items()
}
"""Roles that tell offices of one side apart -> the office."""
OFFICIAL = frozenset({"role:ministry", "role:government", "role:spokesperson"})
"""Roles that any office of a side may have."""
PLAIN = "role:plain"
"""Role of words that make a title of a role and tell no office from another ("Prosecutor General")."""
AGENCY = "agency"
"""Kind of a publisher whose texts others print."""
SHORT = 4
"""Names of fewer letters must be written alike to be one: AP is not APA."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as one document names it."""

    words: str
    names: frozenset[str]
    """Words that name it, romanised; words for its role left out."""
    roles: frozenset[str]
    publisher: str = ""
    """Id of the known publisher or office it is."""
    beside: frozenset[str] = frozenset()
    """Words that stand beside it in the text."""
    tied: frozenset[str] = frozenset()
    """Owners and parties it belongs to, as far as known."""
    sides: frozenset[str] = frozenset()
    """The sides its words name ("Moscow", "Russia's defence ministry")."""
    agency: bool = False
    """Whether it is known to be a news agency, whose texts others print."""

    def named(self) -> bool:
        """Whether anything but a role is said of it; "its units" names nobody by itself."""
        titled = self.names or self.sides or (PLAIN in self.roles and self.offices)
        return bool(self.publisher or (titled and POINTING not in self.roles))

    @property
    def offices(self) -> frozenset[str]:
        """The roles that tell one office of a side from another."""
        return _offices(self.roles)

    def same(self, other: "Voice") -> bool:
        """Whether both name one speaker."""
        if self.publisher and other.publisher:
            return self.publisher == other.publisher
        return _alike(self.words, other.words)

    def apart(self, other: "Voice") -> bool:
        """Whether they are of two sides, or two offices of one."""
        return _apart(self.sides, other.sides) or _apart(self.offices, other.offices)

    def one_side(self, other: "Voice") -> bool:
        """Whether both speak for one side, as far as their words tell: "Moscow", "Russia's defence ministry"."""
        official = all(voice.offices or voice.roles & OFFICIAL or not voice.names for voice in (self, other))
        return bool(self.sides & other.sides) and official and not self.apart(other)

    def holds_office_of(self, other: "Voice") -> bool:
        """Whether this person is told of beside an office that the other is: "Kevin Parker, the judge", "tribunal"."""
        return bool(self.names and not self.roles and _offices(self.beside) & other.offices)

    def stands_beside(self, other: "Voice") -> bool:
        """Whether this one's name stands beside the other's in the other's text: a person and the office it holds."""
        return bool(self.names) and all(
            word in other.beside or any(_same(word, near) for near in other.beside) for word in self.names
        )

    def role_beside(self, other: "Voice") -> bool:
        """Whether this one, named by its role only, is what stands beside the other's name."""
        told = self.roles - {PLAIN}
        return not self.names and bool(told) and told <= other.beside


@functools.lru_cache(maxsize=1 << 17)
def _alike(one: str, other: str) -> bool:
    """Whether the words for two speakers are names of one, or one office of one side, in whatever language."""
    if _folded(one) == _folded(other):
        return True
    (names, roles), (others, their_roles) = _split(one), _split(other)
    sides, offices = (sides_of(one), sides_of(other)), (_offices(roles), _offices(their_roles))
    if _apart(*sides) or _apart(*offices):
        return False
    if not names or not others:
        return bool(sides[0] & sides[1] and offices[0] & offices[1]) and not (names or others)
    small, large = sorted((names, others), key=len)
    return all(any(_same(a, b) for b in large) for a in small) or _initials(one) == _initials(other) != ""


_folded = functools.lru_cache(maxsize=65536)(fold)


def _offices(roles: Iterable[str]) -> frozenset[str]:
    return frozenset(OFFICES[role] for role in roles if role in OFFICES)


def _apart(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(ours and theirs and not ours & theirs)


@functools.lru_cache(maxsize=65536)
def _same(a: str, b: str) -> bool:
    if min(len(a), len(b)) < SHORT:
        return a == b
    return word_similarity(a, b) >= SAME_WORD


@functools.lru_cache(maxsize=65536)
def _initials(words: str) -> str:
    """The short form of a name (United Nations -> un), or the name itself when it is one."""
    bare = re.sub(r"\W", "", words)
    if words.isupper() and 2 <= len(bare) <= 6:
        return bare.casefold()
    capitals = re.findall(r"\b[A-Z]", words)
    return "".join(capitals).casefold() if len(capitals) >= 3 else ""


class Directory:
    """Known publishers and offices by every name they are quoted under."""

    def __init__(self, publishers: Sequence[Publisher]) -> None:
        self._by_name: dict[str, set[str]] = {}
        self._known: dict[str, Voice] = {}
        """Speakers named outside a text: publishers and whom they credit, the same ones over and over."""
        self.by_id: Mapping[str, Publisher] = {publisher.id: publisher for publisher in publishers}
        for publisher in publishers:
            for name in (publisher.name, *publisher.other_names, *publisher.credit_patterns):
                self._by_name.setdefault(fold(name), set()).add(publisher.id)

    def find(self, name: str) -> str:
        """Id of the publisher of this name; empty when there is none or more than one."""
        found = self._by_name.get(fold(name)) or self._by_name.get(fold(re.sub(r"^(?:the|The) ", "", name))) or set()
        return next(iter(found)) if len(found) == 1 else ""

    def voice(self, words: str, text: str = "", start: int = 0, end: int = 0) -> Voice:
        """The speaker named by `words`, which stand at `start:end` of `text`."""
        if text:
            return self._heard(words, (text[max(start - BESIDE, 0) : start], text[end : end + BESIDE]))
        if words not in self._known:
            self._known[words] = self._heard(words, ())
        return self._known[words]

    def _heard(self, words: str, around: Iterable[str]) -> Voice:
        names, roles = _split(words)
        beside = frozenset(token for piece in around for part in _split(piece) for token in part)
        known = self.find(words)
        publisher = self.by_id.get(known)
        agency = publisher is not None and publisher.kind == AGENCY
        return Voice(words, names, roles, known, beside, ties_of(publisher), sides_of(words), agency)


@functools.lru_cache(maxsize=65536)
def _name_words(written: str) -> frozenset[str]:
    """What is left of a word that names no role, romanised."""
    return frozenset(token for token in name_key(written) if token and not token.startswith("type:"))


@functools.lru_cache(maxsize=65536)
def _split(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """Name words and roles of some words."""
    names: set[str] = set()
    found: set[str] = set()
    for written in WORDS.findall(without_sides(words)):
        role = role_of(written)
        if role:
            found.add(f"role:{role}")
        else:
            names |= _name_words(written)
    return frozenset(names), frozenset(found)


@functools.lru_cache(maxsize=65536)
def role_of(word: str) -> str:
    """The role a word names, or empty."""
    exact, stems = _roles()
    bare = fold(word)
    if bare in exact:
        return exact[bare]
    return next((role for stem, role in stems if bare.startswith(stem)), "")


@functools.cache
def _roles() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    table: dict[str, list[str]] = yaml.safe_load(
        resources.files("tutela.incidents").joinpath("roles.yml").read_text("utf-8")
    )
    pairs = [(word, role) for role, words in table.items() for word in words]
    exact = {fold(word): role for word, role in reversed(pairs) if not word.endswith("*")}
    return exact, tuple((fold(word[:-1]), role) for word, role in pairs if word.endswith("*"))
