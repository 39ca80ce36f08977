"""Submodels row by row, by hand: staying in treatment, training, plans, packages, the allowance and work.

Each expectation is the formula of the submodel written out with the numbers of parameters.yaml.
"""

from typing import Any

import numpy as np
import pytest

from simulate.population import make_population
from simulate.processes.allowance_ends import ALLOWANCE_ENDS
from simulate.processes.complete import COMPLETE
from simulate.processes.drop_out import DROP_OUT
from simulate.processes.find_work import FIND_WORK
from simulate.processes.plan import PLAN
from simulate.processes.plan_ends import PLAN_ENDS
from simulate.processes.rehoused import REHOUSED
from simulate.processes.relapse import RELAPSE
from simulate.processes.skills_fade import SKILLS_FADE
from simulate.processes.train import TRAIN
from simulate.processes.train_in_treatment import TRAIN_IN_TREATMENT
from simulate.processes.trained import TRAINED
from simulate.processes.treatment_allowance import TREATMENT_ALLOWANCE
from simulate.rules.package import package, parts
from simulate.status import (
    Belief,
    Housing,
    Income,
    Knowledge,
    Mandate,
    Notice,
    Pathway,
    Record,
    Sanction,
    Support,
    Use,
)
from tests.simulate.bench import YEAR, Groups, hazard, moves, numbers, outcomes, regime
from tests.simulate.worlds import values

DOSE: Groups = {"jsa": {"share_of_benefit": 1.0, "weeks": ["2 weeks"]}}
STAY: Groups = {"oblige": {"attend_assessment": True, "stay_in_treatment": True}, "sanction": DOSE}
THREAT: Groups = {"oblige": {"attend_assessment": True}, "sanction": DOSE}
IDENTIFIED: Groups = {"knowledge": Knowledge.IDENTIFIED}
REQUIRED: Groups = {**IDENTIFIED, "mandate": Mandate.REQUIRED}
TREATED: Groups = {"pathway": Pathway.MAINTAINED}
STABILISING: Groups = {"pathway": Pathway.STABILISING}
QUEUED: Groups = {"pathway": Pathway.QUEUED}


# ------------------------------------------------------------------ staying in treatment


@pytest.mark.parametrize(
    ("groups", "levels", "times"),
    [
        ({}, TREATED, 1.0),
        ({}, {**TREATED, "housing": Housing.HOMELESS}, 1.37),
        (STAY, {**TREATED, **REQUIRED}, 1.15),
        (STAY, {**QUEUED, **REQUIRED}, 1 / 1.25),
        (STAY, {**TREATED, "mandate": Mandate.EXEMPT}, 1.0),
        (THREAT, {**TREATED, **REQUIRED}, 1.0),  # staying is not what is required
        ({"oblige": {"providers_report": True}}, TREATED, 1.1),
        ({"oblige": {"providers_report": True}}, QUEUED, 1.0),
        ({"oblige": {"providers_report": True, "provider_cooperation": 0.5}}, TREATED, 1.1**0.5),
        ({}, {**TREATED, "belief": Belief.FEARFUL}, 1.1),
        ({"pay": {"incentive_per_week": 10.0}}, STABILISING, 0.7),
        ({"pay": {"incentive_per_week": 20.0}}, STABILISING, 0.7**2),
        ({"pay": {"incentive_per_week": 10.0}}, TREATED, 1.0),  # they last as long as the first weeks do
        ({"pay": {"treatment_allowance": True, "allowance_share": 2.0}}, {**TREATED, "income": Income.ALLOWANCE}, 0.8),
        ({"pay": {"treatment_allowance": True, "allowance_share": 2.0}}, TREATED, 1.0),
        ({"pay": {"treatment_allowance": True}}, {**TREATED, "income": Income.ALLOWANCE}, 1.0),
        ({"support": {"stay_in_touch": True}}, {**TREATED, **IDENTIFIED}, 0.9),
        ({"support": {"stay_in_touch": True}}, TREATED, 1.0),  # nobody knows of them
        ({"support": {"training_in_treatment": True}}, TREATED, 0.93),
        ({"support": {"service_users_involved": True}}, TREATED, 0.95),
        ({"support": {"training_in_treatment": True, "service_users_involved": True}}, QUEUED, 1.0),
    ],
)  # fmt: skip
def test_who_drops_out(groups: Groups, levels: Groups, times: float) -> None:
    """With commit at 1.25 instead of no effect."""
    stage = {Pathway.QUEUED: "queued", Pathway.STABILISING: "stabilising", Pathway.MAINTAINED: "maintained"}
    weekly = values()[f"drop_out.{stage[levels['pathway']]}"]
    found = hazard(DROP_OUT, regime(**groups), {"contested.commit": 1.25}, **levels)
    assert found == pytest.approx(weekly * times, rel=1e-12)


