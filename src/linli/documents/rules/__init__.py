"""How content becomes a file: fit for print (`wording`), PDF (`paper`, long lists `apart`), spreadsheet (`workbook`),
QR (`codes`)."""

from linli.documents.rules.apart import pdf_apart
from linli.documents.rules.codes import qr
from linli.documents.rules.paper import MissingFonts, Press, Unprintable
from linli.documents.rules.wording import chinese_date, chinese_moment, fit, paragraphs, title_fit
from linli.documents.rules.workbook import Cell, Column, Sheet, workbook

__all__ = [
    "Cell",
    "Column",
    "MissingFonts",
    "Press",
    "Sheet",
    "Unprintable",
    "chinese_date",
    "chinese_moment",
    "fit",
    "paragraphs",
    "pdf_apart",
    "qr",
    "title_fit",
    "workbook",
]
