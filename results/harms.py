"""Who is harmed: for each outcome that most people would want one way, the groups for whom a regime turns it the other.

Regions are left out: how people are spread over them is judged, so what the model says of one is an illustration.
"""

from dataclasses import dataclass

import numpy as np

from results.estimate import Estimate
from results.mixture import mixture
from results.outcome import Outcome
from results.outcomes import HEADLINE
from results.section import Context
from simulate.groups import LEVELS

LEFT_OUT = frozenset({"region"})
MEANINGLESS = {("homeless", "housing")}
"""Outcome and group that say the same thing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A level of a group, and by how much an outcome differs there per 1,000 person-years."""

    outcome: Outcome
    group: str
    level: int
    difference: Estimate

    @property
    def worse(self) -> float:
        """By how much it is worse: above 0 for harm, by the best estimate."""
        return -self.difference.mean if self.outcome.better == "more" else self.difference.mean

    @property
    def settled_harm(self) -> bool:
        """Whether it is worse and its interval leaves out zero."""
        return self.difference.settled and self.worse > 0


def places(context: Context, other: int, outcome: Outcome) -> tuple[Place, ...]:
    """Every level of every group in which somebody lived, for one outcome; nothing where it was not read by group."""
    found = []
    for group, levels in LEVELS.items():
        name = f"groups.{group}.{outcome.name}"
        if (outcome.name, group) in MEANINGLESS or group in LEFT_OUT or name not in context.gathered.arrays:
            continue
        table = context.gathered.arrays[name]
        gap = table[other] - table[0]
        for level in range(len(levels)):
            if np.isfinite(gap[..., level]).all():
                one = mixture(context.gathered.by_belief(gap[..., level]))
                found.append(Place(outcome, group, level, one))
    return tuple(found)


def worst(context: Context, other: int) -> tuple[tuple[Place, ...], int, int]:
    """For each outcome the group most harmed, settled harms alone where there are any; how many harms are settled, of
    how many groups and outcomes looked at.
    """
    chosen: list[Place] = []
    settled = looked = 0
    for outcome in HEADLINE:
        if outcome.better is None or outcome.group is None:
            continue
        all_ = places(context, other, outcome)
        looked += len(all_)
        sure = [one for one in all_ if one.settled_harm]
        settled += len(sure)
        among = sure or [one for one in all_ if one.worse > 0]
        if among:
            chosen.append(max(among, key=lambda one: one.worse))
    if settled:
        chosen = [one for one in chosen if one.settled_harm]
    return tuple(chosen), settled, looked
