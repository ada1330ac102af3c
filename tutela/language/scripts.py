"""The script a text is written in."""

import functools
import unicodedata

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


def script_of(text: str) -> str:
    """ISO 15924 code of the script most letters belong to; `Zyyy` when there are no letters, the first met on a tie."""
    scripts = [_letter_script(letter) for letter in text if letter.isalpha()]
    # Of equal counts max keeps the first met.
    return max(dict.fromkeys(scripts), key=scripts.count) if scripts else "Zyyy"


@functools.lru_cache(maxsize=4096)
def _letter_script(letter: str) -> str:
    return SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "Zzzz")
