"""How the Jobcentre comes to know that a claimant is dependent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from scenarios.levers.group import Group, distinct
from scenarios.units import DurationIn, Number, Share

Agency = Literal["probation", "health", "housing"]
LegalBasis = Literal["none", "consent", "statute"]
Precision = Annotated[float, Number(0.01, 1, "a share")]
"""Never 0: for each dependent person named there would be others without number."""


class Channel(Group):
    """One agency whose records are matched with those of the Jobcentre."""

    open: bool = Field(False, description="the agency tells the Jobcentre of dependent people it meets")
    recall: Share | None = Field(
        None, description="share of contacts matched to the right claim; null for the parameter"
    )
    precision: Precision | None = Field(
        None, description="share of the people named who are dependent; null for the parameter"
    )
    lag: Annotated[float, DurationIn("1 day", "52 weeks")] | None = Field(
        None, description="time from contact to notice; null for at once"
    )
    legal_basis: LegalBasis = Field("none", description="what allows it: nothing, the person's consent, or a statute")


class DataShare(Group):
    """Whose records are matched with those of the Jobcentre."""

    police: Channel = Field(Channel(), description="the police tell the Jobcentre who tested positive on arrest")
    probation: Channel = Field(Channel(), description="probation tells the Jobcentre whom it supervises for drug use")
    prison: Channel = Field(Channel(), description="prisons tell the Jobcentre who leaves dependent")

    @property
    def channels(self) -> dict[str, Channel]:
        """The channels by name, in the order in which notices are told apart."""
        return {"police": self.police, "probation": self.probation, "prison": self.prison}


class DrugTest(Group):
    """Testing claimants for heroin and crack."""

    when: Literal["none", "after_missed", "on_suspicion", "at_claim"] = Field(
        "none", description="who is tested: nobody, those suspected who missed two assessments, all suspected, or all"
    )
    sensitivity: Share | None = Field(
        None, description="share of dependent people who test positive; null for the parameter"
    )
    specificity: Share | None = Field(None, description="share of the others who test negative; null for the parameter")


class Identify(Group):
    """How the Jobcentre comes to know that a claimant is dependent."""

    coordinators_per_district: Annotated[float, Number(0, 5, "posts in a Jobcentre district")] = Field(
        0.0, description="drug coordinators in each Jobcentre district"
    )
    coordinator_startup: Annotated[float, DurationIn("1 week", "3 years")] | None = Field(
        None, description="time a new coordinator needs to be known to advisers and agencies; null for none"
    )
    novelty: bool = Field(False, description="a new scheme gets more attention at first, which fades")
    trained_advisers: Share = Field(0.0, description="share of advisers trained to ask about drugs")
    training: Literal["kept_up", "once"] = Field(
        "kept_up", description="whether training is renewed as it fades and as trained staff leave"
    )
    peers_teach: bool = Field(False, description="trained advisers teach their colleagues")
    training_quality: Annotated[float, Number(0, 2, "times the training of 2009")] = Field(
        1.0, description="how good the training is, against that of 2009"
    )
    probing: Literal["light", "probing"] = Field(
        "light", description="whether advisers refer on admission, or probe with an assessment of their own"
    )
    jsa_guidance: bool = Field(False, description="stronger guidance for JSA advisers on spotting dependence")
    esa_screening: bool = Field(False, description="questions about drugs are part of the ESA claim")
    declaration: Literal["none", "invited", "required"] = Field(
        "none", description="whether claimants are asked to declare heroin or crack use"
    )
    declaration_asked_of: Literal["all", "citing_drugs"] = Field(
        "all", description="whether all are asked, or only those who give drug use as the reason for incapacity"
    )
    data_share: DataShare = Field(DataShare(), description="whose records are matched with the Jobcentre's")
    drug_test: DrugTest = Field(DrugTest(), description="testing claimants for heroin and crack")
    gp_route: bool = Field(False, description="family doctors refer more patients into treatment")
    gp_incentive: bool = Field(False, description="family doctors are paid for each referral")
    needle_exchange_route: bool = Field(False, description="needle exchanges refer clients into treatment")
    needle_exchange_reports: bool = Field(False, description="needle exchanges tell the Jobcentre whom they see")
    community_links: bool = Field(False, description="community groups and outreach bring people to treatment")
    alert: Annotated[tuple[Agency, ...], Field(strict=False), AfterValidator(distinct)] = Field(
        (), description="agencies asked to be alert and to point people to treatment"
    )
    drug_scope: Literal["heroin_or_crack", "opiates_and_cocaine", "with_alcohol"] = Field(
        "heroin_or_crack",
        description="which dependence is asked about: it sets how many people are asked and share help",
    )
