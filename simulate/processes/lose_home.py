"""Lose home: settled housing becomes insecure, or insecure housing is lost.

hazard: (n,) per week, not homeless: ordinary loss, more in custody, and more while sanctioned, above all where housing
    benefit stops with the sanction.
fire: one step down: settled, insecure, homeless.
Source: parameters.yaml, group lose_home, and contested (housing_loss).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Housing, Income, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseHome:
    settled: float
    insecure: float
    housing_benefit_stops: float
    custody: float
    housing_loss: float


def hazard(at: Statuses, regime: Regime, p: LoseHome) -> FloatArray:
    weekly = np.where(at.housing == Housing.SETTLED, p.settled, p.insecure)
    weekly *= np.where(at.income == Income.CUSTODY, p.custody, 1.0)
    worse = p.housing_benefit_stops if regime.sanction.housing_benefit_stops else 1.0
    weekly += rules.over_a_sanction(at, regime, p.housing_loss) * worse
    return np.where(at.housing == Housing.HOMELESS, 0.0, weekly)


def fire(at: Statuses, regime: Regime, p: LoseHome) -> tuple[Outcome, ...]:
    return certain("lost", replace(at, housing=(at.housing + 1).astype(np.int8)), len(at))


LOSE_HOME = Process("lose_home", LoseHome, hazard, fire)
