"""The ledger: one SQLite file that says which part is kept, how it was made and what its outcomes are.

It saves reading the parts, and nothing hangs on it: the parts say the same, and it is made again from them. So it need
not be forced to disk with every task: after a crash of the machine it is checked, and made again if it does not hold.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from results.files import Unwritable
from results.store.keys import digest
from results.store.layout import Place
from scenarios.errors import RunFailed
from simulate.ensemble import Task

VERSION = 1
DONE, FAILED = "done", "failed"
PATIENCE = 60.0
"""Seconds to wait for another process that writes."""
TABLES = """
CREATE TABLE parts (
  scenario INTEGER, belief INTEGER, draw INTEGER, replicate INTEGER,
  name TEXT NOT NULL, key TEXT NOT NULL, status TEXT NOT NULL, part TEXT, sha256 TEXT, bytes INTEGER,
  seconds REAL, worker TEXT, error TEXT, figures TEXT, digest TEXT NOT NULL,
  PRIMARY KEY (scenario, belief, draw, replicate)
) WITHOUT ROWID;
CREATE TABLE kept (name TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
"""
COLUMNS = "scenario, belief, draw, replicate, name, key, status, part, sha256, bytes, seconds, worker, error, figures"


class LedgerDamaged(Exception):
    """The ledger is absent, damaged or of another version: it is to be made again from the parts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of one part.

    name: of the scenario. part: file below the folder of the run. seconds: that its task took, with all regimes.
    error: why it is not there, where the task failed. figures: outcome -> figure, as JSON.
    """

    place: Place
    name: str
    key: str
    status: str
    part: str
    sha256: str
    bytes: int
    seconds: float
    worker: str
    error: str
    figures: str

    @property
    def row(self) -> tuple[Any, ...]:
        """As it stands in the table, its digest last."""
        told = (
            *self.place.values, self.name, self.key, self.status, self.part, self.sha256, self.bytes, self.seconds,
            self.worker, self.error, self.figures,
        )  # fmt: skip
        return (*told, digest(told))


class Ledger:
    """An open ledger. path: None for one in memory."""

    def __init__(self, path: Path | None, *, new: bool = False) -> None:
        """Open the ledger, or begin one. Raises LedgerDamaged; Unwritable when a new one cannot be made."""
        self.path = path
        if path is not None and not new and not path.is_file():
            raise LedgerDamaged(f"{path}: is absent")
        try:
            # Only one thread writes at a time, but it need not be the one that opened it.
            self._db = sqlite3.connect(path or ":memory:", timeout=PATIENCE, check_same_thread=False)
            self._db.execute("PRAGMA synchronous=OFF")
            if new or path is None:
                self._db.executescript(f"{TABLES} PRAGMA user_version={VERSION};")
            else:
                self._check()
        except sqlite3.DatabaseError as fault:
            self.close()
            if new:
                raise Unwritable(f"{path}: cannot be written: {fault}") from fault
            raise LedgerDamaged(f"{path}: {fault}") from fault

    def _check(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (sound,) = self._db.execute("PRAGMA quick_check(1)").fetchone()
        self._db.execute(f"SELECT {COLUMNS}, digest FROM parts LIMIT 1").fetchone()
        if version != VERSION or sound != "ok":
            raise sqlite3.DatabaseError("is of another version" if sound == "ok" else str(sound))

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with suppress(AttributeError, sqlite3.Error):
            self._db.close()

    def _write(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        try:
            with self._db:
                self._db.executemany(statement, rows)
        except sqlite3.Error as fault:
            raise Unwritable(f"{self.path}: cannot be written: {fault}") from fault

    def record(self, entries: Iterable[Entry]) -> None:
        """Keep entries, all of them or none. Raises Unwritable."""
        rows = [entry.row for entry in entries]
        self._write(f"INSERT OR REPLACE INTO parts VALUES ({', '.join('?' * 15)})", rows)

    def forget(self, places: Iterable[Place]) -> None:
        """Drop entries. Raises Unwritable."""
        self._write(
            "DELETE FROM parts WHERE scenario=? AND belief=? AND draw=? AND replicate=?",
            [place.values for place in places],
        )

    def keep(self, name: str, content: bytes) -> None:
        """Keep a copy of a small file. Raises Unwritable."""
        self._write("INSERT OR REPLACE INTO kept VALUES (?, ?)", [(name, content)])

    def copy_of(self, name: str) -> bytes | None:
        """The copy of a small file."""
        found = self._read("SELECT content FROM kept WHERE name=?", (name,))
        return bytes(found[0][0]) if found else None

    def _read(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as fault:
            raise RunFailed(f"{self.path}: cannot be read: {fault}") from fault

    def entries(self, status: str = DONE, *, batch: int = 1000) -> Iterator[Entry]:
        """Entries by scenario, belief, draw and replicate, a batch of them in memory at a time.

        Raises RunFailed when an entry is not what was written.
        """
        at: tuple[int, ...] = (-1, 0, 0, 0)
        while rows := self._read(
            f"SELECT {COLUMNS}, digest FROM parts WHERE status=? "
            "AND (scenario, belief, draw, replicate) > (?, ?, ?, ?) ORDER BY scenario, belief, draw, replicate LIMIT ?",
            (status, *at, batch),
        ):
            for row in rows:
                yield self._entry(row)
            at = rows[-1][:4]

    def check_entries(self) -> None:
        """Raises LedgerDamaged when some entry is not what was written."""
        try:
            if self._read("SELECT 1 FROM parts WHERE status NOT IN (?, ?) LIMIT 1", (DONE, FAILED)):
                raise RunFailed(f"{self.path}: damaged: holds an entry that is neither done nor failed")
            for status in (DONE, FAILED):
                for _ in self.entries(status):
                    pass
        except RunFailed as fault:
            raise LedgerDamaged(str(fault)) from fault

    def entry(self, place: Place) -> Entry | None:
        """The entry of one place."""
        where = "scenario=? AND belief=? AND draw=? AND replicate=?"
        rows = self._read(f"SELECT {COLUMNS}, digest FROM parts WHERE {where}", place.values)
        return self._entry(rows[0]) if rows else None

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        if digest(row[:-1]) != row[-1]:
            raise RunFailed(f"{self.path}: damaged: what it says of {row[7]} is not what was written")
        return Entry(Place(*row[:4]), *row[4:-1])

    def tasks_done(self, scenarios: int) -> set[Task]:
        """Tasks of which there is a part for every scenario."""
        rows = self._read(
            "SELECT draw, replicate, belief FROM parts WHERE status=? AND scenario < ? "
            "GROUP BY draw, replicate, belief HAVING count(*) = ?",
            (DONE, scenarios, scenarios),
        )
        return {Task(*row) for row in rows}

    def count(self, status: str = DONE) -> int:
        """How many parts there are."""
        return int(self._read("SELECT count(*) FROM parts WHERE status=?", (status,))[0][0])

    def seconds(self) -> float:
        """Seconds that the tasks kept have taken, in whatever process."""
        rows = self._read("SELECT total(seconds) FROM parts WHERE status=? AND scenario=0", (DONE,))
        return float(rows[0][0])


def figures_of(entry: Entry) -> dict[str, Any]:
    """The figures of an entry as JSON gave them."""
    return dict(json.loads(entry.figures or "{}"))


def with_figures(entry: Entry, figures: str) -> Entry:
    """The entry with other figures."""
    return replace(entry, figures=figures)
