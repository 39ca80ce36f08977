"""How many runs an answer takes: this project beside runs with independent seeds, by the variance of what they give.

The answer is a difference between two regimes, and to know it is to have a 95% interval whose half width is 1% of the
figure under the base. Processor time for that is (1.96 sd / 1%)^2 x seconds of a pair of runs, where sd is that of the
difference between replicates. Independent seeds are made of the same replicates: the base of one set against the other
regime of the next.

python -m benchmarks.fewer            measure and print, about ten minutes on a core of its own
python -m benchmarks.fewer --quick    a look
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.fewer_page import fewer_tables
from benchmarks.measure import Measured, Order, run
from results.outcome import Outcome
from results.outcomes import HEADLINE
from scenarios.areas import load_areas
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from scenarios.schema import Scenario
from simulate.arrays import FloatArray
from simulate.run import compile_scenario, run_replicate, start_replicate

SEED = 20090427
PRECISION = 0.01
"""Half width of the 95% interval that is wanted, as a share of the figure under the base."""
NORMAL = 1.96
BASE = "voluntary_2009"
LARGE = "green_paper_2008"
TRAINED, COORDINATOR = "voluntary_2009, more advisers trained", "voluntary_2009, one coordinator fewer"


def _one_fewer() -> float:
    """Coordinators a district with one post in England left empty: with one in each district, one more does nothing."""
    return 1 - 1 / len({area.jobcentre_district for area in load_areas()})


SMALL: dict[str, Callable[[], dict[str, float]]] = {
    TRAINED: lambda: {"trained_advisers": 0.35},
    COORDINATOR: lambda: {"coordinators_per_district": _one_fewer()},
}
"""Small changes of policy -> what is otherwise in how the base identifies people; 0.3 of advisers are trained there."""
WANTED = {"deaths": 30.0, "offences": 10.0}
"""How many times less processor time than independent seeds is wanted."""
RESAMPLED = 2000
SCALED = (BASE, LARGE, "mandated_first")
"""Regimes by which it is judged what scaling does: the third has a long queue."""


def scenario_of(name: str) -> Scenario:
    """A library scenario, or a small change of one."""
    if name not in SMALL:
        return load_scenario(name).scenario
    it = load_scenario(BASE).scenario
    identify = it.regime.identify.model_copy(update=SMALL[name]())
    return it.model_copy(update={"regime": it.regime.model_copy(update={"identify": identify})})


def replicates(*, scenarios: list[str], claimants: int, weeks: int, many: int, first: int = 0) -> dict[str, Any]:
    """Live replicates of several regimes, paired, and give every headline outcome of each, drawn and expected.

    figures: outcome -> "drawn" or "expected" -> (scenarios)(replicates). population: seconds of making claimants, a
    replicate; lived: (scenarios) seconds of a run.
    """
    values = load_parameters().values()
    compiled = [compile_scenario(scenario_of(name), values) for name in scenarios]
    figures: dict[str, dict[str, list[list[float]]]] = {
        one.name: {how: [[] for _ in scenarios] for how in ("drawn", "expected") if how == "drawn" or one.expected}
        for one in HEADLINE
    }
    population, lived = [], [[] for _ in scenarios]  # type: list[float], list[list[float]]
    for replicate in range(first, first + many):
        began = time.process_time()
        start = start_replicate(compiled[0], claimants=claimants, weeks=weeks, seed=SEED, replicate=replicate)
        population.append(time.process_time() - began)
        for at, one in enumerate(compiled):
            began = time.process_time()
            seen = run_replicate(one, start, weeks=weeks)
            lived[at].append(time.process_time() - began)
            for outcome in HEADLINE:
                of = figures[outcome.name]
                of["drawn"][at].append(outcome.measure(seen, values))
                if outcome.expected is not None:
                    of["expected"][at].append(outcome.expected(seen, values))
    return {
        "seconds": float(np.sum(population) + np.sum(lived)),
        "wall_seconds": 0.0,
        "figures": figures,
        "population": float(np.median(population)),
        "lived": [float(np.median(of)) for of in lived],
    }


def seconds_to_know(base: FloatArray, gap: FloatArray, pair: float) -> float:
    """Processor seconds for the precision wanted. base, gap: (replicates,). pair: seconds of one."""
    runs = (NORMAL * gap.std(ddof=1) / (PRECISION * base.mean())) ** 2
    return float(runs * pair)


def ladder(measured: Measured, other: int, outcome: str) -> dict[str, Any]:
    """Seconds to know one difference, in each way, and how many times less the last takes than the first."""
    of = {how: np.array(figures) for how, figures in measured["figures"][outcome].items()}
    best = "expected" if "expected" in of else "drawn"
    lived = measured["lived"][0] + measured["lived"][other]
    alone, together = lived + 2 * measured["population"], lived + measured["population"]

    def ways(at: Any) -> dict[str, float]:
        """at: (replicates,) which of them."""
        found = {}
        for how, runs in of.items():
            base, there, next_ = runs[0][at], runs[other][at], np.roll(runs[other], -1)[at]
            found[f"{how}, independent seeds"] = seconds_to_know(base, next_ - base, alone)
            found[f"{how}, common luck"] = seconds_to_know(base, there - base, together)
        return found

    many = of["drawn"].shape[1]
    whole = ways(np.arange(many))
    luck = np.random.default_rng(SEED)
    again = [ways(luck.integers(0, many, many)) for _ in range(RESAMPLED)]
    ratios = [one["drawn, independent seeds"] / max(one[f"{best}, common luck"], 1e-12) for one in again]
    this = whole[f"{best}, common luck"]
    base, there = of[best][0], of[best][other]
    return {
        "outcome": outcome,
        "base": float(of["drawn"][0].mean()),
        "difference": float((there - base).mean()),
        "error": float((there - base).std(ddof=1) / np.sqrt(many)),
        "seconds": whole,
        "this": this,
        "ratio": whole["drawn, independent seeds"] / max(this, 1e-12),
        "low": float(np.quantile(ratios, 0.025)),
        "high": float(np.quantile(ratios, 0.975)),
    }


def scaled(say: Callable[[str], None], sizes: dict[int, int], weeks: int) -> list[dict[str, Any]]:
    """What fewer claimants add: every headline figure at each size against that of 240,000, with its error.

    sizes: claimants -> replicates, the whole population first.
    """
    found: list[dict[str, Any]] = []
    whole: dict[tuple[str, str], tuple[float, float]] = {}
    for claimants, many in sizes.items():
        order: Order = {"contender": "fewer", "scenarios": list(SCALED), "claimants": claimants, "weeks": weeks}
        measured = run({**order, "many": many, "first": 0 if not whole else 1000})
        say(f"{claimants:,} claimants, {many} replicates: {measured['seconds']:.0f} s")
        for outcome in HEADLINE:
            of = measured["figures"][outcome.name]
            runs = np.array(of.get("expected", of["drawn"]))
            for what, series in _series(runs, outcome):
                mean, error = float(series.mean()), float(series.std(ddof=1) / np.sqrt(many))
                ours = whole.setdefault((outcome.name, what), (mean, error))
                found.append(
                    {"claimants": claimants, "replicates": many, "outcome": outcome.label, "what": what, "mean": mean,
                     "sd": error * float(np.sqrt(many)), "bias": mean - ours[0],
                     "error": float(np.hypot(error, ours[1])), "base": whole[outcome.name, BASE][0]}
                )  # fmt: skip
    return found


def _series(runs: FloatArray, outcome: Outcome) -> list[tuple[str, FloatArray]]:
    """The base, and each difference from it."""
    return [(BASE, runs[0]), *((name, runs[at] - runs[0]) for at, name in enumerate(SCALED) if at)]


def measure(*, claimants: int, weeks: int, many: int, sizes: dict[int, int], scaled_weeks: int,
            say: Callable[[str], None], judged: bool) -> dict[str, Any]:  # fmt: skip
    """All of it."""
    scenarios = [BASE, LARGE, *SMALL]
    measured = run(
        {"contender": "fewer", "scenarios": scenarios, "claimants": claimants, "weeks": weeks, "many": many}
    )  # fmt: skip
    say(f"{many} replicates of {len(scenarios)} regimes: {measured['seconds']:.0f} s")
    rows = []
    for other, name in enumerate(scenarios[1:], start=1):
        for outcome in HEADLINE:
            row = ladder(measured, other, outcome.name) | {"label": outcome.label, "other": name}
            wanted = WANTED.get(outcome.name)
            met = bool(row["low"] >= wanted) if wanted is not None and judged else None
            rows.append(row | {"wanted": wanted, "met": met})
    return {
        "base": BASE, "claimants": claimants, "weeks": weeks, "replicates": many, "rows": rows,
        "scaled_weeks": scaled_weeks,
        "population": measured["population"], "lived": dict(zip(scenarios, measured["lived"], strict=True)),
        "scaled": scaled(say, sizes, scaled_weeks),
    }  # fmt: skip


FULL: dict[str, Any] = {
    "claimants": 24_000, "weeks": 104, "many": 80, "sizes": {240_000: 8, 24_000: 80, 2_400: 80},
    "scaled_weeks": 104,
}  # fmt: skip
QUICK: dict[str, Any] = {
    "claimants": 2_400, "weeks": 104, "many": 20, "sizes": {24_000: 4, 2_400: 20}, "scaled_weeks": 52,
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fewer")
    parser.add_argument("--quick", action="store_true", help="small sizes; nothing to judge by")
    parser.add_argument("--write", action="store_true", help="also put it into results.json and docs/performance.md")
    chosen = parser.parse_args()
    if chosen.quick and chosen.write:
        parser.error("--quick is too small to write down; leave one of --quick and --write out")
    results = measure(
        **(QUICK if chosen.quick else FULL), judged=not chosen.quick, say=lambda line: print(line, file=sys.stderr)
    )
    print("\n\n".join(fewer_tables(results)))
    if chosen.write:
        from benchmarks.kept import keep

        keep("fewer", results)


if __name__ == "__main__":
    main()
