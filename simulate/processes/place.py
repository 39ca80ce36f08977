"""Place: treatment starts for a claimant who has been assessed.

hazard: (n,) per week, queued: 1 / the published wait. Where places are limited they are handed out at weekly ticks,
    first come first served, and half a week of that wait has passed on average before the handing out.
fire: stabilising; where staying is not required, nothing is from here on.
Source: parameters.yaml, group place.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process, certain
from simulate.status import Pathway, Statuses, whole

HALF_A_TICK = 1 / 2  # weeks
LEAST_PART = 1 / 10  # of the wait that is always left after the handing out, so that no start is instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    wait: float


def hazard(at: Statuses, regime: Regime, p: Place) -> FloatArray:
    limited = regime.capacity.places != "unlimited"
    wait = max(p.wait - HALF_A_TICK, p.wait * LEAST_PART) if limited else p.wait
    return np.where(at.pathway == Pathway.QUEUED, 1 / wait, 0.0)


def fire(at: Statuses, regime: Regime, p: Place) -> tuple[Outcome, ...]:
    after = replace(at, pathway=whole(len(at), Pathway.STABILISING))
    return certain("started", rules.let_off_in_treatment(after, regime), len(at))


PLACE = Process("place", Place, hazard, fire)
