"""`sanctionsim app`: the explorer in the browser, as one file, and what it is made of. Heavy parts inside."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanctionsim.options import Json, Out, Quiet, Workers
from sanctionsim.say import give, processes, tell

if TYPE_CHECKING:
    from results.surface.surface import Surface

FULL_CLAIMANTS, FULL_DRAWS = 24_000, 16


def app(
    base: Annotated[str, typer.Option(help="For --prepare: the regime the other is measured against.")] = (
        "voluntary_2009"
    ),
    other: Annotated[str, typer.Option(help="For --prepare: the other regime.")] = "green_paper_2008",
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Run the model for a surface and fit it; then end.")
    ] = False,
    static: Annotated[Path | None, typer.Option(help="Write the explorer as one HTML file; then end.")] = None,
    full: Annotated[
        str | None, typer.Option(help="Run the view of an address in full, keep the run; then end.")
    ] = None,
    trial: Annotated[
        int | None, typer.Option(help="Hold the surface against this many real runs at random views; then end.")
    ] = None,
    surface: Annotated[str | None, typer.Option(help="Which surface; the first if not given.")] = None,
    claimants: Annotated[int | None, typer.Option(help="Claimants of the runs; with --prepare 12,000.")] = None,
    draws: Annotated[int, typer.Option(help="For --full: draws of the parameters.")] = FULL_DRAWS,
    out: Out = None,
    port: Annotated[int, typer.Option(help="Port on this machine; 0 for any that is free.")] = 8050,
    workers: Workers = 1,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """The explorer: move the contested effects and some levers, and see the answer change within a second.

    Example: sanctionsim app --static explorer.html
    """
    from sanctionsim.explorer.surfaces import PREPARED

    if prepare:
        _prepare(base, other, claimants, out or PREPARED, processes(workers), quiet=quiet or as_json)
    elif full is not None:
        _full(full, claimants or FULL_CLAIMANTS, draws, out, processes(workers), quiet=quiet, as_json=as_json)
    elif trial is not None:
        _trial(_chosen(surface), trial, claimants, as_json=as_json)
    elif static is not None:
        _static(_chosen(surface), static)
    else:
        _serve(surface, port, out, processes(workers))


def _chosen(name: str | None) -> "Surface":
    from sanctionsim.explorer.surfaces import surfaces
    from scenarios.errors import InputError, Problem
    from scenarios.nearest import nearest

    found = surfaces()
    if name is None:
        return next(iter(found.values()))
    if name not in found:
        allowed, near = ", ".join(found), nearest(name, found)
        raise InputError(Problem("command line", None, None, "--surface", "is not known", name, allowed, near))
    return found[name]


def _prepare(base: str, other: str, claimants: int | None, out: Path, workers: int, *, quiet: bool) -> None:
    from results.surface.design import Size
    from sanctionsim.explorer.surfaces import prepare

    size = Size() if claimants is None else Size(claimants=claimants)
    file = prepare(
        base, other, size, to=out, workers=workers, quiet=quiet, said=lambda text: None if quiet else tell(text)
    )
    tell(f"Surface: {file}")


def _full(
    query: str, claimants: int, draws: int, out: Path | None, workers: int, *, quiet: bool, as_json: bool
) -> None:  # fmt: skip
    from results.report import write_report
    from results.surface.view import read_query
    from sanctionsim import run_and_keep, where
    from sanctionsim.explorer.full import Full, plan
    from sanctionsim.explorer.surfaces import surfaces
    from sanctionsim.progress import at_work
    from sanctionsim.shown import show_run

    of, view = read_query(query, surfaces())
    made, pair = plan(of, view, Full(claimants, draws))
    with at_work(made, on=where(workers, None), tasks=len(made.tasks()), quiet=quiet or as_json) as done:
        kept = run_and_keep(made, pair, out=out, workers=workers, done=done, made_by="app")
    if quiet and not as_json:
        tell(f"Report: {write_report(kept)}")
    else:
        show_run(kept, as_json=as_json, quiet=quiet)


def _trial(surface: "Surface", points: int, claimants: int | None, *, as_json: bool) -> None:
    from sanctionsim.explorer.trial import lines, trial

    tried = trial(surface, points, claimants=claimants or int(surface.made["claimants"]))
    if as_json:
        give({"surface": surface.name, "points": points, "outcomes": [one.as_dict() for one in tried]})
        return
    for line in lines(tried, points):
        typer.echo(line)


def _static(surface: "Surface", to: Path) -> None:
    from results.files import write
    from results.surface.page import page

    write(to, page(surface).encode())
    tell(f"Explorer: {to}")


def _serve(name: str | None, port: int, out: Path | None, workers: int) -> None:
    from results.paper.extras import need
    from scenarios.errors import InputError, Interrupted, Problem

    need("dash", "app", extra="app")
    from sanctionsim.explorer.server import HOST, Work, make_app, serve
    from sanctionsim.explorer.surfaces import surfaces
    from sanctionsim.stopping import stoppable

    if not 0 <= port <= 65535:
        raise InputError(Problem("command line", None, None, "--port", "is out of range", str(port), "0 to 65535"))
    first = _chosen(name)
    found = {first.name: first} | surfaces()
    work = Work(out or Path("runs"), workers)
    try:
        server = serve(make_app(found, work), port)
    except (OSError, SystemExit) as fault:
        raise InputError(Problem("command line", None, None, "--port", f"cannot be used: {fault}", str(port))) from None
    tell(
        f"http://{HOST}:{server.server_port}/ - for this machine alone. One second opinion and one full run at a time."
    )
    tell("Ctrl-C ends it.")
    # The server takes an interrupt for its end, which is what it is.
    with suppress(Interrupted), stoppable():
        server.serve_forever()
    tell("Ended.")
    if work.job is not None and work.job.state == "running":
        tell(
            f"The full run goes on, in {work.job.folder}; sanctionsim runs show {work.job.folder} tells how far it is."
        )
