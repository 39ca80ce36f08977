"""A scenario: one regime or several in turn, on whom, from when, and why it is worth looking at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from scenarios.adaptive import MOST_RULES, Rule
from scenarios.changes import MOST_CHANGES, Change
from scenarios.fields import EVERYWHERE, FIRST_DAY, LAST_DAY, Day, Words
from scenarios.levers import Group, Regime
from scenarios.units import Number

if TYPE_CHECKING:
    from scenarios.parameters import Parameters

__all__ = ["EVERYWHERE", "MOST_CHANGES", "OWN_KEYS", "Calendar", "Change", "Day", "Population", "Scenario", "Words"]

SCHEMA_VERSION = 1


def _year(given: object) -> int:
    """A year the model knows anything about; a file has it as a word."""
    text = str(given)
    if isinstance(given, bool) or not (text.isascii() and text.isdigit() and len(text) == 4):
        raise PydanticCustomError("year", "must be a year", {"allowed": "a year, such as 2009"})
    if not FIRST_DAY.year <= int(text) <= LAST_DAY.year:
        allowed = f"{FIRST_DAY.year} to {LAST_DAY.year}"
        raise PydanticCustomError("year", "is out of range", {"allowed": allowed})
    return int(text)


Year = Annotated[int, BeforeValidator(_year)]
Unemployment = Annotated[float, Number(0, 0.3, "a share of the labour force")]
Assumption = Annotated[float, Number(-1e15, 1e15, "a finite number")]


class Calendar(Group):
    """When it begins and what the economy does meanwhile."""

    start: Day = Field(date(2009, 4, 27), description="first day of the simulation")
    labour_market: Literal["recession", "flat", "severe"] = Field(
        "recession",
        description="job finding follows the recession of 2008-12, stays flat, or follows a more severe one",
    )
    unemployment: dict[Year, Unemployment] = Field({}, description="unemployment in single years, instead of that")


class Population(Group):
    """Whom it happens to."""

    untreated_people: Literal[30000, 100000, 120000] = Field(
        100000,
        description="how many of the 240,000 are out of treatment at the start; all three are published",
    )
    inflow: bool = Field(False, description="new claims come in besides the opening cohort")
    outside_benefit: bool = Field(
        False, description="the 80,000 dependent people outside the benefit system are followed too"
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
    assume: dict[str, Assumption] = Field(
        {}, description="values of parameters in this scenario: group.name, in the unit of the parameter's row"
    )
    regime: Regime = Field(Regime(), description="the regime in force")
    changes: Annotated[tuple[Change, ...], Field(strict=False, max_length=MOST_CHANGES)] = Field(
        (), description="changes of the regime on later days or in some places; a later one wins"
    )
    rules: Annotated[tuple[Rule, ...], Field(strict=False, max_length=MOST_RULES)] = Field(
        (), description="changes that hang on recorded figures; they win over dated ones, a later over an earlier"
    )

    def assumed(self, parameters: Parameters) -> dict[str, float]:
        """`group.name` -> value in weeks and per week, of every parameter this scenario sets.

        Raises KeyError for a parameter that does not exist, which the loader has refused already.
        """
        return {name: parameters.quantities[name].to_model(value) for name, value in self.assume.items()}


# What each file says of itself; never inherited from the file it extends.
OWN_KEYS = frozenset({"schema", "title", "label", "proposed_by", "source", "tests", "notes", "extends"})
