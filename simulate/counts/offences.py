"""Offences: money-raising crime, an intensity rather than a clock, apart from what lost income adds.

rate: (n,) per week: highest out of treatment, less in it, little when recovered, none in custody; more when homeless.
propensity: gamma spread between people with mean 1; most commit none in a month and a few very many.
Source: parameters.yaml, group offences, and contested (treatment_crime).
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
class Offending:
    """The numbers of offending. Source: parameters.yaml, groups offending and contested."""

    offences_a_week: float
    offences_recovered: float
    offences_homeless: float
    treatment_crime: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Offences(Offending):
    shape: float


def paid_in_full(at: Statuses, p: Offending) -> FloatArray:
    """Offences a week of the mean person in each status whose income is not touched: (n,) float64."""
    stage = np.where(rules.in_treatment(at), p.treatment_crime, 1.0)
    weekly = p.offences_a_week * np.where(at.use == Use.RECOVERED, p.offences_recovered, stage)
    return np.where(at.income == Income.CUSTODY, 0.0, weekly * rules.homeless(at, p.offences_homeless))


def rate(at: Statuses, regime: Regime, p: Offences) -> FloatArray:
    return paid_in_full(at, p)


def propensity(who: Claimants, p: Offences) -> FloatArray:
    return who.propensity_offences


OFFENCES = Count("offences", Offences, rate, propensity)
