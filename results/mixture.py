"""One estimate over several beliefs, each with equal weight.

Nobody knows whose belief is true, so the figure is taken to be distributed as it is under each belief in turn: a
mixture. Its variance is that of chance and of the parameters within a belief, and what is left between them. Beliefs
are paired (same people, same luck, same ranks of the parameters), so what the draws and replicates share falls out of
the part between them.
"""

from dataclasses import replace
from itertools import combinations

import numpy as np
from scipy import special

from results.estimate import ENOUGH_DRAWS, TAIL, Estimate, components, estimate, level, widening
from simulate.arrays import FloatArray

POINTS = 2000
"""Equally probable points that stand for the distribution under a belief: many enough for the tails."""


def mixture(tables: FloatArray) -> Estimate:
    """Mean, interval and sources of variance over beliefs.

    tables: (beliefs, draws, replicates), a figure of each run, or the paired difference of two regimes. With one belief
    this is `estimate`.
    """
    each = [estimate(table) for table in tables]
    if len(each) == 1:
        return each[0]
    mean = float(np.mean([one.mean for one in each]))
    above = [one.above_zero for one in each if one.above_zero is not None]
    if len(above) < len(each):
        return Estimate(mean, None, None, None, None, None)
    points = np.concatenate([_points(table, one) for table, one in zip(tables, each, strict=True)])
    low, high = np.quantile(points, [TAIL, 1 - TAIL])
    return Estimate(mean, float(low), float(high), float(np.mean(above)), *_shares(tables))


def mixed_level(tables: FloatArray) -> Estimate:
    """As `mixture`, of a figure that cannot be negative: see `level`."""
    if len(tables) == 1:
        return level(tables[0])
    made = mixture(tables)
    return made if made.low is None else replace(made, low=max(made.low, 0.0))


def _points(table: FloatArray, one: Estimate) -> FloatArray:
    """Equally probable values of the figure under one belief, as its estimate has it; as many for every belief."""
    draws, replicates = table.shape
    if draws >= ENOUGH_DRAWS:
        of_draw = table.mean(axis=1)
        shared = components(table)[1] if replicates > 1 else 0.0
        wider = widening(float(of_draw.var(ddof=1)), shared / replicates)
        return np.asarray(one.mean + wider * (of_draw - one.mean))
    freedom = replicates - 1 if draws == 1 else draws - 1
    spread = 0.0 if one.high is None else (one.high - one.mean) / float(special.stdtrit(freedom, 1 - TAIL))
    return np.asarray(one.mean + spread * special.stdtrit(freedom, (np.arange(POINTS) + 0.5) / POINTS))


def _shares(tables: FloatArray) -> tuple[float | None, float | None, float | None]:
    """Shares of the variance of one run due to parameters, to chance and to the belief.

    The first two are None where one replicate of each draw leaves them mixed; all are None where nothing varies.
    """
    _, draws, replicates = tables.shape
    between = between_beliefs(tables)
    if draws > 1 and replicates > 1:
        parts = np.mean([components(table) for table in tables], axis=0)
        parameters, chance = float(parts[0]), float(parts[1] + parts[2])
    else:
        # With one draw all that varies within a belief is chance; with one replicate it is both, and stays whole.
        parameters, chance = 0.0, float(tables.var(axis=1 if draws > 1 else 2, ddof=1).mean())
    total = parameters + chance + between
    if total == 0:
        return None, None, None
    if draws > 1 and replicates == 1:
        return None, None, between / total
    return parameters / total, chance / total, between / total


def between_beliefs(tables: FloatArray) -> float:
    """Variance between the means of the beliefs, less what draws and replicates being few adds to it."""
    found = 0.0
    for one, other in combinations(tables, 2):
        gap = one - other
        found += float(gap.mean()) ** 2 - _noise(gap)
    return max(0.0, found) / len(tables) ** 2


def _noise(gap: FloatArray) -> float:
    """Variance of the mean of a table: (draws, replicates), one of them at least 2."""
    draws, replicates = gap.shape
    if draws == 1:
        return float(gap.var(ddof=1) / replicates)
    shared = components(gap)[1] if replicates > 1 else 0.0
    return float(gap.mean(axis=1).var(ddof=1) / draws + shared / replicates)
