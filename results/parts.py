"""An observation as one Parquet file and back: a long table of what is not zero, with columns an analyst can read.

table, group: which array; step: period, year, edge or week; item: status code, kind of event or count; from, to: levels
at which an event struck and to which it led, on the axis that is the group; pathway, income, mandate, sanction: levels
at which it struck; level: of an equity group; value.
Names of kinds, counts and groups stand in the metadata of the file. Traces are not kept.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from results.files import Unwritable, checksum, write
from simulate.arrays import FloatArray, IntArray
from simulate.observation import Observation

__all__ = ["Unwritable", "checksum", "decode", "encode", "part_of", "write"]
COLUMNS: dict[str, tuple[str, ...]] = {
    "time": ("step", "item"),
    "moves": ("step", "item", "from", "to"),
    "places": ("step", "item", "income", "mandate", "sanction"),
    "expected": ("step", "item"),
    "drawn": ("step", "item"),
    "census": ("step", "item"),
    "group_time": ("step", "item", "level"),
    "group_events": ("step", "item", "pathway", "level"),
    "group_expected": ("step", "item", "level"),
    "accounts": ("step",),
    "tracks": ("step",),
}
"""Axes of each array of an Observation, in order."""
INDICES = {
    "step": np.int16, "item": np.int32, "from": np.int8, "to": np.int8, "pathway": np.int8, "income": np.int8,
    "mandate": np.int8, "sanction": np.int8, "level": np.int8,
}  # fmt: skip
BY_STATUS = ("time", "census", "group_time")
COUNTED = ("moves", "places", "drawn", "census", "group_events")


META = b"sanctionsim"
PART = b"sanctionsim.part"
"""Metadata of what a part is of: key, scenario, belief, draw, replicate and figures of its outcomes."""


def encode(seen: Observation, part: Mapping[str, Any] | None = None) -> bytes:
    """The file of an observation. part: plain values, of what it is."""
    rows = [_long("codes", "", np.ones(len(seen.codes)), ("item",), seen.codes)]
    for name, axes in COLUMNS.items():
        kept: Any = getattr(seen, name)
        of_group: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {"": kept}
        codes = seen.codes if name in BY_STATUS else None
        rows.extend(_long(name, group, array, axes, codes) for group, array in of_group.items())
    about = {
        "weeks": seen.weeks,
        "edges": seen.edges.tolist(),
        "weight": seen.weight,
        "claimants": seen.claimants,
        "outside": seen.outside,
        "entered": seen.entered,
        "kinds": seen.kinds,
        "counts": seen.counts,
        "groups": dict(seen.groups),
        "shapes": {name: _shape(getattr(seen, name)) for name in COLUMNS},
    }
    meta = {META: json.dumps(about).encode()}
    if part is not None:
        meta[PART] = json.dumps(part, allow_nan=False).encode()
    whole = _table(rows).replace_schema_metadata(meta)
    into = io.BytesIO()
    # Long stretches of like values first, then bytes of like significance together: half the size. Higher levels of
    # compression take four times as long for a twentieth less.
    pq.write_table(
        whole,
        into,
        compression="zstd",
        compression_level=1,
        use_dictionary=["table", "group"],
        column_encoding={"value": "BYTE_STREAM_SPLIT", "item": "DELTA_BINARY_PACKED"},
        write_statistics=False,
    )
    return into.getvalue()


def _shape(array: Any) -> Any:
    if isinstance(array, Mapping):
        return {group: list(one.shape) for group, one in array.items()}
    return list(array.shape)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is not zero of an array: value (n,), and index (n,) by column; other columns are zero."""

    name: str
    group: str
    index: Mapping[str, IntArray]
    value: FloatArray


def _long(name: str, group: str, array: Any, axes: tuple[str, ...], codes: Any) -> _Rows:
    """What is not zero of an array; codes: (rows,) of the statuses, where `item` counts rows."""
    flat = np.ascontiguousarray(array).reshape(-1)
    # One pass over the flat array: several times faster than over all axes at once.
    where = np.flatnonzero(flat)
    index = dict(zip(axes, np.unravel_index(where, array.shape), strict=True))
    if codes is not None:
        index["item"] = codes[index["item"]]
    return _Rows(name, group, index, flat[where].astype(np.float64))


