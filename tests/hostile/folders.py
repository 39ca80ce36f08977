"""Folders of runs: one small run, damaged in every way, is never read wrongly; and mended it is what it was."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from results.files import checksum
from results.store import add, create, finish, work
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan
from tests.hostile.bytes_of import spoil_bytes
from tests.hostile.commands import Said, call

NAMES = ("none", "voluntary_2009")


@dataclass(frozen=True, slots=True)
class Kept:
    """A run as it should be. told: what `runs show --json` says of it, but for the folder."""

    folder: Path
    told: Any


def make(folder: Path, seed: int, names: Sequence[str] = NAMES) -> Kept:
    """A run of two regimes and two replicates, and what it says."""
    loaded = tuple(load_scenario(name) for name in names)
    plan = Plan(tuple((one.name, one.scenario) for one in loaded), load_parameters(), 600, 6, 2, 1, seed)
    run = create(folder, plan=plan, loaded=loaded)
    for task in plan.tasks():
        add(run, work(plan, task))
    finish(run)
    return Kept(folder, _told(call(["runs", "show", str(folder), "--json"])))


def _told(said: Said) -> Any:
    told = json.loads(said.out)
    return {key: value for key, value in told.items() if key not in ("folder", "report")}


@cache
def runs(root: Path) -> tuple[Kept, Kept]:
    """Two runs of one plan with other seeds, made once below a folder."""
    return make(root / "one", 3), make(root / "other", 4)


Damage = Callable[[Path, Path, random.Random], None]


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _bytes(folder: Path, other: Path, chance: random.Random) -> None:
    file = chance.choice(_files(folder))
    file.write_bytes(spoil_bytes(file.read_bytes(), chance))


def _cut(folder: Path, other: Path, chance: random.Random) -> None:
    file = chance.choice(_files(folder))
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(len(content) + 1)])


def _gone(folder: Path, other: Path, chance: random.Random) -> None:
    chance.choice(_files(folder)).unlink()


def _all_parts_gone(folder: Path, other: Path, chance: random.Random) -> None:
    shutil.rmtree(folder / "parts")


def _swapped(folder: Path, other: Path, chance: random.Random) -> None:
    one, two = chance.sample(_files(folder), 2)
    content = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(content)


def _of_another_run(folder: Path, other: Path, chance: random.Random) -> None:
    """A file of the other run stands where ours stood, or a part of it beside ours."""
    theirs = chance.choice(_files(other))
    to = folder / theirs.relative_to(other)
    to.write_bytes(theirs.read_bytes())


def _ledger_of_another_run(folder: Path, other: Path, chance: random.Random) -> None:
    shutil.copy(other / "ledger.sqlite", folder / "ledger.sqlite")


def _manifest_of_another_run(folder: Path, other: Path, chance: random.Random) -> None:
    shutil.copy(other / "manifest.json", folder / "manifest.json")
    if chance.random() < 0.5:
        shutil.copy(other / "draws.parquet", folder / "draws.parquet")


def _field(folder: Path, other: Path, chance: random.Random) -> None:
    """A field of the manifest is another, and nobody made the checksum anew."""
    file = folder / "manifest.json"
    told = json.loads(file.read_text())
    key = chance.choice(list(told))
    told[key] = chance.choice((None, 0, -1, "x", [], {}, 10**9, told[key] * 2 if isinstance(told[key], int) else 7))
    file.write_text(json.dumps(told))


def _signed_field(folder: Path, other: Path, chance: random.Random) -> None:
    """The same by a hand that made the checksum anew: figures of the run must not pass for those of another plan."""
    file = folder / "manifest.json"
    told = json.loads(file.read_text())
    told.pop("checksum")
    key = chance.choice(("seed", "claimants", "weeks", "replicates", "draws", "model", "seeds"))
    told[key] = told[key] + chance.choice((1, 2))
    told["checksum"] = checksum(json.dumps(told, sort_keys=True).encode())
    file.write_text(json.dumps(told))


def _format(folder: Path, other: Path, chance: random.Random) -> None:
    file = folder / "manifest.json"
    told = json.loads(file.read_text())
    told["format"] = chance.choice((0, 1, told["format"] + 1, None, "x"))
    file.write_text(json.dumps(told))


def _row(folder: Path, other: Path, chance: random.Random) -> None:
    """A cell of the ledger is another."""
    column = chance.choice(
        ("scenario", "draw", "replicate", "name", "key", "status", "part", "sha256", "bytes", "figures", "digest")
    )
    value = chance.choice((None, "", "x", 0, 99, b"\x00", "../../manifest.json", '{"deaths": 0}'))
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        try:
            ledger.execute(f"UPDATE parts SET {column} = ? WHERE replicate = 0 AND scenario = 0", (value,))
        except sqlite3.Error:
            ledger.execute("DELETE FROM parts WHERE replicate = 0")


def _table(folder: Path, other: Path, chance: random.Random) -> None:
    """The ledger lacks a table, or is of another version."""
    done = chance.choice(
        ("DROP TABLE parts", "DROP TABLE kept", "PRAGMA user_version=9", "DELETE FROM parts", "DELETE FROM kept")
    )
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        ledger.execute(done)


def _foreign(folder: Path, other: Path, chance: random.Random) -> None:
    """Files that are of no run."""
    part = chance.choice(_files(folder / "parts"))
    name = chance.choice(
        (part.name, f"9-{part.name[2:]}", "x.parquet", f".{part.name}.1.tmp", part.name.replace("r0000", "r0009"))
    )
    content = chance.choice((b"", b"PAR1PAR1", (folder / "draws.parquet").read_bytes(), part.read_bytes()))
    (folder / "parts" / name).write_bytes(content)


def _folder_instead(folder: Path, other: Path, chance: random.Random) -> None:
    file = chance.choice([one for one in _files(folder) if one.parent == folder])
    file.unlink()
    file.mkdir()


WAYS: dict[str, Damage] = {
    "bytes": _bytes, "cut short": _cut, "gone": _gone, "parts gone": _all_parts_gone, "swapped": _swapped,
    "file of another run": _of_another_run, "ledger of another run": _ledger_of_another_run,
    "manifest of another run": _manifest_of_another_run, "field": _field, "signed field": _signed_field,
    "format": _format, "row of the ledger": _row, "table of the ledger": _table, "foreign": _foreign,
    "folder instead of a file": _folder_instead,
}  # fmt: skip


def damaged(kept: Kept, other: Kept, into: Path, chance: random.Random) -> list[str]:
    """A copy of a run, damaged in one or two ways; their names."""
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(kept.folder, into)
    ways = chance.sample(list(WAYS), chance.choice((1, 1, 1, 2)))
    for name in ways:
        try:
            WAYS[name](into, other.folder, chance)
        except (OSError, ValueError, KeyError, IndexError, sqlite3.Error):
            continue  # what the first way left, the second could not spoil
    return ways


def fault_of(kept: Kept, other: Kept, folder: Path, ways: Sequence[str], *, mend: bool) -> tuple[str, str | None]:
    """How a damaged run fares: refused, read or mended, and what is wrong with that."""
    shown = call(["runs", "show", str(folder), "--json"])
    if shown.code not in (0, 1, 2):
        return "refused", f"runs show: exit code {shown.code}"
    if shown.code == 0 and (wrong := _other_than(kept, other, shown)):
        return "accepted", f"runs show: {wrong}"
    verified = call(["runs", "verify", str(folder)])
    if verified.code not in (0, 1, 2, 3):
        return "refused", f"runs verify: exit code {verified.code}"
    if not mend:
        return "accepted" if shown.code == 0 else "refused", None
    resumed = call(["runs", "resume", str(folder), "--json", "--workers", "1"])
    if resumed.code not in (0, 1, 2, 4):
        return "refused", f"runs resume: exit code {resumed.code}: {resumed.err[-200:]}"
    if resumed.code == 0 and "signed field" not in ways and (wrong := _other_than(kept, other, resumed)):
        return "mended", f"runs resume: {wrong}"
    answer = "mended" if resumed.code == 0 and shown.code else "accepted" if resumed.code == 0 else "refused"
    return answer, None


def _other_than(kept: Kept, other: Kept, said: Said) -> str | None:
    """Figures that are neither this run's nor, where its whole manifest stands there, the other's."""
    told = _told(said)
    if told.get("complete") is False and said.err.strip():
        return None  # it says itself that some of the run is not there, and why
    return None if told in (kept.told, other.told) else "shows other figures than the run had"
