"""A form as XLSForm, which people can read and change, and as the XForm that ODK Collect opens."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutela.missions.crosswalk import told_elsewhere
from tutela.missions.forms.kinds import FormKind, answer_lists
from tutela.missions.forms.questions import CLOSE, Asked, Question, questions
from tutela.missions.forms.wording import DEFAULT, Wording, wording
from tutela.model.errors import SettingError

Rows = list[dict[str, str]]

COLUMNS = ("required", "relevant", "calculation", "choice_filter", "default", "constraint", "appearance")
NOTES = {"known_note": "known", "permitted_note": "permitted"}
"""Notes whose wording bears the name of the value they show."""
MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
ALWAYS = b"1980-01-01T00:00:00Z"
"""The time in every workbook, so that the same form gives the same bytes; the form's version says when it was made."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form, ready to be filled in."""

    kind: FormKind
    xlsx: bytes
    """XLSForm."""
    xform: str
    """XForm (XML)."""

    @property
    def name(self) -> str:
        """Its id in ODK, and the stem of its files."""
        return f"visit_{self.kind.id}"


def build_form(
    asked: Asked,
    wordings: Sequence[Wording],
    title: str = "",
    version: str = "1",
    notice: str = "",
    validate: bool = False,
) -> Form:
    """A form in several languages.

    Args:
        wordings: the first one is the form's own language.
        title: of the mission.
        version: raised by whoever publishes the form again; digits sort.
        notice: what it says before everything else, the same in all languages.
        validate: whether ODK Validate, which comes with pyxform and needs Java, checks it.

    Raises:
        SettingError: pyxform is not installed.
        pyxform.validators.odk_validate.ODKValidateError: ODK Validate found a fault.

    >>> from tutela.missions.forms.kinds import form_kinds
    >>> form = build_form(Asked(form_kinds()["collection"]), [wording("en")], "Mission")
    >>> form.name, "Which stop is this?" in form.xform
    ('visit_collection', True)
    """
    try:
        from pyxform.xls2xform import convert
    except ImportError as error:
        raise SettingError("forms need pyxform.", "Install it: pip install 'tutela[mission]'") from error
    sheets = form_sheets(asked, wordings, title, version, notice)
    xlsx = _workbook(sheets)
    return Form(asked.kind, xlsx, convert(xlsx, validate=validate, file_type=".xlsx").xform)


def form_sheets(
    asked: Asked, wordings: Sequence[Wording], title: str, version: str, notice: str = ""
) -> Mapping[str, Rows]:
    """The sheets of an XLSForm: survey, choices, settings."""
    rows = questions(replace_notice(asked, notice))
    name = wordings[0].kinds[asked.kind.id]
    settings = {
        "form_title": _plain(f"{title}: {name}" if title else name),
        "form_id": f"visit_{asked.kind.id}",
        "version": version,
        "default_language": wordings[0].column,
        "instance_name": "concat(${day}, ' ', ${team}, ' ', ${names})",
    }
    return {
        "survey": [_row(one, wordings, notice) for one in _closed(rows)],
        "choices": list(_choices(rows, asked.kind, wordings)),
        "settings": [settings],
    }


def replace_notice(asked: Asked, notice: str) -> Asked:
    """The same form, with a place for the notice where there is one."""
    return Asked(asked.kind, asked.camera, asked.views, bool(notice))


def _closed(rows: Sequence[Question]) -> Iterator[Question]:
    """Ends named after what they end."""
    opened: dict[str, str] = {}
    for row in rows:
        if row.type.startswith("begin_"):
            opened[row.name] = row.type.removeprefix("begin_")
        yield Question(f"end_{opened[row.name]}", "", worded=False) if row.type == CLOSE else row


def _row(question: Question, wordings: Sequence[Wording], notice: str) -> dict[str, str]:
    row = {"type": question.type, "name": question.name}
    for column in COLUMNS:
        value = getattr(question, column)
        row[column] = ("yes" if value else "") if isinstance(value, bool) else value
    for one in wordings if question.worded else ():
        told = _told(one, NOTES.get(question.name, question.name))
        row[f"label::{one.column}"] = _filled(told["label"], notice)
        row[f"hint::{one.column}"] = told["hint"]
    return row


def _told(one: Wording, name: str) -> Mapping[str, str]:
    # A wording of one's own may be incomplete: English fills the gap.
    return one.questions.get(name) or wording(DEFAULT).questions[name]


def _filled(label: str, notice: str) -> str:
    if label == "{notice}":
        return _plain(notice)
    return re.sub(r"\{(\w+)\}", r"${\1}", label)


def _plain(text: str) -> str:
    """A foreign text that XLSForm cannot take for a reference to a field."""
    return text.replace("${", "$ {")


def _choices(rows: Sequence[Question], kind: FormKind, wordings: Sequence[Wording]) -> Iterator[dict[str, str]]:
    used = {question.type.split()[1] for question in rows if question.type.startswith(("select_one ", "select_mult"))}
    for name, codes in answer_lists().items():
        for code in codes if name in used else ():
            row = {"list_name": name, "name": code}
            for one in wordings:
                row[f"label::{one.column}"] = _answer(one, kind, name, code)
            yield row


def _answer(one: Wording, kind: FormKind, name: str, code: str) -> str:
    said = one.lists.get(name, {}).get(code) or wording(DEFAULT).lists[name][code]
    if name != "grades" or not code.isdigit():
        return said
    meanings = one.scales.get(kind.scale) or wording(DEFAULT).scales[kind.scale]
    return f"{code} · {said}: {meanings[code]} ({told_elsewhere(int(code))})"


def _workbook(sheets: Mapping[str, Rows]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) or None for column in columns])
    written = io.BytesIO()
    book.save(written)
    return _still(written.getvalue())


def _still(xlsx: bytes) -> bytes:
    """The same workbook without the time it was written at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>" + ALWAYS, content)
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
