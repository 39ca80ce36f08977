"""Allowance weeks: weeks of benefit paid as treatment allowance.

rate: (n,) weeks of benefit a week: the level of the allowance, on it.
propensity: 1 for everybody. Never drawn: the ledger of money reads the expectation.
Source: the regime.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.count import Count
from simulate.counts.withheld import everybody
from simulate.status import Income, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceWeeks:
    pass


def rate(at: Statuses, regime: Regime, p: AllowanceWeeks) -> FloatArray:
    return np.where(at.income == Income.ALLOWANCE, regime.pay.allowance_share, 0.0)


ALLOWANCE_WEEKS = Count("allowance_weeks", AllowanceWeeks, rate, everybody, drawn=False)
