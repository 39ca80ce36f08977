"""`python -m benchmarks`: time the simulator on this machine, on one core, beside its opponents.

python -m benchmarks            print the tables (about 20 minutes)
python -m benchmarks --quick    a look in a minute, too small to judge by
python -m benchmarks --write    also write benchmarks/results.json, docs/performance.md and its picture
python -m benchmarks --page     write the page and the picture again from results.json and peers.json
"""

import argparse
import json
import sys
import time
from dataclasses import replace

from benchmarks.kept import RESULTS, write_page
from benchmarks.page import tables
from benchmarks.suite import BEFORE, FULL, QUICK, measure_all


def main() -> None:
    """Read the flags, measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Time the simulator beside others.")
    parser.add_argument("--repeats", type=int, help=f"of the main table, in turn; {FULL.repeats} by default")
    parser.add_argument("--quick", action="store_true", help="small sizes, one repeat; nothing to judge by")
    parser.add_argument("--write", action="store_true", help="write results.json, docs/performance.md and .svg")
    parser.add_argument("--page", action="store_true", help="write the page again from results.json")
    parser.add_argument("--before", default=BEFORE, metavar="COMMIT", help="what this engine is run beside")
    chosen = parser.parse_args()
    if chosen.quick and chosen.write:
        parser.error("--quick is too small to write down; leave one of --quick and --write out")
    if chosen.repeats is not None and chosen.repeats < 1:
        parser.error("--repeats must be at least 1")
    if chosen.page:
        results = json.loads(RESULTS.read_text())
    else:
        size = QUICK if chosen.quick else FULL
        size = replace(size, repeats=chosen.repeats or size.repeats)
        began = time.monotonic()
        results = measure_all(size, before=chosen.before, say=lambda line: print(line, file=sys.stderr, flush=True))
        print(f"\n{tables(results)}\n{time.monotonic() - began:.0f} seconds in all")
        if chosen.quick:
            print("A quick look at small sizes: what is wanted is wanted at full size.")
    if chosen.write:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    if chosen.write or chosen.page:
        write_page(results)


if __name__ == "__main__":
    main()
