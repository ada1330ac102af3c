"""Figures as SVG: a small builder that escapes everything, and a guess at how wide words are drawn."""

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup

Number = int | float

WIDE = 1.0
"""Width of an ideograph or full-width form, in font sizes."""
NARROW = 0.28
"""Width of a space, point or i."""
CAPITAL = 0.7
SMALL = 0.58
FOREIGN = 0.63
"""Mean widths of letters in the sans-serif fonts of the dossier (measured on Noto Sans, semibold), on the safe side:
capitals, small Latin letters, letters of other scripts."""


def text_width(text: str, size: float) -> float:
    """How wide a text is likely to be drawn, in the units of `size`."""
    return size * sum(map(_letter_width, text))


@functools.cache
def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    if letter in " .,:;'’|ilıIjt·!()[]":
        return NARROW if letter != "I" else 0.35
    if letter.isascii():
        return CAPITAL if letter.isupper() else SMALL
    return CAPITAL if letter.isupper() else FOREIGN


def shortened(text: str, width: float, size: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def number(value: Number) -> str:
    """A coordinate with one decimal at most: figures need no more, and files stay small."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
"""Characters no XML may hold: a file that holds one of them cannot be read."""


def xml_text(text: str) -> str:
    """A text with a sign of replacement for what no XML may hold.

    >>> xml_text("a" + chr(27) + "b")
    'a\ufffdb'
    """
    return text.translate(NO_XML)


def _escaped(text: str) -> str:
    return escape(xml_text(text))


@dataclass(slots=True)
class Drawing:
    """An SVG picture being drawn; `render` gives it with its name and description for those who cannot see it."""

    id: str
    width: float
    height: float
    parts: list[str] = field(default_factory=list)

    def add(self, tag: str, text: str | None = None, /, **attributes: Number | str) -> None:
        """An element; underscores in attribute names stand for dashes, a trailing one is dropped (`class_`)."""
        written = "".join(f' {_attribute(name)}="{_value(value)}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{written}/>" if text is None else f"<{tag}{written}>{_escaped(text)}</{tag}>")

    def open(self, tag: str, title: str = "", **attributes: Number | str) -> None:
        """Open a group, named by `title`."""
        written = "".join(f' {_attribute(name)}="{_value(value)}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{written}>" + (f"<title>{_escaped(title)}</title>" if title else ""))

    def close(self, tag: str) -> None:
        """Close a group."""
        self.parts.append(f"</{tag}>")

    def lines(self, x: float, y: float, lines: Iterable[str], step: float, **attributes: Number | str) -> None:
        """Lines of text below one another."""
        for index, line in enumerate(lines):
            self.add("text", line, x=x, y=y + index * step, **attributes)

    def render(self, name: str, description: str, class_: str = "") -> Markup:
        """The picture as markup."""
        own = _escaped(self.id)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" id="{own}" class="{_escaped(class_)}" role="group" '
            f'viewBox="0 0 {number(self.width)} {number(self.height)}" width="{number(self.width)}" '
            f'height="{number(self.height)}" aria-labelledby="{own}-t" aria-describedby="{own}-d">'
            f'<title id="{own}-t">{_escaped(name)}</title><desc id="{own}-d">{_escaped(description)}</desc>'
        )
        return Markup(head + "".join(self.parts) + "</svg>")


def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: Number | str) -> str:
    return _escaped(value) if isinstance(value, str) else number(value)


def wrapped(words: Iterable[str], width: float, size: float, joint: str = " ") -> list[str]:
    """Words in lines that fit a width; a word wider than a line is broken."""
    lines: list[str] = []
    for word in (part for whole in words for part in _parts(whole, width, size)):
        longer = f"{lines[-1]}{joint}{word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, width: float, size: float) -> Iterable[str]:
    while text_width(word, size) > width and len(word) > 1:
        fits = 1
        while fits < len(word) and text_width(word[: fits + 1], size) <= width:
            fits += 1
        yield word[:fits]
        word = word[fits:]
    yield word


def fitted(text: str, width: float, size: float, most: int) -> list[str]:
    """A text in lines that fit a width; what needs more than `most` lines ends with an ellipsis."""
    lines = wrapped(text.split(), width, size)
    return lines if len(lines) <= most else [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), width, size)]
