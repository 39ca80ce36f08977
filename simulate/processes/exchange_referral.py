"""Exchange referral: a needle exchange refers a client into treatment.

hazard: (n,) per week, as self-referral, where the route is opened; less where exchanges tell the Jobcentre, and so are
    avoided.
relative_risk: only those who inject.
fire: assessed, so queued.
Source: parameters.yaml, group exchange_referral, and contested (exchange_avoidance).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.processes.self_refer import assessed, can_come
from simulate.status import Statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeReferral:
    rate: float
    share_injecting: float
    exchange_avoidance: float


def hazard(at: Statuses, regime: Regime, p: ExchangeReferral) -> FloatArray:
    rate = p.rate * (p.exchange_avoidance if regime.identify.needle_exchange_reports else 1.0)
    return np.where(can_come(at) & regime.identify.needle_exchange_route, rate, 0.0)


def relative_risk(who: Claimants, regime: Regime, p: ExchangeReferral) -> FloatArray:
    return who.injecting / p.share_injecting


def fire(at: Statuses, regime: Regime, p: ExchangeReferral) -> tuple[Outcome, ...]:
    return certain("assessed", assessed(at), len(at))


EXCHANGE_REFERRAL = Process("exchange_referral", ExchangeReferral, hazard, fire, relative_risk)
