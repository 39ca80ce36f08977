"""What is timed of many runs: each order in a driver of its own, with as many cores as it names.

    python -m benchmarks.worker_runs '{"contender": "processes", "workers": 2, "cores": 2, "tasks": 48}'

prints one line of JSON. Nothing is compared here.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sanctionsim as ss
from results.store import Packed, add, create, finish, readings, work
from results.store.packed import pack_all, packer
from simulate.ensemble import Plan, Task, run_task
from simulate.workers import Cluster, Processes, perform, ready

SEED = 2009


def _plan(scenarios: tuple[str, ...], *, claimants: int, weeks: int, draws: int, replicates: int) -> tuple[Plan, Any]:
    loaded = tuple(ss.load_scenario(name) for name in scenarios)
    plan = ss.make_plan(
        *loaded, claimants=claimants, years=weeks / 52, draws=draws, replicates=replicates, seed=SEED
    )  # fmt: skip
    return plan, loaded


def processes(*, workers: int, tasks: int, claimants: int, weeks: int) -> dict[str, Any]:
    """A run kept, by so many processes of this machine."""
    plan, loaded = _plan(("voluntary_2009",), claimants=claimants, weeks=weeks, draws=1, replicates=tasks)
    with TemporaryDirectory() as folder:
        kept = create(Path(folder) / "kept", plan=plan, loaded=loaded)
        began = time.perf_counter()
        for answer in perform(plan, plan.tasks(), work=work, on=Processes(workers)):
            add(kept, answer.result)  # type: ignore[union-attr]
        finish(kept)
        return {"seconds": time.perf_counter() - began}


def dask(*, workers: int, tasks: int, claimants: int, weeks: int) -> dict[str, Any]:
    """The same by a scheduler and workers that stand ready."""
    plan, loaded = _plan(("voluntary_2009",), claimants=claimants, weeks=weeks, draws=1, replicates=tasks)
    with TemporaryDirectory() as folder:
        told = Path(folder) / "scheduler.json"
        started = [_dask("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))]
        try:
            while not told.exists():
                time.sleep(0.05)
            one = ("--scheduler-file", str(told), "--no-nanny", "--nthreads", "1", "--no-dashboard")
            started += [_dask("worker", *one, "--local-directory", folder) for _ in range(workers)]
            on = Cluster(str(json.loads(told.read_text())["address"]))
            while ready(on) < workers:
                time.sleep(0.05)
            kept = create(Path(folder) / "kept", plan=plan, loaded=loaded)
            began = time.perf_counter()
            for answer in perform(plan, plan.tasks(), work=work, on=on):
                add(kept, answer.result)  # type: ignore[union-attr]
            finish(kept)
            return {"seconds": time.perf_counter() - began}
        finally:
            for process in started:
                process.kill()
                process.wait()


def _dask(kind: str, *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, "--host", "127.0.0.1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def store(*, tasks: int, claimants: int, weeks: int) -> dict[str, Any]:
    """What keeping costs beside running: two regimes in this process, each step timed."""
    plan, loaded = _plan(
        ("voluntary_2009", "green_paper_2008"), claimants=claimants, weeks=weeks, draws=1, replicates=tasks
    )  # fmt: skip
    took = dict.fromkeys(("begin", "run", "pack", "add", "finish"), 0.0)

    def timed(step: str, what: Callable[..., Any], *of: Any) -> Any:
        began = time.perf_counter()
        made = what(*of)
        took[step] += time.perf_counter() - began
        return made

    with TemporaryDirectory() as folder:
        kept = timed("begin", lambda: create(Path(folder) / "kept", plan=plan, loaded=loaded))
        for task in plan.tasks():
            rans = timed("run", run_task, plan, task)
            packed = timed("pack", pack_all, packer(plan), rans)
            timed("add", add, kept, packed)
        timed("finish", finish, kept)
        readings(kept)
    whole = sum(took.values())
    return {"seconds": whole, "share": 1 - took["run"] / whole, "steps": took}


@cache
def _once() -> tuple[Any, ...]:
    plan, _ = _plan(("none",), claimants=600, weeks=26, draws=1, replicates=1)
    return run_task(plan, Task(0, 0))


def again(plan: Plan, task: Task) -> Packed:
    """One small task, packed anew as if it were another: what arrives is real, what it took to run is not spent."""
    return pack_all(packer(plan), (replace(ran, task=task) for ran in _once()))


def memory(*, tasks: int, workers: int) -> dict[str, Any]:
    """The driver of many small tasks, keeping what arrives: its peak is that of this process."""
    plan, loaded = _plan(("none",), claimants=600, weeks=26, draws=1, replicates=tasks)
    with TemporaryDirectory() as folder:
        kept = create(Path(folder) / "kept", plan=plan, loaded=loaded)
        began = time.perf_counter()
        size = 0
        for answer in perform(plan, plan.tasks(), work=again, on=Processes(workers)):
            packed = answer.result  # type: ignore[union-attr]
            size += sum(len(part.content) for part in packed.parts)
            add(kept, packed)
        return {"seconds": time.perf_counter() - began, "bytes_a_task": size / tasks}


CONTENDERS: dict[str, Callable[..., dict[str, Any]]] = {
    "processes": processes,
    "dask": dask,
    "store": store,
    "memory": memory,
}


def main(order: str) -> None:
    """Carry out one order and print what it took."""
    wanted = json.loads(order)
    cores = wanted.pop("cores", None)
    if cores is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[-cores:]))
    measured = CONTENDERS[wanted.pop("contender")](**wanted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    measured["peak_mb"] = peak / (2**20 if sys.platform == "darwin" else 2**10)
    print(json.dumps(measured))


if __name__ == "__main__":
    # Workers must be able to import what they are given, and nobody can import `__main__`.
    from benchmarks.worker_runs import main as by_its_name

    by_its_name(sys.argv[1])
