"""Data share: the police, probation or a prison tells the Jobcentre.

hazard: (n,) per week, where the Jobcentre does not know, on a benefit under the rules: contacts x quality of the match.
relative_risk: as arrest, partly by offending.
fire: identified, with what the rules then ask.
Source: parameters.yaml, group data_share.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process, certain
from simulate.relative_risk import partly
from simulate.status import Knowledge, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class DataShare:
    police: float
    probation: float
    prison: float
    match: float
    by_offending: float


def hazard(at: Statuses, regime: Regime, p: DataShare) -> FloatArray:
    opened = regime.identify.data_share
    contacts = opened.police * p.police + opened.probation * p.probation + opened.prison * p.prison
    unknown = rules.among(at.knowledge, Knowledge.UNKNOWN, Knowledge.CONCEALED)
    risk = unknown & (at.use == Use.DEPENDENT) & rules.under_obligations(at, regime)
    return np.where(risk, contacts * p.match, 0.0)


def relative_risk(who: Claimants, regime: Regime, p: DataShare) -> FloatArray:
    return partly(who.propensity_offences, share=p.by_offending)


def fire(at: Statuses, regime: Regime, p: DataShare) -> tuple[Outcome, ...]:
    return certain("identified", rules.known(at, regime, Knowledge.IDENTIFIED), len(at))


DATA_SHARE = Process("data_share", DataShare, hazard, fire, relative_risk)
