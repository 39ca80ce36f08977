"""Which of many drawn parameters a figure goes with, where draws are few.

Draws are a scrambled Sobol sequence of some 250 dimensions: while they are few, many parameters move together in them
(rank correlations of 0.75 among 64 draws), so that whatever one does all of them seem to do. Hence only one of those
that move together is said to stand out, and with it those it cannot be told from: the strongest is taken, what it
explains is taken out of the figure and of all other parameters, and the next is looked for in what is left. Of
parameters that cannot be told apart a contested effect is named first, as the argument is about those.
"""

import numpy as np
from scipy import special, stats

from simulate.arrays import BoolArray, FloatArray

ERROR = 0.05
"""How often anything at all stands out where nothing matters."""
MOST = 5
"""Parameters, or sets of them, that are said to stand out."""
TOGETHER = 0.4
"""Rank correlation of two parameters over the draws from which they count as moving together."""
CLOSE = 0.15
"""By how much less a contested effect may be correlated than the strongest of its set to be named for it."""
FEWEST = 8
"""Draws that must be left over when what has been found is taken out."""


def standing_out(figures: FloatArray, columns: FloatArray, first: BoolArray) -> dict[int, tuple[int, ...]]:
    """Columns that stand out, in the order found -> those that move together with each.

    figures: (draws,). columns: (draws, parameters). first: (parameters,) bool, those named first of a set.
    """
    given = _standard(stats.rankdata(columns, axis=0))
    apart = given.T @ given / len(given)
    left, rest = _standard(stats.rankdata(figures)[:, None])[:, 0], given.copy()
    chosen: dict[int, tuple[int, ...]] = {}
    taken: set[int] = set()
    while len(chosen) < MOST and len(figures) - len(chosen) > FEWEST:
        size = np.sqrt((rest**2).mean(axis=0))
        # What has been explained all but whole says nothing any more.
        usable = (size > np.sqrt(1 - 0.95)) & ~np.isin(np.arange(len(size)), list(taken))
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(usable, rest.T @ left / len(left) / (size * left.std()), 0.0)
        best = int(np.argmax(np.abs(value)))
        if abs(value[best]) <= least(len(figures) - len(chosen), len(size)):
            break
        members = {int(k) for k in np.flatnonzero(np.abs(apart[best]) >= TOGETHER)} - taken
        near = [k for k in members if first[k] and abs(value[k]) >= abs(value[best]) - CLOSE]
        lead = max(near, key=lambda k: abs(value[k])) if near and not first[best] else best
        chosen[lead] = tuple(sorted(members - {lead}, key=lambda k: -abs(value[k])))
        taken |= members
        axis = rest[:, best] / np.sqrt((rest[:, best] ** 2).sum())
        left = left - axis * (axis @ left)
        rest = rest - np.outer(axis, axis @ rest)
    return chosen


def least(draws: int, among: int) -> float:
    """The correlation that the strongest of so many that do nothing reaches once in 1 / ERROR times."""
    t = float(special.stdtrit(draws - 2, 1 - ERROR / (2 * max(1, among))))
    return float(t / np.sqrt(draws - 2 + t**2))


def _standard(ranks: FloatArray) -> FloatArray:
    spread = ranks.std(axis=0)
    return np.asarray((ranks - ranks.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
