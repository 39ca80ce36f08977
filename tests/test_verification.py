"""The table of what was verified: grouped, folded, 120 columns, failures never folded away; kept and read again."""

from pathlib import Path

import pytest

from tests.verification.families import FAMILIES, HEADINGS
from tests.verification.rows import Row, read, write
from tests.verification.table import FOLDED, WIDTH, text

pytest_plugins = ("pytester",)


def row(check: str = "a", *, family: str = "levers", passed: bool = True, **others: object) -> Row:
    return Row(family=family, check=check, shown="42", limit="42", passed=passed, **others)  # type: ignore[arg-type]


def test_every_family_that_is_registered_can_be_shown_within_the_width() -> None:
    rows = [row(f"{name} {i} " + "long " * 30, family=name) for name in FAMILIES for i in (1, FOLDED * 2)]
    shown = text(rows)
    assert all(len(line) <= WIDTH for line in shown.splitlines())
    used = [heading for heading in HEADINGS if any(one.heading == heading for one in FAMILIES.values())]
    at = [shown.index(f"\n{heading.upper()}") for heading in used]
    assert at == sorted(at)


def test_many_checks_of_a_family_are_one_line_and_each_that_failed_another() -> None:
    rows = [row(f"lever {i}", p=0.1 + i, level=0.01, finds=f"{i + 1}.0%") for i in range(30)]
    shown = " ".join(text([*rows, row("broken", passed=False)]).split())
    assert "30 of 31 pass" in shown and "lever 7" not in shown
    assert "nearest to its limit:" in shown and "lever 0, p 1.0e-01" in shown and "1% to 30%" in shown
    assert "broken" in shown and "FAIL" in shown and "1 FAIL." in shown


def test_few_checks_stand_each_in_its_line_with_what_they_would_catch() -> None:
    shown = " ".join(text([row("one", catches="A slip."), row("two")]).split())
    assert "- one: A slip." in shown and "- two" in shown and "FAIL" not in shown
    assert FAMILIES["levers"].says in shown


def test_a_row_of_an_unknown_family_is_shown_all_the_same() -> None:
    assert "Not in the register" in text([row(family="nobody knows")])


def test_rows_are_kept_and_those_of_other_tests_stay(tmp_path: Path) -> None:
    path = tmp_path / "build" / "rows.json"
    write(path, [row("b", test="t1"), row("a", test="t2", p=0.5, level=0.1, finds="1%")], {"day": "2009-04-27"})
    assert [one.check for one in read(path)] == ["a", "b"]
    write(path, [row("c", test="t1")], {"day": "2009-04-28"})
    assert [one.check for one in read(path)] == ["a", "c"]
    assert read(path)[0].p == 0.5
    path.write_text(path.read_text().replace('"format": 1', '"format": 9'))
    with pytest.raises(ValueError, match="format 9"):
        read(path)


def test_a_check_that_fails_fails_the_run_and_is_in_the_table(pytester: pytest.Pytester) -> None:
    """The real plug-in, in a run of its own: `make verify` must end with another code than 0."""
    pytester.makeconftest("from tests.conftest import figure, pytest_addoption, pytest_terminal_summary")
    pytester.makepyfile(
        test_it="""
        def test_right(figure):
            figure("right", "1", "1", True, family="levers", finds="3%")
        def test_wrong(figure):
            figure("wrong", "1", "2", False, family="levers")
        """
    )
    ran = pytester.runpytest("--verification=kept.json", "-p", "no:cacheprovider")
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.stdout.fnmatch_lines(["*what was verified*", "*- right*pass*", "*- wrong*FAIL*", "*Kept in kept.json*"])
    assert [(one.check, one.passed) for one in read(pytester.path / "kept.json")] == [("right", True), ("wrong", False)]
