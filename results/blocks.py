"""What sections of the report are built of. The template knows how to show each kind; sections only say
what.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

from results.inert import inert
from results.pieces import First, LifeLines, Ranges, TileMap
from results.words import number

Cell: TypeAlias = str | float | tuple[float | None, float | None] | None
"""Text, a number, or the two ends of an interval."""
Kind: TypeAlias = Literal["text", "number", "signed", "interval", "signed interval"]
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")
"""A spreadsheet takes a cell that begins so, after any spaces, for a formula."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; signed kinds show + and minus."""

    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a CSV twin. The first column names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    block: Literal["table"] = "table"

    def shown(self) -> list[list[str]]:
        """The cells as a reader sees them."""
        return [[show(cell, c.kind) for cell, c in zip(row, self.columns, strict=True)] for row in self.rows]

    def csv(self) -> str:
        """The table as CSV: full precision, intervals as two columns."""
        into = io.StringIO()
        writer = csv.writer(into, lineterminator="\r\n")
        head: list[str] = []
        for column in self.columns:
            two = "interval" in column.kind
            head.extend([f"{column.title}: low", f"{column.title}: high"] if two else [column.title])
        writer.writerow([_safe(title) for title in head])
        for row in self.rows:
            cells: list[str | float | None] = []
            for cell, column in zip(row, self.columns, strict=True):
                if isinstance(cell, tuple):
                    cells.extend(cell)
                else:
                    cells.extend([cell, None] if "interval" in column.kind else [cell])
            writer.writerow([_safe(cell) for cell in cells])
        return into.getvalue()

    def link(self) -> str:
        """The CSV as the target of a download link."""
        return "data:text/csv;charset=utf-8," + quote("\ufeff" + self.csv())


def _safe(cell: str | float | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        seen = inert(cell)
        return f"'{seen}" if seen.startswith(RISKY) or seen.lstrip().startswith(RISKY) else seen
    return repr(float(cell))


def show(cell: Cell, kind: Kind) -> str:
    """One cell in words."""
    sign = kind.startswith("signed")
    if isinstance(cell, str):
        return cell
    if isinstance(cell, tuple):
        low, high = cell
        return (
            "\N{EN DASH}" if low is None or high is None else f"{number(low, sign=sign)} to {number(high, sign=sign)}"
        )
    return "\N{EN DASH}" if cell is None else number(cell, sign=sign)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart. question: its title. finding: its subtitle, made from the numbers. description: text
    alternative.

    data, layout: as plotly takes them. table: the numbers behind it. note: small print below.
    """

    name: str
    question: str
    finding: str
    description: str
    data: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any]
    table: Table
    note: str = ""
    block: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Grid:
    """Figures beside each other where there is room."""

    figures: tuple[Figure, ...]
    block: Literal["grid"] = "grid"


@dataclass(frozen=True, slots=True)
class Choice:
    """Figures of which the reader chooses one; all of them where there is no JavaScript, and in print the chosen one.

    name: of the choice. label: what is chosen. options: how each figure is called.
    """

    name: str
    label: str
    options: tuple[str, ...]
    figures: tuple[Figure | TileMap, ...]
    block: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; style: verdict for the answer in a few words, lead for the answer, warning for what must not be
    overlooked, note for the small print, head for a small heading (on paper only).
    """

    text: str
    style: Literal["plain", "verdict", "lead", "warning", "note", "head"] = "plain"
    block: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points."""

    points: tuple[str, ...]
    block: Literal["points"] = "points"


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be shown letter by letter; behind a summary if there is one."""

    text: str
    summary: str = ""
    block: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Fold:
    """A table behind a summary."""

    summary: str
    table: Table
    block: Literal["fold"] = "fold"


Block: TypeAlias = Table | Figure | Grid | Choice | Prose | Points | Code | Fold | First | Ranges | TileMap | LifeLines
