"""Submodels row by row, by hand: a breach and its deadline, the decision, the sanction, what it costs, and a debt.

Each expectation is the formula of the submodel written out with the numbers of parameters.yaml; fixed times are timed.
"""

from typing import Any

import numpy as np
import pytest

from simulate.counts.offences_from_lost_income import OFFENCES_FROM_LOST_INCOME
from simulate.numbers import fill
from simulate.population import make_population
from simulate.processes.appeal import APPEAL
from simulate.processes.deadline import DEADLINE
from simulate.processes.debt_repaid import DEBT_REPAID
from simulate.processes.decide import DECIDE
from simulate.processes.declare import DECLARE
from simulate.processes.evicted import EVICTED
from simulate.processes.fraud_inquiry import FRAUD_INQUIRY
from simulate.processes.give_up import GIVE_UP
from simulate.processes.ladder_lapses import LADDER_LAPSES
from simulate.processes.sanction_ends import SANCTION_ENDS
from simulate.rules.stakes import at_stake, income_lost
from simulate.status import (
    Debt,
    Housing,
    Income,
    Knowledge,
    Ladder,
    Mandate,
    Pathway,
    Record,
    Sanction,
    Support,
    at_levels,
)
from tests.simulate.bench import Groups, hazard, living, moves, numbers, outcomes, regime, scenario_with
from tests.simulate.worlds import values

JSA = {"share_of_benefit": 1.0, "weeks": ["2 weeks", "4 weeks", "26 weeks"]}
ESA = {"share_of_benefit": 0.142, "weeks": ["4 weeks"]}
IS = {"share_of_benefit": 0.2, "weeks": ["6 weeks"]}
DOSES: Groups = {"jsa": JSA, "esa": ESA, "is": IS}
MUST: Groups = {"oblige": {"attend_assessment": True}}
OBLIGED: Groups = {"knowledge": Knowledge.IDENTIFIED, "mandate": Mandate.REQUIRED}
PENDING: Groups = {**OBLIGED, "sanction": Sanction.PENDING}
SERVES: Groups = {**OBLIGED, "sanction": Sanction.SANCTIONED}


def under(**sanction: Any) -> Any:
    """Attending is required, with the doses above and these settings besides."""
    return regime(**MUST, sanction={**DOSES, **sanction})


def of_odds(odds: float) -> float:
    return odds / (1 + odds)


# ------------------------------------------------------------------ stakes


@pytest.mark.parametrize(
    ("income", "share"), [(Income.JSA, 1.0), (Income.ESA, 0.142), (Income.IS, 0.2), (Income.WORK, 0)]
)
def test_what_is_at_stake_on_each_benefit(income: Income, share: float) -> None:
    at = at_levels(1, income=income)
    assert at_stake(at, under())[0] == pytest.approx(share)
    hardship = {"share_of_sanctions": 0.1, "share_of_benefit": 0.6}
    assert at_stake(at, under(hardship_payment=hardship))[0] == pytest.approx(share * 0.94)
    narrow = regime(oblige={"attend_assessment": True, "benefits": ["JSA"]}, sanction=DOSES)
    assert at_stake(at, narrow)[0] == pytest.approx(share if income == Income.JSA else 0)


# ------------------------------------------------------------------ the deadline


def test_a_deadline_is_for_those_who_must_attend_and_have_not() -> None:
    within: Groups = {"attend_assessment": True, "deadline": "6 weeks"}
    it = regime(oblige=within, sanction=DOSES)
    for pathway in Pathway:
        waits = pathway in (Pathway.NOT_ENGAGED, Pathway.APPOINTED, Pathway.LOST, Pathway.JUST_LEFT)
        assert hazard(DEADLINE, it, pathway=pathway, **OBLIGED) == pytest.approx(waits / 6)
    for other in (
        {"mandate": Mandate.NONE}, {"mandate": Mandate.EXEMPT}, {"sanction": Sanction.PENDING},
        {"sanction": Sanction.WRONGED}, {"income": Income.WORK},
    ):  # fmt: skip
        assert hazard(DEADLINE, it, **{**OBLIGED, **other}) == 0
    assert hazard(DEADLINE, regime(oblige=within, sanction={"esa": ESA}), **OBLIGED) == 0, "nothing is at stake on JSA"
    assert hazard(DEADLINE, regime(oblige={**within, "deadline": None}, sanction=DOSES), **OBLIGED) == 0
    only_stay = {"stay_in_treatment": True, "deadline": "6 weeks"}
    assert hazard(DEADLINE, regime(oblige=only_stay, sanction=DOSES), **OBLIGED) == 0
    assert moves(DEADLINE, "over", it, **OBLIGED) == {"sanction": Sanction.PENDING}


