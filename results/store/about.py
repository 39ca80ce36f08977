"""What tells others what a run's folder holds: the data dictionary and the RO-Crate."""

from results.crate import FILES, crate
from results.dictionary import dictionary
from results.files import write
from results.store.layout import CRATE_FILE, DICTIONARY_FILE
from results.store.run import Run


def write_about(run: Run) -> None:
    """Write both, as the folder is now."""
    write(run.folder / DICTIONARY_FILE, dictionary(run.plan().parameters))
    there = frozenset(name for name, *_ in FILES if (run.folder / name).is_file())
    write(run.folder / CRATE_FILE, crate(run.manifest, there))
