"""Rehoused: a homeless claimant finds a hostel or the like, insecure housing becomes settled.

hazard: (n,) per week, not settled, at liberty: 1 / the mean time; more where housing support is offered to those whom
    the Jobcentre or treatment knows, and in treatment where it is linked with housing.
fire: one step up: homeless, insecure, settled.
Source: parameters.yaml, group rehoused, and contested (complementarity).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.rules.package import package
from simulate.status import Housing, Income, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehoused:
    insecure_weeks: float
    homeless_weeks: float
    housing_support: float
    linked: float
    complementarity: float


def hazard(at: Statuses, regime: Regime, p: Rehoused) -> FloatArray:
    states = [at.housing == Housing.INSECURE, at.housing == Housing.HOMELESS]
    weekly = np.select(states, [1 / p.insecure_weeks, 1 / p.homeless_weeks], 0.0)
    reached = rules.is_known(at) | rules.in_treatment(at)
    strong = p.housing_support ** package(regime, p.complementarity)
    helped = np.where(reached & regime.support.housing_support, strong, 1.0)
    linked = np.where(rules.in_treatment(at), p.linked**regime.refer.links.treatment_housing, 1.0)
    return np.where(at.income == Income.CUSTODY, 0.0, weekly * helped * linked)


def fire(at: Statuses, regime: Regime, p: Rehoused) -> tuple[Outcome, ...]:
    better = np.maximum(at.housing - 1, Housing.SETTLED).astype(np.int8)
    return certain("rehoused", replace(at, housing=better), len(at))


REHOUSED = Process("rehoused", Rehoused, hazard, fire)
