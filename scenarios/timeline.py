"""Which regime is in force where and when: the base regime, dated changes over it, over these the rules that fired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil

import numpy as np
from numpy.typing import NDArray

from scenarios.adaptive import Rule
from scenarios.changes import Change
from scenarios.laid import Laid, Overlays, regime_of
from scenarios.levers import Regime
from scenarios.phases import Phase, Place, days_of_change, in_force, lies_in, phases
from scenarios.schema import Scenario

NEVER = -1
"""Stands for the regime where a rule has fired that cannot have fired yet."""


@dataclass(frozen=True)
class Segment:
    """From `start` until the next segment.

    regime_of_area: for each area, in the order given, the index of its regime in Timeline.regimes, where no rule
        has fired
    """

    start: date
    regime_of_area: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """Who lives under what, from when.

    regimes: all that may ever be in force, each once; those that need no rule to fire come first
    segments: in order of time, the first at the calendar's start
    rules: as the scenario writes them; the i-th has bit 1 << i in the mask of an area
    lookup: (segments, areas, 2 ** rules) regime by mask; NEVER where a rule of the mask cannot be in force then
    """

    regimes: tuple[Regime, ...]
    segments: tuple[Segment, ...]
    rules: tuple[Rule, ...] = ()
    lookup: NDArray[np.int32] = field(default_factory=lambda: np.zeros((0, 0, 1), np.int32), compare=False, repr=False)

    def segment_in(self, week: int) -> int:
        """The segment in force at a weekly tick of the run: a change is felt at the first tick on or after its day."""
        start = self.segments[0].start
        return max(k for k, segment in enumerate(self.segments) if ceil((segment.start - start).days / 7) <= week)

    def regime_of_area(self, segment: int, fired: Sequence[int] | NDArray[np.integer]) -> NDArray[np.int64]:
        """For each area the index of its regime in a segment: (areas,).

        fired: (areas,) bit mask of the rules in force there; a rule that does not reach an area changes nothing there
        Raises ValueError: a mask names a rule that does not exist, or that cannot be in force in this segment.
        """
        masks = np.asarray(fired, np.int64)
        of_mask = self.lookup[segment]
        if masks.shape != of_mask.shape[:1] or (masks < 0).any() or (masks >= of_mask.shape[1]).any():
            raise ValueError(f"wanted a mask of {len(self.rules)} rules for each of {len(of_mask)} areas")
        found: NDArray[np.int64] = of_mask[np.arange(len(masks)), masks].astype(np.int64)
        if (found == NEVER).any():
            raise ValueError(f"a rule cannot be in force in the segment from {self.segments[segment].start}")
        return found


@dataclass(frozen=True, slots=True)
class Cell:
    """What lies over a place between two days of change.

    rules: mask of those that reach the place. may: of those that can be in force then as well
    """

    laid: tuple[Laid, ...]
    rules: int
    may: int

    def combinations(self) -> list[tuple[Laid, ...]]:
        """All that may lie over the place together: the changes, and any rules that can have fired over them."""
        return [self.with_rules(mask) for mask in range(self.may + 1) if mask & self.may == mask]

    def with_rules(self, mask: int) -> tuple[Laid, ...]:
        """The changes and the rules of a mask, the later rule over the earlier one."""
        fired = [Laid("rule", index) for index in range(mask.bit_length()) if mask >> index & 1]
        return (*self.laid, *fired)


@dataclass(frozen=True)
class Grid:
    """Days of change by places. days: from each until the next. cell_of: (days, places) index in `cells`."""

    days: tuple[date, ...]
    cells: tuple[Cell, ...]
    cell_of: NDArray[np.int64]


def grid(start: date, changes: Mapping[int, Change], rules: Mapping[int, Rule], places: Sequence[Place]) -> Grid:
    """What may lie over each place between any two days of change."""
    of_place = phases(changes, places)
    days = days_of_change(start, of_place)
    ends = [*(_tick(day, start) for day in days[1:]), None]
    may = [
        sum(1 << index for index, rule in rules.items() if rule.may_be_in_force(_tick(day, start), end))
        for day, end in zip(days, ends, strict=True)
    ]
    reach = [sum(1 << index for index, rule in rules.items() if lies_in(rule.reaches, place)) for place in places]
    laid_at, every = _laid(of_place, days)
    cells: dict[tuple[int, int, int], int] = {}
    cell_of = np.zeros(laid_at.shape, np.int64)
    for (k, place), laid in np.ndenumerate(laid_at):
        key = (int(laid), reach[place], reach[place] & may[k])
        cell_of[k, place] = cells.setdefault(key, len(cells))
    return Grid(tuple(days), tuple(Cell(every[laid], *masks) for laid, *masks in cells), cell_of)


def _laid(
    of_place: Sequence[tuple[Phase, ...]], days: Sequence[date]
) -> tuple[NDArray[np.int64], list[tuple[Laid, ...]]]:
    """What lies over each place from each day on: (days, places) index, and what each index stands for."""
    ordinals = np.array([day.toordinal() for day in days])
    known: dict[tuple[Laid, ...], int] = {}
    columns: dict[tuple[Phase, ...], NDArray[np.int64]] = {}
    for mine in of_place:
        if mine in columns:
            continue
        own = days_of_change(days[0], [mine])
        indices = np.array([known.setdefault(in_force(mine, day), len(known)) for day in own])
        columns[mine] = indices[np.searchsorted([day.toordinal() for day in own], ordinals, side="right") - 1]
    return np.stack([columns[mine] for mine in of_place], axis=1), list(known)


def _tick(day: date, start: date) -> int:
    """The first weekly tick on or after a day."""
    return ceil((day - start).days / 7)


def overlays_of(scenario: Scenario) -> Overlays:
    """What the changes and rules of a scenario set."""
    return Overlays([c.overlay for c in scenario.changes], [rule.then.overlay for rule in scenario.rules])


def timeline(scenario: Scenario, areas: Sequence[Place]) -> Timeline:
    """Every regime that may ever be in force, and which area lives under which from which day."""
    rules = dict(enumerate(scenario.rules))
    over = grid(scenario.calendar.start, dict(enumerate(scenario.changes)), rules, areas)
    overlays = overlays_of(scenario)
    regimes: dict[Regime, int] = {}
    known: dict[tuple[Laid, ...], int] = {}

    def index_of(laid: tuple[Laid, ...]) -> int:
        if laid not in known:
            known[laid] = regimes.setdefault(regime_of(scenario.regime, overlays, laid), len(regimes))
        return known[laid]

    masks = range(1 << len(rules))
    of_mask = np.full((len(over.cells), len(masks)), NEVER, np.int32)
    for mask in masks:
        for c, cell in enumerate(over.cells):
            if mask & cell.rules & ~cell.may == 0:
                of_mask[c, mask] = index_of(cell.with_rules(mask & cell.rules))
    starts, lookup = _merged(over, of_mask)
    segments = [Segment(day, tuple(plain)) for day, plain in zip(starts, lookup[:, :, 0].tolist(), strict=True)]
    return Timeline(tuple(regimes), tuple(segments), scenario.rules, lookup)


def _merged(over: Grid, of_mask: NDArray[np.int32]) -> tuple[list[date], NDArray[np.int32]]:
    """First days and lookups of the segments: days of change after which all stays as it was are left out."""
    starts: list[date] = []
    kept: list[NDArray[np.int32]] = []
    for day, cells in zip(over.days, over.cell_of, strict=True):
        now = of_mask[cells]
        if kept and ((now == kept[-1]) | (now == NEVER) | (kept[-1] == NEVER)).all():
            kept[-1] = np.maximum(now, kept[-1])
            continue
        starts.append(day)
        kept.append(now)
    return starts, np.stack(kept)
