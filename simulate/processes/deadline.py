"""Deadline: the time within which the assessment must have been attended is over.

hazard: (n,) per week, required to attend, not assessed yet, no breach open and no sanction running: 1 / the regime's
    deadline, fixed.
fire: a breach.
Source: the regime alone.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process, certain
from simulate.status import Mandate, Pathway, Sanction, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    pass


def hazard(at: Statuses, regime: Regime, p: Deadline) -> FloatArray:
    within = regime.oblige.deadline
    if within is None or not regime.oblige.attend_assessment:
        return np.zeros(len(at))
    waiting = rules.out_of_treatment(at) | (at.pathway == Pathway.APPOINTED)
    risk = waiting & (at.mandate == Mandate.REQUIRED) & (at.sanction == Sanction.NONE)
    return np.where(risk & (rules.at_stake(at, regime) > 0), 1 / within, 0.0)


def fire(at: Statuses, regime: Regime, p: Deadline) -> tuple[Outcome, ...]:
    return certain("over", rules.breach(at, regime, np.ones(len(at), np.bool_)), len(at))


DEADLINE = Process("deadline", Deadline, hazard, fire, clock=FIXED)
