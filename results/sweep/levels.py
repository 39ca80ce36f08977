"""A grid: by how much the expected difference changes between the levels of a factor, the others averaged over."""

import numpy as np
from scipy import special

from results.estimate import TAIL
from results.sweep.index import Index
from simulate.arrays import FloatArray


def grid_indices(table: FloatArray, ranks: FloatArray) -> tuple[Index, ...]:
    """Largest minus smallest mean by level. table: (draws, replicates); ranks: (draws, factors).

    Nothing of a grid is left to chance but the runs, so the interval is over replicates, with an allowance for having
    picked the two levels that lie furthest apart.
    """
    found = [_furthest(table, ranks[:, factor]) for factor in range(ranks.shape[1])]
    value, low, high = np.array(found, np.float64).reshape(-1, 3).T
    return (Index("effect", value, low, high, np.zeros(len(value)), np.nan_to_num(low) > 0),)


def _furthest(table: FloatArray, ranks: FloatArray) -> tuple[float, float, float]:
    levels = np.unique(ranks)
    means = np.array([table[ranks == level].mean(axis=0) for level in levels])
    of_level = means.mean(axis=1)
    apart = means[of_level.argmax()] - means[of_level.argmin()]
    value, replicates = float(apart.mean()), table.shape[1]
    if replicates < 2:
        return value, np.nan, np.nan
    pairs = max(1, len(levels) * (len(levels) - 1) // 2)
    half = float(special.stdtrit(replicates - 1, 1 - TAIL / pairs) * apart.std(ddof=1) / np.sqrt(replicates))
    return value, max(0.0, value - half), value + half
