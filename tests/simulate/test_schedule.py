"""Dated changes as they are lived: who is under which regime in which week, counted by hand.

The run begins on Monday, 27 April 2009; a change is felt at the first weekly tick on or after its day.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest

from scenarios.areas import load_areas
from scenarios.schema import Scenario
from tests.simulate.bench import living, scenario_with

AREAS = load_areas()
CHILDCARE = {"support": {"childcare": True}}
DISTRICTS = list(dict.fromkeys(area.jobcentre_district for area in AREAS))


def lying_in(*names: str) -> np.ndarray:
    """Which areas lie in these places: (areas,) bool."""
    return np.array([area.name in names or area.jobcentre_district in names for area in AREAS])


def weeks_under(it: Scenario, weeks: int, setting: str = "support.childcare") -> np.ndarray:
    """In which areas a setting is on after each weekly tick: (weeks + 1, areas); each claimant's regime is checked."""
    group, name = setting.split(".")
    found = []
    for now in living(it, weeks, claimants=400):
        world = now.world
        on = np.array([bool(getattr(getattr(regime, group), name)) for regime in world.regimes])
        assert np.array_equal(world.lives.regime, world.regime_of_area[world.who.area])
        found.append(on[world.regime_of_area])
    return np.array(found)


def between(first: int, end: int | None, weeks: int) -> np.ndarray:
    """Which of the weeks 0..weeks lie from `first` until before `end`."""
    return np.array([first <= week < (weeks + 1 if end is None else end) for week in range(weeks + 1)])


@pytest.mark.parametrize(
    ("when", "first", "end"),
    [
        ({"from": "2009-06-01"}, 5, None),  # a Monday
        ({"from": "2009-06-02"}, 6, None),
        ({"from": "2009-06-07"}, 6, None),
        ({"from": "2009-06-08"}, 6, None),
        ({"from": "2009-04-27"}, 0, None),
        ({"from": "2009-04-27", "until": "2009-05-04"}, 0, 1),
        ({"from": "2009-06-03", "until": "2009-07-01"}, 6, 10),
        ({"from": "2009-06-03", "for": "4 weeks"}, 6, 10),  # over on 1 July, a Wednesday
        ({"from": "2009-06-01", "for": "10 days"}, 5, 7),
        ({"from": "2009-06-01", "for": "1 month"}, 5, 10),  # until 1 July
        ({"from": "2009-06-02", "until": "2009-06-05"}, 6, 6),  # over before any tick: never felt
        ({"from": "2012-06-01"}, 99, None),
    ],
)  # fmt: skip
def test_a_change_is_felt_at_the_first_tick_on_or_after_its_day(
    when: Mapping[str, Any], first: int, end: int | None
) -> None:
    under = weeks_under(scenario_with(changes=[{**when, "set": CHILDCARE}]), 12)
    assert np.array_equal(under.any(axis=1), between(first, end, 12))
    assert np.array_equal(under.all(axis=1), between(first, end, 12))


def test_a_change_is_for_its_places_alone() -> None:
    it = scenario_with(changes=[{"from": "2009-05-11", "areas": ["Merseyside", "Leeds"], "set": CHILDCARE}])
    under, there = weeks_under(it, 4), lying_in("Merseyside", "Leeds")
    assert 3 < there.sum() < 10
    assert np.array_equal(under, np.outer(between(2, None, 4), there))


def test_a_later_change_lies_over_an_earlier_one_until_it_is_over() -> None:
    changes = [
        {"from": "2009-05-04", "set": CHILDCARE},
        {"from": "2009-05-18", "until": "2009-06-01", "areas": ["Leeds"], "set": {"support": {"childcare": False}}},
    ]
    under, leeds = weeks_under(scenario_with(changes=changes), 8), lying_in("Leeds")
    assert np.array_equal(under[:, leeds].ravel(), between(1, None, 8) & ~between(3, 5, 8))
    assert np.array_equal(under[:, ~leeds].all(axis=1), between(1, None, 8))


