"""The levers of a regime, in the order a claimant meets them. Every group starts at "nothing".

Times are in weeks and rates per week once read; a file writes them with their unit. All of it is frozen and
hashable, so two areas under the same regime share one object.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from scenarios.units import DurationIn, Number, Rate, Share, parse_duration

Benefit = Literal["JSA", "ESA", "IS"]
Exemption = Literal["in_treatment", "volunteered"]


class Group(BaseModel):
    """A group of settings: strict, frozen, and without unknown keys."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


def _distinct(items: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(items)) < len(items):
        raise PydanticCustomError("repeated", "names the same thing twice")
    return items


class DataShare(Group):
    """Whose records are matched with those of the Jobcentre."""

    police: bool = Field(False, description="the police tell the Jobcentre who tested positive")
    probation: bool = Field(False, description="probation tells the Jobcentre whom it supervises for drug use")
    prison: bool = Field(False, description="prisons tell the Jobcentre who leaves dependent")


class Identify(Group):
    """How the Jobcentre comes to know that a claimant is dependent."""

    coordinators_per_district: Annotated[float, Number(0, 5, "posts in a Jobcentre district")] = Field(
        0.0, description="drug coordinators in each Jobcentre district"
    )
    trained_advisers: Share = Field(0.0, description="share of advisers trained to ask about drugs")
    declaration: Literal["none", "invited", "required"] = Field(
        "none", description="whether every claimant is asked to declare heroin or crack use"
    )
    data_share: DataShare = Field(DataShare(), description="whose records are matched with the Jobcentre's")
    gp_route: bool = Field(False, description="family doctors refer patients into treatment")
    needle_exchange_route: bool = Field(False, description="needle exchanges refer clients into treatment")


class Believe(Group):
    """What claimants think is at stake."""

    looming: bool = Field(False, description="everybody knows that compulsion has been announced")


class Refer(Group):
    """From being known to sitting in front of a treatment provider."""

    appointment_wait: Annotated[float, DurationIn("1 day", "26 weeks")] = Field(
        parse_duration("14 days"), description="time from referral to the first appointment"
    )
    follow_up_of_the_lost: bool = Field(False, description="somebody looks for those who missed it")
    named_person: bool = Field(False, description="one named person stays responsible for each claimant")


class Oblige(Group):
    """What a claimant known to be dependent must do."""

    benefits: Annotated[tuple[Benefit, ...], Field(strict=False, min_length=1), AfterValidator(_distinct)] = Field(
        ("JSA", "ESA", "IS"), description="benefits whose claimants are under the obligations"
    )
    attend_assessment: bool = Field(False, description="must attend an assessment with a treatment provider")
    stay_in_treatment: bool = Field(False, description="must enter treatment and stay in it")
    rehabilitation_plan: bool = Field(False, description="must draw up and follow a rehabilitation plan")
    exempt: Annotated[tuple[Exemption, ...], Field(strict=False), AfterValidator(_distinct)] = Field(
        (), description="who is free of the obligations"
    )
    providers_report: bool = Field(False, description="treatment providers report attendance to the Jobcentre")


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


class Fraud(Group):
    """What follows a false declaration."""

    inquiries: Rate = Field(0.0, description="inquiries into a claimant who conceals")
    recover_overpayments: bool = Field(False, description="benefit paid on a false declaration is recovered")
    prosecution: Share = Field(0.0, description="share of inquiries that end in prosecution")


class Pay(Group):
    """What is paid in place of the benefit."""

    treatment_allowance: bool = Field(False, description="those stabilising in treatment get an allowance instead")
    allowance_time: Annotated[float, DurationIn("1 week", "5 years")] = Field(
        parse_duration("52 weeks"), description="longest time on the allowance"
    )


class Support(Group):
    """What is offered."""

    specialist_advisers_per_1000: Annotated[float, Number(0, 1000, "advisers for 1,000 claimants")] = Field(
        0.0, description="specialist employment advisers for every 1,000 dependent claimants"
    )
    caseload: Annotated[float, Number(1, 200, "people for each adviser")] = Field(
        40.0, description="people a specialist adviser can carry"
    )
    progress2work: bool = Field(True, description="the existing employment programme for former users runs")
    childcare: bool = Field(False, description="childcare is offered for appointments and treatment")
    housing_support: bool = Field(False, description="help to keep or find a home is offered")
    incentives: bool = Field(False, description="vouchers or payments reward staying in treatment")


class Capacity(Group):
    """Treatment places."""

    places: Literal["unlimited", "limited"] = Field("limited", description="whether treatment can be full")
    spare_places: Annotated[float, Number(0, 10, "as a share of the opening caseload")] = Field(
        0.1, description="free places at the start, as a share of the opening caseload"
    )
    growth: Rate = Field(0.0, description="how fast places grow, as a share of the opening caseload")


class Regime(Group):
    """One benefit regime: all its levers."""

    identify: Identify = Field(Identify(), description="how the Jobcentre comes to know")
    believe: Believe = Field(Believe(), description="what claimants think is at stake")
    refer: Refer = Field(Refer(), description="how a referral is made and followed up")
    oblige: Oblige = Field(Oblige(), description="what a claimant must do")
    sanction: Sanction = Field(Sanction(), description="what follows a breach")
    fraud: Fraud = Field(Fraud(), description="what follows a false declaration")
    pay: Pay = Field(Pay(), description="what is paid in place of the benefit")
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