def test_what_dropping_out_leads_to() -> None:
    reports = {**STAY, "oblige": {**STAY["oblige"], "providers_report": True, "provider_cooperation": 0.6}}
    must: Groups = {**TREATED, **REQUIRED}
    assert outcomes(DROP_OUT, regime(**reports), **must) == pytest.approx({"left": 0.4, "left, reported": 0.6})
    assert outcomes(DROP_OUT, regime(**reports), **TREATED) == {"left": 1.0, "left, reported": 0.0}
    assert moves(DROP_OUT, "left", regime(**reports), **must) == {"pathway": Pathway.JUST_LEFT}
    told = {"pathway": Pathway.JUST_LEFT, "sanction": Sanction.PENDING}
    assert moves(DROP_OUT, "left, reported", regime(**reports), **must) == told
    assert moves(DROP_OUT, "left", regime(), **QUEUED) == {"pathway": Pathway.LOST}
    # whoever had nothing to do while in treatment must attend again
    again = {"pathway": Pathway.JUST_LEFT, "mandate": Mandate.REQUIRED}
    assert moves(DROP_OUT, "left", regime(**THREAT), **TREATED, **IDENTIFIED) == again


def test_what_makes_single_people_drop_out_more_or_less() -> None:
    """Against severity, injecting, the wish to change and three needs, each centred: only what the regime adds."""
    who = make_population(claimants=24_000, values=values(), untreated_people=100_000, seed=1, replicate=0)
    p = numbers(DROP_OUT)

    def risk(**groups: Groups) -> np.ndarray:
        assert DROP_OUT.relative_risk is not None
        return DROP_OUT.relative_risk(who, regime(**groups), p)

    plain = risk()
    reports = risk(oblige={"providers_report": True})
    assert reports / plain == pytest.approx(np.where(who.children, 1.25 / 1.1, 1.0), rel=1e-12)
    childcare = risk(support={"childcare": True})
    assert childcare / plain == pytest.approx(np.where(who.children, 0.9, 1.0), rel=1e-12)
    care = risk(support={"mental_health": True})
    assert care / plain == pytest.approx(np.where(who.dual_diagnosis, 0.9, 1.0), rel=1e-12)
    # in a package two of them strengthen each other by a tenth, and each further need weighs half of its 8%
    both = risk(support={"childcare": True, "mental_health": True, "integrated": True})
    needs = np.ones(len(who))
    for need, share in ((who.dual_diagnosis, 0.75), (who.chronic_condition, 0.4), (who.record, 0.7)):
        half, full = 1.08**0.5, 1.08
        eased = (1 - share + share * full) / (1 - share + share * half)
        needs *= np.where(need, half / full, 1.0) * eased
    helped = np.where(who.children, 0.9**1.1, 1.0) * np.where(who.dual_diagnosis, 0.9**1.1, 1.0)
    assert both / plain == pytest.approx(needs * helped, rel=1e-12)


# ------------------------------------------------------------------ packages


