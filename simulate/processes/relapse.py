"""Relapse: a recovered claimant is dependent again.

hazard: (n,) per week, recovered: less in work, with a plan and with aftercare, more when homeless.
fire: dependent; a completed treatment counts no more. Those the Jobcentre knows are under its rules again.
Source: parameters.yaml, group relapse, and contested (complementarity).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.rules.package import package
from simulate.status import Income, Pathway, Statuses, Support, Use, put, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Relapse:
    rate: float
    working: float
    homeless: float
    plan: float
    aftercare: float
    complementarity: float


def hazard(at: Statuses, regime: Regime, p: Relapse) -> FloatArray:
    working = np.where(at.income == Income.WORK, p.working, 1.0)
    planned = np.where(at.support == Support.PLAN, p.plan, 1.0)
    cared_for = np.where(
        (at.pathway == Pathway.COMPLETED) & regime.support.aftercare,
        p.aftercare ** package(regime, p.complementarity),
        1.0,
    )
    weekly = p.rate * working * planned * cared_for * rules.homeless(at, p.homeless)
    return np.where(at.use == Use.RECOVERED, weekly, 0.0)


def fire(at: Statuses, regime: Regime, p: Relapse) -> tuple[Outcome, ...]:
    pathway = put(at.pathway, at.pathway == Pathway.COMPLETED, Pathway.NOT_ENGAGED)
    after = replace(at, use=whole(len(at), Use.DEPENDENT), pathway=pathway)
    return certain("relapsed", rules.obliged(after, regime), len(at))


RELAPSE = Process("relapse", Relapse, hazard, fire)
