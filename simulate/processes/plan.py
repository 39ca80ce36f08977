"""Plan: a specialist adviser draws up a rehabilitation plan with a claimant.

hazard: (n,) per week, known to the Jobcentre, on a benefit, not yet on the way to work, where the regime employs
    specialist advisers: offers where the plan is voluntary, calls where it is obligatory. The field stops it while they
    are full.
fire: agreed · declined, or missed where obligatory: then a breach.
Source: parameters.yaml, group plan, and contested (spill_over).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.status import Mandate, Statuses, Support, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    offered: float
    required: float
    agreed_voluntary: float
    agreed_required: float
    spill_over: float


def hazard(at: Statuses, regime: Regime, p: Plan) -> FloatArray:
    staffed = regime.support.specialist_advisers_per_1000 > 0
    must = (at.mandate == Mandate.REQUIRED) & regime.oblige.rehabilitation_plan
    risk = rules.is_known(at) & rules.on_benefit(at) & (at.support == Support.NONE) & staffed
    return np.where(risk, np.where(must, p.required, p.offered), 0.0)


def fire(at: Statuses, regime: Regime, p: Plan) -> tuple[Outcome, ...]:
    must = (at.mandate == Mandate.REQUIRED) & regime.oblige.rehabilitation_plan
    wary = np.where(rules.threatened(at, regime), p.spill_over, 1.0)
    agreed = np.where(must, p.agreed_required, p.agreed_voluntary * wary)
    return (
        Outcome("agreed", agreed, replace(at, support=whole(len(at), Support.PLAN))),
        Outcome("declined", 1 - agreed, rules.breach(at, regime, must)),
    )


PLAN = Process("plan", Plan, hazard, fire)
