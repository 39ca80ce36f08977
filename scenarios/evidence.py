"""The evidence: 601 published or judged figures, one row each, that parameters and targets cite by id.

`evidence_tables/claimants_and_treatment.csv` says who the claimants are and what treatment, disclosure
and work were like; `evidence_tables/effects_and_costs.csv` covers benefits and sanctions, compulsion,
crime, deaths and costs. Grades: A measured on this very population, B close population, C other country
or population, D judgement or campaign claim.
"""

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

EVIDENCE_FOLDER = Path(__file__).with_name("evidence_tables")
TABLES = ("claimants_and_treatment.csv", "effects_and_costs.csv")

Grade = Literal["A", "B", "C", "D"]
Use = Literal["input", "target", "check", "context"]

_COLUMNS = (
    "id",
    "quantity",
    "value",
    "low",
    "high",
    "unit",
    "population",
    "period",
    "source",
    "locator",
    "url",
    "grade",
    "verified",
    "suggested_use",
    "notes",
)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One figure of the evidence.

    Attributes:
        id: stable key.
        quantity: what was measured, in words.
        value: the figure in `unit`; None where the source gives only words.
        low: lower end of the published interval, or of a judged range (the notes say so); None if none.
        high: upper end of the same.
        unit: unit of the three numbers; shares are 0-1.
        population: whose figure it is.
        period: when it was measured.
        source: author, year, title.
        locator: page, table or section.
        url: where it was seen.
        grade: how close the population is, A to D.
        verified: True if seen on a page or worked out from figures seen, False if recalled or judged.
        suggested_use: input, target of calibration, check, or context.
        notes: what a user should know.
        table: the file it stands in.
    """

    id: str
    quantity: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    population: str
    period: str
    source: str
    locator: str
    url: str
    grade: Grade
    verified: bool
    suggested_use: Use
    notes: str
    table: str


@cache
def all_rows() -> tuple[EvidenceRow, ...]:
    """Every row of both tables in file order, repeated ids included.

    Raises:
        ValueError: a row is wrong; the message names the file, the line and the column.
    """
    return tuple(row for table in TABLES for row in read_table(EVIDENCE_FOLDER / table))


@cache
def _evidence() -> dict[str, EvidenceRow]:
    by_id: dict[str, EvidenceRow] = {}
    for row in all_rows():
        by_id.setdefault(row.id, row)
    return by_id


def load_evidence() -> dict[str, EvidenceRow]:
    """The evidence by id. Where an id stands in both tables the first table counts: see `duplicates`.

    The tables are read once; each call returns a dictionary of its own.
    """
    return dict(_evidence())


def duplicates() -> tuple[tuple[EvidenceRow, EvidenceRow], ...]:
    """Pairs of rows with the same id: the one that `load_evidence` gives, and the one it leaves out."""
    kept = _evidence()
    return tuple((kept[row.id], row) for row in all_rows() if row is not kept[row.id])


def read_table(path: Path) -> tuple[EvidenceRow, ...]:
    """The rows of one evidence table.

    Raises:
        ValueError: a column is missing or a cell is not what the column allows.
    """
    rows: list[EvidenceRow] = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        head = tuple(next(reader, ()))
        if head != _COLUMNS:
            raise ValueError(f"{path}:1: columns are {', '.join(head)}; wanted: {', '.join(_COLUMNS)}")
        for cells in reader:
            place = f"{path}:{reader.line_num}"
            if len(cells) != len(head):
                raise ValueError(f"{place}: {len(cells)} cells; wanted {len(head)}")
            rows.append(_row(dict(zip(head, cells, strict=True)), place, path.name))
    return tuple(rows)


def _row(cells: dict[str, str], place: str, table: str) -> EvidenceRow:
    if not cells["id"]:
        raise ValueError(f"{place}: id: empty")
    return EvidenceRow(
        id=cells["id"],
        quantity=cells["quantity"],
        value=_number(cells, "value", place),
        low=_number(cells, "low", place),
        high=_number(cells, "high", place),
        unit=cells["unit"],
        population=cells["population"],
        period=cells["period"],
        source=cells["source"],
        locator=cells["locator"],
        url=cells["url"],
        grade=cast(Grade, _one_of(cells, "grade", get_args(Grade), place)),
        verified=_one_of(cells, "verified", ("yes", "no"), place) == "yes",
        suggested_use=cast(Use, _one_of(cells, "suggested_use", get_args(Use), place)),
        notes=cells["notes"],
        table=table,
    )


def _number(cells: dict[str, str], column: str, place: str) -> float | None:
    if not cells[column]:
        return None
    try:
        number = float(cells[column])
    except ValueError:
        raise ValueError(f"{place}: {column}: {cells[column]!r} is not a number") from None
    if not math.isfinite(number):
        raise ValueError(f"{place}: {column}: {cells[column]} is not a finite number")
    return number


def _one_of(cells: dict[str, str], column: str, allowed: tuple[str, ...], place: str) -> str:
    if cells[column] not in allowed:
        raise ValueError(f"{place}: {column}: {cells[column]!r}; wanted one of {', '.join(allowed)}")
    return cells[column]
