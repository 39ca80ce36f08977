"""Draw mutants, try each, and write how many are noticed and which are not."""

import argparse
import json
import math
import os
import random
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.mutation.covering import Covering
from tests.mutation.operators import Mutant, mutants
from tests.mutation.trying import NOTICED, UNREACHED, on_stderr, preload, run

ROOT = Path(__file__).parents[2]
RAW = ROOT / "build" / "mutation"
"""What became of each mutant tried, by room, before it is summed up."""
WRITTEN = ROOT / "tests" / "verification" / "mutation.json"
JUDGED = Path(__file__).with_name("judged.json")
"""Survivors that were looked at -> why nothing notices them."""
ROOMS = ("scenarios", "simulate")
FIRST, MOST = 12, 60
"""Tests run for a mutant at first, and in all, before those of its part and the pinned results."""
PINNED = ("threat_only", "voluntary_2009", "outside_benefit_declaration", "training_that_fades")
SIMULATE = "tests/simulate/test_"
BESIDE: dict[str, tuple[str, ...]] = {
    "simulate/processes/": tuple(
        f"{SIMULATE}{name}.py" for name in ("submodels", "submodels_help", "submodels_sanctions")
    ),
    "simulate/rules/": tuple(f"{SIMULATE}{name}.py" for name in ("submodels_sanctions", "asking", "arrive")),
    "simulate/counts/": (f"{SIMULATE}mesa_rules.py::test_every_rule_of_a_regime_is_the_same",),
    "simulate/mesa_model/": (f"{SIMULATE}mesa_rules.py::test_every_rule_of_a_regime_is_the_same", f"{SIMULATE}mesa.py"),
    "simulate/ticks/": tuple(f"{SIMULATE}{name}.py" for name in ("ticks", "courses", "places_more")),
    "simulate/records.py": (f"{SIMULATE}schedule_rules.py",),
    "simulate/ticks/phases.py": (f"{SIMULATE}schedule.py", f"{SIMULATE}schedule_rules.py"),
    "simulate/posterior.py": (f"{SIMULATE}posterior.py",),
    "simulate/population.py": (f"{SIMULATE}population.py",),
    "simulate/numbers.py": (f"{SIMULATE}processes.py",),
    "simulate/run.py": (f"{SIMULATE}run.py",),
    "simulate/clocks.py": (f"{SIMULATE}clocks.py",),
    "simulate/observe.py": (f"{SIMULATE}run.py",),
    "simulate/ledgers/": (f"{SIMULATE}ledgers.py",),
    "simulate/workers/": ("tests/simulate/workers/test_processes.py",),
}
"""Tests of a part that are run whole where those that cover the line notice nothing: what is worked out once a session
counts as covered by the first test alone."""

Fates = list[tuple[Mutant, str]]


def name_of(mutant: Mutant) -> str:
    """As it stands in the file."""
    return f"{mutant.file} {mutant.function}: {mutant.what} (line {mutant.line})"


def of_room(room: str) -> list[Mutant]:
    """Every mutant of a room."""
    files = sorted((ROOT / room).rglob("*.py"))
    return [mutant for file in files for mutant in mutants(ROOT, str(file.relative_to(ROOT)))]


class Trials:
    """Mutants tried, and which tests fail without any, so that they prove nothing.

    pinned_first: try the pinned results before all others: soon done where a processor is shared, but then it is not
    known of a mutant that they notice whether others would have.
    """

    def __init__(self, covering: Covering, *, pinned_first: bool = False) -> None:
        self.covering = covering
        self.pinned_first = pinned_first
        self.sound: dict[str, bool] = {}

    def _sound(self, test: str) -> bool:
        if test not in self.sound:
            self.sound[test] = run(ROOT, None, [test])[0] == 0
        return self.sound[test]

    def fate(self, mutant: Mutant) -> str:
        """noticed, noticed by pinned results alone (or first), survives, not covered, or not reached."""
        tests = self.covering.tests(mutant.file, mutant.line)
        pinned = [f"tests/test_pinned.py::test_figures_are_those_that_are_pinned[{name}]" for name in PINNED]
        beside = [test for part, some in BESIDE.items() if part in mutant.file for test in some]
        others = [("noticed", chosen) for chosen in (tests[:FIRST], beside, tests[FIRST:MOST])]
        told = "noticed by pinned results, tried first" if self.pinned_first else "noticed by pinned results alone"
        order = [(told, pinned), *others] if self.pinned_first else [*others, (told, pinned)]
        for said, chosen in order:
            if chosen and (fate := self._by(mutant, chosen)):
                return said if fate == "noticed" else fate
        return "survives" if tests else "not covered"

    def _by(self, mutant: Mutant, tests: list[str]) -> str | None:
        ended, failed = run(ROOT, mutant, tests)
        if ended == UNREACHED:
            return "not reached"
        if ended == 0:
            return None
        if ended > NOTICED:  # tests could not even be collected: by the mutant, or as they never can be
            return "noticed" if run(ROOT, None, tests)[0] == 0 else None
        # A test that fails without the mutant too proves nothing.
        first = failed.splitlines()[0] if failed else ""
        if first in tests and not self._sound(first):
            left = [test for test in tests if test != first]
            return self._by(mutant, left) if left else None
        return "noticed"