def _table(rows: Sequence[_Rows]) -> pa.Table:
    """One long table, each column of one piece."""
    sizes = [len(one.value) for one in rows]
    columns: dict[str, Any] = {
        "table": _words([one.name for one in rows], sizes),
        "group": _words([one.group for one in rows], sizes),
    }
    for column, dtype in INDICES.items():
        filled = np.zeros(sum(sizes), dtype)
        end = 0
        for one, size in zip(rows, sizes, strict=True):
            if column in one.index:
                filled[end : end + size] = one.index[column]
            end += size
        columns[column] = pa.array(filled)
    columns["value"] = pa.array(np.concatenate([one.value for one in rows]))
    return pa.table(columns)


def _words(words: Sequence[str], sizes: Sequence[int]) -> Any:
    """Each word so many times, as a dictionary column."""
    names = list(dict.fromkeys(words))
    codes = np.array([names.index(word) for word in words], np.int16)
    return pa.DictionaryArray.from_arrays(np.repeat(codes, sizes), names)


def decode(content: bytes) -> Observation:
    """The observation of a file, without traces."""
    # In this thread: a process that ends while a pool of threads is still beginning is ended with an error.
    whole = pq.read_table(io.BytesIO(content), read_dictionary=["table", "group"], use_threads=False)
    whole = whole.unify_dictionaries().combine_chunks()
    about = json.loads(whole.schema.metadata[META])
    columns = {name: whole.column(name).to_numpy() for name in (*INDICES, "value")}
    where = _places(whole)
    codes = columns["item"][where["codes/"]].astype(np.int32)

    def array(name: str, group: str, shape: list[int]) -> Any:
        made = np.zeros(shape, np.int64 if name in COUNTED else np.float64)
        part = where.get(f"{name}/{group}")
        if part is not None:
            made[tuple(_index(columns, part, axis, name, codes) for axis in COLUMNS[name])] = columns["value"][part]
        return made

    made: dict[str, Any] = {}
    for name, shape in about["shapes"].items():
        if isinstance(shape, dict):
            made[name] = {group: array(name, group, one) for group, one in shape.items()}
        else:
            made[name] = array(name, "", shape)
    return Observation(
        weeks=about["weeks"],
        edges=np.array(about["edges"]),
        weight=about["weight"],
        claimants=about["claimants"],
        outside=about["outside"],
        entered=about["entered"],
        codes=codes,
        kinds=tuple((p, o) for p, o in about["kinds"]),
        counts=tuple(about["counts"]),
        groups={g: tuple(names) for g, names in about["groups"].items()},
        traces=(),
        **made,
    )


def _places(whole: pa.Table) -> dict[str, slice]:
    """`table/group` -> where its rows stand; rows of one array stand together."""
    tables, groups = (whole.column(name).chunk(0) for name in ("table", "group"))
    of_table, of_group = tables.indices.to_numpy(), groups.indices.to_numpy()
    changes = (np.diff(of_table) != 0) | (np.diff(of_group) != 0)
    cuts = np.concatenate([[0], np.flatnonzero(changes) + 1, [len(of_table)]]).tolist()
    return {f"{tables[low].as_py()}/{groups[low].as_py()}": slice(low, high) for low, high in pairwise(cuts)}


def _index(columns: Mapping[str, Any], part: slice, axis: str, name: str, codes: Any) -> IntArray:
    index = columns[axis][part].astype(np.int64)
    found: IntArray = np.searchsorted(codes, index) if axis == "item" and name in BY_STATUS else index
    return found


def part_of(content: bytes) -> dict[str, Any]:
    """Of what a part is, from its metadata alone. Raises ValueError when it does not say."""
    try:
        return dict(json.loads((pq.read_schema(io.BytesIO(content)).metadata or {})[PART]))
    except (pa.ArrowException, OSError, KeyError) as fault:
        raise ValueError("is not a part of a run") from fault
