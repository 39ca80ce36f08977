"""From a rank in (0, 1) to a value of a parameter: by its distribution, within a range, or from a list of values."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from scenarios.parameters import Quantity
from scenarios.sweep_file import Varied
from simulate.arrays import FloatArray
from simulate.draws import TAIL, quantiles

Scale: TypeAlias = Callable[[FloatArray], FloatArray]
"""Ranks (n,) -> values (n,) in weeks and per week."""
EDGE = 1e-9
"""Ranks are kept so far from 0 and 1, where distributions have no value."""


def scale_of(quantity: Quantity, varied: Varied, *, inner: bool = False) -> Scale:
    """How ranks of a parameter become values.

    inner: ranks 0 and 1 are the 5th and the 95th percentile of a distribution, as for methods that go to the ends.
    """
    factor = quantity.value if varied.by == "scale" else 1.0
    if varied.values is not None:
        values = np.array(sorted(varied.values), np.float64) * factor
        return lambda ranks: _in_model(quantity, values[np.minimum((ranks * len(values)).astype(int), len(values) - 1)])
    if varied.low is not None and varied.high is not None:
        low, high = varied.low * factor, varied.high * factor
        if _by_ratio(quantity, varied) and low > 0:
            return lambda ranks: _in_model(quantity, low * (high / low) ** ranks)
        return lambda ranks: _in_model(quantity, low + (high - low) * ranks)
    tail = TAIL if inner and quantity.distribution is not None and quantity.distribution.kind != "uniform" else 0.0

    def drawn(ranks: FloatArray) -> FloatArray:
        return _in_model(quantity, quantiles(quantity, np.clip(tail + (1 - 2 * tail) * ranks, EDGE, 1 - EDGE)))

    return drawn


def _by_ratio(quantity: Quantity, varied: Varied) -> bool:
    """Whether equal steps are equal ratios: where the parameter is one, or the plan multiplies it."""
    spread = quantity.distribution
    return varied.by == "scale" or (spread is not None and spread.kind == "lognormal")


def _in_model(quantity: Quantity, values: FloatArray) -> FloatArray:
    return np.asarray(values * quantity.to_model(1.0), np.float64)
