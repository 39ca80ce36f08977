"""One driver to a run: a lock on a file in its folder, which the system lets go however the process ends."""

import fcntl
import os
import socket
from pathlib import Path

from results.files import Unwritable
from results.store.layout import LOCK_FILE
from scenarios.errors import RunFailed

_HELD: dict[tuple[int, int, int], int] = {}
"""(process, device, inode of the lock file) -> its descriptor: a process may open a run it works on twice."""


def take(folder: Path) -> None:
    """Take the run for this process. Raises RunFailed when another has it, Unwritable when the folder is read-only."""
    file = folder / LOCK_FILE
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as fault:
        why = fault.strerror or fault
        raise Unwritable(f"{folder}: cannot be written: {why}; make it writable, or go on with a copy of it") from fault
    key = _key(descriptor)
    if key in _HELD:
        os.close(descriptor)
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        who = os.pread(descriptor, 200, 0).decode(errors="replace").strip() or "another process"
        os.close(descriptor)
        raise RunFailed(f"{folder}: {who} is working on this run; wait for it, or stop it and try again") from fault
    _HELD[key] = descriptor
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
    except OSError:
        # A full disk keeps no name; the lock holds all the same.
        return


def let_go(folder: Path) -> None:
    """Let the run go, if this process has it."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return
    held = _HELD.pop(_key(descriptor), None)
    os.close(descriptor)
    if held is not None:
        os.close(held)


def working(folder: Path) -> bool:
    """Whether some process, this one too, is working on the run now."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        if _key(descriptor) in _HELD:
            return True
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _key(descriptor: int) -> tuple[int, int, int]:
    told = os.fstat(descriptor)
    return os.getpid(), told.st_dev, told.st_ino
