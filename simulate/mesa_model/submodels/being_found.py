"""Section 8, being found by being asked: disclose, disclose_untrained, screen, declare.

The channels of other agencies are in `channels.py`, tests and inquiries in `found_out.py`.
"""

from math import log

from scenarios.units import IN_A_WEEK
from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.asking import asked_by, missed, odds_of_telling, tells, threat_to_volunteers
from simulate.mesa_model.shared.obligations import identified, to_nothing, volunteered
from simulate.mesa_model.shared.perceived import perceives_threat
from simulate.mesa_model.shared.stakes import under_obligations
from simulate.mesa_model.shared.where import benefit, can_be_asked, in_treatment
from simulate.mesa_model.submodel import Outcome, Submodel
from simulate.mesa_model.submodels.channels import DATA_SHARE, EXCHANGE_REPORT, NOTICE, NOTIFY
from simulate.mesa_model.submodels.found_out import DEBT_REPAID, DRUG_TEST, FRAUD_INQUIRY
from simulate.status import Belief, Income, Knowledge

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

BEING_FOUND = (
    DISCLOSE, DISCLOSE_UNTRAINED, SCREEN, DECLARE, DATA_SHARE, NOTIFY, NOTICE, EXCHANGE_REPORT, DRUG_TEST,
    FRAUD_INQUIRY, DEBT_REPAID,
)  # fmt: skip
