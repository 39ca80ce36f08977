"""Hospital stays: an intensity rather than a clock.

rate: (n,) per week: less in treatment and recovered, twice when homeless.
propensity: gamma spread between people with mean 1, higher with a chronic condition.
Source: parameters.yaml, group hospital_stays.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.count import Count
from simulate.relative_risk import of_trait
from simulate.status import Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalStays:
    rate: float
    in_treatment: float
    recovered: float
    homeless: float
    chronic_condition: float
    share_chronic_condition: float
    shape: float


def rate(at: Statuses, regime: Regime, p: HospitalStays) -> FloatArray:
    stage = np.where(rules.in_treatment(at), p.in_treatment, 1.0)
    return p.rate * np.where(at.use == Use.RECOVERED, p.recovered, stage) * rules.homeless(at, p.homeless)


def propensity(who: Claimants, p: HospitalStays) -> FloatArray:
    ill = of_trait(who.chronic_condition, ratio=p.chronic_condition, share=p.share_chronic_condition)
    return who.propensity_hospital * ill


HOSPITAL_STAYS = Count("hospital_stays", HospitalStays, rate, propensity)
