"""A run as tables for other programs: outcomes, weekly courses, events by period, draws, and their dictionary."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from results.dictionary import dictionary
from results.parameter_draws import rows_of
from results.store.keep import outcome_rows
from results.store.read import observations
from results.store.run import Run
from scenarios.errors import InputError, Problem, RunFailed
from simulate.ensemble import Ran

BATCH = 100_000
KINDS = ("csv", "parquet", "duckdb")
TASK = ("scenario", "belief", "draw", "replicate")
COURSES: tuple[tuple[str, str, str, str], ...] = (
    ("courses", "week", "integer", "week from the start, from 0"),
    ("courses", "course", "text", "name of the weekly course"),
    ("courses", "value", "number", "its level in that week"),
    ("periods", "from_week", "number", "week at which the period begins"),
    ("periods", "to_week", "number", "week at which it ends"),
    ("periods", "process", "text", "what happened"),
    ("periods", "outcome", "text", "and how it ended"),
    ("periods", "people", "number", "times it happened in England in the period"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write. columns: names. rows: made as they are written."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Run], Iterable[Sequence[Any]]]


def export(run: Run, to: Path, kind: str) -> tuple[Path, ...]:
    """Write the tables of a run below a folder and give their files. kind: csv, parquet; duckdb for parquet with a file
    of views.

    Raises InputError for another kind or a folder that is not empty, RunFailed when it cannot be written.
    """
    if kind not in KINDS:
        raise InputError(Problem("command line", None, None, "--to", "is not known", kind, ", ".join(KINDS)))
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise InputError(Problem(str(to), None, None, "", "is there already and is not empty; nothing is overwritten"))
    write = _csv if kind == "csv" else _parquet
    try:
        to.mkdir(parents=True, exist_ok=True)
        files = [write(to, table, run) for table in tables(run)]
        told = to / "dictionary.csv"
        told.write_bytes(dictionary(run.plan().parameters) + _more())
        files.append(told)
        if kind == "duckdb":
            files.append(_views(to, files))
    except OSError as fault:
        raise RunFailed(f"{to}: cannot be written: {fault.strerror or fault}") from fault
    return tuple(files)


def tables(run: Run) -> tuple[Table, ...]:
    """The tables of a run."""
    parameters = tuple(run.plan().parameters.quantities)
    return (
        Table("outcomes", (*TASK, "outcome", "value"), outcome_rows),
        Table("courses", (*TASK, "week", "course", "value"), _courses),
        Table("periods", (*TASK, "from_week", "to_week", "process", "outcome", "people"), _periods),
        Table("draws", ("belief", "draw", *parameters), lambda of: _draws(of, parameters)),
    )


def _task(run: Run, ran: Ran) -> tuple[Any, ...]:
    return ran.scenario, run.beliefs[ran.task.belief], ran.task.draw, ran.task.replicate


def _courses(run: Run) -> Iterator[tuple[Any, ...]]:
    for ran in observations(run):
        task = _task(run, ran)
        for name, course in ran.observation.tracks.items():
            yield from ((*task, week, name, value) for week, value in enumerate(course.tolist()))


def _periods(run: Run) -> Iterator[tuple[Any, ...]]:
    for ran in observations(run):
        task, seen = _task(run, ran), ran.observation
        edges, events = seen.edges.tolist(), (seen.events.sum(axis=2) * seen.weight).tolist()
        for period, of_period in enumerate(events):
            for (process, outcome), people in zip(seen.kinds, of_period, strict=True):
                yield *task, edges[period], edges[period + 1], process, outcome, people


def _draws(run: Run, parameters: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for belief, draw, values in rows_of(run.plan()):
        yield belief, draw, *(values[name] for name in parameters)


def _csv(to: Path, table: Table, run: Run) -> Path:
    file = to / f"{table.name}.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(table.rows(run))
    return file


def _parquet(to: Path, table: Table, run: Run) -> Path:
    file = to / f"{table.name}.parquet"
    rows = iter(table.rows(run))
    first = list(islice(rows, 1))
    if not first:
        pq.write_table(pa.table({name: pa.array([], pa.string()) for name in table.columns}), file)
        return file
    schema = pa.schema([(name, pa.scalar(value).type) for name, value in zip(table.columns, first[0], strict=True)])
    rest = chain(first, rows)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := list(islice(rest, BATCH)):
            columns = zip(zip(*batch, strict=True), schema.types, strict=True)
            writer.write_table(pa.table([pa.array(of, kind) for of, kind in columns], schema))
    return file


def _more() -> bytes:
    """Rows of the dictionary for the tables that only an export has."""
    return "".join(f"{table},{name},{kind},,{meaning}\n" for table, name, kind, meaning in COURSES).encode()


def _views(to: Path, files: Sequence[Path]) -> Path:
    """A file of SQL that makes a view of each table: `duckdb -init views.sql`, in the folder."""
    lines = [f"CREATE VIEW {file.stem} AS SELECT * FROM '{file.name}';" for file in files]
    into = to / "views.sql"
    into.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return into
