"""draws.parquet: values of the parameters by belief and draw, for analysts; and those given to a plan, when many."""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from results.files import checksum
from scenarios.errors import RunFailed
from simulate.ensemble import Plan

MOST_IN_MANIFEST = 1000
"""Given values up to which they stand in the manifest, where people can read them."""


def draws_table(plan: Plan) -> bytes:
    """The file: columns belief, draw, then one for each parameter, in weeks and per week."""
    beliefs = [belief.name for belief in plan.beliefs] or [""]
    rows = [(name, draw, of) for at, name in enumerate(beliefs) for draw, of in enumerate(plan.values(at))]
    columns = {
        "belief": pa.array([name for name, _, _ in rows], pa.string()),
        "draw": pa.array([draw for _, draw, _ in rows], pa.int32()),
    } | {one: pa.array([of[one] for _, _, of in rows], pa.float64()) for one in rows[0][2]}
    into = io.BytesIO()
    pq.write_table(pa.table(columns), into, compression="zstd", write_statistics=False)
    return into.getvalue()


def names_in_draws(given: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    """Names of given values that are to stand in draws.parquet only; none where they are few or not of one kind."""
    if sum(map(len, given)) <= MOST_IN_MANIFEST or len({frozenset(one) for one in given}) > 1:
        return ()
    return tuple(given[0])


def read_given(file: Path, names: tuple[str, ...], *, rows: int, sha: str) -> tuple[dict[str, float], ...]:
    """Given values by draw from draws.parquet: beliefs do not touch them. Raises RunFailed when it is damaged."""
    content = file.read_bytes() if file.is_file() else b""
    if checksum(content) != sha:
        raise RunFailed(f"{file}: damaged, not read: `sanctionsim runs resume {file.parent}` makes it again")
    table = pq.read_table(io.BytesIO(content), columns=list(names), use_threads=False).slice(0, rows)
    return tuple(table.to_pylist())


def rows_of(plan: Plan) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Belief, draw and values, for whoever writes them elsewhere."""
    for at, name in enumerate([belief.name for belief in plan.beliefs] or [""]):
        for draw, values in enumerate(plan.values(at)):
            yield name, draw, values
