"""Give up: a claimant leaves benefit because a breach is being decided, or because a sanction is taking it.

hazard: (n,) per week, breach pending: the published share who drop the claim over the decision time; sanctioned: the
    contested share over a sanction; both in proportion to the share of benefit at stake.
relative_risk: how much of all income the benefit is: 47 pounds of 60 are not 47 of 1,000.
fire: nothing, neither benefit nor job · work, for the share of sanctioned leavers who go to it.
Source: parameters.yaml, group give_up, and contested (sanctioned_exit, exit_to_work).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.status import Income, Sanction, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    referred_drop_claim: float
    sanctioned_exit: float
    exit_to_work: float


def hazard(at: Statuses, regime: Regime, p: GiveUp) -> FloatArray:
    dropping = -np.log1p(-p.referred_drop_claim) / regime.sanction.decision_time * rules.at_stake(at, regime)
    pending = np.where(at.sanction == Sanction.PENDING, dropping, 0.0)
    return pending + rules.over_a_sanction(at, regime, p.sanctioned_exit)


def relative_risk(who: Claimants, regime: Regime, p: GiveUp) -> FloatArray:
    return who.bite


def fire(at: Statuses, regime: Regime, p: GiveUp) -> tuple[Outcome, ...]:
    to_work = np.where(at.sanction == Sanction.PENDING, 0.0, p.exit_to_work)
    return (
        Outcome("nothing", 1 - to_work, rules.to_income(at, Income.NOTHING)),
        Outcome("work", to_work, rules.to_income(at, Income.WORK)),
    )


GIVE_UP = Process("give_up", GiveUp, hazard, fire, relative_risk)
