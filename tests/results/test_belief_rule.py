"""When the choice of belief decides an outcome: on made-up estimates, at and beside each threshold."""

import pytest

from results.belief_rule import SURE, Hangs, decides, hangs, sides, sign
from results.estimate import Estimate
from results.words import LIKELY

ZERO = Estimate(0.0, 0.0, 0.0, 0.0, None, None)
SINGLE = Estimate(-5.0, None, None, None, None, None)


def believed(mean: float, surely: float, *, off_zero: bool = False) -> Estimate:
    """surely: how probable the sign of the mean is. off_zero: whether the interval leaves out zero."""
    half = abs(mean) * (0.5 if off_zero else 2)
    return Estimate(mean, mean - half, mean + half, surely if mean > 0 else 1 - surely, None, None)


def test_sure_is_where_words_say_probably() -> None:
    assert SURE == LIKELY


@pytest.mark.parametrize(
    ("one", "settled"),
    [
        (believed(4.0, 0.9), 1),
        (believed(4.0, 0.899), 0),
        (believed(-4.0, 0.9), -1),
        (believed(-4.0, 0.899), 0),
        (believed(4.0, 0.5, off_zero=True), 1),
        (ZERO, 0),
        (SINGLE, 0),
    ],
)
def test_a_sign_is_settled_from_nine_in_ten_or_off_zero(one: Estimate, settled: int) -> None:
    assert sign(one) == settled


@pytest.mark.parametrize(
    ("under", "found", "said"),
    [
        ((believed(-4, 0.9), believed(4, 0.9)), Hangs.DECIDES, True),
        ((believed(4, 0.99), believed(-4, 0.95), believed(1, 0.6)), Hangs.DECIDES, True),
        # One side is not sure: it leans.
        ((believed(-4, 0.9), believed(4, 0.85)), Hangs.LEANS, None),
        ((believed(-4, 0.6), believed(4, 0.6)), Hangs.LEANS, None),
        # Two that agree and a third that would rather not, and is not sure.
        ((believed(4, 0.99), believed(4, 0.99), believed(-1, 0.7)), Hangs.LEANS, None),
        ((believed(4, 0.99), believed(4, 0.6)), Hangs.AGREES, False),
        ((believed(-4, 0.6), believed(-4, 0.6)), Hangs.AGREES, False),
        # Exactly nothing is on no side.
        ((ZERO, believed(4, 0.99)), Hangs.AGREES, False),
        ((ZERO, ZERO), Hangs.AGREES, False),
        # A single run may have its sign by luck.
        ((SINGLE, believed(4, 0.99)), Hangs.UNKNOWN, None),
        ((), Hangs.AGREES, False),
    ],
)
def test_the_rule(under: tuple[Estimate, ...], found: Hangs, said: bool | None) -> None:
    assert hangs(under) is found and decides(found) is said
    assert hangs(under[::-1]) is found


def test_sides_are_named() -> None:
    under = {"a": believed(4, 0.95), "b": believed(-4, 0.95), "c": believed(-1, 0.6), "d": believed(2, 0.9)}
    assert sides(under) == (("b",), ("a", "d"))