def timed(over: Groups, process: str, *, after: str, processes: Any, weeks: int = 30, **kwargs: Any) -> list[float]:
    """Weeks from each event of one process to the next event of another, claimant by claimant."""
    began: dict[int, float] = {}
    waits = []
    names = [one.name for one in processes]
    lives = living(scenario_with(over=over), weeks, claimants=2400, processes=processes, ticks=(), **kwargs)
    for now in lives:
        events = [[getattr(b, f).tolist() for f in ("time", "who", "process")] for b in now.world.events]
        for time, who, which in sorted(event for batch in events for event in zip(*batch, strict=True)):
            if names[which] == process and who in began:
                waits.append(time - began.pop(who))
            elif names[which] == after:
                began[who] = time
    assert len(waits) > 50
    return waits


FAST = {
    "declare.reviews_jsa": 0.5,
    "declare.reviews_esa": 0.5,
    "declare.reviews_is": 0.5,
    "telling.tell_untreated": 0.9,
}


def test_deadline_decision_and_sanction_take_their_time_to_the_day() -> None:
    """Declared, a breach six weeks later, decided ten days after it, and served for two weeks on JSA."""
    over: Groups = {
        "identify": {"declaration": "required"},
        "oblige": {"attend_assessment": True, "deadline": "6 weeks", "benefits": ["JSA"]},
        "sanction": {"jsa": {"share_of_benefit": 1.0, "weeks": ["2 weeks"]}, "decision_time": "10 days"},
    }
    processes = (DECLARE, DEADLINE, DECIDE, SANCTION_ENDS)
    waits = timed(over, "deadline", after="declare", processes=processes, changed=FAST)
    assert waits == pytest.approx([6.0] * len(waits), abs=1e-4)
    waits = timed(over, "decide", after="deadline", processes=processes, changed=FAST)
    assert waits == pytest.approx([10 / 7] * len(waits), abs=1e-4)
    waits = timed(over, "sanction_ends", after="decide", processes=processes, changed=FAST)
    assert set(np.round(waits, 3)) == {2.0}


# ------------------------------------------------------------------ the decision


def test_four_outcomes_without_anything_besides() -> None:
    """Good cause in 30%, accepted in 70% of these; 41.4% of the others are let off: half goes against the claimant."""
    found = outcomes(DECIDE, under(), **PENDING)
    let_off = values()["decide.accepts_without"]
    assert found == pytest.approx(
        {
            "good cause accepted": 0.3 * 0.7, "good cause refused": 0.3 * 0.3, "sanctioned": 0.7 * (1 - let_off),
            "let off": 0.7 * let_off,
        },
        rel=1e-12,
    )  # fmt: skip
    assert found["good cause refused"] + found["sanctioned"] == pytest.approx(0.5, rel=1e-12)


def test_four_outcomes_where_good_cause_is_not_heard() -> None:
    found = outcomes(DECIDE, under(good_cause=False), **PENDING)
    wanted = {"good cause accepted": 0.0, "good cause refused": 0.3, "sanctioned": 0.7, "let off": 0.0}
    assert found == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("heard", [True, False])
def test_discretion_lets_its_share_off_whatever_the_cause(heard: bool) -> None:
    plain = outcomes(DECIDE, under(good_cause=heard), **PENDING)
    found = outcomes(DECIDE, under(good_cause=heard, discretion=0.2), **PENDING)
    for against, spared in (("good cause refused", "good cause accepted"), ("sanctioned", "let off")):
        assert found[against] == pytest.approx(0.8 * plain[against], rel=1e-12)
        assert found[spared] == pytest.approx(plain[spared] + 0.2 * plain[against], rel=1e-12)
    never = outcomes(DECIDE, under(good_cause=heard, discretion=1.0), **PENDING)
    assert never["good cause refused"] == 0 == never["sanctioned"]


def test_homeless_people_have_good_cause_more_often_and_are_believed_less() -> None:
    let_off = values()["decide.accepts_without"]
    cause = of_odds(0.3 / 0.7 * 1.5)
    accepted, excused = of_odds(0.7 / 0.3 / 2), of_odds(let_off / (1 - let_off) / 2)
    found = outcomes(DECIDE, under(), **PENDING, housing=Housing.HOMELESS)
    wanted = {
        "good cause accepted": cause * accepted, "good cause refused": cause * (1 - accepted),
        "sanctioned": (1 - cause) * (1 - excused), "let off": (1 - cause) * excused,
    }  # fmt: skip
    assert found == pytest.approx(wanted, rel=1e-12)
    insecure = outcomes(DECIDE, under(), **PENDING, housing=Housing.INSECURE)
    assert insecure == outcomes(DECIDE, under(), **PENDING)


