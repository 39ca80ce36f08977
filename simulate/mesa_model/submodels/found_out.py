"""Section 8, being found by a test or an inquiry: drug_test, fraud_inquiry, debt_repaid."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.obligations import identified, to_nothing
from simulate.mesa_model.shared.stakes import under_obligations
from simulate.mesa_model.shared.where import benefit, dependent, not_known, on_benefit
from simulate.mesa_model.submodel import FIXED, Outcome, Submodel, certain
from simulate.status import Debt, Knowledge, Record

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
