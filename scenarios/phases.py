"""When each dated change, and its announcement, lies over each place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from scenarios.changes import Change
from scenarios.fields import EVERYWHERE
from scenarios.laid import Laid


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


@dataclass(frozen=True, slots=True)
class Phase:
    """From `start` until `end` (None: for good) something is laid over a place."""

    laid: Laid
    start: date
    end: date | None


def lies_in(areas: tuple[str, ...], place: Place) -> bool:
    """Whether a place is among those named, by itself or by its district."""
    return areas == EVERYWHERE or place.name in areas or place.jobcentre_district in areas


def joining(change: Change, places: Sequence[Place]) -> list[int | None]:
    """The step in which each place joins a change, from 0; None where the change never comes.

    In a stepped change the names join in the order written; with all, the districts in the order of the areas.
    """
    if change.areas == EVERYWHERE:
        if change.every is None:
            return [0] * len(places)
        step_of = {name: i for i, name in enumerate(dict.fromkeys(place.jobcentre_district for place in places))}
        return [step_of[place.jobcentre_district] for place in places]
    written: dict[str, int] = {}
    for i, name in enumerate(change.areas):
        written.setdefault(name, 0 if change.every is None else i)
    found = [[written[n] for n in (place.name, place.jobcentre_district) if n in written] for place in places]
    return [min(steps) if steps else None for steps in found]


def phases(changes: Mapping[int, Change], places: Sequence[Place]) -> list[tuple[Phase, ...]]:
    """For each place, what lies over it and when, in the order in which it is laid down: by first day, then as
    written.
    """
    of_place: list[list[Phase]] = [[] for _ in places]
    for index, change in changes.items():
        of_step = {step: tuple(_in_step(index, change, step)) for step in set(joining(change, places)) - {None}}
        for place, step in enumerate(joining(change, places)):
            of_place[place] += of_step.get(step, ())
    return [tuple(sorted(mine, key=lambda phase: (phase.start, phase.laid.index))) for mine in of_place]


def _in_step(index: int, change: Change, step: int | None) -> Iterable[Phase]:
    begins, ends = change.begins(step or 0), change.ends(step or 0)
    told = change.told(step or 0)
    if ends is not None and ends <= begins:
        return
    if told is not None:
        yield Phase(Laid("announcement", index), told, begins)
    yield Phase(Laid("change", index), begins, ends)


def in_force(of_place: Iterable[Phase], day: date) -> tuple[Laid, ...]:
    """What lies over a place on a day, the undermost first."""
    return tuple(p.laid for p in of_place if p.start <= day and (p.end is None or day < p.end))


def days_of_change(start: date, of_places: Iterable[Iterable[Phase]]) -> list[date]:
    """The start and every later day on which anything begins or is over anywhere, in order."""
    known = {phase for of_place in of_places for phase in of_place}
    days = {phase.start for phase in known} | {phase.end for phase in known if phase.end is not None}
    return sorted({start} | {day for day in days if day > start})
