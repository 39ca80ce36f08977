"""Shards of one plan, run in as many places, become one run; every part is checked on its way."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from results.files import write
from results.manifest import MANIFEST, Manifest
from results.store.begin import begin, new_folder
from results.store.keep import checked
from results.store.keys import digest
from results.store.lock import let_go, take
from results.store.read import open_run, resume
from results.store.run import Run
from scenarios.errors import InputError, Problem, RunFailed


def merge(into: Path | str, runs: Sequence[Path | str]) -> Run:
    """Take the parts of runs into one of the same plan, made if it is not there; `missing` then says what is lacking.

    The run is this process's until it is finished or closed. Raises InputError when the plans differ or no run is
    given; RunFailed when a part is damaged, or is there already and is another.
    """
    at = Path(into)
    if not runs:
        raise InputError(Problem("command line", None, None, "FROM", "no run is given to merge"))
    opened = [open_run(folder) for folder in runs]
    run = resume(at) if (at / MANIFEST).exists() else _begun(at, opened[0])
    try:
        for other in opened:
            _same(run, other)
        for other in opened:
            _take_in(run, other)
    except BaseException:
        let_go(at)
        raise
    return run


def _begun(at: Path, first: Run) -> Run:
    """An empty run of the plan of which the first is a shard."""
    new_folder(at)
    take(at)
    return begin(at, replace(first.manifest, shard=None, ended=None), first.plan())


def _plan(manifest: Manifest) -> str:
    """A checksum of what two shards of a plan have in common."""
    kept = manifest
    told = [[one.name, one.resolved] for one in kept.scenarios]
    held = [[one.name, one.settings] for one in kept.beliefs]
    quantities = kept.parameters["quantities"], kept.parameters["correlations"]
    size = kept.claimants, kept.weeks, kept.replicates, kept.draws, kept.seed, kept.settings
    return digest([told, held, quantities, size, kept.given, kept.given_rows, kept.model, kept.seeds])


def _same(run: Run, other: Run) -> None:
    if run.manifest.shard is not None:
        number, of = run.manifest.shard
        message = f"is itself shard {number} of {of}: merge into a new folder"
        raise InputError(Problem(str(run.folder), None, None, "", message))
    if _plan(run.manifest) != _plan(other.manifest):
        raise InputError(Problem(str(other.folder), None, None, "", f"is not of the same plan as {run.folder}"))


def _take_in(run: Run, other: Run) -> None:
    for entry in other.entries():
        if entry.key != run.key(entry.place):
            raise RunFailed(f"{other.folder / entry.part}: is of another run or another version; not merged")
        there = run.ledger.entry(entry.place)
        if there is not None and there.sha256 == entry.sha256:
            continue
        if there is not None and there.part and run.content(there) is not None:
            raise RunFailed(
                f"{other.folder / entry.part}: is not the same as {run.folder / there.part}, which is of the same "
                "task; not merged: one of the machines computes otherwise"
            )
        write(run.folder / entry.part, checked(other, entry))
        run.ledger.record([entry])
