"""The data dictionary of a run's folder: every column of every table, and every outcome, with its unit and meaning."""

import csv
import io
from collections.abc import Iterable

from results.outcomes import OUTCOMES
from scenarios.parameters import Parameters
from simulate.status import AXES

HEAD = ("table", "name", "type", "unit", "meaning")
Row = tuple[str, str, str, str, str]
COMMON: tuple[tuple[str, str, str], ...] = (
    ("scenario", "text", "name of the scenario, as in manifest.json"),
    ("belief", "text", "name of the belief; left out or empty where the run has one or none"),
    ("draw", "integer", "draw of the parameters, from 0; the same draw is of the same ranks under every belief"),
    ("replicate", "integer", "replicate, from 0: the same number is the same people with the same luck everywhere"),
)
PART: tuple[tuple[str, str, str], ...] = (
    ("table", "text", "which array: time, moves, places, expected, drawn, census, group_*, accounts, tracks"),
    ("group", "text", "axis or equity group of the array, or name of the account or track"),
    (
        "step",
        "integer",
        "period (time, moves, places, expected, accounts), year (drawn, group_*), edge (census) or week",
    ),
    ("item", "integer", "code of a status (time, census, group_time), else kind of event or of count: see metadata"),
    ("from", "integer", "level of the axis at which an event struck"),
    ("to", "integer", "level of the axis to which it led; one more than the last level for death"),
    ("pathway", "integer", "level of the pathway at which an event struck"),
    ("income", "integer", "level of income at which it struck"),
    ("mandate", "integer", "level of the mandate at which it struck"),
    ("sanction", "integer", "level of sanction at which it struck"),
    ("level", "integer", "level of the equity group"),
    (
        "value",
        "number",
        "claimant-weeks, events or claimants made; times `weight` of the metadata for people of England",
    ),
)
LEDGER: tuple[tuple[str, str, str], ...] = (
    ("scenario", "integer", "place of the scenario in the run, from 0"),
    ("belief", "integer", "place of the belief, from 0"),
    ("draw", "integer", "draw of the parameters, from 0"),
    ("replicate", "integer", "replicate, from 0"),
    ("name", "text", "name of the scenario"),
    ("key", "text", "checksum of all that the part hangs on; the same in its metadata"),
    ("status", "text", "done or failed"),
    ("part", "text", "file of the part"),
    ("sha256", "text", "checksum of the file"),
    ("bytes", "integer", "size of the file"),
    ("seconds", "number", "time its task took, with all regimes; 0 where the ledger was made again"),
    ("worker", "text", "host and process that ran it"),
    ("error", "text", "why the task failed"),
    ("figures", "text", "outcome -> figure, as JSON; null for none"),
    ("digest", "text", "checksum of the row"),
)


def dictionary(parameters: Parameters) -> bytes:
    """The dictionary as CSV."""
    into = io.StringIO(newline="")
    writer = csv.writer(into, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows(_rows(parameters))
    return into.getvalue().encode()


def _rows(parameters: Parameters) -> Iterable[Row]:
    for name, kind, meaning in COMMON:
        yield "outcomes.parquet", name, kind, "", meaning
    yield "outcomes.parquet", "outcome", "text", "", "name of the outcome: one of the rows below"
    yield "outcomes.parquet", "value", "number", "as the outcome", "figure for England over the whole run"
    for outcome in OUTCOMES:
        meaning = " ".join(part for part in (f"{outcome.label}.", outcome.note) if part)
        yield "outcome", outcome.name, "number", outcome.unit, meaning
    yield "draws.parquet", "belief", "text", "", COMMON[1][2]
    yield "draws.parquet", "draw", "integer", "", COMMON[2][2]
    for name, quantity in parameters.quantities.items():
        said = f"{quantity.note} " if quantity.note else ""
        meaning = f"{said}({quantity.kind}, grade {quantity.grade}; given in {quantity.unit})"
        yield "draws.parquet", name, "number", "weeks and per week", meaning
    for name, kind, meaning in PART:
        yield "parts/*.parquet", name, kind, "", meaning
    for name, kind, meaning in LEDGER:
        yield "ledger.sqlite parts", name, kind, "", meaning
    for axis, levels in AXES.items():
        of = ", ".join(f"{level.value} {level.name.lower()}" for level in levels)
        yield "axis of a status", axis, "integer", "", of
    sizes = " x ".join(str(len(levels)) for levels in AXES.values())
    meaning = (
        f"levels in the order of the axes above, in a grid of {sizes}, the last axis fastest; the last code is death"
    )
    yield "axis of a status", "code", "integer", "", meaning
