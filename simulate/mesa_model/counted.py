"""Section 9: counted outcomes, Poisson over the integral of rate x propensity that a claimant has lived through."""

from collections.abc import Callable
from dataclasses import dataclass

from scipy.stats import poisson

from simulate.mesa_model.dice import Dice
from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred
from simulate.mesa_model.shared.stakes import deducted, withheld, without_income
from simulate.mesa_model.shared.where import at_liberty, dependent, homeless, in_treatment
from simulate.mesa_model.submodel import one
from simulate.mesa_model.submodels.leaving_benefit import deterred
from simulate.status import Income, Pathway


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted outcome. rate: per week. propensity: of the person, mean 1. drawn: as whole events too."""

    name: str
    rate: Callable[[Person], float]
    propensity: Callable[[Person], float] = one
    drawn: bool = False


def offences(c: Person) -> float:
    """Money-raising crime, apart from what lost income adds."""
    p, n = c.numbers.offending, c.numbers
    if not at_liberty(c):
        return 0.0
    rate = p.offences_a_week
    if not dependent(c):
        rate *= p.offences_recovered
    elif in_treatment(c):
        rate *= n.contested.treatment_crime
    return rate * (p.offences_homeless if homeless(c) else 1.0)


def offences_from_lost_income(c: Person) -> float:
    """What is committed besides because benefit is being taken, or there is none."""
    more: float = c.numbers.contested.income_crime ** without_income(c) - 1
    return offences(c) * more


def overdoses(c: Person) -> float:
    """Survived ones: by where somebody stands, the first that fits."""
    p, n = c.numbers.overdoses, c.numbers
    if not at_liberty(c):
        ratio = p.custody
    elif not dependent(c):
        ratio = p.recovered
    elif c.pathway == Pathway.JUST_LEFT:
        ratio = p.just_left
    else:
        ratio = p.in_treatment if in_treatment(c) else 1.0
    if c.regime.identify.needle_exchange_reports:
        stay_away = n.population.share_injecting * (1 - n.contested.exchange_avoidance)
        ratio *= 1 + stay_away * (p.avoiding - 1)
    return p.rate * ratio


def propensity_to_overdose(c: Person) -> float:
    """Higher for those who inject."""
    n = c.numbers
    return c.propensity_overdoses * centred(c.injecting, n.overdoses.injecting, n.population.share_injecting)


def hospital_stays(c: Person) -> float:
    """More of them out of treatment, and when homeless."""
    p = c.numbers.hospital_stays
    rate = p.rate
    if not dependent(c):
        rate *= p.recovered
    elif in_treatment(c):
        rate *= p.in_treatment
    return rate * (p.homeless if homeless(c) else 1.0)


def propensity_to_hospital(c: Person) -> float:
    """Higher for those with a chronic condition."""
    n = c.numbers
    share = n.population.share_chronic_condition
    return c.propensity_hospital * centred(c.chronic_condition, n.hospital_stays.chronic_condition, share)


def deterred_claims(c: Person) -> float:
    """Claims that would have been made."""
    p = c.numbers.claims
    if c.income != Income.NOTHING:
        return 0.0
    return deterred(c) * p.claims_a_week * (1 - p.claims_under_declaration)


def recovered(c: Person) -> float:
    """The share of benefit that goes to an overpayment."""
    return (1 - withheld(c)) * deducted(c)


def on_jsa_or_is(c: Person) -> bool:
    """The benefits that pay the personal allowance alone."""
    return c.income in (Income.JSA, Income.IS)


def on_esa(c: Person) -> bool:
    """Employment and Support Allowance."""
    return c.income == Income.ESA


COUNTED = (
    Counted("offences", offences, lambda c: c.propensity_offences, drawn=True),
    Counted("offences_from_lost_income", offences_from_lost_income, lambda c: c.bite, drawn=True),
    Counted("overdoses", overdoses, propensity_to_overdose, drawn=True),
    Counted("hospital_stays", hospital_stays, propensity_to_hospital, drawn=True),
    Counted("deterred_claims", deterred_claims, drawn=True),
    Counted("withheld_jsa_is", lambda c: withheld(c) if on_jsa_or_is(c) else 0.0),
    Counted("withheld_esa", lambda c: withheld(c) if on_esa(c) else 0.0),
    Counted("recovered_jsa_is", lambda c: recovered(c) if on_jsa_or_is(c) else 0.0),
    Counted("recovered_esa", lambda c: recovered(c) if on_esa(c) else 0.0),
    Counted("allowance_weeks", lambda c: c.regime.pay.allowance_share if c.income == Income.ALLOWANCE else 0.0),
    Counted(
        "incentives_paid",
        lambda c: c.regime.pay.incentive_per_week if c.pathway == Pathway.STABILISING else 0.0,
    ),
)


def drawn(dice: Dice, count: str, *, who: int, year: int, expected: float) -> int:
    """Whole events in a year: the quantile of the claimant's own uniform number, so that more never gives fewer."""
    thrown = dice.throw(f"count.{count}", who=who, k=year)
    return int(poisson.ppf(thrown, expected)) if expected > 0 else 0
