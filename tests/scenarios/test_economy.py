"""The labour market, unemployment in single years, and who is followed: read, inherited, refused."""

from pathlib import Path

import pytest

from tests.scenarios.written import loaded, problems


@pytest.mark.parametrize("market", ["recession", "flat", "severe"])
def test_labour_markets(market: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, f"calendar: {{labour_market: {market}}}\n").scenario.calendar.labour_market == market


def test_unemployment_in_single_years_is_inherited_year_by_year(tmp_path: Path) -> None:
    base = loaded(tmp_path, "calendar: {unemployment: {2009: 0.08, 2010: 0.09}}\n", "base.yaml")
    assert base.scenario.calendar.unemployment == {2009: 0.08, 2010: 0.09}
    assert base.resolved["calendar"]["unemployment"] == {"2009": 0.08, "2010": 0.09}
    mine = loaded(tmp_path, 'extends: base.yaml\ncalendar:\n  unemployment: {"2010": 0.1, 2011: 0.12}\n')
    assert mine.scenario.calendar.unemployment == {2009: 0.08, 2010: 0.1, 2011: 0.12}
    assert mine.origins["calendar.unemployment.2010"].endswith("mine.yaml:8")


@pytest.mark.parametrize(
    ("settings", "field", "message"),
    [
        ("{unemployment: {2009: 0.31}}", "calendar.unemployment.2009", "out of range"),
        ("{unemployment: {2009: -0.01}}", "calendar.unemployment.2009", "out of range"),
        ("{unemployment: {2009: 8%}}", "calendar.unemployment.2009", "plain number"),
        ("{unemployment: {1999: 0.05}}", "calendar.unemployment.1999", "out of range"),
        ("{unemployment: {y2009: 0.05}}", "calendar.unemployment.y2009", "must be a year"),
        ("{unemployment: {2009: 0.05, 2009: 0.06}}", "calendar.unemployment.2009", "written twice"),
        ("{unemployment: 0.08}", "calendar.unemployment", "must be a group"),
        ("{labour_market: sever}", "calendar.labour_market", "not one of the choices"),
    ],
)
def test_mistakes(settings: str, field: str, message: str, tmp_path: Path) -> None:
    (only,) = problems(tmp_path, f"calendar: {settings}\n")
    assert only.field == field and message in only.message and only.line == 6


def test_a_year_stands_as_a_key_nowhere_else(tmp_path: Path) -> None:
    (only,) = problems(tmp_path, "calendar: {2009: 0.05}\n")
    assert "no such setting" in only.message


def test_the_people_outside_the_benefit_system_are_followed_only_if_asked_for(tmp_path: Path) -> None:
    assert not loaded(tmp_path, "").scenario.population.outside_benefit
    assert loaded(tmp_path, "population: {outside_benefit: true}\n").scenario.population.outside_benefit
