"""Data share: the police, probation or a prison tells the Jobcentre.

hazard: (n,) per week, where the Jobcentre does not know and no notice is on its way, on a benefit under the rules:
    contacts x share that reach the right claim; where consent is the basis, of those who give it.
relative_risk: as arrest, partly by offending.
fire: named by the police · by probation · by a prison: identified at once, or when the notice arrives.
Source: parameters.yaml, group data_share; the regime's recall where it gives one.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Channel, Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.relative_risk import partly
from simulate.status import Knowledge, Notice, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class DataShare:
    police: float
    probation: float
    prison: float
    match: float
    precision: float
    consents: float
    by_offending: float


def named(regime: Regime, p: DataShare) -> dict[str, float]:
    """Notices a week by channel, at the median claimant, of dependent claimants the Jobcentre does not know of."""
    contacts = {"police": p.police, "probation": p.probation, "prison": p.prison}

    def weekly(name: str, channel: Channel) -> float:
        recall = p.match if channel.recall is None else channel.recall
        return channel.open * contacts[name] * recall * (p.consents if channel.legal_basis == "consent" else 1.0)

    return {name: weekly(name, channel) for name, channel in regime.identify.data_share.channels.items()}


def hazard(at: Statuses, regime: Regime, p: DataShare) -> FloatArray:
    unknown = rules.among(at.knowledge, Knowledge.UNKNOWN, Knowledge.CONCEALED) & (at.notice == Notice.NONE)
    risk = unknown & (at.use == Use.DEPENDENT) & rules.under_obligations(at, regime)
    return np.where(risk, sum(named(regime, p).values()), 0.0)


def relative_risk(who: Claimants, regime: Regime, p: DataShare) -> FloatArray:
    return partly(who.propensity_offences, share=p.by_offending)


def fire(at: Statuses, regime: Regime, p: DataShare) -> tuple[Outcome, ...]:
    rates, n = named(regime, p), len(at)
    total = sum(rates.values()) or 1.0  # where no channel is open nobody is at risk

    def one(name: str, channel: Channel) -> Outcome:
        told = rules.known(at, regime, Knowledge.IDENTIFIED)
        waits = replace(at, notice=whole(n, Notice[name.upper()]))
        return Outcome(f"named by {name}", np.full(n, rates[name] / total), told if channel.lag is None else waits)

    return tuple(one(name, channel) for name, channel in regime.identify.data_share.channels.items())


DATA_SHARE = Process("data_share", DataShare, hazard, fire, relative_risk)
