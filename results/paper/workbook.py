"""The report as a workbook: cover, contents, notes, inputs, local figures, then one table a sheet, no merged cells.

The structure is that of the Analysis Function's guidance for spreadsheets, as gptables makes it. XlsxWriter is used
itself because texts here come from anybody's scenario file, and gptables takes a text that begins with = for a formula.
Numbers are those of the store, unrounded; the format of a cell shows as many figures as the report does.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from results.blocks import Cell, Table
from results.paper.document import Document, Numbered, numbered
from results.paper.extras import need
from results.paper.local import write_inputs, write_local
from results.paper.text import slug

WIDEST, NARROWEST = 60, 9
"""Columns, in characters."""
SHEET = 31
"""Characters that the name of a sheet may have."""


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells look. numbers: format of a number by its code."""

    book: Any
    title: Any
    head: Any
    text: Any
    bold: Any
    link: Any
    numbers: dict[str, Any]

    def number(self, value: float, *, sign: bool = False) -> Any:
        """The format of a number: as many places as the report prints."""
        code = code_of(value, sign=sign)
        if code not in self.numbers:
            self.numbers[code] = self.book.add_format({"num_format": code, "valign": "top"})
        return self.numbers[code]


def code_of(value: float, *, sign: bool) -> str:
    """A code of a spreadsheet's number format: three figures of what is small, whole numbers from 20 on."""
    size = abs(value)
    places = 0 if size >= 20 or size == 0 else min(6, max(0, 2 - math.floor(math.log10(size))))
    shown = "#,##0" + ("." + "0" * places if places else "")
    return f"+{shown};\N{MINUS SIGN}{shown};0" if sign else f"{shown};\N{MINUS SIGN}{shown};0"


def workbook(document: Document) -> bytes:
    """The document as XLSX. Raises InputError where XlsxWriter is not installed."""
    xlsxwriter = need("xlsxwriter", "--xlsx")
    into = io.BytesIO()
    safe = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(into, safe) as book:
        book.set_properties(
            {"title": document.question[:255], "author": "sanctionsim", "comments": document.subtitle[:255]}
        )
        formats = _formats(book)
        tables = numbered(document)
        names = {one.number: _sheet_name(one) for one in tables}
        _cover(book.add_worksheet("Cover"), document, formats)
        _contents(book.add_worksheet("Contents"), document, tables, names, formats)
        _notes(book.add_worksheet("Notes"), document, formats)
        where = write_inputs(book, document, formats)
        write_local(book, document, formats, where)
        for one in tables:
            _table(book.add_worksheet(names[one.number]), one, formats)
    return into.getvalue()


def _formats(book: Any) -> Formats:
    wrapped = {"text_wrap": True, "valign": "top"}
    return Formats(
        book=book,
        title=book.add_format({"bold": True, "font_size": 14}),
        head=book.add_format({"bold": True, "bottom": 1, **wrapped}),
        text=book.add_format(wrapped),
        bold=book.add_format({"bold": True, **wrapped}),
        link=book.add_format({"font_color": "#12436D", "underline": 1, **wrapped}),
        numbers={},
    )


def _sheet_name(one: Numbered) -> str:
    return f"{one.number:02} {slug(one.title, SHEET - 4).replace('-', ' ')}"[:SHEET]


def _cover(sheet: Any, document: Document, formats: Formats) -> None:
    told = document.manifest
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, document.question, formats.title)
    lines = [
        document.subtitle,
        *(f"{label}{' (base)' if at == 0 else ''}: {about}" for at, (label, about) in enumerate(document.regimes)),
        f"Made by sanctionsim {told.versions['sanctionsim']} from the run {document.folder}, begun {told.started}.",
        "Figures are of a simulation, not of any person. The model takes no side.",
    ]
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line, formats.text)


def _contents(
    sheet: Any, document: Document, tables: Sequence[Numbered], names: dict[int, str], formats: Formats
) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 2, 90)
    sheet.write_string(0, 0, "Contents", formats.title)
    for column, head in enumerate(("Sheet", "Section", "What it holds")):
        sheet.write_string(1, column, head, formats.head)
    first = [
        ("Notes", "", "How to read the figures, and what the model cannot say"),
        ("Inputs", "", "Your own caseload: the one cell to change"),
        ("Local", "", "The headline and all other outcomes for your caseload"),
    ]
    of = [(names[one.number], one.part.title or "Headline", one.title) for one in tables]
    for row, (name, part, title) in enumerate([*first, *of], start=2):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats.link, name)
        sheet.write_string(row, 1, part, formats.text)
        sheet.write_string(row, 2, title, formats.text)


def _notes(sheet: Any, document: Document, formats: Formats) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, "Notes", formats.title)
    of_all = [
        "Numbers are unrounded, as the run has them; cells show about as many figures as are worth reading. Three "
        "significant figures are what the report prints.",
        "An interval has two columns, low and high. An empty cell: there is none, because a single run was made.",
        "Differences are paired: the same people with the same luck live under each regime.",
        *(one.how for one in document.context.comparisons[:1]),
    ]
    limits = [
        point for part in document.parts if part.name == "limits"
        for block in part.blocks for point in getattr(block, "points", ())
    ]  # fmt: skip
    figures = [
        f"Table {one.number}. {one.block.question} {one.block.finding} {one.block.note}".strip()
        for one in numbered(document)
        if not isinstance(one.block, Table)
    ]
    row = 1
    for head, lines in (("How to read it", of_all), ("What the model cannot say", limits), ("Charts", figures)):
        sheet.write_string(row, 0, head, formats.bold)
        for line in lines:
            row += 1
            sheet.write_string(row, 0, line, formats.text)
        row += 2


def _table(sheet: Any, one: Numbered, formats: Formats) -> None:
    table = one.table
    sheet.write_string(0, 0, f"Table {one.number}: {table.caption}", formats.title)
    sheet.write_string(1, 0, one.part.title or "Headline", formats.text)
    at = 0
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in table.rows]
        sign = column.kind.startswith("signed")
        heads = [f"{column.title}: low", f"{column.title}: high"] if "interval" in column.kind else [column.title]
        for part, head in enumerate(heads):
            sheet.write_string(2, at, head, formats.head)
            sheet.set_column(at, at, _width(head, cells, text=column.kind == "text"))
            for row, cell in enumerate(cells, start=3):
                _cell(sheet, row, at, _part(cell, part), formats, sign=sign)
            at += 1
    sheet.freeze_panes(3, 1)


def _part(cell: Cell, part: int) -> Cell:
    """Of an interval its low or high end; where a cell is no interval it stands in the first of the two columns."""
    if isinstance(cell, tuple):
        return cell[part]
    return cell if part == 0 else None


def _cell(sheet: Any, row: int, column: int, cell: Cell, formats: Formats, *, sign: bool) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, formats.text)
    elif isinstance(cell, int | float) and math.isfinite(cell):
        sheet.write_number(row, column, float(cell), formats.number(float(cell), sign=sign))


def _width(head: str, cells: Sequence[Cell], *, text: bool) -> int:
    if not text:
        return max(14, min(24, len(head) // 2 + 4))
    longest = max([len(head), *(len(cell) for cell in cells if isinstance(cell, str))], default=NARROWEST)
    return max(NARROWEST, min(WIDEST, longest + 1))
