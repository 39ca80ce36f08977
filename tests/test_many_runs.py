"""Many runs as their users meet them: stopped, killed, gone on with, in parts, on a cluster; the same to the bit."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

import sanctionsim as package
from scenarios.errors import PartlyDone, RunFailed
from tests.conftest import Figure
from tests.interrupts import heeds_interrupts
from tests.simulate.workers.clusters import machines

ROOT = Path(__file__).parents[1]
SMALL = ("none", "act_2009", "--claimants", "600", "--years", "0.5")
FEW = (*SMALL, "--draws", "4", "--replicates", "3")
PATIENCE = 120.0


def begin(*arguments: str, cwd: Path) -> "subprocess.Popen[str]":
    """A command under way, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sanctionsim.cli", *arguments], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True, preexec_fn=heeds_interrupts,
        env=os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
    )  # fmt: skip


def sanctionsim(*arguments: str, cwd: Path, code: int = 0) -> "subprocess.CompletedProcess[str]":
    running = begin(*arguments, cwd=cwd)
    out, told = running.communicate(timeout=1200)
    assert running.returncode == code and "Traceback" not in told, told
    return subprocess.CompletedProcess(running.args, running.returncode, out, told)


def outcome(folder: Path) -> str:
    """Hash of the table of outcomes of a run that is complete."""
    return hashlib.sha256((folder / "outcomes.parquet").read_bytes()).hexdigest()


def parts(folder: Path) -> int:
    return len(list(folder.glob("parts/**/*.parquet")))


def until_kept(running: "subprocess.Popen[str]", folder: Path, number: int) -> None:
    patience = time.monotonic() + PATIENCE
    while parts(folder) < number:
        assert time.monotonic() < patience and running.poll() is None
        time.sleep(0.02)


def left_of(session: int) -> list[str]:
    """Processes of a session that are still there, and are no zombies."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(status.parent.name)
    return found


def none_left_of(session: int) -> bool:
    patience = time.monotonic() + 5
    while left_of(session) and time.monotonic() < patience:
        time.sleep(0.05)
    return not left_of(session)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a run of FEW gives on one process."""
    folder = tmp_path_factory.mktemp("whole")
    sanctionsim("run", *FEW, "--workers", "1", "--out", "kept", "--quiet", cwd=folder)
    return outcome(folder / "kept")


@pytest.mark.parametrize(("asked", "workers"), [(signal.SIGINT, "2"), (signal.SIGTERM, "1")])
def test_a_run_that_is_stopped_says_how_to_go_on_and_ends_as_if_it_had_not_been(
    tmp_path: Path, whole: str, asked: signal.Signals, workers: str
) -> None:
    running = begin("run", *FEW, "--workers", workers, "--out", "kept", cwd=tmp_path)
    until_kept(running, tmp_path / "kept", 2)
    began = time.monotonic()
    running.send_signal(asked)
    out, told = running.communicate(timeout=30)
    assert time.monotonic() - began < 2
    assert running.returncode == 130 and out == ""
    assert told == "Interrupted. What is done is kept: `sanctionsim runs resume kept` goes on with it.\n"
    assert none_left_of(running.pid)
    sanctionsim("runs", "resume", "kept", "--workers", workers, "--quiet", cwd=tmp_path)
    assert outcome(tmp_path / "kept") == whole


def test_a_run_whose_driver_is_killed_leaves_no_process_and_goes_on(tmp_path: Path, whole: str) -> None:
    running = begin("run", *FEW, "--workers", "2", "--out", "kept", cwd=tmp_path)
    until_kept(running, tmp_path / "kept", 2)
    assert len(left_of(running.pid)) == 3
    running.kill()
    running.communicate()
    assert none_left_of(running.pid)
    sanctionsim("runs", "resume", "kept", "--workers", "2", "--quiet", cwd=tmp_path)
    assert outcome(tmp_path / "kept") == whole


def test_parts_of_a_run_merge_into_the_whole(tmp_path: Path, whole: str) -> None:
    for one in (2, 1):
        said = sanctionsim(
            "run", *FEW, "--shard", f"{one}/2", "--workers", "1", "--out", f"part-{one}", "--json", cwd=tmp_path
        )
        assert json.loads(said.stdout) == {"folder": f"part-{one}", "shard": [one, 2], "tasks": 6}
    sanctionsim("runs", "merge", "merged", "part-1", "part-2", "--quiet", cwd=tmp_path)
    assert outcome(tmp_path / "merged") == whole


@pytest.mark.verify
def test_a_cluster_gives_the_same_though_a_worker_is_killed_and_it_may_go_and_come_back(
    tmp_path: Path, whole: str
) -> None:
    with machines(tmp_path, workers=2) as there:
        address = ("--cluster", there.address)
        running = begin("run", *FEW, *address, "--out", "kept", "--quiet", cwd=tmp_path)
        until_kept(running, tmp_path / "kept", 2)
        there.workers[0].kill()
        running.communicate(timeout=PATIENCE)
        assert running.returncode == 0 and outcome(tmp_path / "kept") == whole
        running = begin("run", *FEW, *address, "--out", "lost", cwd=tmp_path)
        until_kept(running, tmp_path / "lost", 2)
        there.scheduler.kill()
        out, told = running.communicate(timeout=PATIENCE)
        assert running.returncode == 4 and out == "" and len(told.splitlines()) == 1
        assert told.startswith(f"the cluster at {there.address} cannot go on: ")
        assert told.endswith("What is done is kept: `sanctionsim runs resume lost` goes on with it\n")
        refused = sanctionsim("runs", "resume", "lost", *address, cwd=tmp_path, code=2)
        assert refused.stderr.startswith("command line: --cluster: cannot be reached")
    sanctionsim("runs", "resume", "lost", "--workers", "1", "--quiet", cwd=tmp_path)
    assert outcome(tmp_path / "lost") == whole


