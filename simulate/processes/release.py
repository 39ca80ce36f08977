"""Release: a prison term ends.

hazard: (n,) per week, in custody: 1 / the mean term.
fire: nothing, then claims; dependent people have just left, their tolerance lost.
Source: parameters.yaml, group release.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Income, Pathway, Statuses, Use, put


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    weeks: float
    prison_population: float


def hazard(at: Statuses, regime: Regime, p: Release) -> FloatArray:
    return np.where(at.income == Income.CUSTODY, 1 / p.weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: Release) -> tuple[Outcome, ...]:
    free = rules.to_income(at, Income.NOTHING)
    pathway = put(free.pathway, at.use == Use.DEPENDENT, Pathway.JUST_LEFT)
    return certain("released", replace(free, pathway=pathway), len(at))


RELEASE = Process("release", Release, hazard, fire)
