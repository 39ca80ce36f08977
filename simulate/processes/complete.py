"""Complete: treatment ends as planned.

hazard: (n,) per week, maintained; less for homeless claimants, more with a rehabilitation plan where it is not already
    part of the care plan, all the more as part of a package.
fire: completed and recovered; no obligation left.
Source: parameters.yaml, groups complete and contested (complementarity).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.rules.package import package
from simulate.status import Pathway, Statuses, Support, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    rate: float
    homeless: float
    plan: float
    overlap: float
    complementarity: float


def hazard(at: Statuses, regime: Regime, p: Complete) -> FloatArray:
    new = (1 - p.overlap) * package(regime, p.complementarity)
    planned = np.where(at.support == Support.PLAN, p.plan**new, 1.0)
    weekly = p.rate * planned * rules.homeless(at, p.homeless)
    return np.where(at.pathway == Pathway.MAINTAINED, weekly, 0.0)


def fire(at: Statuses, regime: Regime, p: Complete) -> tuple[Outcome, ...]:
    n = len(at)
    ended = rules.freed(at, np.ones(n, np.bool_))
    return certain("completed", replace(ended, pathway=whole(n, Pathway.COMPLETED), use=whole(n, Use.RECOVERED)), n)


COMPLETE = Process("complete", Complete, hazard, fire)
