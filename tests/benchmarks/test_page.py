"""The page and its picture say what the kept results say."""

import json

import pytest

from benchmarks.kept import PAGE, PICTURE, RESULTS, kept_peers
from benchmarks.page import page
from benchmarks.picture import picture
from benchmarks.table import table


def test_columns_of_numbers_stand_to_the_right() -> None:
    lines = table(["name", "n"], [["a", "1"], ["b", "20"]]).splitlines()
    assert lines == ["| name |  n |", "| ---- | -: |", "| a    |  1 |", "| b    | 20 |"]


@pytest.mark.skipif(not RESULTS.exists(), reason="python -m benchmarks --write has not been run")
def test_the_page_is_that_of_the_results() -> None:
    results = json.loads(RESULTS.read_text())
    assert PAGE.read_text() == page(results, kept_peers())
    assert PICTURE.read_text() == picture(results)
