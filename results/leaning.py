"""What a result leans on: the parameters whose draws go with it, beyond what chance would show."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from results.outcome import Values
from results.standing_out import standing_out
from results.sweep.given import rank_correlation
from simulate.arrays import FloatArray

MOST = 3
"""Parameters named."""
FEWEST_DRAWS = 16
"""Draws below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A parameter and its rank correlation with the result over the draws: above 0 the higher, the more so."""

    parameter: str
    correlation: float


def leaning(result: FloatArray, values: Sequence[Values], names: Sequence[str]) -> tuple[Leaning, ...]:
    """The parameters a result leans on most, the strongest first; none where draws are too few to tell. Of
    those that move together in the draws only the strongest is named.

    result: (draws,). values: of the parameters, by draw. names: of those to look at.
    """
    draws = len(result)
    if draws < FEWEST_DRAWS:
        return ()
    columns = np.array([[one[name] for name in names] for one in values]).reshape(draws, -1)
    varied = np.ptp(columns, axis=0) > 0
    if not varied.any() or not result.std() > 0:
        return ()
    given = [name for name, does in zip(names, varied, strict=True) if does]
    chosen = standing_out(result, columns[:, varied], np.zeros(len(given), np.bool_))
    value = rank_correlation(columns[:, varied], result)
    return tuple(Leaning(given[at], float(value[at])) for at in list(chosen)[:MOST])
