"""What follows a false declaration."""

from __future__ import annotations

from pydantic import Field

from scenarios.levers.group import Group
from scenarios.units import Rate, Share


class Fraud(Group):
    """What follows a false declaration."""

    inquiries: Rate = Field(0.0, description="inquiries into a claimant who conceals")
    recover_overpayments: bool = Field(
        False, description="what was paid on a false declaration is taken out of benefit"
    )
    prosecution: Share = Field(0.0, description="share of inquiries that end in prosecution")
