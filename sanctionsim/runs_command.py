"""`sanctionsim runs`: kept runs are listed, shown, gone on with, extended, merged, checked, exported and deleted.

Heavy parts are imported inside.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanctionsim.options import AtMost, Cluster, Every, Json, Kept, Quiet, Workers
from sanctionsim.say import give, processes, show, tell

if TYPE_CHECKING:
    from results.store import Run

CHECK_FAILED, PARTLY_DONE = 3, 4
runs_app = typer.Typer(
    help="Kept runs: list, show, resume, extend, merge, verify, export, delete.", no_args_is_help=True
)


@runs_app.command("list")
def runs_list(
    root: Annotated[Path, typer.Argument(help="Folder in which runs are kept.")] = Path("runs"),
    as_json: Json = False,
) -> None:
    """List kept runs, the newest first, and what is not finished of them.

    Example: sanctionsim runs list
    """
    from results.store import list_runs

    found = [_listed(kept) for kept in list_runs(root)]
    if as_json:
        give({"runs": found})
        return
    if not found:
        tell(f"No runs are kept in {root}.")
    for one in found:
        beliefs = f"{len(one['beliefs'])} beliefs x " if "beliefs" in one else ""
        typer.echo(
            f"{one['folder']}  {one['started']}  {', '.join(one['scenarios'])}: {one['claimants']:,} claimants, "
            f"{one['weeks']} weeks, {beliefs}{one['draws']} draws x {one['replicates']} replicates{_state(one)}"
        )


def _listed(kept: "Run") -> dict[str, Any]:
    """A run in a list."""
    from results.store import working

    told = kept.manifest
    return {
        "folder": str(kept.folder), "started": told.started, "scenarios": list(kept.names),
        "claimants": told.claimants, "weeks": told.weeks, "draws": told.draws, "replicates": told.replicates,
        "complete": kept.complete, "tasks": told.tasks, "done": kept.done, "working": working(kept.folder),
        "made_by": told.made_by,
    } | ({"beliefs": list(kept.beliefs)} if len(kept.beliefs) > 1 else {}) | (
        {"shard": list(told.shard)} if told.shard else {}
    )  # fmt: skip


def _state(one: dict[str, Any]) -> str:
    shard = f", shard {one['shard'][0]} of {one['shard'][1]}" if "shard" in one else ""
    if one["complete"]:
        return shard
    busy = ", being worked on" if one["working"] else ""
    return f"{shard} (not complete: {one['done']:,} of {one['tasks']:,} tasks{busy})"


@runs_app.command("show")
def runs_show(folder: Kept, as_json: Json = False) -> None:
    """Show a kept run: what was run, and its outcomes, every part checked before it is read. While it runs, or where it
    stopped: the figures so far.

    Example: sanctionsim runs show runs/2026-01-31T120000Z-none
    """
    from results import comparison, terminal
    from results.store import open_run, readings
    from sanctionsim.until import told as sought

    kept = open_run(folder)
    for line in kept.told:
        tell(line)
    gathered = readings(kept)
    complete, done, tasks = kept.complete, kept.done, kept.manifest.tasks
    said, field, _ = sought(kept, gathered) if complete else ([], {}, True)
    if as_json:
        told = {} if complete else {"complete": False, "done": done, "tasks": tasks}
        give({"folder": str(folder)} | told | comparison.as_json(gathered) | field)
        return
    if not complete:
        of = f"{gathered.draws} {'draw' if gathered.draws == 1 else 'draws'} x {gathered.replicates}"
        tell(f"Not complete: {done:,} of {tasks:,} tasks are done. Figures so far, of {of} replicates:")
    show(*terminal.levels_tables(gathered, kept.manifest))
    for made in comparison.compare(gathered):
        show(terminal.comparison_table(made, kept.manifest, every=True))
    if said:
        show("", *said)


@runs_app.command("resume")
def runs_resume(
    folder: Kept, workers: Workers = 0, cluster: Cluster = None, at_most: AtMost = None, as_json: Json = False,
    quiet: Quiet = False, every: Every = False,
) -> None:  # fmt: skip
    """Go on with a run that stopped: what is missing or damaged is run, and all is printed as if it had never stopped.

    Example: sanctionsim runs resume runs/2026-01-31T120000Z-none
    """
    from results.store import resume

    count = _hands(workers, cluster)
    _go_on(resume(folder), count, cluster, as_json=as_json, quiet=quiet, every=every, at_most=at_most)


def _hands(workers: int, cluster: str | None) -> int:
    """Processes to work with; the cluster, if one is given, is there, or nothing is begun."""
    from sanctionsim import where
    from simulate.workers import ready

    count = processes(workers)
    ready(where(count, cluster))
    return count


def _go_on(
    kept: "Run", workers: int, cluster: str | None, *, as_json: bool, quiet: bool, every: bool = False,
    at_most: int | None = None,
) -> None:  # fmt: skip
    """Run what is missing, if anything is, and what --until asks for, and print the run."""
    from sanctionsim import carry_on, where
    from sanctionsim.progress import at_work
    from sanctionsim.shown import show_run
    from sanctionsim.until import reach

    for line in (*kept.told, *_other_versions(kept)):
        tell(line)
    missing = len(kept.missing())
    if missing and not quiet:
        tell(f"{missing:,} of {kept.manifest.tasks:,} tasks are to be run")
    with at_work(kept.plan(), on=where(workers, cluster), tasks=missing, quiet=quiet or as_json) as done:
        carry_on(kept, workers=workers, cluster=cluster, done=done)
    reach(kept, at_most=at_most, workers=workers, cluster=cluster, quiet=quiet or as_json)
    show_run(kept, as_json=as_json, quiet=quiet, every=every)


def _other_versions(kept: "Run") -> list[str]:
    """What runs here and did not when the run began: figures should be the same, but nobody promises it."""
    from results.manifest import versions

    before = kept.manifest.versions
    other = [
        f"{name} {before.get(name)} then, {now} now" for name, now in versions().items() if before.get(name) != now
    ]
    return [f"Versions differ from those the run began with: {', '.join(other)}"] if other else []


@runs_app.command("extend")
def runs_extend(
    folder: Kept,
    draws: Annotated[int | None, typer.Option(help="Draws there are to be in all.")] = None,
    replicates: Annotated[int | None, typer.Option(help="Replicates of each draw there are to be in all.")] = None,
    regime: Annotated[list[str] | None, typer.Option("--regime", help="A further regime; may be given again.")] = None,
    workers: Workers = 0, cluster: Cluster = None, as_json: Json = False, quiet: Quiet = False, every: Every = False,
) -> None:  # fmt: skip
    """More draws, replicates or regimes of a kept run: only what is not there yet is run. Outcomes that are new in this
    version are measured from the kept parts.

    Example: sanctionsim runs extend runs/2026-01-31T120000Z-none --draws 64 --regime act_2009
    """
    from results.store import grow, resume
    from sanctionsim import load_scenario
    from sanctionsim.learnt import further

    count = _hands(workers, cluster)
    loaded = tuple(load_scenario(name) for name in regime or ())
    kept = resume(folder)
    try:
        grow(kept, draws=draws, replicates=replicates, loaded=loaded, given=further(kept, draws))
    except BaseException:
        kept.close()
        raise
    _go_on(kept, count, cluster, as_json=as_json, quiet=quiet, every=every)


@runs_app.command("merge")
def runs_merge(
    into: Annotated[Path, typer.Argument(help="Folder of the whole run; new, or a run of the same plan.")],
    shards: Annotated[list[Path], typer.Argument(help="Folders of its shards.", metavar="FROM...")],
    as_json: Json = False, quiet: Quiet = False, every: Every = False,
) -> None:  # fmt: skip
    """Make one run of the shards of a plan that were run in several places. Exit 4 if some tasks are lacking still.

    Example: sanctionsim runs merge runs/whole shard-1 shard-2 shard-3
    """
    from results.store import finish, merge
    from sanctionsim.shown import show_run

    kept = merge(into, shards)
    try:
        lacking = len(kept.missing())
        if not lacking:
            finish(kept)
    finally:
        kept.close()
    if not lacking:
        show_run(kept, as_json=as_json, quiet=quiet, every=every)
        return
    done, tasks = kept.done, kept.manifest.tasks
    if as_json:
        give({"folder": str(into), "complete": False, "done": done, "tasks": tasks})
    tell(
        f"{into}: {done:,} of {tasks:,} tasks; merge the other shards, or run the rest: sanctionsim runs resume {into}"
    )
    raise typer.Exit(PARTLY_DONE)


@runs_app.command("verify")
def runs_verify(folder: Kept, as_json: Json = False) -> None:
    """Hold every checksum, key, figure and table of a run against every other; exit 3 naming what is damaged.

    Example: sanctionsim runs verify runs/2026-01-31T120000Z-none
    """
    from results.manifest import ManifestDamaged
    from results.store import Finding, open_run, verify

    try:
        kept = open_run(folder, verify=False)
        found, parts = verify(kept), kept.ledger.count()
    except ManifestDamaged:
        found, parts = (Finding("manifest.json", "damaged: is not what was written"),), 0
    if as_json:
        give({"folder": str(folder), "parts": parts, "damaged": [{"file": one.file, "why": one.why} for one in found]})
    for one in found:
        tell(f"{folder / one.file}: {one.why}")
    if found:
        tell(f"`sanctionsim runs resume {folder}` makes again what is damaged and can be; what is of no run, delete.")
        raise typer.Exit(CHECK_FAILED)
    tell(f"{folder}: {parts:,} parts, every checksum, key and figure is as it should be.")


@runs_app.command("export")
def runs_export(
    folder: Kept,
    to: Annotated[str, typer.Option("--to", help="csv, parquet, or duckdb: parquet with a file of views.")] = "csv",
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder to write to; beside the run's if not given.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a run as tables for other programs: outcomes, weekly courses, events by period, draws, and a dictionary.

    Example: sanctionsim runs export runs/2026-01-31T120000Z-none --to csv
    """
    from results.export import export
    from results.store import open_run

    files = export(open_run(folder), out or folder.with_name(f"{folder.name}-{to}"), to)
    if as_json:
        give({"folder": str(folder), "files": [str(file) for file in files]})
    else:
        for file in files:
            typer.echo(str(file))


@runs_app.command("delete")
def runs_delete(
    folder: Kept,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Json = False,
) -> None:
    """Delete a kept run. Only what a run wrote is deleted; anything else that lies in its folder stays.

    Example: sanctionsim runs delete runs/2026-01-31T120000Z-none --yes
    """
    from results.store.delete import belongings, delete
    from scenarios.errors import InputError, Problem

    files = belongings(folder)
    if not yes:
        if as_json or not sys.stdin.isatty():
            raise InputError(Problem("command line", None, None, "--yes", "is needed where nobody can be asked"))
        if not typer.confirm(f"Delete {len(files):,} files of the run in {folder}?", err=True):
            tell("Nothing was deleted.")
            raise typer.Exit(1)
    left = delete(folder)
    if as_json:
        give({"folder": str(folder), "deleted": len(files), "left": [str(one) for one in left]})
    rest = f"; {len(left)} that are none of its own stay there" if left else ""
    tell(f"Deleted {len(files):,} files of the run in {folder}{rest}.")
