"""What a result leans on: the parameters whose draws go with it, beyond what chance would show."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from results.outcome import Values
from simulate.arrays import FloatArray

MOST = 3
"""Parameters named."""
FEWEST_DRAWS = 16
"""Draws below which nothing is said."""
ERROR = 0.05
"""How often anything at all may be named where nothing matters."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A parameter and its rank correlation with the result over the draws: above 0 the higher, the more so."""

    parameter: str
    correlation: float


def leaning(result: FloatArray, values: Sequence[Values], names: Sequence[str]) -> tuple[Leaning, ...]:
    """The parameters a result leans on most, the strongest first; none where draws are too few to tell.

    result: (draws,). values: of the parameters, by draw. names: of those to look at.
    """
    draws = len(result)
    if draws < FEWEST_DRAWS:
        return ()
    found = []
    for name in names:
        given = np.array([one[name] for one in values])
        if given.std() > 0 and result.std() > 0:
            found.append(Leaning(name, float(np.corrcoef(_ranks(given), _ranks(result))[0, 1])))
    least = _least(draws, max(1, len(found)))
    strong = [one for one in found if abs(one.correlation) >= least]
    return tuple(sorted(strong, key=lambda one: -abs(one.correlation))[:MOST])


def _ranks(given: FloatArray) -> FloatArray:
    """Ranks from 0; ties in order of appearance."""
    ranks = np.empty(len(given))
    ranks[np.argsort(given, kind="stable")] = np.arange(len(given))
    return ranks


def _least(draws: int, looked_at: int) -> float:
    """The correlation that chance reaches once in 1 / ERROR times among so many."""
    t = float(special.stdtrit(draws - 2, 1 - ERROR / (2 * looked_at)))
    return float(t / np.sqrt(draws - 2 + t**2))
