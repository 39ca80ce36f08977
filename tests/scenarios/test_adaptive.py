"""Adaptive rules: when they are judged and can be in force, and every mistake in its place."""

from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.adaptive import Rule
from scenarios.recorded import METRICS, Metric
from tests.scenarios.written import loaded, places, problems

RULE = """rules:
  - name: low take-up
    when: {recorded: take_up, under: 0.3, after: 12 months, over_last: 12 months, every: 3 months, lag: 3 months}
    judged: together
    areas: [West Yorkshire]
    then:
      set:
        oblige: {attend_assessment: true}
    for: 18 months
    again: true
"""


def rule(**changed: Any) -> Rule:
    when = {"recorded": "take_up", "under": 0.3, "after": "12 weeks"}
    settings: dict[str, Any] = {"name": "r", "when": when, "then": {"set": {"oblige": {"attend_assessment": True}}}}
    for key, value in changed.items():
        (settings if key in ("for", "again") else when)[key] = value
    return Rule.model_validate(settings)


def test_a_rule_is_read_as_it_is_written(tmp_path: Path) -> None:
    [read] = loaded(tmp_path, RULE).scenario.rules
    assert (read.name, read.judged, read.areas, read.again) == ("low take-up", "together", ("West Yorkshire",), True)
    assert (read.when.recorded, read.when.under, read.when.over) == ("take_up", 0.3, None)
    assert [str(read.when.after), str(read.when.every), str(read.when.lag)] == ["12 months", "3 months", "3 months"]
    assert str(read.lasts) == "18 months"
    assert read.then.overlay == {"oblige": {"attend_assessment": True}}


def test_every_metric_is_described() -> None:
    assert set(METRICS) == set(get_args(Metric))
    assert {name for name, about in METRICS.items() if about.share} == {"take_up", "identified_share"}
    assert all(about.words for about in METRICS.values())


def test_judged_once_or_again_and_again() -> None:
    assert [week for week in range(60) if rule().when.judged_in(week)] == [12]
    assert [week for week in range(60) if rule(every="13 weeks").when.judged_in(week)] == [12, 25, 38, 51]
    assert [week for week in range(40) if rule(after="1 month", every="1 month").when.judged_in(week)] == [
        5, 9, 14, 18, 22, 27, 31, 35,
    ]  # fmt: skip


