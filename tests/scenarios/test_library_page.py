"""The page of built-in scenarios is kept equal to their files, and says what they change."""

from pathlib import Path

from scenarios.library import built_in
from scenarios.library_page import PAGE_FILE, differences, page, row, write_page
from scenarios.loader import load_scenario


def test_the_page_is_what_the_files_say() -> None:
    assert PAGE_FILE.read_text(encoding="utf-8") == page(), "run: python -m scenarios.library_page"


def test_every_scenario_has_its_row_of_four_cells() -> None:
    rows = page().splitlines()[-len(built_in()) :]
    assert [line.split("`")[1] for line in rows] == list(built_in())
    assert all(line.count(" | ") == 3 and line.startswith("| ") and line.endswith(" |") for line in rows)


def test_what_differs_is_said_in_the_words_of_the_levers() -> None:
    assert differences(load_scenario("named_person")) == "`voluntary_2009`, but refer: named person no → yes"
    citing = differences(load_scenario("declaration_citing_drugs"))
    assert "declaration asked of all → citing drugs" in citing
    assert "JSA 100% of it for 2 weeks, 4 weeks, 26 weeks → none" in citing
    assert differences(load_scenario("recession_none")).endswith("but calendar: labour market recession → flat")


def test_a_dated_change_is_told_with_its_days_and_places() -> None:
    told = differences(load_scenario("wandsworth_pilot"))
    assert told.startswith("`none`, but from 2009-04-27, in Wandsworth: identify: coordinators per district 1, ")
    assert "from 2010-10-25, until 2012-10-25, in Cumbria and Lancashire, " in row("pilot_2010")


def test_a_scenario_that_extends_nothing_says_what_it_sets() -> None:
    assert "support: progress2work yes" in differences(load_scenario("none"))


def test_it_is_written_as_it_is_made(tmp_path: Path) -> None:
    write_page(tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page()
