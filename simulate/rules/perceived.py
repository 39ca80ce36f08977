"""What people think is at stake: the rules as they are, unless hearsay has told them otherwise."""

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import BoolArray, FloatArray
from simulate.rules.stakes import threatened
from simulate.rules.where import on_benefit
from simulate.status import Belief, Statuses


def perceives_threat(at: Statuses, regime: Regime) -> BoolArray:
    """Whether the claimant thinks that an honest answer can cost benefit: (n,) bool.

    With everybody's belief as it is, exactly `threatened`.
    """
    really = threatened(at, regime) & (at.belief != Belief.UNAWARE)
    perceived: BoolArray = really | ((at.belief == Belief.FEARFUL) & on_benefit(at))
    return perceived


def reports(regime: Regime, consents: float) -> float:
    """How strongly providers report to the Jobcentre: 0 not, 1 on everybody; with consent, on those who agree.

    consents: share of clients who agree to it. The share of providers who do as they are told counts as well.
    """
    must = regime.oblige
    if not must.providers_report:
        return 0.0
    return must.provider_cooperation * (consents if must.report_needs_consent else 1.0)


def perceives_reports(at: Statuses, regime: Regime, consents: float) -> FloatArray:
    """How strongly the claimant thinks that providers report: (n,) float64 in 0..1."""
    really = np.where(at.belief == Belief.UNAWARE, 0.0, reports(regime, consents))
    return np.where(at.belief == Belief.FEARFUL, 1.0, really)
