"""Verdicts on claims: how probable it is, in a run, that what was said holds.

The probability is that of `Estimate.above_zero`, of how far the difference goes beyond what the claim asks: the share
of draws of the parameters, or where draws are few that of a t distribution. With one draw it is of chance alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from results.estimate import Estimate, estimate, level
from results.gather import Gathered, Reading, least_chance, outcome_readings, paired
from results.leaning import Leaning, leaning
from results.outcome import ByGroup, Values, alive
from results.outcomes import OUTCOMES
from scenarios.areas import regions
from scenarios.claim_file import Claim, Contrast, Threshold
from scenarios.claims import Known
from simulate.arrays import FloatArray
from simulate.groups import LEVELS
from simulate.observation import Observation

SUPPORTED = 0.9
"""From this probability on a claim is supported,"""
CONTRADICTED = 0.1
"""up to this one it is contradicted, and in between it is contingent on what is not known."""
PER = 1000
"""Person-years lived in an equity group that its figures are for."""

Verdict: TypeAlias = Literal["supported", "contradicted", "contingent", "not testable"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and what a run says of it.

    probability: that it holds; None where that cannot be said. base, other, difference: the figures compared.
    why: what the verdict rests on, where there is more to say. leans_on: of a contingent claim, the contested effects.
    """

    claim: Claim
    verdict: Verdict
    probability: float | None = None
    base: Estimate | None = None
    other: Estimate | None = None
    difference: Estimate | None = None
    why: str = ""
    leans_on: tuple[Leaning, ...] = ()


def known(scenarios: Sequence[str] | None = None) -> Known:
    """What claims may name. scenarios: names, where they are to be checked as well."""
    return Known(
        metrics=tuple(one.name for one in OUTCOMES),
        by_group=tuple(one.name for one in OUTCOMES if one.group is not None),
        groups={name: levels_of(name) for name in LEVELS},
        scenarios=scenarios,
    )


def levels_of(group: str) -> tuple[str, ...]:
    """Names of the levels of an equity group."""
    return regions() if group == "region" else LEVELS[group]


def within(claims: Sequence[Claim], scenarios: Sequence[str]) -> tuple[Claim, ...]:
    """The testable claims whose two regimes are both among these, the base first.

    One that names no regimes becomes one for every other regime against the base.
    """
    found: list[Claim] = []
    for claim in claims:
        if not claim.testable:
            continue
        if claim.contrast is None:
            pairs = [Contrast(base=scenarios[0], other=other) for other in scenarios[1:]]
            found += [claim.model_copy(update={"contrast": pair}) for pair in pairs]
        elif {claim.contrast.base, claim.contrast.other} <= set(scenarios):
            found.append(claim)
    return tuple(found)


def beyond(found: Sequence[Judged], limit: float) -> tuple[Judged, ...]:
    """Those that hold with a probability above the limit, or of which that cannot be said."""
    return tuple(one for one in found if one.probability is None or one.probability > limit)


def readings_for(claims: Sequence[Claim]) -> dict[str, Reading]:
    """What must be read from a run to judge these claims. Raises KeyError: an outcome that there is not."""
    of = {one.name: one for one in OUTCOMES}
    made: dict[str, Reading] = {}
    for claim in claims:
        for name in (claim.metric, claim.per):
            if name is None:
                continue
            one = of[name]
            if claim.group is None:
                made.update(outcome_readings((one,)))
            elif one.group is not None:
                made[reading_name(name, claim)] = _of_group(one.group, claim.group.name, claim.group.level)
    return made


def reading_name(metric: str, claim: Claim) -> str:
    """The name of the reading of an outcome for a claim: that of the outcome, or with the group before it."""
    return metric if claim.group is None else f"{claim.group.name}.{claim.group.level}.{metric}"


def _of_group(by_group: ByGroup, group: str, name: str) -> Reading:
    at = levels_of(group).index(name)

    def read(seen: Observation, values: Values) -> FloatArray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.array(PER * by_group(seen, group)[at] / alive(seen, group)[at], np.float64)

    return read


def judge(claim: Claim, gathered: Gathered, *, values: Sequence[Values] = (), contested: Sequence[str] = ()) -> Judged:
    """What a run says of a claim whose two regimes are in it.

    values: of the parameters, by draw. contested: those of them a contingent claim may lean on.
    """
    if not claim.testable or claim.metric is None or claim.contrast is None or claim.threshold is None:
        return Judged(claim, "not testable", why=claim.reason or "")
    base, other = (_figures(claim, gathered, name) for name in (claim.contrast.base, claim.contrast.other))
    if not (np.isfinite(base).all() and np.isfinite(other).all()):
        why = f"in some run there were no {claim.per}" if claim.per else "in some run nobody was in that group"
        return Judged(claim, "not testable", why=why)
    gap = paired(base, other)
    figures = level(base), level(other), estimate(gap)
    chance = probability(base, other, claim.threshold)
    if chance is None:
        return Judged(claim, "not testable", None, *figures, "a single run does not show how sure it is")
    said = verdict(chance)
    why = "exactly no difference in any run" if not gap.any() else ""
    leans: tuple[Leaning, ...] = ()
    if said == "contingent" and len(values) == gathered.draws:
        leans = leaning(margin(base, other, claim.threshold).mean(axis=1), values, contested)
    return Judged(claim, said, chance, *figures, why, leans)


def _figures(claim: Claim, gathered: Gathered, scenario: str) -> FloatArray:
    """The outcome of a claim under a regime, run by run, divided where it is to be: (draws, replicates)."""
    at = gathered.scenarios.index(scenario)
    table: FloatArray = least_chance(gathered, reading_name(str(claim.metric), claim))[at]
    if claim.per is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            table = table / least_chance(gathered, reading_name(claim.per, claim))[at]
    return table


def margin(base: FloatArray, other: FloatArray, threshold: Threshold) -> FloatArray:
    """How far each run goes beyond what is asked, in the unit of the outcome; above 0 where the claim holds there.

    base, other: (draws, replicates).
    """
    gap = paired(base, other)
    if threshold.direction == "same":
        return _size(threshold.tolerance or 0.0, base, threshold) - np.abs(gap)
    return (gap if threshold.direction == "more" else -gap) - _size(threshold.by, base, threshold)


def probability(base: FloatArray, other: FloatArray, threshold: Threshold) -> float | None:
    """How probable it is that the claim holds; None with a single run.

    base, other: (draws, replicates) of the same people with the same luck.
    """
    gap = paired(base, other)
    if gap.size > 1 and not gap.any():
        return float(threshold.direction == "same")
    if threshold.direction != "same":
        return estimate(margin(base, other, threshold)).above_zero
    # Outside on one side and outside on the other exclude each other, so their probabilities add up.
    room = _size(threshold.tolerance or 0.0, base, threshold)
    below, above = estimate(room - gap).above_zero, estimate(room + gap).above_zero
    return None if below is None or above is None else max(0.0, below + above - 1.0)


def _size(asked: float, base: FloatArray, threshold: Threshold) -> FloatArray:
    """What is asked, in the unit of the outcome."""
    return asked * base if threshold.of == "base" else np.full_like(base, asked)


def verdict(chance: float) -> Verdict:
    """The verdict that goes with a probability."""
    if chance >= SUPPORTED:
        return "supported"
    return "contradicted" if chance <= CONTRADICTED else "contingent"
