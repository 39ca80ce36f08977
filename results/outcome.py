"""What an outcome is, and the few shapes nearly all outcomes have: a stock, a flow, a counted intensity.

Every figure is of people of England: claimants made times `observation.weight`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from scenarios.errors import RunFailed
from simulate.arrays import FloatArray, IntArray
from simulate.ensemble import WEEKS_A_YEAR
from simulate.ledgers.books import books
from simulate.observation import Observation
from simulate.once import once

Values: TypeAlias = Mapping[str, float]
"""'group.name' -> value of a parameter, in weeks and per week."""
Measure: TypeAlias = Callable[[Observation, Values], float]
ByGroup: TypeAlias = Callable[[Observation, str], FloatArray]
Levels: TypeAlias = Mapping[str, object]
"""Axis -> level or levels, as `Observation.where` takes them."""
Kinds: TypeAlias = tuple[tuple[str, str | None], ...]
"""(process, outcome) of the events meant; None for any outcome of the process."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome.

    name: key in JSON and in files. label: heading. noun: what there is more or less of. unit: of the figures.
    measure: the figure for England. group: (levels,) totals of one equity group, to be set against its
    person-years;
    None where that means nothing. better: the direction most people would want, None where the sides differ.
    countable: fewer or less. note: what a reader must know.
    expected: the same figure as it was to be expected given the lives lived, where that can be said: of the same
    expectation with less variance, so differences are read off it. None where there is none.
    """

    name: str
    label: str
    noun: str
    unit: str
    measure: Measure
    group: ByGroup | None = None
    better: Literal["more", "less"] | None = None
    headline: bool = False
    countable: bool = True
    note: str = ""
    expected: Measure | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What an outcome says of itself besides its figure; fields as those of `Outcome`."""

    name: str
    label: str
    noun: str
    better: Literal["more", "less"] | None = None
    headline: bool = False
    note: str = ""


def years(seen: Observation) -> float:
    """Length of the run in years."""
    return seen.weeks / WEEKS_A_YEAR


@once
def alive(seen: Observation, group: str) -> FloatArray:
    """Person-years lived in England by level of a group: (levels,)."""
    lived: FloatArray = seen.group_time[group][:, :-1].sum(axis=(0, 1)) * seen.weight / WEEKS_A_YEAR
    return lived


def person_years(seen: Observation, levels: Levels) -> float:
    """Person-years lived in England in the statuses with these levels."""
    return float(seen.time[:, seen.where(**levels)].sum()) * seen.weight / WEEKS_A_YEAR


def group_person_years(seen: Observation, group: str, levels: Levels) -> FloatArray:
    """The same by level of a group: (levels,)."""
    weeks: FloatArray = seen.group_time[group][:, seen.where(**levels)].sum(axis=(0, 1))
    return weeks * (seen.weight / WEEKS_A_YEAR)


def kinds_of(seen: Observation, kinds: Kinds) -> IntArray:
    """Indices of these kinds of event."""
    return np.concatenate([seen.kind(process, outcome) for process, outcome in kinds])


def count(seen: Observation, kinds: Kinds, pathways: tuple[int, ...] | None = None) -> float:
    """Events in England of these kinds, where given only those that struck at these pathways."""
    some = seen.events[:, kinds_of(seen, kinds)]
    return float((some if pathways is None else some[..., list(pathways)]).sum()) * seen.weight


def average(about: About, levels: Levels) -> Outcome:
    """A stock on an average day: person-years in these statuses for each year of the run."""
    return _outcome(
        about,
        "people, average day",
        lambda seen, values: person_years(seen, levels) / years(seen),
        lambda seen, group: group_person_years(seen, group, levels),
    )


def at_end(about: About, levels: Levels) -> Outcome:
    """A stock on the last day."""

    def measure(seen: Observation, values: Values) -> float:
        return float(seen.census[-1, seen.where(**levels)].sum()) * seen.weight

    return _outcome(about, "people, last day", measure, None)


