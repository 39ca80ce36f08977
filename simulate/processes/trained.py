"""Trained: education or training ends.

hazard: (n,) per week, in training: 1 / its length, fixed.
fire: ready for work, confidence and skills gained · given up; more of those who are dependent and out of treatment
    give up.
Source: parameters.yaml, group trained.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process
from simulate.status import Statuses, Support, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    weeks: float
    finishes: float
    dependent: float


def hazard(at: Statuses, regime: Regime, p: Trained) -> FloatArray:
    return np.where(at.support == Support.TRAINING, 1 / p.weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: Trained) -> tuple[Outcome, ...]:
    n = len(at)
    unstable = (at.use == Use.DEPENDENT) & ~rules.in_treatment(at)
    finishes = p.finishes * np.where(unstable, p.dependent, 1.0)
    return (
        Outcome("ready for work", finishes, replace(at, support=whole(n, Support.READY))),
        Outcome("given up", 1 - finishes, replace(at, support=whole(n, Support.NONE))),
    )


TRAINED = Process("trained", Trained, hazard, fire, clock=FIXED)
