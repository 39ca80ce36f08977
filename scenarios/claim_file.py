"""What a file of claims is made of: claims, counts of opinions, and rows of the debate that claim nothing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scenarios.levers import Group
from scenarios.schema import Words
from scenarios.units import Number

LAST_ROW = 104
"""Rows of the debate."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Row = Annotated[int, Field(ge=1, le=LAST_ROW)]
Rows = Annotated[tuple[Row, ...], Field(strict=False, min_length=1)]
Size = Annotated[float, Number(0, 1e12, "a share of the base, or a number")]
Members = Annotated[int, Field(ge=0, le=100_000)]
Printed = Annotated[float, Number(0, 1, "a share")]


class Contrast(Group):
    """Which regime is set against which."""

    base: Words = Field(description="name of the scenario it is measured against")
    other: Words = Field(description="name of the scenario the claim is about")


class Threshold(Group):
    """What must be seen for the claim to hold."""

    direction: Literal["more", "less", "same"] = Field(description="of the other regime, against the base")
    by: Size = Field(0.0, description="at least so much; 0 for any difference at all")
    of: Literal["base", "number"] = Field("base", description="whether by and tolerance are shares of the base")
    tolerance: Size | None = Field(None, description="for same: how large a difference still counts as none")


class InGroup(Group):
    """Claimants of one level of an equity group; figures are then for every 1,000 person-years lived there."""

    name: Words = Field(description="the equity group, such as children")
    level: Words = Field(description="its level, such as children at home")


class Claim(Group):
    """One claim of the debate."""

    id: Name = Field(description="its name, in small letters and underscores")
    row: Rows = Field(description="rows of the debate that say it")
    speaker: Words = Field(description="who says it")
    document: Literal["D", "S", "D and S", "other"] = Field(description="where it is said")
    words: Words = Field(description="what is said, paraphrased in one sentence")
    testable: bool = Field(True, description="whether the model can test it")
    reason: Words | None = Field(None, description="why the model cannot test it")
    metric: Name | None = Field(None, description="the outcome that tests it")
    per: Name | None = Field(None, description="the outcome it is divided by")
    contrast: Contrast | None = Field(
        None, description="the regimes compared; left out, every other regime of a run against its first"
    )
    threshold: Threshold | None = Field(None, description="what must be seen")
    group: InGroup | None = Field(None, description="of whom, if not of all claimants")
    note: Words | None = Field(None, description="what a reader should know")


class Answer(Group):
    """How members answered a question: counts of opinions, never a number of the model."""

    id: Name = Field(description="its name")
    row: Row = Field(description="row of the debate")
    question: Words = Field(description="what was asked")
    asked: Members = Field(description="members who responded")
    yes: Members = Field(description="who said yes")
    no: Members = Field(description="who said no")
    printed_yes: Printed | None = Field(None, description="share of yes as printed")
    printed_no: Printed | None = Field(None, description="share of no as printed")
    note: Words | None = Field(None, description="what a reader should know")

    @property
    def unaccounted(self) -> int:
        """Members whose answer is neither."""
        return self.asked - self.yes - self.no


class NoClaim(Group):
    """Rows of the debate that claim nothing."""

    row: Rows = Field(description="rows of the debate")
    why: Words = Field(description="why there is no claim in them")


class ClaimFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    answers: Annotated[tuple[Answer, ...], Field(strict=False)] = Field((), description="counts of opinions")
    no_claim: Annotated[tuple[NoClaim, ...], Field(strict=False)] = Field((), description="rows that claim nothing")
    claims: Annotated[tuple[Claim, ...], Field(strict=False, min_length=1)] = Field(description="the claims")
