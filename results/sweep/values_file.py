"""Values of parameters from a CSV file: a column for each parameter, a row for each draw, in the units of the rows."""

import csv
import io
import math
from collections.abc import Iterator, Sequence

from scenarios.errors import InputError, Problem
from scenarios.files import read_text
from scenarios.nearest import nearest
from scenarios.parameters import Parameters, flaws
from scenarios.sweep import Sweep

FEWEST, MOST = 2, 100_000
"""Rows."""


def read_values(sweep: Sweep) -> tuple[dict[str, float], ...]:
    """Values by draw, in weeks and per week. Raises InputError with every problem found."""
    path = sweep.folder / str(sweep.says.file)
    shown = str(path)
    rows = list(csv.reader(io.StringIO(read_text(path, shown))))
    if len(rows) < FEWEST + 1:
        raise InputError(Problem(shown, None, None, "", "has too few rows", None, f"a heading and {FEWEST} or more"))
    if len(rows) > MOST + 1:
        raise InputError(Problem(shown, None, None, "", "has too many rows", None, f"at most {MOST:,}"))
    names = [cell.strip() for cell in rows[0]]
    parameters = sweep.parameters
    problems = list(_heading(names, parameters, shown))
    if not problems:
        problems = list(_cells(names, rows[1:], parameters, shown))
    if problems:
        raise InputError(problems[:100])
    units = [parameters.quantities[name] for name in names]
    return tuple(
        {name: one.to_model(float(cell)) for name, one, cell in zip(names, units, row, strict=True)} for row in rows[1:]
    )


def _heading(names: Sequence[str], parameters: Parameters, file: str) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name not in parameters.quantities:
            near = nearest(name, parameters.quantities)
            yield Problem(file, 1, index + 1, name[:80], "there is no such parameter", None, None, near)
        elif name in names[:index]:
            yield Problem(file, 1, index + 1, name, "has two columns")


def _cells(names: Sequence[str], rows: Sequence[Sequence[str]], parameters: Parameters, file: str) -> Iterator[Problem]:
    """What cannot be a value. A column is counted in cells, not in letters."""
    for line, row in enumerate(rows, start=2):
        if len(row) != len(names):
            yield Problem(file, line, None, "", f"has {len(row)} cells", None, f"{len(names)}, as the heading")
            continue
        for index, (name, cell) in enumerate(zip(names, row, strict=True)):
            try:
                value = float(cell)
            except ValueError:
                value = math.nan
            if not math.isfinite(value):
                yield Problem(file, line, index + 1, name, "must be a number", cell[:40])
                continue
            tried = parameters.quantities[name].model_copy(update={"value": value, "distribution": None})
            for key, message, allowed in flaws(tried):
                if key == ("value",):
                    yield Problem(file, line, index + 1, name, message, cell[:40], allowed)
