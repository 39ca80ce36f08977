"""Run the pinned cases again; `--write` pins what they give now, `--plain` prints checksums for comparing machines."""

import argparse
import json
import sys

from tests.pinned.cases import CASES
from tests.pinned.kept import HISTORY, RESULTS, history, load, moved, refusal, write
from tests.pinned.measure import pin


def main() -> int:
    """0: as pinned, or written. 1: figures moved. 2: they may not be written."""
    asked = argparse.ArgumentParser(prog="python -m tests.pinned", description=__doc__)
    asked.add_argument("--write", action="store_true", help="pin what the cases give now")
    asked.add_argument("--because", default="", help='why figures moved: words of CHANGELOG.md, "Results change"')
    asked.add_argument("--plain", nargs="*", metavar="CASE", help="print the exact checksum of these cases, or all")
    given = asked.parse_args()
    if given.plain is not None:
        chosen = [case for case in CASES if not given.plain or case.scenario in given.plain]
        print(json.dumps({case.scenario: pin(case)["exact"] for case in chosen}))
        return 0
    found = [pin(case) for case in CASES]
    before = load() if RESULTS.exists() else []
    moves = list(moved(before, found))
    if given.write:
        if why := refusal(moves, given.because, history()[-1] if HISTORY.exists() else None):
            print(f"Not written: {why}", file=sys.stderr)
            return 2
        write(found, moves, given.because or "first pinned")
    for move in moves:
        print(move.text)
    bits = {one["scenario"]: one["exact"] for one in before}
    other = [one["scenario"] for one in found if bits.get(one["scenario"]) != one["exact"]]
    told = f"; other in some bit: {', '.join(other)}" if other else ", to the bit"
    print(f"{len(found)} cases, {sum(len(one['figures']) for one in found)} figures, {len(moves)} moved{told}")
    return 1 if moves and not given.write else 0


if __name__ == "__main__":
    sys.exit(main())
