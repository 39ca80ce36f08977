"""Data share: the police, probation or a prison tells the Jobcentre at once.

hazard: (n,) per week, where the Jobcentre does not know and no notice is on its way, on a benefit under the rules:
    contacts x share that reach the right claim; where consent is the basis, of those who give it.
relative_risk: as arrest, partly by offending.
fire: identified by police · probation · prison, with what the rules then ask.
Source: parameters.yaml, group sharing; the regime's recall where it gives one.
"""

from dataclasses import dataclass

import numpy as np

from scenarios.levers import Channel, Regime
from simulate import rules
from simulate.arrays import BoolArray, FloatArray
from simulate.claimants import Claimants
from simulate.process import Outcome, Process
from simulate.relative_risk import partly
from simulate.status import Knowledge, Notice, Statuses, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class DataShare:
    police: float
    probation: float
    prison: float
    match: float
    consents: float
    by_offending: float


def told(regime: Regime, p: DataShare, *, at_once: bool) -> dict[str, float]:
    """Notices a week by channel, at the median claimant, of dependent claimants the Jobcentre does not know of.

    at_once: by the channels that tell at once, or by those that take time.
    """
    contacts = {"police": p.police, "probation": p.probation, "prison": p.prison}

    def weekly(name: str, channel: Channel) -> float:
        recall = p.match if channel.recall is None else channel.recall
        given = p.consents if channel.legal_basis == "consent" else 1.0
        return channel.open * contacts[name] * recall * given * ((channel.lag is None) == at_once)

    return {name: weekly(name, channel) for name, channel in regime.identify.data_share.channels.items()}


def can_be_named(at: Statuses, regime: Regime) -> BoolArray:
    """Not known to the Jobcentre, no notice on its way, dependent and on a benefit under the rules: (n,) bool."""
    unknown = rules.among(at.knowledge, Knowledge.UNKNOWN, Knowledge.CONCEALED) & (at.notice == Notice.NONE)
    risk: BoolArray = unknown & (at.use == Use.DEPENDENT) & rules.under_obligations(at, regime)
    return risk


def hazard(at: Statuses, regime: Regime, p: DataShare) -> FloatArray:
    return np.where(can_be_named(at, regime), sum(told(regime, p, at_once=True).values()), 0.0)


def relative_risk(who: Claimants, regime: Regime, p: DataShare) -> FloatArray:
    return partly(who.propensity_offences, share=p.by_offending)


def fire(at: Statuses, regime: Regime, p: DataShare) -> tuple[Outcome, ...]:
    rates = told(regime, p, at_once=True)
    total = sum(rates.values()) or 1.0  # where no channel is open nobody is at risk
    known = rules.known(at, regime, Knowledge.IDENTIFIED)
    return tuple(
        Outcome(f"identified by {name}", np.full(len(at), rate / total), known) for name, rate in rates.items()
    )


DATA_SHARE = Process("data_share", DataShare, hazard, fire, relative_risk)
