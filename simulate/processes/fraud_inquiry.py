"""Fraud inquiry: a claimant who denied drug use is looked into.

hazard: (n,) per week, concealed and on a benefit: the regime's rate of inquiries.
fire: prosecuted, so a record · found out, the overpayment recovered where the regime says so. Either way identified.
Source: the regime alone; no expected volume was ever published (evidence: cost_fraud_case_rec, impact_assessment_gap).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.status import Knowledge, Record, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class FraudInquiry:
    pass


def hazard(at: Statuses, regime: Regime, p: FraudInquiry) -> FloatArray:
    return np.where((at.knowledge == Knowledge.CONCEALED) & rules.on_benefit(at), regime.fraud.inquiries, 0.0)


def fire(at: Statuses, regime: Regime, p: FraudInquiry) -> tuple[Outcome, ...]:
    found = rules.known(at, regime, Knowledge.IDENTIFIED)
    prosecuted = np.full(len(at), regime.fraud.prosecution)
    return (
        Outcome("prosecuted", prosecuted, replace(found, record=whole(len(at), Record.RECORD))),
        Outcome("overpayment" if regime.fraud.recover_overpayments else "found out", 1 - prosecuted, found),
    )


FRAUD_INQUIRY = Process("fraud_inquiry", FraudInquiry, hazard, fire)
