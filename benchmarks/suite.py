"""What is measured, and what was wanted: the whole of `make bench` as one dictionary."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import workers
from benchmarks.fewer import FULL as FEWER
from benchmarks.fewer import QUICK as LITTLE
from benchmarks.fewer import measure
from benchmarks.measure import Measured, in_turn, machine, run, unpack

WANTED_SECONDS, WANTED_MB = 2.5, 400
WANTED_WEEKLY, WANTED_MESA = 2.0, 100.0
WANTED_BEFORE = 1.5
"""Most times what a replicate of the voluntary scheme took before."""
BEFORE = "1271ba35044487bdf2e429f9e49ca60f27813fe0"
"""The last commit whose model had five regimes and 32 submodels: what every lever since has cost is told by it."""
TEXT = {"voluntary_2009": "full, voluntary 2009", "green_paper_2008": "full, Green Paper 2008"}
SIX = "six hazards"


@dataclass(frozen=True)
class Size:
    """How much is run.

    claimants, weeks: of the full model. repeats: of the main table. judged: whether big enough to be.
    """

    claimants: int
    weeks: int
    mesa: int
    sizes: tuple[int, ...]
    size_weeks: int
    rate_claimants: int
    precision: tuple[int, int, int]
    repeats: int
    judged: bool


FULL = Size(240_000, 260, 10_000, (24_000, 240_000, 2_400_000), 104, 60_000, (24_000, 260, 8), 3, True)
QUICK = Size(24_000, 104, 1_000, (2_400, 24_000, 240_000), 52, 24_000, (2_400, 104, 8), 1, False)
SCALES = (0.25, 0.5, 1.0, 2.0, 4.0)


def _contenders(size: Size, before: Path | None) -> list[dict[str, Any]]:
    """The rows of the main table: what is said of each, what it is held against, and the order to run it."""
    whole = {"claimants": size.claimants, "weeks": size.weeks}
    rows = []
    for scenario, content in TEXT.items():
        of = {"scenario": scenario, **whole}
        against = f"engine {scenario}"
        rows += [
            {"key": against, "name": "this engine", "content": content, "against": against,
             "order": {"contender": "engine", **of}},
            {"key": f"columns {scenario}", "name": "weekly, tuned", "content": content, "against": against,
             "order": {"contender": "weekly", **of}},
        ]  # fmt: skip
        if before is not None:
            rows.append(
                {"key": f"before {scenario}", "name": "the engine before", "content": content, "against": against,
                 "order": {"contender": "engine", "tree": str(before), **of}}
            )  # fmt: skip
    of = {"scenario": "voluntary_2009", **whole}
    content, against = TEXT["voluntary_2009"], "engine voluntary_2009"
    rows += [
        {"key": "matrix", "name": "weekly, plain", "content": content, "against": against,
         "order": {"contender": "weekly", "matrix": True, **of}},
        {"key": "daily", "name": "daily, tuned", "content": content, "against": against,
         "order": {"contender": "weekly", "steps": 7, "repeats": 1, **of}},
        {"key": "engine six", "name": "this engine", "content": SIX, "against": "engine six",
         "order": {"contender": "engine_six", **whole}},
        {"key": "mesa", "name": "Mesa, weekly", "content": SIX, "against": "engine six",
         "order": {"contender": "mesa_six", "claimants": size.mesa, "weeks": size.weeks}},
    ]  # fmt: skip
    return rows


def per_claimant_week(order: dict[str, Any], measured: Measured) -> float:
    """Nanoseconds a claimant-week."""
    return float(measured["seconds"] / order["claimants"] / order["weeks"] * 1e9)


def _main(size: Size, before: Path | None, say: Callable[[str], None]) -> list[dict[str, Any]]:
    rows = _contenders(size, before)
    for row, measured in zip(rows, in_turn([r["order"] for r in rows], repeats=size.repeats, say=say), strict=True):
        row |= {"measured": measured, "ns": per_claimant_week(row["order"], measured)}
        row["order"].pop("tree", None)
    found = {row["key"]: row["ns"] for row in rows}
    for row in rows:
        row["ratio"] = row["ns"] / found[row["against"]]
        row["wanted"], met = _judged(row)
        row["met"] = met if size.judged else None
    mesa = next(row for row in rows if row["key"] == "mesa")
    mesa["ratio_to_full"] = mesa["ns"] / found["engine voluntary_2009"]
    return rows


def _judged(row: dict[str, Any]) -> tuple[str, bool | None]:
    """What was wanted of a row, and whether it was met; None where nothing was wanted."""
    key, measured = row["key"], row["measured"]
    if key.startswith("engine ") and key != "engine six":
        wanted = f"< {WANTED_SECONDS:g} s, < {WANTED_MB} MB"
        return wanted, measured["seconds"] < WANTED_SECONDS and measured["peak_mb"] < WANTED_MB
    if key == "before voluntary_2009":
        return f">= 1 / {WANTED_BEFORE:g}", row["ratio"] >= 1 / WANTED_BEFORE
    if key == "mesa":
        return f">= {WANTED_MESA:g} times", row["ratio"] >= WANTED_MESA
    if key == "matrix" or key.startswith("columns"):
        return f">= {WANTED_WEEKLY:g} times", row["ratio"] >= WANTED_WEEKLY
    return "", None


def _by_size(size: Size, say: Callable[[str], None]) -> list[dict[str, Any]]:
    orders = [
        {
            "contender": "engine",
            "scenario": "voluntary_2009",
            "claimants": n,
            "weeks": size.size_weeks,
            "repeats": times,
        }
        for n, times in zip(size.sizes, (size.repeats, size.repeats, 1), strict=True)
    ]
    found = in_turn(orders, repeats=size.repeats, say=say)
    return [
        {"order": order, "measured": measured, "ns": per_claimant_week(order, measured)}
        for order, measured in zip(orders, found, strict=True)
    ]


def _by_rate(size: Size, say: Callable[[str], None]) -> list[dict[str, Any]]:
    of = {"scenario": "voluntary_2009", "claimants": size.rate_claimants, "weeks": size.weeks}
    orders = [{"contender": name, "scale": scale, **of} for scale in SCALES for name in ("engine", "weekly")]
    found = in_turn(orders, repeats=size.repeats, say=say)
    rows = []
    for scale, engine, weekly in zip(SCALES, found[::2], found[1::2], strict=True):
        rows.append(
            {
                "scale": scale,
                "events_a_claimant": engine["events"] / of["claimants"],
                "engine_ns": per_claimant_week(of, engine),
                "weekly_ns": per_claimant_week(of, weekly),
                "weekly_events": weekly["events"] / engine["events"] - 1,
            }
        )
    return rows


def measure_all(size: Size, *, before: str, say: Callable[[str], None]) -> dict[str, Any]:
    """Everything, in about 20 minutes at full size.

    before: the commit to be run beside this one; where it cannot be had, its rows are left out.
    """
    with TemporaryDirectory() as folder:
        there = unpack(before, Path(folder))
        if not there:
            say(f"There is no commit {before} here, so nothing is run beside what was before.")
        main = _main(size, Path(folder) if there else None, say)
    claimants, weeks, replicates = size.precision
    green = {"scenario": "green_paper_2008", "claimants": claimants, "weeks": weeks, "replicates": replicates}
    whole = {"scenario": "voluntary_2009", "claimants": size.claimants, "weeks": size.weeks}
    return {
        "machine": machine() | {name: version(name) for name in ("numpy", "mesa")},
        "size": {"claimants": size.claimants, "weeks": size.weeks, "repeats": size.repeats},
        "before": before if there else None,
        "main": main,
        "by_size": _by_size(size, say),
        "by_rate": _by_rate(size, say),
        "hot_spots": run({"contender": "hot_spots", **whole}),
        "precision": run({"contender": "precision", **green}),
        "workers": workers.measure_workers(workers.FULL if size.judged else workers.QUICK, say),
        "fewer": measure(**(FEWER if size.judged else LITTLE), judged=size.judged, say=say),
    }
