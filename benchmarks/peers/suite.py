"""Runs every contender in turn, each in a process of its own in its own environment, and checks what each ends with."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.measure import ONE_THREAD, ROOT, Measured, in_turn, machine
from benchmarks.peers.common import outcomes
from benchmarks.peers.environments import make, python_of
from benchmarks.peers.exact import bias, errors_off, expected
from benchmarks.peers.roster import CLAIMANTS, ENGINE, PEERS, STRAIGHT, WEEKS, Peer

SEED = 2009
MOST_ERRORS = 5.0
"""Standard errors that an outcome may be off its exact value."""
AHEAD, NEAR = 1.0, 1 / 3
"""Wanted of the ratio to this engine: this engine ahead; of compiled code, this engine within 3 times of it."""
THREADS = (*ONE_THREAD, "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS", "NUMEXPR_NUM_THREADS")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is run. turns: most of each contender. judged: whether big enough to be."""

    claimants: int
    weeks: int
    turns: int
    judged: bool


FULL, QUICK = Size(CLAIMANTS, WEEKS, 5, True), Size(24_000, 52, 1, False)


def run(order: Mapping[str, Any]) -> Measured:
    """Run one contender. Raises RuntimeError with what it said if it fails."""
    env = os.environ | dict.fromkeys(THREADS, "1") | {"PYTHONPATH": str(ROOT)}
    command = [order["python"], "-m", "benchmarks.peers.worker", json.dumps(order["work"])]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{order['peer']} failed:\n{ran.stderr}")
    measured: Measured = json.loads(ran.stdout.splitlines()[-1])
    return measured


def made(peers: Sequence[Peer], say: Say) -> tuple[list[Peer], dict[str, str]]:
    """Make all environments: those that can be run, and by name why others cannot."""
    there, missing = [], {}
    for peer in peers:
        try:
            make(peer, say)
            there.append(peer)
        except RuntimeError as failed:
            missing[peer.name] = str(failed)
            say(str(failed))
    return there, missing


def _row(peer: Peer, measured: Measured, *, size: Size, rates: dict[str, float]) -> dict[str, Any]:
    claimants = round(peer.share * size.claimants)
    right = expected(rates, peer.steps, claimants=claimants, weeks=size.weeks)
    off = errors_off(measured["counts"], right)
    return {
        "key": peer.key,
        "name": peer.name,
        "how": peer.how,
        "compiled": peer.compiled,
        "claimants": claimants,
        "ns": measured["seconds"] / claimants / size.weeks * 1e9,
        "outcomes": outcomes(tuple(measured["counts"])),
        "expected": {name: one.mean for name, one in right.items()},
        "errors_off": off,
        "right": max(map(abs, off.values())) < MOST_ERRORS,
        "bias": bias(rates, peer.steps, weeks=size.weeks),
        "measured": measured,
    }


def judged(rows: list[dict[str, Any]], *, judge: bool) -> None:
    """Hold every row against the two of this engine, and say whether what was wanted of it was met."""
    by_key = {row["key"]: row["ns"] for row in rows}
    for row in rows:
        row["ratio"] = row["ns"] / by_key[ENGINE.key]
        row["ratio_straight"] = row["ns"] / by_key[STRAIGHT.key]
        ours = row["key"] in (ENGINE.key, STRAIGHT.key)
        row["wanted"] = None if ours else NEAR if row["compiled"] else AHEAD
        row["met"] = None if ours or not judge else row["ratio"] >= row["wanted"]


def measure_all(size: Size, *, rates: dict[str, float], peers: Sequence[Peer] = PEERS, say: Say) -> dict[str, Any]:
    """Everything: about six minutes at full size, environments apart."""
    there, missing = made(peers, say)
    orders = [
        {
            "peer": peer.key,
            "python": python_of(peer),
            "work": peer.order(claimants=size.claimants, weeks=size.weeks, seed=SEED, rates=rates),
            "repeats": min(peer.turns, size.turns),
        }
        for peer in there
    ]

    def told(line: str) -> None:
        say(line.split("{")[0] + line.split("'peer': '")[1].split("'")[0])

    found = in_turn(orders, repeats=size.turns, say=told, run=run)
    rows = [_row(peer, one, size=size, rates=rates) for peer, one in zip(there, found, strict=True)]
    judged(rows, judge=size.judged)
    return {
        "machine": machine(),
        "size": {"claimants": size.claimants, "weeks": size.weeks, "turns": size.turns},
        "rates": rates,
        "rows": rows,
        "missing": missing,
    }
