"""Web pages: text, metadata and links by trafilatura, the linked words kept where they stand in the text."""

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from tutela.model.documents import Finding
from tutela.model.problems import Problem
from tutela.sources.decoding import decode
from tutela.sources.drafts import Draft, LinkSpan, Source
from tutela.sources.markup import tree_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]
    from trafilatura.settings import Document as Extract

_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "code", "list", "table", "comments", "div"})
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "title"})
_DATE_META = ("article:published_time", "datePublished", "dc.date", "DC.date.issued", "date", "pubdate", "publishdate")
_DATE_CONFIG = {
    "original_date": True,
    # No guessing from whatever digits the page holds, and no bound taken from today's clock.
    "extensive_search": False,
    "max_date": "2199-12-31",
}


def read_page(source: Source, content: bytes) -> Iterator[Draft | Problem]:
    """The article of an HTML page. Where none is found, all its visible text is taken, and that is reported."""
    import trafilatura
    from lxml import etree  # type: ignore[import-untyped]

    # What it complains of comes out as a problem here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    markup = decode(content).text
    tree, why = tree_of(markup)
    if why:
        yield source.remark(
            f"goes beyond what pages may be ({why}); its text was taken as far as possible.",
            "Compare the text with the page.",
        )
        if tree is None:
            yield from _without_layout(source, content, markup)
            return
    else:
        tree = trafilatura.load_html(content)
    if tree is None:
        tree = _fragment(content)
    if tree is None:
        yield source.fault("is no HTML page.", "See whether it was saved whole.")
        return
    try:
        extract = trafilatura.bare_extraction(
            deepcopy(tree) if why else content,
            include_links=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=_DATE_CONFIG,
        )
    except (ValueError, TypeError, etree.LxmlError, RecursionError) as error:
        # Pages broken beyond what the extractor foresees; their visible text is still there.
        yield source.remark(f"its article could not be made out ({error}).", "Compare the text with the page.")
        extract = None
    if extract is not None and not isinstance(extract, dict) and extract.body is not None:
        text, links = _Writer().write(extract.body)
        if text.strip():
            yield _draft(content, tree, extract, text, links)
            return
    yield from _whole_page(source, content, tree)


def _without_layout(source: Source, content: bytes, markup: str) -> Iterator[Draft | Problem]:
    text = words_of(markup)
    if text:
        yield Draft(text, content, "text/html")
    else:
        yield source.fault("holds no text.", "Save the page once it has loaded, or as text.")


def _fragment(content: bytes) -> "_Element | None":
    """The tree of a piece of a page, which trafilatura does not take for HTML."""
    from lxml import etree, html

    try:
        return html.document_fromstring(decode(content).text)
    except (etree.LxmlError, ValueError):
        return None


def _draft(content: bytes, tree: "_Element", extract: "Extract", text: str, links: list[LinkSpan]) -> Draft:
    title = extract.title or ""
    if title and title.casefold() not in text[: 2 * len(title) + 200].casefold():
        # The headline belongs to what was published, and often carries the claim.
        text, links = _headed(title, text, links)
    return Draft(
        text=text,
        content=content,
        media_type="text/html",
        title=title,
        url=extract.url or "",
        published=_published(tree, extract.date or ""),
        publisher=_finding(extract.sitename or ""),
        language=_finding((tree.get("lang") or "").strip()),
        links=tuple(_absolute(links, extract.url or "")),
    )


def _headed(title: str, text: str, links: list[LinkSpan]) -> tuple[str, list[LinkSpan]]:
    shift = len(title) + 2
    return f"{title}\n\n{text}", [LinkSpan(link.url, link.start + shift, link.end + shift) for link in links]


def _absolute(links: list[LinkSpan], base: str) -> Iterator[LinkSpan]:
    for link in links:
        url = _join(base, link.url)
        if url.startswith(("http://", "https://")):
            yield LinkSpan(url, link.start, link.end)


def _join(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:  # an address such as http://[broken
        return ""


def _finding(value: str) -> Finding | None:
    return Finding(value, "page", value) if value else None


def _published(tree: "_Element", fallback: str) -> Finding | None:
    stated = {
        str(meta.get("property") or meta.get("name") or meta.get("itemprop")): str(meta.get("content") or "").strip()
        for meta in tree.iter("meta")
    }
    value = next((stated[name] for name in _DATE_META if stated.get(name)), "") or _linked_data_date(tree)
    return _finding(value or fallback)


def _linked_data_date(tree: "_Element") -> str:
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            match = re.search(r'"datePublished"\s*:\s*("[^"]*")', script.text or "")
            if match:
                try:
                    return str(json.loads(match.group(1)))
                except ValueError:
                    continue
    return ""


def _whole_page(source: Source, content: bytes, tree: "_Element") -> Iterator[Draft | Problem]:
    text, links = _Writer().write(tree)
    if not text.strip():
        yield source.fault("holds no text.", "Save the page once it has loaded, or as text.")
        return
    yield source.remark("no article was found in it; all its text was taken.", "Compare the text with the page.")
    title = " ".join(str(next((node.text for node in tree.iter("title") if node.text), "")).split())
    base = next((str(node.get("href")) for node in tree.iter("link") if node.get("rel") == "canonical"), "")
    yield Draft(
        text,
        content,
        "text/html",
        title=title,
        url=base,
        published=_published(tree, ""),
        language=_finding((tree.get("lang") or "").strip()),
        links=tuple(_absolute(links, base)),
    )


class _Writer:
    """Writes a tree as plain text, one empty line between blocks, and notes where links fall."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._links: list[LinkSpan] = []

    def write(self, root: "_Element") -> tuple[str, list[LinkSpan]]:
        """The text and the links in it."""
        # A stack of its own: pages nest deeper than Python may call.
        stack: list[tuple[_Element, bool, int]] = [(root, False, 0)]
        while stack:
            node, done, start = stack.pop()
            if done:
                self._close(node, start)
                continue
            stack.append((node, True, self._open(node)))
            if isinstance(node.tag, str) and node.tag not in _SILENT:
                self._words(node.text)
                stack.extend((child, False, 0) for child in reversed(node))
        text = "".join(self._parts)
        return text.rstrip(), self._links

    def _open(self, node: "_Element") -> int:
        if node.tag in _BLOCKS or (
            isinstance(node.tag, str) and re.fullmatch(r"h[1-6]|li|tr|body|br|section", node.tag)
        ):
            self._break()
        elif node.tag == "lb":
            self._append("\n")
        elif node.tag in ("cell", "td", "th") and not self._at_break():
            self._append(" | ")
        return self._length

    def _close(self, node: "_Element", start: int) -> None:
        target = node.get("target") if node.tag == "ref" else node.get("href") if node.tag == "a" else None
        if target:
            self._links.append(LinkSpan(str(target), start, self._length))
        if node.tag in _BLOCKS:
            self._break()
        self._words(node.tail)

    def _words(self, words: str | None) -> None:
        clean = re.sub(r"\s+", " ", words or "")
        if self._at_break() or (self._parts and self._parts[-1].endswith((" ", "\n"))):
            clean = clean.lstrip(" ")
        if clean:
            self._append(clean)

    def _append(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _break(self) -> None:
        if not self._at_break():
            self._append("\n\n")

    def _at_break(self) -> bool:
        return not self._parts or self._parts[-1] == "\n\n"
