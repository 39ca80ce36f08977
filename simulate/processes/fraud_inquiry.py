"""Fraud inquiry: a claimant who denied drug use is looked into.

hazard: (n,) per week, concealed and on a benefit: the regime's rate of inquiries.
fire: prosecuted, so a record · overpayment, recovered out of benefit from now on · found out. All are identified; who
    is prosecuted repays as well where the regime recovers.
Source: the regime alone; no expected volume was ever published (evidence: cost_fraud_case_rec, impact_assessment_gap).
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.status import Debt, Knowledge, Record, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class FraudInquiry:
    pass


def hazard(at: Statuses, regime: Regime, p: FraudInquiry) -> FloatArray:
    return np.where((at.knowledge == Knowledge.CONCEALED) & rules.on_benefit(at), regime.fraud.inquiries, 0.0)


def fire(at: Statuses, regime: Regime, p: FraudInquiry) -> tuple[Outcome, ...]:
    n, recovers = len(at), regime.fraud.recover_overpayments
    found = rules.known(at, regime, Knowledge.IDENTIFIED)
    found = replace(found, debt=whole(n, Debt.OWING)) if recovers else found
    prosecuted = np.full(n, regime.fraud.prosecution)
    return (
        Outcome("prosecuted", prosecuted, replace(found, record=whole(n, Record.RECORD))),
        Outcome("overpayment", (1 - prosecuted) * recovers, found),
        Outcome("found out", (1 - prosecuted) * (not recovers), found),
    )


FRAUD_INQUIRY = Process("fraud_inquiry", FraudInquiry, hazard, fire)
