"""How many runs are enough: a mean to within a width that was asked for, with an interval that keeps its promise.

Whoever looks at an interval after every run and stops when it is narrow stops too often where it is narrow by luck, and
the interval then covers the truth less often than it says. Here the spread is learnt from runs that are set aside for
it before they are looked at, as Stein (1945) has it, and the interval uses that spread and no other:

    mean of all n runs -+ t(m - 1 d.f.) x s(of the m runs set aside) / sqrt(n)

For normal figures the mean of all runs is independent of every spread, so the interval covers the truth in exactly 95
of 100 cases as long as nothing but spreads decides when to stop. How many runs are set aside is told by those before
them, the pilot: a third of what seems to be needed, since a spread learnt from few asks for many more than are. The
pilot counts in the mean, but not in the spread: where it happens to agree, that must not make the interval narrow.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy import special

from results.estimate import TAIL
from simulate.arrays import FloatArray

PILOT = 4
"""Runs that say roughly how many it will take."""
FEWEST = 8
"""Fewest runs that the spread is learnt from."""
PART = 3
"""It is learnt from one in so many of those that seem to be needed."""
MOST = 10**12
"""Runs that nobody will make: stands for never."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How exactly a mean is known after so many runs.

    half: half the width of its 95% interval; None with a single run. target: what half is to be. needed: runs there
    must be before it is looked at again, or that were enough. expected: runs that it will take in all, as far as is
    known.
    """

    runs: int
    mean: float
    half: float | None
    target: float
    needed: int
    expected: int

    @property
    def reached(self) -> bool:
        """Whether it is known as exactly as was asked."""
        return self.half is not None and self.half <= self.target and self.runs >= self.needed

    @property
    def low(self) -> float | None:
        """Lower end of the 95% interval."""
        return None if self.half is None else self.mean - self.half

    @property
    def high(self) -> float | None:
        """Upper end."""
        return None if self.half is None else self.mean + self.half


def judge(series: FloatArray, *, target: float, pilot: int = PILOT, step: float = 0.0) -> Reached:
    """How exactly the mean of a figure of independent runs is known, and how many runs it takes.

    series: (runs,), in the order in which they count, which is not that in which they ended. target: half width asked
    for, above 0. pilot: 2 or more. step: the least by which one run can differ from another, 0 where that is nothing:
    rare events may not have shown in the runs that the spread is learnt from, so at least one of them is taken to have
    been off by as much.
    """
    runs = len(series)
    aside, expected = FEWEST, pilot + FEWEST
    if runs >= pilot:
        rough = enough(spread(series[:pilot], step), MOST, target)
        aside, expected = max(FEWEST, rough // PART), max(expected, rough)
    needed = pilot + aside
    used = series[pilot : min(runs, needed)]
    if len(used) < 2:
        used = series
    half = None
    if runs > 1:
        learnt = spread(used, step)
        half = _quantile(len(used)) * learnt / math.sqrt(runs)
        if runs >= needed:
            needed = expected = max(needed, enough(learnt, aside, target))
    return Reached(runs, float(series.mean()), half, target, needed, max(expected, needed))


def spread(series: FloatArray, step: float = 0.0) -> float:
    """Standard deviation of runs, of which at least one was off by a step: (runs,), 2 or more."""
    squares = float(((series - series.mean()) ** 2).sum())
    return math.sqrt(max(squares, step**2) / (len(series) - 1))


def enough(spread: float, used: int, target: float) -> int:
    """Runs that make the half width no more than the target, with a spread that was learnt from so many."""
    root = _quantile(used) * spread / target
    return math.ceil(root**2) if root < math.sqrt(MOST) else MOST


def _quantile(used: int) -> float:
    return float(special.stdtrit(used - 1, 1 - TAIL))


def batch_means(table: FloatArray, batch: int) -> FloatArray:
    """Means of batches of draws, which are independent of each other: (batches,).

    table: (draws, replicates). batch: draws of each; 0 where replicates of one draw are what counts, each alone.
    """
    if not batch:
        return np.asarray(table[0])
    whole = len(table) // batch
    return np.asarray(table[: whole * batch].reshape(whole, -1).mean(axis=1))
