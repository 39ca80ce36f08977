"""The store: a run is a folder that is never overwritten, written piece by piece, and checked before it is read."""

from results.store.begin import create
from results.store.grow import grow
from results.store.keep import add, finish, note_failure
from results.store.layout import LEDGER_FILE, OUTCOMES_FILE, PARTS, REPORT, ROOT
from results.store.packed import Packed, work
from results.store.read import damaged_parts, list_runs, observations, open_run, readings, resume
from results.store.run import Run

__all__ = [
    "LEDGER_FILE",
    "OUTCOMES_FILE",
    "PARTS",
    "REPORT",
    "ROOT",
    "Packed",
    "Run",
    "add",
    "create",
    "damaged_parts",
    "finish",
    "grow",
    "list_runs",
    "note_failure",
    "observations",
    "open_run",
    "readings",
    "resume",
    "work",
]
