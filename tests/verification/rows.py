"""One row of what was verified, and the file that rows are kept in."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Protocol

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A check.

    family: in the register. check, shown, limit: what was compared, what came out, what was allowed. catches: what it
    would notice, where that is not what its family would. finds: the least error noticed, in words. p, level: the
    chance of a deviation as large, and the least that passes; None for an exact check. test: which left it.
    """

    family: str
    check: str
    shown: str
    limit: str
    passed: bool
    catches: str = ""
    finds: str = ""
    p: float | None = None
    level: float | None = None
    test: str = ""


class Figure(Protocol):
    """Note a row; fails the test that does if the check has not passed."""

    def __call__(
        self, check: str, shown: str, limit: str, passed: bool, *, family: str = "others", catches: str = "",
        finds: str = "", p: float | None = None, level: float | None = None,
    ) -> None: ...  # fmt: skip


def read(path: Path) -> tuple[Row, ...]:
    """Rows that were kept. Raises ValueError for a file of another format."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    if kept["format"] != FORMAT:
        raise ValueError(f"{path}: format {kept['format']}, not {FORMAT}")
    return tuple(Row(**row) for row in kept["rows"])


def about(path: Path) -> Mapping[str, Any]:
    """What is known of the run that left the rows: versions, processors, seconds, day."""
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["about"]
    return found


def write(path: Path, rows: Iterable[Row], known: Mapping[str, Any]) -> None:
    """Keep rows in order of family and check. Rows of tests that did not run this time, kept there before, stay."""
    fresh = list(rows)
    tests = {row.test for row in fresh}
    stay = [row for row in read(path) if row.test not in tests] if path.exists() else []
    every = sorted({*fresh, *stay}, key=lambda row: (row.family, row.check, row.test))
    empty = {field.name: field.default for field in fields(Row)}
    said = [{name: value for name, value in asdict(row).items() if value != empty[name]} for row in every]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": FORMAT, "about": dict(known), "rows": said}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
