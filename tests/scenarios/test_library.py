"""The built-in scenarios and beliefs load, and say what the documents say."""

from itertools import combinations

import pytest

from scenarios.areas import load_areas, pilot_districts
from scenarios.beliefs import load_belief
from scenarios.evidence import load_evidence
from scenarios.levers import Regime
from scenarios.library import BELIEFS, SCENARIOS, built_in
from scenarios.loader import load_scenario
from scenarios.timeline import timeline

MANDATORY = ("green_paper_2008", "act_2009", "pilot_2010")


def harshest(name: str) -> Regime:
    """The regime that obliges most: that of the pilot areas for the pilot."""
    lived = timeline(load_scenario(name).scenario, load_areas())
    return max(lived.regimes, key=lambda regime: (regime.obliges, regime.sanctions))


@pytest.mark.parametrize("name", built_in())
def test_each_loads_from_the_same_day_and_can_be_read_again(name: str) -> None:
    loaded = load_scenario(name)
    assert loaded.scenario.calendar == load_scenario("none").scenario.calendar
    assert loaded.origins and list(loaded.texts)[-1] == f"library/{name}.yaml"
    text = (SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../scenario.schema.json\n")


@pytest.mark.parametrize("name", built_in())
def test_each_cites_evidence_that_exists(name: str) -> None:
    source = load_scenario(name).scenario.source
    ids = [cited for cited in source if " " not in cited]
    assert ids
    assert set(ids) <= set(load_evidence())


def test_what_must_be_there_is_there() -> None:
    assert {"none", "voluntary_2009", *MANDATORY} <= set(built_in())


def test_the_three_mandatory_regimes_differ() -> None:
    for one, other in combinations(MANDATORY, 2):
        assert harshest(one) != harshest(other)
        assert load_scenario(one).scenario.regime != load_scenario(other).scenario.regime or one == "pilot_2010"
    assert all(harshest(name).obliges and harshest(name).sanctions for name in MANDATORY)


@pytest.mark.parametrize("name", ["none", "voluntary_2009"])
def test_nobody_is_obliged_where_nothing_is_mandatory(name: str) -> None:
    regime = load_scenario(name).scenario.regime
    assert not regime.obliges and not regime.sanctions
    assert load_scenario(name).scenario.changes == ()


def test_only_the_green_paper_compels_treatment() -> None:
    assert [harshest(name).oblige.stay_in_treatment for name in MANDATORY] == [True, False, False]
    assert [harshest(name).sanction.income_support is not None for name in MANDATORY] == [True, False, False]


def test_jsa_and_esa_are_different_doses() -> None:
    for name in MANDATORY:
        jsa, esa = harshest(name).sanction.jsa, harshest(name).sanction.esa
        assert jsa is not None and esa is not None
        assert jsa.weeks == (2.0, 4.0, 26.0) and jsa.share_of_benefit == 1.0
        assert esa.share_of_benefit == pytest.approx(12.75 / 89.80, abs=5e-4)


def test_the_pilot_is_two_years_in_five_districts_and_voluntary_elsewhere() -> None:
    areas = load_areas()
    lived = timeline(load_scenario("pilot_2010").scenario, areas)
    before, during, after = lived.segments
    assert (during.start.year, during.start.month) == (2010, 10)
    assert (after.start - during.start).days == 731
    assert before.regime_of_area == after.regime_of_area and len(set(before.regime_of_area)) == 1
    inside = {
        area.jobcentre_district
        for area, index in zip(areas, during.regime_of_area, strict=True)
        if lived.regimes[index].obliges
    }
    assert inside == set(pilot_districts()) and len(inside) == 5
    assert load_scenario("pilot_2010").scenario.regime == load_scenario("voluntary_2009").scenario.regime


@pytest.mark.parametrize("name", built_in(BELIEFS))
def test_each_belief_loads(name: str) -> None:
    assert load_belief(name).sentence


def test_the_even_handed_belief_sets_nothing() -> None:
    assert load_belief("even_handed").settings == {}
