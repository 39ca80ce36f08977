"""Stocks and flows: what comes into a stage and does not leave it is still there, period by period.

On every axis on which moves are kept, and for treatment places: nobody is treated without a place.
"""

from collections.abc import Iterator

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import IntArray
from simulate.law import Law, Trial
from simulate.observation import Observation
from simulate.observe import MOVED
from simulate.status import TREATED


def stock(seen: Observation, axis: str) -> IntArray:
    """Claimants on each level at each edge, the dead last: (periods + 1, levels + 1)."""
    levels = [seen.census[:, seen.where(**{axis: level})].sum(axis=1) for level in MOVED[axis]]
    return np.column_stack([*levels, seen.census[:, -1]])


def breaches(trial: Trial) -> Iterator[str]:
    """Where something is missing or too much, and how many are treated for whom there is no place."""
    seen = trial.as_it_is()
    for axis, of in MOVED.items():
        moved = seen.moves[axis].sum(axis=1)
        came, went = moved.sum(axis=1), np.pad(moved.sum(axis=2), ((0, 0), (0, 1)))
        off = np.diff(stock(seen, axis), axis=0) - (came - went)
        # Who makes a claim later comes from outside and is in no move.
        short = off < 0 if seen.entered else off != 0
        for period, level in np.argwhere(short):
            name = [*(one.name.lower() for one in of), "dead"][level]
            yield f"{axis} {name}, period {period + 1}: {off[period, level]:+,} against what came and went"
        if (total := int(off.sum())) > seen.entered:
            yield f"{axis}: {total:,} appeared, and {seen.entered:,} came from outside"
    most = max(_places(regime, trial.weeks) for regime in trial.regimes)
    treated = seen.census[:, seen.where(pathway=TREATED)].sum(axis=1)
    if treated.max() > np.ceil(treated[0] * most):
        yield f"{treated.max():,} are in treatment, where there are {treated[0] * most:,.0f} places at most"


def _places(regime: Regime, weeks: int) -> float:
    """Places at the end, against those taken at the start, at most; infinite where there is no limit."""
    of = regime.capacity
    if of.places == "unlimited":
        return float("inf")
    return max(1.0, 1 + of.spare_places * (1 + of.area_variation) + of.growth * weeks)


STOCKS_AND_FLOWS = Law(
    "stocks and flows",
    "What comes into a stage and does not leave it is still there, and nobody is treated without a place.",
    breaches,
)
