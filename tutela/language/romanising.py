"""Names letter by letter: folding, scripts, romanising, spelling habits and consonants."""

import functools
import re
import unicodedata

from anyascii import anyascii

from tutela.language.letters import letter_file, letters_of, telltale_rules

APOSTROPHES = re.compile("['’‘ʼʻʹʺ`´′՚՛՝՞ʿʾˈꞌ＇]")
GENITIVE = re.compile(r"(?<=[a-z])['’]s\b")
NOT_WORD = re.compile(r"[\W_]+")
DOUBLED = re.compile(r"(.)\1+")

SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "DEVANAGARI": "Deva",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "CJK": "Hani",
    "HANGUL": "Hang",
    "ETHIOPIC": "Ethi",
    "SYRIAC": "Syrc",
    "THAI": "Thai",
    "MYANMAR": "Mymr",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "KHMER": "Khmr",
    "TIBETAN": "Tibt",
}
"""First word of a letter's Unicode name -> ISO 15924 code."""


def fold(text: str) -> str:
    """The text without case, diacritics, apostrophes, dashes and punctuation; words with one space between.

    Scripts stay: `Ղ` does not become `gh` (see `romanise`). Apostrophes vanish (K'arvachar = Karvachar),
    dashes separate.
    """
    # Letters that stand for several ("㎴", "ﬁ") are taken apart first: what they hide has case and marks of its own.
    whole = unicodedata.normalize("NFKC", text).replace("İ", "i")
    bare = "".join(map(_plain_letter, APOSTROPHES.sub("", whole.casefold())))
    unmarked = (c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    # Once more without marks: "ǽ" is a plain letter only then.
    return NOT_WORD.sub(" ", "".join(map(_plain_letter, unmarked))).strip()


def _plain_letter(letter: str) -> str:
    return letter_file()["plain"].get(letter, letter)


def script_of(text: str) -> str:
    """ISO 15924 code of the script most letters belong to; `Zyyy` when there are no letters, the first met on a tie."""
    counts: dict[str, int] = {}
    for letter in filter(str.isalpha, text):
        script = _letter_script(letter)
        counts[script] = counts.get(script, 0) + 1
    return max(counts, key=counts.__getitem__) if counts else "Zyyy"


@functools.lru_cache(maxsize=4096)
def _letter_script(letter: str) -> str:
    return SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "Zzzz")


def guess_language(text: str) -> str:
    """The language whose letters these are, as far as a name's letters tell; empty when they do not."""
    script, letters = script_of(text), set(text) | set(text.replace("İ", "i").lower())
    for rule in telltale_rules():
        if rule["script"] != script:
            continue
        if all(letters & set(rule[clue]) for clue in ("letters", "also") if clue in rule):
            return rule["language"]
    return ""


def romanise(text: str, language: str = "") -> str:
    """The text in plain Latin letters, by the table of its language (ISO 639-1) or the one its letters give away.

    Letters no table holds go through anyascii. A word keeps its capital; scripts without capitals give small letters.
    """
    words = re.split(r"(\s+)", text)
    tongue = language.split("-")[0] or guess_language(text)
    return "".join(_romanise_word(word, tongue) for word in words)


def _romanise_word(word: str, language: str) -> str:
    lowered = (
        unicodedata.normalize("NFC", word).replace("İ", "i").replace("I", "ı" if language in ("az", "tr") else "i")
    )
    letters = letters_of(language)
    written = letters.write(lowered.lower()) if letters else lowered.lower()
    plain = anyascii(written)
    return plain[:1].upper() + plain[1:] if word[:1].isupper() else plain


@functools.lru_cache(maxsize=65536)
def spelling(token: str) -> str:
    """A romanised, folded word with the spelling habits levelled that tell no two names apart (gh = kh = q = k ...)."""
    for habit, plain in letter_file()["spelling"]:
        token = token.replace(habit, plain)
    return DOUBLED.sub(r"\1", token)


def skeleton(text: str, language: str = "") -> str:
    """The consonants of a name, sounds that romanisations mix up taken together: a key for candidates, not a proof."""
    return " ".join(_token_skeleton(token) for token in fold(romanise(text, language)).split())


def _token_skeleton(token: str) -> str:
    sounds = letter_file()["skeleton"]
    return "".join(sounds.get(letter, "") for letter in spelling(token))


def tokens_of(text: str, language: str = "") -> tuple[str, ...]:
    """The romanised, folded words of a name, in order, without English genitive endings."""
    return tuple(fold(romanise(GENITIVE.sub("", text), language)).split())
