"""A run that was stopped as it began, before its manifest was there: nothing had been run, and nothing is lost."""

from contextlib import suppress
from pathlib import Path

from results.manifest import DRAWS_FILE, MANIFEST, POSTERIOR_FILE
from results.store.layout import LEDGER_FILE, LOCK_FILE, PARTS
from results.store.lock import working

_BEGIN = {PARTS, LEDGER_FILE, f"{LEDGER_FILE}-journal", DRAWS_FILE, POSTERIOR_FILE, LOCK_FILE}


def only_begun(at: Path) -> bool:
    """Whether a folder holds what a run begins with, no manifest and no part, and nobody is working on it."""
    if not at.is_dir() or at.is_symlink() or not (at / PARTS).is_dir() or (at / MANIFEST).exists():
        return False
    own = all(file.name in _BEGIN or _aside(file) for file in at.iterdir())
    return own and not any((at / PARTS).iterdir()) and not working(at)


def clear(at: Path) -> None:
    """Clear such a folder away."""
    with suppress(OSError):
        (at / PARTS).rmdir()
        for file in at.iterdir():
            file.unlink()
        at.rmdir()


def _aside(file: Path) -> bool:
    """Whether a file was being written aside when all ended."""
    return file.name.startswith(".") and file.name.endswith(".tmp")
