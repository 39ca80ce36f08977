"""What decides the answer: which drawn parameters a difference rises and falls with, beyond what chance would show.

Rank correlation over the draws, with an interval and the size that the strongest of as many parameters that do nothing
would reach once in 20 times. Under several beliefs the difference of a draw is the mean over the beliefs, whose draws
are of the same ranks.

Draws are a scrambled Sobol sequence of some 250 dimensions: while they are few, many parameters move together in them
(rank correlations of 0.75 among 64 draws), so that whatever one does all of them seem to do. Hence only one of those
that move together is said to stand out, and it is said of it with how many others it cannot be told from: the
strongest is taken, what it explains is taken out of the difference and of all other parameters, and the next is looked
for in what is left. Of parameters that cannot be told apart a contested effect is named first, as the argument is about those.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from results.comparison import Compared
from results.gather import least_chance, paired
from results.section import Context
from results.sweep.given import correlated
from simulate.arrays import FloatArray

FEWEST = 16
"""Draws below which nothing is said."""
ERROR = 0.05
"""How often anything at all stands out where nothing matters."""
MOST = 5
"""Parameters, or sets of them, that are said to stand out."""
TOGETHER = 0.4
"""Rank correlation of two parameters over the draws from which they count as moving together."""
CLOSE = 0.15
"""By how much less a contested effect may be correlated than the strongest of its set to be named for it."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A parameter and its rank correlation with a difference.

    floor: the size chance reaches among all parameters. beyond: whether it stands out, of those that move together.
    together: with a parameter that stands out, those that move with it; of any other, the one it moves with, if any.
    """

    parameter: str
    contested: bool
    correlation: float
    low: float
    high: float
    floor: float
    beyond: bool
    together: tuple[str, ...]


def enough(context: Context) -> bool:
    """Whether there are draws enough to say anything."""
    gathered = context.gathered
    return gathered.draws >= FEWEST and len(context.values) == gathered.draws * max(1, len(gathered.beliefs))


def drivers(context: Context, other: int, row: Compared) -> tuple[Driver, ...]:
    """Every drawn parameter, those that stand out first, then the strongest; none where draws are too few or nothing
    differs.
    """
    if not enough(context):
        return ()
    tables = least_chance(context.gathered, row.outcome.name)
    table: FloatArray = context.gathered.by_belief(paired(tables[0], tables[other])).mean(axis=0)
    if not table.mean(axis=1).std() > 0:
        return ()
    of_draw = context.values[: context.gathered.draws]
    quantities = context.parameters.quantities
    names = [name for name in quantities if name in of_draw[0]]
    columns = np.array([[one[name] for name in names] for one in of_draw])
    varied = np.ptp(columns, axis=0) > 0
    names = [name for name, does in zip(names, varied, strict=True) if does]
    if not names:
        return ()
    columns = columns[:, varied]
    contested = np.array([quantities[name].kind == "contested" for name in names])
    index = correlated(table, columns)
    chosen = standing_out(table.mean(axis=1), columns, contested)
    floor = least(len(table), len(names))
    found = []
    for at, name in enumerate(names):
        group = chosen.get(at)
        leads = [lead for lead, members in chosen.items() if at in members]
        together = tuple(names[k] for k in (group if group is not None else leads[:1]))
        found.append(
            Driver(
                name, bool(contested[at]), float(index.value[at]), float(index.low[at]), float(index.high[at]), floor,
                group is not None, together,
            )
        )  # fmt: skip
    place = {names[at]: order for order, at in enumerate(chosen)}
    return tuple(sorted(found, key=lambda one: (place.get(one.parameter, MOST), -abs(one.correlation))))


def standing_out(figures: FloatArray, columns: FloatArray, first: np.ndarray) -> dict[int, tuple[int, ...]]:
    """Columns that stand out, in the order found -> those that move together with each.

    figures: (draws,). columns: (draws, parameters). first: (parameters,) bool, those named first of a set.
    """
    given = _standard(stats.rankdata(columns, axis=0))
    apart = given.T @ given / len(given)
    left, rest = _standard(stats.rankdata(figures)[:, None])[:, 0], given.copy()
    chosen: dict[int, tuple[int, ...]] = {}
    taken: set[int] = set()
    while len(chosen) < MOST and len(figures) - len(chosen) > FEWEST // 2:
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
