"""What an explanation is made of: differences between two regimes, each with what it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from results.explain_boxes import Box

Kind = Literal["lever", "in_force", "hazard", "chance", "after", "rate", "risk", "odds", "tick", "name"]
"""lever: a setting of the scenario. in_force: a setting of regimes in force at some time and place.
hazard, chance, after, rate: cells of the table. risk, odds: of claimants. tick: what weekly ticks read.
name: what an outcome is called."""
Change = Literal["set", "new", "gone", "times", "plus"]
"""How after follows from before: times or plus the same number in every case, from nothing, to nothing, or
just set.
"""
Edit: TypeAlias = tuple[tuple[str, int], ...]
"""Levels that a status gets: ((axis, level), ...); (("dead", 1),) for death."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A parameter behind a difference.

    value, low, high: in `unit`. evidence: ids. grade: A to D. contested: whether the sides dispute it.
    """

    parameter: str
    value: float
    unit: str
    low: float | None
    high: float | None
    evidence: tuple[str, ...]
    grade: str
    kind: str

    @property
    def contested(self) -> bool:
        """Whether the sides of the debate dispute it."""
        return self.kind == "contested"


@dataclass(frozen=True, slots=True)
class Case:
    """Statuses (or traits) with one value before and one after.

    before, after: hazards and rates (1,), per week; chances (outcomes,); risks and odds (1,), against the
    base.
    edit: for what follows, the levels that are other than before.
    """

    boxes: tuple[Box, ...]
    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()
    edit: Edit = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    name: dotted lever, process, count or rule. regimes: (base, other) index in the shared table; None for
    settings of
    the scenario. before, after: values of a setting or rule. outcome: which outcome follows differently.
    change, size: as `Change`. where: boxes of all cases. reached: whether lives under the base come there
    at all.
    origin: file and line of a setting. levers: those that make the difference, all of them or (any_lever)
    any one.
    reasons: parameters that do.
    """

    kind: Kind
    name: str
    regimes: tuple[int, int] | None = None
    before: Any = None
    after: Any = None
    unit: str = ""
    outcome: str = ""
    outcomes: tuple[str, ...] = ()
    change: Change = "set"
    size: float | None = None
    where: tuple[Box, ...] = ()
    cases: tuple[Case, ...] = ()
    reached: bool = True
    origin: str = ""
    levers: tuple[str, ...] = ()
    any_lever: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs after all."""
        if self.cases:
            return any(case.before == case.after and not case.edit for case in self.cases)
        return bool(self.before == self.after)


@dataclass(frozen=True, slots=True)
class Span:
    """A time and a place: from a day until another (None: to the end), in these areas (None: everywhere).

    districts: how the areas are named to a reader.
    """

    start: date
    until: date | None
    areas: tuple[int, ...] | None
    districts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two regimes in force at the same time and place: indices in the shared table, and when and where."""

    base: int
    other: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """A lever of one scenario: dotted name, value as a file writes it, unit, what it means, where it was
    set.
    """

    name: str
    value: Any
    unit: str
    meaning: str
    origin: str
