"""A run begins: its folder, its manifest, the values of its parameters, an empty ledger."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from results.files import checksum, write
from results.manifest import DRAWS_FILE, MANIFEST, Manifest, describe, parse
from results.parameter_draws import draws_table, names_in_draws
from results.store.about import write_about
from results.store.halted import clear, only_begun
from results.store.layout import LEDGER_FILE, PARTS, ROOT
from results.store.ledger import Ledger
from results.store.lock import let_go, take
from results.store.run import Run
from scenarios.errors import InputError, Problem, RunFailed
from scenarios.loader import Loaded
from simulate.ensemble import Plan


def create(
    folder: Path | str | None, *, plan: Plan, loaded: Sequence[Loaded], made_by: str | None = None,
    shard: tuple[int, int] | None = None,
) -> Run:  # fmt: skip
    """Begin a run in a new folder, which this process has until the run is finished or closed.

    folder: None for runs/<time>-<names>. loaded: the scenarios of the plan, in its order. made_by: the command, `run`
    or `compare` if not given. shard: (n, of) where the run does the nth part of so many of the tasks of the plan.
    Raises InputError when the folder is there and not empty, or cannot be made.
    """
    _check(Path(folder) if folder is not None else ROOT, plan, shard)
    at = new_folder(Path(folder)) if folder is not None else _fresh(plan)
    take(at)
    try:
        manifest = describe(plan, loaded, made_by=made_by, shard=shard)
        return begin(at, replace(manifest, number=_number(at)), plan)
    except BaseException:
        let_go(at)
        raise


def begin(at: Path, manifest: Manifest, plan: Plan) -> Run:
    """Write what a run begins with into its empty folder."""
    run = Run(at, manifest, Ledger(at / LEDGER_FILE, new=True))
    keep_draws(run, manifest, plan)
    write_about(run)
    return run


def keep_draws(run: Run, manifest: Manifest, plan: Plan) -> None:
    """Write the values of the parameters, with a copy in the ledger, and the manifest that goes with them."""
    content = draws_table(plan)
    write(run.folder / DRAWS_FILE, content)
    run.ledger.keep(DRAWS_FILE, content)
    names = names_in_draws(plan.given)
    given = () if names else tuple({name: float(value) for name, value in one.items()} for one in plan.given)
    told = replace(manifest, given=given, given_in_draws=names, given_rows=len(plan.given))
    run.changed(replace(told, draws_sha256=checksum(content)))


def _check(at: Path, plan: Plan, shard: tuple[int, int] | None) -> None:
    if len({name for name, _ in plan.scenarios}) < len(plan.scenarios):
        raise InputError(Problem(str(at), None, None, "", "two scenarios of a run have the same name"))
    if shard is not None and not 1 <= shard[0] <= shard[1] <= len(plan.tasks()):
        allowed = f"1/{len(plan.tasks())} to {len(plan.tasks())}/{len(plan.tasks())}, as the run has so many tasks"
        said = f"{shard[0]}/{shard[1]}"
        raise InputError(Problem("command line", None, None, "--shard", "is out of range", said, allowed))


def new_folder(at: Path) -> Path:
    """A new folder for a run. Raises InputError when it is there and not empty, or cannot be made.

    One in which a run was stopped as it began is new: nothing had been run, and what lies there is cleared away.
    """
    if only_begun(at):
        clear(at)
    if at.exists() and (not at.is_dir() or any(at.iterdir())):
        raise InputError(Problem(str(at), None, None, "", "is there already and is not empty; a run never overwrites"))
    try:
        (at / PARTS).mkdir(parents=True)
    except OSError as fault:
        raise InputError(Problem(str(at), None, None, "", f"cannot be made: {fault.strerror or fault}")) from None
    return at


def _fresh(plan: Plan) -> Path:
    """A new folder of its own, whatever the clock says and whoever else makes one now."""
    names = "-".join(re.sub(r"[^A-Za-z0-9_]+", "_", name) for name, _ in plan.scenarios)[:80]
    stem = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-{names}"
    count = 1
    while True:
        at = ROOT / (stem if count == 1 else f"{stem}-{count}")
        try:
            ROOT.mkdir(exist_ok=True, parents=True)
            at.mkdir()
            (at / PARTS).mkdir()
        except FileExistsError:
            count += 1
        except OSError as fault:
            raise InputError(Problem(str(at), None, None, "", f"cannot be made: {fault.strerror or fault}")) from None
        else:
            return at


def _number(at: Path) -> int:
    """One more than any run beside it has."""
    most = 0
    for file in at.absolute().parent.glob(f"*/{MANIFEST}"):
        try:
            most = max(most, parse(file.read_text(encoding="utf-8"), str(file)).number)
        except (RunFailed, OSError, ValueError):
            continue
    return most + 1
