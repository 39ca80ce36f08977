"""What claimants are told of the rules, and whether they know them as they are."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scenarios.levers.group import Group
from scenarios.units import Rate


class Believe(Group):
    """What claimants are told of the rules, and whether they know them as they are."""

    information: Literal["perfect", "hearsay"] = Field(
        "perfect", description="whether people know the rules as they are, or go by what they hear"
    )
    word_of_mouth: bool = Field(True, description="what people live through is talked about in their area")
    press_noise: Rate = Field(0.0, description="how often a claimant reads or hears that benefit is at stake")
    looming: bool = Field(False, description="a mandate is announced or threatened, though not in force")
    wary_start: bool = Field(False, description="people distrust a new scheme until they have seen it at work")
    reassurance: bool = Field(False, description="staff say, and mean, that they are not there to stop money")
