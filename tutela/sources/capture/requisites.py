"""What a page needs to look as it did: the pictures, styles, fonts, sound and video that it names."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from tutela.sources.decoding import decode
from tutela.sources.markup import tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

MOST = 300
"""Of one page; Chromium's own limit on what a saved page keeps is none, and a page of the news has 50 to 150."""
SOURCES = {
    "img": ("src", "data-src", "data-original"),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "input": ("src",),
    "embed": ("src",),
    "track": ("src",),
}
"""Elements that show what stands at an address; scripts are not among them, since nothing of them is run."""
LINKED = frozenset({"stylesheet", "icon", "shortcut icon", "apple-touch-icon", "preload"})
_CSS_URL = re.compile(r"""url\(\s*(?:"([^"\\\n]{1,2000})"|'([^'\\\n]{1,2000})'|([^"'()\\\s]{1,2000}))\s*\)""")
_CSS_IMPORT = re.compile(r"""@import\s+(?:"([^"\\\n]{1,2000})"|'([^'\\\n]{1,2000})')""")


def requisites_of_page(page: bytes, base: str) -> tuple[str, ...]:
    """Addresses of what a page shows, each once, in its order.

    Args:
        page: the page as received.
        base: its address.
    """
    tree = _tree(decode(page).text)
    return tuple(_each_once(base, _named(tree)))[:MOST] if tree is not None else ()


def _tree(markup: str) -> "_Element | None":
    from lxml import etree, html  # type: ignore[import-untyped]

    tree, why = tree_of(markup)
    if why:
        return tree
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None


def requisites_of_style(style: bytes, base: str) -> tuple[str, ...]:
    """Addresses that a style sheet names: fonts, backgrounds, further sheets."""
    return tuple(_each_once(base, _in_css(decode(style).text)))[:MOST]


def _each_once(base: str, named: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for one in named:
        try:
            url = urljoin(base, one.strip()).partition("#")[0]
        except ValueError:
            continue
        if url.startswith(("http://", "https://")) and url not in seen:
            seen.add(url)
            yield url


def _named(tree: "_Element") -> Iterator[str]:
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        yield from (str(value) for name in SOURCES.get(node.tag, ()) if (value := node.get(name)))
        if srcset := node.get("srcset"):
            yield from _candidates(str(srcset))
        if node.tag == "link" and str(node.get("rel") or "").strip().lower() in LINKED and node.get("href"):
            yield str(node.get("href"))
        if node.tag == "style":
            yield from _in_css(node.text or "")
        elif style := node.get("style"):
            yield from _in_css(str(style))


def _candidates(srcset: str) -> Iterator[str]:
    """The addresses of a list of sizes: `small.jpg 480w, large.jpg 1200w`."""
    for candidate in re.split(r",\s+|,$", srcset):
        if words := candidate.split():
            yield words[0]


def _in_css(style: str) -> Iterator[str]:
    for pattern in (_CSS_IMPORT, _CSS_URL):
        for match in pattern.finditer(style):
            yield next(group for group in match.groups() if group)
