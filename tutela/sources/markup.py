"""Pages beyond what an HTML parser follows: how they are told, and their words without their layout."""

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

MAX_TAG_WORDS = 20_000
"""Most words between the brackets of one tag: the parser compares each attribute of a tag with all before it, and did
not end within a minute for a million."""
_TAG = re.compile(r"<[a-zA-Z][^\s>]*+(?:\s++(?:[^\s=>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+|=))*+")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "title", "textarea"})
_IN_LINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong",
     "sub", "sup", "u", "time"}
)  # fmt: skip
"""Tags that part no words; all others stand between blocks."""
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{10,};?")


def tree_of(markup: str) -> tuple["_Element | None", str]:
    """The tree of a page that goes beyond the parser's usual limits, and why it does; no tree where nothing follows it.

    The reason is empty, and there is no tree, where the page keeps within them.
    """
    for tag in _TAG.finditer(markup):
        if len(tag[0]) > MAX_TAG_WORDS and len(tag[0].split(None, MAX_TAG_WORDS)) > MAX_TAG_WORDS:
            return None, f"one of its tags has more than {MAX_TAG_WORDS:,} words"
    _, why = _parsed(markup, huge=False)
    if not why:
        return None, ""
    tree, still = _parsed(markup, huge=True)
    return (None, still) if still else (tree, why)


def _parsed(markup: str, huge: bool) -> tuple["_Element | None", str]:
    """The tree, and where the parser gave up (it keeps what it had until then, without a word)."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as pages

    parser = pages.HTMLParser(
        huge_tree=huge, remove_comments=True, remove_pis=True, collect_ids=False, encoding="utf-8"
    )
    try:
        tree = pages.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None, ""
    return tree, next((_plain(error.message) for error in parser.error_log if error.level_name == "FATAL"), "")


def _plain(message: str) -> str:
    return message.partition(", use XML")[0].partition(", try XML")[0].strip()


def words_of(markup: str) -> str:
    """What stands outside the tags, blocks parted by empty lines; scripts and styles left out.

    It takes one pass however tags nest or fail to close: what follows a bracket that nothing closes is text.
    """
    parts: list[str] = []
    at = 0
    while (start := markup.find("<", at)) >= 0:
        parts.append(markup[at:start])
        end, parted = _behind(markup, start)
        if end < 0:
            at = start
            break
        parts += [" "] if end == start + 1 else ["\n\n"] if parted else []
        at = end
    parts.append(markup[at:])
    text = html.unescape(_LONG_REFERENCE.sub("\ufffd", "".join(parts)))
    blocks = (" ".join(block.split()) for block in re.split(r"\n\n+", text))
    return "\n\n".join(filter(None, blocks))


def _behind(markup: str, start: int) -> tuple[int, bool]:
    """Where the tag that starts here ends, -1 if nowhere, and whether it parts blocks."""
    if markup.startswith("<!--", start):
        end = markup.find("-->", start)
        return (end + 3 if end >= 0 else -1), False
    name = _NAME.match(markup, start)
    if not name and markup[start + 1 : start + 2] not in ("!", "?", "/"):
        return start + 1, False
    word = name[1].casefold() if name else ""
    end = markup.find(">", start)
    if word in _SILENT and markup[start + 1] != "/" and end >= 0:
        closing = re.compile(f"</{word}", re.IGNORECASE).search(markup, end)
        end = markup.find(">", closing.end()) if closing else -1
    return (end + 1 if end >= 0 else -1), word not in _IN_LINE
