"""`sanctionsim sweep PLAN`: which parameters decide the difference, and whether guardrails hold.

Heavy parts are imported inside.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionsim.options import Cluster, Json, Quiet, Workers
from sanctionsim.say import give, processes, show, tell

if TYPE_CHECKING:
    from results.store import Run
    from results.sweep.design import Design
    from results.sweep.page import Swept
    from scenarios.fail_if import Guard
    from scenarios.loader import Loaded
    from scenarios.sweep import Sweep
    from simulate.ensemble import Plan

CHECK_FAILED = 3
"""Exit code of a guardrail that was crossed."""
OUTCOMES = ("in_treatment", "deaths")
"""Explained for a kept run where none is asked for."""


@dataclass(frozen=True)
class Asked:
    """What overrides the plan; None where the plan stands."""

    points: int | None
    claimants: int | None
    replicates: int | None
    years: float | None
    seed: int | None

    def settings(self) -> dict[str, float]:
        """Those that were given."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Hands:
    """What the tasks are done with: processes of this machine, or the cluster at an address."""

    workers: int
    cluster: str | None


def sweep(
    plan: Annotated[str | None, typer.Argument(help="Path of a plan, or one that is built in.")] = None,
    run: Annotated[
        Path | None, typer.Option("--run", help="Explain this kept run instead, with the draws it has.")
    ] = None,
    outcome: Annotated[
        list[str] | None, typer.Option("--outcome", help="With --run: outcome to explain; may be given again.")
    ] = None,
    fail_if: Annotated[
        list[str] | None,
        typer.Option("--fail-if", help="Exit 3 if so: 'deaths > 2% @ 0.1' is a rise by 2% likelier than 0.1."),
    ] = None,
    points: Annotated[
        int | None, typer.Option(help="Points, trajectories or base points, instead of the plan's.")
    ] = None,
    claimants: Annotated[int | None, typer.Option(help="Claimants made, instead of the plan's.")] = None,
    replicates: Annotated[int | None, typer.Option(help="Replicates of each point, instead of the plan's.")] = None,
    years: Annotated[float | None, typer.Option(help="Length of a run, instead of the plan's.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed, instead of the plan's.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for the run; one that holds this sweep is gone on with.")
    ] = None,
    workers: Workers = 0,
    cluster: Cluster = None,
    as_json: Json = False,
    quiet: Quiet = False,
    every: Annotated[bool, typer.Option("--all", help="Every parameter in the table.")] = False,
) -> None:
    """Which parameters decide the difference between regimes: Morris, Sobol, delta, PAWN or a grid; guardrails for CI.

    Example: sanctionsim sweep voluntary_against_green_paper --fail-if 'deaths > 2% @ 0.1'
    """
    from results.sweep.keep import keep
    from results.sweep.plain import as_json as plain
    from results.sweep.terminal import render

    _check(plan, run, outcome)
    asked = Asked(points, claimants, replicates, years, seed)
    if run is not None:
        kept, swept = _kept(run, tuple(outcome or ()), tuple(fail_if or ()))
    else:
        kept, swept = _swept(
            str(plan), asked, tuple(fail_if or ()), out, Hands(processes(workers), cluster), quiet or as_json
        )
    files = keep(swept, kept.folder)
    if as_json:
        said = {"folder": str(kept.folder), "files": {name: str(path) for name, path in files.items()}} | plain(swept)
        give(said)
    elif not quiet:
        show(*render(swept, every=every))
    tell(f"Page: {files['sweep.html']}")
    _judge(swept)


def _check(plan: str | None, run: Path | None, outcome: list[str] | None) -> None:
    from scenarios.errors import InputError, Problem

    def refuse(field: str, message: str, allowed: str | None = None) -> InputError:
        return InputError(Problem("command line", None, None, field, message, None, allowed))

    if (plan is None) == (run is None):
        raise refuse("PLAN", "give a plan, or a kept run with --run", "one of the two")
    if outcome and run is None:
        raise refuse("--outcome", "is for --run: a plan names its outcomes")


def _judge(swept: "Swept") -> None:
    """Exit 3 with a sentence for each guardrail that fails."""
    from results.sweep.words import guard_sentence, verdict

    failed = [one for one in swept.tried if one.failed]
    if not failed:
        return
    tell(verdict(swept.tried))
    for one in failed:
        tell(guard_sentence(one, swept.manifest, swept.analysis.design))
    raise typer.Exit(CHECK_FAILED)


def _swept(
    name: str, asked: Asked, conditions: tuple[str, ...], out: Path | None, hands: Hands, quiet: bool
) -> "tuple[Run, Swept]":
    """Run a plan, or what is missing of it, and read it."""
    from results.claims import known
    from results.files import write
    from results.sweep.design import make_design
    from results.sweep.keep import PLAN
    from results.sweep.levers import load_regimes
    from sanctionsim import make_plan
    from scenarios.parameters import load_parameters
    from scenarios.sweep import load_sweep

    guards = _conditions(conditions)
    of = load_sweep(name, load_parameters(), known())
    settings = asked.settings()
    if settings:
        of = _changed(of, settings)
    design = make_design(of)
    loaded = load_regimes(of)
    says = of.says
    made = make_plan(
        *loaded,
        claimants=says.claimants,
        years=says.years,
        replicates=says.replicates,
        seed=says.seed,
        belief=says.belief,
    )
    given = design.given if design.factors else ()
    made = replace(made, draws=len(design.given), given=given)
    kept = _run(of, made, loaded, out, hands, quiet)
    write(kept.folder / PLAN, of.text.encode())
    command = f"sanctionsim sweep {name}" + "".join(f" --{key} {value:g}" for key, value in settings.items())
    return kept, _read(kept, design, says.outcome, (*of.guards, *guards), says.title, of.text, command)


