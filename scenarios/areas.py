"""The 149 drug partnership areas of England about 2008, read from `areas.csv`.

The names and regions are those of the upper-tier authorities before April 2009. Populations are recalled,
and districts and weights are judged (grade D, not verified): they stand in for local figures until a user
gives some, so any result by area or region is an illustration. The head of `areas.csv` says how each
column was made.
"""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

AREAS_FILE = Path(__file__).with_name("areas.csv")

_COLUMNS = ("area", "region", "jobcentre_district", "population_thousands", "pdu_weight", "pilot_2010")


@dataclass(frozen=True, slots=True)
class Area:
    """One drug partnership area.

    Attributes:
        name: the upper-tier authority.
        region: its government office region, one of nine.
        jobcentre_district: its Jobcentre Plus district about 2009.
        population_thousands: residents in mid-2008, thousands of people.
        pdu_weight: share of England's people dependent on heroin or crack; all shares sum to 1.
        pilot_2010: whether it lay in a district chosen for the pilot of 2010, which never ran.
    """

    name: str
    region: str
    jobcentre_district: str
    population_thousands: float
    pdu_weight: float
    pilot_2010: bool


@cache
def load_areas() -> tuple[Area, ...]:
    """All areas in the order of the file: by region from north to south, then by name. Weights sum to 1.

    Raises:
        ValueError: a row of the file is wrong; the message names the file, the line and the column.
    """
    return read_areas(AREAS_FILE)


def read_areas(path: Path) -> tuple[Area, ...]:
    """The areas of a file with the columns of `areas.csv`, weights scaled to sum to 1.

    Raises:
        ValueError: a column is missing, a cell is wrong, a name stands twice, or no weight is above 0.
    """
    areas: list[Area] = []
    line_of: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for line, row in _rows(lines, path):
            area = _area(row, f"{path}:{line}")
            if area.name in line_of:
                raise ValueError(f"{path}:{line}: area: {area.name!r} stands already on line {line_of[area.name]}")
            line_of[area.name] = line
            areas.append(area)
    total = math.fsum(area.pdu_weight for area in areas)
    if total <= 0:
        raise ValueError(f"{path}: pdu_weight: no area has a weight above 0")
    return tuple(replace(area, pdu_weight=area.pdu_weight / total) for area in areas)


def regions() -> tuple[str, ...]:
    """The nine regions, from north to south as in the file."""
    return tuple(dict.fromkeys(area.region for area in load_areas()))


def districts() -> tuple[str, ...]:
    """The Jobcentre Plus districts, in the order in which the areas first name them."""
    return tuple(dict.fromkeys(area.jobcentre_district for area in load_areas()))


def pilot_districts() -> tuple[str, ...]:
    """The districts chosen for the pilot of 2010, in the order in which the areas first name them."""
    return tuple(dict.fromkeys(area.jobcentre_district for area in load_areas() if area.pilot_2010))


def _rows(lines: Iterator[str], path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column of every row below the comments and the head."""
    head: tuple[str, ...] | None = None
    for line, text in enumerate(lines, start=1):
        if text.startswith("#") or not text.strip():
            continue
        cells = tuple(next(csv.reader([text])))
        if head is None:
            head = cells
            if head != _COLUMNS:
                raise ValueError(f"{path}:{line}: columns are {', '.join(head)}; wanted: {', '.join(_COLUMNS)}")
            continue
        if len(cells) != len(head):
            raise ValueError(f"{path}:{line}: {len(cells)} cells; wanted {len(head)}")
        yield line, dict(zip(head, cells, strict=True))


def _area(row: dict[str, str], place: str) -> Area:
    for column in ("area", "region", "jobcentre_district"):
        if not row[column].strip():
            raise ValueError(f"{place}: {column}: empty")
    if row["pilot_2010"] not in ("yes", "no"):
        raise ValueError(f"{place}: pilot_2010: {row['pilot_2010']!r}; write yes or no")
    return Area(
        name=row["area"],
        region=row["region"],
        jobcentre_district=row["jobcentre_district"],
        population_thousands=_number(row, "population_thousands", place),
        pdu_weight=_number(row, "pdu_weight", place),
        pilot_2010=row["pilot_2010"] == "yes",
    )


def _number(row: dict[str, str], column: str, place: str) -> float:
    try:
        number = float(row[column])
    except ValueError:
        raise ValueError(f"{place}: {column}: {row[column]!r} is not a number") from None
    if not math.isfinite(number) or number < 0:
        raise ValueError(f"{place}: {column}: {row[column]}; wanted a number of 0 or more")
    return number
