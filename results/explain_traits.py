"""Claimants told apart: one of each kind, and by which traits a ratio differs between them.

Most ratios are a product of one factor for each trait, and are told so; else by groups of claimants; else, where they
hang on how much of their income benefit is, as a range.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from results.explain_boxes import Box, boxes_by_label
from results.explain_changes import rounded
from results.explain_types import Case, Change
from simulate.arrays import BoolArray, FloatArray, IntArray, LevelArray
from simulate.claimants import Claimants
from simulate.population import make_population
from simulate.status import Income, Record, pack, unpack, whole

FLAGS = (
    "male", "injecting", "wants_change", "dual_diagnosis", "chronic_condition", "treated_before", "children",
    "cites_drugs", "hard_core",
)  # fmt: skip
BENEFITS = (Income.JSA, Income.ESA, Income.IS)
BITES = (0.05, 0.5, 0.95)
"""Quantiles at which it is asked how hard the loss of benefit bites: it has no levels of its own."""
TRAIT_AXES: Mapping[str, int] = {
    **dict.fromkeys(FLAGS, 2),
    "opening_record": len(Record),
    "opening_benefit": len(BENEFITS),
    "bite": len(BITES),
}
"""Traits by which risks may be told apart, and how many levels each has."""
SCALES = frozenset({"age", "severity", "propensity_offences", "propensity_overdoses", "propensity_hospital"})
"""Traits that no lever weighs anew: they are in a risk before and after alike."""
FEW = 4
"""Groups of claimants that are told one by one; more are told as a range."""
UNIFORM = "children"
"""The trait that a constant factor is not laid to: it is not centred on those who have it."""


@dataclass(frozen=True, slots=True)
class Everyone:
    """One claimant of each combination of traits. levels: trait -> (n,) its level of each."""

    who: Claimants
    levels: Mapping[str, LevelArray]

    def first(self, inside: BoolArray) -> Claimants:
        """The first of some of them, as one claimant."""
        return self.who.take(np.flatnonzero(inside)[:1])


def one_of_each(values: Mapping[str, float]) -> Everyone:
    """Claimants with every combination of the traits once, the other traits as in a made population."""
    return _one_of_each(tuple(values.items()))


@lru_cache(maxsize=4)
def _one_of_each(items: tuple[tuple[str, float], ...]) -> Everyone:
    every = np.array(list(product(*(range(size) for size in TRAIT_AXES.values()))), np.int8)
    levels = {name: every[:, i] for i, name in enumerate(TRAIT_AXES)}
    who = make_population(claimants=len(every), values=dict(items), untreated_people=100_000, seed=1, replicate=0)
    traits: dict[str, Any] = {name: levels[name].astype(np.bool_) for name in FLAGS}
    traits["opening_benefit"] = np.array(BENEFITS, np.int8)[levels["opening_benefit"]]
    traits["bite"] = np.quantile(who.bite, BITES)[levels["bite"]]
    at = replace(unpack(who.status), record=whole(len(every), Record.NONE))
    traits["status"] = pack(replace(at, record=levels["opening_record"]))
    return Everyone(replace(who, **traits), levels)


@dataclass(frozen=True, slots=True)
class Told:
    """How a ratio differs between claimants, as in a Difference."""

    change: Change
    size: float | None
    cases: tuple[Case, ...]
    traits: tuple[str, ...] = ()


def told(before: FloatArray, after: FloatArray, levels: Mapping[str, LevelArray]) -> Told | None:
    """What differs between claimants; None if nothing does.

    before, after: (n,) risks or odds of one claimant of each kind, in the order of `one_of_each`.
    """
    none = before == 0
    with np.errstate(all="ignore"):
        ratio = rounded(np.where(none, after, after / before))
    same = np.where(none, after == 0, ratio == 1.0)
    if same.all():
        return None
    if not none.any() and (after > 0).all():
        factors = _factors(ratio)
        if factors is not None:
            return Told("times" if len(factors) == 1 else "set", _alone(factors), factors)
    pairs, label = np.unique(np.column_stack([~none, ratio])[~same], axis=0, return_inverse=True)
    if len(pairs) <= FEW:
        labelled: IntArray = np.zeros(len(ratio), np.int64)
        labelled[~same] = label.ravel() + 1
        boxes = boxes_by_label(levels, TRAIT_AXES, labelled[:, None] == np.arange(len(pairs) + 1))
        cases = tuple(Case(b, (float(p[0]),), (float(p[1]),)) for b, p in zip(boxes[1:], pairs, strict=True))
        return Told("set", None, cases)
    # It hangs on a trait that has no levels: only the range can be told.
    low, high = float(ratio.min()), float(ratio.max())
    return Told("range", None, (Case((Box(),), (1.0,), (low, high)),), _moving(ratio))


def _alone(cases: tuple[Case, ...]) -> float | None:
    return cases[0].after[0] if len(cases) == 1 else None


def _factors(ratio: FloatArray) -> tuple[Case, ...] | None:
    """One case for each level of each trait that has a factor of its own; None if that is not all there is."""
    rest = ratio.reshape(tuple(TRAIT_AXES.values()))
    factors: dict[str, FloatArray] = {}
    for axis, name in enumerate(TRAIT_AXES):
        against = rest / rest.take([0], axis=axis)
        each = np.moveaxis(against, axis, 0).reshape(TRAIT_AXES[name], -1)
        if np.ptp(each, axis=1).max() > 1e-7 * each.max():
            return None
        if (rounded(each[:, 0]) != 1).any():
            factors[name] = rounded(each[:, 0])
        rest = rest.take([0], axis=axis)
    constant = float(rounded(rest.ravel())[0])
    # Traits are centred on those who have them, so what is the same for all belongs to the one trait that differs.
    centred = [name for name in factors if name != UNIFORM]
    if len(centred) == 1:
        factors[centred[0]] = rounded(factors[centred[0]] * constant)
        constant = 1.0
    cases = [Case((Box(),), (1.0,), (constant,))] if constant != 1 else []
    for name, factor in factors.items():
        for level in np.flatnonzero(factor != 1):
            cases.append(Case((Box(((name, (int(level),)),)),), (1.0,), (float(factor[level]),)))
    return tuple(cases)


def _moving(ratio: FloatArray) -> tuple[str, ...]:
    """Traits along which a ratio moves at all."""
    grid = ratio.reshape(tuple(TRAIT_AXES.values()))
    return tuple(name for axis, name in enumerate(TRAIT_AXES) if np.ptp(grid, axis=axis).max() > 0)
