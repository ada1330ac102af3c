"""PDF files -> text whose every line knows its page and place; read in a process of its own, with limits."""

from tutela.sources.pdf.reading import PdfText, read_pdf, read_pdf_file

__all__ = ["PdfText", "read_pdf", "read_pdf_file"]
