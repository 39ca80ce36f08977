"""The table that `make verify` ends with (`tests/verification/table.py`), and the file it is kept in."""

import time
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.verification.known import known
from tests.verification.rows import Figure, Row, write
from tests.verification.table import text

__all__ = ["Figure"]
KEPT = "figure"
"""Name under which a test hands a row to the session, from another process too."""
BEGAN = time.monotonic()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the rows are kept."""
    parser.addoption("--verification", type=Path, metavar="FILE", help="Keep what was verified in this JSON file.")


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Note a row for the closing table: check, figure, limit, whether it passed. Fails the test if it did not."""

    def note(
        check: str, shown: str, limit: str, passed: bool, *, family: str = "others", catches: str = "",
        finds: str = "", p: float | None = None, level: float | None = None,
    ) -> None:  # fmt: skip
        row = Row(
            family=family, check=check, shown=shown, limit=limit, passed=bool(passed), catches=catches, finds=finds,
            p=p, level=level, test=request.node.nodeid,
        )  # fmt: skip
        request.node.user_properties.append((KEPT, asdict(row)))
        assert passed, f"{check}: {shown}, limit {limit}"

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table after the tests, and keep it if asked."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, [])]
    rows = [
        Row(**kept)
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, kept in report.user_properties
        if name == KEPT
    ]
    if not rows:
        return
    terminalreporter.section("what was verified")
    terminalreporter.write_line(text(rows, colour=terminalreporter.hasmarkup))
    path: Path | None = config.getoption("--verification")
    if path is not None:
        write(path, rows, known(seconds=time.monotonic() - BEGAN))
        terminalreporter.write_line(f"Kept in {path}")
