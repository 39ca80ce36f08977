"""Files are written whole or not at all, and known by their checksum."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from scenarios.errors import RunFailed


class Unwritable(RunFailed):
    """The disk is full, or the folder may not be written to; what was kept before is untouched."""


def checksum(content: bytes) -> str:
    """The sha256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: to a temporary name, forced to disk, then renamed.

    Raises Unwritable when the disk is full or the folder may not be written to.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as fault:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Unwritable(f"{path}: cannot be written: {fault.strerror or fault}") from fault
