"""Names letter by letter: folding, scripts, romanising, spelling habits and consonants."""

import functools
import re
import unicodedata
from collections.abc import Sequence

from anyascii import anyascii

from tutela.language.letters import letter_file, letters_of, scripts_of, telltale_rules
from tutela.language.scripts import script_of

__all__ = ["fold", "guess_language", "romanise", "script_of", "skeleton", "sound", "spelling", "tokens_of"]

APOSTROPHES = re.compile("['’‘ʼʻʹʺ`´′՚՛՝՞ʿʾˈꞌ＇]")
ASCII_APOSTROPHES = str.maketrans("", "", "'`")
GENITIVE = re.compile(r"(?<=[a-z])['’]s\b")
NOT_WORD = re.compile(r"[\W_]+")
DOUBLED = re.compile(r"(.)\1+")
PIECE = re.compile(r"[^\s/()\[\],،;:–—-]+")
"""What is romanised at a time: a word with its apostrophes and dots, in one script ("Şuşa/Շուշի" are two)."""
DIAERESIS = "\u0308"
"""Says that two vowels are two."""
AS_WRITTEN = "und"
"""A language code that asks no table: Latin letters lose their marks only (Şuşa is "susa", not "shusha")."""
SILENT_H = re.compile(r"(?<=[aei])h$")
"""Of Arabic and Persian: Kahafa, Kahafah."""
WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
PLAIN_WORD = re.compile("[a-z0-9]+")
WORDS_KEPT = 1 << 17
"""Words remembered with their Latin form (40 MB at most): names of one gazetteer share theirs."""


def fold(text: str) -> str:
    """The text without case, diacritics, apostrophes, dashes and punctuation; words with one space between.

    Scripts stay: `Ղ` does not become `gh` (see `romanise`). Apostrophes vanish (K'arvachar = Karvachar),
    dashes separate.
    """
    if text.isascii():
        return NOT_WORD.sub(" ", text.lower().translate(ASCII_APOSTROPHES)).strip()
    # Letters that stand for several ("㎴", "ﬁ") are taken apart first: what they hide has case and marks of its own.
    whole = unicodedata.normalize("NFKC", text).replace("İ", "i")
    bare = APOSTROPHES.sub("", whole.casefold()).translate(_plain_letters())
    unmarked = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    # Once more without marks: "ǽ" is a plain letter only then.
    return NOT_WORD.sub(" ", unmarked.translate(_plain_letters())).strip()


@functools.cache
def _plain_letters() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in letter_file()["plain"].items()}


@functools.lru_cache(maxsize=WORDS_KEPT)
def _clues(piece: str) -> tuple[str, int]:
    """The script of a piece, and one bit for each clue of the telltale rules that it holds."""
    bits = _clue_bits()
    found = 0
    for letter in set(piece):
        if letter in bits:
            found |= bits[letter]
    return script_of(piece), found


@functools.cache
def _clue_bits() -> dict[str, int]:
    """Letter, small or capital -> the bits of the clues it belongs to."""
    bits: dict[str, int] = {}
    for at, clue in enumerate(clue for rule in telltale_rules() for clue in rule.clues):
        # The capital of "i" is no clue of its own ("Ə" is, and so is "İ", which stands in the table).
        for letter in clue | {letter.upper() for letter in clue if letter not in "ıi"}:
            bits[letter] = bits.get(letter, 0) | 1 << at
    return bits


@functools.lru_cache(maxsize=4096)
def _tongue(script: str, clues: int, stated: str) -> str:
    """The stated language where it is written in this script, else the one the clues give away."""
    if script in scripts_of(stated) or stated == AS_WRITTEN:
        return stated
    bit = 0
    for rule in telltale_rules():
        needed = ((1 << len(rule.clues)) - 1) << bit
        bit += len(rule.clues)
        if rule.script == script and clues & needed == needed:
            return rule.language
    return ""


def _tongues(pieces: Sequence[str], stated: str) -> list[str]:
    """The language of each piece: pieces of one script share their clues."""
    clues = [_clues(piece) for piece in pieces]
    seen: dict[str, int] = {}
    for script, bits in clues:
        seen[script] = seen.get(script, 0) | bits
    tongues = {script: _tongue(script, bits, stated) for script, bits in seen.items()}
    return [tongues[script] for script, _ in clues]


