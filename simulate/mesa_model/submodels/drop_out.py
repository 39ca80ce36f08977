"""Section 8, treatment: drop_out."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred, per_sd
from simulate.mesa_model.shared.obligations import breach, oblige
from simulate.mesa_model.shared.package import package
from simulate.mesa_model.shared.perceived import perceives_reports, reports
from simulate.mesa_model.shared.where import homeless, in_treatment, known
from simulate.mesa_model.submodel import Outcome, Submodel
from simulate.status import Income, Mandate, Pathway


def required_to_stay(c: Person) -> bool:
    """Required, and staying is an obligation."""
    return c.mandate == Mandate.REQUIRED and c.regime.oblige.stay_in_treatment


def drops_out(c: Person) -> float:
    """By stage, and by what the regime does to staying."""
    p, n = c.numbers.drop_out, c.numbers
    incentives = p.incentives ** (c.regime.pay.incentive_per_week / p.incentive_reference)
    hazard: float = {
        Pathway.QUEUED: p.queued,
        Pathway.STABILISING: p.stabilising * incentives,
        Pathway.MAINTAINED: p.maintained,
    }.get(c.pathway, 0.0)
    if hazard == 0:
        return 0.0
    hazard *= p.homeless if homeless(c) else 1.0
    if required_to_stay(c):
        hazard *= 1 / n.contested.commit if c.pathway == Pathway.QUEUED else n.contested.compelled
    return hazard * stays_less_or_more(c) if in_treatment(c) else hazard


def stays_less_or_more(c: Person) -> float:
    """What acts in treatment alone."""
    p, n, help_ = c.numbers.drop_out, c.numbers, c.regime.support
    factor: float = n.contested.alliance ** perceives_reports(c)
    if c.income == Income.ALLOWANCE:
        factor *= p.allowance ** (c.regime.pay.allowance_share - 1)
    contact = p.training if help_.training_in_treatment else 1.0
    contact *= p.stay_in_touch if help_.stay_in_touch and known(c) else 1.0
    factor *= contact ** package(c)
    return factor * (n.contested.service_users if help_.service_users_involved else 1.0)


def risk_of_the_person(c: Person) -> float:
    """Relative risk, in the queue too."""
    p, n, share, help_ = c.numbers.drop_out, c.numbers, c.numbers.population, c.regime.support
    risk = per_sd(c.severity, p.per_severity_sd)
    risk *= centred(c.dual_diagnosis, p.dual_diagnosis, share.share_dual_diagnosis)
    risk *= centred(c.injecting, p.injecting, share.share_injecting)
    risk *= centred(c.wants_change, n.contested.motivation, share.wants_change)
    each = p.per_need**p.integrated_needs if help_.integrated else p.per_need
    risk *= centred(c.dual_diagnosis, each, share.share_dual_diagnosis)
    risk *= centred(c.chronic_condition, each, share.share_chronic_condition)
    risk *= centred(c.opening_record, each, share.record)
    if c.children:
        risk *= (n.contested.alliance_children / n.contested.alliance) ** reports(c)
        risk *= p.childcare ** package(c) if help_.childcare else 1.0
    if c.dual_diagnosis and help_.mental_health:
        risk *= p.mental_health ** package(c)
    return risk


def leave(c: Person) -> None:
    """From the queue: lost. From treatment: just left. Then obliged."""
    c.pathway = Pathway.LOST if c.pathway == Pathway.QUEUED else Pathway.JUST_LEFT
    oblige(c)


def leave_and_be_reported(c: Person) -> None:
    """The same, and a breach."""
    leave(c)
    breach(c)


def drop_out_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Reported, where providers report, if required to stay."""
    reported = reports(c) if required_to_stay(c) else 0.0
    return Outcome("left", 1 - reported, leave), Outcome("left, reported", reported, leave_and_be_reported)


DROP_OUT = Submodel("drop_out", hazard=drops_out, outcomes=drop_out_outcomes, relative_risk=risk_of_the_person)
