"""sanctionsim: what voluntary or mandatory drug-treatment conditions on benefits would have done.

The public API. Everything is keyword-only but the scenarios; heavy parts are imported when first used.

    import sanctionsim as ss
    run = ss.compare("voluntary_2009", "green_paper_2008", claimants=24_000, years=2, replicates=2)
    print(run.difference["deaths"])
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from results.store import Run
    from scenarios.beliefs import Belief
    from scenarios.errors import SanctionsimError
    from scenarios.loader import Loaded
    from scenarios.posterior import Posterior
    from simulate.ensemble import Plan, Task
    from simulate.workers import Done, Failed, On

    Answer = Done[Task, Any] | Failed[Task]

__version__ = "0.1.0"
__all__ = ["Result", "carry_on", "compare", "load_scenario", "make_plan", "run", "run_and_keep"]

CLAIMANTS = 240_000
MOST_YEARS = 50


@dataclass(frozen=True)
class Result:
    """What was run and kept.

    folder: of the run. comparison: as printed by `--json`.
    """

    folder: Path
    comparison: Mapping[str, Any]

    @property
    def difference(self) -> Mapping[str, Mapping[str, float | None]]:
        """Outcome -> paired difference of the second scenario from the first, with its interval."""
        found: Mapping[str, Mapping[str, float | None]] = self.comparison["difference"]
        return found


def load_scenario(name_or_path: str) -> "Loaded":
    """A built-in scenario by name, or a file by path. Raises InputError with every problem found."""
    from scenarios.loader import load_scenario as load

    return load(name_or_path)


def make_plan(
    *scenarios: "Loaded", claimants: int = CLAIMANTS, years: float = 5.0, replicates: int = 4, draws: int = 1,
    seed: int = 1, belief: str | Sequence[str] | None = None, traced: tuple[int, ...] = (),
) -> "Plan":  # fmt: skip
    """What is to be run.

    belief: name or path, or several, each laid over the same parameters. Raises InputError for numbers outside what is
    possible and beliefs that cannot be.
    """
    from scenarios.errors import InputError, Problem
    from scenarios.parameters import load_parameters
    from simulate.ensemble import WEEKS_A_YEAR, Plan
    from simulate.population import FEWEST, MOST

    weeks = round(years * WEEKS_A_YEAR) if abs(years) < 1e6 else 0
    names = [one.name for one in scenarios]
    wrong = [
        Problem("command line", None, None, name, "is out of range", str(given), allowed)
        for name, given, allowed, fits in (
            ("--claimants", claimants, f"{FEWEST:,} to {MOST:,}", FEWEST <= claimants <= MOST),
            ("--years", years, f"one week to {MOST_YEARS} years", 1 <= weeks <= MOST_YEARS * WEEKS_A_YEAR),
            ("--replicates", replicates, "1 or more", replicates >= 1),
            ("--draws", draws, "1 or more", draws >= 1),
            ("--seed", seed, "0 or more", seed >= 0),
            ("--claimant", traced, f"0 to {claimants - 1:,}", all(0 <= who < claimants for who in traced)),
            ("scenario", ", ".join(names), "each once", len(set(names)) == len(names)),
        )
        if not fits
    ]
    if wrong:
        raise InputError(wrong)
    plan = Plan(
        scenarios=tuple((one.name, one.scenario) for one in scenarios), parameters=load_parameters(),
        claimants=claimants, weeks=weeks, replicates=replicates, draws=draws, seed=seed, traced=traced,
        beliefs=_beliefs((belief,) if isinstance(belief, str) else belief or ()),
    )  # fmt: skip
    _check_beliefs(plan)
    return plan


def _beliefs(names: Sequence[str]) -> "tuple[Belief, ...]":
    """The beliefs of these names. Raises InputError with every problem found, a belief given twice among them."""
    from scenarios.beliefs import load_belief
    from scenarios.errors import InputError, Problem

    found: list[Belief] = []
    problems: list[Problem] = []
    for name in names:
        try:
            one = load_belief(name)
        except InputError as refused:
            problems += refused.problems
            continue
        for other in found:
            if other.name == one.name:
                message = "the same belief is given twice" if other.file == one.file else "two beliefs have one name"
                problems.append(Problem("command line", None, None, "--belief", message, name, "each belief once"))
        found.append(one)
    if problems:
        raise InputError(problems)
    return tuple(found)


def _check_beliefs(plan: "Plan") -> None:
    """Raises InputError where a belief sets what it may not, or a spread that no distribution has."""
    from scenarios.errors import InputError, Problem

    problems: list[Problem] = []
    for index, one in enumerate(plan.beliefs):
        try:
            plan.values(index)
        except InputError as refused:
            problems += refused.problems
        except ValueError as refused:
            problems.append(Problem(one.file, None, None, "set", str(refused)))
    if problems:
        raise InputError(problems)


def run_and_keep(
    plan: "Plan", loaded: tuple["Loaded", ...], *, out: Path | str | None = None, workers: int = 1,
    cluster: str | None = None, shard: tuple[int, int] | None = None, done: "Callable[[Answer], None] | None" = None,
    made_by: str | None = None, posterior: "Posterior | None" = None, until: Sequence[str] = (), replicates: int = 1,
) -> "Run":  # fmt: skip
    """Run a plan, keeping each task as it is done, and write the outcomes.

    workers, cluster, done: as `carry_on`. shard: (n, of) to do only the nth of so many shares, to be merged later.
    posterior: what the draws of the plan are from, to be kept with it. until, replicates: what was asked for, to be
    kept too; `sanctionsim.until.reach` goes on from here.
    Raises InputError if `out` is not empty, and as `carry_on`.
    """
    from results.store import create
    from sanctionsim.learnt import keep
    from sanctionsim.until import note
    from simulate.workers import ready

    ready(where(workers, cluster))
    kept = create(out, plan=plan, loaded=loaded, made_by=made_by, shard=shard)
    if posterior is not None:
        keep(kept, posterior)
    if until:
        note(kept, until, replicates)
    return carry_on(kept, workers=workers, cluster=cluster, done=done)


def where(workers: int, cluster: str | None) -> "On":
    """Where tasks are done, as `carry_on` is told it."""
    from simulate.workers import Cluster, Here, Processes

    if cluster is not None:
        return Cluster(cluster)
    return Here() if workers == 1 else Processes(workers)


def carry_on(
    kept: "Run", *, workers: int = 1, cluster: str | None = None, done: "Callable[[Answer], None] | None" = None
) -> "Run":
    """Run what is missing of a run, keeping each task as it is done, and write the outcomes.

    workers: processes; 1 runs here. cluster: address of a Dask scheduler, whose workers are used instead. done: told
    of each answer.
    Raises PartlyDone when tasks fail, the cluster is lost or the disk is full: what is done is kept, and the run can be
    resumed. RunFailed when every task fails; InputError when the cluster cannot be reached or has another version.
    """
    from contextlib import closing

    from results.files import Unwritable
    from results.store import add, finish, note_failure, work
    from scenarios.errors import PartlyDone
    from simulate.workers import Failed, perform

    goes_on = f"`sanctionsim runs resume {kept.folder}`"
    failed: list[Failed[Task]] = []
    try:
        for names, tasks in kept.lacking().items():
            # Of a task that has been run, only the regimes that were added since.
            plan = replace(kept.plan(), scenarios=tuple(one for one in kept.plan().scenarios if one[0] in names))
            with closing(perform(plan, tasks, work=work, on=where(workers, cluster))) as doing:
                for answer in doing:
                    if isinstance(answer, Failed):
                        note_failure(kept, answer.task, answer.why)
                        failed.append(answer)
                    else:
                        add(kept, answer.result)
                    if done:
                        done(answer)
        if not failed:
            finish(kept)
    except Unwritable as fault:
        raise PartlyDone(f"{fault}; make room, then go on with {goes_on}") from fault
    except PartlyDone as fault:
        raise PartlyDone(f"{fault}. What is done is kept: {goes_on} goes on with it") from None
    except KeyboardInterrupt as stop:
        stop.add_note(f"Interrupted. What is done is kept: {goes_on} goes on with it.")
        raise
    finally:
        kept.close()
    if failed:
        raise _given_up(kept, failed)
    return kept


def _given_up(kept: "Run", failed: "Sequence[Failed[Task]]") -> "SanctionsimError":
    """What is said of the tasks that failed, the first of them named."""
    from scenarios.errors import PartlyDone, RunFailed

    first = min(failed, key=lambda one: one.task)
    whole = kept.manifest.tasks
    if len(failed) == whole:
        return RunFailed(f"{kept.folder}: no task could be done; {first.task}: {first.why}")
    which = f"{first.task}: {first.why}" if len(failed) == 1 else f"the first, {first.task}: {first.why}"
    return PartlyDone(
        f"{len(failed)} of {whole} tasks could not be done ({which}). All others are done and kept: "
        f"`sanctionsim runs resume {kept.folder}` tries again what is missing"
    )


def run(
    *scenarios: str, claimants: int = CLAIMANTS, years: float = 5.0, replicates: int = 4, draws: int = 1, seed: int = 1,
    belief: str | Sequence[str] | None = None, out: Path | str | None = None, workers: int = 1,
    cluster: str | None = None, posterior: Path | str | None = None, until: str | Sequence[str] = (),
    at_most: int | None = None,
) -> Result:  # fmt: skip
    """Run scenarios on the same people with the same luck, and keep the run.

    scenarios: built-in names or paths. draws: parameter draws, 1 for central values. belief: a name or path, or
    several, each lived through by the same people with the same luck. workers: processes of this machine. cluster:
    address of a Dask scheduler, whose workers are used instead. posterior: Parquet file that the draws are from. until:
    how exactly what is to be known, as `deaths<2%`; `at_most` so many tasks. Raises InputError, PartlyDone.
    """
    return _run(
        *scenarios, claimants=claimants, years=years, replicates=replicates, draws=draws, seed=seed, belief=belief,
        out=out, workers=workers, cluster=cluster, posterior=posterior, until=until, at_most=at_most, made_by="run",
    )  # fmt: skip


def _run(
    *scenarios: str, claimants: int, years: float, replicates: int, draws: int, seed: int,
    belief: str | Sequence[str] | None, out: Path | str | None, workers: int, cluster: str | None,
    posterior: Path | str | None, until: str | Sequence[str], at_most: int | None, made_by: str,
) -> Result:  # fmt: skip
    from results.comparison import as_json
    from results.store import readings
    from sanctionsim.learnt import laid, read
    from sanctionsim.until import begin, check_options, reach, told

    asked = (until,) if isinstance(until, str) else tuple(until)
    check_options(asked, at_most, None)

    loaded = tuple(load_scenario(name) for name in scenarios)
    plan = make_plan(
        *loaded,
        claimants=claimants,
        years=years,
        replicates=replicates,
        draws=draws,
        seed=seed,
        belief=belief,
    )
    learnt = read(posterior) if posterior is not None else None
    plan = begin(plan, asked, at_most) if asked else plan
    plan = laid(plan, learnt) if learnt else plan
    kept = run_and_keep(
        plan, loaded, out=out, workers=workers, cluster=cluster, posterior=learnt, until=asked, replicates=replicates,
        made_by=made_by,
    )  # fmt: skip
    reach(kept, at_most=at_most, workers=workers, cluster=cluster)
    gathered = readings(kept)
    return Result(kept.folder, as_json(gathered) | told(kept, gathered)[1])


def compare(
    base: str, *others: str, claimants: int = CLAIMANTS, years: float = 5.0, replicates: int = 4, draws: int = 1,
    seed: int = 1, belief: str | Sequence[str] | None = None, out: Path | str | None = None, workers: int = 1,
    cluster: str | None = None, posterior: Path | str | None = None, until: str | Sequence[str] = (),
    at_most: int | None = None,
) -> Result:  # fmt: skip
    """Compare scenarios with a base, on the same people with the same luck; the report lies in the run's folder."""
    from results.report import write_report
    from results.store import open_run

    made = _run(
        base, *others, claimants=claimants, years=years, replicates=replicates, draws=draws, seed=seed, belief=belief,
        out=out, workers=workers, cluster=cluster, posterior=posterior, until=until, at_most=at_most, made_by="compare",
    )  # fmt: skip
    write_report(open_run(made.folder))
    return made
