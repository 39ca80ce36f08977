"""Kinds of field that several parts of a scenario have: days, places, parts of a regime, words."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

FIRST_DAY, LAST_DAY = date(2005, 1, 1), date(2020, 12, 31)

EVERYWHERE = ("all",)
MOST_PLACES = 200  # there are 149 areas and some forty districts


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


class _Places:
    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        back = core_schema.plain_serializer_function_ser_schema(
            lambda names: "all" if names == EVERYWHERE else list(names), when_used="json"
        )
        return core_schema.no_info_plain_validator_function(_places, serialization=back)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}


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
Places = Annotated[tuple[str, ...], _Places()]
Overlay = Annotated[dict[str, Any], _Overlay()]