def test_where_nothing_is_at_stake_any_more_nobody_is_sanctioned() -> None:
    found = outcomes(DECIDE, regime(**MUST, sanction={"esa": ESA}), **PENDING)
    assert found == pytest.approx(
        {"good cause accepted": 0.3, "good cause refused": 0.0, "sanctioned": 0.0, "let off": 0.7}, abs=1e-12
    )


def test_what_a_decision_leads_to_and_how_long_it_takes() -> None:
    it = under(decision_time="4 weeks")
    assert hazard(DECIDE, it, **PENDING) == pytest.approx(1 / 4)
    assert hazard(DECIDE, it, **OBLIGED) == 0 == hazard(DECIDE, it, **SERVES)
    none = {"sanction": Sanction.NONE}
    assert moves(DECIDE, "good cause accepted", it, **PENDING) == none == moves(DECIDE, "let off", it, **PENDING)
    assert moves(DECIDE, "good cause refused", it, **PENDING) == {"sanction": Sanction.WRONGED}
    assert moves(DECIDE, "sanctioned", it, **PENDING) == {"sanction": Sanction.SANCTIONED}


def test_illness_and_children_make_good_cause_likelier_and_leave_the_rest_alone() -> None:
    """The odds tilt both outcomes with good cause together: 1.6 with illness and 1.6 with children, each centred."""
    who = make_population(claimants=24_000, values=values(), untreated_people=100_000, seed=1, replicate=0)
    assert DECIDE.odds is not None and DECIDE.tilts == 2
    ill = who.chronic_condition | who.dual_diagnosis
    p = values()
    share = 0.76 * p["population.children_men"] + 0.24 * p["population.children_women"]
    wanted = np.where(ill, 1.6, 1.0) / (0.25 * 0.6 + (1 - 0.25 * 0.6) * 1.6)
    wanted *= np.where(who.children, 1.6, 1.0) / (1 + 0.6 * share)
    assert DECIDE.odds(who, regime(), numbers(DECIDE)) == pytest.approx(wanted, rel=1e-12)
    assert list(outcomes(DECIDE, under(), **PENDING))[:2] == ["good cause accepted", "good cause refused"]


# ------------------------------------------------------------------ the sanction, and its end


@pytest.mark.parametrize(
    ("income", "ladder", "weeks"),
    [
        (Income.JSA, Ladder.FIRST, 2), (Income.JSA, Ladder.SECOND, 4), (Income.JSA, Ladder.THIRD, 26),
        (Income.ESA, Ladder.FIRST, 4), (Income.ESA, Ladder.THIRD, 4), (Income.IS, Ladder.SECOND, 6),
    ],
)  # fmt: skip
def test_a_sanction_is_as_long_as_its_step_and_appeals_overturn_their_share_of_it(
    income: Income, ladder: Ladder, weeks: float
) -> None:
    for sanction, share in ((Sanction.SANCTIONED, values()["appeal.overturned"]), (Sanction.WRONGED, 0.3)):
        at: Groups = {**OBLIGED, "income": income, "ladder": ladder, "sanction": sanction}
        assert hazard(SANCTION_ENDS, under(), **at) == pytest.approx(1 / weeks)
        assert 1 - np.exp(-hazard(APPEAL, under(), **at) * weeks) == pytest.approx(share, rel=1e-9)
        assert hazard(APPEAL, under(appeal=False), **at) == 0
        higher = min(ladder + 1, Ladder.THIRD)
        served = moves(SANCTION_ENDS, "served", under(), **at)
        assert served == {"sanction": Sanction.NONE} | ({"ladder": higher} if higher != ladder else {})
        assert moves(APPEAL, "overturned", under(), **at) == {"sanction": Sanction.NONE}, "it does not count"
    assert hazard(APPEAL, under(), **PENDING) == 0 == hazard(SANCTION_ENDS, under(), **PENDING)


def test_of_all_sanctions_13_and_a_half_per_cent_are_overturned() -> None:
    found = outcomes(DECIDE, under(), **PENDING)
    wronged, rightly = found["good cause refused"], found["sanctioned"]
    overturned = 0.3 * wronged + values()["appeal.overturned"] * rightly
    assert overturned / (wronged + rightly) == pytest.approx(0.135, rel=1e-9)


