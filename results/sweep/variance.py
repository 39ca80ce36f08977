"""Sobol: shares of the variance of the expected difference that are due to each factor.

`first` is what a factor explains alone (Saltelli 2010), `total` what would be left if all others were known (Jansen
1999). Products are taken between different replicates, whose chance is independent: so the shares are of the variance
of the expected difference, with as few replicates as two. With one, chance is within the variance.
"""

import numpy as np

from results.estimate import TAIL
from results.sweep.index import ERROR, Found, Index, around, crossed, stacked
from simulate.arrays import FloatArray


def sobol_indices(table: FloatArray, factors: int) -> tuple[Index, ...]:
    """Total and first-order shares. table: (draws, replicates), blocks of first point, exchanges, second point."""
    blocks = table.reshape(-1, factors + 2, table.shape[1])
    # The luck of a replicate that all draws share is no part of the variance.
    centred = blocks - blocks[:, [0, -1]].mean(axis=(0, 1))
    one, other = centred[:, 0], centred[:, -1]
    totals, surely, firsts = [], [], []
    for factor in range(factors):
        changed = centred[:, factor + 1]
        gap = one - changed
        totals.append(_share((gap, gap), 0.5, one, other))
        surely.append(_share((gap, gap), 0.5, one, other, tail=ERROR / factors))
        firsts.append(_share((other, -gap), 1.0, one, other))
    return stacked("total", totals, surely), stacked("first", firsts)


def _share(
    pair: tuple[FloatArray, FloatArray], scale: float, one: FloatArray, other: FloatArray, tail: float = TAIL
) -> Found:
    """The share of a mean product in the variance, with the interval of a ratio of means.

    pair, one, other: (blocks, replicates); the variance is that of one and other.
    """
    part = scale * crossed(*pair)
    whole = (crossed(one, one) + crossed(other, other)) / 2
    variance = float(whole.mean())
    if variance <= 0:
        return np.nan, np.nan, np.nan
    share = float(part.mean()) / variance
    part_within, whole_within = scale * pair[0] * pair[1], (one**2 + other**2) / 2
    variances = whole_within.mean(axis=0)
    shares = part_within.mean(axis=0) / variances
    luck = (part_within - shares * whole_within) / variances + shares
    return around(share, (part - share * whole) / variance, luck, tail)
