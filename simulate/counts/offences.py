"""Offences: money-raising crime, an intensity rather than a clock.

rate: (n,) per week: highest out of treatment, less in it, little when recovered, none in custody; more when homeless
    and as income is withheld.
propensity: gamma spread between people with mean 1; most commit none in a month and a few very many.
Source: parameters.yaml, group offences, and contested (treatment_crime, income_crime).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.count import Count
from simulate.status import Income, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Offences:
    rate: float
    recovered: float
    homeless: float
    shape: float
    treatment_crime: float
    income_crime: float


def rate(at: Statuses, regime: Regime, p: Offences) -> FloatArray:
    stage = np.where(rules.in_treatment(at), p.treatment_crime, 1.0)
    weekly = p.rate * np.where(at.use == Use.RECOVERED, p.recovered, stage) * rules.homeless(at, p.homeless)
    weekly *= p.income_crime ** rules.income_lost(at, regime)
    return np.where(at.income == Income.CUSTODY, 0.0, weekly)


def propensity(who: Claimants, p: Offences) -> FloatArray:
    return who.propensity_offences


OFFENCES = Count("offences", Offences, rate, propensity)
