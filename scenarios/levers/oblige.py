"""What a claimant known to be dependent must do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from scenarios.levers.group import Benefit, Group, distinct
from scenarios.units import DurationIn, Share

Exemption = Literal["in_treatment", "volunteered", "homeless", "parents", "dual_diagnosis", "chronic_condition"]


class Oblige(Group):
    """What a claimant known to be dependent must do."""

    benefits: Annotated[tuple[Benefit, ...], Field(strict=False, min_length=1), AfterValidator(distinct)] = Field(
        ("JSA", "ESA", "IS"), description="benefits whose claimants are under the obligations"
    )
    attend_assessment: bool = Field(False, description="must attend an assessment with a treatment provider")
    stay_in_treatment: bool = Field(False, description="must enter treatment and stay in it")
    rehabilitation_plan: bool = Field(False, description="must draw up and follow a rehabilitation plan")
    deadline: Annotated[float, DurationIn("1 week", "52 weeks")] | None = Field(
        None, description="time within which the assessment must have been attended; null for none"
    )
    exempt: Annotated[tuple[Exemption, ...], Field(strict=False), AfterValidator(distinct)] = Field(
        (), description="who is free of the obligations"
    )
    providers_report: bool = Field(False, description="treatment providers report attendance to the Jobcentre")
    report_needs_consent: bool = Field(False, description="they report only on those who have agreed to it")
    provider_cooperation: Share = Field(1.0, description="share of providers who report as they are told")
