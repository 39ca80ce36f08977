"""What an explanation is made of: differences between two regimes, each with what it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from results.explain_boxes import Box

Kind = Literal[
    "lever", "in_force", "hazard", "chance", "after", "rate", "situation", "arrived", "risk", "odds", "exempt", "tick",
    "name",
]  # fmt: skip
"""lever: a setting of the scenario. in_force: a setting of regimes in force at some time and place.
hazard, chance, after, rate: cells of the table. situation: cells where a process takes its other odds. arrived: cells
that say what changes at once for whom a regime begins. risk, odds: of claimants. exempt: who is let off for who he or
she is. tick: what weekly ticks read. name: what an outcome is called."""
Change = Literal["set", "new", "gone", "times", "plus", "range"]
"""How after follows from before: times or plus the same number in every case, from nothing, to nothing, just set, or
(of claimants) times a number within a range."""
Edit: TypeAlias = tuple[tuple[str, int], ...]
"""Levels that a status gets: ((axis, level), ...); (("dead", 1),) for death."""
KEPT = -1
"""In place of a level of an edit: the level the claimant had, which is kept."""
Ways: TypeAlias = tuple[tuple[int, int], ...]
"""Ways in which a regime begins for somebody: (exempted, nothing was required before), each 0 or 1."""


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

    before, after: hazards and rates (1,), per week; chances (outcomes,); situations and exemptions (1,), 0 or 1.
    Risks and odds of claimants: against the base, which is 1, or 0 where the base has none; a claimant in several
    cases has the product; two ends of a range in `after` where they hang on what has no levels.
    edit: for what follows, the levels that are other than before.
    """

    boxes: tuple[Box, ...]
    before: tuple[float, ...] = ()
    after: tuple[float, ...] = ()
    edit: Edit = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    name: dotted lever, process, count or rule. regimes: (base, other) index in the shared table; None for settings of
    the scenario. before, after: values of a setting or rule. outcome: which outcome follows differently. outcomes:
    their names; of odds, those that are tilted together.
    change, size: as `Change`; of what follows, new where it could not happen before. where: boxes of all cases; of
    odds, the statuses in which they hold. reached: whether lives under the base come there at all; of arrivals, whether
    anybody can be there on the day.
    situated: of odds, whether claimants there are in the process's situation under (base, other); None without one.
    ways: of arrivals, whom they are of. traits: what a range hangs on.
    origin: file and line of a setting. levers: those that make the difference, all of them or (any_lever) any one.
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
    situated: tuple[int, int] | None = None
    ways: Ways = ()
    traits: tuple[str, ...] = ()
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
    """A lever of one scenario: dotted name, value as a file writes it, unit, what it means, where it was set."""

    name: str
    value: Any
    unit: str
    meaning: str
    origin: str
