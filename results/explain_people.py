"""Rules that stand outside the table: risks and odds of claimants that hang on the regime, and what weekly
ticks read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from results.explain_boxes import Box, boxes_by_label
from results.explain_types import Case, Difference, Kind
from scenarios.levers import Regime
from simulate.arrays import FloatArray, LevelArray
from simulate.claimants import Claimants, Drug
from simulate.hazards import Table
from simulate.numbers import fill
from simulate.population import make_population
from simulate.process import Process
from simulate.status import Income

FLAGS = (
    "male", "injecting", "wants_change", "dual_diagnosis", "chronic_condition", "treated_before", "children",
)  # fmt: skip
BENEFITS = (Income.JSA, Income.ESA, Income.IS)
TRAIT_AXES: Mapping[str, int] = {
    **dict.fromkeys(FLAGS, 2),
    "drug": len(Drug),
    "opening_benefit": len(BENEFITS),
}
"""Traits by which risks may be told apart, and how many levels each has."""
TILTS: tuple[Kind, ...] = ("risk", "odds")
DIGITS = 9
"""Significant digits to which ratios must agree to be the same."""


def one_of_each(values: Mapping[str, float]) -> tuple[Claimants, dict[str, LevelArray]]:
    """Claimants with every combination of the traits once, the other traits as in a made population; and
    the levels.
    """
    every = np.array(list(product(*(range(size) for size in TRAIT_AXES.values()))), np.int8)
    levels = {name: every[:, i] for i, name in enumerate(TRAIT_AXES)}
    who = make_population(claimants=len(every), values=values, untreated_people=100_000, seed=1, replicate=0)
    traits: dict[str, Any] = {name: levels[name].astype(np.bool_) for name in FLAGS}
    traits["drug"] = levels["drug"]
    traits["opening_benefit"] = np.array(BENEFITS, np.int8)[levels["opening_benefit"]]
    return replace(who, **traits), levels


def tilt(process: Process[Any], kind: str, who: Claimants, regime: Regime, numbers: Any) -> FloatArray:
    """Relative risks or odds of these claimants: (n,), 1 where the process knows none."""
    rule = process.relative_risk if kind == "risk" else process.odds
    return np.ones(len(who)) if rule is None else np.asarray(rule(who, regime, numbers), np.float64)


def people_differences(
    table: Table, regimes: Sequence[Regime], base: int, other: int, values: Mapping[str, float]
) -> Iterator[Difference]:
    """Processes whose risks or odds between claimants differ, and for whom, against the same claimant under
    the base.
    """
    who, levels = one_of_each(values)
    for p, process in enumerate(table.processes):
        if not (table.hazard[base, :, p].any() or table.hazard[other, :, p].any()):
            continue
        numbers = fill(process.name, process.numbers, values)
        for kind in TILTS:
            before = tilt(process, kind, who, regimes[base], numbers)
            ratio = tilt(process, kind, who, regimes[other], numbers) / before
            ratio = np.array([float(f"{r:.{DIGITS}g}") for r in ratio])
            sizes = [size for size in np.unique(ratio) if size != 1.0]
            if sizes:
                yield _of_people(kind, process.name, (base, other), levels, ratio, sizes, table.outcomes[p])


def _of_people(
    kind: Kind, name: str, regimes: tuple[int, int], levels: Mapping[str, LevelArray], ratio: FloatArray,
    sizes: list[float], outcomes: tuple[str, ...],
) -> Difference:  # fmt: skip
    boxes: list[tuple[Box, ...]]
    if len(sizes) > len(ratio) // 4:
        # It hangs on a trait that has no levels: only the range can be told.
        sizes, boxes = [sizes[0], sizes[-1]], [(), (Box(),), (Box(),)]
    else:
        true = ratio[:, None] == np.array([1.0, *sizes])
        boxes = boxes_by_label(levels, TRAIT_AXES, true)
    cases = tuple(Case(box, (1.0,), (size,)) for size, box in zip(sizes, boxes[1:], strict=True))
    where = tuple(box for case in cases for box in case.boxes)
    alone = len(sizes) == 1
    return Difference(
        kind=kind, name=name, regimes=regimes, outcomes=outcomes, change="times" if alone else "set",
        size=sizes[0] if alone else None, where=where, cases=cases,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TickRule:
    """What a weekly tick reads of a regime. tick: its file in simulate/ticks. levers: what it reads."""

    tick: str
    name: str
    unit: str
    levers: tuple[str, ...]
    read: Callable[[Regime], Any]


TICK_RULES = (
    TickRule("places", "treatment places", "", ("capacity.places",), lambda r: r.capacity.places),
    TickRule(
        "places", "free places at the start", "of the opening caseload", ("capacity.spare_places",),
        lambda r: r.capacity.spare_places,
    ),
    TickRule(
        "places", "growth of places", "of the opening caseload a week", ("capacity.growth",),
        lambda r: r.capacity.growth,
    ),
    TickRule(
        "caseloads", "rehabilitation plans that can run at once", "for every 1,000 claimants",
        ("support.specialist_advisers_per_1000", "support.caseload"),
        lambda r: r.support.specialist_advisers_per_1000 * r.support.caseload,
    ),
)  # fmt: skip
"""Every use that simulate/ticks makes of a regime; a test compares it with their text."""


def tick_differences(regimes: Sequence[Regime], base: int, other: int) -> Iterator[Difference]:
    """What weekly ticks read of two regimes and find different."""
    for rule in TICK_RULES:
        before, after = rule.read(regimes[base]), rule.read(regimes[other])
        if before != after:
            yield Difference(
                kind="tick", name=rule.name, regimes=(base, other), before=before, after=after,
                unit=rule.unit, levers=tuple(f"regime.{lever}" for lever in rule.levers),
            )  # fmt: skip


def outcome_names(process: Process[Any], regime: Regime, values: Mapping[str, float], table: Table) -> tuple[str, ...]:
    """What a process calls its outcomes under a regime."""
    at = table.statuses()
    first = type(at)(*(at.axis(name)[:1] for name in type(at).__slots__))
    with np.errstate(all="ignore"):
        fired = process.fire(first, regime, fill(process.name, process.numbers, values))
    return tuple(outcome.name for outcome in fired)


def name_differences(
    table: Table, regimes: Sequence[Regime], base: int, other: int, values: Mapping[str, float]
) -> Iterator[Difference]:
    """Outcomes that are recorded under another name."""
    for process in table.processes:
        names = [outcome_names(process, regimes[i], values, table) for i in (base, other)]
        for before, after in zip(*names, strict=True):
            if before != after:
                yield Difference(
                    kind="name",
                    name=process.name,
                    regimes=(base, other),
                    before=before,
                    after=after,
                    outcome=before,
                )
