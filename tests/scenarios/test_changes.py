"""Dated changes: how long, announced when, in which order the places join, and every mistake in its place."""

from datetime import date
from pathlib import Path

import pytest

from scenarios.errors import InputError
from scenarios.loader import load_scenario
from scenarios.timeline import Timeline, timeline
from tests.scenarios.written import HEADS, TOWNS, loaded, places, problems

CHANGE = """calendar: {start: 2009-04-27}
changes:
  - from: 2010-01-01
    until: 2012-01-01
    areas: [Hull, West Yorkshire]
    set: {support: {childcare: true}}
"""


def lived(folder: Path, text: str) -> Timeline:
    return timeline(loaded(folder, text).scenario, TOWNS)


def said(of: Timeline) -> list[tuple[str, str]]:
    """First day of each segment, and a letter for each town: - nothing, l looming, c childcare, b both."""
    letters = {(False, False): "-", (True, False): "l", (False, True): "c", (True, True): "b"}
    regimes = [letters[regime.believe.looming, regime.support.childcare] for regime in of.regimes]
    return [(str(s.start), "".join(regimes[index] for index in s.regime_of_area)) for s in of.segments]


def test_for_is_another_way_to_say_until(tmp_path: Path) -> None:
    until = lived(tmp_path, CHANGE)
    assert lived(tmp_path, CHANGE.replace("until: 2012-01-01", "for: 24 months")) == until
    assert lived(tmp_path, CHANGE.replace("until: 2012-01-01", "for: 2 years")) == until
    for_ever = lived(tmp_path, CHANGE.replace("    until: 2012-01-01\n", ""))
    assert lived(tmp_path, CHANGE.replace("until: 2012-01-01", "for: null")) == for_ever != until


def test_what_is_announced_looms_over_its_places_until_it_begins(tmp_path: Path) -> None:
    text = CHANGE.replace("[Hull, West Yorkshire]", "[Hull]\n    announced: 13 weeks")
    assert said(lived(tmp_path, text)) == [
        ("2009-04-27", "---"), ("2009-10-02", "--l"), ("2010-01-01", "--c"), ("2012-01-01", "---"),
    ]  # fmt: skip


def test_an_announcement_before_the_calendar_begins_looms_from_its_first_day(tmp_path: Path) -> None:
    text = CHANGE.replace("    areas: [Hull, West Yorkshire]\n", "    announced: 1 year\n")
    assert said(lived(tmp_path, text))[0] == ("2009-04-27", "lll")


def test_places_join_one_after_another_in_the_order_written(tmp_path: Path) -> None:
    stepped = CHANGE.replace("set:", "every: 3 months\n    announced: 1 month\n    set:")
    assert said(lived(tmp_path, stepped)) == [
        ("2009-04-27", "---"), ("2009-12-01", "--l"), ("2010-01-01", "--c"), ("2010-03-01", "llc"),
        ("2010-04-01", "ccc"), ("2012-01-01", "---"),
    ]  # fmt: skip


def test_for_counts_from_the_own_start_of_each_place_and_until_is_common(tmp_path: Path) -> None:
    stepped = CHANGE.replace("until: 2012-01-01", "for: 6 months").replace("set:", "every: 3 months\n    set:")
    assert said(lived(tmp_path, stepped)) == [
        ("2009-04-27", "---"), ("2010-01-01", "--c"), ("2010-04-01", "ccc"), ("2010-07-01", "cc-"),
        ("2010-10-01", "---"),
    ]  # fmt: skip


def test_with_all_the_districts_join_in_the_order_of_the_areas(tmp_path: Path) -> None:
    stepped = CHANGE.replace("[Hull, West Yorkshire]", "all\n    every: 6 months")
    assert said(lived(tmp_path, stepped)) == [
        ("2009-04-27", "---"), ("2010-01-01", "cc-"), ("2010-07-01", "ccc"), ("2012-01-01", "---"),
    ]  # fmt: skip


def test_an_area_named_before_its_district_joins_first(tmp_path: Path) -> None:
    stepped = CHANGE.replace("[Hull, West Yorkshire]", "[Bradford, West Yorkshire]\n    every: 1 week")
    assert [letters for _, letters in said(lived(tmp_path, stepped))][:3] == ["---", "-c-", "cc-"]


