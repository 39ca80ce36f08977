"""Real faults: a driver killed, a full disk, a read-only folder, two drivers. Nothing is lost and nothing is wrong."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from results.store import add, create, damaged_parts, finish, open_run, readings, resume, verify, work
from scenarios.errors import InputError, PartlyDone, RunFailed
from tests.results.runs import SMALL, begun, go_on, mounted, outcomes, small, through

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


def command(*arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command to its end. limit: bytes above which no file may grow."""
    return subprocess.run(
        [sys.executable, "-m", "sanctionsim.cli", *arguments], capture_output=True, text=True, check=False,
        env=ENVIRONMENT, timeout=300, cwd=ROOT,
        preexec_fn=None if limit is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip


@contextmanager
def driver(*arguments: str, folder: Path, parts: int) -> Iterator[subprocess.Popen[str]]:
    """A driver that has kept some parts and works on."""
    running = subprocess.Popen(
        [sys.executable, "-m", "sanctionsim.cli", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=ENVIRONMENT, cwd=ROOT, start_new_session=True,
    )  # fmt: skip
    patience = time.monotonic() + 120
    while len(list((folder / "parts").glob("*.parquet"))) < parts:
        assert time.monotonic() < patience and running.poll() is None, running.communicate()
        time.sleep(0.005)
    try:
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate()


def one_sentence(said: str) -> bool:
    """One line and no traceback."""
    return len(said.strip().splitlines()) == 1 and "Traceback" not in said


def test_killed_at_any_moment_and_resumed_it_is_the_same_to_the_bit(tmp_path: Path) -> None:
    """SIGKILL, again and again, at moments of chance: between parts, within them, within the ledger."""
    folder, chance = tmp_path / "killed", random.Random(1)
    first = ("run", "none", *SMALL, "--seed", "3", "--replicates", "60", "--out", str(folder))
    kept = 0
    for attempt in range(3):
        arguments = first if attempt == 0 else ("runs", "resume", str(folder), "--workers", "1")
        with driver(*arguments, folder=folder, parts=kept + 2) as running:
            time.sleep(chance.uniform(0, 0.4))
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        found = open_run(folder)
        assert damaged_parts(found) == () and kept < len(list((folder / "parts").glob("*.parquet"))) < 60
        kept = len(list((folder / "parts").glob("*.parquet")))
    again = resume(folder)
    assert len(again.missing()) == 60 - kept, "what was on disk is not run again"
    assert outcomes(go_on(again)) == outcomes(through(tmp_path / "through", replicates=60))
    assert verify(open_run(folder)) == ()


BEGINS = """
import os, signal, sys
from results.store.run import Run
from tests.results.runs import begun
Run.changed = lambda self, manifest: os.kill(os.getpid(), signal.SIGKILL)
begun(sys.argv[1])
"""


def test_a_driver_killed_as_it_begins_leaves_a_folder_that_the_same_command_takes_over(tmp_path: Path) -> None:
    """Killed when all is written but the manifest. A stranger's file beside it is never cleared away."""
    folder = tmp_path / "run"
    killed = subprocess.run([sys.executable, "-c", BEGINS, str(folder)], env=ENVIRONMENT, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (folder / "draws.parquet").is_file() and not (folder / "manifest.json").exists()
    with pytest.raises(InputError, match=r"was stopped as it began, .* give its command again"):
        open_run(folder)
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="is there already and is not empty"):
        begun(folder)
    assert (folder / "notes.txt").read_text() == "mine" and (folder / "draws.parquet").is_file()
    (folder / "notes.txt").unlink()
    assert outcomes(through(folder)) == outcomes(through(tmp_path / "through"))


def test_a_driver_killed_within_a_task_costs_that_task_only(tmp_path: Path) -> None:
    """Two regimes: a kill between the parts of a task leaves one, and only the other is run again."""
    run = begun(tmp_path / "run", "none", "act_2009", tasks=2)
    last = next(entry for entry in run.entries() if entry.name == "act_2009" and entry.place.replicate == 1)
    run.ledger.forget([last.place])
    (run.folder / last.part).unlink()
    run.close()
    again = resume(run.folder)
    assert list(again.lacking()) == [("act_2009",)]
    assert outcomes(go_on(again)) == outcomes(through(tmp_path / "through", "none", "act_2009"))


def test_a_disk_that_fills_up_loses_nothing(tmp_path: Path) -> None:
    """A real one, of a megabyte and a half."""
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", "size=1500k", "tmpfs"):
        made = command("run", "none", *SMALL, "--seed", "3", "--replicates", "60", "--out", str(disk / "run"))
        assert made.returncode == 4 and one_sentence(made.stderr), made.stderr
        assert "cannot be written" in made.stderr and f"runs resume {disk / 'run'}" in made.stderr
        found = open_run(disk / "run")
        kept = len(found.tasks()) - len(found.missing())
        assert 3 < kept < 60 and not list((disk / "run" / "parts").glob(".*"))
        full = command("runs", "resume", str(disk / "run"), "--workers", "1", "--quiet")
        assert full.returncode == 4 and one_sentence(full.stderr), full.stderr
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        again = resume(disk / "run")
        assert len(again.missing()) <= 60 - kept
        assert outcomes(go_on(again)) == outcomes(through(tmp_path / "through", replicates=60))
        assert verify(open_run(disk / "run")) == ()


@pytest.mark.verify
def test_a_ledger_that_cannot_grow_stops_the_run_with_its_parts_kept(tmp_path: Path) -> None:
    """No file may grow above a limit, so the ledger is what fails first."""
    folder = tmp_path / "run"
    made = command("run", "none", *SMALL, "--seed", "3", "--replicates", "60", "--out", str(folder), limit=400_000)
    assert made.returncode == 4 and one_sentence(made.stderr), made.stderr
    assert "ledger.sqlite: cannot be written" in made.stderr
    parts = len(list((folder / "parts").glob("*.parquet")))
    again = resume(folder)
    assert 0 < parts < 60 and len(again.missing()) == 60 - parts
    assert outcomes(go_on(again)) == outcomes(through(tmp_path / "through", replicates=60))


def test_a_folder_that_may_not_be_written_to_can_be_read(tmp_path: Path) -> None:
    run = begun(tmp_path / "run", tasks=1)
    plan, loaded = small()
    with mounted(run.folder, "--bind", str(run.folder)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(run.folder)], check=True)
        with pytest.raises(RunFailed, match="Read-only"):
            add(run, work(plan, plan.tasks()[1]))
        run.close()
        seen = open_run(run.folder)
        assert len(seen.missing()) == 1 and readings(seen).replicates == 1
        with pytest.raises(RunFailed, match="Read-only file system; make it writable"):
            resume(run.folder)
        shown = command("runs", "show", str(run.folder))
        assert shown.returncode == 0 and "1 of 2 tasks" in shown.stderr
        with pytest.raises(InputError, match="cannot be made"):
            create(run.folder / "inside", plan=plan, loaded=loaded)
        deleted = command("runs", "delete", str(run.folder), "--yes")
        assert deleted.returncode == 1 and one_sentence(deleted.stderr)
    (run.folder / "ledger.sqlite").unlink()
    with mounted(run.folder, "--bind", str(run.folder)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(run.folder)], check=True)
        assert len(open_run(run.folder).missing()) == 1, "the ledger is made in memory"
    assert outcomes(go_on(resume(run.folder))) == outcomes(through(tmp_path / "through"))