PARTS: dict[str, Any] = {
    "training_in_treatment": True, "mental_health": True, "housing_support": True, "childcare": True,
    "stay_in_touch": True, "aftercare": True,
}  # fmt: skip


def test_a_package_is_worth_more_by_each_further_part_and_only_as_one() -> None:
    given: dict[str, Any] = {}
    for count, (name, setting) in enumerate(PARTS.items(), start=1):
        given[name] = setting
        assert parts(regime(support=given)) == count
        assert package(regime(support=given), 1.1) == 1.0, "side by side"
        assert package(regime(support={**given, "integrated": True}), 1.1) == pytest.approx(1.1 ** (count - 1))
    also = regime(support={"specialist_advisers_per_1000": 2.0, "training_in_treatment": True})
    assert parts(also) == 1, "both are help towards work"
    assert package(regime(support={"integrated": True}), 1.1) == 1.0 == package(regime(), 1.1)


NOTHING = {
    f"drop_out.{name}": 1.0 for name in ("training", "stay_in_touch", "mental_health", "childcare", "per_need")
} | {"contested.service_users": 1.0, "contested.support_job": 1.0, "complete.plan": 1.0}


def test_parts_that_do_nothing_do_nothing_in_a_package_either() -> None:
    whole = regime(support={**PARTS, "integrated": True, "specialist_advisers_per_1000": 2.0})
    strong = NOTHING | {"contested.complementarity": 3.0}
    for levels in (TREATED, {**TREATED, **IDENTIFIED}, {**TREATED, **IDENTIFIED, "support": Support.PLAN}):
        for process in (DROP_OUT, COMPLETE):
            assert hazard(process, whole, strong, **levels) == pytest.approx(
                hazard(process, regime(), strong, **levels)
            )
    who = make_population(claimants=1200, values=values(), untreated_people=100_000, seed=1, replicate=0)
    assert DROP_OUT.relative_risk is not None
    p = numbers(DROP_OUT, strong)
    assert DROP_OUT.relative_risk(who, whole, p) == pytest.approx(DROP_OUT.relative_risk(who, regime(), p), rel=1e-12)


def test_a_package_strengthens_what_its_parts_do_by_hand() -> None:
    three = {"stay_in_touch": True, "training_in_treatment": True, "aftercare": True}
    one = regime(support={**three, "integrated": True})
    weekly = values()["drop_out.maintained"]
    found = hazard(DROP_OUT, one, **TREATED, **IDENTIFIED)
    assert found == pytest.approx(weekly * (0.9 * 0.93) ** (1.1**2), rel=1e-12)
    planned: Groups = {**TREATED, **IDENTIFIED, "support": Support.PLAN}
    rate = values()["complete.rate"]
    assert hazard(COMPLETE, regime(), **TREATED) == pytest.approx(rate, rel=1e-12)
    assert hazard(COMPLETE, regime(), **planned) == pytest.approx(rate * 1.1**0.5, rel=1e-12), (
        "half is in the care plan"
    )
    assert hazard(COMPLETE, one, **planned) == pytest.approx(rate * 1.1 ** (0.5 * 1.1**2), rel=1e-12)
    work = hazard(FIND_WORK, one, **planned) / hazard(FIND_WORK, one, **TREATED, **IDENTIFIED)
    assert work == pytest.approx(1.2 ** (1.1**2), rel=1e-12)


# ------------------------------------------------------------------ plans


def test_a_plan_is_offered_or_called_for_where_there_are_advisers() -> None:
    staffed: Groups = {"specialist_advisers_per_1000": 1.0}
    must: Groups = {"oblige": {"rehabilitation_plan": True}, "sanction": DOSE}
    assert hazard(PLAN, regime(support=staffed), **IDENTIFIED) == pytest.approx(1 / YEAR, rel=1e-12)
    assert hazard(PLAN, regime(**must, support=staffed), **REQUIRED) == pytest.approx(4 / YEAR, rel=1e-12)
    assert hazard(PLAN, regime(**must), **REQUIRED) == 0 == hazard(PLAN, regime(support=staffed))
    for levels in ({"income": Income.WORK}, {"support": Support.TRAINING}, {"support": Support.READY}):
        assert hazard(PLAN, regime(support=staffed), **IDENTIFIED, **levels) == 0


