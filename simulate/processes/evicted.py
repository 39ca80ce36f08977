"""Evicted: a home or a hostel place is lost because income is being taken.

hazard: (n,) per week, not homeless: while sanctioned, in proportion to the share taken, above all where housing benefit
    stops with the sanction; while an overpayment is recovered, by the share deducted.
relative_risk: how much of all income the benefit is.
fire: one step down: settled, insecure, homeless.
Source: parameters.yaml, groups evicted and debts, and contested (housing_loss).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.processes.lose_home import one_step_down
from simulate.rules.stakes import deducted
from simulate.status import Housing, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Evicted:
    housing_benefit_stops: float
    deduction: float
    recovery_weeks: float
    housing_loss: float


def hazard(at: Statuses, regime: Regime, p: Evicted) -> FloatArray:
    worse = p.housing_benefit_stops if regime.sanction.housing_benefit_stops else 1.0
    weekly = rules.over_a_sanction(at, regime, p.housing_loss) * worse
    weekly += -np.log1p(-p.housing_loss) * deducted(at, p.deduction) / p.recovery_weeks
    return np.where(at.housing == Housing.HOMELESS, 0.0, weekly)


def relative_risk(who: Claimants, regime: Regime, p: Evicted) -> FloatArray:
    return who.bite


def fire(at: Statuses, regime: Regime, p: Evicted) -> tuple[Outcome, ...]:
    return certain("lost", one_step_down(at), len(at))


EVICTED = Process("evicted", Evicted, hazard, fire, relative_risk)