def test_an_announced_change_looms_before_it_comes_and_no_longer_after() -> None:
    change = {"from": "2009-06-29", "announced": "4 weeks", "for": "3 weeks", "areas": ["Leeds"], "set": CHILDCARE}
    it = scenario_with(changes=[change])
    leeds = lying_in("Leeds")
    assert np.array_equal(weeks_under(it, 14, "believe.looming"), np.outer(between(5, 9, 14), leeds))
    assert np.array_equal(weeks_under(it, 14), np.outer(between(9, 12, 14), leeds))


def test_what_was_announced_before_the_run_began_looms_from_its_first_day() -> None:
    it = scenario_with(changes=[{"from": "2009-05-11", "announced": "1 year", "set": CHILDCARE}])
    assert np.array_equal(weeks_under(it, 4, "believe.looming").all(axis=1), between(0, 2, 4))


def test_places_named_join_one_after_another() -> None:
    names = ["Merseyside", "Leeds", "Kent"]
    change = {"from": "2009-05-11", "every": "3 weeks", "areas": names, "set": CHILDCARE}
    wanted = np.zeros((13, len(AREAS)), bool)
    for step, name in enumerate(names):
        wanted |= np.outer(between(2 + 3 * step, None, 12), lying_in(name))
    assert np.array_equal(weeks_under(scenario_with(changes=[change]), 12), wanted)
    sizes = [lying_in(name).sum() for name in names]
    joined = np.cumsum(sizes)
    counted = wanted.sum(axis=1)
    assert counted.tolist() == [0] * 2 + [joined[0]] * 3 + [joined[1]] * 3 + [joined[2]] * 5


def test_each_step_is_announced_and_lasts_by_itself() -> None:
    names = ["Merseyside", "Leeds"]
    change = {
        "from": "2009-05-18", "every": "4 weeks", "announced": "2 weeks", "for": "5 weeks", "areas": names,
        "set": CHILDCARE,
    }  # fmt: skip
    it = scenario_with(changes=[change])
    on, looms = np.zeros((13, len(AREAS)), bool), np.zeros((13, len(AREAS)), bool)
    for step, name in enumerate(names):
        begins = 3 + 4 * step
        on |= np.outer(between(begins, begins + 5, 12), lying_in(name))
        looms |= np.outer(between(begins - 2, begins, 12), lying_in(name))
    assert np.array_equal(weeks_under(it, 12), on)
    assert np.array_equal(weeks_under(it, 12, "believe.looming"), looms)


def test_with_all_the_districts_join_one_after_another_in_the_order_of_the_areas() -> None:
    """One a week: after week w the areas of the first w districts are under the new regime."""
    change = {"from": "2009-05-04", "every": "1 week", "set": CHILDCARE}
    under = weeks_under(scenario_with(changes=[change]), len(DISTRICTS) + 2)
    for week, now in enumerate(under):
        assert np.array_equal(now, lying_in(*DISTRICTS[:week])), f"week {week}"
    assert under.sum(axis=1)[[0, 1, 2]].tolist() == [
        0, *np.cumsum([sum(a.jobcentre_district == name for a in AREAS) for name in DISTRICTS[:2]]),
    ]  # fmt: skip
    assert under[len(DISTRICTS)].all() and not under[len(DISTRICTS) - 1].all()


def test_steps_by_month_follow_the_calendar() -> None:
    change = {"from": "2009-05-31", "every": "1 month", "areas": ["Leeds", "Kent", "Bury"], "set": CHILDCARE}
    days = [date(2009, 5, 31), date(2009, 6, 30), date(2009, 7, 31)]
    ticks = [-(-(day - date(2009, 4, 27)).days // 7) for day in days]
    assert ticks == [5, 10, 14]
    under = weeks_under(scenario_with(changes=[change]), 16)
    for name, tick in zip(("Leeds", "Kent", "Bury"), ticks, strict=True):
        there = lying_in(name)
        assert np.array_equal(under[:, there], np.outer(between(tick, None, 16), there[there]))
