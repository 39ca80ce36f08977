"""The time left, held to what then was left; and what is shown of it."""

import heapq
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pytest

from sanctionsim import progress
from sanctionsim.time_left import TimeLeft
from simulate.workers import Done, Failed

ROOT = Path(__file__).parents[1]
RECORDED = (
    2.14, 0.69, 0.52, 0.81, 0.46, 0.60, 0.66, 0.77, 0.52, 0.78, 2.10, 0.61, 0.86, 0.83, 0.80, 0.73, 0.80, 0.76, 0.77,
    0.81, 2.37, 0.81, 0.85, 0.82, 0.86, 0.85, 0.88, 0.81, 0.82, 0.84, 2.36, 0.87, 0.87, 0.88, 0.89, 0.82, 0.83, 0.85,
    0.89, 0.87, 2.23, 0.67, 0.73, 0.58, 0.83, 0.95, 0.80, 0.77, 0.80, 0.73, 1.91, 0.77, 0.75, 0.87, 0.81, 0.79, 0.81,
    0.85, 0.82, 0.71, 1.70, 0.63, 0.70, 0.62, 0.66, 0.69, 0.68, 0.67, 0.66, 0.72, 1.90, 0.70, 0.88, 0.81, 0.83, 0.88,
    0.87, 0.87, 0.85, 0.80,
)  # fmt: skip
"""Seconds of tasks of a run of 600 claimants on a busy machine, ten a draw: the first compiles the draw's tables."""
WANTED = 1.5


def factors(seconds: Sequence[float], workers: int, *, start: float = 2.0, between: float = 0.01) -> list[float]:
    """How wrong the estimate is, at many moments from a tenth of the tasks on until one task's length is left.

    start: seconds until workers have started. between: seconds that the driver takes with each answer.
    """
    tasks = list(seconds)
    under_way = [(start + one, one) for one in tasks[:workers]]
    heapq.heapify(under_way)
    waiting = iter(tasks[workers:])
    answers, now = [], 0.0
    while under_way:
        end, took = heapq.heappop(under_way)
        now = max(now, end) + between
        answers.append((now, took))
        for one in islice(waiting, 1):
            heapq.heappush(under_way, (now + one, one))
    estimate = TimeLeft(len(tasks), at_once=workers)
    found, told = [], 0
    for moment in np.linspace(0, now, 500):
        while told < len(answers) and answers[told][0] <= moment:
            estimate.note(answers[told][1], now=answers[told][0])
            told += 1
        if told >= len(tasks) / 10 and now - moment > np.mean(tasks):
            left = estimate.left(now=float(moment))
            assert left is not None
            found.append(max(left / (now - moment), (now - moment) / max(left, 1e-9)))
    return found


def spread(tasks: int, share: float) -> list[float]:
    """Lengths of long tasks of one kind, that vary by chance."""
    return list(np.random.default_rng(1).normal(300.0, share * 300.0, tasks).clip(30.0))


@pytest.mark.parametrize("workers", [1, 2, 4, 8])
@pytest.mark.parametrize(
    "seconds",
    [list(islice(cycle(RECORDED), 400)), [600.0] * 20, [600.0] * 24, spread(20, 0.1), spread(200, 0.2)],
    ids=["recorded", "20 equal", "24 equal", "20 alike", "200 alike"],
)
def test_after_a_tenth_of_the_tasks_the_time_left_is_right_within_a_factor_of_one_and_a_half(
    seconds: Sequence[float], workers: int
) -> None:
    found = factors(seconds, workers)
    assert len(found) > 50 and np.mean(np.array(found) < WANTED) > 0.98 and found[0] < WANTED, max(found)


def test_tasks_that_differ_much_are_known_once_enough_are_done() -> None:
    tasks = list(np.random.default_rng(3).choice([5.0, 20.0], 400))
    assert np.mean(np.array(factors(tasks, 2)) < WANTED) > 0.95


def test_a_driver_that_holds_up_its_workers_is_counted_in() -> None:
    found = factors([0.1] * 400, 4, between=0.2)
    assert np.mean(np.array(found) < WANTED) > 0.98


def test_before_the_first_task_nothing_is_said_and_after_the_last_nothing_is_left() -> None:
    estimate = TimeLeft(2, at_once=8)
    assert estimate.left(now=100.0) is None
    estimate.note(10.0, now=110.0)
    assert 0 < (estimate.left(now=110.0) or 0) < 20
    estimate.note(10.0, now=111.0)
    assert estimate.left(now=111.0) == 0.0


def test_lines_are_seldom_and_say_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("sanctionsim.progress.time.monotonic", lambda: clock[0])
    tell = progress._lines(100, TimeLeft(100, at_once=1))
    for task in range(20):
        clock[0] += 10.0
        tell(Failed(task, "no", 1) if task == 3 else Done(task, None, 10.0, "here"))  # type: ignore[arg-type]
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(",")[0] for line in lines] == [f"{n} of 100 tasks done" for n in (6, 12, 18)]
    assert lines[-1].endswith("about 14 min left") or lines[-1].endswith("about 13 min left")


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (59.6, "60 s"), (600, "10 min"), (7200, "2.0 h"), (400_000, "4.6 days")]
)
def test_times_are_said_no_finer_than_they_are_known(seconds: float, said: str) -> None:
    assert progress.words(seconds) == said


def test_a_bar_with_the_time_left_is_shown_where_somebody_looks(tmp_path: Path) -> None:
    """A real terminal; nothing of it elsewhere, as short runs say nothing there."""
    command = [
        sys.executable, "-m", "sanctionsim.cli", "run", "none", "--claimants", "600", "--years", "0.5",
        "--replicates", "8", "--workers", "1",
    ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "120"}
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [*command, "--out", "seen"], cwd=tmp_path, stderr=theirs, stdout=subprocess.DEVNULL, env=environment
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:
            break
        if not read:
            break
        seen += read
    os.close(ours)
    assert running.wait() == 0
    assert "1 regime, 600 claimants" in seen.decode() and "left" in seen.decode()
    unseen = subprocess.run([*command, "--out", "unseen"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert unseen.stderr == "Run kept in unseen\n"
