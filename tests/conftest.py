"""The table that `make verify` ends with: check, figure, limit, pass or fail."""

from collections.abc import Callable

import pytest

Figure = Callable[[str, str, str, bool], None]
KEPT = "figure"
"""Name under which a test hands a row to the session, from another process too."""


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Note a figure for the closing table: check, figure, limit, whether it passed. Fails the test if it did not."""

    def note(check: str, shown: str, limit: str, passed: bool) -> None:
        request.node.user_properties.append((KEPT, (check, shown, limit, passed)))
        assert passed, f"{check}: {shown}, limit {limit}"

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table after the tests."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, [])]
    kept = [row for report in reports for name, row in getattr(report, "user_properties", ()) if name == KEPT]
    if not kept:
        return
    head = ("check", "figure", "limit", "")
    rows = [head, *sorted((check, shown, limit, "pass" if ok else "FAIL") for check, shown, limit, ok in kept)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    terminalreporter.section("what was verified")
    for row in rows:
        terminalreporter.write_line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
