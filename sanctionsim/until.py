"""`--until`: a run is made larger until what was asked for is known as exactly as was asked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from results.gather import Gathered
    from results.store import Run
    from results.targets import Sought
    from simulate.ensemble import Plan

MOST_TASKS = 20_000
"""Tasks at which a run stops by itself, where no other number was given."""


def check_options(until: Sequence[str] | None, at_most: int | None, shard: object) -> None:
    """Raises InputError for options that do not go together."""
    from scenarios.errors import InputError, Problem

    if at_most is not None and not until:
        raise InputError(Problem("command line", None, None, "--at-most", "says nothing without --until", str(at_most)))
    if until and shard is not None:
        message = "does not go with --shard: no shard can tell how many runs the whole takes"
        raise InputError(Problem("command line", None, None, "--until", message, ", ".join(until)))


def begin(plan: "Plan", asked: Sequence[str], at_most: int | None) -> "Plan":
    """The plan of the runs that are always made first: replicates at the central values, else batches of the draws.

    Raises InputError for what cannot be asked, and where fewer tasks than two runs take may be made.
    """
    from results.targets import parse_targets
    from results.until import FEWEST
    from scenarios.errors import InputError, Problem

    parse_targets(asked)
    batch = plan.draws if plan.draws > 1 else 0
    each = _each(len(plan.beliefs), batch, plan.replicates)
    most = (at_most if at_most is not None else MOST_TASKS) // each
    if most < 2:
        allowed = f"{2 * each:,} or more: two runs of what was asked"
        raise InputError(Problem("command line", None, None, "--at-most", "is too few", str(at_most), allowed))
    runs = min(pilot(plan.replicates, batch) + FEWEST, most)
    return replace(plan, draws=batch * runs, batch=batch) if batch else replace(plan, replicates=runs)


def pilot(replicates: int, batch: int) -> int:
    """Runs by which it is first judged how many it takes: more replicates than these, where more were asked for."""
    from results.until import PILOT

    return PILOT if batch else max(PILOT, replicates)


def note(kept: "Run", asked: Sequence[str], replicates: int) -> None:
    """Say in the manifest what was asked for. replicates: as they were asked for."""
    batch = kept.plan().batch
    kept.changed(replace(kept.manifest, until={"asked": list(asked), "pilot": pilot(replicates, batch)}))


def _each(beliefs: int, batch: int, replicates: int) -> int:
    """Tasks of one run of those that are counted: a replicate, or a batch of draws."""
    return (beliefs or 1) * (batch * replicates or 1)


def tasks_of_a_run(kept: "Run") -> int:
    """The same of a run that is kept."""
    plan = kept.plan()
    return _each(len(plan.beliefs), plan.batch, plan.replicates)


def sought(kept: "Run", gathered: "Gathered") -> "tuple[Sought, ...]":
    """How far it is reached. Raises InputError where a width is in percent of nothing."""
    from results.targets import parse_targets, seek

    of = kept.manifest
    if not of.until:
        return ()
    return seek(
        gathered, parse_targets(of.until["asked"]), batch=kept.plan().batch, pilot=of.until["pilot"],
        claimants=of.claimants, compared=of.made_by == "compare",
    )  # fmt: skip


def reach(
    kept: "Run", *, at_most: int | None = None, workers: int = 1, cluster: str | None = None, quiet: bool = True
) -> "Run":
    """Go on with a run that is complete until its targets are reached, or there are `at_most` tasks.

    A run of which nothing was asked, and a shard, is left as it is. Raises as `sanctionsim.carry_on`.
    """
    from results.store import grow, readings
    from sanctionsim import carry_on, where
    from sanctionsim.learnt import further
    from sanctionsim.progress import at_work
    from sanctionsim.say import tell

    most = (MOST_TASKS if at_most is None else at_most) // tasks_of_a_run(kept)
    while kept.manifest.until and kept.manifest.shard is None:
        open_ = [one.known for one in sought(kept, readings(kept)) if not one.known.reached]
        have = max((known.runs for known in open_), default=0)
        goal = min(max((known.needed for known in open_), default=0), most)
        if goal <= have:
            break
        batch = kept.plan().batch
        if batch:
            grow(kept, draws=goal * batch, given=further(kept, goal * batch))
        else:
            grow(kept, replicates=goal)
        missing = len(kept.missing())
        if not quiet:
            what = "batches of draws" if batch else "replicates"
            tell(f"After {have:,} {what} not all is known as exactly as was asked: {goal - have:,} more are run")
        with at_work(kept.plan(), on=where(workers, cluster), tasks=missing, quiet=quiet) as done:
            carry_on(kept, workers=workers, cluster=cluster, done=done)
    return kept


def told(kept: "Run", gathered: "Gathered") -> "tuple[list[str], dict[str, Any], bool]":
    """What is said of it to people, the field of --json, and whether all is reached; nothing of most runs."""
    from results.targets_text import as_json, lines

    found = sought(kept, gathered)
    if not found:
        return [], {}, True
    each, batch = tasks_of_a_run(kept), kept.plan().batch
    said = lines(found, kept.manifest, gathered, each=each, batch=batch)
    reached = all(one.known.reached for one in found)
    if not reached:
        said.append(f"To go on: sanctionsim runs resume {kept.folder}")
    return said, {"until": as_json(found, each=each, batch=batch)}, reached