@pytest.mark.parametrize(
    ("groups", "levels", "agreed"),
    [
        ({}, IDENTIFIED, 0.4),
        (THREAT, IDENTIFIED, 0.4 * 0.9),
        (THREAT, REQUIRED, 0.4 * 0.9),  # attending is required, a plan is not
        (THREAT, {**IDENTIFIED, "income": Income.ESA}, 0.4),
        ({"oblige": {"rehabilitation_plan": True}, "sanction": DOSE}, REQUIRED, 0.7),
        ({"oblige": {"rehabilitation_plan": True}, "sanction": DOSE}, IDENTIFIED, 0.4 * 0.9),
    ],
)
def test_a_threat_spills_over_onto_plans_that_are_offered(groups: Groups, levels: Groups, agreed: float) -> None:
    found = outcomes(PLAN, regime(**groups), **levels)
    assert found == pytest.approx({"agreed": agreed, "declined": 1 - agreed}, rel=1e-12)
    assert moves(PLAN, "agreed", regime(**groups), **levels) == {"support": Support.PLAN}
    breach = "rehabilitation_plan" in groups.get("oblige", {}) and levels is REQUIRED
    assert moves(PLAN, "declined", regime(**groups), **levels) == ({"sanction": Sanction.PENDING} if breach else {})


def test_a_plan_ends_with_three_in_ten_ready_for_work() -> None:
    at: Groups = {"support": Support.PLAN}
    assert hazard(PLAN_ENDS, regime(), **at) == pytest.approx(1 / 26) and hazard(PLAN_ENDS, regime()) == 0
    assert outcomes(PLAN_ENDS, regime(), **at) == pytest.approx({"ready for work": 0.3, "ended": 0.7})
    assert moves(PLAN_ENDS, "ready for work", regime(), **at) == {"support": Support.READY}
    assert moves(PLAN_ENDS, "ended", regime(), **at) == {"support": Support.NONE}


# ------------------------------------------------------------------ training


RATE = 12_500 / 240_000


@pytest.mark.parametrize(
    ("groups", "levels", "a_year"),
    [
        ({}, {}, RATE),
        ({"support": {"progress2work": False}}, {}, 0.0),
        ({"support": {"progress2work_places": 52.0}}, {}, 3 * RATE),
        ({"support": {"progress2work": False, "progress2work_places": 52.0}}, {}, 0.0),
        ({}, {"support": Support.PLAN}, 2 * RATE),
        ({}, TREATED, RATE),
        ({"support": {"training_in_treatment": True}}, TREATED, RATE),
        ({"support": {"training_in_treatment": True}}, {}, RATE),
        ({"support": {"drug_workers_know_jobs": True}}, TREATED, 1.3 * RATE),
        ({"support": {"drug_workers_know_jobs": True}}, {}, RATE),
        ({"refer": {"links": {"treatment_jobcentre": 0.5}}}, TREATED, 1.3**0.5 * RATE),
        (THREAT, {}, 0.9 * RATE),
        (THREAT, {"income": Income.ESA}, RATE),
        (THREAT, {"belief": Belief.UNAWARE}, RATE),
        ({}, {"belief": Belief.FEARFUL}, 0.9 * RATE),
        ({}, {"income": Income.ALLOWANCE}, RATE),
        ({}, {"income": Income.WORK}, 0.0),
        ({}, {"income": Income.NOTHING}, 0.0),
        ({}, {"support": Support.TRAINING}, 0.0),
        ({}, {"support": Support.READY}, 0.0),
    ],
)  # fmt: skip
def test_who_starts_training(groups: Groups, levels: Groups, a_year: float) -> None:
    assert hazard(TRAIN, regime(**groups), **levels) == pytest.approx(a_year / YEAR, rel=1e-9)


