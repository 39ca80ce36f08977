"""Incentives paid: pounds paid for staying in treatment through its first weeks.

rate: (n,) pounds a week: the regime's incentive, in the first weeks of treatment.
propensity: 1 for everybody. Never drawn: the account of who pays reads the expectation.
Source: the regime.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.count import Count
from simulate.counts.withheld import everybody
from simulate.status import Pathway, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class IncentivesPaid:
    pass


def rate(at: Statuses, regime: Regime, p: IncentivesPaid) -> FloatArray:
    return np.where(at.pathway == Pathway.STABILISING, regime.pay.incentive_per_week, 0.0)


INCENTIVES_PAID = Count("incentives_paid", IncentivesPaid, rate, everybody, drawn=False)
