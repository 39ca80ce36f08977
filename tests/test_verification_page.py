"""docs/verification.md is what the command makes of the kept rows, and tells of failures and gaps."""

import json
from pathlib import Path

import pytest

from tests.verification.page import ELSEWHERE, KEPT, PAGE, page
from tests.verification.rows import Row, write

KNOWN = {
    "day": "2009-04-27", "commit": "abc", "model": 1, "python": "3.11", "packages": {"numpy": "2"}, "processors": 2,
    "seconds": 9,
}  # fmt: skip


def test_the_page_is_what_the_command_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.verification"


def kept(tmp_path: Path, *rows: Row) -> Path:
    path = tmp_path / "rows.json"
    write(path, rows, KNOWN)
    return path


def test_failures_and_gaps_are_told(tmp_path: Path) -> None:
    rows = [Row(family="levers", check=f"lever {i}", shown="more", limit="more", passed=i != 7) for i in range(20)]
    made = page(kept(tmp_path, *rows), tmp_path)
    assert "**1 failed**" in made and "19 of 20 pass" in made
    assert "| lever 7 | more |  | more | **FAIL** |" in made and "lever 8" not in made
    assert "In the register and not in the run above" in made and "Mesa" in made
    for name in ELSEWHERE:
        assert f"no {name}.json has been kept, so nothing is claimed" in made


def test_what_others_wrote_is_shown_in_a_table_for_each_kind_of_row(tmp_path: Path) -> None:
    rows = [{"what": f"error {i}", "noticed_by": ["a", "b"], "found": True} for i in range(45)]
    (tmp_path / "breakages.json").write_text(json.dumps([*rows, {"summary": "45 | of 45"}]))
    made = page(kept(tmp_path, Row(family="laws", check="a", shown="1", limit="1", passed=True)), tmp_path)
    assert "| what | noticed by | found |" in made and "| error 3 | a; b | yes |" in made
    assert "error 44" not in made and "And 5 more" in made and "| 45 \\| of 45 |" in made


def test_a_place_that_is_missing_from_the_words_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = tmp_path / "page.md"
    words.write_text("nothing")
    monkeypatch.setattr("tests.verification.page.WORDS", words)
    with pytest.raises(ValueError, match="here: run"):
        page(KEPT)
