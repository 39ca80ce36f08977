"""What was run is kept task by task; at the end the table of outcomes is written."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from results.files import checksum, write
from results.gather import outcome_readings
from results.manifest import now
from results.outcomes import OUTCOMES
from results.parts import decode
from results.store.about import write_about
from results.store.layout import OUTCOMES_FILE, part_file, place_of
from results.store.ledger import DONE, FAILED, Entry, figures_of, with_figures
from results.store.lock import let_go
from results.store.packed import Packed, figures_text, measured, pack_all, read_figures, worker
from results.store.run import Run
from scenarios.errors import RunFailed
from simulate.ensemble import Ran, Task

ROWS = 200_000
"""Of the table of outcomes in memory at a time."""


def add(run: Run, done: Packed | Iterable[Ran]) -> None:
    """Keep a task. Parts first, then the ledger: a crash in between costs nothing, as parts say what they are.

    done: as `work` packs it, or what the regimes of a task showed. Raises Unwritable; RunFailed for what was run to
    another plan.
    """
    packed = done if isinstance(done, Packed) else pack_all(run.packer, done)
    entries = []
    for part in packed.parts:
        place = place_of(run.names.index(part.scenario), packed.task)
        if part.key != run.key(place):
            raise RunFailed(f"{run.folder}: {part.scenario} was run to another plan or by another version; not kept")
        sha = checksum(part.content)
        file = part_file(place, sha, beliefs=len(run.beliefs))
        write(run.folder / file, part.content)
        figures = figures_text(part.figures)
        entries.append(
            Entry(
                place, part.scenario, part.key, DONE, file, sha, len(part.content), packed.seconds, packed.worker, "",
                figures,
            )
        )  # fmt: skip
    run.ledger.record(entries)


def note_failure(run: Run, task: Task, error: str, *, by: str = "") -> None:
    """Note in the ledger that a task could not be done, and why; it stays among what is missing."""
    places = (place_of(index, task) for index in range(len(run.names)))
    run.ledger.record(
        Entry(place, run.names[place.scenario], run.key(place), FAILED, "", "", 0, 0.0, by or worker(), error, "")
        for place in places
    )


def finish(run: Run) -> None:
    """Write the table of outcomes and the time, and let the run go. Raises RunFailed when a task is missing or a part
    is damaged.
    """
    missing = run.missing()
    if missing:
        raise RunFailed(f"{run.folder}: {len(missing)} of {run.manifest.tasks} tasks have not been run")
    measure_anew(run)
    write_outcomes(run)
    run.changed(replace(run.manifest, ended=run.manifest.ended or now()))
    write_about(run)
    let_go(run.folder)


def measure_anew(run: Run) -> None:
    """Measure, from the kept parts, outcomes that did not exist when they were made. Raises RunFailed naming a damaged
    part.
    """
    wanted = outcome_readings().keys()
    short = [entry.place for entry in run.entries() if not wanted <= figures_of(entry).keys()]
    for place in short:
        entry = run.ledger.entry(place)
        if entry is not None:
            values = run.packer.values(place.task, entry.name)
            figures = measured(decode(checked(run, entry)), values)
            run.ledger.record([with_figures(entry, figures_text(figures))])


def checked(run: Run, entry: Entry) -> bytes:
    """The content of a part. Raises RunFailed when it is not what was written."""
    content = run.content(entry)
    if content is None:
        raise RunFailed(
            f"damaged, not read: {run.folder / entry.part}; `sanctionsim runs resume {run.folder}` makes it again"
        )
    return content


def write_outcomes(run: Run) -> None:
    """Write the table of outcomes as it follows from the ledger: the same bytes for the same figures."""
    write(run.folder / OUTCOMES_FILE, outcomes_table(run))


def outcomes_table(run: Run) -> bytes:
    """The table of outcomes: scenario, belief where there are several, draw, replicate, outcome, value."""
    columns = ["scenario", "belief", "draw", "replicate", "outcome", "value"]
    types = [pa.string(), pa.string(), pa.int64(), pa.int64(), pa.string(), pa.float64()]
    schema = pa.schema(list(zip(columns, types, strict=True)))
    shown = [column for column in columns if column != "belief" or len(run.beliefs) > 1]
    into = io.BytesIO()
    rows = outcome_rows(run)
    with pq.ParquetWriter(into, pa.schema([schema.field(name) for name in shown])) as writer:
        while batch := list(islice(rows, ROWS)):
            table = pa.table(
                [pa.array(of, kind) for of, kind in zip(zip(*batch, strict=True), types, strict=True)], schema
            )
            writer.write_table(table.select(shown))
    return into.getvalue()


def outcome_rows(run: Run) -> Iterator[tuple[str, str, int, int, str, float]]:
    """Scenario, belief, draw, replicate, outcome and value of all that is kept."""
    for entry in run.entries():
        figures = read_figures(json.loads(entry.figures))
        place = entry.place
        for outcome in OUTCOMES:
            told = run.beliefs[place.belief], place.draw, place.replicate, outcome.name
            yield entry.name, *told, figures[outcome.name]
