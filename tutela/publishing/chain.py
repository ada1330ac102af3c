"""The publication chain of an incident, drawn: documents, whom they relay, who says it, and where it enters the world.

Told apart by shape and place, not by colour: documents are sheets, speakers rounded, origins doubly framed.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from markupsafe import Markup

from tutela.language.names import fold
from tutela.model.claims import Claim
from tutela.model.incidents import EdgeKind, Incident, Origin, OriginKind
from tutela.publishing.contents import Contents, denies
from tutela.publishing.edges import drawn_edges
from tutela.publishing.svg import Drawing, fitted, text_width
from tutela.publishing.wording import origin_kind, publisher_name, stated_day, word

NODE_WIDTH = 178.0
LEAST_HEIGHT = 40.0
"""Least height of a box; more lines of words make it higher."""
NAME_STEP, SUB_STEP = 15.0, 13.0
NAME_SIZE, SUB_SIZE = 12.0, 10.5
MOST_LINES = 6
"""Lines a name may take in its box; the longest of 411 speakers in the packaged corpus needs three."""
MOST_DOCUMENTS = 30
"""Documents drawn in one figure, the earliest; with more, its lines cannot be told apart. The words name all."""
GAP = 10.0
BETWEEN = 54.0
"""Room between columns, for the lines."""
MARGIN = 34.0
"""Room left of the documents, for lines from one to another."""
HEAD = 30.0
LEGEND_ROW = 19.0
LEGEND_SIGN = 44.0
LEGEND_GAP = 22.0
LEAST_WIDTH = 640.0
"""Least width of a figure, so that its legend needs few lines."""
LANE = 9.0
"""Room a line takes where it passes a column."""


class Column(IntEnum):
    """From what was read back to where it comes from."""

    DOCUMENTS = 0
    RELAYS = 1
    SPEAKERS = 2
    ORIGINS = 3


HEADS = ("Documents", "Relayed by", "Said by", "Origins")


@dataclass(slots=True)
class Node:
    """A box of the figure."""

    column: Column
    first: str
    second: str = ""
    href: str = ""
    x: float = 0.0
    y: float = 0.0
    index: int = 0
    """Which of the drawn columns it stands in, from the left."""

    @property
    def inset(self) -> float:
        """Room between its frame and its words."""
        return 20.0 if self.column in (Column.RELAYS, Column.SPEAKERS) else 11.0

    @property
    def names(self) -> list[str]:
        """Its name, in lines."""
        return fitted(self.first, NODE_WIDTH - 2 * self.inset, NAME_SIZE, MOST_LINES)

    @property
    def subs(self) -> list[str]:
        """What stands below the name, in lines."""
        return fitted(self.second, NODE_WIDTH - 2 * self.inset, SUB_SIZE, MOST_LINES)

    @property
    def height(self) -> float:
        """How high its words make it."""
        return max(LEAST_HEIGHT, 18 + NAME_STEP * len(self.names) + SUB_STEP * len(self.subs))

    @property
    def middle(self) -> float:
        """Height at which lines meet it."""
        return self.y + self.height / 2


@dataclass(slots=True)
class Web:
    """Boxes and the lines between them, each line with the words that say what it is."""

    nodes: dict[str, Node] = field(default_factory=dict)
    lines: dict[tuple[str, str], str] = field(default_factory=dict)
    """(from, to) -> what it means; empty for the plain flow of an attribution."""
    ways: dict[tuple[str, str], EdgeKind] = field(default_factory=dict)
    """(from, to) -> how one text rests on the other."""
    denials: set[tuple[str, str]] = field(default_factory=set)
    lanes: dict[tuple[str, str], list[tuple[float, float]]] = field(default_factory=dict)
    """(from, to) -> where the line passes columns between its ends: left edge and height."""


def draw_chain(held: Contents, incident: Incident) -> Markup | None:
    """The chain behind one incident, the same in words as its description; None when no document names a source."""
    documents = list(dict.fromkeys(claim.document for claim in held.told_in(incident)))
    web = _web(held, incident, frozenset(documents[:MOST_DOCUMENTS]))
    if not web.lines or not _worth_drawing(web):
        return None
    columns = _laid_out(web)
    height = max(node.y + node.height for node in web.nodes.values()) + GAP
    width = max(MARGIN + len(columns) * NODE_WIDTH + (len(columns) - 1) * BETWEEN + 2, LEAST_WIDTH)
    legend = list(_placed_legend(_legend(web), width))
    bottom = height + GAP + LEGEND_ROW * (1 + max(row for _, _, _, row in legend))
    picture = Drawing(f"chain-{incident.id}", width, bottom + GAP)
    for nodes in columns:
        first = web.nodes[nodes[0]]
        picture.add("text", HEADS[first.column], x=first.x + NODE_WIDTH / 2, y=16, class_="head", text_anchor="middle")
    for ends, meaning in web.lines.items():
        _line(picture, web, ends, meaning)
    for node in web.nodes.values():
        _box(picture, node)
    for class_, words, left, row in legend:
        _legend_sign(picture, class_, words, left, height + GAP + row * LEGEND_ROW)
    more = len(documents) - MOST_DOCUMENTS
    left_out = f" {more} later documents are not drawn." if more > 0 else ""
    return picture.render(f"Publication chain of {held.numbers[incident.id]}", " ".join(_told(web)) + left_out, "chain")


def not_drawn(held: Contents, incident: Incident) -> int:
    """How many documents of an incident its figure leaves out."""
    return max(0, len({claim.document for claim in held.claims_of(incident)}) - MOST_DOCUMENTS)


def _worth_drawing(web: Web) -> bool:
    """Whether there is more to see than one document and what it names: that is said in a sentence."""
    return sum(node.column is Column.DOCUMENTS for node in web.nodes.values()) > 1


def _placed_legend(entries: Iterable[tuple[str, str]], width: float) -> Iterator[tuple[str, str, float, int]]:
    """Entries of the legend beside one another: with the left edge and the row of each."""
    left, row = MARGIN, 0
    for class_, words in entries:
        room = LEGEND_SIGN + text_width(words, SUB_SIZE) + LEGEND_GAP
        if left > MARGIN and left + room > width:
            left, row = MARGIN, row + 1
        yield class_, words, left, row
        left += room


def _legend(web: Web) -> Iterator[tuple[str, str]]:
    """What the signs that occur in a figure mean."""
    columns = {node.column for node in web.nodes.values()}
    yield "sheet", "a document"
    if columns & {Column.RELAYS, Column.SPEAKERS}:
        yield "speaker", "somebody a document names as speaking or relaying"
    if Column.ORIGINS in columns:
        yield "origin", "where the information is taken to start"
    if web.lines.keys() - web.ways.keys() - web.denials:
        yield "edge", "names, quotes or goes back to"
    if web.denials:
        yield "edge denial", "the same, for a denial"
    ways = set(web.ways.values())
    for kind in (kind for kind in EdgeKind if kind in ways):
        yield f"edge way-{kind}", word("edge_sign", kind)


def _legend_sign(picture: Drawing, class_: str, words: str, left: float, y: float) -> None:
    middle = y + LEGEND_ROW / 2
    if class_.startswith("edge"):
        picture.open("g", class_=f"legend {class_}")
        picture.add("path", d=f"M{left} {middle}h26")
        picture.add("path", d=f"M{left + 33} {middle}l-7 -4v8z", class_="tip")
        picture.close("g")
    else:
        rounded = 6 if class_ == "speaker" else 0
        for inset in (0, 2) if class_ == "origin" else (0,):
            wide, high = 32 - 2 * inset, 12 - 2 * inset
            picture.add(
                "rect", x=left + inset, y=y + 3 + inset, width=wide, height=high, rx=rounded, class_=f"legend {class_}"
            )
    picture.add("text", words, x=left + LEGEND_SIGN - 2, y=middle + 4, class_="sub")


def chain_in_words(held: Contents, incident: Incident) -> list[str]:
    """The same chain as sentences."""
    return list(_told(_web(held, incident)))


def _told(web: Web) -> Iterable[str]:
    for (source, target), meaning in web.lines.items():
        a, b = web.nodes[source], web.nodes[target]
        verb = meaning or ("goes back to" if b.column is Column.ORIGINS else "quotes or relays")
        denial = " (a denial)" if (source, target) in web.denials else ""
        yield f"{_short(a)} {verb} {_short(b)}{denial}."


def _short(node: Node) -> str:
    return f"{node.first} ({node.second})" if node.second and node.column is Column.DOCUMENTS else node.first


def _web(held: Contents, incident: Incident, documents: frozenset[str] | None = None) -> Web:
    """The chain behind an incident, of some of its documents where these are given."""
    web = Web()
    origins = {origin.id: origin for origin in incident.origins}
    for claim in held.told_in(incident):
        if documents is not None and claim.document not in documents:
            continue
        _add_claim(web, held, claim, origins, denies(incident, claim))
    for edge in incident.chain:
        if edge.source in web.nodes and edge.target in origins and not _reaches(web, edge.source, edge.target):
            _add_origin(web, held, origins[edge.target])
            web.lines.setdefault((edge.source, edge.target), "")
    for edge in drawn_edges(held, incident):
        if not {edge.source, edge.target} <= web.nodes.keys():
            continue
        web.lines.setdefault((edge.source, edge.target), word("edge", edge.kind))
        web.ways.setdefault((edge.source, edge.target), edge.kind)
    return web


def _add_claim(web: Web, held: Contents, claim: Claim, origins: dict[str, Origin], denies: bool) -> None:
    document = held.documents[claim.document]
    path = [document.id]
    name = f"{held.numbers[document.id]} {publisher_name(document)}"
    web.nodes.setdefault(document.id, Node(Column.DOCUMENTS, name, stated_day(document.day), f"#{document.id}"))
    for depth, speaker in reversed(list(enumerate(claim.attribution))):
        key = f"speaker:{fold(speaker.words.exact)}"
        column = Column.RELAYS if depth else Column.SPEAKERS
        node = web.nodes.setdefault(key, Node(column, speaker.words.exact))
        node.column = max(node.column, column)
        path.append(key)
    for step in itertools.pairwise(path):
        if step[0] != step[1]:
            web.lines.setdefault(step, "")
            web.denials |= {step} if denies else set()
    traced = held.origins_of.get(claim.id)
    for origin in (origins[key] for key in (traced.origins if traced else ()) if key in origins):
        _add_origin(web, held, origin)
        web.lines.setdefault((path[-1], origin.id), "")
        if denies:
            web.denials.add((path[-1], origin.id))


def _add_origin(web: Web, held: Contents, origin: Origin) -> None:
    # A publication's ties stand with the sources; beside the longest kind there is no room for them.
    kind = word("origin", origin.kind) if origin.kind is OriginKind.REPORTER else origin_kind(origin)
    web.nodes.setdefault(origin.id, Node(Column.ORIGINS, held.plainly(origin.label), kind))


def _reaches(web: Web, source: str, target: str) -> bool:
    """Whether lines already lead from one box to another."""
    seen, ahead = set(), [source]
    while ahead:
        here = ahead.pop()
        if here == target:
            return True
        if here not in seen:
            seen.add(here)
            ahead += [b for a, b in web.lines if a == here]
    return False


def _laid_out(web: Web) -> list[list[str]]:
    """Boxes by column, each where the lines to it come from on average; lines that pass a column get a lane in it."""
    columns = [[key for key, node in web.nodes.items() if node.column is column] for column in Column]
    columns = [keys for keys in columns if keys]
    for index, keys in enumerate(columns):
        for key in keys:
            web.nodes[key].index = index
    tallest = max(_height(web, keys, index) for index, keys in enumerate(columns))
    for index, keys in enumerate(columns):
        _place(web, keys, index, tallest)
    return columns


def _passing(web: Web, index: int) -> list[tuple[str, str]]:
    """Lines that start left of a column and end right of it."""
    return [line for line in web.lines if web.nodes[line[0]].index < index < web.nodes[line[1]].index]


def _height(web: Web, keys: Sequence[str], index: int) -> float:
    return sum(web.nodes[key].height + GAP for key in keys) + len(_passing(web, index)) * LANE


def _place(web: Web, keys: list[str], index: int, tallest: float) -> None:
    """Boxes and lanes of one column below one another, each near the height its lines come from."""
    wanted: list[tuple[float, str | tuple[str, str]]] = [(_mean(web, key) if index else 0.0, key) for key in keys]
    wanted += [(_comes_from(web, line), line) for line in _passing(web, index)]
    x = MARGIN + index * (NODE_WIDTH + BETWEEN)
    y = HEAD + (tallest - _height(web, keys, index)) / 2
    for _, item in sorted(wanted, key=lambda entry: entry[0]):
        if isinstance(item, str):
            web.nodes[item].x, web.nodes[item].y = x, y
            y += web.nodes[item].height + GAP
        else:
            web.lanes.setdefault(item, []).append((x, y + LANE / 2))
            y += LANE


def _mean(web: Web, key: str) -> float:
    here = web.nodes[key].index
    heights = [_comes_from(web, line) for line in web.lines if line[1] == key and web.nodes[line[0]].index < here]
    return sum(heights) / len(heights) if heights else 0.0


def _comes_from(web: Web, line: tuple[str, str]) -> float:
    """The height at which a line leaves the last column already placed."""
    lanes = web.lanes.get(line)
    return lanes[-1][1] if lanes else web.nodes[line[0]].middle


def _line(picture: Drawing, web: Web, ends: tuple[str, str], meaning: str) -> None:
    a, b = web.nodes[ends[0]], web.nodes[ends[1]]
    class_ = "edge denial" if ends in web.denials else f"edge way-{web.ways[ends]}" if ends in web.ways else "edge"
    beside = a.index == b.index
    picture.open("g", f"{_short(a)} {meaning or 'rests on'} {_short(b)}", class_=class_)
    picture.add("path", d=_arc(a, b) if beside else _course(a, b, web.lanes.get(ends, [])))
    from_left = not beside or a.column is Column.DOCUMENTS
    tip = b.x if from_left else b.x + NODE_WIDTH
    picture.add("path", d=f"M{tip:.1f} {b.middle:.1f}l{-7 if from_left else 7} -4v8z", class_="tip")
    picture.close("g")


def _arc(a: Node, b: Node) -> str:
    """A line between two boxes of one column, around their free side."""
    left = a.column is Column.DOCUMENTS
    # Lines that reach farther bend farther, so that they do not lie on one another.
    out = min(38.0, 12 + abs(a.middle - b.middle) / 14)
    side, bend = (a.x, a.x - out) if left else (a.x + NODE_WIDTH, a.x + NODE_WIDTH + out)
    return f"M{side:.1f} {a.middle:.1f}C{bend:.1f} {a.middle:.1f} {bend:.1f} {b.middle:.1f} {side:.1f} {b.middle:.1f}"


def _course(a: Node, b: Node, lanes: Iterable[tuple[float, float]]) -> str:
    """A line from box to box, straight through the lanes of the columns between."""
    x, y = a.x + NODE_WIDTH, a.middle
    path = f"M{x:.1f} {y:.1f}"
    for left, height in lanes:
        path += _bend(x, y, left, height) + f"H{left + NODE_WIDTH:.1f}"
        x, y = left + NODE_WIDTH, height
    return path + _bend(x, y, b.x, b.middle)


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (x + to_x) / 2
    return f"C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"


def _box(picture: Drawing, node: Node) -> None:
    link = {"href": node.href} if node.href else {}
    picture.open("a" if link else "g", f"{node.first} {node.second}".strip(), **link)
    if node.column is Column.DOCUMENTS:
        x, y, right, bottom = node.x, node.y, node.x + NODE_WIDTH, node.y + node.height
        sheet = f"M{x} {y}H{right - 9}L{right} {y + 9}V{bottom}H{x}ZM{right - 9} {y}V{y + 9}H{right}"
        picture.add("path", d=sheet, class_="sheet")
    elif node.column is Column.ORIGINS:
        for inset in (0, 3):
            _frame(picture, node, inset, 0, "origin")
    else:
        _frame(picture, node, 0, LEAST_HEIGHT / 2, "speaker")
    _box_words(picture, node)
    picture.close("a" if node.href else "g")


def _frame(picture: Drawing, node: Node, inset: float, rx: float, class_: str) -> None:
    width, height = NODE_WIDTH - 2 * inset, node.height - 2 * inset
    picture.add("rect", x=node.x + inset, y=node.y + inset, width=width, height=height, rx=rx, class_=class_)


def _box_words(picture: Drawing, node: Node) -> None:
    names, subs = node.names, node.subs
    y = node.middle + 9 - (NAME_STEP * len(names) + SUB_STEP * len(subs)) / 2
    picture.lines(node.x + node.inset, y, names, NAME_STEP, class_="name")
    picture.lines(node.x + node.inset, y + NAME_STEP * len(names) - 1, subs, SUB_STEP, class_="sub")