def figures(room: str, fates: Fates, every: int, seeds: list[int]) -> dict[str, Any]:
    """The row of a room. every: mutants that there are."""
    tried = [fate for _, fate in fates if fate != "not reached"]
    noticed = sum(fate.startswith("noticed") for fate in tried)
    share = noticed / len(tried) if tried else math.nan
    return {
        "room": room, "mutants": every, "tried": len(tried), "noticed": noticed,
        "by_pinned_results_alone": sum(fate.endswith("alone") for fate in tried),
        "by_pinned_results_tried_first": sum(fate.endswith("first") for fate in tried), "share": round(share, 3),
        "standard_error": round(math.sqrt(share * (1 - share) / max(len(tried), 1)), 3),
        "not_reached": len(fates) - len(tried), "seeds": seeds,
    }  # fmt: skip


SUMMED = ("mutants", "tried", "noticed", "by_pinned_results_alone", "by_pinned_results_tried_first")


def both(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rooms together, each weighing as much as it has mutants."""
    every = sum(row["mutants"] for row in rows)
    share = sum(row["share"] * row["mutants"] for row in rows) / every
    error = math.sqrt(sum((row["standard_error"] * row["mutants"] / every) ** 2 for row in rows))
    summed = {name: sum(row[name] for row in rows) for name in SUMMED}
    return {"room": "both", **summed, "share": round(share, 3), "standard_error": round(error, 3)}


def told() -> list[dict[str, Any]]:
    """All that is written: a row for each room and both, then the survivors, each with why."""
    judged = json.loads(JUDGED.read_text(encoding="utf-8")) if JUDGED.exists() else {}
    rows: list[dict[str, Any]] = []
    survivors: list[dict[str, Any]] = []
    for room in ROOMS:
        kept = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(RAW.glob(f"{room}*.json"))]
        if not kept:
            continue
        fates = [*{Mutant(**of): fate for one in kept for of, fate in one["fates"]}.items()]
        rows.append(figures(room, fates, kept[0]["mutants"], [one["seed"] for one in kept]))
        for mutant, fate in sorted(fates):
            if not fate.startswith("noticed") and fate != "not reached":
                name = name_of(mutant)
                survivors.append({"survivor": name, "fate": fate, "reason": judged.get(name, "not looked at")})
    return [*rows, *([both(rows)] if len(rows) == len(ROOMS) else []), *survivors]


def write() -> None:
    """Write it."""
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(told(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def try_room(room: str, trials: Trials, number: int, seed: int, seconds: float) -> None:
    """Mutants of a room in a random order, kept after each: the first of them are a sample, whenever it is stopped.

    Samples of several seeds are summed up together.
    """
    every = of_room(room)
    order = random.Random(f"{seed} {room}").sample(every, min(number, len(every)))
    fates: Fates = []
    for mutant in order:
        fates.append((mutant, trials.fate(mutant)))
        on_stderr(f"{len(fates)} {fates[-1][1]}: {name_of(mutant)}")
        kept = {"mutants": len(every), "seed": seed, "fates": [(asdict(one), fate) for one, fate in fates]}
        RAW.mkdir(parents=True, exist_ok=True)
        (RAW / f"{room}-{seed}.json").write_text(json.dumps(kept), encoding="utf-8")
        spent = os.times()
        if spent.children_user + spent.children_system > seconds:
            break


def main() -> int:
    """Always 0: survivors are for people to judge."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    asked.add_argument("--coverage", type=Path, help="database of a run with --cov-context=test; without, only sum up")
    asked.add_argument("--room", choices=ROOMS, action="append", help="only this room")
    asked.add_argument("--mutants", type=int, default=150, help="of each room")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--pinned-first", action="store_true", help="try the pinned results before all other tests")
    asked.add_argument("--cpu-minutes", type=float, default=15.0, help="of each room")
    given = asked.parse_args()
    if given.coverage is not None:
        preload(ROOT)
        trials = Trials(Covering(given.coverage, ROOT), pinned_first=given.pinned_first)
        for n, room in enumerate(given.room or ROOMS, start=1):
            try_room(room, trials, given.mutants, given.seed, n * given.cpu_minutes * 60)
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
