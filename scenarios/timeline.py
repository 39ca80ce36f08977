"""Which regime is in force where and when: the base regime with each change laid over it in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from scenarios.levers import Regime
from scenarios.overlay import merged
from scenarios.schema import EVERYWHERE, Change, Scenario


class Place(Protocol):
    """What is asked of an area: its own name and that of its Jobcentre district."""

    @property
    def name(self) -> str:
        """The area's own name."""
        ...

    @property
    def jobcentre_district(self) -> str:
        """The name of its district."""
        ...


@dataclass(frozen=True)
class Segment:
    """From `start` until the next segment.

    regime_of_area: for each area, in the order given, the index of its regime in Timeline.regimes
    """

    start: date
    regime_of_area: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """Who lives under what, from when.

    regimes: all that are ever in force, each once
    segments: in order of time, the first at the calendar's start
    """

    regimes: tuple[Regime, ...]
    segments: tuple[Segment, ...]


def applies(change: Change, place: Place, day: date) -> bool:
    """Whether the change is in force at this place on this day."""
    here = change.areas == EVERYWHERE or place.name in change.areas or place.jobcentre_district in change.areas
    return here and change.from_date <= day and (change.until is None or day < change.until)


def in_force(changes: Sequence[Change], place: Place, day: date) -> tuple[int, ...]:
    """Indices of the changes in force, in the order they are laid down: by first day, then as written."""
    now = [index for index, change in enumerate(changes) if applies(change, place, day)]
    return tuple(sorted(now, key=lambda index: (changes[index].from_date, index)))


def days_of_change(start: date, changes: Sequence[Change]) -> list[date]:
    """The start and every later day on which a change begins or is over, in order."""
    days = {start} | {change.from_date for change in changes} | {c.until for c in changes if c.until is not None}
    return sorted(day for day in days if day >= start)


def overlaid(scenario: Scenario, changes: Sequence[int]) -> Regime:
    """The base regime with these changes laid over it. Raises ValidationError if they do not fit."""
    if not changes:
        return scenario.regime
    settings = scenario.regime.model_dump(mode="json", by_alias=True)
    for index in changes:
        settings = merged(settings, scenario.changes[index].overlay)
    return Regime.model_validate(settings)


def timeline(scenario: Scenario, areas: Sequence[Place]) -> Timeline:
    """Every regime ever in force, and which area lives under which from which day."""
    regimes: dict[Regime, int] = {}
    known: dict[tuple[int, ...], int] = {}
    segments: list[Segment] = []
    for day in days_of_change(scenario.calendar.start, scenario.changes):
        of_area: list[int] = []
        for place in areas:
            now = in_force(scenario.changes, place, day)
            if now not in known:
                known[now] = regimes.setdefault(overlaid(scenario, now), len(regimes))
            of_area.append(known[now])
        if not segments or segments[-1].regime_of_area != tuple(of_area):
            segments.append(Segment(day, tuple(of_area)))
    return Timeline(tuple(regimes), tuple(segments))
