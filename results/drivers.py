"""What decides the answer: which drawn parameters a difference rises and falls with, beyond what chance would show.

Rank correlation over the draws, with an interval and the size that chance reaches among so many parameters. The
contested effects, which the argument is about, are one family; all other drawn parameters are another. Under several
beliefs the difference of a draw is the mean over the beliefs, whose draws are of the same ranks.
"""

from dataclasses import dataclass

import numpy as np

from results.comparison import Compared
from results.gather import least_chance, paired
from results.section import Context
from results.sweep.given import correlated
from simulate.arrays import FloatArray

FEWEST = 16
"""Draws below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A parameter and its rank correlation with a difference. floor: the size chance reaches once in 20 times among
    all of its family. contested: of which family it is.
    """

    parameter: str
    contested: bool
    correlation: float
    low: float
    high: float
    floor: float

    @property
    def beyond(self) -> bool:
        """Whether it is more than chance shows."""
        return abs(self.correlation) > self.floor


def enough(context: Context) -> bool:
    """Whether there are draws enough to say anything."""
    return context.gathered.draws >= FEWEST and len(context.values) == context.gathered.draws * max(
        1, len(context.gathered.beliefs)
    )


def drivers(context: Context, other: int, row: Compared) -> tuple[Driver, ...]:
    """Every drawn parameter, the strongest first; none where draws are too few or nothing differs."""
    if not enough(context):
        return ()
    tables = least_chance(context.gathered, row.outcome.name)
    table: FloatArray = context.gathered.by_belief(paired(tables[0], tables[other])).mean(axis=0)
    if not table.mean(axis=1).std() > 0:
        return ()
    found: list[Driver] = []
    of_draw = context.values[: context.gathered.draws]
    quantities = context.parameters.quantities
    for contested in (True, False):
        names = [
            name for name, one in quantities.items() if (one.kind == "contested") is contested and name in of_draw[0]
        ]
        columns = np.array([[one[name] for name in names] for one in of_draw])
        varied = np.ptp(columns, axis=0) > 0
        if not varied.any():
            continue
        index = correlated(table, columns[:, varied])
        kept = [name for name, does in zip(names, varied, strict=True) if does]
        found += [
            Driver(name, contested, float(v), float(lo), float(hi), float(f))
            for name, v, lo, hi, f in zip(kept, index.value, index.low, index.high, index.floor, strict=True)
        ]
    return tuple(sorted(found, key=lambda one: -abs(one.correlation)))
