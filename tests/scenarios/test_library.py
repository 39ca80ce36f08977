"""The built-in scenarios and beliefs load, and say what the documents say."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest

from scenarios.areas import load_areas, pilot_districts
from scenarios.beliefs import load_belief
from scenarios.evidence import load_evidence
from scenarios.levers import Regime
from scenarios.library import BELIEFS, SCENARIOS, built_in
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import load_parameters
from scenarios.schema import OWN_KEYS
from scenarios.timeline import timeline
from simulate.run import compile_scenario

MOST_ROWS = 60_000
"""Statuses of a regime beyond which its table is a burden to everybody."""
MANDATORY = ("green_paper_2008", "act_2009", "pilot_2010")
DEBATED = (
    "support_only", "threat_only", "support_and_threat", "neither", "declaration_all",
    "declaration_citing_drugs", "invited_declaration", "data_sharing", "drug_testing", "gp_route",
    "needle_exchange_route", "exchange_reports", "consent_based_reporting", "compulsory_reporting",
    "incentives_not_sanctions", "treatment_allowance", "housing_benefit_stops", "parents_exempt",
    "childcare_offered", "named_person", "single_contact", "linked_agencies", "stay_in_touch",
    "specialist_advisers", "progress2work_expanded", "training_in_treatment", "aftercare", "integrated_package",
    "employers_open", "trained_advisers_all", "untrained_advisers", "no_coordinators", "probing_questions",
    "press_noise", "looming_threat", "reassurance", "repeal_after_two_years", "recession_none",
    "alcohol_in_scope", "unlimited_places", "mandated_first", "deep_recession",
    "housing_protected", "escalate_if_low_take_up", "close_if_few_referrals", "stepped_wedge",
)  # fmt: skip
"""Regimes that what was said in the debate is tested on."""


def harshest(name: str) -> Regime:
    """The regime that obliges most: that of the pilot areas for the pilot."""
    lived = timeline(load_scenario(name).scenario, load_areas())
    return max(lived.regimes, key=lambda regime: (regime.obliges, regime.sanctions))


def model_part(loaded: Loaded) -> dict[str, Any]:
    """What the model reads of a scenario: not its title, sources or notes."""
    return {key: value for key, value in loaded.resolved.items() if key not in OWN_KEYS}


def leaves(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def differing(one: str, other: str) -> dict[str, Any]:
    """Dotted name -> value in `other` of every setting of the model in which two scenarios differ."""
    before = dict(leaves(model_part(load_scenario(one))))
    return {key: value for key, value in leaves(model_part(load_scenario(other))) if before.get(key, ...) != value}


@pytest.mark.parametrize("name", built_in())
def test_each_loads_from_the_same_day_and_can_be_read_again(name: str) -> None:
    loaded = load_scenario(name)
    assert loaded.scenario.calendar.start == load_scenario("none").scenario.calendar.start
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
    assert {"none", "voluntary_2009", *MANDATORY, *DEBATED} <= set(built_in())
    assert len(built_in()) >= 35


@pytest.mark.parametrize("name", built_in())
def test_each_says_what_it_is_whose_it_is_and_what_it_tests(name: str) -> None:
    scenario = load_scenario(name).scenario
    assert scenario.title and scenario.proposed_by and scenario.tests
    assert scenario.label
    assert (scenario.extends is None) == (name == "none")


def test_no_two_have_the_same_title_or_label() -> None:
    scenarios = [load_scenario(name).scenario for name in built_in()]
    assert len({one.title for one in scenarios}) == len({one.label for one in scenarios}) == len(scenarios)


@pytest.mark.parametrize("name", built_in())
def test_each_says_nothing_of_how_it_came_to_be_written(name: str) -> None:
    text = (SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8")
    assert not re.search(r"/work|\bissue \d|\bseeds?\b|session|worktree|\bbranch|\bbrief\b|helper|#\d", text, re.I)
    assert not re.search(r"\baddicts?\b|\babusers?\b|\bjunk", text, re.I)


@pytest.mark.parametrize("name", [name for name in built_in() if name != "none"])
def test_each_differs_from_what_it_extends(name: str) -> None:
    loaded = load_scenario(name)
    assert loaded.scenario.extends
    assert model_part(loaded) != model_part(load_scenario(loaded.scenario.extends))


def test_the_four_of_the_factorial_are_support_and_threat_and_nothing_else() -> None:
    support, threat = differing("neither", "support_only"), differing("neither", "threat_only")
    assert support and threat and not support.keys() & threat.keys()
    assert differing("neither", "support_and_threat") == support | threat
    assert {name.split(".")[1] for name in support} == {"refer", "support"}
    assert {name.split(".")[1] for name in threat} == {"identify", "oblige", "sanction"}
    regimes = {name: load_scenario(name).scenario.regime for name in ("neither", "support_only", "threat_only")}
    assert [regime.obliges and regime.sanctions for regime in regimes.values()] == [False, False, True]


def test_what_is_left_after_repeal_is_the_voluntary_scheme() -> None:
    before, after = timeline(load_scenario("repeal_after_two_years").scenario, load_areas()).segments
    assert (after.start - before.start).days == 730
    regimes = timeline(load_scenario("repeal_after_two_years").scenario, load_areas()).regimes
    assert regimes[before.regime_of_area[0]] == load_scenario("green_paper_by_hearsay").scenario.regime
    left, voluntary = regimes[after.regime_of_area[0]], load_scenario("voluntary_2009").scenario.regime
    assert left.believe.information == "hearsay"
    bare = {"believe": voluntary.believe, "sanction": voluntary.sanction, "pay": voluntary.pay}
    assert left.model_copy(update=bare) == voluntary
    assert not left.obliges and not left.sanctions and not left.pay.treatment_allowance


def test_wandsworth_alone_has_the_voluntary_scheme_and_nobody_else() -> None:
    areas = load_areas()
    lived = timeline(load_scenario("wandsworth_pilot").scenario, areas)
    assert len(lived.segments) == 1
    under = {area.name: lived.regimes[i] for area, i in zip(areas, lived.segments[0].regime_of_area, strict=True)}
    assert under.pop("Wandsworth") == load_scenario("voluntary_2009").scenario.regime
    assert set(under.values()) == {load_scenario("none").scenario.regime}


@pytest.mark.verify
@pytest.mark.parametrize("name", built_in())
def test_each_compiles_to_a_table_of_bearable_size(name: str) -> None:
    compiled = compile_scenario(load_scenario(name).scenario, load_parameters().values())
    assert len(compiled.table.codes) <= MOST_ROWS


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
