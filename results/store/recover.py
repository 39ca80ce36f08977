"""A run is opened to go on with it: what is damaged is mended from what is not, or forgotten and run again."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from results.files import checksum, write
from results.manifest import DRAWS_FILE, MANIFEST, Manifest, ManifestDamaged, parse
from results.parts import part_of
from results.store.halted import only_begun
from results.store.layout import LEDGER_FILE, PARTS, SHORT, Place, read_name
from results.store.ledger import DONE, Entry, Ledger, LedgerDamaged
from results.store.packed import figures_text, read_figures
from results.store.run import Run
from scenarios.errors import InputError, Problem, RunFailed

SAME = ("seed", "claimants", "weeks", "model", "seeds", "parameters", "beliefs", "settings")
"""Of a manifest: what never changes while a run lasts."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A file among the parts that is none of this run, or is damaged, and why."""

    part: str
    why: str


def load(at: Path, *, write_to: bool, check: bool = True) -> Run:
    """The run of a folder with a ledger that holds. write_to: mend the files; else what is damaged is made in memory.
    check: every entry of the ledger.

    Raises InputError when no run is there, RunFailed when the manifest is lost for good or of another version.
    """
    told: list[str] = []
    manifest = _manifest(at, write_to, told)
    try:
        ledger = Ledger(at / LEDGER_FILE)
        if check:
            ledger.check_entries()
            _of_this_run(ledger, manifest, at)
    except LedgerDamaged as fault:
        ledger = Ledger(None)
        run = Run(at, manifest, ledger)
        if write_to:
            if (at / LEDGER_FILE).is_dir():
                raise RunFailed(
                    f"{at / LEDGER_FILE}: is a folder; take it away, and the ledger is made again"
                ) from fault
            (at / LEDGER_FILE).unlink(missing_ok=True)
            (at / f"{LEDGER_FILE}-journal").unlink(missing_ok=True)
            run.ledger = Ledger(at / LEDGER_FILE, new=True)
            run.ledger.keep(MANIFEST, manifest.text().encode())
            if (at / DRAWS_FILE).is_file():
                run.ledger.keep(DRAWS_FILE, (at / DRAWS_FILE).read_bytes())
        strays = adopt(run)
        made = "made again" if write_to else "read"
        told.append(f"{fault}; {made} from the {run.ledger.count():,} parts that are there")
        told.extend(f"{at / stray.part}: {stray.why}; not read" for stray in strays)
        run.told = tuple(told)
        return run
    return Run(at, manifest, ledger, tuple(told))


def _of_this_run(ledger: Ledger, manifest: Manifest, at: Path) -> None:
    """Raises LedgerDamaged when the ledger is of another run than the manifest, or lacks parts of a run that ended.

    What a run that is extended keeps is compared: a crash may leave the copy of the manifest a step behind.
    """
    copy = ledger.copy_of(MANIFEST)
    if copy is not None:
        try:
            told = parse(copy.decode(errors="replace"), str(at / LEDGER_FILE))
        except RunFailed as fault:
            raise LedgerDamaged(
                f"{at / LEDGER_FILE}: damaged: its copy of the manifest is not what was written"
            ) from fault
        if any(getattr(told, name) != getattr(manifest, name) for name in SAME):
            raise LedgerDamaged(f"{at / LEDGER_FILE}: is of another run than {MANIFEST}")
    if manifest.ended is not None and ledger.count() < manifest.tasks * len(manifest.scenarios):
        raise LedgerDamaged(f"{at / LEDGER_FILE}: damaged: parts of a run that ended are not in it")


def _manifest(at: Path, write_to: bool, told: list[str]) -> Manifest:
    """The manifest, from its copy in the ledger where it is damaged."""
    file = at / MANIFEST
    if only_begun(at):
        message = "was stopped as it began, before its manifest was written; give its command again"
        raise InputError(Problem(str(at), None, None, "", message))
    if not file.is_file() and not (at / LEDGER_FILE).is_file():
        raise InputError(Problem(str(at), None, None, "", "is not the folder of a run: it has no manifest.json"))
    try:
        return parse(file.read_text(encoding="utf-8", errors="replace") if file.is_file() else "", str(file))
    except ManifestDamaged as fault:
        copy = _copy(at)
        if copy is None:
            raise ManifestDamaged(
                f"{fault}, and {LEDGER_FILE} has no copy of it; bring it back from a backup, or run it again in "
                "another folder: the parts stay as they are"
            ) from fault
        if not write_to:
            raise ManifestDamaged(
                f"{fault}; `sanctionsim runs resume {at}` makes it again from {LEDGER_FILE}"
            ) from fault
        manifest = parse(copy.decode(), str(at / LEDGER_FILE))
        write(file, copy)
        told.append(f"{file}: was damaged; made again from {LEDGER_FILE}")
        return manifest


def _copy(at: Path) -> bytes | None:
    try:
        ledger = Ledger(at / LEDGER_FILE)
    except LedgerDamaged:
        return None
    try:
        return ledger.copy_of(MANIFEST)
    finally:
        ledger.close()


def strays_and_new(run: Run, known: set[str]) -> Iterator[Entry | Stray]:
    """Files among the parts that the ledger does not know: an entry for each that is of this run, else why not."""
    places = run.places()
    for file in sorted((run.folder / PARTS).glob("*.parquet")):
        part = f"{PARTS}/{file.name}"
        if part in known or file.name.startswith("."):
            continue
        yield _read(run, part, places)


def _read(run: Run, part: str, places: set[Place]) -> Entry | Stray:
    named = read_name(part)
    if named is None:
        return Stray(part, "is not named as a part is")
    place, sha = named
    content = (run.folder / part).read_bytes()
    whole = checksum(content)
    if whole[:SHORT] != sha:
        return Stray(part, "damaged: is not what was written")
    try:
        told = part_of(content)
        figures = figures_text(read_figures(told["figures"]))
        key, name = str(told["key"]), str(told["scenario"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return Stray(part, "is not a part of a run")
    if place not in places or key != run.key(place):
        return Stray(part, "is of another run or another version")
    return Entry(place, name, key, DONE, part, whole, len(content), 0.0, "", "", figures)


def adopt(run: Run) -> tuple[Stray, ...]:
    """Take parts into the ledger that it does not know; what they are not, is given back."""
    entries = {entry.place: entry.part for entry in run.entries()}
    strays: list[Stray] = []
    for found in strays_and_new(run, set(entries.values())):
        if isinstance(found, Stray):
            strays.append(found)
        elif found.place in entries:
            strays.append(Stray(found.part, f"stands beside {entries[found.place]}"))
        else:
            run.ledger.record([found])
            entries[found.place] = found.part
    return tuple(strays)
