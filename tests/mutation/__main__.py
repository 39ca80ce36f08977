"""Draw mutants, try each, and write how many are noticed and which are not."""

import argparse
import json
import math
import os
import random
import sys
import time
from pathlib import Path

from tests.mutation.covering import Covering
from tests.mutation.operators import Mutant, mutants
from tests.mutation.trying import NOTICED, UNREACHED, on_stderr, preload, run

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "tests" / "verification" / "mutation.json"
JUDGED = Path(__file__).with_name("judged.json")
"""Survivors that were looked at: `file:line function: what` -> why nothing notices them."""
ROOMS = ("scenarios", "simulate")
MOST = 14
"""Tests run for a mutant, before the pinned results."""
PINNED = ("threat_only", "voluntary_2009", "outside_benefit_declaration", "training_that_fades")


def name_of(mutant: Mutant) -> str:
    """As it stands in the file; the line is left out of judgements, as lines move."""
    return f"{mutant.file} {mutant.function}: {mutant.what} (line {mutant.line})"


def drawn(number: int, seed: int) -> list[Mutant]:
    """A random sample of all mutants, each as likely."""
    every = [
        mutant
        for room in ROOMS
        for file in sorted((ROOT / room).rglob("*.py"))
        for mutant in mutants(ROOT, str(file.relative_to(ROOT)))
    ]
    on_stderr(f"{len(every):,} mutants in all")
    random.Random(seed).shuffle(every)
    return every[:number]


class Trials:
    """Mutants tried, and which tests fail without any, so that they prove nothing."""

    def __init__(self, covering: Covering) -> None:
        self.covering = covering
        self.sound: dict[str, bool] = {}

    def _sound(self, test: str) -> bool:
        if test not in self.sound:
            self.sound[test] = run(ROOT, None, [test])[0] == 0
        return self.sound[test]

    def fate(self, mutant: Mutant) -> str:
        """noticed, noticed by pinned results alone, survives, not covered, or not reached."""
        tests = self.covering.tests(mutant.file, mutant.line)
        chosen = [test for test in tests[:MOST] if self._file(test)]
        if chosen and (fate := self._by(mutant, chosen)):
            return fate
        pinned = [f"tests/test_pinned.py::test_figures_are_those_that_are_pinned[{name}]" for name in PINNED]
        fate = self._by(mutant, pinned) or "survives"
        if fate == "noticed":
            return "noticed by pinned results alone"
        return fate if tests or fate != "survives" else "not covered"

    def _by(self, mutant: Mutant, tests: list[str]) -> str | None:
        ended, failed = run(ROOT, mutant, tests)
        if ended == UNREACHED:
            return "not reached"
        if ended == 0 or (ended > NOTICED and ended != 2):
            return None  # 3 to 5: pytest itself could not; 2: stopped while collecting, which a mutant can do
        # A test that fails without the mutant too proves nothing.
        first = failed.splitlines()[0] if failed else ""
        if first in tests and not self._sound(first):
            left = [test for test in tests if test != first]
            return self._by(mutant, left) if left else None
        return "noticed"

    @staticmethod
    def _file(test: str) -> bool:
        return (ROOT / test.split("::")[0]).is_file()


def told(fates: list[tuple[Mutant, str]], seed: int) -> list[dict[str, object]]:
    """What is written: a line of figures for each room and both, then the survivors."""
    judged = json.loads(JUDGED.read_text(encoding="utf-8")) if JUDGED.exists() else {}
    rows: list[dict[str, object]] = []
    for room in (*ROOMS, "both"):
        some = [fate for mutant, fate in fates if room == "both" or mutant.file.startswith(room)]
        tried = [fate for fate in some if fate != "not reached"]
        noticed = sum(fate.startswith("noticed") for fate in tried)
        alone = sum(fate.endswith("alone") for fate in tried)
        share = noticed / len(tried) if tried else math.nan
        rows.append(
            {"room": room, "mutants": len(tried), "noticed": noticed, "by_pinned_results_alone": alone,
             "share": round(share, 3), "sampling_error": round(math.sqrt(share * (1 - share) / max(len(tried), 1)), 3),
             "not_reached": len(some) - len(tried), "seed": seed}
        )  # fmt: skip
    for mutant, fate in sorted(fates):
        if not fate.startswith("noticed") and fate != "not reached":
            name = name_of(mutant)
            rows.append({"survivor": name, "fate": fate, "reason": judged.get(name, "not looked at")})
    return rows


def main() -> int:
    """Try mutants, and write after each: it can be stopped at any time, as the first of a random order are a sample."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    asked.add_argument("--coverage", type=Path, required=True)
    asked.add_argument("--mutants", type=int, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--cpu-minutes", type=float, default=30.0)
    given = asked.parse_args()
    preload(ROOT)
    trials = Trials(Covering(given.coverage, ROOT))
    fates: list[tuple[Mutant, str]] = []
    WRITTEN.parent.mkdir(exist_ok=True)
    for mutant in drawn(given.mutants, given.seed):
        fates.append((mutant, trials.fate(mutant)))
        on_stderr(f"{len(fates)} {fates[-1][1]}: {name_of(mutant)}")
        WRITTEN.write_text(json.dumps(told(fates, given.seed), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        spent = os.times()
        if spent.children_user + spent.children_system > given.cpu_minutes * 60:
            break
    on_stderr(f"{time.process_time():.0f} s here, and as above in children")
    return 0


if __name__ == "__main__":
    sys.exit(main())
