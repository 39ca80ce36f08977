"""The pages of the documentation keep the tables of the card that is shipped, and every miss is explained."""

from pathlib import Path

import pytest

from calibration.misses import explained
from calibration.page import BLOCK, BLOCKS, PAGES, made
from scenarios.learnt import card


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_tables_are_those_of_the_card(page: Path) -> None:
    told = card()
    assert told is not None
    text = page.read_text(encoding="utf-8")
    assert made(text, told) == text, "python -m calibration.page"


def test_every_table_stands_on_a_page() -> None:
    found = {match["name"] for page in PAGES for match in BLOCK.finditer(page.read_text(encoding="utf-8"))}
    assert found == set(BLOCKS)


def test_every_miss_is_explained_and_nothing_else() -> None:
    told = card()
    assert told is not None
    of = {one["name"]: one["colour"] for one in told["targets"]}
    assert {name for name, colour in of.items() if colour == "red"} <= set(explained())
    assert {of[name] for name in explained()} <= {"red", "amber"}
