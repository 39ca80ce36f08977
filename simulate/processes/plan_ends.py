"""Plan ends: the specialist adviser has done what could be done.

hazard: (n,) per week, with a plan: 1 / its length, fixed.
fire: ready for work · no plan.
Source: parameters.yaml, group plan_ends.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process
from simulate.status import Statuses, Support, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEnds:
    weeks: float
    ready: float


def hazard(at: Statuses, regime: Regime, p: PlanEnds) -> FloatArray:
    return np.where(at.support == Support.PLAN, 1 / p.weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: PlanEnds) -> tuple[Outcome, ...]:
    n = len(at)
    return (
        Outcome("ready for work", np.full(n, p.ready), replace(at, support=whole(n, Support.READY))),
        Outcome("ended", np.full(n, 1 - p.ready), replace(at, support=whole(n, Support.NONE))),
    )


PLAN_ENDS = Process("plan_ends", PlanEnds, hazard, fire, clock=FIXED)