def test_a_year_without_a_sanction_and_the_next_is_the_first_again() -> None:
    for ladder in Ladder:
        at: Groups = {**OBLIGED, "ladder": ladder}
        clean = ladder != Ladder.FIRST
        assert hazard(LADDER_LAPSES, under(), **at) == pytest.approx(clean / 52)
        assert hazard(LADDER_LAPSES, under(), **at, sanction=Sanction.PENDING) == pytest.approx(clean / 52)
        assert hazard(LADDER_LAPSES, under(), **at, sanction=Sanction.WRONGED) == 0
    assert moves(LADDER_LAPSES, "lapsed", under(), **OBLIGED, ladder=Ladder.THIRD) == {"ladder": Ladder.FIRST}


# ------------------------------------------------------------------ giving up, losing the home


@pytest.mark.parametrize(
    ("income", "stake", "weeks"), [(Income.JSA, 1.0, 2), (Income.ESA, 0.142, 4), (Income.IS, 0.2, 6)]
)
def test_giving_up_is_in_proportion_to_what_is_at_stake(income: Income, stake: float, weeks: float) -> None:
    """15% while a decision about all of the benefit is pending, 12% over a sanction that takes all of it."""
    it = under(decision_time="5 weeks")
    pending, serves = ({**at, "income": income} for at in (PENDING, SERVES))
    assert 1 - np.exp(-hazard(GIVE_UP, it, **pending) * 5 / stake) == pytest.approx(0.15, rel=1e-9)
    assert 1 - np.exp(-hazard(GIVE_UP, it, **serves) * weeks / stake) == pytest.approx(0.12, rel=1e-9)
    assert hazard(GIVE_UP, it, **{**serves, "sanction": Sanction.WRONGED}) == hazard(GIVE_UP, it, **serves)
    hardship = under(decision_time="5 weeks", hardship_payment={"share_of_sanctions": 0.5, "share_of_benefit": 0.5})
    for at in (pending, serves):
        assert hazard(GIVE_UP, hardship, **at) == pytest.approx(0.75 * hazard(GIVE_UP, it, **at), rel=1e-12)


def test_who_gives_up_and_where_they_go() -> None:
    assert hazard(GIVE_UP, under(), **OBLIGED) == 0
    assert outcomes(GIVE_UP, under(), **PENDING) == {"nothing": 1.0, "work": 0.0}
    assert outcomes(GIVE_UP, under(), **SERVES) == pytest.approx({"nothing": 0.92, "work": 0.08})
    at: Groups = {**SERVES, "pathway": Pathway.LOST, "support": Support.PLAN}
    freed = {
        "mandate": Mandate.NONE,
        "sanction": Sanction.NONE,
        "pathway": Pathway.NOT_ENGAGED,
        "support": Support.NONE,
    }
    assert moves(GIVE_UP, "nothing", under(), **at) == {**freed, "income": Income.NOTHING}
    assert moves(GIVE_UP, "work", under(), **at) == {**freed, "income": Income.WORK}


@pytest.mark.parametrize("process", [GIVE_UP, EVICTED], ids=lambda one: one.name)
def test_who_lives_on_benefit_alone_is_hit_in_proportion(process: Any) -> None:
    """The share of income that the benefit is, against its mean: 64.30 or 50.95 of it and of 140 by other means."""
    who = make_population(claimants=24_000, values=values(), untreated_people=100_000, seed=1, replicate=0)
    risk = process.relative_risk(who, under(), numbers(process))
    assert np.array_equal(risk, who.bite)
    other = 140 * (0.1 + 0.9 * who.propensity_offences)
    benefit = np.where(who.age < 25, 50.95, 64.30)
    share = benefit / (benefit + other)
    assert risk == pytest.approx(share / share.mean(), rel=0.01)


@pytest.mark.parametrize(("income", "share", "weeks"), [(Income.JSA, 1.0, 2), (Income.ESA, 0.142, 4)])
def test_a_sanction_costs_its_share_of_homes_and_more_where_housing_benefit_stops(
    income: Income, share: float, weeks: float
) -> None:
    at: Groups = {**SERVES, "income": income}
    weekly = -np.log(1 - 0.04) * share / weeks
    assert hazard(EVICTED, under(), **at) == pytest.approx(weekly, rel=1e-12)
    assert hazard(EVICTED, under(housing_benefit_stops=True), **at) == pytest.approx(3 * weekly, rel=1e-12)
    assert hazard(EVICTED, under(), **at, housing=Housing.HOMELESS) == 0 == hazard(EVICTED, under(), **PENDING)
    assert moves(EVICTED, "lost", under(), **at) == {"housing": Housing.INSECURE}
    assert moves(EVICTED, "lost", under(), **at, housing=Housing.INSECURE) == {"housing": Housing.HOMELESS}


