"""Where: the regions of England as a map of equal tiles, one map for each headline outcome that is known by region."""

import numpy as np

from results.blocks import Block, Cell, Choice, Column, Prose, Table
from results.estimate import Estimate
from results.mixture import mixture
from results.outcome import Outcome
from results.outcomes import HEADLINE
from results.pieces import Tile, TileMap
from results.section import Context, Section
from results.words import interval, joined, number
from scenarios.areas import load_areas, regions

PLACES = {
    "North East": (1, 2), "North West": (2, 1), "Yorkshire and the Humber": (2, 2), "West Midlands": (3, 1),
    "East Midlands": (3, 2), "East of England": (3, 3), "South West": (4, 1), "South East": (4, 2), "London": (4, 3),
}  # fmt: skip
"""Region -> row and column, about where it lies."""
COLUMNS = 3


def build(context: Context) -> tuple[Block, ...]:
    """A map for each outcome, of which the reader chooses one; nothing for a single scenario."""
    if not context.comparisons:
        return ()
    maps, options = [], []
    for other, label in enumerate(context.labels[1:], start=1):
        for outcome in HEADLINE:
            if outcome.group is not None and f"groups.region.{outcome.name}" in context.gathered.arrays:
                maps.append(_map(context, outcome, other))
                options.append(outcome.label if len(context.labels) == 2 else f"{outcome.label}: {label}")
    return (
        Prose(
            "An illustration: how many claimants live in each of the "
            f"{len(load_areas())} areas is recalled and judged, not measured, and the rules differ between areas only "
            "where a regime says so. Put your own figures into the areas before you use any of these.",
            "warning",
        ),
        Choice("areas-choice", "Show:", tuple(options), tuple(maps)),
    )


def _map(context: Context, outcome: Outcome, other: int) -> TileMap:
    array = context.gathered.arrays[f"groups.region.{outcome.name}"]
    gap = array[other] - array[0]
    label = context.labels[other]
    found: dict[str, Estimate] = {
        name: mixture(context.gathered.by_belief(gap[..., at]))
        for at, name in enumerate(regions())
        if np.isfinite(gap[..., at]).all()
    }
    most = max((abs(one.mean) for one in found.values()), default=0.0)
    tiles = tuple(
        Tile(
            *PLACES[name], name, number(one.mean, sign=True), _words(one), _shade(one, most), one.mean > 0,
            one.settled or one.zero,
        )
        for name, one in found.items()
    )  # fmt: skip
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, one.mean, (one.low, one.high), float(array[0, ..., at].mean()))
        for at, (name, one) in ((regions().index(name), (name, one)) for name, one in found.items())
    )
    columns = (
        Column("Region"),
        Column("Difference per 1,000 person-years", "signed"),
        Column("95% interval", "signed interval"),
        Column(f"{context.labels[0]}, per 1,000", "number"),
    )
    return TileMap(
        f"areas-{other}-{outcome.name}",
        f"{outcome.label}: where would {label} make more, and where less?",
        _finding(found, label),
        COLUMNS,
        tiles,
        "Each tile: difference for every 1,000 person-years, and its 95% interval. Dashed edge: the sign is not "
        "settled. Orange: more. Blue: fewer. Darker: further from nothing, against the furthest region.",
        Table(f"{outcome.label} by region, {label} against {context.labels[0]}", columns, rows),
    )


def _words(one: Estimate) -> str:
    return "single run" if one.low is None else interval(one, sign=True)


def _shade(one: Estimate, most: float) -> int:
    if not most or not one.mean:
        return 0
    return 2 if abs(one.mean) > most / 2 else 1


def _finding(found: dict[str, Estimate], label: str) -> str:
    if all(one.zero for one in found.values()):
        return f"{label}: no difference in any region."
    settled = [name for name, one in found.items() if one.settled]
    if not settled:
        return f"{label}: in no region is the sign of the difference settled."
    return f"{label}: the sign is settled in {len(settled)} of {len(found)} regions: {joined(settled)}."


AREAS = Section("areas", "Where in England", build)
