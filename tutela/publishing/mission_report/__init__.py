"""The report of a mission, as PDF and DOCX: both are made of the same blocks, so that they say the same."""

from tutela.publishing.mission_report.blocks import Block
from tutela.publishing.mission_report.contents import report_blocks
from tutela.publishing.mission_report.printed import as_docx, as_pdf
from tutela.publishing.mission_report.sheet import ReportSheet, Seen, opened

__all__ = ["Block", "ReportSheet", "Seen", "as_docx", "as_pdf", "opened", "report_blocks"]
