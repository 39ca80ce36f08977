"""Work that needs no model: what a worker of a test is given to do. A chore is the number of the task."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Chores:
    """A plan. folder: where those who start leave a mark. poison, faulty, endless: tasks that kill, raise, never end.

    seconds: what every task takes. ballast: weight of the plan.
    """

    folder: Path
    poison: frozenset[int] = frozenset()
    faulty: frozenset[int] = frozenset()
    endless: frozenset[int] = frozenset()
    seconds: float = 0.0
    ballast: bytes = field(default=b"", repr=False)

    def begun(self, task: int) -> int:
        """How often a task was begun."""
        return len(list(self.folder.glob(f"{task}-*")))


def square(chores: Chores, task: int) -> int:
    """The square of a number, however it comes about."""
    (chores.folder / f"{task}-{os.getpid()}-{time.monotonic_ns()}").touch()
    if task in chores.poison:
        os.kill(os.getpid(), signal.SIGKILL)
    if task in chores.faulty:
        raise ValueError(f"there is no square of {task}\nfor anybody")
    time.sleep(3600 if task in chores.endless else chores.seconds)
    return task * task


def who(chores: Chores, task: int) -> tuple[int, str]:
    """The process that does a task, and how many threads its linear algebra may have."""
    time.sleep(chores.seconds)
    return os.getpid(), os.environ.get("OPENBLAS_NUM_THREADS", "")


def identity(chores: Chores, task: int) -> tuple[int, int]:
    """The process, and the address of the plan there: the same for every task if it was sent once."""
    return os.getpid(), id(chores)


def unloved(chores: Chores, task: int) -> object:
    """What cannot be sent back."""
    return lambda: task


def quits(chores: Chores, task: int) -> int:
    """A worker that leaves by itself."""
    if task in chores.poison:
        os._exit(7)
    return task


def alive(pids: Sequence[int]) -> list[int]:
    """Those of some processes that are there and are no zombies."""
    there = []
    for pid in pids:
        status = Path(f"/proc/{pid}/stat")
        if status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z":
            there.append(pid)
    return there
