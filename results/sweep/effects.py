"""Morris: elementary effects, what the difference changes by while one factor moves and the others stay.

An effect is for the whole way from the low to the high end of a factor's range, in the unit of the outcome. `effect` is
the mean size (mu*), `mean_effect` the mean with its sign (mu), `spread` the standard deviation over trajectories
(sigma): how much an effect hangs on the other factors. The spread is freed of chance; a size cannot be, so its floor
says how large it would be by chance alone.
"""

import numpy as np

from results.estimate import components
from results.sweep.index import ERROR, Found, Index, around, stacked
from simulate.arrays import FloatArray

FOLDED = float(np.sqrt(2 / np.pi))
"""Mean size of a standard normal."""
WAY = 1e-6
"""A factor that moved by less did not move."""


def elementary_effects(table: FloatArray, ranks: FloatArray) -> FloatArray:
    """Effects of every trajectory: (trajectories, factors, replicates).

    table: (draws, replicates), trajectories one after the other. ranks: (draws, factors).
    """
    factors = ranks.shape[1]
    steps = ranks.reshape(-1, factors + 1, factors)
    figures = table.reshape(-1, factors + 1, table.shape[1])
    moved, changed = np.diff(steps, axis=1), np.diff(figures, axis=1)
    effects = np.zeros((len(steps), factors, table.shape[1]))
    of, step = np.nonzero(np.abs(moved).max(axis=2) > WAY)
    which = np.abs(moved).argmax(axis=2)[of, step]
    effects[of, which] = changed[of, step] / moved[of, step, which][:, None]
    return effects


def morris_indices(table: FloatArray, ranks: FloatArray) -> tuple[Index, ...]:
    """Size, mean and spread of the effects. table: (draws, replicates); ranks: (draws, factors)."""
    effects = elementary_effects(table, ranks)
    by_factor = [effects[:, factor] for factor in range(effects.shape[1])]
    means = [around(float(of.mean()), of.mean(axis=1), of) for of in by_factor]
    return _sizes(by_factor), stacked("mean_effect", means), stacked("spread", [_spread(of) for of in by_factor])


def _sizes(by_factor: list[FloatArray]) -> Index:
    """Mean sizes of the effects.

    Chance makes a size larger, never smaller: the interval is of the size without it, which the low end is freed of.
    """
    found = []
    for of in by_factor:
        mean = of.mean(axis=1)
        size, signed = float(np.abs(mean).mean()), np.where(mean < 0, -1.0, 1.0)[:, None] * of
        _, low, high = around(size, np.abs(mean), signed)
        replicates = of.shape[1]
        by_chance = FOLDED * float(np.sqrt(sum(components(of)[1:]) / replicates)) if replicates > 1 else np.nan
        above = around(size, np.abs(mean), signed, ERROR / len(by_factor))[1] > np.nan_to_num(by_chance)
        freed = float(np.sqrt(max(0.0, max(0.0, low) ** 2 - np.nan_to_num(by_chance) ** 2)))
        found.append((size, freed, high, by_chance, float(above)))
    columns = np.array(found, np.float64).reshape(-1, 5).T
    return Index("effect", columns[0], columns[1], columns[2], columns[3], columns[4] > 0)


def _spread(effects: FloatArray) -> Found:
    """Standard deviation over trajectories without what chance adds to it, and its jackknife interval."""

    def variance(some: FloatArray) -> float:
        own = components(some)[2] / some.shape[1] if some.shape[1] > 1 else 0.0
        return float(some.mean(axis=1).var(ddof=1)) - own

    whole, n = variance(effects), len(effects)
    if n < 3:
        return float(np.sqrt(max(0.0, whole))), np.nan, np.nan
    without = np.array([variance(np.delete(effects, one, axis=0)) for one in range(n)])
    value, low, high = np.sqrt(np.maximum(around(whole, n * whole - (n - 1) * without), 0.0)).tolist()
    return value, low, high
