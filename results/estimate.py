"""An estimate with its uncertainty, from a table of draws x replicates.

Draws and replicates are crossed: replicate r lives through the same luck under every draw of the
parameters. So the
table is split two ways, into what the draws do (parameters), what the replicates do (luck they share over
the draws)
and what is left (luck of its own). One-way analysis would take the shared luck out of the part of the
parameters.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from simulate.arrays import FloatArray

TAIL = 0.025
"""Of a 95% interval, on each side."""
ENOUGH_DRAWS = 40
"""Draws from which the interval is read off them instead of assuming a t distribution."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure and how sure it is.

    low, high: 95% interval; above_zero: how probable it is that the figure is above 0; None with a single
    run.
    parameters, chance: shares of the variance of one run; None where they cannot be told apart. belief: the share
    of whose belief is taken, None where there is no choice of beliefs. Together they are 1.
    """

    mean: float
    low: float | None
    high: float | None
    above_zero: float | None
    parameters: float | None
    chance: float | None
    belief: float | None = None

    @property
    def zero(self) -> bool:
        """Exactly nothing, without a doubt: every single run gave 0."""
        return self.mean == 0 and self.low == 0 and self.high == 0

    @property
    def settled(self) -> bool:
        """Whether the interval leaves no doubt about the sign."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def how_made(draws: int, replicates: int, beliefs: int = 1) -> str:
    """How intervals are made with so many draws and replicates of each belief, in words."""
    if beliefs > 1:
        return (
            f"Over {beliefs} beliefs together, with equal weight, on the same people with the same luck. "
            f"Under each belief: {how_made(draws, replicates)}"
        )
    if draws == 1 and replicates == 1:
        return "No interval: a single run at the central values of the parameters. Ask for more replicates."
    if draws == 1:
        return (
            f"95% t interval over {replicates} paired replicates. Chance only: "
            "the parameters are held at their central values, so how unsure they are is not in it."
        )
    if draws < ENOUGH_DRAWS:
        shape = f"95% prediction interval (t, {draws - 1} d.f.) over {draws} draws of the parameters"
    else:
        shape = f"95% interval between the 2.5th and 97.5th percentile of {draws} draws of the parameters"
    if replicates == 1:
        return f"{shape}; one replicate each, so parameters and chance are not told apart."
    return f"{shape}, {replicates} paired replicates each: parameters and chance together."


def level(table: FloatArray) -> Estimate:
    """As `estimate`, of a figure that cannot be negative: the interval ends at 0 where it would go below."""
    made = estimate(table)
    return made if made.low is None else replace(made, low=max(made.low, 0.0))


def estimate(table: FloatArray) -> Estimate:
    """Mean, interval and sources of variance.

    table: (draws, replicates), a figure of each run, or the paired difference of two regimes.
    """
    draws, replicates = table.shape
    mean = float(table.mean())
    if not table.any():
        none = table.size > 1
        return Estimate(0.0, 0.0, 0.0, 0.0, None, None) if none else Estimate(0.0, None, None, None, None, None)
    if draws == 1 and replicates == 1:
        return Estimate(mean, None, None, None, None, None)
    if draws == 1:
        spread = float(table.std(ddof=1) / np.sqrt(replicates))
        low, high, above = _t_interval(mean, spread, replicates - 1)
        return Estimate(mean, low, high, above, 0.0, 1.0)
    of_draw = table.mean(axis=1)
    between = float(of_draw.var(ddof=1))
    parameters, shared, own = components(table) if replicates > 1 else (0.0, 0.0, 0.0)
    # The draws share the luck of the replicates: averaging over draws does not take it away.
    common = shared / replicates
    if draws >= ENOUGH_DRAWS:
        low, high, above = _percentiles(of_draw, between, common)
    else:
        low, high, above = _t_interval(mean, float(np.sqrt(between * (1 + 1 / draws) + common)), draws - 1)
    total = parameters + shared + own
    if total == 0:
        return Estimate(mean, low, high, above, None, None)
    return Estimate(mean, low, high, above, parameters / total, (shared + own) / total)


def components(table: FloatArray) -> tuple[float, float, float]:
    """Variance due to the draws, to the luck all draws share, and to luck of its own: of one run.

    table: (draws, replicates), both at least 2. Two-way random effects without interaction; negatives are
    set to 0.
    """
    draws, replicates = table.shape
    of_draw, of_replicate = table.mean(axis=1), table.mean(axis=0)
    rest = table - of_draw[:, None] - of_replicate[None, :] + table.mean()
    own = float((rest**2).sum()) / ((draws - 1) * (replicates - 1))
    parameters = max(0.0, float(of_draw.var(ddof=1)) - own / replicates)
    shared = max(0.0, float(of_replicate.var(ddof=1)) - own / draws)
    return parameters, shared, own


def _t_interval(mean: float, spread: float, freedom: int) -> tuple[float, float, float]:
    """Low, high and the probability of being above 0, of a t distribution with this spread."""
    if spread == 0:
        return mean, mean, float(mean > 0)
    half = float(special.stdtrit(freedom, 1 - TAIL)) * spread
    return mean - half, mean + half, float(special.stdtr(freedom, mean / spread))


def widening(between: float, common: float) -> float:
    """By how much draws are spread out by the luck they share.

    between: variance of the means of draws. common: variance of the luck that is in all of them.
    """
    return float(np.sqrt(1 + common / between)) if between > 0 else 1.0


def _percentiles(of_draw: FloatArray, between: float, common: float) -> tuple[float, float, float]:
    """The same read off the draws, spread out by the luck they share."""
    wider = widening(between, common)
    centre = of_draw.mean()
    low, high = centre + wider * (np.quantile(of_draw, [TAIL, 1 - TAIL]) - centre)
    return float(low), float(high), float((of_draw > 0).mean())
