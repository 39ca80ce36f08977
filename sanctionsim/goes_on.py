"""A run is begun in a folder, or gone on with where the same run was begun there."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from results.store import Run
    from scenarios.loader import Loaded
    from simulate.ensemble import Plan


def begun_or_new(
    folder: Path, plan: "Plan", loaded: "Sequence[Loaded]", *, workers: int, quiet: bool, made_by: str
) -> "Run":
    """The run of a plan, done: what is kept in the folder already is not run again.

    Raises InputError where another run is there, and as `carry_on`.
    """
    from results.manifest import MANIFEST
    from results.store import create, resume
    from sanctionsim import carry_on, where
    from sanctionsim.progress import at_work

    if (folder / MANIFEST).is_file():
        kept = resume(folder)
        try:
            same(kept, plan, loaded)
        except BaseException:
            kept.close()
            raise
    else:
        kept = create(folder, plan=plan, loaded=loaded, made_by=made_by)
    with at_work(plan, on=where(workers, None), tasks=len(kept.missing()), quiet=quiet) as done:
        return carry_on(kept, workers=workers, done=done)


def same(kept: "Run", plan: "Plan", loaded: "Sequence[Loaded]") -> None:
    """Raises InputError where a folder holds another run than this one."""
    from results.manifest import describe
    from scenarios.errors import InputError, Problem

    due, there = describe(plan, loaded), kept.manifest
    names = ("beliefs", "seed", "claimants", "weeks", "replicates", "draws", "given")
    other = [name for name in names if getattr(due, name) != getattr(there, name)]
    if [one.resolved for one in due.scenarios] != [one.resolved for one in there.scenarios]:
        other.append("scenarios")
    if due.parameters["quantities"] != there.parameters["quantities"]:
        other.append("parameters")
    if other:
        message = f"holds another run, with other {', '.join(other)}; a run never overwrites"
        raise InputError(Problem(str(kept.folder), None, None, "", message, None, "a new folder"))
