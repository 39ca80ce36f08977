"""An index of every factor with its interval, and how intervals are made.

A unit is what was drawn independently: a trajectory, a base point, a draw. Draws share the luck of the replicates: an
interval holds two things: that units are few, and that the replicates are few. Both follow from a table (units,
replicates) of what each adds to the index, split as `estimate.components` splits any table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy import special

from results.estimate import TAIL, components
from simulate.arrays import BoolArray, FloatArray

Name: TypeAlias = Literal[
    "effect", "mean_effect", "spread", "total", "first", "delta", "pawn", "rank_correlation", "partial_correlation"
]


@dataclass(frozen=True, slots=True)
class Index:
    """One index of every factor.

    value, low, high: (factors,), 95% intervals; nan where it cannot be said. floor: (factors,) what a factor without
    any effect would reach by chance; nan where that cannot be told. beyond: (factors,) bool, whether a factor shows
    more than one that does nothing would.
    """

    name: Name
    value: FloatArray
    low: FloatArray
    high: FloatArray
    floor: FloatArray
    beyond: BoolArray


Found: TypeAlias = tuple[float, float, float]
"""Value and the two ends of its interval."""


def stacked(name: Name, each: Sequence[Found], surely: Sequence[Found] = ()) -> Index:
    """An index that is exactly 0 for a factor that does nothing, from value, low and high by factor.

    surely: the same with intervals that hold for all factors together, where factors are judged by this index.
    """
    value, low, high = np.array(each, np.float64).reshape(-1, 3).T
    _, least, most = np.array(surely or each, np.float64).reshape(-1, 3).T
    return Index(name, value, low, high, np.zeros(len(value)), (least > 0) | (most < 0))


ERROR = 0.05
"""How often any factor at all may stand out where none does anything."""


def around(value: float, adds: FloatArray, luck: FloatArray | None = None, tail: float = TAIL) -> Found:
    """Value, low and high.

    adds: (units,), what each unit adds to the index. luck: (units, replicates), the same within each replicate. tail:
    of the interval, on each side.
    """
    units = len(adds)
    replicates = 1 if luck is None else luck.shape[1]
    of_units = float(adds.var(ddof=1)) / units
    of_luck = components(luck)[1] / replicates if luck is not None and replicates > 1 else 0.0
    variance = of_units + of_luck
    if not variance > 0:
        return value, value, value
    # Welch and Satterthwaite: degrees of freedom of a sum of two variances.
    freedom = variance**2 / (of_units**2 / (units - 1) + (of_luck**2 / (replicates - 1) if replicates > 1 else 0.0))
    half = float(special.stdtrit(freedom, 1 - tail)) * float(np.sqrt(variance))
    return value, value - half, value + half


def crossed(one: FloatArray, other: FloatArray) -> FloatArray:
    """Mean product over pairs of different replicates: free of chance, as theirs is independent. With one, its own.

    one, other: (..., replicates).
    """
    replicates = one.shape[-1]
    if replicates == 1:
        return np.asarray((one * other)[..., 0])
    both = one.sum(axis=-1) * other.sum(axis=-1) - (one * other).sum(axis=-1)
    return np.asarray(both / (replicates * (replicates - 1)))
