"""What a submodel does, found by asking it: who is at risk of it, and what each of its outcomes changes.

Statuses drawn from all that can be written down, reachable or not, so that nothing shows but what the submodel itself
asks for; under a regime with as many levers on as can be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from results.model_reads import values
from scenarios.levers import Regime
from scenarios.library import SCENARIOS
from scenarios.loader import load_scenario
from simulate.arrays import BoolArray
from simulate.numbers import fill
from simulate.process import Clock, Process
from simulate.status import AXES, STATUSES, Statuses, level_name, unpack

SAMPLE = 20_000
"""Statuses asked about: the rarest combination that a submodel asks for comes up hundreds of times."""
TEMPLATE = SCENARIOS.parent / "template.yaml"
LAG = 4.0
"""Weeks that notices take where channels are slow."""


@dataclass(frozen=True)
class Asked:
    """What a submodel said. at_risk: axis -> levels, of the axes that matter. changes: outcome -> what it changes."""

    at_risk: Mapping[str, tuple[str, ...]]
    changes: Mapping[str, Mapping[str, tuple[str, ...]]]


@cache
def _sample() -> Statuses:
    return unpack(np.random.default_rng(0).integers(0, STATUSES, SAMPLE).astype(np.int32))


@cache
def regimes() -> tuple[Regime, ...]:
    """As many levers on as can be together, nobody left out: notices at once, and notices that take time."""
    every = load_scenario(str(TEMPLATE)).scenario.regime
    share = every.identify.data_share

    def with_lag(lag: float | None) -> Regime:
        channels = {name: one.model_copy(update={"lag": lag}) for name, one in share.channels.items()}
        told = every.identify.model_copy(update={"data_share": share.model_copy(update=channels)})
        must = every.oblige.model_copy(update={"exempt": ()})
        pay = every.pay.model_copy(update={"allowance_volunteers_only": False})
        return every.model_copy(update={"identify": told, "oblige": must, "pay": pay})

    return with_lag(None), with_lag(LAG)


@cache
def asked(process: Process[Any]) -> Asked:
    """What this submodel says of the sample."""
    at, numbers = _sample(), fill(process.name, process.numbers, values())
    risk = np.zeros(len(at), np.bool_)
    changes: dict[str, dict[str, set[int]]] = {}
    for regime in regimes():
        hazard = process.hazard(at, regime, numbers) > 0
        risk |= hazard
        here = _take(at, hazard if hazard.any() else np.arange(len(at)) == 0)
        with np.errstate(all="ignore"):
            outcomes = process.fire(here, regime, numbers)
        for outcome in outcomes:
            found = changes.setdefault(outcome.name, {})
            if outcome.after is None or not hazard.any():
                continue
            possible = outcome.probability > 0
            for axis in AXES:
                was, is_ = here.axis(axis)[possible], outcome.after.axis(axis)[possible]
                if (was != is_).any():
                    found.setdefault(axis, set()).update(is_[was != is_].tolist())
    told = {name: {axis: _levels(axis, these) for axis, these in found.items()} for name, found in changes.items()}
    return Asked(dict(_restricted(at, risk)), told)


def _take(at: Statuses, some: BoolArray) -> Statuses:
    return Statuses(*(at.axis(name)[some] for name in AXES))


def _restricted(at: Statuses, risk: BoolArray) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Axes on which not every level is at risk, with those that are; none where nobody is."""
    for axis, levels in AXES.items() if risk.any() else ():
        there = set(at.axis(axis)[risk].tolist())
        if len(there) < len(levels):
            yield axis, _levels(axis, there)


def _levels(axis: str, these: set[int]) -> tuple[str, ...]:
    return tuple(level_name(axis, level) for level in sorted(these))


def clock_words(clock: Clock) -> str:
    """A clock in words."""
    return {0: "fixed", 1: "exponential"}.get(clock.stages, f"sum of {clock.stages} stages")
