"""The blocks of a report as PDF/A and as DOCX, the same bytes for the same blocks."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING

from tutela.model.errors import SettingError
from tutela.publishing.mission_report.blocks import Block, Grid, Heading, Picture, Points, Text
from tutela.publishing.svg import xml_text
from tutela.publishing.typesetting import Json, typeset

if TYPE_CHECKING:
    from docx.document import Document

PICTURE_CM = 6.0
PAGE_CM = 17.4
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the archive that a DOCX is."""


def as_pdf(blocks: Sequence[Block], photos: Mapping[str, bytes], title: str, notice: str, made_at: str) -> bytes:
    """The report as PDF/A-2b; the notice stands on every page.

    Raises:
        SettingError: typst is not installed.
    """
    template = resources.files("tutela.publishing").joinpath("typst", "mission_report.typ").read_text("utf-8")
    data: Json = {"title": title, "notice": notice, "blocks": [plain(block) for block in blocks]}
    used = {f"{block.sha256}.jpg": photos[block.sha256] for block in blocks if isinstance(block, Picture)}
    return typeset(template, {"data.json": json.dumps(data).encode(), **used}, made_at)


def plain(block: Block) -> Json:
    """A block as the templates of typst take it."""
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Text(text):
            return {"kind": "text", "text": text}
        case Points(items):
            return {"kind": "points", "items": list(items)}
        case Grid(columns, rows, widths):
            return {
                "kind": "grid",
                "columns": list(columns),
                "rows": [list(row) for row in rows],
                "widths": list(widths),
            }
        case Picture(sha256, caption):
            return {"kind": "picture", "file": f"{sha256}.jpg", "caption": caption}


def as_docx(blocks: Sequence[Block], photos: Mapping[str, bytes], title: str, notice: str, made_at: str) -> bytes:
    """The report as DOCX; the notice stands in the head of every page.

    Raises:
        SettingError: python-docx is not installed.
    """
    try:
        from docx import Document
        from docx.shared import Cm
    except ImportError as error:
        raise SettingError("DOCX needs python-docx.", "Install it: pip install 'tutela[mission]'") from error
    document = Document()
    when = dt.datetime.fromisoformat(made_at) if made_at else dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
    core = document.core_properties
    core.title, core.author, core.created, core.modified = xml_text(title), "", when, when
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(1.8)
        section.header.paragraphs[0].text = xml_text(notice)
    for block in blocks:
        _into(document, block, photos)
    out = io.BytesIO()
    document.save(out)
    return _still(out.getvalue())


def _into(document: "Document", block: Block, photos: Mapping[str, bytes]) -> None:
    from docx.shared import Cm

    match block:
        case Heading(text, level):
            document.add_heading(xml_text(text), level - 1)
        case Text(text):
            document.add_paragraph(xml_text(text))
        case Points(items):
            for item in items:
                document.add_paragraph(xml_text(item), "List Bullet")
        case Grid():
            _table(document, block)
        case Picture(sha256, caption):
            document.add_picture(io.BytesIO(photos[sha256]), width=Cm(PICTURE_CM))
            document.add_paragraph(xml_text(caption), "Caption")


def _table(document: "Document", block: Grid) -> None:
    from docx.shared import Cm

    table = document.add_table(1, len(block.columns), "Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(xml_text(text)).bold = True
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = xml_text(text)
    for column, share in zip(table.columns, block.widths, strict=True):
        for cell in column.cells:
            cell.width = Cm(PAGE_CM * share / 100)


def _still(docx: bytes) -> bytes:
    """The same document without the time its parts were written at."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
