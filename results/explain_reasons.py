"""What makes a difference: the levers that it takes, and the parameters whose moving by a hundredth moves it.

A parameter that moves before and after alike (in proportion for a ratio, by as much for a sum) is behind both
regimes and
not behind the difference, so it is left out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from results.explain_boxes import Box, by_axis, inside
from results.explain_levers import differing, settings_of, with_settings
from results.explain_people import one_of_each, outcome_names, tilt
from results.explain_types import Difference, Reason
from scenarios.levers import Regime
from scenarios.parameters import Parameters
from simulate.arrays import FloatArray, IntArray, LevelArray
from simulate.hazards import Table
from simulate.numbers import fill, sources
from simulate.status import DEAD, Statuses, pack

STEP = 0.99
"""A parameter is moved to this part of its value: down, so that shares stay shares."""
FELT = 1e-9
"""Least difference between relative movements that counts."""

Read = Callable[[Regime, Any], FloatArray]
"""Values of a difference at a few statuses of each case: (regime, numbers) -> (statuses, values)."""


class Search:
    """Finds what is behind the differences of two regimes."""

    def __init__(
        self, *, table: Table, regimes: Sequence[Regime], base: int, other: int, values: Mapping[str, float],
        parameters: Parameters,
    ) -> None:  # fmt: skip
        self.table, self.values, self.parameters = table, values, parameters
        self.one, self.two = regimes[base], regimes[other]
        before, after = settings_of(self.one), settings_of(self.two)
        found = list(differing(before, after))
        self.without = {name: _regime(after, name, was) for name, was, _ in found}
        self.with_only = {name: _regime(before, name, now) for name, _, now in found}
        self.parts = {process.name: process for process in table.processes}
        self.counts = {count.name: count for count in table.counts}

    def explained(self, difference: Difference) -> Difference:
        """The difference with the levers and parameters behind it."""
        read = self._reader(difference)
        if read is None:
            return difference
        part = self.parts.get(difference.name) or self.counts[difference.name]
        numbers = fill(part.name, part.numbers, self.values)
        with np.errstate(all="ignore"):
            levers, enough = self._levers(read, numbers)
            reasons = () if difference.kind in ("after", "name") else self._reasons(difference, read, numbers)
        return replace(difference, levers=levers, any_lever=enough, reasons=reasons)

    def _reader(self, d: Difference) -> Read | None:
        if d.kind in ("risk", "odds"):
            who, levels = one_of_each(self.values)
            rows = [int(np.flatnonzero(inside(case.boxes, levels, len(who)))[0]) for case in d.cases]
            some, process = who.take(np.array(rows)), self.parts[d.name]
            return lambda regime, numbers: tilt(process, d.kind, some, regime, numbers)[:, None]
        if d.kind == "name":
            process = self.parts[d.name]

            def names(regime: Regime, numbers: Any) -> FloatArray:
                called = outcome_names(process, regime, self.values, self.table)
                return np.array([[float(d.before not in called)]])

            return names
        return self._cell_reader(d) if d.cases else None

    def _cell_reader(self, d: Difference) -> Read:
        at, n = self.table.statuses(), len(self.table.codes) - 1
        rows = np.concatenate([self._rows(d, case.boxes, by_axis(at), n) for case in d.cases])
        some = Statuses(*(at.axis(name)[rows] for name in Statuses.__slots__))
        if d.kind == "rate":
            count = self.counts[d.name]
            return lambda regime, numbers: np.asarray(count.rate(some, regime, numbers), np.float64)[:, None]
        process = self.parts[d.name]

        def hazard(regime: Regime, numbers: Any) -> FloatArray:
            return np.asarray(process.hazard(some, regime, numbers), np.float64)[:, None]

        def chance(regime: Regime, numbers: Any) -> FloatArray:
            chances = np.column_stack([o.probability for o in process.fire(some, regime, numbers)])
            still = np.eye(1, chances.shape[1])
            return np.where(hazard(regime, numbers) > 0, chances, still)

        def follows(regime: Regime, numbers: Any) -> FloatArray:
            o = self.table.outcomes[self.table.process(d.name)].index(d.outcome)
            after = process.fire(some, regime, numbers)[o].after
            there = (hazard(regime, numbers)[:, 0] > 0) & (chance(regime, numbers)[:, o] > 0)
            return np.where(there, DEAD if after is None else pack(after), pack(some)).astype(np.float64)[:, None]

        return {"hazard": hazard, "chance": chance, "after": follows}[d.kind]

    def _rows(self, d: Difference, boxes: Sequence[Box], at: Mapping[str, LevelArray], n: int) -> IntArray:
        """One row of a case for each income at which the difference matters."""
        rows = np.flatnonzero(inside(boxes, at, n))
        if d.kind not in ("chance", "after") or d.regimes is None:
            return _one_an_income(rows, at)
        p = self.table.process(d.name)
        rows = rows[self.table.hazard[d.regimes[1], rows, p] > 0]
        if d.kind == "after":
            o = self.table.outcomes[p].index(d.outcome)
            one, two = (self.table.after[r, rows, p, o] for r in d.regimes)
            rows = rows[(one != two) & (self.table.chance[d.regimes[1], rows, p, o] > 0)]
        return _one_an_income(rows, at)

    def _levers(self, read: Read, numbers: Any) -> tuple[tuple[str, ...], bool]:
        """Levers without which the difference is not what it is; failing that, those of which any one makes
        it.
        """
        before, after = read(self.one, numbers), read(self.two, numbers)
        needed = [n for n, regime in self.without.items() if _moved(read(regime, numbers), after)]
        if needed:
            return tuple(needed), False
        return tuple(n for n, regime in self.with_only.items() if _moved(read(regime, numbers), before)), True

    def _reasons(self, d: Difference, read: Read, numbers: Any) -> tuple[Reason, ...]:
        part = self.parts.get(d.name) or self.counts[d.name]
        before, after = read(self.one, numbers), read(self.two, numbers)
        felt: list[tuple[float, str]] = []
        for field, home in sources(part.name, part.numbers, self.values).items():
            value = getattr(numbers, field)
            moved = replace(numbers, **{field: value * STEP if value else 1 - STEP})
            by = _felt(d, before, after, read(self.one, moved), read(self.two, moved))
            if by > FELT:
                felt.append((by, home))
        felt.sort(key=lambda each: -each[0])
        return tuple(reason(home, self.values, self.parameters) for _, home in felt)


def reason(home: str, values: Mapping[str, float], parameters: Parameters) -> Reason:
    """A parameter as a reason: its value as used, in the unit of its row, and what it rests on."""
    q = parameters.quantities[home]
    spread = q.distribution
    value = values[home] / q.to_model(1.0)
    low, high = (spread.low, spread.high) if spread else (None, None)
    return Reason(home, float(f"{value:.12g}"), q.unit, low, high, q.evidence, q.grade, q.kind)


def _one_an_income(rows: IntArray, at: Mapping[str, LevelArray]) -> IntArray:
    return rows[np.unique(at["income"][rows], return_index=True)[1]]


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