def test_of_two_changes_the_one_that_began_later_in_a_place_wins(tmp_path: Path) -> None:
    text = CHANGE.replace("set:", "every: 12 months\n    set:") + (
        "  - {from: 2010-07-01, set: {support: {childcare: false}}}\n"
    )
    assert said(lived(tmp_path, text)) == [
        ("2009-04-27", "---"), ("2010-01-01", "--c"), ("2010-07-01", "---"), ("2011-01-01", "cc-"),
        ("2012-01-01", "---"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("    areas", "    for: 2 years\n    areas", 5, "changes.0.for", "a second time"),
        ("until: 2012-01-01", "for: 24 moths", 4, "changes.0.for", "has the unit 'moths'"),
        ("until: 2012-01-01", "for: 24", 4, "changes.0.for", "needs a unit"),
        ("until: 2012-01-01", "for: 0 days", 4, "changes.0.for", "out of range"),
        ("until: 2012-01-01", "announced: 1 per week", 4, "changes.0.announced", "not a rate"),
        ("until: 2012-01-01", "announced: true", 4, "changes.0.announced", "must be a length of time"),
        (
            "2012-01-01", "2010-03-01\n    every: 3 months", 4, "changes.0.until",
            "before West Yorkshire joins, on 2010-04-01",
        ),
        ("[Hull, West Yorkshire]", "[Hull]\n    every: 1 week", 6, "changes.0.every", "only one place"),
        ("[Hull, West", "[Hull, Humber, West", 5, "changes.0.areas.1", "joined already"),
        ("[Hull, West", "[Hull, Hull, West", 5, "changes.0.areas.1", "joined already"),
    ],
)  # fmt: skip
def test_mistakes(old: str, new: str, line: int, field: str, message: str, tmp_path: Path) -> None:
    text = CHANGE.replace(old, new)
    if "joined" in message:
        text = text.replace("set:", "every: 1 week\n    set:")
    (only,) = problems(tmp_path, text)
    assert (only.line, only.field) == (line + 5, field)
    assert message in only.message


def test_all_mistakes_of_a_stepped_change_at_once(tmp_path: Path) -> None:
    text = """calendar: {start: 2009-04-27}
changes:
  - from: 2008-01-01
    until: 2010-01-01
    for: 1 year
    announced: soon
    every: 3 months
    areas: [Hul, Leeds]
    set: {support: {childcar: true}}
  - from: 2010-01-01
    evry: 3 months
    set: {}
"""
    assert places(tmp_path, text) == [
        (3, "changes.0.from"), (5, "changes.0.for"), (6, "changes.0.announced"), (8, "changes.0.areas.0"),
        (9, "changes.0.set.support.childcar"), (11, "changes.1.evry"), (12, "changes.1.set"),
    ]  # fmt: skip


def test_too_many_days_of_change_are_refused(tmp_path: Path) -> None:
    text = "changes:\n" + "".join(
        f"  - {{from: 20{10 + n // 12}-{1 + n % 12:02}-{1 + n % 28:02}, every: {n + 8} days, until: 2020-12-31, set: "
        f"{{support: {{childcare: true}}}}}}\n"
        for n in range(40)
    )
    (tmp_path / "mine.yaml").write_text(HEADS + text)
    with pytest.raises(InputError, match=r"the regime changes on 1,[0-9]{3} days; at most 1,000"):
        load_scenario(str(tmp_path / "mine.yaml"))


def test_the_days_are_those_of_the_calendar(tmp_path: Path) -> None:
    change = loaded(tmp_path, CHANGE.replace("set:", "every: 1 month\n    announced: 1 month\n    set:")).scenario
    [only] = change.changes
    assert [only.begins(step) for step in (0, 1)] == [date(2010, 1, 1), date(2010, 2, 1)]
    assert [only.told(step) for step in (0, 1)] == [date(2009, 12, 1), date(2010, 1, 1)]
    assert only.ends(1) == date(2012, 1, 1)