def test_recovery_of_a_debt_costs_homes_by_what_is_deducted() -> None:
    weekly = -np.log(1 - 0.04) * 0.15 / 60
    assert hazard(EVICTED, regime(), debt=Debt.OWING) == pytest.approx(weekly, rel=1e-12)
    stops = under(housing_benefit_stops=True)
    both = hazard(EVICTED, stops, **SERVES, debt=Debt.OWING)
    assert both == pytest.approx(hazard(EVICTED, stops, **SERVES) + weekly, rel=1e-12)
    assert hazard(EVICTED, regime(), debt=Debt.OWING, income=Income.WORK) == 0


# ------------------------------------------------------------------ debts


def test_what_an_inquiry_leads_to() -> None:
    concealed: Groups = {"knowledge": Knowledge.CONCEALED}
    found = {"knowledge": Knowledge.IDENTIFIED, "pathway": Pathway.APPOINTED}
    recovers = regime(fraud={"inquiries": "0.1 per week", "recover_overpayments": True, "prosecution": 0.25})
    assert hazard(FRAUD_INQUIRY, recovers, **concealed) == pytest.approx(0.1)
    assert hazard(FRAUD_INQUIRY, recovers) == 0 == hazard(FRAUD_INQUIRY, recovers, **concealed, income=Income.NOTHING)
    assert outcomes(FRAUD_INQUIRY, recovers, **concealed) == {"prosecuted": 0.25, "overpayment": 0.75, "found out": 0.0}
    owing = {**found, "debt": Debt.OWING}
    assert moves(FRAUD_INQUIRY, "overpayment", recovers, **concealed) == owing
    assert moves(FRAUD_INQUIRY, "prosecuted", recovers, **concealed) == {**owing, "record": Record.RECORD}
    lenient = regime(fraud={"inquiries": "0.1 per week", "prosecution": 0.25})
    assert outcomes(FRAUD_INQUIRY, lenient, **concealed) == {"prosecuted": 0.25, "overpayment": 0.0, "found out": 0.75}
    assert moves(FRAUD_INQUIRY, "found out", lenient, **concealed) == found


@pytest.mark.parametrize(
    ("levels", "lost"),
    [
        ({}, 0.0),
        ({"debt": Debt.OWING}, 0.15),
        ({**SERVES}, 1.0),
        ({**SERVES, "debt": Debt.OWING}, 1.0),  # nothing is left to deduct from
        ({**SERVES, "income": Income.ESA}, 0.142),
        ({**SERVES, "income": Income.ESA, "debt": Debt.OWING}, 0.142 + 0.858 * 0.15),
        ({**PENDING, "income": Income.ESA}, 0.0),
        ({"income": Income.WORK, "debt": Debt.OWING}, 0.0),
        ({"income": Income.ALLOWANCE}, -0.5),
    ],
)  # fmt: skip
def test_what_is_lost_by_a_sanction_a_debt_or_both(levels: Groups, lost: float) -> None:
    it = regime(**MUST, sanction=DOSES, pay={"allowance_share": 1.5})
    at = at_levels(1, **levels)
    assert income_lost(at, it, 0.15)[0] == pytest.approx(lost)
    offences = OFFENCES_FROM_LOST_INCOME
    p = fill(offences.name, offences.numbers, values())
    assert offences.rate(at, it, p)[0] == pytest.approx(2.5 * (1.15 ** max(lost, 0.0) - 1), rel=1e-9, abs=1e-12)


def test_a_debt_is_repaid_after_its_weeks_to_the_day() -> None:
    """Everybody denies and is inquired into; nothing else ends a claim here."""
    over: Groups = {
        "identify": {"declaration": "required"}, "fraud": {"inquiries": "0.5 per week", "recover_overpayments": True},
    }  # fmt: skip
    silent = {**FAST, "telling.tell_untreated": 1e-9, "telling.tell_treated": 1e-9, "contested.stops_claiming": 1e-9}
    silent |= {"debts.recovery_weeks": 12.0}
    waits = timed(
        over, "debt_repaid", after="fraud_inquiry", processes=(DECLARE, FRAUD_INQUIRY, DEBT_REPAID), changed=silent
    )
    assert waits == pytest.approx([12.0] * len(waits), abs=1e-4)


def test_off_benefit_nothing_is_repaid() -> None:
    for income in Income:
        pays = income in (Income.JSA, Income.ESA, Income.IS)
        assert hazard(DEBT_REPAID, regime(), debt=Debt.OWING, income=income) == pytest.approx(pays / 60)
        assert hazard(DEBT_REPAID, regime(), income=income) == 0
    assert moves(DEBT_REPAID, "repaid", regime(), debt=Debt.OWING) == {"debt": Debt.NONE}