@pytest.mark.parametrize(
    ("groups", "levels", "a_year"),
    [
        ({}, TREATED, 0.0),
        ({"support": {"training_in_treatment": True}}, TREATED, 0.08),
        ({"support": {"training_in_treatment": True, "progress2work": False}}, TREATED, 0.08),
        ({"support": {"training_in_treatment": True, "progress2work_places": 0.0}}, TREATED, 0.08),
        ({"support": {"training_in_treatment": True}}, {}, 0.0),
        ({"support": {"training_in_treatment": True, "drug_workers_know_jobs": True}}, TREATED, 1.3 * 0.08),
        ({"support": {"training_in_treatment": True}}, {**TREATED, "support": Support.PLAN}, 2 * 0.08),
        ({"support": {"training_in_treatment": True}}, {**TREATED, "support": Support.READY}, 0.0),
    ],
)  # fmt: skip
def test_who_starts_training_as_part_of_treatment(groups: Groups, levels: Groups, a_year: float) -> None:
    assert hazard(TRAIN_IN_TREATMENT, regime(**groups), **levels) == pytest.approx(a_year / YEAR, rel=1e-9)
    assert moves(TRAIN_IN_TREATMENT, "started", regime(), support=Support.PLAN) == {"support": Support.TRAINING}


def test_training_is_finished_or_given_up_and_what_it_gave_fades() -> None:
    at: Groups = {"support": Support.TRAINING}
    assert moves(TRAIN, "started", regime(), support=Support.PLAN) == at
    assert hazard(TRAINED, regime(), **at) == pytest.approx(1 / 26) and hazard(TRAINED, regime()) == 0
    for levels, finishes in (({}, 0.5 * 0.6), (TREATED, 0.5), ({"use": Use.RECOVERED}, 0.5), (QUEUED, 0.5 * 0.6)):
        found = outcomes(TRAINED, regime(), **at, **levels)
        assert found == pytest.approx({"ready for work": finishes, "given up": 1 - finishes}, rel=1e-12)
    assert moves(TRAINED, "ready for work", regime(), **at) == {"support": Support.READY}
    assert moves(TRAINED, "given up", regime(), **at) == {"support": Support.NONE}
    ready: Groups = {"support": Support.READY}
    assert hazard(SKILLS_FADE, regime(), **ready) == pytest.approx(1 / 52)
    assert hazard(SKILLS_FADE, regime(), **ready, income=Income.WORK) == 0 == hazard(SKILLS_FADE, regime(), **at)
    assert moves(SKILLS_FADE, "faded", regime(), **ready) == {"support": Support.NONE}


# ------------------------------------------------------------------ the allowance


@pytest.mark.parametrize(
    ("pay", "levels", "weekly"),
    [
        ({}, {}, 0.1 * 0.9),
        ({"allowance_discreet": True}, {}, 0.1),
        ({"allowance_share": 1.5}, {}, 0.1 * 0.9 * 1.5),
        ({}, {"mandate": Mandate.REQUIRED}, 0.1 * 0.9),
        ({"allowance_volunteers_only": True}, {"mandate": Mandate.REQUIRED}, 0.0),
        ({"allowance_volunteers_only": True}, {"mandate": Mandate.EXEMPT}, 0.1 * 0.9),
        ({"allowance_volunteers_only": True}, {}, 0.1 * 0.9),
        ({}, TREATED, 0.0),
        ({}, {"income": Income.NOTHING}, 0.0),
        ({"treatment_allowance": False}, {}, 0.0),
    ],
)
def test_who_takes_the_allowance(pay: Groups, levels: Groups, weekly: float) -> None:
    it = regime(pay={"treatment_allowance": True, **pay})
    assert hazard(TREATMENT_ALLOWANCE, it, **{**STABILISING, **levels}) == pytest.approx(weekly, rel=1e-12)


