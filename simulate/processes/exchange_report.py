"""Exchange report: a needle exchange tells the Jobcentre whom it sees.

hazard: (n,) per week, where exchanges report, unknown or concealed, dependent, on a benefit under the rules: contacts
    that are matched to a claim, less those of people who stay away because of it.
relative_risk: only those who inject.
fire: identified, with what the rules then ask.
Source: parameters.yaml, group exchange_report, and contested (exchange_avoidance).
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.status import Knowledge, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeReport:
    rate: float
    share_injecting: float
    exchange_avoidance: float


def hazard(at: Statuses, regime: Regime, p: ExchangeReport) -> FloatArray:
    unknown = rules.among(at.knowledge, Knowledge.UNKNOWN, Knowledge.CONCEALED)
    risk = unknown & (at.use == Use.DEPENDENT) & rules.under_obligations(at, regime)
    return np.where(risk & regime.identify.needle_exchange_reports, p.rate * p.exchange_avoidance, 0.0)


def relative_risk(who: Claimants, regime: Regime, p: ExchangeReport) -> FloatArray:
    return who.injecting / p.share_injecting


def fire(at: Statuses, regime: Regime, p: ExchangeReport) -> tuple[Outcome, ...]:
    return certain("identified", rules.known(at, regime, Knowledge.IDENTIFIED), len(at))


EXCHANGE_REPORT = Process("exchange_report", ExchangeReport, hazard, fire, relative_risk)
