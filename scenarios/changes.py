"""A dated change of the regime: from when and for how long, where, announced when, all at once or in steps."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from scenarios.fields import EVERYWHERE, Day, Overlay, Places
from scenarios.lengths import Length, LengthIn
from scenarios.levers import Group

MOST_CHANGES = 40


class Change(Group):
    """From a day on, in some places, part of the regime is different."""

    # Places join in steps, counted from 0, where `every` says so; otherwise all of them in step 0.
    from_date: Day = Field(alias="from", description="first day of the change")
    until: Day | None = Field(None, description="first day on which it is over, the same for all; null for never")
    lasts: Annotated[Length, LengthIn("1 week", "50 years")] | None = Field(
        None, alias="for", description="how long it lasts in each place, instead of until; null for ever"
    )
    announced: Annotated[Length, LengthIn("1 week", "5 years")] | None = Field(
        None, description="how long before its first day everybody there is told; null for not at all"
    )
    every: Annotated[Length, LengthIn("1 week", "2 years")] | None = Field(
        None,
        description="the places named join one after another, each so much later; with all, district by district",
    )
    areas: Places = Field(EVERYWHERE, description="all, or a list of areas or Jobcentre districts")
    overlay: Overlay = Field(alias="set", description="the part of the regime that is different")

    def begins(self, step: int = 0) -> date:
        """Its first day in the places of this step."""
        return self.from_date if self.every is None else self.every.after(self.from_date, step)

    def ends(self, step: int = 0) -> date | None:
        """The first day on which it is over in the places of this step; None for never."""
        return self.until if self.lasts is None else self.lasts.after(self.begins(step))

    def told(self, step: int = 0) -> date | None:
        """The day on which it is announced in the places of this step; None if it is not."""
        return None if self.announced is None else self.announced.before(self.begins(step))
