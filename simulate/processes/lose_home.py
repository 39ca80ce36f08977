"""Lose home: settled housing becomes insecure, or insecure housing is lost, as happens under any rules.

hazard: (n,) per week, not homeless: ordinary loss, more in custody.
fire: one step down: settled, insecure, homeless.
Source: parameters.yaml, group lose_home.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Housing, Income, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseHome:
    settled: float
    insecure: float
    custody: float


def hazard(at: Statuses, regime: Regime, p: LoseHome) -> FloatArray:
    weekly = np.where(at.housing == Housing.SETTLED, p.settled, p.insecure)
    weekly *= np.where(at.income == Income.CUSTODY, p.custody, 1.0)
    return np.where(at.housing == Housing.HOMELESS, 0.0, weekly)


def fire(at: Statuses, regime: Regime, p: LoseHome) -> tuple[Outcome, ...]:
    return certain("lost", one_step_down(at), len(at))


def one_step_down(at: Statuses) -> Statuses:
    """Settled becomes insecure, insecure homeless; who is homeless stays so."""
    return replace(at, housing=np.minimum(at.housing + 1, Housing.HOMELESS).astype(np.int8))


LOSE_HOME = Process("lose_home", LoseHome, hazard, fire)
