"""The command line: `sanctionsim COMMAND`. Heavy parts are imported only by the commands that use them.

Exit codes: 0 done, 1 the run failed, 2 bad input, 3 a check failed, 4 partly done and resumable, 130 interrupted.
With --json one object goes to stdout and all else to stderr.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from sanctionsim import CLAIMANTS, __version__
from sanctionsim.claims_command import claims
from sanctionsim.lives import Engine, lives

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from results.store import Run
    from scenarios.errors import Problem, SanctionsimError
    from scenarios.lint import Caution
    from scenarios.loader import Loaded
    from scenarios.parameters import Parameters
    from simulate.ensemble import Plan, Task

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
runs_app = typer.Typer(help="Kept runs.", no_args_is_help=True)
app.add_typer(runs_app, name="runs")
app.command()(claims)

Scenarios = Annotated[list[str], typer.Argument(help="Built-in name or path of a YAML file.")]
Claimants = Annotated[int, typer.Option(help="Claimants made; each stands for 240,000 / this many people.")]
Replicates = Annotated[int, typer.Option(help="Replicates of each draw: chance.")]
Draws = Annotated[int, typer.Option(help="Draws of the parameters: what we do not know. 1 for central values.")]
Seed = Annotated[int, typer.Option(help="Seed; the same one gives the same figures.")]
Years = Annotated[float, typer.Option(help="Length of the run in years of 52 weeks.")]
Belief = Annotated[list[str] | None, typer.Option("--belief", help="Whose belief about the contested effects.")]
Beliefs = Annotated[
    list[str] | None,
    typer.Option("--belief", help="Whose belief about the contested effects; given again, beliefs are compared."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Folder for the run; new or empty.")]
Workers = Annotated[int, typer.Option(help="Processes; 0 for one a core.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Every = Annotated[bool, typer.Option("--all", help="Every outcome in the table, not only the headline ones.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no table.")]


def _stdout() -> "Console":
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 100, highlight=False)


def _tell(text: str) -> None:
    """A line for people, on stderr."""
    typer.echo(text, err=True)


def _give(value: Any) -> None:
    """The one object of --json, on stdout."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False, default=str))


def _show(*what: "RenderableType") -> None:
    console = _stdout()
    for one in what:
        console.print(one)


