"""Regimes by area, day and fired rules: always what laying one thing over another by hand gives."""

from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.loader import load_scenario
from scenarios.overlay import merged
from scenarios.phases import joining
from scenarios.schema import Scenario
from scenarios.timeline import NEVER, Timeline, timeline
from tests.scenarios.written import TOWNS, loaded, problems

START = date(2009, 4, 27)
TWO = """calendar: {start: 2009-04-27}
changes:
  - {from: 2010-01-01, until: 2012-01-01, set: {support: {caseload: 10, childcare: true}}}
rules:
  - name: one
    when: {recorded: take_up, under: 0.3, after: 52 weeks}
    then: {set: {support: {caseload: 20, housing_support: true}}}
  - name: other
    when: {recorded: take_up, over: 0.6, after: 52 weeks}
    areas: [Humber]
    then: {set: {support: {caseload: 30}}}
"""


def lived(folder: Path, text: str) -> Timeline:
    return timeline(loaded(folder, text).scenario, TOWNS)


def test_rules_lie_over_changes_and_a_later_rule_over_an_earlier_one(tmp_path: Path) -> None:
    of = lived(tmp_path, TWO)
    assert [rule.name for rule in of.rules] == ["one", "other"]
    assert [str(segment.start) for segment in of.segments] == ["2009-04-27", "2010-01-01", "2012-01-01"]
    for mask, loads, housed in ((0, (10, 10), 0), (1, (20, 20), 2), (2, (10, 30), 0), (3, (20, 30), 2)):
        regimes = [of.regimes[index] for index in of.regime_of_area(1, [mask] * 3)]
        assert tuple(regime.support.caseload for regime in (regimes[0], regimes[2])) == loads
        assert sum(regime.support.housing_support for regime in (regimes[0], regimes[2])) == housed
        assert all(regime.support.childcare for regime in regimes)
    mixed = [of.regimes[index].support.caseload for index in of.regime_of_area(2, [1, 0, 2])]
    assert mixed == [20, 40, 30]


def test_where_nothing_has_fired_all_is_as_without_rules(tmp_path: Path) -> None:
    without = lived(tmp_path, TWO[: TWO.index("rules:")])
    of = lived(tmp_path, TWO)
    assert of.segments == without.segments
    assert of.regimes[: len(without.regimes)] == without.regimes
    for k, segment in enumerate(of.segments):
        assert tuple(of.regime_of_area(k, [0, 0, 0])) == segment.regime_of_area
    assert without.regime_of_area(1, np.zeros(3, int)).tolist() == list(without.segments[1].regime_of_area)
    assert without.rules == ()


def test_the_lookup_is_an_array_of_whole_numbers_for_all_areas() -> None:
    of = timeline(load_scenario("pilot_2010").scenario, load_areas())
    found = of.regime_of_area(1, np.zeros(149, np.int8))
    assert found.dtype == np.int64
    assert found.tolist() == list(of.segments[1].regime_of_area)


