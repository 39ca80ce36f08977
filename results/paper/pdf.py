"""The report typeset as an A4 document: tagged and made to PDF/UA-1, so that a screen reader reads it; vector charts.

Typst sets it. All text goes to it as data, never as markup, so nothing in a title can be a command.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from results.blocks import Block, Code, Figure, Fold, Grid, Points, Prose, Table
from results.figures import style
from results.paper.chart import NotDrawable, svg
from results.paper.document import Document
from scenarios.errors import RunFailed

TEMPLATE = "report.typ"
BESIDE = 14
"""Rows up to which the table of a chart is printed below it; longer ones are in the workbook and the CSV files."""
WIDE, LONG = 7, 14
"""A table of more columns than this is printed across the page, if it has so many rows that a page is worth it."""
LONGEST_WORD = 24
"""Characters after which a word without a break may be broken, so that nothing runs out of its column."""
HALF = 3.3
"""Inches: a chart of which two stand beside each other."""


def pdf(document: Document) -> bytes:
    """The document as PDF. Raises InputError where typst is not installed, RunFailed if it cannot be set."""
    from results.paper.extras import need

    typst = need("typst", "--pdf")
    try:
        made: bytes = typst.compile(
            files("results.paper").joinpath(TEMPLATE).read_bytes(), format="pdf", sys_inputs={"data": data(document)},
            font_paths=[fonts()], ignore_system_fonts=True, pdf_standards=["ua-1"],
            timestamp=datetime.fromisoformat(document.manifest.started),
        )  # fmt: skip
    except typst.TypstError as fault:
        raise RunFailed(f"{document.folder}: the PDF could not be typeset: {fault.message}") from None
    return made


def fonts() -> str:
    """The folder of fonts that come with Matplotlib, for letters that those of Typst have not."""
    import matplotlib

    return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")


def data(document: Document) -> str:
    """What the template sets, as JSON."""
    told = document.manifest
    regimes = [
        {"label": label, "about": about, "colour": style(at).colour}
        for at, (label, about) in enumerate(document.regimes)
    ]
    return json.dumps(
        {
            "question": document.question, "subtitle": document.subtitle, "regimes": regimes, "folder": document.folder,
            "version": told.versions["sanctionsim"], "started": told.started[:10],
            "parts": [
                {"title": part.title, "blocks": [one for block in part.blocks for one in _plain(block)]}
                for part in document.parts
            ],
        }
    )  # fmt: skip


def _plain(block: Block) -> list[dict[str, Any]]:
    """A block as the template takes it; of a figure also its table, if it is short."""
    if isinstance(block, Table):
        return [_table(block)]
    if isinstance(block, Fold):
        return [_table(block.table)]
    if isinstance(block, Figure):
        short = [_table(block.table)] if len(block.table.rows) <= BESIDE else []
        return [_figure(block), *short]
    if isinstance(block, Grid):
        return [{"block": "grid", "figures": [_figure(one, width=HALF) for one in block.figures]}]
    if isinstance(block, Prose):
        return [{"block": "prose", "text": broken(block.text), "style": block.style}]
    if isinstance(block, Points):
        return [{"block": "points", "points": [broken(one) for one in block.points]}]
    if isinstance(block, Code):
        return [{"block": "code", "text": broken(block.text, 90), "summary": broken(block.summary)}]
    raise TypeError(f"no way to print a {type(block).__name__}")


def _figure(block: Figure, **how: Any) -> dict[str, Any]:
    plain = {"block": "figure", "question": broken(block.question), "finding": broken(block.finding)}
    plain |= {"note": broken(block.note), "alt": block.description or block.question}
    try:
        return plain | {"svg": svg(block, **how)}
    except NotDrawable:
        return plain | {"table": _table(block.table)}


def _table(block: Table) -> dict[str, Any]:
    shown = block.shown()
    widths = [
        _room(column.title, [row[index] for row in shown], number=column.kind != "text")
        for index, column in enumerate(block.columns)
    ]
    return {
        "block": "table", "caption": broken(block.caption), "widths": widths,
        "numeric": [column.kind != "text" for column in block.columns],
        "head": [broken(column.title) for column in block.columns],
        "rows": [[broken(cell) for cell in row] for row in shown],
        "wide": len(block.columns) > WIDE and len(block.rows) > LONG,
    }  # fmt: skip


def _room(head: str, cells: Sequence[str], *, number: bool) -> float:
    """The share of the page that a column takes, in characters: words and numbers whole, long text over some lines."""
    longest = max((len(cell) for cell in cells), default=1)
    words = max((len(word) for cell in (head, *cells) for word in re.split(r"[\s._/]", cell)), default=1)
    least = max(min(words, LONGEST_WORD) + 2, len(head) / 3, 4)
    room = longest if longest <= LONGEST_WORD else min(8 + longest**0.7, 40)
    return max(least, longest) if number else max(least, room)


def broken(text: str, longest: int = LONGEST_WORD) -> str:
    """The text with a place to break in every word that is longer than a column is wide, and in `group.some_name`."""
    parted = re.sub(r"(?<=[A-Za-z])([._/])(?=[A-Za-z])", "\\1\u200b", text)
    return re.sub(rf"([^\s\u200b]{{{longest}}})(?=[^\s\u200b])", "\\1\u200b", parted)
