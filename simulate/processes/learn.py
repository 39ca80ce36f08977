"""Learn: a claimant comes to know the rules as they are.

hazard: (n,) per week, fearful or unaware: at the interviews and letters of a claim; fear is laid sooner where staff say
    that they are not there to stop money and nothing contradicts them, and hardly at all while a mandate looms.
fire: knows the rules as they are.
Source: parameters.yaml, group learn.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.rules.stakes import threatened
from simulate.status import Belief, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Learn:
    rate: float
    reassured: float
    looming: float


def hazard(at: Statuses, regime: Regime, p: Learn) -> FloatArray:
    credible = regime.believe.reassurance & ~threatened(at, regime)
    calm = np.where(credible, p.reassured, 1.0) * (p.looming if regime.believe.looming else 1.0)
    weekly = np.where(at.belief == Belief.FEARFUL, p.rate * calm, p.rate)
    return np.where(at.belief == Belief.AS_IT_IS, 0.0, weekly)


def fire(at: Statuses, regime: Regime, p: Learn) -> tuple[Outcome, ...]:
    return certain("knows the rules", replace(at, belief=whole(len(at), Belief.AS_IT_IS)), len(at))


LEARN = Process("learn", Learn, hazard, fire)