@pytest.mark.parametrize("wrong", [[4, 0, 0], [-1, 0, 0], [0, 0], 0, [[0, 0, 0]]])
def test_a_mask_of_no_rule_is_refused(wrong: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a mask of 2 rules for each of 3 areas"):
        lived(tmp_path, TWO).regime_of_area(1, wrong)


def test_a_rule_that_cannot_have_fired_yet_is_refused_and_adds_no_regime(tmp_path: Path) -> None:
    of = lived(tmp_path, TWO.replace("after: 52 weeks", "after: 2 years"))
    with pytest.raises(ValueError, match="cannot be in force in the segment from 2009-04-27"):
        of.regime_of_area(0, [1, 0, 0])
    assert of.regime_of_area(0, [2, 2, 0]).tolist() == [0, 0, 0], "it does not reach those areas"
    assert len(of.regimes) < len(lived(tmp_path, TWO).regimes) or of.lookup[0].min() == NEVER


def test_a_change_that_makes_no_difference_makes_no_segment(tmp_path: Path) -> None:
    assert len(lived(tmp_path, TWO.replace("{caseload: 10, childcare: true}", "{caseload: 40}")).segments) == 1


def test_segments_by_week_are_felt_at_the_first_tick_on_or_after_their_day(tmp_path: Path) -> None:
    of = lived(tmp_path, TWO.replace("2010-01-01", "2009-05-12").replace("2012-01-01", "2009-05-25"))
    assert [of.segment_in(week) for week in range(6)] == [0, 0, 0, 1, 2, 2]


# ------------------------------------------------------------------ what nobody can have meant, in combinations

SANCTION = "sanction: {jsa: {share_of_benefit: 1, weeks: [2 weeks]}}"


def test_a_rule_that_needs_another_is_put_to_its_own_line_and_said_to_be_alone(tmp_path: Path) -> None:
    text = f"""rules:
  - name: first
    when: {{recorded: take_up, under: 0.3, after: 1 year}}
    then: {{set: {{oblige: {{attend_assessment: true}}}}}}
  - name: second
    when: {{recorded: take_up, under: 0.2, after: 1 year}}
    then: {{set: {{{SANCTION}}}}}
"""
    (only,) = problems(tmp_path, text)
    assert (only.line, only.field) == (12, "rules.1.then.set.sanction.jsa")
    assert "nothing is required" in only.message and "where only “second” has fired" in only.message


def test_a_rule_may_take_away_what_a_change_rests_on(tmp_path: Path) -> None:
    text = f"""calendar: {{start: 2009-04-27}}
changes:
  - {{from: 2010-01-01, set: {{oblige: {{attend_assessment: true}}, {SANCTION}}}}}
rules:
  - name: relent
    when: {{recorded: sanctions, over: 100, after: 2 years}}
    then: {{set: {{oblige: {{attend_assessment: false}}}}}}
"""
    (only,) = problems(tmp_path, text)
    assert (only.line, only.field) == (12, "rules.0.then.set.oblige.attend_assessment")
    assert "“relent” has fired" in only.message


def test_what_can_never_lie_together_is_not_held_against_a_rule(tmp_path: Path) -> None:
    text = f"""calendar: {{start: 2009-04-27}}
changes:
  - {{from: 2010-01-01, set: {{oblige: {{attend_assessment: true}}}}}}
rules:
  - name: harder
    when: {{recorded: take_up, under: 0.3, after: 36 weeks}}
    then: {{set: {{{SANCTION}}}}}
"""
    # 2010-01-01 is felt in week 36, when the rule is judged for the first time
    assert len(lived(tmp_path, text).regimes) == 3
    (only,) = problems(tmp_path, text.replace("36 weeks", "35 weeks"))
    assert only.field == "rules.0.then.set.sanction.jsa"
    once = text.replace("2010-01-01,", "2009-04-27, until: 2010-06-01,")
    assert problems(tmp_path, once)[0].field == "rules.0.then.set.sanction.jsa"
    assert len(lived(tmp_path, once + "    for: 4 weeks\n").regimes) == 3


def test_half_a_sanction_is_found_wherever_it_is_not_whole(tmp_path: Path) -> None:
    text = """regime:
  oblige: {attend_assessment: true}
rules:
  - name: longer
    when: {recorded: take_up, under: 0.3, after: 1 year}
    then: {set: {sanction: {jsa: {weeks: [4 weeks]}}}}
"""
    (only,) = problems(tmp_path, text)
    assert (only.line, only.field) == (11, "rules.0.then.set.sanction.jsa.share_of_benefit")


def test_too_many_combinations_are_refused_in_words(tmp_path: Path) -> None:
    changes = "".join(
        f"  - {{from: 201{n // 12}-{n % 12 + 1:02}-01, set: {{support: {{caseload: {n}}}}}}}\n" for n in range(1, 29)
    )
    rules = "".join(
        f"  - {{name: r{n}, when: {{recorded: take_up, under: 0.3, after: 10 weeks}}, "
        f"then: {{set: {{support: {{caseload: {n + 50}}}}}}}}}\n"
        for n in range(4)
    )
    assert len(lived(tmp_path, f"changes:\n{changes}").regimes) == 29
    (only,) = problems(tmp_path, f"changes:\n{changes}rules:\n{rules}")
    assert only.field == "rules"
    assert only.message == "the changes and rules overlap in 464 ways; at most 300 can be checked"
    assert only.given == "28 changes and 4 rules"


# ------------------------------------------------------------------------------- against laying it by hand

LEVERS = ({"support": {"childcare": True}}, {"support": {"caseload": 10}}, {"refer": {"named_person": True}})
DAYS = st.integers(0, 300).map(lambda days: (START + timedelta(days=days)).isoformat())
NAMES = st.sampled_from(["Leeds", "Hull", "West Yorkshire", "Humber"])
PLACES = st.just("all") | st.lists(NAMES, min_size=1, max_size=3)
WEEKS = st.integers(1, 40).map(lambda weeks: f"{weeks} weeks")
CHANGES = st.fixed_dictionaries(
    {"from": DAYS, "areas": PLACES, "set": st.sampled_from(LEVERS)},
    optional={"announced": WEEKS, "every": WEEKS},
).flatmap(
    lambda change: st.sampled_from([{}, {"until": "2010-04-01"}, {"for": "10 weeks"}]).map(lambda end: change | end)
)
RULES = st.fixed_dictionaries(
    {
        "name": st.just("r"),
        "when": st.fixed_dictionaries(
            {"recorded": st.just("take_up"), "under": st.just(0.3), "after": WEEKS}, optional={"every": WEEKS}
        ),
        "areas": PLACES,
        "then": st.sampled_from(LEVERS).map(lambda lever: {"set": lever}),
    },
    optional={"for": WEEKS},
)


def by_hand(it: Scenario, week: int, area: int, fired: set[int]) -> Regime:
    """The regime of an area at a weekly tick with these rules in force, one thing laid over another."""
    laid: list[tuple[date, int, Any]] = []
    day = START + timedelta(weeks=week)
    for index, change in enumerate(it.changes):
        step = joining(change, TOWNS)[area]
        if step is None:
            continue
        begins, ends = change.begins(step), change.ends(step)
        told = change.told(step)
        if ends is not None and ends <= begins:
            continue
        if begins <= day and (ends is None or day < ends):
            laid.append((begins, index, change.overlay))
        if told is not None and told <= day < begins:
            laid.append((told, index, {"believe": {"looming": True}}))
    value: dict[str, Any] = {}
    for _, _, overlay in sorted(laid, key=lambda one: one[:2]):
        value = merged(value, overlay)
    town = TOWNS[area]
    for index, rule in enumerate(it.rules):
        if index in fired and {town.name, town.jobcentre_district, "all"} & set(rule.areas):
            value = merged(value, rule.then.overlay)
    return Regime.model_validate(value)


@settings(max_examples=150, deadline=None)
@given(st.lists(CHANGES, max_size=4), st.lists(RULES, max_size=3), st.data())
def test_any_scenario_is_what_laying_by_hand_gives(changes: list[Any], rules: list[Any], data: st.DataObject) -> None:
    heads = {"schema": 1, "title": "t", "proposed_by": "p", "source": ["s"], "tests": "x"}
    it = Scenario.model_validate(heads | {"changes": changes, "rules": rules, "calendar": {"start": "2009-04-27"}})
    of = timeline(it, TOWNS)
    assert len(set(of.regimes)) == len(of.regimes)
    for week in data.draw(st.lists(st.integers(0, 120), min_size=1, max_size=6)):
        able = [i for i, rule in enumerate(it.rules) if rule.may_be_in_force(week, week + 1)]
        fired = [set(data.draw(st.lists(st.sampled_from(able)))) if able else set() for _ in TOWNS]
        segment = of.segment_in(week)
        assert ceil((of.segments[segment].start - START).days / 7) <= week
        found = of.regime_of_area(segment, [sum(1 << i for i in some) for some in fired])
        for area in range(3):
            assert of.regimes[found[area]] == by_hand(it, week, area, fired[area])
            plain = of.segments[segment].regime_of_area[area]
            assert of.regimes[plain] == by_hand(it, week, area, set())
