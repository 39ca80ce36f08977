"""Release: a prison term ends.

hazard: (n,) per week, in custody: 1 / the mean term.
fire: met at the gate by a treatment provider, so queued, as often as prison and treatment are linked · released:
    nothing, then claims; dependent people have just left, their tolerance lost.
Source: parameters.yaml, group release.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.status import Income, Pathway, Statuses, Use, put, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    weeks: float
    prison_population: float
    met: float


def hazard(at: Statuses, regime: Regime, p: Release) -> FloatArray:
    return np.where(at.income == Income.CUSTODY, 1 / p.weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: Release) -> tuple[Outcome, ...]:
    free = rules.to_income(at, Income.NOTHING)
    dependent = at.use == Use.DEPENDENT
    met = np.where(dependent, p.met * regime.refer.links.prison_treatment, 0.0)
    return (
        Outcome("met at the gate", met, replace(free, pathway=whole(len(at), Pathway.QUEUED))),
        Outcome("released", 1 - met, replace(free, pathway=put(free.pathway, dependent, Pathway.JUST_LEFT))),
    )


RELEASE = Process("release", Release, hazard, fire)
