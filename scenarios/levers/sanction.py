"""What follows a breach."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.levers.group import Benefit, Group
from scenarios.units import DurationIn, Share, parse_duration


class Dose(Group):
    """What a sanction takes, and for how long."""

    share_of_benefit: Share = Field(description="share of the benefit that is cut")
    weeks: Annotated[
        tuple[Annotated[float, DurationIn("1 day", "156 weeks")], ...],
        Field(strict=False, min_length=1, max_length=3),
    ] = Field(description="lengths for the first, second and third breach; the last serves for any after it")

    def length(self, breach: int) -> float:
        """Weeks for the breach-th breach, counted from 1."""
        return self.weeks[min(breach, len(self.weeks)) - 1]


class HardshipPayment(Group):
    """What a sanctioned claimant may be paid instead."""

    share_of_sanctions: Share = Field(0.0, description="share of sanctions in which hardship is paid")
    share_of_benefit: Share = Field(0.0, description="share of the lost benefit that it replaces")


class Sanction(Group):
    """What follows a breach."""

    jsa: Dose | None = Field(None, description="on Jobseeker's Allowance; null for none")
    esa: Dose | None = Field(None, description="on Employment and Support Allowance; null for none")
    income_support: Dose | None = Field(None, alias="is", description="on Income Support; null for none")
    decision_time: Annotated[float, DurationIn("1 day", "52 weeks")] = Field(
        parse_duration("3 weeks"), description="time from breach to decision"
    )
    good_cause: bool = Field(True, description="illness, childcare and homelessness count as good cause")
    discretion: Share = Field(0.0, description="share of breaches the adviser does not pass on")
    appeal: bool = Field(True, description="a sanction can be overturned and paid back")
    hardship_payment: HardshipPayment = Field(HardshipPayment(), description="what may be paid instead")
    housing_benefit_stops: bool = Field(False, description="housing benefit stops with the sanction")
    ends_on_reengaging: bool = Field(False, description="the sanction ends when the claimant comes back")

    def for_benefit(self, benefit: Benefit) -> Dose | None:
        """The dose on this benefit, None if it carries no sanction."""
        return {"JSA": self.jsa, "ESA": self.esa, "IS": self.income_support}[benefit]
