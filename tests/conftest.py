"""The table that `make verify` ends with: check, figure, limit, pass or fail."""

from collections.abc import Callable

import pytest

Figure = Callable[[str, str, str, bool], None]
_ROWS: list[tuple[str, str, str, bool]] = []


@pytest.fixture
def figure() -> Figure:
    """Note a figure for the closing table: check, figure, limit, whether it passed. Fails the test if it did not."""

    def note(check: str, shown: str, limit: str, passed: bool) -> None:
        _ROWS.append((check, shown, limit, passed))
        assert passed, f"{check}: {shown}, limit {limit}"

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table after the tests."""
    if not _ROWS:
        return
    head = ("check", "figure", "limit", "")
    rows = [head, *((check, shown, limit, "pass" if ok else "FAIL") for check, shown, limit, ok in _ROWS)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    terminalreporter.section("what was verified")
    for row in rows:
        terminalreporter.write_line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
