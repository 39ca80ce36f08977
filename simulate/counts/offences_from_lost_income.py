"""Offences from lost income: what is committed besides because benefit is being taken, or there is none.

rate: (n,) per week: the offences of somebody paid in full x (the contested ratio to the power of the share lost - 1).
propensity: how much of all income the benefit is, whatever was committed before: a loss of 47 pounds is felt by who
    has 60 a week, hardly by who raises 1,000.
Source: parameters.yaml, groups offending and debts, and contested (income_crime).
"""

from dataclasses import dataclass

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.count import Count
from simulate.counts.offences import Offending, paid_in_full
from simulate.status import Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class FromLostIncome(Offending):
    deduction: float
    income_crime: float


def rate(at: Statuses, regime: Regime, p: FromLostIncome) -> FloatArray:
    lost = rules.without_income(at, regime, p.deduction)
    return paid_in_full(at, p) * (p.income_crime**lost - 1)


def propensity(who: Claimants, p: FromLostIncome) -> FloatArray:
    return who.bite


OFFENCES_FROM_LOST_INCOME = Count("offences_from_lost_income", FromLostIncome, rate, propensity)