def _changed(of: "Sweep", settings: dict[str, float]) -> "Sweep":
    """The plan with settings of the command line, checked and written as such. Raises InputError."""
    from results.claims import known
    from scenarios.parameters import load_parameters
    from scenarios.reader import parse
    from scenarios.sweep import read_sweep

    text = json.dumps({**of.document.value, **settings}, indent=1, ensure_ascii=False, default=str)
    return read_sweep(parse(text + "\n", of.file), of.folder, load_parameters(), known())


def _conditions(texts: tuple[str, ...]) -> "tuple[Guard, ...]":
    from results.claims import known
    from scenarios.errors import InputError, Problem
    from scenarios.fail_if import parse_condition
    from scenarios.sweep import condition_problems

    guards: list[Guard] = []
    problems: list[Problem] = []
    for text in texts:
        try:
            guards.append(parse_condition(text))
        except InputError as refused:
            problems += refused.problems
            continue
        problems += condition_problems(guards[-1], known())
    if problems:
        raise InputError(problems)
    return tuple(guards)


def _run(of: "Sweep", plan: "Plan", loaded: "tuple[Loaded, ...]", out: Path | None, hands: Hands, quiet: bool) -> "Run":
    """The run of a plan: what is kept in the folder already is not run again. Raises InputError."""
    from results.manifest import MANIFEST
    from results.store import resume
    from sanctionsim import carry_on, run_and_keep, where
    from sanctionsim.goes_on import same
    from sanctionsim.progress import at_work
    from scenarios.errors import InputError

    on = where(hands.workers, hands.cluster)
    try:
        if out is None or not (out / MANIFEST).is_file():
            with at_work(plan, on=on, tasks=len(plan.tasks()), quiet=quiet) as done:
                return run_and_keep(
                    plan, loaded, out=out, workers=hands.workers, cluster=hands.cluster, done=done, made_by="sweep"
                )
        kept = resume(out)
        same(kept, plan, loaded)
        with at_work(plan, on=on, tasks=len(kept.missing()), quiet=quiet) as done:
            return carry_on(kept, workers=hands.workers, cluster=hands.cluster, done=done)
    except ValueError as fault:
        raise InputError(of.problem(("vary",), f"some of the values cannot be run: {fault}")) from fault


def _kept(folder: Path, outcomes: tuple[str, ...], conditions: tuple[str, ...]) -> "tuple[Run, Swept]":
    """A kept run, explained by the draws it has; by the plan that made it where a sweep did."""
    from results.outcomes import OUTCOMES as EVERY
    from results.store import open_run
    from results.sweep.analysis import design_of_run
    from scenarios.errors import InputError, Problem
    from scenarios.nearest import nearest

    names = [one.name for one in EVERY]
    wrong = [
        Problem(
            "command line", None, None, "--outcome", f"there is no outcome {name!r}", None, None, nearest(name, names)
        )
        for name in outcomes
        if name not in names
    ]
    if wrong:
        raise InputError(wrong)
    guards = _conditions(conditions)
    kept = open_run(folder)
    if len(kept.names) < 2:
        raise InputError(Problem(str(folder), None, None, "", "has one regime, so there is no difference to explain"))
    command = f"sanctionsim sweep --run {folder}"
    if (planned := _planned(kept)) is not None:
        of, design = planned
        read = outcomes or of.says.outcome
        return kept, _read(kept, design, read, (*of.guards, *guards), of.says.title, of.text, command)
    if len(kept.values) < 3 or kept.missing():
        short = "is not complete" if kept.missing() else "has too few draws of the parameters"
        raise InputError(Problem(str(folder), None, None, "", f"{short} to be explained", None, "3 draws or more"))
    design = design_of_run(kept.values)
    title = "What the differences of a kept run hang on"
    return kept, _read(kept, design, outcomes or OUTCOMES, guards, title, "", command)


def _planned(kept: "Run") -> "tuple[Sweep, Design] | None":
    """The plan of a sweep that lies in the folder and its design, if it is the one that was run."""
    from results.claims import known
    from results.sweep.design import make_design
    from results.sweep.keep import PLAN
    from scenarios.errors import InputError
    from scenarios.sweep import load_sweep

    if not (kept.folder / PLAN).is_file() or kept.missing():
        return None
    try:
        of = load_sweep(str(kept.folder / PLAN), kept.plan().parameters, known())
        design = make_design(of)
    except InputError:
        return None
    return (of, design) if tuple(map(dict, design.given)) == kept.manifest.given or not design.factors else None


def _read(
    kept: "Run", design: "Design", outcomes: tuple[str, ...], guards: "tuple[Guard, ...]", title: str, text: str,
    command: str,
) -> "Swept":  # fmt: skip
    from results.gather import outcome_readings
    from results.outcomes import outcome
    from results.store import readings
    from results.sweep.analysis import analyse
    from results.sweep.guards import guard_readings, try_guards
    from results.sweep.page import Swept

    wanted = outcome_readings([outcome(name) for name in outcomes]) | guard_readings(guards)
    gathered = readings(kept, wanted)
    parameters = kept.plan().believed() if len(kept.plan().beliefs) == 1 else kept.plan().parameters
    analysis = analyse(gathered, design, parameters, outcomes, seed=kept.manifest.seed)
    return Swept(title, kept.manifest, analysis, try_guards(guards, gathered, design), text, command)
