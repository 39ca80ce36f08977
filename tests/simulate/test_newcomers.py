"""Whoever is not of the opening cohort: people outside the benefit system, and those of new claims.

Made to the same margins, by rank and so to within one person; without a history with the Jobcentre; and nobody's luck
hangs on whether they are there. Nothing here can fail by chance.
"""

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest

from scenarios.schema import Scenario
from simulate.claimants import OUTSIDERS, Claimants
from simulate.margins import margins
from simulate.observation import Observation
from simulate.population import PEOPLE, make_population
from simulate.run import begin_world, compile_scenario, run_replicate, start_replicate
from simulate.status import AXES, Income, Pathway, Statuses, unpack
from tests.simulate.worlds import scenario, values, with_regime

CLAIMANTS, WEEKS = 24_000, 52
CARRIED = ("pathway", "income", "housing", "record")
"""Axes on which people may begin anywhere; on all others they begin at nothing."""
TREATED = (Pathway.STABILISING, Pathway.MAINTAINED)


def everybody(
    *, claimants: int = CLAIMANTS, seed: int = 1, replicate: int = 0, inflow: bool = True, outside: bool = True,
    **changed: float,
) -> Claimants:  # fmt: skip
    numbers = values() | {f"population.{name}": value for name, value in changed.items()}
    return make_population(
        claimants=claimants, values=numbers, untreated_people=100_000, seed=seed, replicate=replicate, inflow=inflow,
        outside=outside, weeks=WEEKS,
    )  # fmt: skip


def cohorts(who: Claimants) -> dict[str, Claimants]:
    outside, new = who.number >= OUTSIDERS, who.enters > 0
    masks = {"opening": who.opening, "outside": outside, "new claims": new}
    assert np.sum(list(masks.values()), axis=0).tolist() == [1] * len(who)
    return {name: who.take(np.flatnonzero(mask)) for name, mask in masks.items()}


@cache
def made() -> dict[str, Claimants]:
    return cohorts(everybody())


def as_if_opening(who: Claimants) -> Claimants:
    """The same people, so that the margins of the opening cohort can be read of them."""
    return replace(who, number=np.arange(len(who)), enters=np.zeros(len(who)))


def same(one: Claimants, other: Claimants) -> dict[str, bool]:
    """For each trait whether it is the same for all, to the bit."""
    return {
        field.name: np.array_equal(getattr(one, field.name), getattr(other, field.name))
        for field in fields(one)
        if field.name != "weight"
    }


# ------------------------------------------------------------------------------------------- margins

BY_COHORT = {
    # Shares of the cohort, which are not those of the opening claimants.
    "outside": {"on JSA": 0.0, "on ESA or IB": 0.0, "on Income Support": 0.0, "untreated": 0.55},
    "new claims": {"on JSA": 0.0, "on ESA or IB": 0.0, "on Income Support": 0.0, "untreated": 1.0},
}


@pytest.mark.parametrize("claimants", [100, 997, 24_000])
@pytest.mark.parametrize("cohort", ["outside", "new claims"])
def test_every_margin_is_met_to_within_one_person(cohort: str, claimants: int) -> None:
    who = cohorts(everybody(claimants=claimants))[cohort]
    found = margins(as_if_opening(who), values(), untreated_people=100_000)
    off = {}
    for margin in found:
        if not margin.people:  # nobody of the new claims is in treatment
            continue
        wanted = BY_COHORT[cohort].get(margin.name, margin.wanted)
        if abs(margin.made - wanted) > 1.01 * margin.rounding:
            off[margin.name] = (wanted, margin.made)
    assert off == {}


@pytest.mark.parametrize(("untreated", "custody"), [(0.55, 0.35), (0.7, 0.2), (0.4, 0.5), (0.3, 0.9)])
def test_people_in_prison_are_among_the_untreated_and_the_others_make_up_the_share(
    untreated: float, custody: float
) -> None:
    """Where more are in prison than are untreated, all the others are in treatment, and no more."""
    who = cohorts(everybody(inflow=False, outside_untreated=untreated, outside_custody=custody, outside_work=0.05))
    at = unpack(who["outside"].status)
    treated, inside = np.isin(at.pathway, TREATED), at.income == Income.CUSTODY
    assert not (treated & inside).any()
    assert 1 - treated.mean() == pytest.approx(max(untreated, custody), abs=1.01 / len(treated))


def test_what_people_outside_live_on_is_as_judged() -> None:
    """Of 80,000 four in ten are in work and 35 in a hundred in prison; the rest live on neither claim nor job."""
    income = unpack(made()["outside"].status).income
    assert len(income) * PEOPLE / CLAIMANTS == 80_000
    shares = {level: float((income == level).mean()) for level in Income}
    wanted = {Income.WORK: 0.40, Income.CUSTODY: 0.35, Income.NOTHING: 0.25}
    assert shares == pytest.approx({level: wanted.get(level, 0.0) for level in Income}, abs=1.01 / len(income))


def test_new_claims_come_at_the_published_pace_and_stand_for_as_many() -> None:
    who = made()["new claims"]
    assert len(who) * PEOPLE / CLAIMANTS == values()["population.inflow"]
    assert who.weight == made()["outside"].weight == PEOPLE / CLAIMANTS
    gaps = np.diff(np.concatenate([[0.0], who.enters, [float(WEEKS)]]))
    assert gaps == pytest.approx(WEEKS / (len(who) + 1))


