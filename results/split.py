"""Where the spread of a difference comes from: chance, parameters, whose belief; how sure that is; what more runs do.

The variance that is split is that of the figure as it is shown, a mean over the replicates of a draw: of chance it
holds what so many replicates leave. How sure the split is follows from mean squares being distributed as chi-square
(generalised confidence intervals). Beliefs are few and none is drawn: the part between them is taken as it was found.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

import numpy as np
from scipy import special

from results.estimate import TAIL, Estimate
from results.mixture import between_beliefs, mixture
from simulate.arrays import FloatArray

POINTS = 4096
_STEPS = np.array([0.8191725133961645, 0.6710436067037893, 0.5497004779019703])
"""Of a sequence that fills the cube evenly: powers of the inverse of the root of x^4 = x + 1."""
MOSTLY = 0.8
"""A share from which a source is said to be nearly all of it."""
AS_WIDE = 0.85
"""More runs do not narrow an interval of which they would leave so much."""


VAGUE = 0.6
"""An interval of a share that is wider than this says nothing of use."""


class More(Enum):
    """What more runs would do to the interval, in the words of JSON."""

    NOTHING = "would not narrow this"
    DRAWS = "more draws would narrow this, more replicates would not"
    REPLICATES = "more replicates would narrow this"
    BOTH = "would narrow this somewhat"
    UNSURE = "too few to tell"
    MIXED = "not told apart with one replicate"
    CHANCE_ONLY = "parameters are held"
    NO_SPREAD = "nothing varies"


@dataclass(frozen=True, slots=True)
class Split:
    """The variance of a difference as it is shown, in shares that sum to 1; None where they cannot be told apart.

    unknown: what we do not know, parameters and belief together, with a 95% interval of that share. stays: half the
    width that the 95% interval would keep however many runs were made; None where that cannot be told. more: what more
    runs would do.
    """

    parameters: float | None
    chance: float | None
    belief: float | None
    low: float | None
    high: float | None
    stays: float | None
    more: More

    @property
    def unknown(self) -> float | None:
        """The share of what we do not know."""
        return None if self.parameters is None else self.parameters + (self.belief or 0.0)


def split(tables: FloatArray, *, batch: int = 0) -> Split:
    """Split the variance of a difference.

    tables: (beliefs, draws, replicates) of paired differences. batch: draws that share their luck; 0 where all do.
    """
    _, draws, replicates = tables.shape
    one = mixture(tables)
    if not np.ptp(tables) or one.low is None:
        return _none(More.NO_SPREAD if tables.size > len(tables) else More.UNSURE)
    if draws == 1:
        between = between_beliefs(tables)
        chance = float(tables.var(axis=2, ddof=1).mean()) / replicates
        share = between / (between + chance)
        belief = share if len(tables) > 1 else None
        return Split(0.0, 1.0 - share, belief, None, None, None, More.CHANCE_ONLY)
    if replicates == 1:
        return _none(More.MIXED)
    return _both(tables, one, batch if batch > 1 and draws % batch == 0 else draws)


def _none(more: More) -> Split:
    return Split(None, None, None, None, None, None, more)


def _both(tables: FloatArray, one: Estimate, batch: int) -> Split:
    """With draws and replicates."""
    beliefs, draws, replicates = tables.shape
    squares = np.mean([_mean_squares(table, batch) for table in tables], axis=0)
    between = between_beliefs(tables)
    parameters, chance = (float(part) for part in _parts(squares, draws, replicates, batch))
    total = parameters + chance + between
    if total == 0:
        return _none(More.NO_SPREAD)
    # Beliefs share their draws and luck, so that several tell hardly more than one: no more freedom for them.
    likely = squares[:, None] * _pivots(draws, replicates, draws // batch)
    some, luck = _parts(likely, draws, replicates, batch)
    low, high = (float(end) for end in np.quantile((some + between) / (some + luck + between), [TAIL, 1 - TAIL]))
    stays = float(special.ndtri(1 - TAIL)) * float(np.sqrt(parameters + between))
    half = ((one.high or 0.0) - (one.low or 0.0)) / 2
    more = _more(low, high, stays / half if half else 1.0)
    return Split(parameters / total, chance / total, between / total if beliefs > 1 else None, low, high, stays, more)


def _more(low: float, high: float, kept: float) -> More:
    """What more runs would do. low, high: of the share of what we do not know. kept: of the width, in the end."""
    if low >= MOSTLY:
        return More.NOTHING if kept >= AS_WIDE else More.DRAWS
    if high <= 0.5:
        return More.REPLICATES
    if high - low > VAGUE:
        return More.UNSURE
    return More.BOTH


def _mean_squares(table: FloatArray, batch: int) -> FloatArray:
    """Between draws, between replicates, of the rest; each of the size of one run's variance: (3,).

    Luck is shared within a batch, so replicates and the rest are told within batches. Draws are told between all of
    them: those of one batch are spread evenly, and so lie further apart than their distribution has it.
    """
    draws, replicates = table.shape
    of_batch = table.reshape(-1, batch, replicates)
    of_draw, of_luck = of_batch.mean(axis=2, keepdims=True), of_batch.mean(axis=1, keepdims=True)
    middle = of_batch.mean(axis=(1, 2), keepdims=True)
    own = float(((of_batch - of_draw - of_luck + middle) ** 2).sum()) / ((draws - len(of_batch)) * (replicates - 1))
    luck = batch * float(((of_luck - middle) ** 2).sum()) / (len(of_batch) * (replicates - 1))
    return np.array([replicates * of_draw.var(ddof=1), luck, own])


def _parts(squares: FloatArray, draws: int, replicates: int, batch: int) -> tuple[FloatArray, FloatArray]:
    """Variance due to parameters and to chance, of a mean over replicates, from mean squares: (3, ...)."""
    of_draw, of_luck, own = squares
    shared = np.maximum(0.0, of_luck - own) / batch
    # Draws of other batches have other luck, which is then in the spread between draws too.
    parameters = np.maximum(0.0, of_draw - own - shared * (draws - batch) / (draws - 1)) / replicates
    return parameters, (shared + own) / replicates


@cache
def _pivots(draws: int, replicates: int, batches: int) -> FloatArray:
    """By what each mean square may be multiplied to be the true one, in points that are equally probable: (3, points).

    Each is its degrees of freedom by a chi-square of as many.
    """
    freedom = np.array([draws - 1, batches * (replicates - 1), (draws - batches) * (replicates - 1)], np.float64)
    even = (_STEPS[:, None] * np.arange(1, POINTS + 1)) % 1.0
    return np.asarray(freedom[:, None] / special.chdtri(freedom[:, None], even))


_HELP = {More.NOTHING: False, More.DRAWS: True, More.REPLICATES: True, More.BOTH: True, More.CHANCE_ONLY: True}


def as_json(one: Split) -> dict[str, Any]:
    """A split for machines. more_runs: true where they would narrow the interval, false where not, null where open."""
    return {
        "parameters": one.parameters,
        "chance": one.chance,
        "belief": one.belief,
        "unknown": one.unknown,
        "unknown_low": one.low,
        "unknown_high": one.high,
        "half_width_that_stays": one.stays,
        "more_runs_would_narrow": _HELP.get(one.more),
        "more_runs": one.more.value,
    }
