"""One benefit regime: all its levers, in the order a claimant meets them."""

from __future__ import annotations

from pydantic import Field

from scenarios.levers.believe import Believe
from scenarios.levers.capacity import Capacity
from scenarios.levers.fraud import Fraud
from scenarios.levers.group import Group
from scenarios.levers.identify import Identify
from scenarios.levers.oblige import Oblige
from scenarios.levers.pay import Pay
from scenarios.levers.refer import Refer
from scenarios.levers.sanction import Sanction
from scenarios.levers.support import Support


class Regime(Group):
    """One benefit regime: all its levers."""

    identify: Identify = Field(Identify(), description="how the Jobcentre comes to know")
    believe: Believe = Field(Believe(), description="what claimants are told, and believe")
    refer: Refer = Field(Refer(), description="how a referral is made and followed up")
    oblige: Oblige = Field(Oblige(), description="what a claimant must do")
    sanction: Sanction = Field(Sanction(), description="what follows a breach")
    fraud: Fraud = Field(Fraud(), description="what follows a false declaration")
    pay: Pay = Field(Pay(), description="what is paid in place of the benefit, or besides it")
    support: Support = Field(Support(), description="what is offered")
    capacity: Capacity = Field(Capacity(), description="treatment places")

    @property
    def obliges(self) -> bool:
        """Whether a claimant must do anything at all on account of drug use."""
        must = self.oblige
        return (
            self.identify.declaration == "required"
            or must.attend_assessment
            or must.stay_in_treatment
            or must.rehabilitation_plan
        )

    @property
    def sanctions(self) -> bool:
        """Whether any benefit carries a sanction."""
        return any((self.sanction.jsa, self.sanction.esa, self.sanction.income_support))
