"""Quantities as scenario files write them, and what they are inside: weeks, and per week.

A length of time is `"10 days"`, a rate `"0.05 per year"`, a share a plain number from 0 to 1. A year is
365.25 days, a month a twelfth of it. `DurationIn`, `RateIn` and `Number` mark a pydantic field
with its range.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic_core import PydanticCustomError, core_schema

from scenarios.nearest import nearest, one_of

IN_A_WEEK = {"days": 7.0, "weeks": 1.0, "months": 84 / 365.25, "years": 7 / 365.25}

_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)"
DURATION_PATTERN = rf"^{_NUMBER} (?:day|week|month|year)s?$"
RATE_PATTERN = rf"^{_NUMBER} per (?:day|week|month|year)$"
_MEASURE = re.compile(rf"\s*([-+]?{_NUMBER})\s*(%?)\s*(per|a|an|/)?\s*([^\W\d_]*)\s*\Z")


class UnitError(ValueError):
    """A quantity that cannot be read. message, allowed, nearest: as in Problem."""

    def __init__(self, message: str, allowed: str | None = None, near: str | None = None) -> None:
        self.message, self.allowed, self.near = message, allowed, near
        super().__init__(message)


def parse_duration(text: object) -> float:
    """`"10 days"` -> weeks. Raises UnitError."""
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise UnitError("must be a length of time", "a number and days, weeks, months or years, such as '10 days'")
    found = _MEASURE.match(str(text))
    if not found:
        raise UnitError("is not a length of time", "a number and days, weeks, months or years, such as '10 days'")
    number, percent, per, unit = found.groups()
    if per or percent:
        raise UnitError("must be a length of time, not a rate or a share", "days, weeks, months or years")
    if not unit:
        raise UnitError("needs a unit", "days, weeks, months or years", f"'{number} days' or '{number} weeks'")
    plural = _unit(unit, number, "{number} {unit}", list(IN_A_WEEK))
    return float(number) / IN_A_WEEK[plural]


def parse_rate(text: object) -> float:
    """`"0.05 per year"` -> per week. Raises UnitError."""
    allowed = "a number per day, week, month or year, such as '0.05 per year'"
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise UnitError("must be a rate", allowed)
    found = _MEASURE.match(str(text))
    if not found:
        raise UnitError("is not a rate", allowed)
    number, percent, per, unit = found.groups()
    if percent:
        near = f"'{float(number) / 100:g} per {unit or 'year'}'"
        raise UnitError("must be a plain number per unit of time, not a percentage", allowed, near)
    if not unit:
        raise UnitError("needs a unit", "per day, week, month or year", f"'{number} per year'")
    singular = _unit(unit, number, "{number} per {unit}", [name[:-1] for name in IN_A_WEEK])
    if per != "per":
        raise UnitError("must be a rate", "per day, week, month or year", f"'{number} per {singular}'")
    return float(number) * IN_A_WEEK[singular + "s"]


def _unit(given: str, number: str, pattern: str, names: list[str]) -> str:
    """The unit among `names`, singular and plural alike; raises UnitError naming the one given."""
    stem = given.casefold().removesuffix("s")
    for name in names:
        if name.removesuffix("s") == stem:
            return name
    near = nearest(given, names)
    shown = f"'{pattern.format(number=number, unit=near)}'" if near else None
    raise UnitError(f"has the unit {given[:30]!r}, which is not one of the units allowed", one_of(names), shown)


def duration_text(weeks: float) -> str:
    """Weeks -> the shortest text that parse_duration turns back into the very same number."""
    choices = [(f"{weeks * IN_A_WEEK[unit]:.10g}", unit) for unit in ("weeks", "days", "years", "months")]
    texts = [f"{number} {unit}" for number, unit in choices if float(number) / IN_A_WEEK[unit] == weeks]
    return min([*texts, f"{weeks!r} weeks"], key=_number_length)


def rate_text(per_week: float) -> str:
    """Per week -> the shortest text that parse_rate turns back into the very same number."""
    choices = [(f"{per_week / IN_A_WEEK[unit + 's']:.10g}", unit) for unit in ("year", "week", "month", "day")]
    texts = [f"{number} per {unit}" for number, unit in choices if float(number) * IN_A_WEEK[unit + "s"] == per_week]
    return min([*texts, f"{per_week!r} per week"], key=_number_length)


def _number_length(text: str) -> int:
    return text.index(" ")


def _refusal(message: str, allowed: str | None, near: str | None) -> PydanticCustomError:
    # Braces would be taken for places to fill in.
    plain = message.replace("{", "(").replace("}", ")")
    return PydanticCustomError("quantity", plain, {"allowed": allowed, "nearest": near})


@dataclass(frozen=True)
class DurationIn:
    """Marks a field as a length of time between two others; its value is in weeks."""

    least: str = "1 day"
    most: str = "100 years"

    def check(self, given: object) -> float:
        """The value inside; raises what pydantic turns into a problem."""
        try:
            weeks = parse_duration(given)
        except UnitError as fault:
            raise _refusal(fault.message, fault.allowed, fault.near) from None
        if not parse_duration(self.least) <= weeks <= parse_duration(self.most):
            raise _refusal("is out of range", f"{self.least} to {self.most}", None)
        return weeks

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        text = core_schema.plain_serializer_function_ser_schema(duration_text, when_used="json")
        return core_schema.no_info_plain_validator_function(self.check, serialization=text)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": DURATION_PATTERN}


@dataclass(frozen=True)
class RateIn:
    """Marks a field as a rate between none and `most`; its value is per week."""

    most: str = "1000 per year"

    def check(self, given: object) -> float:
        """The value inside; raises what pydantic turns into a problem."""
        try:
            per_week = parse_rate(given)
        except UnitError as fault:
            raise _refusal(fault.message, fault.allowed, fault.near) from None
        if not 0.0 <= per_week <= parse_rate(self.most):
            raise _refusal("is out of range", f"0 to {self.most}", None)
        return per_week

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        text = core_schema.plain_serializer_function_ser_schema(rate_text, when_used="json")
        return core_schema.no_info_plain_validator_function(self.check, serialization=text)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": RATE_PATTERN}


@dataclass(frozen=True)
class Number:
    """Marks a field as a plain number between two others, of `unit`."""

    least: float
    most: float
    unit: str

    @property
    def allowed(self) -> str:
        """The range, in words."""
        return f"{self.least:g} to {self.most:g} ({self.unit})"

    def check(self, given: object) -> float:
        """The value inside; raises what pydantic turns into a problem."""
        if isinstance(given, bool) or not isinstance(given, int | float):
            found = _MEASURE.match(given) if isinstance(given, str) else None
            near = None
            if found and found[2] and not found[4]:
                near = f"{float(found[1]) / 100:g}"
            elif found:
                near = found[1]
            raise _refusal("must be a plain number, without quotes or a unit", self.allowed, near)
        if not (math.isfinite(given) and self.least <= given <= self.most):
            raise _refusal("is out of range", self.allowed, None)
        return float(given)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "number", "minimum": self.least, "maximum": self.most}


Duration = Annotated[float, DurationIn()]
Rate = Annotated[float, RateIn()]
Share = Annotated[float, Number(0, 1, "a share")]
