"""What a form asks, in order: only what applies to its kind of asset and what the parties permit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutela.missions.forms.kinds import FormKind

SEEN = "${outcome} = 'visited' or ${outcome} = 'partly'"
LOOKED_UP = ("asset", "team", "day", "names", "known", "permitted", "camera")
"""Columns of the list of stops that a form takes over; `asset` and `team` say what was visited by whom."""
GROUP, REPEAT, CLOSE = "begin_group", "begin_repeat", "close"


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a form, in the terms of XLSForm."""

    type: str
    """`text`, `select_one outcomes`, `begin_group` ..."""
    name: str
    worded: bool = True
    """Whether it has a label; what is only reckoned has none."""
    required: bool = False
    relevant: str = ""
    calculation: str = ""
    choice_filter: str = ""
    default: str = ""
    constraint: str = ""
    appearance: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one form may ask."""

    kind: FormKind
    camera: bool = False
    """Whether every party permits a camera at one of its stops at least."""
    views: bool = False
    """Whether there are earlier views to repeat."""
    notice: bool = False
    """Whether there is something to be said before everything else."""


def questions(asked: Asked) -> tuple[Question, ...]:
    """The rows of a form.

    >>> from tutela.missions.forms.kinds import form_kinds
    >>> asked = Asked(form_kinds()["collection"])
    >>> "photo" in {question.name for question in questions(asked)}
    False
    """
    found = [*_start(asked), *_condition(asked.kind)]
    found += _photos(asked.views) if asked.camera else []
    return (*found, *_witnesses(), Question("text", "notes", appearance="multiline"))


def _start(asked: Asked) -> Iterator[Question]:
    yield Question("start", "start", worded=False)
    yield Question("end", "end", worded=False)
    if asked.notice:
        yield Question("note", "exercise")
    only = f"form = '{asked.kind.id}'"
    yield Question("select_one_from_file stops.csv", "stop", required=True, choice_filter=only, appearance="minimal")
    for column in LOOKED_UP:
        value = f"instance('stops')/root/item[name = ${{stop}}]/{column}"
        yield Question("calculate", column, worded=False, calculation=value)
    for note in ("about", "known", "permitted"):
        name = note if note == "about" else f"{note}_note"
        yield Question("note", name, relevant="${stop} != ''")
    yield Question("select_one outcomes", "outcome", required=True)
    yield Question("text", "reason", required=True, relevant="${outcome} != '' and ${outcome} != 'visited'")
    yield Question("dateTime", "at", required=True, default="now()")
    yield Question("geopoint", "position", relevant=SEEN)
    yield Question("text", "observer", required=True, default="${last-saved#observer}")


def _condition(kind: FormKind) -> Iterator[Question]:
    yield Question(GROUP, "condition", relevant=SEEN)
    yield Question("select_one grades", "grade", required=True)
    yield Question("select_one extents", "extent")
    for name in ("effects", "causes", "threats", "urgent"):
        lone = f"not(selected(., 'none') and count-selected(.) > 1){_and_unknown(name)}"
        yield Question(f"select_multiple {name}", name, constraint=lone)
        yield Question("text", f"{name}_other", relevant=f"selected(${{{name}}}, 'other')")
    yield from (_own(name, answer) for name, answer in kind.asks)
    yield Question(CLOSE, "condition", worded=False)


def _and_unknown(name: str) -> str:
    return "" if name == "urgent" else " and not(selected(., 'unknown') and count-selected(.) > 1)"


def _own(name: str, answer: str) -> Question:
    if answer == "count":
        return Question("integer", name, constraint=". >= 0")
    return Question("select_one elements" if answer == "element" else f"select_one {answer}", name)


def _photos(views: bool) -> Iterator[Question]:
    yield Question(REPEAT, "photos", relevant=f"(${{camera}} = 'yes') and ({SEEN})")
    yield Question("image", "photo", required=True)
    yield Question("text", "shows", required=True)
    view = Question("select_one views", "view", required=True)
    if views:
        yield view
        yield Question(
            "select_one_from_file earlier_views.csv",
            "earlier",
            choice_filter="asset = ${asset}",
            relevant="${view} = 'repeat'",
            appearance="minimal",
        )
    else:
        # Nothing to repeat is on record: which view a repeat repeats is then said in `shows`.
        yield replace(view)
    yield Question(CLOSE, "photos", worded=False)


def _witnesses() -> Iterator[Question]:
    """A statement is asked for only once the witness agreed to be quoted, a name only once it may be given."""
    yield Question(REPEAT, "witnesses", relevant="${outcome} != ''")
    yield Question("select_one yes_no", "quoted", required=True)
    yield Question("note", "not_quoted", relevant="${quoted} = 'no'")
    yield Question("text", "statement", required=True, relevant="${quoted} = 'yes'", appearance="multiline")
    yield Question("select_one yes_no", "named", required=True, relevant="${quoted} = 'yes'")
    yield Question("text", "witness", required=True, relevant="${quoted} = 'yes' and ${named} = 'yes'")
    yield Question(CLOSE, "witnesses", worded=False)
