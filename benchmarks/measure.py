"""Runs contenders in turn, each in a process of its own on one core, and says on what machine.

Machines are shared and noisy: the contenders take turns (A B C A B C ...), the least of the repeats
counts, and what is judged is mostly a ratio of two of them. Only the standard library is imported here,
as the peak memory that a process reports begins with that of the process it was started from.
"""

import io
import json
import os
import platform
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
Order = Mapping[str, Any]
Measured = dict[str, Any]


def run(order: Order) -> Measured:
    """Run one contender, in another tree if the order names one. Raises RuntimeError with what it said if it fails."""
    wanted = {key: value for key, value in order.items() if key != "tree"}
    tree = order.get("tree", str(ROOT))
    env = os.environ | dict.fromkeys(ONE_THREAD, "1") | {"PYTHONPATH": tree}
    command = [sys.executable, "-m", "benchmarks.contenders", json.dumps(wanted)]
    ran = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{order} failed:\n{ran.stderr}")
    measured: Measured = json.loads(ran.stdout.splitlines()[-1])
    return measured


def in_turn(
    orders: Sequence[Order],
    *,
    repeats: int,
    say: Callable[[str], None] = lambda line: None,
    run: Callable[[Order], Measured] = run,
) -> list[Measured]:
    """Run every order `repeats` times, in turn; of each the run that took least, with all its `times`."""
    runs: list[list[Measured]] = [[] for _ in orders]
    for repeat in range(repeats):
        for index, order in enumerate(orders):
            if repeat < order.get("repeats", repeats):
                wanted = {key: value for key, value in order.items() if key != "repeats"}
                runs[index].append(run(wanted))
                say(f"{repeat + 1}/{repeats}  {runs[index][-1]['seconds']:8.2f} s  {wanted}")
    best = []
    for of_order in runs:
        least = min(of_order, key=lambda measured: float(measured["seconds"]))
        walls = [measured["wall_seconds"] for measured in of_order]
        best.append({**least, "times": [measured["seconds"] for measured in of_order], "walls": walls})
    return best


def unpack(commit: str, into: Path) -> bool:
    """Lay an earlier state of this repository into a folder; False where it is not there to be had."""
    try:
        command = ["git", "-C", str(ROOT), "archive", "--format=tar", commit]
        made = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return False
    if made.returncode:
        return False
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as files:
        files.extractall(into, filter="data")
    return True


def machine() -> dict[str, Any]:
    """What the numbers were measured on."""
    cpu = platform.processor() or platform.machine()
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        names = [line.split(":", 1)[1].strip() for line in listed.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cpu": cpu,
        "cores": os.cpu_count(),
        "memory_gb": round(memory),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }
