"""What is printed of a run when it is done: by the command that made it, and by whatever went on with it."""

from typing import TYPE_CHECKING

import typer

from sanctionsim.say import give, show, tell

if TYPE_CHECKING:
    from results.store import Run

PARTLY_DONE = 4


def show_run(kept: "Run", *, as_json: bool, quiet: bool = False, every: bool = False) -> None:
    """As the command that made the run prints it; a shard, which is no result, only where it is."""
    if kept.manifest.shard is not None:
        _shard(kept, as_json)
    elif kept.manifest.made_by == "compare":
        show_comparison(kept, as_json=as_json, quiet=quiet, every=every)
    else:
        show_levels(kept, as_json=as_json, quiet=quiet, every=every)


def _shard(kept: "Run", as_json: bool) -> None:
    number, of = kept.manifest.shard or (1, 1)
    if as_json:
        give({"folder": str(kept.folder), "shard": [number, of], "tasks": kept.manifest.tasks})
    tell(f"Shard {number} of {of} kept in {kept.folder}; with the others: sanctionsim runs merge INTO FROM...")


def show_levels(kept: "Run", *, as_json: bool, quiet: bool = False, every: bool = False) -> None:
    """The outcomes of each scenario."""
    from results import comparison, terminal
    from results.store import readings
    from sanctionsim.until import told

    gathered = readings(kept)
    said, field, reached = told(kept, gathered)
    if as_json:
        give({"folder": str(kept.folder)} | comparison.as_json(gathered) | field)
    elif not quiet:
        show(*terminal.levels_tables(gathered, kept.manifest, every=every))
    _until(said, reached, as_json=as_json, quiet=quiet)
    tell(f"Run kept in {kept.folder}")
    if not reached:
        raise typer.Exit(PARTLY_DONE)


def show_comparison(kept: "Run", *, as_json: bool, quiet: bool = False, every: bool = False) -> None:
    """The differences from the base, and the report on disk."""
    from results import comparison, terminal
    from results.report import write_report
    from results.store import readings
    from sanctionsim.until import told

    report = write_report(kept)
    gathered = readings(kept)
    said, field, reached = told(kept, gathered)
    if as_json:
        give({"folder": str(kept.folder), "report": str(report)} | comparison.as_json(gathered) | field)
    elif not quiet:
        for made in comparison.compare(gathered):
            show(terminal.comparison_table(made, kept.manifest, every=every), terminal.answer_text(made, kept.manifest))
    _until(said, reached, as_json=as_json, quiet=quiet)
    tell(f"Report: {report}")
    if not reached:
        raise typer.Exit(PARTLY_DONE)


def _until(said: list[str], reached: bool, *, as_json: bool, quiet: bool) -> None:
    """What was asked for with --until: below the table, or what is lacking on stderr."""
    if as_json or quiet:
        for line in said if not reached else []:
            tell(line)
    elif said:
        show("", *said)
