"""The command line: `sanctionsim COMMAND`. Heavy parts are imported only by the commands that use them.

Exit codes: 0 done, 1 the run failed, 2 bad input, 3 a check failed, 4 partly done and resumable, 130 interrupted.
With --json one object goes to stdout and all else to stderr.
"""

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from sanctionsim import CLAIMANTS, __version__
from sanctionsim.app_command import app as explorer
from sanctionsim.calibrate_command import calibrate
from sanctionsim.claims_command import claims
from sanctionsim.lives import Engine, lives
from sanctionsim.options import (
    AtMost,
    Belief,
    Beliefs,
    Claimants,
    Cluster,
    Draws,
    Every,
    Json,
    Out,
    Posterior,
    Quiet,
    Replicates,
    Scenarios,
    Seed,
    Shard,
    Until,
    Workers,
    Years,
)
from sanctionsim.report_command import report
from sanctionsim.runs_command import runs_app
from sanctionsim.say import give as _give
from sanctionsim.say import part, processes
from sanctionsim.say import show as _show
from sanctionsim.say import tell as _tell
from sanctionsim.sweep_command import sweep

if TYPE_CHECKING:
    from results.store import Run
    from scenarios.errors import Problem, SanctionsimError
    from scenarios.lint import Caution
    from scenarios.loader import Loaded
    from simulate.ensemble import Plan

