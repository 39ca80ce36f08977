"""Section 8, crime and prison: arrest, release."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import partly
from simulate.mesa_model.shared.obligations import leave_benefit, to_nothing
from simulate.mesa_model.shared.stakes import without_income
from simulate.mesa_model.shared.where import at_liberty, dependent, in_treatment
from simulate.mesa_model.submodel import Outcome, Submodel
from simulate.status import Income, Pathway, Record

# ------------------------------------------------------------------ arrest


def arrested(c: Person) -> float:
    """An arrest that reaches court, at liberty."""
    if not at_liberty(c):
        return 0.0
    p, n = c.numbers.arrest, c.numbers
    hazard = p.rate
    if not dependent(c):
        hazard *= p.recovered
    elif in_treatment(c):
        hazard *= p.in_treatment
    return hazard * partly(n.contested.income_crime ** without_income(c), p.by_offending)


def to_custody(c: Person) -> None:
    """Custody ends claim, mandate, plan and treatment, but none that is completed; and it leaves a record."""
    leave_benefit(c, Income.CUSTODY)
    if c.pathway != Pathway.COMPLETED:
        c.pathway = Pathway.NOT_ENGAGED
    c.record = Record.RECORD


def convicted(c: Person) -> None:
    """A record."""
    c.record = Record.RECORD


def arrest_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Custody, a community order, or released."""
    p = c.numbers.arrest
    return (
        Outcome("custody", p.custody, to_custody),
        Outcome("community order", (1 - p.custody) * p.community_order, convicted),
        Outcome("released", (1 - p.custody) * (1 - p.community_order)),
    )


ARREST = Submodel(
    "arrest",
    hazard=arrested,
    outcomes=arrest_outcomes,
    relative_risk=lambda c: partly(c.propensity_offences, c.numbers.arrest.by_offending),
)

# ------------------------------------------------------------------ release


def met(c: Person) -> None:
    """Met at the gate: queued, on nothing."""
    to_nothing(c)
    c.pathway = Pathway.QUEUED


def not_met(c: Person) -> None:
    """On nothing; the dependent have just left."""
    to_nothing(c)
    if dependent(c):
        c.pathway = Pathway.JUST_LEFT


def release_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Of the dependent some are met."""
    share = c.numbers.release.met * c.regime.refer.links.prison_treatment if dependent(c) else 0.0
    return Outcome("met at the gate", share, met), Outcome("released", 1 - share, not_met)


RELEASE = Submodel(
    "release",
    hazard=lambda c: 0.0 if at_liberty(c) else 1 / c.numbers.release.weeks,
    outcomes=release_outcomes,
)

CRIME = (ARREST, RELEASE)
