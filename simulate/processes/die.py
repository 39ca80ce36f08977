"""Die: from any cause.

hazard: (n,) per week, everyone: by treatment, recovery, custody and homelessness. A sanction acts on deaths only
    through leaving treatment, losing a home and prison: no study has measured it directly.
relative_risk: age, sex, injecting.
fire: dead.
Source: parameters.yaml, group die; the base is set so that the death rate of the English cohort results.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.relative_risk import of_trait
from simulate.status import Income, Pathway, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Die:
    in_treatment: float
    out_of_treatment: float
    just_left: float
    stabilising: float
    recovered: float
    custody: float
    homeless: float
    male: float
    injecting: float
    per_decade: float
    share_just_left: float
    share_male: float
    share_injecting: float
    mean_age: float
    sd_age: float


def hazard(at: Statuses, regime: Regime, p: Die) -> FloatArray:
    states = [
        at.income == Income.CUSTODY,
        at.use == Use.RECOVERED,
        at.pathway == Pathway.JUST_LEFT,
        at.pathway == Pathway.STABILISING,
        at.pathway == Pathway.MAINTAINED,
    ]
    ratios = [p.custody, p.recovered, p.just_left, p.stabilising, 1.0]
    return p.in_treatment * np.select(states, ratios, p.out_of_treatment) * rules.homeless(at, p.homeless)


def relative_risk(who: Claimants, regime: Regime, p: Die) -> FloatArray:
    growth = float(np.log(p.per_decade)) / 10
    age: FloatArray = np.exp(growth * (who.age - p.mean_age) - (growth * p.sd_age) ** 2 / 2)
    sex = of_trait(who.male, ratio=p.male, share=p.share_male)
    return age * sex * of_trait(who.injecting, ratio=p.injecting, share=p.share_injecting)


def fire(at: Statuses, regime: Regime, p: Die) -> tuple[Outcome, ...]:
    return certain("died", None, len(at))


DIE = Process("die", Die, hazard, fire, relative_risk)
