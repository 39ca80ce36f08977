"""Section 7: where somebody stands."""

from scenarios.levers import Benefit
from simulate.mesa_model.person import Stands
from simulate.status import Housing, Income, Knowledge, Pathway, Sanction, Use

BENEFITS: dict[Benefit, Income] = {"JSA": Income.JSA, "ESA": Income.ESA, "IS": Income.IS}


def benefit(c: Stands, jsa: float, esa: float, income_support: float) -> float:
    """The number of the benefit that is drawn, 0 off JSA, ESA and IS."""
    return {Income.JSA: jsa, Income.ESA: esa, Income.IS: income_support}.get(c.income, 0.0)


def on_benefit(c: Stands) -> bool:
    """On JSA, ESA or IS."""
    return c.income in (Income.JSA, Income.ESA, Income.IS)


def in_treatment(c: Stands) -> bool:
    """Stabilising or maintained."""
    return c.pathway in (Pathway.STABILISING, Pathway.MAINTAINED)


def out_of_treatment(c: Stands) -> bool:
    """Not engaged, lost or just left."""
    return c.pathway in (Pathway.NOT_ENGAGED, Pathway.LOST, Pathway.JUST_LEFT)


def dependent(c: Stands) -> bool:
    """Dependent, not recovered."""
    return c.use == Use.DEPENDENT


def known(c: Stands) -> bool:
    """Volunteered or identified."""
    return c.knowledge in (Knowledge.VOLUNTEERED, Knowledge.IDENTIFIED)


def not_known(c: Stands) -> bool:
    """Unknown or concealed."""
    return not known(c)


def sanctioned(c: Stands) -> bool:
    """Sanctioned or wronged."""
    return c.sanction in (Sanction.SANCTIONED, Sanction.WRONGED)


def homeless(c: Stands) -> bool:
    """Without a home."""
    return c.housing == Housing.HOMELESS


def at_liberty(c: Stands) -> bool:
    """Not in custody."""
    return c.income != Income.CUSTODY


def can_be_asked(c: Stands) -> bool:
    """Knowledge unknown, dependent, on a benefit."""
    return c.knowledge == Knowledge.UNKNOWN and dependent(c) and on_benefit(c)
