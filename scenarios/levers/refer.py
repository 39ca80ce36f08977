"""From being known to sitting in front of a treatment provider, and how agencies hand people over."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.levers.group import Group
from scenarios.units import DurationIn, Share, parse_duration


class Links(Group):
    """How well one agency hands people over to another: 0 as it was, 1 without loss."""

    jobcentre_treatment: Share = Field(0.0, description="from the Jobcentre to treatment")
    prison_treatment: Share = Field(0.0, description="from prison to treatment on release")
    probation_treatment: Share = Field(0.0, description="from police and probation to treatment")
    treatment_jobcentre: Share = Field(0.0, description="from treatment to help towards work")
    treatment_housing: Share = Field(0.0, description="from treatment to housing")


class Refer(Group):
    """From being known to sitting in front of a treatment provider."""

    appointment_wait: Annotated[float, DurationIn("1 day", "26 weeks")] = Field(
        parse_duration("14 days"), description="time from referral to the first appointment"
    )
    follow_up_of_the_lost: bool = Field(False, description="somebody looks for those who missed it")
    named_person: bool = Field(False, description="one named person stays responsible for each claimant")
    single_contact: bool = Field(False, description="each district has one point of contact at one provider")
    links: Links = Field(Links(), description="how well agencies hand people over to one another")
    confidentiality: Literal["clear", "unclear"] = Field(
        "clear", description="whether staff know what they may pass on; unclear rules delay and leak"
    )
    non_stigmatising: bool = Field(False, description="referral is made so that it does not mark the claimant out")