def test_the_allowance_makes_its_holder_known_and_frees_from_the_rules() -> None:
    it = regime(**STAY, pay={"treatment_allowance": True})
    told = {"income": Income.ALLOWANCE, "knowledge": Knowledge.VOLUNTEERED}
    assert moves(TREATMENT_ALLOWANCE, "granted", it, **STABILISING) == told
    hidden: Groups = {**STABILISING, "knowledge": Knowledge.CONCEALED, "notice": Notice.POLICE}
    assert moves(TREATMENT_ALLOWANCE, "granted", it, **hidden) == {**told, "notice": Notice.NONE}
    must: Groups = {**STABILISING, **REQUIRED, "sanction": Sanction.SANCTIONED}
    freed = {"income": Income.ALLOWANCE, "mandate": Mandate.NONE, "sanction": Sanction.NONE}
    assert moves(TREATMENT_ALLOWANCE, "granted", it, **must) == freed, "known as before"


def test_the_allowance_ends_with_a_cliff() -> None:
    """In treatment after the longest time, and a tenth leave treatment with it; out of it after two weeks."""
    it = regime(**STAY, pay={"treatment_allowance": True, "allowance_time": "40 weeks"})
    holds: Groups = {"income": Income.ALLOWANCE, "knowledge": Knowledge.VOLUNTEERED}
    assert hazard(ALLOWANCE_ENDS, it, **holds, **TREATED) == pytest.approx(1 / 40)
    assert hazard(ALLOWANCE_ENDS, it, **holds) == pytest.approx(1 / 2)
    assert hazard(ALLOWANCE_ENDS, it, **TREATED) == 0
    inside = {"JSA": 0.9 * 0.25, "ESA": 0.9 * 0.75, "left treatment": 0.1}
    assert outcomes(ALLOWANCE_ENDS, it, **holds, **TREATED) == pytest.approx(inside, rel=1e-12)
    outside = outcomes(ALLOWANCE_ENDS, it, **holds)
    assert outside == pytest.approx({"JSA": 0.25, "ESA": 0.75, "left treatment": 0.0}, rel=1e-12)
    on_jsa = {"income": Income.JSA, "mandate": Mandate.REQUIRED}
    assert moves(ALLOWANCE_ENDS, "JSA", it, **holds, **TREATED) == on_jsa
    assert moves(ALLOWANCE_ENDS, "left treatment", it, **holds, **TREATED) == {**on_jsa, "pathway": Pathway.JUST_LEFT}


# ------------------------------------------------------------------ work, homes, relapse


OPEN: Groups = {"support": {"employers_open": True}}


@pytest.mark.parametrize(
    ("groups", "levels", "times"),
    [
        ({}, TREATED, 1.0),
        ({}, {}, 0.5),
        ({}, {"use": Use.RECOVERED}, 2.0),
        ({}, {**TREATED, "record": Record.RECORD}, 0.5),
        ({}, {**TREATED, **IDENTIFIED}, 0.95),
        ({}, {**TREATED, "knowledge": Knowledge.CONCEALED}, 1.0),
        ({}, {**TREATED, **IDENTIFIED, "record": Record.RECORD}, 0.5 * 0.95),
        (OPEN, {**TREATED, "record": Record.RECORD}, 0.5**0.6),
        (OPEN, {**TREATED, **IDENTIFIED, "record": Record.RECORD}, (0.5 * 0.95) ** 0.6),
        (OPEN, TREATED, 1.0),
        ({}, {**TREATED, "housing": Housing.HOMELESS}, 0.5),
        ({}, {**TREATED, "support": Support.PLAN}, 1.2),
        ({}, {**TREATED, "support": Support.READY}, 1.8),
        ({}, {**TREATED, "support": Support.TRAINING}, 1.0),
        ({"refer": {"links": {"treatment_jobcentre": 1.0}}}, TREATED, 1.15),
        ({"refer": {"links": {"treatment_jobcentre": 1.0}}}, {}, 0.5),
        ({"support": {"mental_health": True}}, TREATED, 1 + 0.75 * 0.15),
        ({"support": {"mental_health": True}}, {}, 0.5),
        ({}, {**TREATED, "income": Income.NOTHING}, 1.0),
        ({}, {**TREATED, "income": Income.ALLOWANCE}, 1.0),
        ({}, {"income": Income.WORK}, 0.0),
        ({}, {"income": Income.CUSTODY}, 0.0),
    ],
)  # fmt: skip
def test_what_stands_between_people_and_a_job(groups: Groups, levels: Groups, times: float) -> None:
    rate = values()["find_work.rate"]
    assert hazard(FIND_WORK, regime(**groups), **levels) == pytest.approx(rate * times, rel=1e-12)


