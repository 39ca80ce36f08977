"""What every contender should end with, exactly: in continuous time, or by the steps that it takes.

Claimants are independent, so the number of them in a state is a sum of independent yes-or-noes: its mean and its
standard error follow from the chances of those who open in each state.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm

from benchmarks.peers.common import EVENTS, OUTCOMES, STATES, Rates, after, hazards, opening, outcomes

Stage = tuple[str, ...]
Matrix = NDArray[np.float64]
TOGETHER: tuple[Stage, ...] = (EVENTS,)
"""The stages of a week in which all hazards compete and at most one thing happens."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How a contender goes through a week.

    stages: the events that are drawn together, one stage after another on the states the last has left; none:
    continuous time. linear: the chance of each event is its hazard itself; otherwise the chance that anything
    happens in a stage is 1 - exp(-total hazard), shared out by hazard.
    """

    stages: tuple[Stage, ...] = TOGETHER
    linear: bool = False


EXACT = Steps(stages=())


def generator(rates: Rates) -> Matrix:
    """Rates between states, per week: (states, states), rows add up to nothing."""
    found, to = np.zeros((STATES, STATES)), after()
    for (state, event), rate in np.ndenumerate(hazards(rates)):
        found[state, to[state, event]] += rate
        found[state, state] -= rate
    return found


def _stage(rates: Rates, stage: Stage, *, linear: bool) -> Matrix:
    """Chances between states in one stage of a week: (states, states)."""
    here = [EVENTS.index(event) for event in stage]
    rate, to, found = hazards(rates)[:, here], after()[:, here], np.eye(STATES)
    total = rate.sum(axis=1, keepdims=True)
    shared = np.divide(rate, total, out=np.zeros_like(rate), where=total > 0) * -np.expm1(-total)
    chance = rate if linear else shared
    for (state, event), each in np.ndenumerate(chance):
        found[state, to[state, event]] += each
        found[state, state] -= each
    return found


def transitions(rates: Rates, steps: Steps, *, weeks: int) -> Matrix:
    """Chances between the states of the start and of the end: (states, states)."""
    if not steps.stages:
        whole: Matrix = expm(generator(rates) * weeks)
        return whole
    week = np.eye(STATES)
    for stage in steps.stages:
        week = week @ _stage(rates, stage, linear=steps.linear)
    return np.linalg.matrix_power(week, weeks)


@dataclass(frozen=True, slots=True)
class Expected:
    """Mean and standard error of a number of people."""

    mean: float
    error: float


def expected(rates: Rates, steps: Steps, *, claimants: int, weeks: int) -> dict[str, Expected]:
    """Each outcome at the end."""
    start = np.bincount(opening(claimants), minlength=STATES)
    chances = transitions(rates, steps, weeks=weeks)
    found = {}
    for name in OUTCOMES:
        inside = [outcomes(tuple(int(state == s) for s in range(STATES)))[name] for state in range(STATES)]
        chance = chances @ np.array(inside, float)
        found[name] = Expected(float(start @ chance), sqrt(float(start @ (chance * (1 - chance)))))
    return found


def errors_off(counts: Sequence[int], of: dict[str, Expected]) -> dict[str, float]:
    """How many standard errors each outcome is off its exact value. counts: people in each state."""
    seen = outcomes(tuple(counts))
    return {name: (seen[name] - right.mean) / right.error for name, right in of.items()}


def bias(rates: Rates, steps: Steps, *, weeks: int) -> dict[str, float]:
    """What the steps alone make of each outcome, chance left out: a share of the exact value in continuous time."""
    many = 1_000_000
    stepped = expected(rates, steps, claimants=many, weeks=weeks)
    right = expected(rates, EXACT, claimants=many, weeks=weeks)
    return {name: stepped[name].mean / right[name].mean - 1 for name in right}
