"""Lose work: a job ends.

hazard: (n,) per week, in work; less when recovered.
fire: JSA · nothing, for those who do not claim at once.
Source: parameters.yaml, group lose_work; 43% of jobs last 13 weeks.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.status import Income, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseWork:
    rate: float
    recovered: float
    to_jsa: float


def hazard(at: Statuses, regime: Regime, p: LoseWork) -> FloatArray:
    kept = np.where(at.use == Use.RECOVERED, p.recovered, 1.0)
    return np.where(at.income == Income.WORK, p.rate * kept, 0.0)


def fire(at: Statuses, regime: Regime, p: LoseWork) -> tuple[Outcome, ...]:
    to_jsa = np.full(len(at), p.to_jsa)
    return (
        Outcome("JSA", to_jsa, rules.to_benefit(at, regime, Income.JSA)),
        Outcome("nothing", 1 - to_jsa, rules.to_income(at, Income.NOTHING)),
    )


LOSE_WORK = Process("lose_work", LoseWork, hazard, fire)
