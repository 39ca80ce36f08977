"""A second opinion: the model itself, on a few claimants, at just the values of a view.

It is rough: the interval is of chance alone, over a few replicates, and is wide. One is made at a time.
"""

from dataclasses import dataclass, replace
from threading import Lock

from results.estimate import Estimate
from results.surface.answer import Row
from results.surface.surface import Surface
from results.surface.view import View
from results.words import interval, number
from sanctionsim.explorer.full import Full, in_weeks, plan

SMALL = Full(claimants=1_500, draws=1, replicates=3)
_AT_WORK = Lock()


class Busy(Exception):
    """Another second opinion is being made."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the small runs showed: outcome -> paired difference. claimants, replicates: of them."""

    differences: dict[str, Estimate]
    claimants: int
    replicates: int


def second_opinion(surface: Surface, view: View, size: Full = SMALL) -> Opinion:
    """Run the view at its very values, small. Raises Busy, InputError as `plan`."""
    from results.comparison import compare
    from results.gather import gather, outcome_readings
    from results.outcomes import HEADLINE
    from simulate.ensemble import run_plan

    if not _AT_WORK.acquire(blocking=False):
        raise Busy
    try:
        belief = dict(zip((one.name for one in surface.effects), surface.belief(view.belief).values, strict=True))
        exact = replace(view, held=belief | dict(view.held))
        made, _ = plan(surface, exact, size)
        made = replace(made, given=(made.parameters.values() | in_weeks(made, exact.held),))
        gathered = gather(
            (ran for task in run_plan(made) for ran in task), outcome_readings(HEADLINE),
            scenarios=tuple(name for name, _ in made.scenarios), values=made.values(), assumed=made.assumed(),
        )  # fmt: skip
        (compared,) = compare(gathered, HEADLINE)
        found = {row.outcome.name: row.difference for row in compared.rows}
        return Opinion(found, size.claimants, size.replicates)
    finally:
        _AT_WORK.release()


def told(opinion: Opinion, rows: tuple[Row, ...]) -> tuple[tuple[str, str, str], ...]:
    """Outcome, what the surface says, what the small runs say."""
    paired = ((row, opinion.differences[row.shape.outcome]) for row in rows)
    return tuple(
        (
            row.shape.label,
            f"{number(row.here, sign=True)} \N{PLUS-MINUS SIGN} {number(row.error)}",
            f"{number(one.mean, sign=True)} ({interval(one, sign=True)})",
        )
        for row, one in paired
    )
