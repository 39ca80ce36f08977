"""New rules: the regime changes, and with it at once what a claimant must do, is threatened with, or knows.

hazard: 0 everywhere: it is the calendar, or a rule on recorded figures, that brings it about (`ticks/phases.py`).
fire: where `rules/arrive.py` says.
Source: the regime alone.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRules:
    pass


def hazard(at: Statuses, regime: Regime, p: NewRules) -> FloatArray:
    return np.zeros(len(at))


def fire(at: Statuses, regime: Regime, p: NewRules) -> tuple[Outcome, ...]:
    return certain("began", at, len(at))


NEW_RULES = Process("new_rules", NewRules, hazard, fire)
