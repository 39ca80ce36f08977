"""Settle: the weeks of lost tolerance after leaving treatment or prison are over.

hazard: (n,) per week, just left: 1 / their length, a fixed time.
fire: not engaged.
Source: parameters.yaml, group settle.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process, certain
from simulate.status import Pathway, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    weeks: float


def hazard(at: Statuses, regime: Regime, p: Settle) -> FloatArray:
    return np.where(at.pathway == Pathway.JUST_LEFT, 1 / p.weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: Settle) -> tuple[Outcome, ...]:
    return certain("settled", replace(at, pathway=whole(len(at), Pathway.NOT_ENGAGED)), len(at))


SETTLE = Process("settle", Settle, hazard, fire, clock=FIXED)
