"""Lengths of time on the calendar: months by the calendar, days and weeks counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.lengths import Length, parse_length
from scenarios.units import UnitError, parse_duration

DAYS = st.dates(date(2005, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("day", "text", "after"),
    [
        ("2010-10-25", "24 months", "2012-10-25"),
        ("2010-10-25", "2 years", "2012-10-25"),
        ("2012-01-01", "12 months", "2013-01-01"),
        ("2012-01-31", "1 month", "2012-02-29"),
        ("2011-12-31", "2 months", "2012-02-29"),
        ("2012-02-29", "1 year", "2013-02-28"),
        ("2010-01-01", "13 weeks", "2010-04-02"),
        ("2010-01-01", "1 day", "2010-01-02"),
        ("2010-01-01", "0.5 years", "2010-07-01"),
        ("2010-01-01", "1.5 months", "2010-02-16"),
    ],
)
def test_a_day_a_length_after_another(day: str, text: str, after: str) -> None:
    assert parse_length(text).after(date.fromisoformat(day)) == date.fromisoformat(after)


def test_steps_are_counted_from_the_first_day_so_that_month_ends_do_not_drift() -> None:
    month = parse_length("1 month")
    assert [month.after(date(2011, 1, 31), n) for n in range(4)] == [
        date(2011, 1, 31), date(2011, 2, 28), date(2011, 3, 31), date(2011, 4, 30),
    ]  # fmt: skip


@given(DAYS, st.integers(0, 100), st.sampled_from(["days", "weeks", "months", "years"]))
def test_longer_is_later_and_before_undoes_after_to_a_month_end(day: date, number: int, unit: str) -> None:
    length = Length(number, unit)
    later = length.after(day)
    assert later >= day
    assert Length(number + 1, unit).after(day) > later
    assert timedelta(0) <= day - length.before(later) <= timedelta(3)
    assert abs((later - day).days - length.weeks * 7) <= 4


@given(st.floats(0.01, 1000, allow_nan=False), st.sampled_from(["days", "weeks", "months", "years"]))
def test_text_reads_back(number: float, unit: str) -> None:
    length = Length(round(number, 6), unit)
    assert parse_length(str(length)) == length
    assert parse_duration(str(length)) == pytest.approx(length.weeks)


@pytest.mark.parametrize(
    ("text", "said"), [("1 months", "1 month"), ("24 month", "24 months"), ("2.50 weeks", "2.5 weeks")]
)
def test_text_is_as_a_reader_would_write_it(text: str, said: str) -> None:
    assert str(parse_length(text)) == said


@pytest.mark.parametrize("wrong", [12, "soon", "12 per year", "1 fortnight", None, True, "-1 weeks of"])
def test_what_is_no_length_is_refused_as_a_duration_is(wrong: object) -> None:
    with pytest.raises(UnitError):
        parse_length(wrong)
