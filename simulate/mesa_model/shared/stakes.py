"""Section 7: what is at stake."""

from math import inf, log1p

from scenarios.levers import Benefit, Regime
from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.where import BENEFITS, benefit, on_benefit, sanctioned
from simulate.status import Debt, Income, Mandate


def under_obligations(c: Person) -> bool:
    """On one of the benefits the obligations are for."""
    return any(c.income == BENEFITS[name] for name in c.regime.oblige.benefits)


def share_cut(regime: Regime, of: Benefit) -> float:
    """The share of a benefit that a sanction cuts."""
    dose = regime.sanction.for_benefit(of)
    return dose.share_of_benefit if dose else 0.0


def at_stake(c: Person) -> float:
    """The share of benefit income that a sanction would take, hardship payments allowed for."""
    if not under_obligations(c):
        return 0.0
    hardship = c.regime.sanction.hardship_payment
    cut = benefit(c, share_cut(c.regime, "JSA"), share_cut(c.regime, "ESA"), share_cut(c.regime, "IS"))
    return cut * (1 - hardship.share_of_sanctions * hardship.share_of_benefit)


def threatened(c: Person) -> bool:
    """At stake, under a regime that obliges at all, and not exempt for who one is."""
    return at_stake(c) > 0 and c.regime.obliges and c.mandate != Mandate.EXEMPT


def length_of_sanction(c: Person) -> float:
    """Weeks, by benefit and step of the ladder; without end where there is none."""
    for name, income in BENEFITS.items():
        dose = c.regime.sanction.for_benefit(name)
        if c.income == income and dose is not None:
            return dose.length(c.ladder + 1)
    return inf


def withheld(c: Person) -> float:
    """The share of benefit income that a sanction is taking."""
    return at_stake(c) if sanctioned(c) else 0.0


def deducted(c: Person) -> float:
    """The share of what is left that goes to an overpayment."""
    return c.numbers.debts.deduction if c.debt == Debt.OWING and on_benefit(c) else 0.0


def lost(c: Person) -> float:
    """The share of benefit income lost."""
    if c.income == Income.ALLOWANCE:
        return 1 - c.regime.pay.allowance_share
    return withheld(c) + (1 - withheld(c)) * deducted(c)


def without_income(c: Person) -> float:
    """1 with neither claim nor job, else what is lost and not less than nothing."""
    return 1.0 if c.income == Income.NOTHING else max(lost(c), 0.0)


def over_a_sanction(c: Person, chance: float) -> float:
    """The weekly hazard of a chance over one full sanction that takes everything."""
    return -log1p(-chance) * withheld(c) / length_of_sanction(c)
