"""A kept run is opened and read; every part is checked before it is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from results.files import checksum, write
from results.gather import Gathered, Reading, gather
from results.manifest import DRAWS_FILE, MANIFEST
from results.parts import decode
from results.store.figures import gather_figures
from results.store.keep import checked
from results.store.layout import PARTS, ROOT
from results.store.lock import let_go, take
from results.store.recover import adopt, load
from results.store.run import Run
from scenarios.errors import InputError, RunFailed
from simulate.ensemble import Ran


def open_run(folder: Path | str, *, verify: bool = True) -> Run:
    """Open a run that was kept, to read it. Raises InputError: no run there; RunFailed: a part is damaged, naming the
    file.
    """
    run = load(Path(folder), write_to=False, check=verify)
    damaged = damaged_parts(run) if verify else ()
    if damaged:
        files = ", ".join(str(run.folder / name) for name in damaged)
        raise RunFailed(f"damaged, not read: {files}; `sanctionsim runs resume {folder}` makes them again")
    return run


def damaged_parts(run: Run) -> tuple[str, ...]:
    """Parts that are gone or are not what was written."""
    return tuple(entry.part for entry in run.entries() if run.content(entry) is None)


def resume(folder: Path | str) -> Run:
    """Open a run to go on with it, which this process has then until it is finished or closed.

    What the ledger does not know yet is taken into it, a lost ledger or manifest is made again, and damaged parts are
    forgotten, so that `missing` names their tasks and they are run again. Raises RunFailed when another process has it.
    """
    at = Path(folder)
    if not at.is_dir():
        return load(at, write_to=False)
    if (at / MANIFEST).exists() or (at / PARTS).is_dir():
        take(at)
    try:
        return _mended(load(at, write_to=True))
    except BaseException:
        let_go(at)
        raise


def _mended(run: Run) -> Run:
    told = list(run.told)
    for left in (*run.folder.glob(".*.tmp"), *(run.folder / PARTS).glob(".*.tmp")):
        left.unlink(missing_ok=True)
    _mend_draws(run, told)
    damaged = [entry for entry in run.entries() if run.content(entry) is None or entry.key != run.key(entry.place)]
    run.ledger.forget(entry.place for entry in damaged)
    told.extend(f"{run.folder / entry.part}: damaged or of another version; its task is run again" for entry in damaged)
    gone = {entry.part for entry in damaged}
    (run.folder / PARTS).mkdir(exist_ok=True)
    told.extend(f"{run.folder / stray.part}: {stray.why}; not read" for stray in adopt(run) if stray.part not in gone)
    if run.manifest.ended is not None and not run.complete:
        run.changed(replace(run.manifest, ended=None))
    run.told = tuple(dict.fromkeys(told))
    return run


def _mend_draws(run: Run, told: list[str]) -> None:
    file = run.folder / DRAWS_FILE
    if file.is_file() and checksum(file.read_bytes()) == run.manifest.draws_sha256:
        return
    copy = run.ledger.copy_of(DRAWS_FILE)
    if copy is None or checksum(copy) != run.manifest.draws_sha256:
        raise RunFailed(f"{file}: damaged, and there is no copy of it: bring it back from a backup")
    write(file, copy)
    told.append(f"{file}: was damaged; made again")


def observations(run: Run) -> Iterator[Ran]:
    """What was kept, one observation at a time, each checked before it is read. Raises RunFailed naming a
    damaged file.
    """
    for entry in run.entries():
        yield Ran(entry.name, entry.place.task, decode(checked(run, entry)))


def readings(run: Run, wanted: dict[str, Reading] | None = None) -> Gathered:
    """What is wanted of every observation of the run; the outcomes, which need no observation, if nothing is."""
    if wanted is None:
        return gather_figures(run)
    found = gather(
        observations(run),
        wanted,
        scenarios=run.names,
        values=run.values,
        beliefs=run.beliefs,
        assumed=run.assumed,
    )
    return replace(found, batch=run.plan().batch)


def list_runs(root: Path | str = ROOT) -> tuple[Run, ...]:
    """The runs kept below a folder, the newest first; folders that hold no readable run are passed over."""
    found = []
    for file in sorted(Path(root).glob(f"*/{MANIFEST}")):
        try:
            found.append(open_run(file.parent, verify=False))
        except (RunFailed, InputError):
            continue
    # By number, not by the time they began: clocks are set back.
    return tuple(sorted(found, key=lambda run: (run.manifest.number, run.folder.name), reverse=True))
