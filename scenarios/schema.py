"""A scenario: one regime or several in turn, on whom, from when, and why it is worth looking at."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from scenarios.levers import Group, Regime

SCHEMA_VERSION = 1
FIRST_DAY, LAST_DAY = date(2005, 1, 1), date(2020, 12, 31)

EVERYWHERE = ("all",)
MOST_PLACES = 200  # there are 149 areas and some forty districts
MOST_CHANGES = 40


def _day(given: object) -> date:
    """A day within the years the model knows anything about; a quoted day is as good."""
    day = given
    if isinstance(given, str):
        try:
            day = date.fromisoformat(given)
        except ValueError:
            day = None
    if not isinstance(day, date):
        raise PydanticCustomError("day", "must be a day", {"allowed": "year-month-day, such as 2010-10-25"})
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("day", "is out of range", {"allowed": f"{FIRST_DAY} to {LAST_DAY}"})
    return day


def _places(given: object) -> tuple[str, ...]:
    """`all`, or a list of names; whether they exist is checked against the areas table by the loader."""
    if given == "all":
        return EVERYWHERE
    names = given if isinstance(given, list | tuple) else ()
    if not names or not all(isinstance(name, str) for name in names):
        raise PydanticCustomError(
            "places",
            "must be all, or a list of names",
            {"allowed": "all, or names of areas or Jobcentre districts"},
        )
    if len(names) > MOST_PLACES:
        raise PydanticCustomError("places", "names too many places", {"allowed": f"at most {MOST_PLACES}, or all"})
    return tuple(names)


class _Overlay:
    """Marks a field as part of a regime: a group of settings, checked once laid over the regime below it."""

    @staticmethod
    def check(given: object) -> dict[str, Any]:
        if not isinstance(given, dict) or not given:
            raise PydanticCustomError("overlay", "must be a group of settings", {"allowed": "any part of a regime"})
        return given

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "object"}


Day = Annotated[date, BeforeValidator(_day), Field(json_schema_extra={"format": "date"})]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]


class _PlacesSchema:
    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        back = core_schema.plain_serializer_function_ser_schema(
            lambda names: "all" if names == EVERYWHERE else list(names), when_used="json"
        )
        return core_schema.no_info_plain_validator_function(_places, serialization=back)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}


class Calendar(Group):
    """When it begins and what the economy does meanwhile."""

    start: Day = Field(date(2009, 4, 27), description="first day of the simulation")
    labour_market: Literal["recession", "flat", "severe"] = Field(
        "recession", description="job finding follows the recession of 2008-12, stays flat, or falls deeper"
    )
    unemployment: dict[int, float] = Field({}, description="unemployment rate of single years, instead")


class Population(Group):
    """Whom it happens to."""

    untreated_people: Literal[30000, 100000, 120000] = Field(
        100000,
        description="how many of the 240,000 are out of treatment at the start; all three are published",
    )
    inflow: bool = Field(False, description="new claims come in besides the opening cohort")
    outside_benefit: bool = Field(
        False, description="the 80,000 dependent people outside the benefit system are followed"
    )


class Change(Group):
    """From a day on, in some places, part of the regime is different."""

    from_date: Day = Field(alias="from", description="first day of the change")
    until: Day | None = Field(None, description="first day on which it is over; null for never")
    areas: Annotated[tuple[str, ...], _PlacesSchema()] = Field(
        EVERYWHERE, description="all, or a list of areas or Jobcentre districts"
    )
    overlay: Annotated[dict[str, Any], _Overlay()] = Field(
        alias="set", description="the part of the regime that is different"
    )


class Scenario(Group):
    """A scenario file with all it extends laid beneath it."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    title: Words = Field(description="what the scenario is called")
    label: Words | None = Field(None, max_length=30, description="a short name for tables and charts")
    proposed_by: Words = Field(description="who proposes it")
    source: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)] = Field(
        description="where it comes from: evidence ids or citations"
    )
    tests: Words = Field(description="what the scenario tests")
    notes: Words | None = Field(None, description="anything else a reader should know")
    extends: Words | None = Field(None, description="built-in scenario or file this one builds on")
    calendar: Calendar = Field(Calendar(), description="when it begins, and the economy")
    population: Population = Field(Population(), description="whom it happens to")
    regime: Regime = Field(Regime(), description="the regime in force")
    changes: Annotated[tuple[Change, ...], Field(strict=False, max_length=MOST_CHANGES)] = Field(
        (), description="changes of the regime on later days or in some places; a later one wins"
    )


# What each file says of itself; never inherited from the file it extends.
OWN_KEYS = frozenset({"schema", "title", "label", "proposed_by", "source", "tests", "notes", "extends"})
