"""Debt repaid: an overpayment has been taken back out of benefit.

hazard: (n,) per week, owing and on a benefit: 1 / the time that recovery takes, fixed; off benefit and on the
    allowance nothing is taken, and recovery begins again with the next claim.
fire: no debt.
Source: parameters.yaml, group debts.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process, certain
from simulate.status import Debt, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtRepaid:
    recovery_weeks: float


def hazard(at: Statuses, regime: Regime, p: DebtRepaid) -> FloatArray:
    paying = (at.debt == Debt.OWING) & rules.on_benefit(at)
    return np.where(paying, 1 / p.recovery_weeks, 0.0)


def fire(at: Statuses, regime: Regime, p: DebtRepaid) -> tuple[Outcome, ...]:
    return certain("repaid", replace(at, debt=whole(len(at), Debt.NONE)), len(at))


DEBT_REPAID = Process("debt_repaid", DebtRepaid, hazard, fire, clock=FIXED)
