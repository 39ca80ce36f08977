"""Try many hostile documents and write how they fared: `python -m tests.hostile --documents 50000 --seed 1`."""

import argparse
import collections
import json
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile.trying import SHARES, one

WRITTEN = Path(__file__).parents[1] / "verification" / "fuzz.json"


@dataclass(slots=True)
class Row:
    """How the documents of one kind fared."""

    answers: collections.Counter[str] = field(default_factory=collections.Counter)
    faults: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)
    slowest: float = 0.0


def fuzz(kind: str, documents: int, seed: int, folder: Path) -> Row:
    """Documents of a kind, one after the other."""
    row = Row()
    for number in range(documents):
        tried, content = one(kind, number, seed, folder)
        row.answers[tried.answer] += 1
        row.slowest = max(row.slowest, tried.seconds)
        if tried.fault:
            row.faults.setdefault(tried.fault, []).append((number, content))
    return row


def told(kind: str, row: Row, seed: int) -> dict[str, object]:
    """A row of the file."""
    return {
        "kind": kind, "documents": row.answers.total(), **{name: row.answers[name] for name in ("refused",
        "accepted", "mended")},
        "faults": sum(map(len, row.faults.values())), "seed": seed,
    }  # fmt: skip


def write(rows: list[dict[str, object]]) -> None:
    """Write rows; of kinds that were not tried this time, what was written before stays."""
    before = json.loads(WRITTEN.read_text(encoding="utf-8")) if WRITTEN.exists() else []
    found = {row["kind"]: row for row in (*before, *rows)}
    WRITTEN.parent.mkdir(exist_ok=True)
    kept = [found[kind] for kind in SHARES if kind in found]
    WRITTEN.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """1 if any document met a fault."""
    asked = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    asked.add_argument("--documents", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--kind", choices=list(SHARES), help="only this kind")
    asked.add_argument("--write", action="store_true", help="write tests/verification/fuzz.json")
    given = asked.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, share in SHARES.items():
            if given.kind not in (None, kind):
                continue
            begun = time.process_time()
            number = given.documents if given.kind else round(given.documents * share)
            row = fuzz(kind, number, given.seed, Path(folder))
            rows.append(told(kind, row, given.seed))
            print(rows[-1], f"slowest {row.slowest:.2f} s, in all {time.process_time() - begun:.0f} s", flush=True)
            for fault, found in sorted(row.faults.items(), key=lambda pair: -len(pair[1])):
                print(f"  {len(found)} x {fault!a}\n      first: {found[0][0]}: {found[0][1][:400]!r}", flush=True)
    if given.write:
        write(rows)
    return int(any(row["faults"] for row in rows))


if __name__ == "__main__":
    sys.exit(main())