IMPOSSIBLE = {"correlation.ill_dependence": 5.0}


def plan_with(*impossible: int) -> "tuple[object, tuple[object, ...]]":
    from dataclasses import replace

    loaded = (package.load_scenario("none"),)
    plan = package.make_plan(*loaded, claimants=600, years=0.5, replicates=1, draws=4)
    given = tuple(IMPOSSIBLE if draw in impossible else {} for draw in range(4))
    return replace(plan, given=given), loaded


@pytest.mark.parametrize("workers", [1, 2])
def test_a_task_that_fails_is_named_and_all_others_are_done(tmp_path: Path, workers: int) -> None:
    plan, loaded = plan_with(2)
    with pytest.raises(PartlyDone) as said:
        package.run_and_keep(plan, loaded, out=tmp_path / "kept", workers=workers)  # type: ignore[arg-type]
    assert str(said.value).startswith("1 of 4 tasks could not be done (draw 2, replicate 0: ValueError: ")
    assert f"`sanctionsim runs resume {tmp_path / 'kept'}` tries again what is missing" in str(said.value)
    assert parts(tmp_path / "kept") == 3
    again = sanctionsim("runs", "resume", "kept", "--workers", str(workers), "--quiet", cwd=tmp_path, code=4)
    assert again.stderr.startswith("1 of 4 tasks could not be done (draw 2, replicate 0: ValueError: ")


def test_where_no_task_can_be_done_the_run_has_failed(tmp_path: Path) -> None:
    plan, loaded = plan_with(0, 1, 2, 3)
    with pytest.raises(RunFailed, match="no task could be done; draw 0, replicate 0: ValueError: "):
        package.run_and_keep(plan, loaded, out=tmp_path / "kept")  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", ["0/3", "4/3", "1", "1/13", "1/2/3"])
def test_a_part_that_is_none_is_refused(asked: str, tmp_path: Path) -> None:
    refused = sanctionsim("run", *FEW, "--shard", asked, cwd=tmp_path, code=2)
    assert "--shard" in refused.stderr and not (tmp_path / "runs").exists()


def seconds_to(action: Sequence[str], cwd: Path) -> float:
    began = time.monotonic()
    sanctionsim(*action, cwd=cwd)
    return time.monotonic() - began


@pytest.mark.verify
def test_four_hundred_tasks_are_the_same_however_they_are_run(tmp_path: Path, figure: Figure) -> None:
    """One process, two, a cluster of two, three parts merged, ten kills at random moments, in two steps."""
    many = (*SMALL[1:], "--draws", "20", "--replicates", "20", "--quiet")
    chance = random.Random(2009)
    seconds = seconds_to(["run", *many, "--workers", "1", "--out", "one"], tmp_path)
    sanctionsim("run", *many, "--workers", "2", "--out", "two", cwd=tmp_path)
    with machines(tmp_path, workers=2) as there:
        sanctionsim("run", *many, "--cluster", there.address, "--out", "cluster", cwd=tmp_path)
    for one in (1, 2, 3):
        sanctionsim("run", *many, "--shard", f"{one}/3", "--workers", "2", "--out", f"part-{one}", cwd=tmp_path)
    sanctionsim("runs", "merge", "merged", "part-1", "part-2", "part-3", "--quiet", cwd=tmp_path)
    kills = 0
    command = ["run", *many, "--workers", "2", "--out", "killed"]
    while kills < 10:
        running = begin(*command, cwd=tmp_path)
        try:
            running.communicate(timeout=2 + chance.random() * seconds / 25)
        except subprocess.TimeoutExpired:
            os.kill(running.pid, signal.SIGKILL)
            running.communicate()
            kills += 1
        else:
            assert running.returncode == 0
            break
        if (tmp_path / "killed" / "manifest.json").exists():
            command = ["runs", "resume", "killed", "--workers", "2", "--quiet"]
        else:
            # Killed while it was begun: there is nothing to go on with yet.
            shutil.rmtree(tmp_path / "killed", ignore_errors=True)
    sanctionsim(*command, cwd=tmp_path)
    half = (*SMALL[1:], "--draws", "8", "--replicates", "20", "--quiet", "--workers", "2", "--out", "grown")
    sanctionsim("run", *half, cwd=tmp_path)
    sanctionsim("runs", "extend", "grown", "--draws", "20", "--workers", "2", "--quiet", cwd=tmp_path)
    found = {name: outcome(tmp_path / name) for name in ("one", "two", "cluster", "merged", "killed", "grown")}
    figure(
        f"400 tasks on 1 and 2 processes, a cluster, in 3 parts, killed {kills} times, in 2 steps",
        f"{len(set(found.values()))} table of outcomes",
        "1, to the bit",
        len(set(found.values())) == 1 and kills == 10,
    )
