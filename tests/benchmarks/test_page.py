"""The page and its picture say what the kept results say."""

import json

import pytest

from benchmarks.__main__ import PAGE, PICTURE, RESULTS
from benchmarks.page import page, table
from benchmarks.picture import picture


def test_columns_of_numbers_stand_to_the_right() -> None:
    lines = table(["name", "n"], [["a", "1"], ["b", "20"]]).splitlines()
    assert lines == ["| name |  n |", "| ---- | -: |", "| a    |  1 |", "| b    | 20 |"]


@pytest.mark.skipif(not RESULTS.exists(), reason="python -m benchmarks --write has not been run")
def test_the_page_is_that_of_the_results() -> None:
    results = json.loads(RESULTS.read_text())
    assert PAGE.read_text() == page(results)
    assert PICTURE.read_text() == picture(results)
