"""Parts make the whole: claimants live the same in blocks, or area by area, as all together.

Where people share places, caseloads or talk they do not, so this is tried with none of that (`law.on_their_own`).
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from scenarios.schema import Scenario
from simulate.arrays import IntArray
from simulate.law import Law, Part, Trial, on_their_own
from simulate.run import Start

MOST = 2400
"""Claimants: more would share pools of another size than a part of them."""
ROUNDING = 1e-9


def _those(of: str, parity: int) -> Part:
    """Every second claimant, or those of every second area."""

    def part(start: Start) -> Start:
        key: IntArray = np.asarray(getattr(start.who, of), np.int64)
        some = np.flatnonzero(key % 2 == parity)
        return replace(start, who=start.who.take(some), left=start.left[some])

    return part


def breaches(trial: Trial) -> Iterator[str]:
    """Where two halves differ from the whole."""
    small = trial if trial.claimants <= MOST else replace(trial, claimants=MOST, _seen={})
    whole = small.run("on their own", on_their_own)
    for of, name in (("number", "blocks"), ("area", "areas")):
        halves = [small.run(f"{name} {parity}", on_their_own, part=_those(of, parity)) for parity in (0, 1)]
        for what in ("events", "census", "drawn"):
            if not np.array_equal(sum(getattr(half, what) for half in halves), getattr(whole, what)):
                yield f"{what} of two halves, by {name}, are not those of the whole"
        for what in ("time", "expected"):
            of_halves, of_all = sum(getattr(half, what) for half in halves), getattr(whole, what)
            if not np.allclose(of_halves, of_all, rtol=ROUNDING, atol=ROUNDING * max(float(of_all.max()), 1.0)):
                yield f"{what} of two halves, by {name}, is not that of the whole"


def spared(scenario: Scenario) -> str | None:
    """Whether recorded figures decide, which are those of everybody."""
    return "rules hang on the recorded figures of everybody" if scenario.rules else None


PARTS_MAKE_THE_WHOLE = Law(
    "parts make the whole",
    "Where nobody's life hangs on another's, blocks of claimants or of areas live as they do all together.",
    breaches,
    spared,
)
