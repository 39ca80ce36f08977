"""Treatment places: how many, who gets them, and how unequal areas and offices are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.levers.group import Group
from scenarios.units import Number, Rate, Share


class Capacity(Group):
    """Treatment places."""

    places: Literal["unlimited", "limited", "elastic"] = Field(
        "limited", description="whether treatment can be full; elastic places grow only while people wait"
    )
    spare_places: Annotated[float, Number(-0.9, 10, "as a share of the opening caseload")] = Field(
        0.1,
        description="places beyond the opening caseload, as a share of it; below 0 so many must leave first",
    )
    growth: Rate = Field(0.0, description="how fast places grow, as a share of the opening caseload")
    priority: Literal["first_come", "mandated_first", "volunteers_first"] = Field(
        "first_come", description="who gets a free place first"
    )
    area_variation: Share = Field(0.0, description="how unequal spare places are between areas: 0 alike, 1 all or none")
    office_variation: Share = Field(0.0, description="how unequal offices are in asking: the spread of a lottery")
