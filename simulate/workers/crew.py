"""A worker process as its driver sees it.

Not concurrent.futures: when a process of its pool dies the whole pool is broken, and nobody can say which task did it.
Here each worker has a connection of its own, so a death is known at once and blamed on the one task that was running.
A worker is a fresh interpreter in a process group of its own: it has one thread for linear algebra from the start, a
Ctrl-C at the terminal reaches the driver alone, and scripts without `if __name__ == "__main__"` work.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

from simulate.workers.answers import Message

T = TypeVar("T")
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""One thread a worker: workers, not threads, share the cores."""


class Gone(Exception):
    """The worker at the other end has died. Says how."""


class Worker(Generic[T]):
    """A process and the tasks it holds: the first of them is the one it is at."""

    def __init__(self, order: bytes) -> None:
        """order: work and plan, pickled once for all workers."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "simulate.workers.child", str(theirs.fileno())],
                stdin=subprocess.PIPE, stdout=2, pass_fds=(theirs.fileno(),), process_group=0, env=_environment(),
            )  # fmt: skip
        self.connection: Connection[Any, Message] = Connection(ours.detach())
        self.holds: deque[T] = deque()
        self.since = time.monotonic()
        self.ready = False
        self._order: bytes | None = order

    @property
    def name(self) -> str:
        """Which process it is."""
        return f"process {self._process.pid}"

    def give(self, task: T) -> None:
        """Send a task. A worker that is gone is noticed when it is next heard."""
        if not self.holds:
            self.since = time.monotonic()
        self.holds.append(task)
        try:
            if self._order is not None:
                self.connection.send_bytes(self._order)
                self._order = None
            self.connection.send(task)
        except OSError:
            # It has died with this task: `hear` says so, and the task is given again.
            pass

    def hear(self) -> Message:
        """The next thing it says; waits for it. Raises Gone when it has died."""
        try:
            said = self.connection.recv()
        except (EOFError, OSError):
            raise Gone(_how(self._process.wait())) from None
        if said[0] == "ready":
            self.ready = True
        self.since = time.monotonic()
        return said

    def end(self) -> None:
        """Kill it, whatever it is at, and wait until it is gone. It holds nothing that is not held here."""
        self._process.kill()
        self._process.wait()
        self.connection.close()
        if self._process.stdin is not None:
            self._process.stdin.close()


def _environment() -> Mapping[str, str]:
    path = os.pathsep.join(one or str(Path.cwd()) for one in sys.path)
    return os.environ | dict.fromkeys(ONE_THREAD, "1") | {"PYTHONPATH": path}


def _how(code: int) -> str:
    if code >= 0:
        return f"ended by itself with code {code}"
    try:
        return f"was killed ({signal.Signals(-code).name})"
    except ValueError:
        return f"was killed (signal {-code})"
