"""A run is deleted: what a run wrote, and nothing else."""

import json
from contextlib import suppress
from pathlib import Path

from results.manifest import DRAWS_FILE, MANIFEST, POSTERIOR_FILE
from results.store.layout import (
    CRATE_FILE,
    DICTIONARY_FILE,
    LEDGER_FILE,
    LOCK_FILE,
    OUTCOMES_FILE,
    PARTS,
    REPORT,
    read_name,
)
from results.store.lock import let_go, take
from scenarios.errors import InputError, Problem, RunFailed

OWN = (
    OUTCOMES_FILE, REPORT, CRATE_FILE, DICTIONARY_FILE, DRAWS_FILE, POSTERIOR_FILE, f"{LEDGER_FILE}-journal",
    LEDGER_FILE, LOCK_FILE, MANIFEST,
)  # fmt: skip
"""Files of a run, the manifest last: what is half deleted is a run still, and can be deleted."""


def belongings(folder: Path) -> tuple[Path, ...]:
    """Every file of the run of a folder. Raises InputError when no run is there."""
    if folder.is_symlink() or not _is_run(folder):
        raise InputError(Problem(str(folder), None, None, "", "is not the folder of a run; nothing is deleted"))
    parts = [file for file in (folder / PARTS).glob("*") if read_name(file.name) or file.name.endswith(".tmp")]
    left = folder.glob(".*.tmp")
    return (*sorted(parts), *left, *(folder / name for name in OWN if (folder / name).is_file()))


def delete(folder: Path) -> tuple[Path, ...]:
    """Delete the run of a folder, and the folder if nothing else is in it; what is left is given back.

    Raises InputError when no run is there, RunFailed when another process works on it or it may not be deleted.
    """
    belongings(folder)
    take(folder)
    files = belongings(folder)
    try:
        for file in files:
            file.unlink(missing_ok=True)
        for empty in (folder / PARTS, folder):
            with suppress(OSError):
                empty.rmdir()
    except OSError as fault:
        raise RunFailed(f"{fault.filename}: cannot be deleted: {fault.strerror}") from fault
    finally:
        let_go(folder)
    return tuple(sorted(folder.rglob("*"))) if folder.is_dir() else ()


def _is_run(folder: Path) -> bool:
    """Whether the folder holds a run, of whatever version; a damaged manifest does where there is a ledger."""
    file = folder / MANIFEST
    if not file.is_file():
        return False
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return isinstance(told, dict) and {"format", "scenarios", "seed"} <= told.keys()
    except (ValueError, OSError):
        return (folder / LEDGER_FILE).is_file() and (folder / PARTS).is_dir()
