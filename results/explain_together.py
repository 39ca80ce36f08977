"""Two scenarios compiled in one table, each with the parameters that it assumes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import RowArray
from simulate.counts import COUNTS
from simulate.hazards import Table, compile_table
from simulate.processes import PROCESSES
from simulate.status import DEAD

Pair: TypeAlias = tuple[Mapping[str, float], Mapping[str, float]]
"""'group.name' -> value in weeks and per week, under the base and under the other."""


def compiled_together(base: tuple[Regime, ...], other: tuple[Regime, ...], *, values: Pair, opening: RowArray) -> Table:
    """The regimes of the base, then those of the other, over every status that can be reached under any of them.

    opening: (n,) status codes.
    """
    regimes = (*base, *other)

    def compiled(of: int, begins: RowArray) -> Table:
        return compile_table(regimes=regimes, values=values[of], opening=begins, processes=PROCESSES, counts=COUNTS)

    one = compiled(0, opening)
    if values[0] == values[1]:
        return one
    # What can be reached may hang on a value that is 0 for one of the two: rows are added until both have all.
    two = compiled(1, _alive(one))
    while len(two.codes) > len(one.codes):
        one, two = compiled(0, _alive(two)), two
        if len(one.codes) > len(two.codes):
            two = compiled(1, _alive(one))
    own = np.arange(len(regimes)) < len(base)
    joined = {
        name: np.where(own.reshape(-1, *(1,) * (getattr(one, name).ndim - 1)), getattr(one, name), getattr(two, name))
        for name in ("hazard", "chance", "after", "situation", "rate", "arrived")
    }
    return replace(one, **joined)


def _alive(table: Table) -> RowArray:
    alive: RowArray = table.codes[table.codes != DEAD]
    return alive
