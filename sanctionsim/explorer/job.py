"""A full run in the background: a process of its own that is watched, and stopped, from outside.

Started as `python -m sanctionsim.explorer.job FOLDER SURFACE QUERY CLAIMANTS DRAWS`. The run is kept in the store as it
goes, so that a run that was cancelled can be gone on with (`sanctionsim runs resume`).
"""

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from results.surface.surface import Surface
from results.surface.view import View, query_of
from sanctionsim.explorer.full import Full, check
from scenarios.errors import InputError, Problem

LOG = "job.log"
AGAIN = 8.0
"""Seconds after which a process that goes on is told again: libraries now and then swallow what interrupts them."""


@dataclass(slots=True)
class Job:
    """A full run at work. folder: of the run. tasks: in all."""

    folder: Path
    tasks: int
    process: "subprocess.Popen[bytes]"
    stopped: bool = False
    _told: float = 0.0

    @property
    def state(self) -> str:
        """`running`, `done`, `cancelled` or `failed`."""
        code = self.process.poll()
        if code is None:
            if self.stopped and time.monotonic() - self._told > AGAIN:
                self._tell()
            return "running"
        if code == 0:
            return "done"
        return "cancelled" if self.stopped else "failed"

    @property
    def done(self) -> int:
        """Tasks that are kept."""
        from results.store import PARTS

        return len(list((self.folder / PARTS).glob("*.parquet"))) // 2

    def cancel(self) -> None:
        """Stop it; what is done is kept."""
        if self.process.poll() is None:
            self.stopped = True
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        self.process.send_signal(signal.SIGTERM)

    @property
    def said(self) -> str:
        """The last line it said."""
        try:
            lines = self._log().read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return lines[-1] if lines else ""

    def _log(self) -> Path:
        return self.folder.with_name(f".{self.folder.name}.{LOG}")


def start(surface: Surface, view: View, asked: Full, folder: Path, *, workers: int) -> Job:
    """Begin a full run. Raises InputError where it is too large, or the folder is there already."""
    check(asked)
    if folder.exists():
        raise InputError(Problem(str(folder), None, None, "", "is there already; a run never overwrites"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "sanctionsim.cli", "app", "--full", query_of(view, surface), "--out", str(folder),
        "--claimants", str(asked.claimants), "--draws", str(asked.draws), "--workers", str(workers), "--quiet",
    ]  # fmt: skip
    with folder.with_name(f".{folder.name}.{LOG}").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    return Job(folder, asked.draws * asked.replicates, process)
