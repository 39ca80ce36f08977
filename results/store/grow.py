"""More of a run that is kept: draws, replicates, regimes. What is there already is not run again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from results.manifest import plan_of, tell
from results.store.about import write_about
from results.store.begin import keep_draws
from results.store.lock import take
from results.store.run import Run
from scenarios.errors import InputError, Problem
from scenarios.loader import Loaded


def grow(
    run: Run, *, draws: int | None = None, replicates: int | None = None, loaded: Sequence[Loaded] = (),
    given: Sequence[Mapping[str, float]] = (),
) -> Run:  # fmt: skip
    """The run with more to do; `missing` then names just what is new.

    draws, replicates: how many there are to be in all, of each belief and of each draw. loaded: further regimes. given:
    values of the further draws, where those of the run were given. Nothing is taken away from a run. Raises InputError
    for what cannot be added to this run, RunFailed when another process is working on it.
    """
    take(run.folder)
    kept = run.manifest
    plan = run.plan()
    more = replace(kept, draws=draws or kept.draws, replicates=replicates or kept.replicates)
    problems = _problems(run, more.draws, more.replicates, loaded, given)
    if problems:
        raise InputError(problems)
    if loaded:
        more = replace(more, scenarios=(*kept.scenarios, *(tell(one) for one in loaded)))
    if (more.draws, more.replicates, more.scenarios) == (kept.draws, kept.replicates, kept.scenarios):
        return run
    if len(more.scenarios) > 1 and kept.made_by == "run" and loaded:
        more = replace(more, made_by="compare")
    larger = replace(plan_of(replace(more, given=(), given_in_draws=())), given=_laid(run, plan.given, given))
    keep_draws(run, replace(more, ended=None), larger)
    write_about(run)
    return run


def _laid(
    run: Run, before: Sequence[Mapping[str, float]], more: Sequence[Mapping[str, float]]
) -> tuple[Mapping[str, float], ...]:
    """Values given before and now, those of the first belief first where each belief has its own."""
    groups = len(run.beliefs) if len(before) > run.manifest.draws else 1
    old, new = len(before) // groups, len(more) // groups
    of = ((*before[at * old : (at + 1) * old], *more[at * new : (at + 1) * new]) for at in range(groups))
    return tuple(one for group in of for one in group)


def _problems(
    run: Run, draws: int, replicates: int, loaded: Sequence[Loaded], given: Sequence[Mapping[str, float]]
) -> list[Problem]:
    kept = run.manifest
    at = str(run.folder)
    found = []
    if kept.shard is not None:
        number, of = kept.shard
        found.append(Problem(at, None, None, "", f"is shard {number} of {of}: merge the shards, then extend"))
    for field, wanted, have in (("--draws", draws, kept.draws), ("--replicates", replicates, kept.replicates)):
        if wanted < have:
            message = "is fewer than the run has, and nothing is taken away from a run"
            found.append(Problem(at, None, None, field, message, str(wanted), f"{have} or more"))
    if draws > kept.draws:
        given_before = kept.given_rows > 0
        groups = len(run.beliefs) if kept.given_rows > kept.draws else 1
        if given_before and len(given) != (draws - kept.draws) * groups:
            message = "the values of the draws of this run were given to it, so those of further draws must be too"
            found.append(Problem(at, None, None, "--draws", message, str(draws)))
        if kept.draws == 1 and not given_before:
            message = "the run has the central values of the parameters, which are no draw: make a run with --draws"
            found.append(Problem(at, None, None, "--draws", message, str(draws), "1"))
    for one in loaded:
        if one.name in run.names:
            found.append(Problem(at, None, None, "--regime", "is in the run already", one.name))
    return found
