"""Walk away: a claimant leaves benefit without a known job.

hazard: (n,) per week, on JSA, ESA or IS: ordinary off-flow, more while a breach is being decided and while sanctioned.
fire: nothing, neither benefit nor job · work, for the share of sanctioned leavers who go to it.
Source: parameters.yaml, group walk_away, and contested (sanctioned_exit, exit_to_work).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.status import Income, Sanction, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkAway:
    off_flow_jsa: float
    off_flow_esa: float
    off_flow_is: float
    referred_drop_claim: float
    sanctioned_exit: float
    exit_to_work: float


def _ordinary(at: Statuses, p: WalkAway) -> FloatArray:
    return rules.by_benefit(at, jsa=p.off_flow_jsa, esa=p.off_flow_esa, income_support=p.off_flow_is)


def _sanctioned(at: Statuses, regime: Regime, p: WalkAway) -> FloatArray:
    return rules.over_a_sanction(at, regime, p.sanctioned_exit)


def hazard(at: Statuses, regime: Regime, p: WalkAway) -> FloatArray:
    dropping = -np.log1p(-p.referred_drop_claim) / regime.sanction.decision_time * rules.at_stake(at, regime)
    pending = np.where(at.sanction == Sanction.PENDING, dropping, 0.0)
    return _ordinary(at, p) + pending + _sanctioned(at, regime, p)


def fire(at: Statuses, regime: Regime, p: WalkAway) -> tuple[Outcome, ...]:
    to_work = p.exit_to_work * _sanctioned(at, regime, p) / hazard(at, regime, p)
    return (
        Outcome("nothing", 1 - to_work, rules.to_income(at, Income.NOTHING)),
        Outcome("work", to_work, rules.to_income(at, Income.WORK)),
    )


WALK_AWAY = Process("walk_away", WalkAway, hazard, fire)
