"""Section 8, being found: disclose, disclose_untrained, screen, declare, drug_test, fraud_inquiry, debt_repaid.

The channels of other agencies are in `channels.py`.
"""

from math import log

from scenarios.units import IN_A_WEEK
from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.asking import asked_by, missed, odds_of_telling, tells, threat_to_volunteers
from simulate.mesa_model.shared.obligations import identified, to_nothing, volunteered
from simulate.mesa_model.shared.perceived import perceives_threat
from simulate.mesa_model.shared.stakes import under_obligations
from simulate.mesa_model.shared.where import benefit, can_be_asked, dependent, in_treatment, not_known, on_benefit
from simulate.mesa_model.submodel import FIXED, Outcome, Submodel, certain
from simulate.mesa_model.submodels.channels import DATA_SHARE, EXCHANGE_REPORT, NOTICE, NOTIFY
from simulate.status import Belief, Debt, Income, Knowledge, Record

A_YEAR = 1 / IN_A_WEEK["years"]
"""Weeks."""

# ------------------------------------------------------------------ disclose


def asked_by_trained(c: Person) -> float:
    """An adviser trained to ask about drugs asks."""
    return c.regime.identify.trained_advisers * asked_by(c, c.regime.identify.training_quality)


def answers(c: Person, quality: float) -> tuple[Outcome, ...]:
    """Told or not, and whether the adviser knows what to do."""
    told, lost = tells(c, threat=threat_to_volunteers(c)), missed(c, quality)
    return (
        Outcome("volunteered", told * (1 - lost), volunteered),
        Outcome("heard, nothing done", told * lost),
        Outcome("not told", 1 - told),
    )


def odds_with_adviser(c: Person) -> float:
    """Odds of the person on telling an adviser."""
    return odds_of_telling(c, threat=threat_to_volunteers(c))


DISCLOSE = Submodel(
    "disclose",
    hazard=asked_by_trained,
    outcomes=lambda c: answers(c, c.regime.identify.training_quality),
    odds=odds_with_adviser,
    tilts=2,
)

# ------------------------------------------------------------------ disclose_untrained


def asked_by_others(c: Person) -> float:
    """The other advisers ask more rarely."""
    return (1 - c.regime.identify.trained_advisers) * asked_by(c, 0.0)


DISCLOSE_UNTRAINED = Submodel(
    "disclose_untrained",
    hazard=asked_by_others,
    outcomes=lambda c: answers(c, 0.0),
    odds=odds_with_adviser,
    tilts=2,
)

# ------------------------------------------------------------------ screen


def screened(c: Person) -> float:
    """Questions are part of ESA claims and reviews."""
    asks = c.regime.identify.esa_screening and can_be_asked(c) and c.income == Income.ESA
    return c.numbers.screen.claims if asks else 0.0


def screen_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Picked up or not."""
    found = c.numbers.screen.sensitivity * tells(c, threat=perceives_threat(c))
    return Outcome("identified", found, identified), Outcome("not picked up", 1 - found)


def odds_with_question(c: Person) -> float:
    """Odds of the person on telling when the question is put at a claim."""
    return odds_of_telling(c, threat=perceives_threat(c))


SCREEN = Submodel("screen", hazard=screened, outcomes=screen_outcomes, odds=odds_with_question)

# ------------------------------------------------------------------ declare


def only_citing(c: Person) -> bool:
    """Only those are asked who cite drugs."""
    return c.regime.identify.declaration_asked_of == "citing_drugs"


def reviews(c: Person) -> float:
    """Claims and reviews a week at which the question is put."""
    p = c.numbers.declare
    return benefit(c, p.reviews_jsa, p.reviews_esa, p.reviews_is)


def asked_to_declare(c: Person) -> float:
    """The question is put to those under obligations; where only those citing drugs are asked, on ESA alone."""
    if c.regime.identify.declaration == "none" or not can_be_asked(c) or not under_obligations(c):
        return 0.0
    return 0.0 if only_citing(c) and c.income != Income.ESA else reviews(c)


def conceal(c: Person) -> None:
    """Denied when asked."""
    c.knowledge = Knowledge.CONCEALED
    c.belief = Belief.AS_IT_IS


def declare_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Declared, claim given up, or denied."""
    n = c.numbers
    told = tells(c, threat=perceives_threat(c), untreated=n.telling.tell_citing if only_citing(c) else None)
    gives_up = 0.0
    if c.regime.identify.declaration == "required" and not in_treatment(c):
        gives_up = min(-log(1 - n.contested.stops_claiming) / (reviews(c) * A_YEAR), 1 - told)
    return (
        Outcome("identified", told, identified),
        Outcome("claim given up", gives_up, to_nothing),
        Outcome("concealed", 1 - told - gives_up, conceal),
    )