def guess_language(text: str) -> str:
    """The language whose letters these are, as far as a name's letters tell; empty when they do not."""
    return "" if text.isascii() else _tongue(*_clues(text), "")


def romanise(text: str, language: str = "") -> str:
    """The text in plain Latin letters, by the table of its language (ISO 639-1) or the one its letters give away.

    Letters no table holds go through anyascii. A word keeps its capital; scripts without capitals give small letters.
    """
    tongues = iter(_tongues(PIECE.findall(text), language.split("-")[0]))
    written = PIECE.sub(lambda piece: _romanise_piece(piece.group(), next(tongues)), text)
    return anyascii(WIDE_SPACE.sub(" ", written))


def _romanise_piece(piece: str, language: str) -> str:
    lowered = _composed(piece, language).replace("İ", "i").replace("I", "ı" if language in ("az", "tr") else "i")
    letters = letters_of(language)
    written = letters.write(lowered.lower()) if letters else lowered.lower()
    plain = anyascii(written)
    return plain[:1].upper() + plain[1:] if piece[:1].isupper() else plain


def _composed(piece: str, language: str) -> str:
    if language not in letter_file()["unmarked"]:
        return unicodedata.normalize("NFC", piece)
    letters = unicodedata.normalize("NFD", piece)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c == DIAERESIS or not unicodedata.combining(c)))


def tokens_of(text: str, language: str = "") -> tuple[str, ...]:
    """The romanised, folded words of a name, in order, without English genitive endings."""
    if text.isascii() and not language:
        bare = GENITIVE.sub("", text).translate(ASCII_APOSTROPHES) if "'" in text or "`" in text else text
        return tuple(PLAIN_WORD.findall(bare.lower()))
    pieces = PIECE.findall(text)
    tongues = _tongues(pieces, language.split("-")[0])
    words: list[str] = []
    for piece, tongue in zip(pieces, tongues, strict=True):
        words += _latin_words(piece, tongue)
    return tuple(words)


@functools.lru_cache(maxsize=WORDS_KEPT)
def _latin_words(piece: str, language: str) -> tuple[str, ...]:
    return tuple(fold(_romanise_piece(GENITIVE.sub("", piece), language)).split())


@functools.lru_cache(maxsize=WORDS_KEPT)
def spelling(token: str) -> str:
    """A romanised, folded word with the spelling habits levelled that tell no two names apart (gh = kh = q = k ...)."""
    for habit, plain in _habits():
        token = token.replace(habit, plain)
    return DOUBLED.sub(r"\1", token)


@functools.cache
def _habits() -> tuple[tuple[str, str], ...]:
    return tuple((habit, plain) for habit, plain in letter_file()["spelling"])


def skeleton(text: str, language: str = "") -> str:
    """The consonants of a name, sounds that romanisations mix up taken together: a key for candidates, not a proof."""
    return " ".join(sound(token) for token in tokens_of(text, language))


@functools.lru_cache(maxsize=WORDS_KEPT)
def sound(token: str) -> str:
    """The consonants of one romanised, folded word; empty when it has none."""
    return spelling(token).translate(_consonants())


class _OnlyThese(dict[int, str | None]):
    """A table for `str.translate` that leaves out every letter it does not hold."""

    def __missing__(self, letter: int) -> None:
        return None


@functools.cache
def _consonants() -> _OnlyThese:
    return _OnlyThese({ord(letter): sign for letter, sign in letter_file()["skeleton"].items()})


@functools.lru_cache(maxsize=WORDS_KEPT)
def features(token: str) -> str:
    """A romanised, folded word as a row of features of its sounds, for measuring how alike two words sound."""
    for letters, sign in letter_file()["digraphs"]:
        token = token.replace(letters, sign)
    signs = DOUBLED.sub(r"\1", SILENT_H.sub("", token))
    table = letter_file()["features"]
    return "".join(table.get(sign, sign) for sign in signs)
