"""A ledger or manifest of another run, and entries that went: figures are of this run, or none are given."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from results.store import Run, open_run, readings, resume, verify
from scenarios.errors import RunFailed
from tests.results.runs import go_on, outcomes, through


@pytest.fixture
def one(tmp_path: Path) -> Run:
    return through(tmp_path / "one", seed=3)


@pytest.fixture
def other(tmp_path: Path) -> Run:
    return through(tmp_path / "other", seed=4)


def deaths(run: Run) -> list[float]:
    found: list[float] = readings(run).arrays["deaths_expected"].ravel().tolist()
    return found


def test_the_ledger_of_another_run_is_not_believed(one: Run, other: Run) -> None:
    right = deaths(one)
    assert right != deaths(other)
    shutil.copy(other.folder / "ledger.sqlite", one.folder / "ledger.sqlite")
    opened = open_run(one.folder)
    assert deaths(opened) == right and "is of another run than manifest.json" in opened.told[0]
    kept = outcomes(one)
    assert outcomes(go_on(resume(one.folder))) == kept and not verify(open_run(one.folder))


def test_the_manifest_of_another_run_gives_no_figures_and_resumed_it_is_that_run(one: Run, other: Run) -> None:
    for file in ("manifest.json", "draws.parquet"):
        shutil.copy(other.folder / file, one.folder / file)
    opened = open_run(one.folder)
    assert opened.done == 0
    with pytest.raises(RunFailed):
        readings(opened)
    assert outcomes(go_on(resume(one.folder))) == outcomes(other)


@pytest.mark.parametrize(
    "spoilt",
    ["DELETE FROM parts WHERE replicate = 0", "UPDATE parts SET status = 'x' WHERE replicate = 0", "DELETE FROM parts"],
)
def test_entries_that_went_from_the_ledger_of_a_run_that_ended_are_read_from_the_parts(one: Run, spoilt: str) -> None:
    """Or fewer replicates would pass for the run."""
    right = deaths(one)
    with sqlite3.connect(one.folder / "ledger.sqlite") as ledger:
        ledger.execute(spoilt)
    opened = open_run(one.folder)
    assert deaths(opened) == right and opened.complete and "ledger.sqlite: damaged" in opened.told[0]
    assert verify(open_run(one.folder, verify=False))
    assert resume(one.folder).missing() == ()


def test_a_folder_where_the_ledger_should_be_is_named(one: Run) -> None:
    (one.folder / "ledger.sqlite").unlink()
    (one.folder / "ledger.sqlite").mkdir()
    with pytest.raises(RunFailed, match="is a folder; take it away"):
        resume(one.folder)
    assert deaths(open_run(one.folder)) == deaths(one)
