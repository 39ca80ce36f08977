"""`python -m benchmarks.peers`: the same small workload on this engine and on others, each in its own environment.

python -m benchmarks.peers            make the environments, run, print (about six minutes)
python -m benchmarks.peers --quick    a look in two minutes, too small to judge by
python -m benchmarks.peers --write    also write benchmarks/peers.json and, from it and results.json, the page

Ends with 3 where a contender's outcomes are further from exact than chance explains.
"""

import argparse
import json
import sys
import time
from dataclasses import replace

from benchmarks.kept import PEERS as RESULTS
from benchmarks.kept import RESULTS as MAIN_RESULTS
from benchmarks.kept import write_page
from benchmarks.peers.page import tables
from benchmarks.peers.roster import ENGINE, PEERS, STRAIGHT
from benchmarks.peers.suite import FULL, QUICK, measure_all
from benchmarks.six import six_numbers


def main() -> None:
    """Read the flags, measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description="Time the simulator beside others.")
    parser.add_argument("--turns", type=int, help=f"most of each contender; {FULL.turns} by default")
    parser.add_argument("--quick", action="store_true", help="small sizes, one turn; nothing to judge by")
    parser.add_argument("--only", nargs="+", metavar="KEY", choices=[p.key for p in PEERS], help="only these")
    parser.add_argument("--write", action="store_true", help="write benchmarks/peers.json")
    chosen = parser.parse_args()
    if chosen.write and (chosen.quick or chosen.only):
        parser.error("--quick and --only are not to be written down; leave --write out")
    if chosen.turns is not None and chosen.turns < 1:
        parser.error("--turns must be at least 1")
    size = QUICK if chosen.quick else FULL
    wanted = {ENGINE.key, STRAIGHT.key, *(chosen.only or [peer.key for peer in PEERS])}
    began = time.monotonic()
    results = measure_all(
        replace(size, turns=chosen.turns or size.turns),
        rates=six_numbers(),
        peers=[peer for peer in PEERS if peer.key in wanted],
        say=lambda line: print(line, file=sys.stderr, flush=True),
    )
    print(f"\n{tables(results)}\n{time.monotonic() - began:.0f} seconds in all")
    if chosen.write:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
        write_page(json.loads(MAIN_RESULTS.read_text()))
    if not all(row["right"] for row in results["rows"]):
        sys.exit(3)


if __name__ == "__main__":
    main()
