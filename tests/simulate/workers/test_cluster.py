"""Tasks on a real cluster, of which parts die."""

import time
from pathlib import Path

import pytest

from scenarios.errors import InputError, PartlyDone
from simulate.workers import Cluster, Done, perform, ready
from tests.simulate.workers.chores import Chores, identity, square
from tests.simulate.workers.clusters import ROOT, machines
from tests.simulate.workers.test_processes import answers


def marks(folder: Path) -> Path:
    made = folder / "marks"
    made.mkdir()
    return made


def test_a_cluster_does_what_processes_do_and_loses_nothing_when_a_worker_is_killed(tmp_path: Path) -> None:
    chores = Chores(marks(tmp_path), faulty=frozenset({3}), seconds=0.02, ballast=bytes(100_000))
    with machines(tmp_path, workers=2) as there:
        on = Cluster(there.address)
        assert ready(on) >= 1
        done, failed = answers(chores, range(60), on)
        assert done == {n: n * n for n in range(60) if n != 3}
        assert failed[3].why == "ValueError: there is no square of 3 for anybody"
        seen, _ = answers(chores, range(30), on, identity)
        assert len(set(seen.values())) == len({pid for pid, _ in seen.values()}), "the plan was sent once to each"
        done = {}
        for answer in perform(Chores(chores.folder, seconds=0.05), range(100, 160), work=square, on=on):
            assert isinstance(answer, Done)
            done[answer.task] = answer.result
            if len(done) == 10:
                there.workers[0].kill()
                there.workers[0].wait()
        assert done == {n: n * n for n in range(100, 160)}


def test_a_task_that_kills_its_workers_is_given_up_and_those_beside_it_are_not(tmp_path: Path) -> None:
    """Two workers die of it under Dask's count, two more when it is tried alone; one is left for the others."""
    chores = Chores(marks(tmp_path), poison=frozenset({4}), seconds=0.02)
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with machines(tmp_path, workers=5, environment=settings) as there:
        until = time.monotonic() + 60
        while ready(Cluster(there.address)) < 5:
            assert time.monotonic() < until
        done, failed = answers(chores, range(40), Cluster(there.address))
    assert done == {n: n * n for n in range(40) if n != 4}
    assert failed[4].attempts == 2 and "its worker died each of 2 times" in failed[4].why
    assert chores.begun(4) == 4


def test_a_scheduler_that_goes_away_is_told_in_one_sentence(tmp_path: Path) -> None:
    with machines(tmp_path, workers=1) as there:
        doing = perform(Chores(marks(tmp_path), seconds=0.05), range(1000), work=square, on=Cluster(there.address))
        for _ in range(5):
            next(doing)
        there.scheduler.kill()
        began = time.monotonic()
        with pytest.raises(PartlyDone, match=f"the cluster at {there.address} cannot go on: "):
            list(doing)
        assert time.monotonic() - began < 30


def test_workers_that_all_go_away_are_waited_for_and_then_given_up(tmp_path: Path) -> None:
    with machines(tmp_path, workers=1) as there:
        on = Cluster(there.address, patience=8.0)
        assert ready(on) == 1
        doing = perform(Chores(marks(tmp_path), seconds=0.05), range(60), work=square, on=on)
        for _ in range(5):
            next(doing)
        there.workers[0].kill()
        there.worker()
        assert len(list(doing)) == 55, "another came in time"
        doing = perform(
            Chores(tmp_path / "marks", seconds=0.05), range(60), work=square, on=Cluster(there.address, 2.0)
        )
        for _ in range(5):
            next(doing)
        there.workers[1].kill()
        with pytest.raises(PartlyDone, match=r"it has had no worker for 2 s"):
            list(doing)


def test_a_cluster_that_cannot_be_used_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    for address, said in (
        ("localhost:8786", "is not the address of a scheduler"),
        ("tcp://127.0.0.1:9", "cannot be reached"),
        ("tcp://nowhere.invalid:8786", "cannot be reached"),
    ):
        with pytest.raises(InputError, match=f"--cluster: .*{said}"):
            ready(Cluster(address))
    with machines(tmp_path, workers=0) as there, pytest.raises(InputError, match="in 1 s no worker came"):
        ready(Cluster(there.address, patience=1.0))


def test_a_worker_of_another_version_is_refused_by_name(tmp_path: Path) -> None:
    """A copy of the model in which one number of one file is another."""
    import shutil

    other = tmp_path / "other"
    for room in ("scenarios", "simulate", "results", "sanctionsim", "tests"):
        shutil.copytree(ROOT / room, other / room, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "scenarios" / "parameters.yaml").open("a") as file:
        file.write("# changed\n")
    with machines(tmp_path, workers=0, environment={"PYTHONPATH": str(other)}) as there:
        there.worker()
        with pytest.raises(InputError, match=r"worker tcp://127.* has another version: model \w+ there, \w+ here"):
            ready(Cluster(there.address))
        doing = perform(Chores(marks(tmp_path)), range(5), work=square, on=Cluster(there.address))
        with pytest.raises(PartlyDone, match="a worker has another version: model"):
            list(doing)


def test_closing_the_iterator_stops_what_waits(tmp_path: Path) -> None:
    chores = Chores(marks(tmp_path), seconds=0.05)
    with machines(tmp_path, workers=1) as there:
        doing = perform(chores, range(1000), work=square, on=Cluster(there.address))
        next(doing)
        began = time.monotonic()
        doing.close()
        assert time.monotonic() - began < 2
        time.sleep(0.5)
        begun = len(list(chores.folder.iterdir()))
        time.sleep(0.5)
        assert len(list(chores.folder.iterdir())) == begun
