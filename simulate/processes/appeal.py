"""Appeal: a sanction is overturned on reconsideration or appeal and paid back.

hazard: (n,) per week, sanctioned: gives the share overturned over the length of the sanction, more of those who had
    good cause than of the others.
fire: no sanction, and it does not count for the next.
Source: parameters.yaml, group appeal; the two shares together give the published share of sanctions overturned.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Sanction, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    overturned: float
    overturned_wronged: float


def hazard(at: Statuses, regime: Regime, p: Appeal) -> FloatArray:
    share = np.where(at.sanction == Sanction.WRONGED, p.overturned_wronged, p.overturned)
    weekly = -np.log1p(-share) / rules.sanction_weeks(at, regime)
    return np.where(rules.sanctioned(at) & regime.sanction.appeal, weekly, 0.0)


def fire(at: Statuses, regime: Regime, p: Appeal) -> tuple[Outcome, ...]:
    return certain("overturned", replace(at, sanction=whole(len(at), Sanction.NONE)), len(at))


APPEAL = Process("appeal", Appeal, hazard, fire)
