"""A real cluster on this machine: a Dask scheduler and workers, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
"""Seconds to wait for a process to start."""


class Machines:
    """A scheduler and its workers, to be started and killed at will."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
        told = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
        until = time.monotonic() + PATIENCE
        while not told.exists() or not told.read_text().strip():
            assert time.monotonic() < until and self.scheduler.poll() is None
            time.sleep(0.05)
        self.address = str(json.loads(told.read_text())["address"])
        self.workers: list[subprocess.Popen[bytes]] = []

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        log = (self._folder / f"{command[0]}-{time.monotonic_ns()}.log").open("wb")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:], "--host", "127.0.0.1"],
                cwd=self._folder, env=self._environment, stdout=log, stderr=log,
            )  # fmt: skip

    def worker(self) -> "subprocess.Popen[bytes]":
        """One more worker with one thread, that is not started again when it dies."""
        more = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self._folder))
        self.workers.append(self._start("worker", self.address, *more))
        return self.workers[-1]

    def end(self) -> None:
        """Kill all."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def machines(folder: Path, *, workers: int, environment: dict[str, str] | None = None) -> Iterator[Machines]:
    """A scheduler and some workers for as long as they are wanted."""
    of = Machines(folder, environment or {})
    try:
        for _ in range(workers):
            of.worker()
        yield of
    finally:
        of.end()
