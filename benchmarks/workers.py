"""Many runs: two cores beside one, a cluster beside processes, what keeping costs, and the memory of the driver.

    python -m benchmarks.workers            only these rows, in about eight minutes; --write keeps them for the page
    python -m benchmarks.workers --quick    a look

Only the standard library is imported here, for the reason given in `benchmarks.measure`.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.measure import ROOT
from benchmarks.table import table

WANTED_CORES, WANTED_DASK, WANTED_STORE, WANTED_MEMORY = 1.8, 1.1, 0.03, 1.1


@dataclass(frozen=True)
class Size:
    """How much is run. run, kept: tasks, claimants and weeks. memory: tasks of the two drivers. judged: if big enough.

    repeats: of the rows whose time counts, in turn.
    """

    run: tuple[int, int, int]
    kept: tuple[int, int, int]
    memory: tuple[int, int]
    repeats: int
    judged: bool


FULL = Size((192, 24_000, 104), (6, 24_000, 260), (100, 10_000), 3, True)
QUICK = Size((16, 6_000, 52), (2, 6_000, 104), (50, 500), 1, False)


def _run(order: dict[str, Any]) -> dict[str, Any]:
    """Carry out one order in a driver of its own. Raises RuntimeError with what it said if it fails."""
    command = [sys.executable, "-m", "benchmarks.worker_runs", json.dumps(order)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{order} failed:\n{ran.stderr}")
    measured: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return measured


def measure_workers(size: Size, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """The rows: what, seconds, ratio, wanted, met; the least of the repeats of each counts."""
    tasks, claimants, weeks = size.run
    of = {"tasks": tasks, "claimants": claimants, "weeks": weeks}
    orders = {
        "one core": {"contender": "processes", "workers": 1, "cores": 1, **of},
        "two cores": {"contender": "processes", "workers": 2, "cores": 2, **of},
        "dask": {"contender": "dask", "workers": 2, "cores": 2, **of},
    }
    seconds: dict[str, list[float]] = {name: [] for name in orders}
    for repeat in range(size.repeats):
        for name, order in orders.items():
            seconds[name].append(float(_run(order)["seconds"]))
            say(f"{repeat + 1}/{size.repeats}  {seconds[name][-1]:8.2f} s  {name}, {tasks} tasks")
    least = {name: min(times) for name, times in seconds.items()}
    kept = _run({"contender": "store", **dict(zip(of, size.kept, strict=True))})
    few, many = (_run({"contender": "memory", "tasks": n, "workers": 2}) for n in size.memory)
    say(f"     memory of the driver: {few['peak_mb']:.0f} MB and {many['peak_mb']:.0f} MB")
    cores, slower = least["one core"] / least["two cores"], least["dask"] / least["two cores"]
    memory = many["peak_mb"] / few["peak_mb"]
    few_tasks, many_tasks = (f"a run of {n:,} small tasks" for n in size.memory)
    two = "a run of {} tasks of {:,} claimants x {} weeks, two regimes".format(*size.kept)
    whole = f"a run of {tasks} tasks of {claimants:,} claimants x {weeks} weeks"
    rows: list[dict[str, Any]] = [
        {"what": "one process on one core", "of": whole, "shown": f"{least['one core']:.1f} s"},
        {"what": "two processes on two cores", "of": whole, "shown": f"{least['two cores']:.1f} s", "ratio": cores,
         "wanted": f">= {WANTED_CORES:g} times as fast as one", "met": cores >= WANTED_CORES},
        {"what": "Dask, two workers on two cores", "of": whole, "shown": f"{least['dask']:.1f} s", "ratio": slower,
         "wanted": f"<= {WANTED_DASK:g} times the processes", "met": slower <= WANTED_DASK},
        {"what": "store and ledger", "of": two,
         "shown": f"{kept['share']:.1%} of the time", "ratio": kept["share"], "wanted": f"<= {WANTED_STORE:.0%}",
         "met": kept["share"] <= WANTED_STORE},
        {"what": "memory of the driver", "of": few_tasks, "shown": f"{few['peak_mb']:.0f} MB"},
        {"what": "memory of the driver", "of": many_tasks,
         "shown": f"{many['peak_mb']:.0f} MB", "ratio": memory,
         "wanted": f"<= {WANTED_MEMORY:g} times that of {size.memory[0]:,}", "met": memory <= WANTED_MEMORY},
    ]  # fmt: skip
    return [row | ({} if size.judged else {"met": None}) for row in rows]


def workers_table(rows: list[dict[str, Any]]) -> str:
    """The rows as they are printed."""
    return table(
        ["many runs", "of", "measured", "ratio", "wanted", ""],
        [
            [
                row["what"],
                row["of"],
                row["shown"],
                f"{row['ratio']:.3f}" if "ratio" in row else "",
                row.get("wanted", ""),
                {None: "", True: "met", False: "missed"}[row.get("met")],
            ]
            for row in rows
        ],
    )


def workers_section(rows: list[dict[str, Any]]) -> str:
    """The part of docs/performance.md."""
    return f"""## Many runs

Whole runs, kept on disk, in seconds on the wall: each in a driver of its own that may use the cores named, in turn,
the least of each. The seconds hold what workers need to start. Store and ledger are packing, writing, the ledger and
what begins and ends a run, as a share of all. The driver's memory is the peak of its process while small tasks, real
but run only once, arrive and are kept.

{workers_table(rows)}
"""


def main() -> None:
    """Measure and print, and keep it if asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers", description="Time many runs.")
    parser.add_argument("--quick", action="store_true", help="small sizes, one repeat; nothing to judge by")
    parser.add_argument("--write", action="store_true", help="also put it into results.json and docs/performance.md")
    chosen = parser.parse_args()
    if chosen.quick and chosen.write:
        parser.error("--quick is too small to write down; leave one of --quick and --write out")
    rows = measure_workers(
        QUICK if chosen.quick else FULL, lambda line: print(line, file=sys.stderr, flush=True)
    )  # fmt: skip
    print(workers_table(rows))
    if chosen.write:
        from benchmarks.kept import keep

        keep("workers", rows)


if __name__ == "__main__":
    main()