def test_mental_illness_is_a_barrier_of_its_own() -> None:
    who = make_population(claimants=1200, values=values(), untreated_people=100_000, seed=1, replicate=0)
    assert FIND_WORK.relative_risk is not None
    risk = FIND_WORK.relative_risk(who, regime(), numbers(FIND_WORK))
    assert risk == pytest.approx(np.where(who.dual_diagnosis, 0.7, 1.0) / (0.25 + 0.75 * 0.7), rel=1e-12)


def test_a_job_ends_the_claim_and_what_belongs_to_it() -> None:
    at: Groups = {**REQUIRED, "pathway": Pathway.APPOINTED, "sanction": Sanction.PENDING, "support": Support.PLAN}
    assert moves(FIND_WORK, "work", regime(**THREAT), **at) == {
        "income": Income.WORK, "mandate": Mandate.NONE, "sanction": Sanction.NONE, "support": Support.NONE,
        "pathway": Pathway.NOT_ENGAGED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("groups", "levels", "a_week"),
    [
        ({}, {"housing": Housing.INSECURE}, 1 / 52),
        ({}, {"housing": Housing.HOMELESS}, 1 / 26),
        ({}, {}, 0.0),
        ({"support": {"housing_support": True}}, {"housing": Housing.INSECURE}, 1 / 52),  # nobody knows of them
        ({"support": {"housing_support": True}}, {"housing": Housing.INSECURE, **IDENTIFIED}, 1.3 / 52),
        ({"support": {"housing_support": True}}, {"housing": Housing.INSECURE, **TREATED}, 1.3 / 52),
        ({"refer": {"links": {"treatment_housing": 0.5}}}, {"housing": Housing.HOMELESS, **TREATED}, 1.2**0.5 / 26),
        ({"refer": {"links": {"treatment_housing": 0.5}}}, {"housing": Housing.HOMELESS}, 1 / 26),
        ({}, {"housing": Housing.HOMELESS, "income": Income.CUSTODY}, 0.0),
    ],
)
def test_who_finds_a_better_home(groups: Groups, levels: Groups, a_week: float) -> None:
    assert hazard(REHOUSED, regime(**groups), **levels) == pytest.approx(a_week, rel=1e-12)


@pytest.mark.parametrize(
    ("groups", "levels", "times"),
    [
        ({}, {}, 1.0),
        ({}, {"income": Income.WORK}, 0.6),
        ({}, {"support": Support.PLAN}, 0.9),
        ({}, {"housing": Housing.HOMELESS}, 1.5),
        ({"support": {"aftercare": True}}, {"pathway": Pathway.COMPLETED}, 0.75),
        ({"support": {"aftercare": True}}, {}, 1.0),
    ],
)
def test_who_relapses(groups: Groups, levels: Groups, times: float) -> None:
    rate = values()["relapse.rate"]
    assert hazard(RELAPSE, regime(**groups), use=Use.RECOVERED, **levels) == pytest.approx(rate * times, rel=1e-12)
    after = {"use": Use.DEPENDENT} | ({"pathway": Pathway.NOT_ENGAGED} if "pathway" in levels else {})
    assert moves(RELAPSE, "relapsed", regime(**groups), use=Use.RECOVERED, **levels) == after
