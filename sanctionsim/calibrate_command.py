"""`sanctionsim calibrate PLAN`: fit the parameters to what was observed, and say where that fails.

Heavy parts are imported inside.
"""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanctionsim.options import Cluster, Json, Quiet, Workers
from sanctionsim.say import give, processes, show, tell

if TYPE_CHECKING:
    from calibration.ship import Answer

EVERY = 60.0
"""Seconds between lines of progress."""
CHECK_FAILED = 3


def calibrate(
    plan: Annotated[str, typer.Argument(help="Path of a plan, or 'shipped' or 'small'.")] = "shipped",
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder; one that holds this calibration is gone on with.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Try the posterior that is shipped again, in part, instead.")
    ] = False,
    draws: Annotated[int, typer.Option(help="With --check: runs of each kind that are made again.")] = 4,
    area: Annotated[
        Path | None, typer.Option("--area", help="Move the shipped posterior by this area's own numbers instead.")
    ] = None,
    ship: Annotated[bool, typer.Option("--ship", help="Make it the posterior that is shipped.")] = False,
    workers: Workers = 0,
    cluster: Cluster = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Fit the parameters to what was observed: history matching, then a posterior weighed by real runs.

    Example: sanctionsim calibrate small --out runs/calibration
    """
    if check:
        _check(draws, processes(workers), cluster, as_json)
    elif area is not None:
        _area(area, out, as_json)
    else:
        _calibrate(plan, out, ship, processes(workers), cluster, as_json, quiet)


def _calibrate(
    name: str, out: Path | None, ship: bool, workers: int, cluster: str | None, as_json: bool, quiet: bool
) -> None:
    _needs()
    from threadpoolctl import threadpool_limits

    from calibration.everything import calibrate as everything
    from calibration.fit import Worker
    from calibration.pictures import write_page
    from calibration.plan import load_plan
    from calibration.ship import card_of, write_answer
    from results.manifest import git_commit
    from sanctionsim import where
    from sanctionsim.stopping import stoppable
    from scenarios.learnt import LEARNT
    from scenarios.parameters import load_parameters

    plan, parameters = load_plan(name), load_parameters()
    folder = Path("runs") / f"calibration-{plan.name}" if out is None else out
    folder.mkdir(parents=True, exist_ok=True)
    heard = (lambda _: None) if quiet else tell
    worker = Worker(folder, where(workers, cluster), None if quiet else _lines(), heard)
    with stoppable(), threadpool_limits(1):
        answer = everything(plan, parameters, worker, folder)
    command = f"sanctionsim calibrate {name}"
    write_answer(folder, answer, parameters, command=command, commit=git_commit())
    write_page(folder, answer)
    if ship:
        _put(folder, LEARNT)
    if as_json:
        give({"folder": str(folder)} | card_of(answer))
    elif not quiet:
        _shown(answer)
    tell(f"Posterior, card and pictures: {folder}")


def _needs() -> None:
    try:
        import emcee
        import sklearn  # noqa: F401
    except ImportError:
        from scenarios.errors import InputError, Problem

        message = "needs emcee and scikit-learn, which are not installed: pip install 'sanctionsim[calibrate]'"
        raise InputError(Problem("command line", None, None, "calibrate", message)) from None
    del emcee


def _put(folder: Path, to: Path) -> None:
    from scenarios.learnt import CARD, MANIFEST, POSTERIOR, PREDICTED, RUNS

    to.mkdir(exist_ok=True)
    for name in (POSTERIOR, RUNS, PREDICTED, CARD, MANIFEST):
        (to / name).write_bytes((folder / name).read_bytes())


def _lines() -> Any:
    """Progress: a line a minute."""
    said, done = time.monotonic(), 0

    def told(_: Any) -> None:
        nonlocal said, done
        done += 1
        if time.monotonic() - said >= EVERY:
            said = time.monotonic()
            sys.stderr.write(f"{done:,} runs done in this go\n")
            sys.stderr.flush()

    return told


def _shown(answer: "Answer") -> None:
    from calibration.page import target_table
    from calibration.ship import card_of

    show(*target_table(card_of(answer)))


def _check(draws: int, workers: int, cluster: str | None, as_json: bool) -> None:
    from calibration.check import check
    from sanctionsim import where
    from scenarios.errors import InputError, Problem
    from scenarios.learnt import LEARNT, MANIFEST
    from scenarios.parameters import load_parameters

    if draws < 1:
        raise InputError(Problem("command line", None, None, "--draws", "is out of range", str(draws), "1 or more"))
    if not (LEARNT / MANIFEST).is_file():
        raise InputError(Problem("command line", None, None, "--check", "no posterior is shipped to be tried"))
    found = []
    for one in check(load_parameters(), draws=draws, on=where(workers, cluster)):
        found.append(one)
        if not as_json:
            tell(f"{'holds' if one.holds else 'FAILS'}: {one.what}: {one.found} (wanted {one.wanted})")
    failed = [one for one in found if not one.holds]
    if as_json:
        plain = [{"what": one.what, "found": one.found, "wanted": one.wanted, "holds": one.holds} for one in found]
        give({"holds": not failed, "checks": plain})
    if failed:
        raise typer.Exit(CHECK_FAILED)


def _area(profile: Path, out: Path | None, as_json: bool) -> None:
    from calibration.local import load_profile, move, write_local
    from calibration.local_text import as_json as plain
    from calibration.local_text import table
    from sanctionsim.learnt import read
    from scenarios.learnt import SHIPPED
    from scenarios.parameters import load_parameters

    parameters = load_parameters()
    asked = load_profile(profile)
    moved = move(asked, read(SHIPPED), parameters)
    folder = Path("runs") / f"area-{profile.stem}" if out is None else out
    files = write_local(moved, folder)
    if as_json:
        give({"files": [str(file) for file in files]} | plain(moved))
    else:
        show(*table(moved))
    tell(f"Local posterior and scenario: {', '.join(str(file) for file in files)}")
