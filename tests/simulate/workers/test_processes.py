"""Tasks in processes: real ones, that are killed, quit, hang and lose their driver."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scenarios.errors import RunFailed
from simulate.workers import Done, Failed, Here, On, Processes, perform, ready
from tests.simulate.workers.chores import Chores, alive, identity, quits, square, unloved, who

ROOT = Path(__file__).parents[3]


def answers(
    chores: Chores, tasks: range, on: On, work: Callable[[Chores, int], Any] = square
) -> tuple[dict[int, Any], dict[int, Failed[int]]]:
    """What was done and what failed, by task; every task answered once."""
    done: dict[int, Any] = {}
    failed: dict[int, Failed[int]] = {}
    for answer in perform(chores, tasks, work=work, on=on):
        assert answer.task not in done and answer.task not in failed
        if isinstance(answer, Done):
            done[answer.task] = answer.result
        else:
            failed[answer.task] = answer
    assert set(done) | set(failed) == set(tasks)
    return done, failed


@pytest.mark.parametrize("on", [Here(), Processes(1), Processes(3)])
def test_every_task_is_answered_once_with_what_it_gives(on: On, tmp_path: Path) -> None:
    assert answers(Chores(tmp_path), range(40), on) == ({n: n * n for n in range(40)}, {})
    assert answers(Chores(tmp_path), range(0), on) == ({}, {})
    assert ready(on) == (3 if on == Processes(3) else 1)


@pytest.mark.parametrize("on", [Here(), Processes(2)])
def test_a_task_that_raises_fails_alone_and_says_why_in_one_line(on: On, tmp_path: Path) -> None:
    done, failed = answers(Chores(tmp_path, faulty=frozenset({3, 17})), range(20), on)
    assert done == {n: n * n for n in range(20) if n not in (3, 17)}
    assert failed[3] == Failed(3, "ValueError: there is no square of 3 for anybody", 1)


def test_a_task_that_kills_its_worker_is_given_up_after_three_times_and_no_other_is_blamed(tmp_path: Path) -> None:
    chores = Chores(tmp_path, poison=frozenset({5}), seconds=0.01)
    done, failed = answers(chores, range(30), Processes(2))
    assert done == {n: n * n for n in range(30) if n != 5}
    assert failed[5].attempts == 3 == chores.begun(5)
    assert "was killed (SIGKILL) each of 3 times" in failed[5].why
    assert all(chores.begun(n) <= 1 for n in range(30) if n != 5), "those behind it were sent again, not done again"


def test_a_worker_that_quits_counts_as_killed(tmp_path: Path) -> None:
    done, failed = answers(Chores(tmp_path, poison=frozenset({0})), range(6), Processes(2), quits)
    assert done == {n: n for n in range(1, 6)} and "ended by itself with code 7" in failed[0].why


def test_what_cannot_be_sent_back_fails_in_words(tmp_path: Path) -> None:
    done, failed = answers(Chores(tmp_path), range(3), Processes(1), unloved)
    assert not done and "pickle" in failed[0].why


def test_workers_killed_from_outside_cost_nothing_but_time(tmp_path: Path) -> None:
    chores = Chores(tmp_path, seconds=0.02)
    done: dict[int, int] = {}
    killed = 0
    for answer in perform(chores, range(60), work=square, on=Processes(2)):
        assert isinstance(answer, Done)
        done[answer.task] = answer.result
        pid = int(answer.worker.removeprefix("process "))
        if killed < 10 and len(done) % 5 == 0 and alive([pid]):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    assert killed == 10 and done == {n: n * n for n in range(60)}


def test_a_task_that_takes_too_long_is_given_up_where_there_is_a_limit(tmp_path: Path) -> None:
    done, failed = answers(Chores(tmp_path, endless=frozenset({1})), range(8), Processes(2, limit=1.0))
    assert done == {n: n * n for n in range(8) if n != 1}
    assert failed[1].why == "took longer than the limit of 1 s"


def test_workers_are_as_many_as_asked_for_but_no_more_than_tasks_and_have_one_thread_each(tmp_path: Path) -> None:
    for number, tasks, wanted in ((2, 20, 2), (8, 2, 2)):
        done, _ = answers(Chores(tmp_path, seconds=0.1), range(tasks), Processes(number), who)
        assert len({pid for pid, _ in done.values()}) == wanted
        assert {threads for _, threads in done.values()} == {"1"}


def test_the_plan_is_sent_once_to_each_worker(tmp_path: Path) -> None:
    done, _ = answers(Chores(tmp_path, ballast=bytes(3_000_000)), range(30), Processes(2), identity)
    assert len(set(done.values())) == len({pid for pid, _ in done.values()})


def test_tasks_are_taken_only_as_they_are_needed(tmp_path: Path) -> None:
    taken: list[int] = []

    def source() -> Any:
        for n in range(1000):
            taken.append(n)
            yield n

    for count, _ in enumerate(perform(Chores(tmp_path), source(), work=square, on=Processes(2)), start=1):
        assert len(taken) <= count + 6
        if count == 100:
            break


def test_closing_the_iterator_ends_the_workers_at_once(tmp_path: Path) -> None:
    chores = Chores(tmp_path, endless=frozenset(range(1, 10)))
    doing = perform(chores, range(10), work=square, on=Processes(2))
    assert next(doing).task == 0
    pids = [int(file.name.split("-")[1]) for file in tmp_path.iterdir()]
    began = time.monotonic()
    doing.close()
    assert time.monotonic() - began < 2 and not alive(pids)


def test_work_that_no_worker_can_import_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match="a worker process cannot be used"):
        list(perform(Chores(tmp_path), range(3), work=_hidden(), on=Processes(2)))


def _hidden() -> Callable[[Chores, int], int]:
    """A function of a module that is only here."""
    import types

    module = types.ModuleType("only_here")
    exec("def work(plan, task): return task", module.__dict__)
    sys.modules["only_here"] = module
    work: Callable[[Chores, int], int] = module.work
    return work


DRIVER = """
import sys, threading, os, signal
from pathlib import Path
from simulate.workers import Processes, perform
from tests.simulate.workers.chores import Chores, square
chores = Chores(Path(sys.argv[1]), endless=frozenset(range(2, 9)))
for answer in perform(chores, range(9), work=square, on=Processes(2)):
    pass
"""


def test_a_driver_that_is_killed_leaves_no_worker_behind(tmp_path: Path) -> None:
    """In a script without a guard against being imported again, too."""
    file = tmp_path / "driver.py"
    file.write_text(DRIVER)
    marks = tmp_path / "marks"
    marks.mkdir()
    driver = subprocess.Popen([sys.executable, str(file), str(marks)], env=os.environ | {"PYTHONPATH": str(ROOT)})
    patience = time.monotonic() + 60
    while len({mark.name.split("-")[0] for mark in marks.iterdir()}) < 4:
        assert time.monotonic() < patience and driver.poll() is None
        time.sleep(0.05)
    pids = {int(mark.name.split("-")[1]) for mark in marks.iterdir()}
    assert len(alive(sorted(pids))) == 2
    driver.kill()
    driver.wait()
    while left := alive(sorted(pids)):
        assert time.monotonic() < patience, left
        time.sleep(0.05)
