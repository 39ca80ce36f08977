"""Section 7: who must do what, and what being known, a breach, leaving or claiming a benefit changes."""

from scenarios.levers import Regime
from simulate.mesa_model.person import Person
from simulate.mesa_model.shared import where
from simulate.mesa_model.shared.stakes import at_stake, under_obligations
from simulate.status import Belief, Income, Knowledge, Mandate, Notice, Pathway, Sanction, Support


def free_in_treatment(regime: Regime) -> bool:
    """Whether nobody in treatment is mandated."""
    must = regime.oblige
    return "in_treatment" in must.exempt or not (must.stay_in_treatment or must.rehabilitation_plan)


def let_off(c: Person) -> bool:
    """Exempt, by trait or at the moment the mandate would be put."""
    exempt = c.regime.oblige.exempt
    return (
        c.mandate == Mandate.EXEMPT
        or ("volunteered" in exempt and c.knowledge == Knowledge.VOLUNTEERED)
        or ("homeless" in exempt and where.homeless(c))
        or (where.in_treatment(c) and free_in_treatment(c.regime))
    )


def oblige(c: Person) -> None:
    """Obliged: a mandate is put on whoever it reaches."""
    must = c.regime.oblige
    asked = must.attend_assessment or must.stay_in_treatment or must.rehabilitation_plan
    if asked and where.known(c) and where.dependent(c) and under_obligations(c) and not let_off(c):
        c.mandate = Mandate.REQUIRED


def free(c: Person) -> None:
    """No mandate; who is exempt stays exempt."""
    if c.mandate == Mandate.REQUIRED:
        c.mandate = Mandate.NONE


def become_known(c: Person, how: Knowledge) -> None:
    """Known: the knowledge changes, the dependent out of treatment are appointed, then obliged."""
    c.knowledge = how
    if where.dependent(c) and where.out_of_treatment(c):
        c.pathway = Pathway.APPOINTED
    c.belief = Belief.AS_IT_IS
    c.notice = Notice.NONE
    oblige(c)


def volunteered(c: Person) -> None:
    """Known by telling."""
    become_known(c, Knowledge.VOLUNTEERED)


def identified(c: Person) -> None:
    """Known in another way."""
    become_known(c, Knowledge.IDENTIFIED)


def breach(c: Person) -> None:
    """A sanction becomes pending where there is something to take from somebody mandated."""
    if c.mandate == Mandate.REQUIRED and c.sanction == Sanction.NONE and at_stake(c) > 0:
        c.sanction = Sanction.PENDING


def leave_benefit(c: Person, income: Income) -> None:
    """Leaving the three benefits, for work, nothing, custody or the allowance."""
    c.income = income
    if c.pathway in (Pathway.APPOINTED, Pathway.LOST):
        c.pathway = Pathway.NOT_ENGAGED
    free(c)
    c.sanction = Sanction.NONE
    if c.support in (Support.PLAN, Support.TRAINING):
        c.support = Support.NONE


def to_nothing(c: Person) -> None:
    """The claim ends."""
    leave_benefit(c, Income.NOTHING)


def to_work(c: Person) -> None:
    """Into a job."""
    leave_benefit(c, Income.WORK)


def claim_jsa(c: Person) -> None:
    """Claiming JSA: obliged at once."""
    c.income = Income.JSA
    oblige(c)


def claim_esa(c: Person) -> None:
    """Claiming ESA: obliged at once."""
    c.income = Income.ESA
    oblige(c)
