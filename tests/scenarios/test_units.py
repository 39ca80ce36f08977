"""Quantities with units: read exactly, written back exactly, refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.units import UnitError, duration_text, parse_duration, parse_rate, rate_text


@pytest.mark.parametrize(
    ("text", "weeks"),
    [("7 days", 1.0), ("1 day", 1 / 7), ("3 weeks", 3.0), ("1 year", 365.25 / 7), ("12 months", 365.25 / 7)],
)
def test_durations_in_weeks(text: str, weeks: float) -> None:
    assert parse_duration(text) == pytest.approx(weeks, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "per_week"),
    [("1 per week", 1.0), ("1 per day", 7.0), ("365.25 per year", 7.0), ("0 per year", 0.0),
     ("12 per month", 144 * 7 / 365.25)],
)  # fmt: skip
def test_rates_per_week(text: str, per_week: float) -> None:
    assert parse_rate(text) == pytest.approx(per_week, rel=1e-12)


@pytest.mark.parametrize(
    ("given_", "message", "near"),
    [
        (10, "needs a unit", "'10 days'"),
        ("10", "needs a unit", "'10 days'"),
        ("10 dyas", "has the unit 'dyas'", "'10 days'"),
        ("10 fortnights", "has the unit 'fortnights'", None),
        ("10 per year", "not a rate", None),
        ("soon", "is not a length of time", None),
        (True, "must be a length of time", None),
        (None, "must be a length of time", None),
    ],
)
def test_durations_refused(given_: object, message: str, near: str | None) -> None:
    with pytest.raises(UnitError) as caught:
        parse_duration(given_)
    assert message in caught.value.message
    assert caught.value.allowed is not None
    assert "days" in caught.value.allowed
    if near:
        assert near in str(caught.value.near)
    else:
        assert caught.value.near is None


@pytest.mark.parametrize(
    ("given_", "message", "near"),
    [
        (0.05, "needs a unit", "'0.05 per year'"),
        ("0.05 a year", "must be a rate", "'0.05 per year'"),
        ("0.05/year", "must be a rate", "'0.05 per year'"),
        ("5 years", "must be a rate", "'5 per year'"),
        ("5% per year", "not a percentage", "'0.05 per year'"),
        ("0.05 per yaer", "has the unit 'yaer'", "'0.05 per year'"),
        ("often", "is not a rate", None),
    ],
)
def test_rates_refused(given_: object, message: str, near: str | None) -> None:
    with pytest.raises(UnitError) as caught:
        parse_rate(given_)
    assert message in caught.value.message
    assert caught.value.near == near


@given(st.floats(1e-6, 1e6))
def test_text_of_a_quantity_reads_back_as_the_very_same(number: float) -> None:
    assert parse_duration(duration_text(number)) == number
    assert parse_rate(rate_text(number)) == number


@pytest.mark.parametrize("text", ["10 days", "3 weeks", "2 years", "6 months"])
def test_a_neat_duration_stays_neat(text: str) -> None:
    assert len(duration_text(parse_duration(text))) <= len("0.5 months")


def test_a_neat_rate_stays_neat() -> None:
    assert rate_text(parse_rate("0.05 per year")) == "0.05 per year"
    assert rate_text(0.0) == "0 per year"
