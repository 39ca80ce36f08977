"""Whether an answer hangs on whose belief is taken: one rule, on the paired difference of an outcome under each belief.

The choice of belief decides an outcome when two beliefs each settle its sign and the signs are opposite: then whoever
asks gets the answer that he or she brought along. It leans on the belief when best estimates have opposite signs, but
no two beliefs settle opposite ones.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from results.estimate import Estimate

SURE = 0.9
"""From this probability on a belief settles a sign: it is where the words of tables begin to say `probably`. It is
lower than what an interval off zero takes, because the warning is to come early: one too many costs a reader some
caution, one missed lets a belief be taken for a finding."""


class Hangs(StrEnum):
    """How an outcome hangs on whose belief is taken."""

    DECIDES = "the belief decides"
    LEANS = "leans on the belief"
    AGREES = "same sign"
    UNKNOWN = "not known"


def sign(one: Estimate) -> int:
    """The sign that is settled under one belief: 1, -1, or 0 where none is."""
    if one.settled:
        return best(one)
    if one.above_zero is None:
        return 0
    chance = one.above_zero if one.mean > 0 else 1 - one.above_zero
    return best(one) if chance >= SURE else 0


def best(one: Estimate) -> int:
    """The sign of the best estimate: 0 where it is exactly nothing."""
    return (one.mean > 0) - (one.mean < 0)


def hangs(under: Sequence[Estimate]) -> Hangs:
    """How an outcome hangs on the belief. under: its paired difference under each belief."""
    if any(one.low is None for one in under):
        # A single run: its sign may be luck.
        return Hangs.UNKNOWN
    if {sign(one) for one in under} >= {1, -1}:
        return Hangs.DECIDES
    if {best(one) for one in under} >= {1, -1}:
        return Hangs.LEANS
    return Hangs.AGREES


def sides(under: Mapping[str, Estimate]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the beliefs that settle less, and of those that settle more."""
    less, more = (tuple(name for name, one in under.items() if sign(one) == side) for side in (-1, 1))
    return less, more


def decides(found: Hangs) -> bool | None:
    """As `--json` says it: None where best estimates disagree but nothing is settled, or nothing can be said."""
    return {Hangs.DECIDES: True, Hangs.AGREES: False}.get(found)
