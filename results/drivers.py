"""What decides the answer: which drawn parameters a difference rises and falls with, beyond what chance would show.

Rank correlation over the draws, with an interval and the size that the strongest of as many parameters that do nothing
would reach once in 20 times. Under several beliefs the difference of a draw is the mean over the beliefs, whose draws
are of the same ranks. Of those that move together in the draws only one is said to stand out (`standing_out.py`).
"""

from dataclasses import dataclass

import numpy as np

from results.comparison import Compared
from results.gather import least_chance, paired
from results.section import Context
from results.standing_out import MOST, least, standing_out
from results.sweep.given import correlated
from simulate.arrays import FloatArray

FEWEST = 16
"""Draws below which nothing is said."""


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
