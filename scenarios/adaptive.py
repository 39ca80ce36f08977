"""Adaptive rules: if a recorded figure is under or over a line when it is judged, part of the regime is different.

Weeks are those of the run, counted from its first day; a rule is judged, and is over, at a weekly tick.
"""

from __future__ import annotations

from math import ceil, floor, inf
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scenarios.fields import EVERYWHERE, Overlay, Places
from scenarios.lengths import Length, LengthIn
from scenarios.levers import Group
from scenarios.recorded import Metric
from scenarios.units import Number

MOST_RULES = 4  # every subset of them makes a regime

Line = Annotated[float, Number(0, 1e6, "a share, or people a month")]


class When(Group):
    """What is judged, and when."""

    recorded: Metric = Field(description="which figure of the Jobcentre's own books")
    under: Line | None = Field(None, description="the rule fires if the figure is below this")
    over: Line | None = Field(None, description="the rule fires if the figure is above this")
    after: Annotated[Length, LengthIn("1 week", "50 years")] = Field(
        description="judged for the first time so long after the scenario began"
    )
    over_last: Annotated[Length, LengthIn("1 week", "50 years")] | None = Field(
        None, description="over how long the figure is taken; null for since the scenario began"
    )
    every: Annotated[Length, LengthIn("1 week", "5 years")] | None = Field(
        None, description="judged again so often; null for once only"
    )
    lag: Annotated[Length, LengthIn("0 days", "5 years")] = Field(
        Length(0, "weeks"), description="how long figures take to reach whoever judges"
    )

    @property
    def first_week(self) -> int:
        """The weekly tick at which it is judged for the first time."""
        return _tick(self.after.weeks)

    def judged_in(self, week: int) -> bool:
        """Whether it is judged at this weekly tick."""
        return self.last_before(week + 1) == week

    def last_before(self, week: float | None) -> float | None:
        """The last weekly tick before `week` at which it is judged; None if there is none, inf if there is no end."""
        if week is not None and week <= self.first_week:
            return None
        if self.every is None:
            return self.first_week
        if week is None:
            return inf
        times = floor(round((week - 1 - self.after.weeks) / self.every.weeks, 9))
        return _tick(self.after.weeks + times * self.every.weeks)

    def window(self, week: int) -> tuple[float, float]:
        """From when until when the figures run that are judged at this weekly tick, in weeks of the run."""
        until = max(week - self.lag.weeks, 0.0)
        return (0.0 if self.over_last is None else max(until - self.over_last.weeks, 0.0)), until

    def fires(self, figure: float) -> bool:
        """Whether this figure is beyond the line; one that cannot be had (nan) is not."""
        return (self.under is not None and figure < self.under) or (self.over is not None and figure > self.over)


class Then(Group):
    """What happens when a rule fires."""

    overlay: Overlay = Field(alias="set", description="the part of the regime that is different")
    areas: Places | None = Field(None, description="where; null for the places that were judged")


class Rule(Group):
    """If a recorded figure is beyond a line, part of the regime is different from then on."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)] = Field(
        description="what the rule is called"
    )
    when: When = Field(description="what is judged, and when")
    judged: Literal["together", "area_by_area"] = Field(
        "together", description="whether its places are judged, and change, all together or each area by itself"
    )
    areas: Places = Field(EVERYWHERE, description="all, or a list of areas or Jobcentre districts")
    then: Then = Field(description="what happens when it fires")
    lasts: Annotated[Length, LengthIn("1 week", "50 years")] | None = Field(
        None, alias="for", description="how long that lasts; null for ever"
    )
    again: bool = Field(False, description="once it is over, it may fire again")

    @property
    def reaches(self) -> Places:
        """Where it changes the regime."""
        return self.areas if self.then.areas is None else self.then.areas

    @property
    def weeks(self) -> int | None:
        """Weekly ticks from firing until it is over; None for ever."""
        return None if self.lasts is None else _tick(self.lasts.weeks)

    def may_be_in_force(self, first: int, end: int | None) -> bool:
        """Whether it can be in force at any weekly tick from `first` until before `end` (None: for ever)."""
        judged = self.when.last_before(end)
        if judged is None or (end is not None and end <= first):
            return False
        return self.weeks is None or first < judged + self.weeks


def _tick(weeks: float) -> int:
    """The first weekly tick at or after a time."""
    return ceil(round(weeks, 9))
