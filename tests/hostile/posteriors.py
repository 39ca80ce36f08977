"""Posterior files: tables of parameters as they should be, and as they should not."""

import io
import random
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from scenarios.parameters import possible
from scenarios.posterior import load_posterior
from simulate.draws import parameter_draws
from simulate.posterior import given
from tests.hostile.bytes_of import spoil_bytes
from tests.hostile.documents import known_parameters
from tests.hostile.spoil import typo
from tests.hostile.words import TEXTS

ODD: tuple[Any, ...] = (
    None, float("nan"), float("inf"), -float("inf"), -1.0, 0.0, 1e300, 1e-300, -0.0, 2.0**70, 1.0, 0.5, 1e15, 1e16,
)  # fmt: skip


@cache
def _draws() -> tuple[dict[str, float], ...]:
    return parameter_draws(known_parameters(), draws=8, seed=3)


def _columns(chance: random.Random) -> dict[str, list[Any]]:
    """A good table, in the unit of each row."""
    quantities = known_parameters().quantities
    uncertain = [name for name, one in quantities.items() if one.distribution is not None]
    rows = chance.choice((1, 2, 5))
    made: dict[str, list[Any]] = {}
    for name in chance.sample(uncertain, chance.choice((1, 2, 4))):
        factor = quantities[name].to_model(1.0)
        made[name] = [_draws()[row][name] / factor for row in range(rows)]
    if chance.random() < 0.5:
        made["weight"] = [chance.choice((1.0, 0.5, 2.0, 0.0)) for _ in range(rows)]
    return made


def document(chance: random.Random) -> bytes:
    """A spoilt posterior file."""
    columns = _columns(chance)
    names, way = list(columns), chance.randrange(9)
    name = chance.choice(names)
    rows = len(columns[name])
    kinds: dict[str, Any] = {}
    if way == 0:
        columns[chance.choice((typo(name, chance), "", "draw", "die.male", chance.choice(TEXTS)[:80]))] = columns.pop(
            name
        )
    elif way in (1, 2):
        columns[name][chance.randrange(rows)] = chance.choice(ODD)
    elif way == 3:
        kinds[name] = chance.choice(
            (pa.string(), pa.int64(), pa.float16(), pa.bool_(), pa.binary(), pa.decimal128(30, 10))
        )
    elif way == 4:
        columns[name] = []
        columns = {key: [] for key in columns}
    elif way == 5:
        columns["weight"] = [chance.choice(ODD) for _ in range(rows)]
    elif way == 6:
        columns["nested"] = [{"a": [1]} for _ in range(rows)]
    content = _table(columns, kinds, twice=name if way == 7 else None)
    if way == 8 or chance.random() < 0.2:
        return chance.choice(
            (spoil_bytes(content, chance), content[: chance.randrange(len(content))], b"PAR1", b"a,b\n1,2\n")
        )
    return content


def _table(columns: dict[str, list[Any]], kinds: dict[str, Any], twice: str | None) -> bytes:
    arrays, names = [], []
    for name, values in columns.items():
        kind = kinds.get(name)
        try:
            arrays.append(pa.array(values).cast(kind, safe=False) if kind is not None else pa.array(values))
        except (pa.ArrowException, ValueError, TypeError):
            arrays.append(pa.array([str(value) for value in values]))
        names.append(name)
        if name == twice:
            arrays.append(arrays[-1])
            names.append(name)
    into = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names=names), into)
    return into.getvalue()


def read(path: Path) -> tuple[Any, bytes]:
    """What a posterior means, and the same as a file. Raises InputError."""
    found = load_posterior(path, known_parameters())
    try:
        given(found, known_parameters(), draws=1 if len(found.rows) == 1 else 4, seed=1)
    except ValueError as refused:
        raise AssertionError(f"accepted, but cannot be drawn from: {refused}") from refused
    table = {name: found.rows[:, at] for at, name in enumerate(found.names)} | {"weight": found.weights}
    into = io.BytesIO()
    pq.write_table(pa.table(table), into)
    assert np.isfinite(found.rows).all() and abs(found.weights.sum() - 1) < 1e-9
    for at, name in enumerate(found.names):
        least, most, _ = possible(known_parameters().quantities[name])
        assert (found.rows[:, at] >= least).all() and (found.rows[:, at] <= most).all()
    return (found.names, found.rows.tolist(), [round(one, 12) for one in found.weights]), into.getvalue()