def lived(about: About, levels: Levels, *, weeks: bool = False) -> Outcome:
    """Person-years, or person-weeks, in these statuses."""
    scale = WEEKS_A_YEAR if weeks else 1
    return _outcome(
        about,
        "person-weeks" if weeks else "person-years",
        lambda seen, values: person_years(seen, levels) * scale,
        lambda seen, group: group_person_years(seen, group, levels) * scale,
    )


def flow(about: About, unit: str, *kinds: tuple[str, str | None], pathways: tuple[int, ...] | None = None) -> Outcome:
    """Events of these kinds over the run, where given only those that struck at these pathways."""
    at = slice(None) if pathways is None else list(pathways)

    def by_group(seen: Observation, group: str) -> FloatArray:
        some = seen.group_events[group][:, kinds_of(seen, kinds)][:, :, at]
        total: FloatArray = some.sum(axis=(0, 1, 2)).astype(np.float64) * seen.weight
        return total

    return _outcome(about, unit, lambda seen, values: count(seen, kinds, pathways), by_group)


def _columns(seen: Observation, counted: tuple[str, ...]) -> list[int]:
    """Where these counts stand. Raises RunFailed when a kept run has none of them."""
    if missing := [one for one in counted if one not in seen.counts]:
        raise RunFailed(f"the run keeps no count of {', '.join(missing)}: it was kept by another version; run it again")
    return [seen.counts.index(one) for one in counted]


def to_be_expected(*counted: str) -> tuple[Measure, ByGroup]:
    """Counts over the run as their expectation given the lives lived: the figure for England, and by group."""

    def measure(seen: Observation, values: Values) -> float:
        return float(seen.expected[:, _columns(seen, counted)].sum()) * seen.weight

    def by_group(seen: Observation, group: str) -> FloatArray:
        total: FloatArray = seen.group_expected[group][:, _columns(seen, counted)].sum(axis=(0, 1))
        return total * seen.weight

    return measure, by_group


def drawn(about: About, unit: str, *counted: str) -> Outcome:
    """Counted intensities over the run, as they were drawn; differences and figures by group as they were expected."""
    expectation, by_group = to_be_expected(*counted)

    def measure(seen: Observation, values: Values) -> float:
        return float(seen.drawn[:, _columns(seen, counted)].sum()) * seen.weight

    return replace(_outcome(about, unit, measure, by_group), expected=expectation)


def expected(about: About, unit: str, *counted: str) -> Outcome:
    """Counted intensities over the run, as their expectation given the lives lived."""
    return _outcome(about, unit, to_be_expected(*counted)[0], None)


def happened(about: About, unit: str, count: str, *kinds: tuple[str, str | None]) -> Outcome:
    """Events of these kinds over the run, as they happened; differences and figures by group as they were expected.

    count: the name of their expectation (`simulate/expected.py`).
    """
    expectation, by_group = to_be_expected(count)
    return replace(flow(about, unit, *kinds), group=by_group, expected=expectation)


def accounted(about: About, unit: str, *accounts: str) -> Outcome:
    """What ticks or ledgers entered into these accounts over the run; 0 for one that nobody opened."""

    def measure(seen: Observation, values: Values) -> float:
        return float(sum(seen.accounts[one].sum() for one in accounts if one in seen.accounts)) * seen.weight

    return _outcome(about, unit, measure, None)


def recorded(about: About, unit: str, name: str, *, scale: float = 1.0) -> Outcome:
    """A figure as official books show it, over the run. scale: of one person-week or event."""

    def measure(seen: Observation, values: Values) -> float:
        book = next(one for one in books(seen, values) if one.name == name)
        return float(book.recorded.sum()) * seen.weight * scale

    return _outcome(about, unit, measure, None)


def _outcome(about: About, unit: str, measure: Measure, group: ByGroup | None) -> Outcome:
    return Outcome(
        about.name,
        about.label,
        about.noun,
        unit,
        measure,
        group,
        about.better,
        about.headline,
        not unit.startswith("person-"),
        about.note,
    )
