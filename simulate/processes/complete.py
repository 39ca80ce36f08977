"""Complete: treatment ends as planned.

hazard: (n,) per week, maintained; less for homeless claimants, more with a rehabilitation plan.
fire: completed and recovered; no obligation left.
Source: parameters.yaml, group complete.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Mandate, Pathway, Statuses, Support, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    rate: float
    homeless: float
    plan: float


def hazard(at: Statuses, regime: Regime, p: Complete) -> FloatArray:
    planned = np.where(at.support == Support.PLAN, p.plan, 1.0)
    return np.where(at.pathway == Pathway.MAINTAINED, p.rate * planned * rules.homeless(at, p.homeless), 0.0)


def fire(at: Statuses, regime: Regime, p: Complete) -> tuple[Outcome, ...]:
    n = len(at)
    after = replace(
        at,
        pathway=whole(n, Pathway.COMPLETED),
        use=whole(n, Use.RECOVERED),
        mandate=whole(n, Mandate.NONE),
    )
    return certain("completed", after, n)


COMPLETE = Process("complete", Complete, hazard, fire)
