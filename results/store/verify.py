"""Everything a run keeps is held against everything else: nothing is changed, what is wrong is named."""

import io
import json
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from results.files import checksum
from results.manifest import DRAWS_FILE, POSTERIOR_FILE
from results.parts import decode, part_of
from results.store.keep import outcomes_table
from results.store.layout import LEDGER_FILE, OUTCOMES_FILE
from results.store.ledger import Entry, figures_of
from results.store.packed import measured, plain
from results.store.recover import Stray, strays_and_new
from results.store.run import Run
from scenarios.errors import RunFailed


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. file: below the folder. why: in words, without a full stop."""

    file: str
    why: str


def verify(run: Run) -> tuple[Finding, ...]:
    """Every checksum, key and figure of a run; nothing where all is well. Unfinished work is not a finding."""
    ledger = f"{run.folder / LEDGER_FILE}: "
    found = [Finding(LEDGER_FILE, told.removeprefix(ledger)) for told in run.told if told.startswith(ledger)]
    file = run.folder / DRAWS_FILE
    if not file.is_file() or checksum(file.read_bytes()) != run.manifest.draws_sha256:
        return (*found, Finding(DRAWS_FILE, "damaged: is not what was written"))
    learnt, told = run.folder / POSTERIOR_FILE, run.manifest.posterior
    if told and (not learnt.is_file() or checksum(learnt.read_bytes()) != told["sha256"]):
        found.append(Finding(POSTERIOR_FILE, "damaged: is not what was given"))
    known = set()
    try:
        for entry in run.entries():
            known.add(entry.part)
            found += [Finding(entry.part, why) for why in _part(run, entry)]
        for other in strays_and_new(run, known):
            if isinstance(other, Stray):
                found.append(Finding(other.part, other.why))
            elif run.ledger.entry(other.place) is None and run.manifest.ended is not None:
                found.append(Finding(other.part, "is not in the ledger"))
    except RunFailed as fault:
        return (*found, Finding(LEDGER_FILE, str(fault).removeprefix(ledger)))
    if run.manifest.ended is not None:
        found += _outcomes(run)
    return tuple(dict.fromkeys(found))


def _part(run: Run, entry: Entry) -> list[str]:
    """What is wrong with a part: its content, its key, its figures."""
    content = run.content(entry)
    if content is None:
        there = (run.folder / entry.part).is_file()
        return ["damaged: is not what was written" if there else "is gone"]
    try:
        told = part_of(content)
        seen = decode(content)
    except (ValueError, KeyError, pa.ArrowException) as fault:
        return [f"cannot be read: {fault}"]
    if not entry.key == told["key"] == run.key(entry.place):
        return ["is of another run or another version"]
    again = plain(measured(seen, run.packer.values(entry.place.task, entry.name)))
    kept = figures_of(entry)
    off = [name for name, figure in again.items() if name in kept and kept[name] != figure]
    off += [name for name, figure in told["figures"].items() if name not in off and kept.get(name) != figure]
    return [f"its figures in the ledger are not what it shows: {', '.join(off)}"] if off else []


def _outcomes(run: Run) -> list[Finding]:
    """The table of outcomes against the ledger."""
    file = run.folder / OUTCOMES_FILE
    if not file.is_file():
        return [Finding(OUTCOMES_FILE, "is gone")]
    content = file.read_bytes()
    try:
        right = outcomes_table(run)
        if content == right:
            return []
        # Another version of a library may write the same figures in other bytes.
        one, other = (pd.read_parquet(io.BytesIO(of), use_threads=False) for of in (content, right))
    except (ValueError, KeyError, OSError, pa.ArrowException, json.JSONDecodeError):
        return [Finding(OUTCOMES_FILE, "damaged: cannot be read, or lacks an outcome")]
    return [] if one.equals(other) else [Finding(OUTCOMES_FILE, "is not what the parts say")]