@given(st.integers(7, 2000), st.integers(7, 800))
def test_it_is_judged_at_the_first_tick_at_or_after_each_of_its_days(after: int, every: int) -> None:
    when = rule(after=f"{after} days", every=f"{every} days").when
    due = {-(-(after + times * every) // 7) for times in range(600)}
    assert [week for week in range(600) if when.judged_in(week)] == sorted(week for week in due if week < 600)


def test_the_window_ends_before_the_lag_and_never_begins_before_the_run() -> None:
    when = rule(after="52 weeks", over_last="26 weeks", lag="13 weeks").when
    assert when.window(52) == (13.0, 39.0)
    assert when.window(30) == (0.0, 17.0)
    assert when.window(5) == (0.0, 0.0)
    assert rule(lag="13 weeks").when.window(52) == (0.0, 39.0)


def test_under_and_over_are_strict_and_a_figure_that_cannot_be_had_fires_nothing() -> None:
    under, over = rule().when, rule(under=None, over=0.3).when
    assert [under.fires(figure) for figure in (0.2, 0.3, 0.4, float("nan"))] == [True, False, False, False]
    assert [over.fires(figure) for figure in (0.2, 0.3, 0.4, float("nan"))] == [False, False, True, False]


@given(
    st.integers(1, 30), st.none() | st.integers(1, 30), st.none() | st.integers(1, 30), st.integers(0, 60),
    st.none() | st.integers(0, 60),
)  # fmt: skip
def test_when_it_may_be_in_force(after: int, every: int | None, lasts: int | None, first: int, end: int | None) -> None:
    changed = {"after": f"{after} weeks", "every": f"{every} weeks" if every else None}
    it = rule(**changed, **{"for": f"{lasts} weeks" if lasts else None})
    judged = [week for week in range(200) if it.when.judged_in(week)]
    in_force = {week + k for week in judged for k in range(lasts or 200)}
    ticks = range(first, 200 if end is None else end)
    assert it.may_be_in_force(first, end) == bool(in_force & set(ticks))


IMPOSSIBLE = """rules:
  - name: low take-up
    when: {recorded: takeup, under: 0.3, after: 12 months}
    then: {set: {oblige: {attend_assessment: true}}}
  - name: low take-up
    when: {recorded: take_up, under: 3, over: 0.5, after: 2 months, lag: 3 months}
    areas: [Leds]
    then: {set: {oblige: {attend_asessment: true}}}
    again: true
  - name: Low Take-Up
    when: {recorded: sanctions, after: 1 year}
    then: {set: {support: {childcare: true}}}
    for: 1 year
    again: true
  - when: {recorded: sanctions, over: -1, after: soon}
    then: {set: {}}
"""


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    found = {(place, problem.message) for place, problem in zip(
        places(tmp_path, IMPOSSIBLE), problems(tmp_path, IMPOSSIBLE), strict=True
    )}  # fmt: skip
    assert {place for place, _ in found} == {
        (3, "rules.0.when.recorded"),
        (6, "rules.1.when.over"), (6, "rules.1.when.under"), (6, "rules.1.when.after"), (7, "rules.1.areas.0"),
        (8, "rules.1.then.set.oblige.attend_asessment"), (9, "rules.1.again"),
        (10, "rules.2.name"), (11, "rules.2.when"), (14, "rules.2.again"),
        (15, "rules.3.name"), (15, "rules.3.when.over"), (15, "rules.3.when.after"), (16, "rules.3.then.set"),
    }  # fmt: skip
    assert len(found) == 14


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("under: 0.3", "under: 0.3, over: 0.5", "rules.0.when.over", "a second time"),
        ("under: 0.3, ", "", "rules.0.when", "neither under nor over"),
        ("under: 0.3", "under: 30", "rules.0.when.under", "take_up is a share"),
        ("after: 12 months", "after: 3 months", "rules.0.when.after", "before any figures"),
        ("after: 12 months", "after: 2 months", "rules.0.when.after", "before any figures"),
        ("take_up", "takeup", "rules.0.when.recorded", "not one of the choices"),
        ("    for: 18 months\n", "", "rules.0.again", "never over"),
        ("every: 3 months, ", "", "rules.0.again", "judged only once"),
        ("West Yorkshire", "West Yorkshir", "rules.0.areas.0", "no area or Jobcentre district"),
        ("together", "by_area", "rules.0.judged", "not one of the choices"),
        ("lag: 3 months", "lag: -3 months", "rules.0.when.lag", "out of range"),
        ("name: low take-up", f"name: {'x' * 81}", "rules.0.name", "too long"),
    ],
)
def test_one_mistake_is_one_problem(old: str, new: str, field: str, message: str, tmp_path: Path) -> None:
    (only,) = problems(tmp_path, RULE.replace(old, new))
    assert only.field == field
    assert message in only.message
    if new == "takeup":
        assert only.nearest == "take_up"


def test_two_rules_of_one_name_say_where_the_first_stands(tmp_path: Path) -> None:
    second = RULE.removeprefix("rules:\n").replace("low take-up", "Low take-up")
    (only,) = problems(tmp_path, RULE + second)
    assert (only.line, only.field) == (16, "rules.1.name")
    assert "line 7" in only.message


def test_a_fifth_rule_is_too_many(tmp_path: Path) -> None:
    more = "".join(RULE.removeprefix("rules:\n").replace("low take-up", f"rule {n}") for n in range(4))
    (only,) = problems(tmp_path, RULE + more)
    assert (only.line, only.field, only.allowed) == (7, "rules", "at most 4")


def test_rules_are_replaced_whole_by_the_file_that_extends(tmp_path: Path) -> None:
    loaded(tmp_path, RULE, "base.yaml")
    mine = loaded(tmp_path, "extends: base.yaml\n" + RULE.replace("0.3", "0.2"))
    assert [one.when.under for one in mine.scenario.rules] == [0.2]
    assert len(loaded(tmp_path, "extends: base.yaml\n").scenario.rules) == 1
    assert loaded(tmp_path, "extends: base.yaml\nrules: []\n").scenario.rules == ()