CHECK_FAILED = 3
INTERRUPTED = 130
app = typer.Typer(
    name="sanctionsim",
    help="What would voluntary or mandatory drug-treatment conditions on benefits have done?",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.add_typer(runs_app, name="runs")
app.command()(claims)
app.command()(sweep)
app.command()(report)
app.command("app")(explorer)
app.command()(calibrate)


def _run(
    names: list[str], plan_of: "Callable[[tuple[Loaded, ...]], Plan]", *, out: Path | None, workers: int,
    cluster: str | None, shard: str | None, quiet: bool, made_by: str, posterior: Path | None,
    until: list[str] | None, at_most: int | None, replicates: int,
) -> "Run":  # fmt: skip
    from sanctionsim import load_scenario, run_and_keep, where
    from sanctionsim.learnt import laid, read
    from sanctionsim.progress import at_work
    from sanctionsim.until import begin, check_options, reach
    from scenarios.errors import InputError
    from simulate.ensemble import shard as share_of

    check_options(until, at_most, shard)
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for name in names:
        try:
            loaded.append(load_scenario(name))
        except InputError as refused:
            problems += refused.problems
    if problems:
        raise InputError(problems)
    plan, count, share = plan_of(tuple(loaded)), processes(workers), part(shard)
    learnt = read(posterior) if posterior is not None else None
    plan = begin(plan, until, at_most) if until else plan
    plan = laid(plan, learnt) if learnt else plan
    tasks = len(share_of(plan.tasks(), *share) if share else plan.tasks())
    with at_work(plan, on=where(count, cluster), tasks=tasks, quiet=quiet) as done:
        kept = run_and_keep(
            plan, tuple(loaded), out=out, workers=count, cluster=cluster, shard=share, done=done, made_by=made_by,
            posterior=learnt, until=until or (), replicates=replicates,
        )  # fmt: skip
    return reach(kept, at_most=at_most, workers=count, cluster=cluster, quiet=quiet)


def _only(beliefs: list[str] | None) -> str | None:
    """The one belief of a command that takes no more."""
    if beliefs and len(beliefs) > 1:
        from scenarios.errors import InputError, Problem

        message = "is given more than once, but this command takes one belief"
        raise InputError(Problem("command line", None, None, "--belief", message, ", ".join(beliefs)))
    return beliefs[0] if beliefs else None


@app.command()
def run(
    scenarios: Scenarios, claimants: Claimants = CLAIMANTS, replicates: Replicates = 4, draws: Draws = 1,
    seed: Seed = 1, years: Years = 5.0, belief: Beliefs = None, out: Out = None, workers: Workers = 0,
    cluster: Cluster = None, shard: Shard = None, posterior: Posterior = None, until: Until = None,
    at_most: AtMost = None, as_json: Json = False, quiet: Quiet = False, every: Every = False,
) -> None:  # fmt: skip
    """Simulate scenarios and keep the run.

    Example: sanctionsim run voluntary_2009 --years 2 --replicates 8
    """
    from sanctionsim import make_plan
    from sanctionsim.shown import show_run

    kept = _run(
        scenarios,
        lambda loaded: make_plan(
            *loaded, claimants=claimants, years=years, replicates=replicates, draws=draws, seed=seed, belief=belief
        ),
        out=out, workers=workers, cluster=cluster, shard=shard, quiet=quiet or as_json, made_by="run",
        posterior=posterior, until=until, at_most=at_most, replicates=replicates,
    )  # fmt: skip
    show_run(kept, as_json=as_json, quiet=quiet, every=every)


@app.command()
def compare(
    base: Annotated[str, typer.Argument(help="The regime the others are measured against.")],
    others: Scenarios, claimants: Claimants = CLAIMANTS, replicates: Replicates = 4, draws: Draws = 1,
    seed: Seed = 1, years: Years = 5.0, belief: Beliefs = None, out: Out = None, workers: Workers = 0,
    cluster: Cluster = None, shard: Shard = None, posterior: Posterior = None, until: Until = None,
    at_most: AtMost = None, as_json: Json = False, quiet: Quiet = False, every: Every = False,
) -> None:  # fmt: skip
    """Compare regimes on the same people with the same luck; table here, report on disk.

    Example: sanctionsim compare voluntary_2009 green_paper_2008 --belief minister --belief smmgp --draws 16
    """
    from sanctionsim import make_plan
    from sanctionsim.shown import show_run

    kept = _run(
        [base, *others],
        lambda loaded: make_plan(
            *loaded, claimants=claimants, years=years, replicates=replicates, draws=draws, seed=seed, belief=belief
        ),
        out=out, workers=workers, cluster=cluster, shard=shard, quiet=quiet or as_json, made_by="compare",
        posterior=posterior, until=until, at_most=at_most, replicates=replicates,
    )  # fmt: skip
    show_run(kept, as_json=as_json, quiet=quiet, every=every)


@app.command()
def explain(
    scenario: Annotated[str, typer.Argument(help="Built-in name or path of a YAML file.")],
    against: Annotated[str | None, typer.Option(help="List only what differs from this one.")] = None,
    belief: Belief = None,
    full: Annotated[bool, typer.Option("--full", help="Every group of cells, however many.")] = False,
    as_json: Json = False,
) -> None:
    """What a regime does to whom, in words and numbers, with the evidence behind each.

    Example: sanctionsim explain green_paper_2008 --against voluntary_2009
    """
    from results.explain import as_json as plain
    from results.explain import explain as explained
    from results.explain_text import render
    from sanctionsim import load_scenario
    from scenarios.beliefs import apply_belief, load_belief
    from scenarios.parameters import load_parameters

    parameters = load_parameters()
    if (name := _only(belief)) is not None:
        parameters = apply_belief(parameters, load_belief(name))
    other = load_scenario(against) if against is not None else None
    found = explained(load_scenario(scenario), parameters, against=other)
    if as_json:
        _give(plain(found))
    else:
        _show(render(found, full=full))


@app.command()
def check(
    scenarios: Scenarios,
    strict: Annotated[bool, typer.Option("--strict", help="A warning is a failure too.")] = False,
    laws: Annotated[bool, typer.Option("--laws", help="Try every policy law on each scenario as well.")] = False,
    claimants: Annotated[int, typer.Option(min=100, max=240_000, help="With --laws: claimants made.")] = 2400,
    weeks: Annotated[int, typer.Option(min=26, max=1040, help="With --laws: weeks lived.")] = 78,
    seed: Annotated[int, typer.Option(help="With --laws: the seed.")] = 1,
    shrunk: Annotated[
        Path | None,
        typer.Option("--counterexample", help="With --laws: write the smallest scenario that breaks one to this file."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read scenario files and report every mistake, and what is doubtful, with its line and column.

    Example: sanctionsim check my_regime.yaml --strict --laws
    """
    from sanctionsim import load_scenario
    from scenarios.errors import InputError, Problem
    from scenarios.parameters import load_parameters
    from simulate.run import compile_scenario

    if shrunk is not None and not laws:
        raise InputError(Problem("check", None, None, "--counterexample", "is of use with --laws only"))
    good: list[dict[str, Any]] = []
    read: list[tuple[str, Loaded]] = []
    problems: list[Problem] = []
    warnings: list[Caution] = []
    parameters = load_parameters()
    for name in scenarios:
        try:
            loaded = load_scenario(name)
        except InputError as refused:
            problems += refused.problems
            continue
        warnings += loaded.warnings
        values = parameters.values() | loaded.scenario.assumed(parameters)
        table = compile_scenario(loaded.scenario, values).table
        good.append({"scenario": name, "title": loaded.scenario.title, "statuses": len(table.codes)})
        read.append((name, loaded))
    warnings = list(dict.fromkeys(warnings))
    for warning in warnings:
        _tell(warning.text)
    if problems:
        raise InputError(problems)
    if not as_json:
        for one in good:
            _tell(f"{one['scenario']}: good. {one['title']}; {one['statuses']:,} statuses can be reached.")
    tried: list[dict[str, Any]] = []
    broken = 0
    if laws:
        from sanctionsim.laws import try_laws

        tried, broken = try_laws(
            read, parameters, claimants=claimants, weeks=weeks, seed=seed, file=shrunk, as_json=as_json
        )
    if as_json:
        said = {"checked": good, "problems": [], "warnings": [warning.as_dict() for warning in warnings]}
        _give(said | ({"laws": tried} if laws else {}))
    if broken:
        _tell(f"{broken} policy law{'s are' if broken > 1 else ' is'} broken.")
    if strict and warnings:
        _tell(f"Refused because of {len(warnings)} warning{'s' * (len(warnings) > 1)} (--strict).")
    if broken or (strict and warnings):
        raise typer.Exit(CHECK_FAILED)


@app.command()
def schema() -> None:
    """Print the JSON schema of scenario files, for editors.

    Example: sanctionsim schema > scenario.schema.json
    """
    from scenarios.json_schema import scenario_schema_text

    typer.echo(scenario_schema_text().rstrip("\n"))


@app.command()
def trace(
    scenarios: Scenarios,
    claimant: Annotated[int, typer.Option("--claimant", help="Whose life; from 0.")],
    claimants: Claimants = CLAIMANTS, seed: Seed = 1, years: Years = 5.0, belief: Belief = None,
    replicate: Annotated[int, typer.Option(help="Which replicate, from 0.")] = 0,
    engine: Annotated[
        Engine, typer.Option(help="core, or mesa: the second implementation, much slower.")
    ] = Engine.CORE,
    as_json: Json = False,
) -> None:  # fmt: skip
    """One claimant's life under each regime, with the same luck.

    Example: sanctionsim trace voluntary_2009 green_paper_2008 --claimant 17
    """
    from results import story
    from sanctionsim import load_scenario, make_plan
    from simulate.ensemble import Task, people

    loaded = tuple(load_scenario(name) for name in scenarios)
    plan = make_plan(
        *loaded,
        claimants=claimants,
        years=years,
        replicates=replicate + 1,
        seed=seed,
        belief=_only(belief),
        traced=(claimant,),
    )
    task = Task(0, replicate)
    start = loaded[0].scenario.calendar.start
    told_by = lives(plan, task, engine)
    beside = story.side_by_side(told_by, start)
    if as_json:
        told = {name: [asdict(event) for event in story.happenings(life, start)] for name, life in told_by.items()}
        _give({"claimant": claimant, "lives": told, "text": list(story.plain_side_by_side(beside))})
        return
    typer.echo(story.person(claimant, people(plan, task)))
    _show(story.render_side_by_side(beside))


@app.command()
def doctor(
    population: Annotated[bool, typer.Option("--population", help="Every margin of the made population.")] = False,
    claimants: Claimants = CLAIMANTS, seed: Seed = 1, as_json: Json = False,
) -> None:  # fmt: skip
    """Versions, cores, and whether runs can be written here; or the made population against what was published.

    Example: sanctionsim doctor --population
    """
    if population:
        _doctor_population(claimants, seed, as_json)
    else:
        _doctor_machine(as_json)


def _doctor_population(claimants: int, seed: int, as_json: bool) -> None:
    from results import checkup
    from sanctionsim import load_scenario, make_plan
    from scenarios.errors import CheckFailed

    found = checkup.population(make_plan(load_scenario("voluntary_2009"), claimants=claimants, seed=seed))
    if as_json:
        _give({"claimants": claimants, "margins": [checkup.plain(margin) for margin in found]})
    else:
        _show(checkup.margins_table(found, claimants))
    if off := checkup.off(found):
        raise CheckFailed(f"margins off by more than whole claimants force: {', '.join(off)}")


def _doctor_machine(as_json: bool) -> None:
    from results import checkup

    found = checkup.machine(Path.cwd())
    if as_json:
        _give(found)
    else:
        for line in checkup.lines(found):
            typer.echo(line)
    if not found["writable"]:
        raise typer.Exit(1)


@app.callback(invoke_without_command=True)
def root(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Heard before any command."""
    if show_version:
        typer.echo(f"sanctionsim {__version__}")
        raise typer.Exit


def _refuse(fault: "SanctionsimError", arguments: list[str]) -> NoReturn:
    from scenarios.errors import InputError

    if "--json" in arguments:
        problems = [one.as_dict() for one in fault.problems] if isinstance(fault, InputError) else []
        _give({"error": str(fault), "problems": problems})
    _tell(str(fault))
    sys.exit(fault.exit_code)


def main() -> None:
    """The command `sanctionsim`."""
    from scenarios.errors import SanctionsimError

    try:
        app(prog_name="sanctionsim")
    except SanctionsimError as fault:
        _refuse(fault, sys.argv)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _tell("Interrupted.")
        raise


if __name__ == "__main__":
    main()