# ------------------------------------------------------------------------------------------- no history


@pytest.mark.parametrize("cohort", ["opening", "outside", "new claims"])
def test_everybody_begins_without_a_history_with_the_jobcentre(cohort: str) -> None:
    """Not known, no notice, no mandate, no sanction, no debt, no help, no fear, dependent."""
    at = unpack(made()[cohort].status)
    begun = {axis for axis in AXES if at.axis(axis).any()}
    assert begun <= set(CARRIED)
    assert {axis for axis in AXES if axis not in CARRIED} == {
        "mandate", "knowledge", "notice", "sanction", "ladder", "debt", "use", "support", "belief",
    }  # fmt: skip


def test_new_claims_begin_out_of_treatment_on_nothing_whatever_their_housing_and_record() -> None:
    at = unpack(made()["new claims"].status)
    assert set(at.pathway.tolist()) == {Pathway.NOT_ENGAGED} and set(at.income.tolist()) == {Income.NOTHING}
    assert len(set(at.housing.tolist())) == 3 and len(set(at.record.tolist())) == 2


HARDEST = with_regime(
    "green_paper_2008",
    oblige={"exempt": []},
    believe={"information": "hearsay", "press_noise": "2 per year"},
)


def newcomers(it: Scenario) -> Scenario:
    population = it.population.model_copy(update={"inflow": True, "outside_benefit": True})
    return it.model_copy(update={"population": population})


@pytest.mark.parametrize("it", [HARDEST, scenario("voluntary_2009")], ids=["hearsay and mandate", "voluntary"])
def test_no_regime_gives_anybody_one_on_the_day_it_begins(it: Scenario) -> None:
    """The rules reach nobody who is unknown; of a threat that claimants have not heard of, others need hear nothing."""
    compiled = compile_scenario(newcomers(it), values())
    start = start_replicate(compiled, claimants=1000, weeks=26, seed=1, replicate=0)
    world = begin_world(compiled, start)
    at = compiled.table.statuses()
    masks = (start.who.opening, start.who.enters > 0, start.who.number >= OUTSIDERS)
    for mask, unheard in zip(masks, ({"belief"}, set(), set()), strict=True):
        rows = world.lives.row[mask]
        begun = Statuses(*(at.axis(axis)[rows] for axis in AXES))
        assert {axis for axis in AXES if begun.axis(axis).any()} <= {*CARRIED, *unheard}
        assert len(rows) > 30


@cache
def lived() -> tuple[Claimants, Observation]:
    compiled = compile_scenario(newcomers(HARDEST), values())
    start = start_replicate(compiled, claimants=1500, weeks=26, seed=1, replicate=0)
    new = tuple(np.flatnonzero(start.who.enters > 0).tolist())
    return start.who, run_replicate(compiled, start, weeks=26, traced=new)


def test_nothing_happens_to_them_before_they_come_and_their_first_claim_is_their_first() -> None:
    who, seen = lived()
    assert len(seen.traces) == seen.entered > 50
    claimed = 0
    for trace in seen.traces:
        opening = unpack(np.array([trace.opening]))
        assert opening.income[0] == Income.NOTHING and opening.knowledge[0] == 0
        assert (trace.time > who.enters[trace.number]).all()
        claimed += "claim_again" in trace.process
    assert claimed > 20


# ------------------------------------------------------------------------------------------- luck


def test_the_same_seed_makes_the_same_people_and_another_seed_others() -> None:
    one, again = everybody(), everybody()
    assert all(same(one, again).values())
    for other in (everybody(seed=2), everybody(replicate=1)):
        differ = {name for name, alike in same(one, other).items() if not alike}
        # Who they are differs in every trait; only their numbers and the days on which they come do not.
        assert differ == {field.name for field in fields(one)} - {"weight", "number", "enters"}


def test_people_of_other_seeds_are_no_more_alike_than_strangers() -> None:
    """Correlation of 24,000 pairs of scores; 5 standard errors, a false alarm of 6 in 10 million at fixed seeds."""
    one, other = made()["opening"], cohorts(everybody(seed=2))["opening"]
    assert abs(np.corrcoef(one.severity, other.severity)[0, 1]) < 5 / np.sqrt(CLAIMANTS)
    assert abs(np.corrcoef(made()["outside"].severity, one.severity[:8000])[0, 1]) < 5 / np.sqrt(8000)


@pytest.mark.parametrize(("inflow", "outside"), [(False, False), (True, False), (False, True)])
def test_nobodys_traits_hang_on_who_else_is_followed(inflow: bool, outside: bool) -> None:
    fewer = cohorts(everybody(inflow=inflow, outside=outside))
    for cohort, there in (("opening", True), ("new claims", inflow), ("outside", outside)):
        if there:
            assert all(same(fewer[cohort], made()[cohort]).values()), cohort
        else:
            assert len(fewer[cohort]) == 0


def test_everybody_has_a_number_of_their_own() -> None:
    who = everybody()
    assert len(np.unique(who.number)) == len(who)
    assert made()["opening"].number.tolist() == list(range(CLAIMANTS))
