"""Section 7: what is perceived."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.stakes import threatened
from simulate.mesa_model.shared.where import on_benefit
from simulate.status import Belief


def perceives_threat(c: Person) -> bool:
    """Thinks that an honest answer can cost benefit."""
    return (threatened(c) and c.belief != Belief.UNAWARE) or (c.belief == Belief.FEARFUL and on_benefit(c))


def reports(c: Person) -> float:
    """How strongly providers report."""
    must = c.regime.oblige
    if not must.providers_report:
        return 0.0
    return must.provider_cooperation * (c.numbers.reporting.consents if must.report_needs_consent else 1.0)


def perceives_reports(c: Person) -> float:
    """How strongly he or she thinks that providers report."""
    return {Belief.FEARFUL: 1.0, Belief.UNAWARE: 0.0}.get(c.belief, reports(c))
