"""The store: a run is a folder that is never overwritten, written piece by piece, and checked before it is read."""

from results.store.begin import create
from results.store.grow import grow
from results.store.keep import add, finish, note_failure
from results.store.layout import LEDGER_FILE, OUTCOMES_FILE, PARTS, REPORT, ROOT
from results.store.lock import working
from results.store.merge import merge
from results.store.packed import Packed, work
from results.store.read import damaged_parts, list_runs, observations, open_run, readings, resume
from results.store.run import Run
from results.store.verify import Finding, verify

__all__ = [
    "LEDGER_FILE",
    "OUTCOMES_FILE",
    "PARTS",
    "REPORT",
    "ROOT",
    "Finding",
    "Packed",
    "Run",
    "add",
    "create",
    "damaged_parts",
    "finish",
    "grow",
    "list_runs",
    "merge",
    "note_failure",
    "observations",
    "open_run",
    "readings",
    "resume",
    "verify",
    "work",
    "working",
]
