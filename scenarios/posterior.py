"""A posterior: what calibration learnt of the parameters, as a Parquet file of equally long columns.

Each row is one set of values that hold together. A column is called as in `parameters.yaml` and is in the unit of its
row there. `weight`, if there, says how much a row counts; `draw` numbers the rows for people and is not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from scenarios.errors import InputError, Problem
from scenarios.nearest import nearest
from scenarios.parameters import Parameters, Quantity, possible

WEIGHT, LABEL = "weight", "draw"
MOST_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Posterior:
    """A posterior that was read and checked.

    file: as it was given. sha256: of its content. names: of its parameters, in the order of the file. rows: (rows,
    names), each value in the unit of its parameter. weights: (rows,), with the sum 1.
    """

    file: str
    sha256: str
    names: tuple[str, ...]
    rows: NDArray[np.float64]
    weights: NDArray[np.float64]


def load_posterior(path: Path | str, parameters: Parameters) -> Posterior:
    """Read a posterior. Raises InputError with every problem found, a row and a column to each."""
    file = str(path)
    try:
        content = Path(path).read_bytes()
        table = pq.ParquetFile(BytesIO(content)).read(use_threads=False)
    except OSError as fault:
        raise _refused(file, f"cannot be read: {fault.strerror or 'it is not a Parquet file'}") from None
    except (pa.ArrowException, ValueError):
        raise _refused(file, "cannot be read: it is not a Parquet file") from None
    if not 1 <= table.num_rows <= MOST_ROWS:
        raise _refused(file, f"has {table.num_rows:,} rows", f"1 to {MOST_ROWS:,} rows")
    names = tuple(name for name in table.column_names if name not in (WEIGHT, LABEL))
    problems = list(_columns(file, table, parameters))
    if not names:
        problems.append(_problem(file, "holds no parameter", "columns called group.name, as in parameters.yaml"))
    if problems:
        raise InputError(problems)
    numbers = {name: _numbers(table.column(name)) for name in table.column_names if name != LABEL}
    for place, name in enumerate(table.column_names, start=1):
        if name in numbers:
            problems.extend(_values(file, place, name, numbers[name], parameters.quantities.get(name)))
    if problems:
        raise InputError(problems)
    weights = numbers.get(WEIGHT, np.ones(table.num_rows))
    if weights.max() <= 0:
        raise _refused(file, "all rows have the weight 0", field=WEIGHT)
    rows = np.stack([numbers[name] for name in names], axis=1)
    # By the largest first: weights may be so large or small that their sum is not a number.
    scaled = weights / weights.max()
    return Posterior(file, hashlib.sha256(content).hexdigest(), names, rows, scaled / scaled.sum())


def _columns(file: str, table: pa.Table, parameters: Parameters) -> Iterator[Problem]:
    """What is wrong with a column before any of its values is looked at."""
    uncertain = [name for name, quantity in parameters.quantities.items() if quantity.distribution is not None]
    for place, (name, kind) in enumerate(zip(table.column_names, table.schema.types, strict=True), start=1):

        def problem(message: str, allowed: str | None = None, near: str | None = None, at: int = place) -> Problem:
            return Problem(file, None, at, table.column_names[at - 1], message, None, allowed, near)

        if table.column_names.index(name) < place - 1:
            yield problem("is there twice", "each column once")
        elif name == LABEL:
            continue
        elif name != WEIGHT and name not in parameters.quantities:
            yield problem("is not a parameter", near=nearest(name, [*uncertain, WEIGHT]))
        elif name != WEIGHT and name not in uncertain:
            yield problem("is fixed, so there is nothing to be learnt of it", "a parameter that has a distribution")
        elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
            yield problem("is not a column of numbers", "numbers, in the unit of parameters.yaml")


def _numbers(column: pa.ChunkedArray) -> NDArray[np.float64]:
    """A column as numbers: (rows,); what is missing is not a number."""
    return np.asarray(column.cast(pa.float64(), safe=False).to_numpy(), np.float64)


def _values(
    file: str, place: int, name: str, column: NDArray[np.float64], quantity: Quantity | None
) -> Iterator[Problem]:
    """The first row of a column that is missing, and the first that cannot be. quantity: None for weights."""
    least, most, allowed = (0.0, np.inf, "0 or more") if quantity is None else possible(quantity)
    missing = np.isnan(column)
    with np.errstate(invalid="ignore"):
        out = ~missing & ~((column >= least) & (column <= most) & np.isfinite(column))
    for wrong, message in ((missing, "is missing"), (out, "is out of range")):
        found = np.flatnonzero(wrong)
        if len(found):
            more = f" and in {len(found) - 1:,} more rows" if len(found) > 1 else ""
            given = None if wrong is missing else f"{column[found[0]]:g}"
            said = f"{message} in row {found[0] + 1}{more}"
            yield Problem(file, int(found[0]) + 1, place, name, said, given, allowed)


def _problem(file: str, message: str, allowed: str | None = None, field: str = "") -> Problem:
    return Problem(file, None, None, field, message, None, allowed)


def _refused(file: str, message: str, allowed: str | None = None, field: str = "") -> InputError:
    return InputError(_problem(file, message, allowed, field))
