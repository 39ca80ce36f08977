"""Signposted: community groups, or an agency asked to be alert, point a claimant to treatment.

hazard: (n,) per week, as self-referral: the rates of the links and agencies that the regime opens; housing meets those
    without a settled home.
fire: assessed, so queued, by the community · probation · health · housing.
Source: parameters.yaml, group signposted.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.processes.self_refer import assessed, can_come
from simulate.status import Housing, Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Signposted:
    community: float
    probation: float
    health: float
    housing: float


def _rates(at: Statuses, regime: Regime, p: Signposted) -> dict[str, FloatArray]:
    alert, everywhere = regime.identify.alert, np.ones(len(at))
    return {
        "community": everywhere * p.community * regime.identify.community_links,
        "probation": everywhere * p.probation * ("probation" in alert),
        "health": everywhere * p.health * ("health" in alert),
        "housing": (at.housing != Housing.SETTLED) * p.housing * ("housing" in alert),
    }


def hazard(at: Statuses, regime: Regime, p: Signposted) -> FloatArray:
    return np.where(can_come(at), sum(_rates(at, regime, p).values()), 0.0)


def fire(at: Statuses, regime: Regime, p: Signposted) -> tuple[Outcome, ...]:
    rates = _rates(at, regime, p)
    total = sum(rates.values())
    return tuple(Outcome(f"by {name}", rate / total, assessed(at)) for name, rate in rates.items())


SIGNPOSTED = Process("signposted", Signposted, hazard, fire)