@contextmanager
def _progress(plan: "Plan", quiet: bool) -> "Iterator[Callable[[Task], None] | None]":
    """Progress with the time left, on stderr, where somebody is looking."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(f"{len(plan.scenarios)} regimes, {plan.claimants:,} claimants", total=len(plan.tasks()))
        yield lambda _: progress.advance(bar)


def _workers(asked: int) -> int:
    if asked < 0:
        from scenarios.errors import InputError, Problem

        raise InputError(Problem("command line", None, None, "--workers", "is out of range", str(asked), "0 or more"))
    return asked or (os.cpu_count() or 1)


def _run(
    names: list[str], plan_of: "Callable[[tuple[Loaded, ...]], Plan]", *, out: Path | None, workers: int, quiet: bool
) -> "Run":
    from sanctionsim import load_scenario, run_and_keep
    from scenarios.errors import InputError

    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for name in names:
        try:
            loaded.append(load_scenario(name))
        except InputError as refused:
            problems += refused.problems
    if problems:
        raise InputError(problems)
    plan = plan_of(tuple(loaded))
    with _progress(plan, quiet) as done:
        return run_and_keep(plan, tuple(loaded), out=out, workers=_workers(workers), done=done)


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
    as_json: Json = False, quiet: Quiet = False, every: Every = False,
) -> None:  # fmt: skip
    """Simulate scenarios and keep the run.

    Example: sanctionsim run voluntary_2009 --years 2 --replicates 8
    """
    from results import comparison, terminal
    from results.store import readings
    from sanctionsim import make_plan

    kept = _run(
        scenarios,
        lambda loaded: make_plan(
            *loaded, claimants=claimants, years=years, replicates=replicates, draws=draws, seed=seed, belief=belief
        ),
        out=out, workers=workers, quiet=quiet or as_json,
    )  # fmt: skip
    gathered = readings(kept)
    if as_json:
        _give({"folder": str(kept.folder)} | comparison.as_json(gathered))
    elif not quiet:
        _show(*terminal.levels_tables(gathered, kept.manifest, every=every))
    _tell(f"Run kept in {kept.folder}")


@app.command()
def compare(
    base: Annotated[str, typer.Argument(help="The regime the others are measured against.")],
    others: Scenarios, claimants: Claimants = CLAIMANTS, replicates: Replicates = 4, draws: Draws = 1,
    seed: Seed = 1, years: Years = 5.0, belief: Beliefs = None, out: Out = None, workers: Workers = 0,
    as_json: Json = False, quiet: Quiet = False,
    every: Every = False,
) -> None:  # fmt: skip
    """Compare regimes on the same people with the same luck; table here, report on disk.

    Example: sanctionsim compare voluntary_2009 green_paper_2008 --belief minister --belief smmgp --draws 16
    """
    from results import comparison, terminal
    from results.report import write_report
    from results.store import readings
    from sanctionsim import make_plan

    kept = _run(
        [base, *others],
        lambda loaded: make_plan(
            *loaded, claimants=claimants, years=years, replicates=replicates, draws=draws, seed=seed, belief=belief
        ),
        out=out, workers=workers, quiet=quiet or as_json,
    )  # fmt: skip
    gathered = readings(kept)
    report = write_report(kept)
    if as_json:
        _give({"folder": str(kept.folder), "report": str(report)} | comparison.as_json(gathered))
    elif not quiet:
        for made in comparison.compare(gathered):
            _show(
                terminal.comparison_table(made, kept.manifest, every=every), terminal.answer_text(made, kept.manifest)
            )
    _tell(f"Report: {report}")


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
    as_json: Json = False,
) -> None:
    """Read scenario files and report every mistake, and what is doubtful, with its line and column.

    Example: sanctionsim check my_regime.yaml --strict --laws
    """
    from sanctionsim import load_scenario
    from scenarios.errors import InputError
    from scenarios.parameters import load_parameters
    from simulate.run import compile_scenario

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
    tried, broken = _laws(read, parameters, as_json) if laws else ([], 0)
    if as_json:
        said = {"checked": good, "problems": [], "warnings": [warning.as_dict() for warning in warnings]}
        _give(said | ({"laws": tried} if laws else {}))
    if broken:
        _tell(f"{broken} policy law{'s are' if broken > 1 else ' is'} broken.")
    if strict and warnings:
        _tell(f"Refused because of {len(warnings)} warning{'s' * (len(warnings) > 1)} (--strict).")
    if broken or (strict and warnings):
        raise typer.Exit(CHECK_FAILED)


def _laws(
    read: "list[tuple[str, Loaded]]", parameters: "Parameters", as_json: bool
) -> tuple[list[dict[str, Any]], int]:
    """Every law tried on every scenario and shown: what is said for machines, and how many are broken."""
    from results.laws_text import as_json as plain
    from results.laws_text import render
    from simulate.law import Trial
    from simulate.laws import judge

    said: list[dict[str, Any]] = []
    broken = 0
    for name, loaded in read:
        trial = Trial(loaded.scenario, parameters.values() | loaded.scenario.assumed(parameters))
        found = list(judge(trial))
        said += plain(name, found)
        broken += sum(not verdict.holds for verdict in found)
        if not as_json:
            _show(render(loaded.scenario.title, found, trial))
    return said, broken


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
def report(
    folder: Annotated[Path, typer.Argument(help="Folder of a kept run.")],
    to: Annotated[
        Path | None, typer.Option("--to", help="File to write; report.html in the folder if not given.")
    ] = None,
) -> None:
    """Write the report of a kept run: one HTML file that needs no network.

    Example: sanctionsim report runs/2026-01-31T120000Z-none
    """
    from results.report import write_report
    from results.store import open_run

    _tell(f"Report: {write_report(open_run(folder), to)}")


@runs_app.command("list")
def runs_list(
    root: Annotated[Path, typer.Argument(help="Folder in which runs are kept.")] = Path("runs"),
    as_json: Json = False,
) -> None:
    """List kept runs, the newest first.

    Example: sanctionsim runs list
    """
    from results.store import list_runs

    found: list[dict[str, Any]] = [
        {
            "folder": str(kept.folder), "started": kept.manifest.started, "scenarios": list(kept.names),
            "claimants": kept.manifest.claimants, "weeks": kept.manifest.weeks, "draws": kept.manifest.draws,
            "replicates": kept.manifest.replicates, "complete": not kept.missing(),
        } | ({"beliefs": list(kept.beliefs)} if len(kept.beliefs) > 1 else {})
        for kept in list_runs(root)
    ]  # fmt: skip
    if as_json:
        _give({"runs": found})
        return
    if not found:
        _tell(f"No runs are kept in {root}.")
    for one in found:
        state = "" if one["complete"] else " (not complete)"
        beliefs = f"{len(one['beliefs'])} beliefs x " if "beliefs" in one else ""
        typer.echo(
            f"{one['folder']}  {one['started']}  {', '.join(one['scenarios'])}: {one['claimants']:,} claimants, "
            f"{one['weeks']} weeks, {beliefs}{one['draws']} draws x {one['replicates']} replicates{state}"
        )


@runs_app.command("show")
def runs_show(folder: Annotated[Path, typer.Argument(help="Folder of a kept run.")], as_json: Json = False) -> None:
    """Show a kept run: what was run, and its outcomes, every part checked before it is read.

    Example: sanctionsim runs show runs/2026-01-31T120000Z-none
    """
    from results import comparison, terminal
    from results.store import open_run, readings

    kept = open_run(folder)
    gathered = readings(kept)
    if as_json:
        _give({"folder": str(folder)} | comparison.as_json(gathered))
        return
    _show(*terminal.levels_tables(gathered, kept.manifest))
    for made in comparison.compare(gathered):
        _show(terminal.comparison_table(made, kept.manifest, every=True))


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
            _tell("Interrupted. What was done is kept in the folder of the run, which is not complete.")
        raise


if __name__ == "__main__":
    main()
