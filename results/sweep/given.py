"""Indices that any set of draws will do for: rank correlations, delta and PAWN, and how large they are by chance.

delta (Borgonovo 2007, estimated as Plischke 2013): how far knowing the factor moves the whole distribution of the
difference, 0 to 1. pawn (Pianosi 2018): the same by the distance of cumulative distributions, averaged over slices of
the factor. rank_correlation (Spearman): whether they rise together, -1 to 1. partial_correlation: the same with the
ranks of all other factors held, so that a factor is not credited with what moves along with it.

A dummy is a factor that nothing reads: a column of ranks in random order. Delta and PAWN are never below 0, so a dummy
does not score 0; the floor is what the highest of as many dummies as there are factors stays below, so often that
where nothing mattered no index would name anything 19 times in 20.
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from scipy import special, stats

from results.estimate import TAIL, components
from results.sweep.index import ERROR, Index, Name
from simulate.arrays import FloatArray, IntArray

Measure: TypeAlias = Callable[[FloatArray, FloatArray], FloatArray]
"""Columns (draws, factors) and figures (draws,) -> (factors,)."""
DUMMIES = 400
HALVES = 100
"""Half samples an interval is made of."""
EACH = ERROR / 4
"""For each of the four indices, so that together they name a factor that does nothing no oftener."""
LIFTS: Mapping[Name, float] = {"delta": 2.0, "pawn": 1.5}
"""A score is about (true ** power + dummy's ** power) ** (1 / power): found on normal models of known indices."""
RISE = 2.0
"""How often the rise from half the draws to all of them is added again: what halving the rise each time adds up to."""
GRID = 100
"""Points at which densities are compared, as SALib has it."""
AT_ONCE = 4_000_000
"""Numbers held in memory at once."""
SLICES, FEWEST_IN_SLICE = 10, 20
FEWEST, FEWEST_FREE = 24, 10
"""Draws below which only the rank correlation is said; and draws there must be to spare to hold the others."""


def given_indices(table: FloatArray, columns: FloatArray, *, seed: int) -> tuple[Index, ...]:
    """Delta, PAWN and rank correlation. table: (draws, replicates); columns: (draws, factors), values or ranks.

    With few draws only the rank correlation.
    """
    figures = table.mean(axis=1)
    made = [correlated(table, columns)]
    if len(figures) > 1.5 * columns.shape[1] + FEWEST_FREE and columns.shape[1] > 1:
        made.insert(0, _partial(figures, columns))
    if len(figures) >= FEWEST:
        rng = np.random.default_rng(seed)
        order = np.arange(len(figures), dtype=np.float64)
        dummies = rng.permuted(np.tile(order[:, None], DUMMIES), axis=0)
        halves = [rng.permutation(len(figures))[: len(figures) // 2] for _ in range(HALVES)]
        made += [
            _distance("delta", delta, columns, figures, dummies, halves),
            _distance("pawn", partial(pawn, slices=slices_of(len(figures))), columns, figures, dummies, halves),
        ]
    return tuple(made)


def _distance(
    name: Name, measure: Measure, columns: FloatArray, figures: FloatArray, dummies: FloatArray, halves: list[IntArray]
) -> Index:
    """An index that is never below 0, beside what a dummy scores.

    The scatter over half samples is that of the whole sample, as each leaves out as many as it holds. The interval is
    of the score that endless draws would show: its low end is freed of what a dummy scores, its high end goes on as the
    score rose from half the draws to all of them.
    """
    nothing = np.zeros(columns.shape[1])
    if not figures.std() > 0:
        return Index(name, nothing, nothing, nothing, nothing, nothing > 0)
    scored = measure(dummies, figures)
    raw = measure(columns, figures)
    of_halves = np.array([measure(columns[half], figures[half]) for half in halves])
    reach = float(special.ndtri(1 - TAIL)) * of_halves.std(axis=0)
    power = LIFTS[name]
    low = np.maximum(np.maximum(raw - reach, 0.0) ** power - float(scored.mean()) ** power, 0.0) ** (1 / power)
    high = raw + reach + RISE * np.maximum(raw - of_halves.mean(axis=0), 0.0)
    floor = nothing + _highest(scored, len(raw))
    return Index(name, raw, low, np.minimum(high, 1.0), floor, raw > floor)


def _highest(scored: FloatArray, of: int) -> float:
    """What the highest of so many dummies stays below, save in EACH of all sweeps, by a gamma distribution."""
    mean, variance = float(scored.mean()), float(scored.var(ddof=1))
    if not variance > 0:
        return mean
    return float(special.gammaincinv(mean**2 / variance, (1 - EACH) ** (1 / of))) * variance / mean


def delta(columns: FloatArray, figures: FloatArray) -> FloatArray:
    """Delta of each column, classes and densities as SALib's `calc_delta` has them: (factors,)."""
    draws = len(figures)
    exponent = 2.0 / (7.0 + np.tanh((1500.0 - draws) / 500.0))
    edges = np.linspace(0, draws, int(np.round(min(int(np.ceil(draws**exponent)), 48))) + 1).astype(int)
    grid = np.linspace(figures.min(), figures.max(), GRID)
    whole = _density(figures[:, None], grid)
    order = figures[np.argsort(columns, axis=0, kind="stable")]
    found = np.zeros(columns.shape[1])
    for low, high in pairwise(edges.tolist()):
        part = order[low:high]
        apart = np.trapezoid(np.abs(_density(part, grid) - whole), grid, axis=1)
        # A class of one value has no density; like SALib, it is passed over.
        found += np.where(np.ptp(part, axis=0) > 0, apart, 0.0) * (high - low) / (2 * draws)
    return found


def _density(figures: FloatArray, grid: FloatArray) -> FloatArray:
    """Gaussian densities of columns of figures with Silverman's width: (columns, grid)."""
    made = np.zeros((figures.shape[1], len(grid)))
    width = figures.std(axis=0, ddof=1) * (len(figures) * 0.75) ** -0.2
    width = np.where(width > 0, width, 1.0)
    step = max(1, AT_ONCE // figures.size)
    for first in range(0, len(grid), step):
        z = (grid[first : first + step, None, None] - figures[None]) / width
        made[:, first : first + step] = np.exp(-0.5 * z * z).mean(axis=1).T
    return np.asarray(made / (width[:, None] * np.sqrt(2 * np.pi)))


def slices_of(draws: int) -> int:
    """Slices PAWN is averaged over with so many draws."""
    return int(np.clip(draws // FEWEST_IN_SLICE, 2, SLICES))


def pawn(columns: FloatArray, figures: FloatArray, slices: int = SLICES) -> FloatArray:
    """PAWN of each column, the mean over slices of as many draws: (factors,)."""
    draws = len(figures)
    place = np.argsort(np.argsort(columns, axis=0, kind="stable"), axis=0) * slices // draws
    ascending = np.argsort(figures, kind="stable")
    # Cumulative shares are compared where a run of equal figures ends.
    ends = np.append(np.diff(figures[ascending]) > 0, True)
    shares = (np.arange(1, draws + 1) / draws)[:, None]
    place = place[ascending]
    found = np.zeros(columns.shape[1])
    for one in range(slices):
        inside = np.cumsum(place == one, axis=0, dtype=np.float64)
        found += np.abs(inside / inside[-1] - shares)[ends].max(axis=0)
    return found / slices


def rank_correlation(columns: FloatArray, figures: FloatArray) -> FloatArray:
    """Spearman's correlation of each column: (factors,)."""
    return (
        _standard(stats.rankdata(columns, axis=0)).T @ _standard(stats.rankdata(figures)[:, None])[:, 0] / len(figures)
    )


def _standard(ranks: FloatArray) -> FloatArray:
    spread = ranks.std(axis=0)
    return np.asarray((ranks - ranks.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def correlated(table: FloatArray, columns: FloatArray) -> Index:
    """The rank correlation with an interval on Fisher's scale, and the size that chance reaches once in 20 times."""
    draws, replicates = table.shape
    value = rank_correlation(columns, table.mean(axis=1))
    given = _standard(stats.rankdata(columns, axis=0))
    each = _standard(stats.rankdata(table, axis=0))
    lows, highs = [], []
    for factor, one in enumerate(value):
        inside = min(abs(float(one)), 1 - 1e-12) * np.sign(one)
        # Bonett and Wright 2000; then the luck that all draws share.
        variance = (1 + inside**2 / 2) / max(draws - 3, 1)
        if replicates > 1:
            shared = components(given[:, [factor]] * each)[1] / replicates
            variance += shared / (1 - inside**2) ** 2
        reach = float(special.ndtri(1 - TAIL)) * np.sqrt(variance)
        lows.append(np.tanh(np.arctanh(inside) - reach))
        highs.append(np.tanh(np.arctanh(inside) + reach))
    t = float(special.stdtrit(draws - 2, 1 - EACH / (2 * max(1, len(value)))))
    floor = np.full(len(value), t / np.sqrt(draws - 2 + t**2))
    return Index("rank_correlation", value, np.array(lows), np.array(highs), floor, np.abs(value) > floor)


def _partial(figures: FloatArray, columns: FloatArray) -> Index:
    """Rank correlations with the ranks of the other factors held: from the inverse of the matrix of correlations."""
    draws, factors = columns.shape
    ranks = _standard(stats.rankdata(np.column_stack([figures, columns]), axis=0))
    inverse = np.linalg.pinv(ranks.T @ ranks / draws)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.nan_to_num(-inverse[0, 1:] / np.sqrt(inverse[0, 0] * np.diag(inverse)[1:]))
    value = np.clip(value, -1 + 1e-12, 1 - 1e-12)
    # Fisher's scale again, with as many draws fewer as factors are held.
    free = draws - factors - 2
    reach = float(special.ndtri(1 - TAIL)) * np.sqrt((1 + value**2 / 2) / free)
    t = float(special.stdtrit(free, 1 - EACH / (2 * factors)))
    floor = np.full(factors, t / np.sqrt(free + t**2))
    low, high = np.tanh(np.arctanh(value) - reach), np.tanh(np.arctanh(value) + reach)
    return Index("partial_correlation", value, low, high, floor, np.abs(value) > floor)
