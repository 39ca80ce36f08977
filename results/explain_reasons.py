"""What makes a difference: the levers that it takes, and the parameters whose moving by a hundredth moves it.

A parameter that moves before and after alike (in proportion for a ratio, by as much for a sum) is behind both regimes
and not behind the difference, so it is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from results.explain_depends import chances, left_out_first
from results.explain_levers import differing, settings_of, with_settings
from results.explain_readers import Read, reader
from results.explain_together import Pair
from results.explain_types import Difference, Kind, Reason
from scenarios.levers import Regime
from scenarios.parameters import Parameters
from simulate.arrays import FloatArray
from simulate.hazards import Table
from simulate.numbers import fill, sources

STEP = 0.99
"""A parameter is moved to this part of its value: down, so that shares stay shares."""
FELT = 1e-9
"""Least difference between relative movements that counts."""
ASSUMED = "assume"
"""The setting of a scenario that gives parameters other values."""
BY_RULE = ("after", "name", "arrived", "exempt", "situation")
"""Kinds that levers alone decide."""


class Search:
    """Finds what is behind the differences of two regimes."""

    def __init__(
        self, *, table: Table, regimes: Sequence[Regime], base: int, other: int, values: Pair, parameters: Parameters
    ) -> None:
        self.table, self.values, self.parameters = table, values, parameters
        self.one, self.two = regimes[base], regimes[other]
        before, after = settings_of(self.one), settings_of(self.two)
        found = list(differing(before, after))
        self.without = {name: _regime(after, name, was) for name, was, _ in found}
        self.with_only = {name: _regime(before, name, now) for name, _, now in found}
        self.parts: dict[str, Any] = {process.name: process for process in table.processes}
        self.parts.update({count.name: count for count in table.counts})

    def left_out_first(self, kind: Kind, name: str) -> Sequence[str]:
        """Axes in the order in which a description of this kind of cells does without them."""
        part = self.parts[name]
        rules = {"hazard": "hazard", "rate": "rate", "situation": "situation"}
        rule = chances(part) if kind == "chance" else getattr(part, rules[kind])
        return left_out_first(rule, self.table, (self.one, self.two), fill(name, part.numbers, self.values[1]))

    def explained(self, difference: Difference) -> Difference:
        """The difference with the levers and parameters behind it."""
        read = reader(difference, self.table, self.values[1])
        if read is None:
            return difference
        part = self.parts[difference.name]
        numbers = tuple(fill(part.name, part.numbers, given) for given in self.values)
        with np.errstate(all="ignore"):
            before, after = read(self.one, numbers[0]), read(self.two, numbers[1])
            levers, enough = self._levers(read, numbers, before, after)
            by_rule = difference.kind in BY_RULE
            reasons = () if by_rule else self._reasons(difference, read, numbers, before, after)
        return replace(difference, levers=levers, any_lever=enough, reasons=reasons)

    def _levers(
        self, read: Read, numbers: tuple[Any, ...], before: FloatArray, after: FloatArray
    ) -> tuple[tuple[str, ...], bool]:
        """Levers without which the difference is not what it is; failing that, those of which any one makes it."""
        other = numbers[0] != numbers[1]
        needed = [n for n, regime in self.without.items() if _moved(read(regime, numbers[1]), after)]
        needed += [ASSUMED] if other and _moved(read(self.two, numbers[0]), after) else []
        if needed:
            return tuple(needed), False
        enough = [n for n, regime in self.with_only.items() if _moved(read(regime, numbers[0]), before)]
        enough += [ASSUMED] if other and _moved(read(self.one, numbers[1]), before) else []
        return tuple(enough), True

    def _reasons(
        self, d: Difference, read: Read, numbers: tuple[Any, ...], before: FloatArray, after: FloatArray
    ) -> tuple[Reason, ...]:
        part = self.parts[d.name]
        felt: list[tuple[float, str]] = []
        for field, home in sources(part.name, part.numbers, self.values[1]).items():
            was, now = (getattr(given, field) for given in numbers)
            less, more = (
                read(regime, replace(given, **{field: value * STEP if value else 1 - STEP}))
                for regime, given, value in zip((self.one, self.two), numbers, (was, now), strict=True)
            )
            by = _felt(d, before, after, less, more)
            if was != now and _moved(read(self.two, replace(numbers[1], **{field: was})), after):
                by = np.inf
            if by > FELT:
                felt.append((by, home))
        felt.sort(key=lambda each: -each[0])
        return tuple(reason(home, self.values[1], self.parameters) for _, home in felt)


def reason(home: str, values: Mapping[str, float], parameters: Parameters) -> Reason:
    """A parameter as a reason: its value as used, in the unit of its row, and what it rests on."""
    q = parameters.quantities[home]
    spread = q.distribution
    value = values[home] / q.to_model(1.0)
    low, high = (spread.low, spread.high) if spread else (None, None)
    return Reason(home, float(f"{value:.12g}"), q.unit, low, high, q.evidence, q.grade, q.kind)


def _regime(settings: Mapping[str, Any], name: str, value: Any) -> Regime:
    return Regime.model_validate(with_settings(settings, {name: value})["regime"])


def _moved(one: FloatArray, two: FloatArray) -> bool:
    return one.shape != two.shape or bool((one != two).any())


def _felt(d: Difference, before: FloatArray, after: FloatArray, less: FloatArray, more: FloatArray) -> float:
    """How differently before and after move with a parameter: the largest over the cases.

    less, more: what before and after move to.
    """
    if d.kind == "chance":
        d_before, d_after = _logit(less) - _logit(before), _logit(more) - _logit(after)
        inner = (before > 0) & (before < 1) & (d.change == "times")
        d_before = np.where(inner, d_before, 0.0)
    elif d.change == "plus":
        scale = np.abs(after - before)
        d_before, d_after = (less - before) / scale, (more - after) / scale
    else:
        d_before = np.where(before > 0, np.log(less / before), 0.0)
        d_after = np.where(after > 0, np.log(more / after), 0.0)
    gap = np.abs(d_after - d_before)
    return float(np.nanmax(np.where(np.isfinite(gap), gap, 0.0), initial=0.0))


def _logit(chance: FloatArray) -> FloatArray:
    return np.log(chance / (1 - chance))
