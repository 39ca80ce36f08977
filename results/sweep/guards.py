"""Guardrails of a sweep: harms tried on every regime, each with the probability it may not exceed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from results.claims import Judged, judge, readings_for, within
from results.estimate import ENOUGH_DRAWS, TAIL
from results.gather import Gathered, Reading
from results.sweep.design import Design
from scenarios.fail_if import Guard


@dataclass(frozen=True, slots=True)
class Tried:
    """A guardrail tried on one regime.

    low, high: 95% interval of the probability, as draws are few; None where it is no share of draws. failed: likelier
    than it may be, or not to be said.
    """

    guard: Guard
    judged: Judged
    low: float | None
    high: float | None

    @property
    def probability(self) -> float | None:
        """How probable the harm is."""
        return self.judged.probability

    @property
    def failed(self) -> bool:
        """Whether it stops whoever asked."""
        return self.probability is None or self.probability > self.guard.above

    @property
    def close(self) -> bool:
        """Whether more draws could turn it."""
        return self.low is not None and self.high is not None and self.low <= self.guard.above < self.high


def guard_readings(guards: Sequence[Guard]) -> dict[str, Reading]:
    """All that must be read of a run to try these."""
    return readings_for([guard.claim for guard in guards])


def try_guards(guards: Sequence[Guard], gathered: Gathered, design: Design) -> tuple[Tried, ...]:
    """Every guardrail on every regime it is about. gathered: with `guard_readings`.

    Draws that hang together by design count once.
    """
    rows = design.independent()
    arrays = {name: array[:, rows] for name, array in gathered.arrays.items()}
    alone = Gathered(gathered.scenarios, arrays)
    found = []
    for guard in guards:
        for claim in within([guard.claim], gathered.scenarios):
            judged = judge(claim, alone)
            found.append(Tried(guard, judged, *_interval(judged.probability, len(rows))))
    return tuple(found)


def _interval(probability: float | None, draws: int) -> tuple[float | None, float | None]:
    """Wilson's interval of a share of draws."""
    if probability is None or draws < ENOUGH_DRAWS:
        return None, None
    z = float(special.ndtri(1 - TAIL))
    middle = (probability + z * z / (2 * draws)) / (1 + z * z / draws)
    half = z / (1 + z * z / draws) * np.sqrt(probability * (1 - probability) / draws + (z / (2 * draws)) ** 2)
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))
