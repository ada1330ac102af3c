"""The drift path of an incident, drawn: its publications in time, who rests on whom, and what changed at each step.

Told apart without colour: each kind of change has a shape of its own, each way of resting on a text a line of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tutela.model.incidents import Drift, DriftKind, EdgeKind, Incident
from tutela.publishing.contents import Contents
from tutela.publishing.drift import Step, drift_in_words, drift_steps
from tutela.publishing.svg import Drawing, fitted, text_width, wrapped
from tutela.publishing.wording import publisher_name, stated_day, word

WIDTH = 640.0
MARGIN = 14.0
LANE = 20.0
"""Room for one line beside another, where two texts rest on one."""
MOST_DOCUMENTS = 20
"""Documents drawn, the earliest; the words below tell of all."""
MOST_LANES = 8
"""Lines side by side; texts beyond share the last."""
NAME_SIZE, SUB_SIZE = 12.0, 11.0
NAME_STEP, SUB_STEP = 16.0, 14.5
MOST_LINES = 3
ROW_GAP = 14.0
DOT = 5.0
MARK = 10.0
LEGEND_ROW = 19.0

SHAPES: dict[DriftKind, str] = {
    DriftKind.SHARE: "M0 0h10v10h-10z",
    DriftKind.NUMBER: "M0 0h10v10h-10z",
    DriftKind.BOUND: "M0 0h10v10h-10zM0 5h10",
    DriftKind.HARM: "M5 0l5 10h-10z",
    DriftKind.DATE: "M5 0a5 5 0 1 0 .01 0z",
    DriftKind.YEAR: "M5 0a5 5 0 1 0 .01 0zM5 5v-4M5 5h3",
    DriftKind.HEDGE: "M0 5a5 5 0 0 1 10 0zM0 8h10",
    DriftKind.ACTOR: "M5 0l5 5l-5 5l-5 -5z",
    DriftKind.HEADLINE: "M0 1h10v3h-10zM0 7h10M0 10h6",
    DriftKind.DISGUISE: "M0 0l10 10M10 0l-10 10",
    DriftKind.STAMP: "M5 0a5 5 0 1 0 .01 0zM1.5 1.5l7 7",
}
"""The shape of each kind of change in a field of ten by ten."""


@dataclass(slots=True)
class _Row:
    """One publication: where it stands, and what changed on the way to it."""

    document: str
    names: list[str]
    changes: list[tuple[DriftKind, list[str]]]
    lane: int = 0
    top: float = 0.0

    @property
    def dot(self) -> float:
        """Height of its sign."""
        return self.top + NAME_STEP / 2

    @property
    def height(self) -> float:
        """How high its words make it."""
        lines = sum(len(lines) for _, lines in self.changes)
        return NAME_STEP * len(self.names) + SUB_STEP * lines + 4 * bool(lines)


def draw_drift(held: Contents, incident: Incident) -> Markup | None:
    """The drift path of one incident, the same in words as its description; None where nothing changed between
    texts."""
    steps = drift_steps(held, incident)
    between = [step for step in steps if not step.inside]
    if not between:
        return None
    order = [document for document in _in_time(held, incident) if any(document in _ends(step) for step in steps)]
    drawn = order[:MOST_DOCUMENTS]
    parents = {step.later: step for step in between if {step.earlier, step.later} <= set(drawn)}
    lanes = _lanes(drawn, parents)
    left = MARGIN + 2 * DOT + LANE * max(lanes.values()) + 12
    rows = list(_rows(held, drawn, lanes, steps, WIDTH - left - MARGIN))
    legend = list(_placed(_legend(rows, parents.values())))
    bottom = rows[-1].top + rows[-1].height + ROW_GAP
    picture = Drawing(f"drift-{incident.id}", WIDTH, bottom + LEGEND_ROW * (1 + legend[-1][2]) + MARGIN)
    at = {row.document: row for row in rows}
    for step in parents.values():
        _line(picture, held, at[step.earlier], at[step.later], step)
    for row in rows:
        _publication(picture, row, left)
    for sign, x, line in legend:
        _sign(picture, sign, x, bottom + line * LEGEND_ROW)
    more = f" {len(order) - len(drawn)} later documents are not drawn." if len(order) > len(drawn) else ""
    words = ". ".join(drift_in_words(held, incident)) + "."
    return picture.render(f"Drift path of {held.numbers[incident.id]}", words + more, "drift")


def _in_time(held: Contents, incident: Incident) -> list[str]:
    return list(dict.fromkeys(claim.document for claim in held.told_in(incident)))


def _ends(step: Step) -> tuple[str, str]:
    return step.earlier, step.later


def _lanes(drawn: Sequence[str], parents: dict[str, Step]) -> dict[str, int]:
    """Which line each publication stands on: the first that rests on a text goes on below it, others turn off."""
    lanes: dict[str, int] = {}
    continued: set[str] = set()
    for document in drawn:
        step = parents.get(document)
        if step and step.earlier in lanes and step.earlier not in continued:
            lanes[document] = lanes[step.earlier]
            continued.add(step.earlier)
        else:
            lanes[document] = min(max(lanes.values(), default=-1) + 1, MOST_LANES)
    return lanes


def _rows(
    held: Contents, drawn: Sequence[str], lanes: dict[str, int], steps: Sequence[Step], room: float
) -> Iterator[_Row]:
    top = MARGIN
    for document in drawn:
        paper = held.documents[document]
        name = f"{held.numbers[document]} {publisher_name(paper)}, {stated_day(paper.day)}"
        changes = [
            (drift.kind, wrapped(_said(held, step, drift).split(), room - MARK - 8, SUB_SIZE))
            for step in steps
            if step.later == document
            for drift in step.drifts
        ]
        row = _Row(document, fitted(name, room, NAME_SIZE, MOST_LINES), changes, lanes[document], top)
        top += row.height + ROW_GAP
        yield row


def _said(held: Contents, step: Step, drift: Drift) -> str:
    come = "inside this text" if step.inside else f"from {held.numbers[step.earlier]}"
    return f"{come}: {held.plainly(drift.sentence)}"


def _line(picture: Drawing, held: Contents, a: _Row, b: _Row, step: Step) -> None:
    edge = step.edge or EdgeKind.CITES
    title = f"{held.numbers[b.document]} {word('edge', edge)} {held.numbers[a.document]}"
    picture.open("g", title, class_=f"edge way-{edge}")
    (x, y), (to_x, to_y) = ((_x(row), row.dot) for row in (a, b))
    turn = f"C{x:.1f} {y + 26:.1f} {to_x:.1f} {y + 4:.1f} {to_x:.1f} {y + 30:.1f}" if x != to_x else ""
    picture.add("path", d=f"M{x:.1f} {y + DOT:.1f}{turn}V{to_y - DOT - 7:.1f}")
    picture.add("path", d=f"M{to_x:.1f} {to_y - DOT:.1f}l-4 -7h8z", class_="tip")
    picture.close("g")


def _x(row: _Row) -> float:
    return MARGIN + DOT + LANE * row.lane


def _publication(picture: Drawing, row: _Row, left: float) -> None:
    picture.open("a", " ".join(row.names), href=f"#{row.document}")
    picture.add("circle", cx=_x(row), cy=row.dot, r=DOT, class_="sheet")
    picture.lines(left, row.top + NAME_STEP - 4, row.names, NAME_STEP, class_="name")
    picture.close("a")
    y = row.top + NAME_STEP * len(row.names) + 4
    for kind, lines in row.changes:
        _mark(picture, kind, left, y + 1)
        picture.lines(left + MARK + 8, y + MARK, lines, SUB_STEP, class_="said")
        y += SUB_STEP * len(lines)


def _mark(picture: Drawing, kind: DriftKind, x: float, y: float) -> None:
    picture.add("path", d=SHAPES[kind], class_=f"mark {kind}", transform=f"translate({x:.1f} {y:.1f})")


Sign = tuple[str, str]
"""(class or kind, its meaning)."""


def _legend(rows: Iterable[_Row], steps: Iterable[Step]) -> Iterator[Sign]:
    """What the signs that occur mean."""
    yield "sheet", "a publication, the earliest first"
    found = {kind for row in rows for kind, _ in row.changes}
    for shape in dict.fromkeys(SHAPES.values()):
        kinds = [kind for kind in DriftKind if kind in found and SHAPES[kind] == shape]
        if kinds:
            yield kinds[0].value, " or ".join(word("drift", kind) for kind in kinds)
    ways = {step.edge for step in steps}
    for edge in EdgeKind:
        if edge in ways:
            yield f"way-{edge}", word("edge_sign", edge)


def _placed(signs: Iterable[Sign]) -> Iterator[tuple[Sign, float, int]]:
    """Signs beside one another: with the left edge and the row of each."""
    left, row = MARGIN, 0
    for sign in signs:
        room = 34 + text_width(sign[1], SUB_SIZE) + 18
        if left > MARGIN and left + room > WIDTH:
            left, row = MARGIN, row + 1
        yield sign, left, row
        left += room


def _sign(picture: Drawing, sign: Sign, x: float, y: float) -> None:
    class_, words = sign
    middle = y + LEGEND_ROW / 2
    if class_ == "sheet":
        picture.add("circle", cx=x + 13, cy=middle, r=DOT, class_="sheet")
    elif class_.startswith("way-"):
        picture.open("g", class_=f"edge {class_}")
        picture.add("path", d=f"M{x:.1f} {middle:.1f}h22")
        picture.add("path", d=f"M{x + 28:.1f} {middle:.1f}l-7 -4v8z", class_="tip")
        picture.close("g")
    else:
        _mark(picture, DriftKind(class_), x + 8, middle - MARK / 2)
    picture.add("text", words, x=x + 34, y=middle + 4, class_="sub")