DECLARE = Submodel(
    "declare",
    hazard=asked_to_declare,
    outcomes=declare_outcomes,
    relative_risk=lambda c: float(c.cites_drugs or not only_citing(c)),
    odds=odds_with_question,
)

# ------------------------------------------------------------------ drug_test


def tested(c: Person) -> float:
    """Claimants under obligations are tested."""
    if not (not_known(c) and dependent(c) and under_obligations(c)):
        return 0.0
    p = c.numbers.drug_test
    of = {
        "none": 0.0,
        "at_claim": benefit(c, p.claims_jsa, p.claims_esa, p.claims_is),
        "on_suspicion": p.suspected,
        "after_missed": p.suspected * p.misses**2,
    }
    return of[c.regime.identify.drug_test.when]


def test_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Positive, refused, negative."""
    p, given = c.numbers.drug_test, c.regime.identify.drug_test.sensitivity
    positive = (1 - p.refuses) * (p.sensitivity if given is None else given)
    return (
        Outcome("positive", positive, identified),
        Outcome("refused", p.refuses, to_nothing),
        Outcome("negative", 1 - positive - p.refuses),
    )


DRUG_TEST = Submodel("drug_test", hazard=tested, outcomes=test_outcomes)

# ------------------------------------------------------------------ fraud_inquiry


def inquired_into(c: Person) -> float:
    """Inquiries into those who conceal."""
    return c.regime.fraud.inquiries if c.knowledge == Knowledge.CONCEALED and on_benefit(c) else 0.0


def found_out(c: Person) -> None:
    """Identified; where overpayments are recovered, owing."""
    identified(c)
    if c.regime.fraud.recover_overpayments:
        c.debt = Debt.OWING


def prosecuted(c: Person) -> None:
    """The same, and a record."""
    found_out(c)
    c.record = Record.RECORD


def inquiry_outcomes(c: Person) -> tuple[Outcome, ...]:
    """Prosecuted, an overpayment, or found out."""
    fraud = c.regime.fraud
    return (
        Outcome("prosecuted", fraud.prosecution, prosecuted),
        Outcome("overpayment", (1 - fraud.prosecution) * fraud.recover_overpayments, found_out),
        Outcome("found out", (1 - fraud.prosecution) * (not fraud.recover_overpayments), found_out),
    )


FRAUD_INQUIRY = Submodel("fraud_inquiry", hazard=inquired_into, outcomes=inquiry_outcomes)

# ------------------------------------------------------------------ debt_repaid


def repays(c: Person) -> float:
    """Owing, and on a benefit."""
    return 1 / c.numbers.debts.recovery_weeks if c.debt == Debt.OWING and on_benefit(c) else 0.0


def repaid(c: Person) -> None:
    """Nothing is owed."""
    c.debt = Debt.NONE


DEBT_REPAID = Submodel("debt_repaid", hazard=repays, outcomes=certain("repaid", repaid), stages=FIXED)

BEING_FOUND = (
    DISCLOSE, DISCLOSE_UNTRAINED, SCREEN, DECLARE, DATA_SHARE, NOTIFY, NOTICE, EXCHANGE_REPORT, DRUG_TEST,
    FRAUD_INQUIRY, DEBT_REPAID,
)  # fmt: skip
