"""What is paid in place of the benefit, or besides it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.levers.group import Group
from scenarios.units import DurationIn, Number, parse_duration


class Pay(Group):
    """What is paid in place of the benefit, or besides it."""

    treatment_allowance: bool = Field(False, description="those stabilising in treatment get an allowance instead")
    allowance_time: Annotated[float, DurationIn("1 week", "5 years")] = Field(
        parse_duration("52 weeks"), description="longest time on the allowance"
    )
    allowance_share: Annotated[float, Number(0, 3, "times the benefit")] = Field(
        1.0, description="level of the allowance, against the benefit it replaces"
    )
    allowance_discreet: bool = Field(False, description="the allowance does not mark its holder out as a drug user")
    allowance_volunteers_only: bool = Field(False, description="only those of whom nothing is required can have it")
    incentive_per_week: Annotated[float, Number(0, 100, "pounds a week")] = Field(
        0.0, description="vouchers or payments for staying in treatment, while they last"
    )
