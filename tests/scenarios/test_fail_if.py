"""Conditions: every form of the grammar, and sentences for what is none."""

import pytest

from scenarios.errors import InputError
from scenarios.fail_if import parse_condition


@pytest.mark.parametrize(
    ("text", "metric", "direction", "by", "of", "above"),
    [
        ("deaths > 2% @ 0.1", "deaths", "more", 0.02, "base", 0.1),
        ("deaths>2%@0.1", "deaths", "more", 0.02, "base", 0.1),
        ("deaths > 100", "deaths", "more", 100, "number", 0.1),
        ("in_treatment < -2% @ 25%", "in_treatment", "less", 0.02, "base", 0.25),
        ("in_treatment < \N{MINUS SIGN}500 @ 0", "in_treatment", "less", 500, "number", 0.0),
        ("deaths > 0 @ 0.5", "deaths", "more", 0.0, "number", 0.5),
        ("in_treatment < 0 @ 0.5", "in_treatment", "less", 0.0, "number", 0.5),
    ],
)
def test_a_condition_is_read(text: str, metric: str, direction: str, by: float, of: str, above: float) -> None:
    guard = parse_condition(text)
    limit = guard.claim.threshold
    assert limit is not None and guard.claim.metric == metric
    assert [limit.direction, limit.of, guard.above] == [direction, of, above]
    assert limit.by == pytest.approx(by)


def test_a_group_and_a_divisor() -> None:
    guard = parse_condition("left_treatment / in_treatment [children: children at home] > 2.5% @ 0.2")
    assert guard.claim.per == "in_treatment" and guard.claim.group is not None
    assert (guard.claim.group.name, guard.claim.group.level) == ("children", "children at home")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deaths", "is not a condition"),
        ("deaths >> 2%", "is not a condition"),
        ("deaths > 2% @", "is not a condition"),
        ("Deaths > 2%", "is not a condition"),
        ("deaths > -2%", "whose size has a minus"),
        ("in_treatment < 2%", "'in_treatment < -2%'"),
        ("deaths > 2% @ 1.5", "0 to 1 behind the @"),
        ("deaths > 1" + "0" * 40, "beyond what there is"),
        ("in_treatment < -100%", "less than 100%"),
        ("", "is not a condition"),
        ("a" * 100_000 + " > 1", "is not a condition"),
    ],
)
def test_what_is_none_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_condition(text)
    (problem,) = refused.value.problems
    assert problem.field == "--fail-if" and said in problem.text and len(problem.text) < 400
