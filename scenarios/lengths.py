"""A length of time on the calendar: 24 months after 25 October 2010 is 25 October 2012.

Days and weeks are counted. Months and years go by the calendar, where the last day of a month stands for a day that
month has not; a part of a month is that part of 365.25 / 12 days, to the nearest day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import Any

from pydantic_core import core_schema

from scenarios.units import DURATION_PATTERN, IN_A_WEEK, DurationIn, parse_duration

_PARTS = re.compile(r"\s*([-+.eE0-9]+)\s*([^\W\d_]+)\s*\Z")
_DAYS = {"days": 1, "weeks": 7}
_MONTHS = {"months": 1, "years": 12}
_DAYS_A_MONTH = 7 / IN_A_WEEK["months"]


@dataclass(frozen=True, slots=True)
class Length:
    """A number of days, weeks, months or years."""

    number: float
    unit: str

    def __str__(self) -> str:
        """As a file writes it: `24 months`."""
        number = f"{self.number:.12g}"
        return f"{number} {self.unit.removesuffix('s') if number == '1' else self.unit}"

    @property
    def weeks(self) -> float:
        """The same in weeks, a month being a twelfth of 365.25 days."""
        return self.number / IN_A_WEEK[self.unit]

    def after(self, day: date, times: int = 1) -> date:
        """The day that is `times` this length after another."""
        if self.unit in _DAYS:
            return day + timedelta(days=round(self.number * _DAYS[self.unit] * times))
        months = round(self.number * _MONTHS[self.unit] * times, 9)
        whole = floor(months)
        return _months_after(day, whole) + timedelta(days=round((months - whole) * _DAYS_A_MONTH))

    def before(self, day: date) -> date:
        """The day that is this length before another."""
        return self.after(day, -1)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def parse_length(text: object) -> Length:
    """`"24 months"` -> Length(24, "months"). Raises units.UnitError."""
    if isinstance(text, Length):
        return text
    parse_duration(text)
    found = _PARTS.match(str(text))
    assert found is not None  # or it would not have been a duration
    stem = found[2].casefold().removesuffix("s")
    [unit] = [name for name in IN_A_WEEK if name.removesuffix("s") == stem]
    return Length(float(found[1]), unit)


@dataclass(frozen=True)
class LengthIn:
    """Marks a field as a length of time on the calendar, between two others."""

    least: str
    most: str

    def check(self, given: object) -> Length:
        """The value inside; raises what pydantic turns into a problem."""
        text = str(given) if isinstance(given, Length) else given
        DurationIn(self.least, self.most).check(text)
        return parse_length(text)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        text = core_schema.plain_serializer_function_ser_schema(str, when_used="json")
        return core_schema.no_info_plain_validator_function(self.check, serialization=text)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": DURATION_PATTERN}