def test_two_drivers_never_work_on_one_run_and_the_first_figures_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    asked = ("run", "none", *SMALL, "--replicates", "4000", "--out", str(folder))
    with driver(*asked, folder=folder, parts=3) as running:
        for arguments in (("resume", "--quiet"), ("extend", "--replicates", "4100"), ("delete", "--yes")):
            refused = command("runs", arguments[0], str(folder), *arguments[1:])
            assert refused.returncode == 1 and one_sentence(refused.stderr), refused.stderr
            assert f"process {running.pid} on" in refused.stderr and "wait for it, or stop it" in refused.stderr
        listed = command("runs", "list", str(tmp_path))
        assert "not complete" in listed.stdout and "being worked on" in listed.stdout
        shown = command("runs", "show", str(folder))
        assert shown.returncode == 0 and "Figures so far" in shown.stderr and "Deaths" in shown.stdout
        assert running.poll() is None, "reading does not disturb it"
    assert "being worked on" not in command("runs", "list", str(tmp_path)).stdout
    resume(folder).close()


def test_a_full_disk_while_the_table_is_written_leaves_a_run_to_resume(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with mounted(disk, "-t", "tmpfs", "-o", "size=20m", "tmpfs"):
        run = begun(disk / "run", tasks=2)
        free = os.statvfs(disk)
        with (disk / "filler").open("wb") as filler:
            filler.write(b"\0" * (free.f_bavail * free.f_frsize))
        with pytest.raises(PartlyDone, match=r"No space left.*make room"):
            go_on(run)
        assert open_run(disk / "run").manifest.ended is None
        (disk / "filler").unlink()
        assert outcomes(go_on(resume(disk / "run"))) == outcomes(through(tmp_path / "through"))


def test_a_damaged_part_is_run_again_and_never_read(tmp_path: Path) -> None:
    run = through(tmp_path / "run", replicates=3)
    right = outcomes(run)
    parts = sorted((run.folder / "parts").iterdir())
    parts[0].write_bytes(parts[0].read_bytes()[:-1])
    parts[1].write_bytes(parts[2].read_bytes())
    found = verify(open_run(run.folder, verify=False))
    assert {one.file.removeprefix("parts/") for one in found} == {parts[0].name, parts[1].name}
    again = resume(run.folder)
    assert [task.replicate for task in again.missing()] == [0, 1] and again.manifest.ended is None
    with pytest.raises(RunFailed, match="have not been run"):
        finish(again)
    assert outcomes(go_on(again)) == right and verify(open_run(run.folder)) == ()
