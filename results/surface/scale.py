"""Coordinates of the contested effects: -1 and 1 are the ends of what is open to argument, whatever the unit.

Ratios are taken by their logarithm, so that half and double are equally far.
"""

import math
from dataclasses import dataclass

from scenarios.parameters import Parameters

BEYOND = 1.3
"""How far points go, so that a belief's rarest draws lie inside."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One contested effect. middle, half: of its ends, as logarithms where `logarithmic`, in weeks and per week."""

    name: str
    middle: float
    half: float
    logarithmic: bool
    least: float
    most: float = BEYOND

    def value(self, x: float) -> float:
        """The value at a coordinate, in weeks and per week."""
        at = self.middle + self.half * x
        return math.exp(at) if self.logarithmic else at

    def coordinate(self, value: float) -> float:
        """The coordinate of a value, brought inside what points were spread over."""
        at = math.log(max(value, 1e-300)) if self.logarithmic else value
        return min(max((at - self.middle) / self.half, self.least), self.most)


def contested(parameters: Parameters) -> tuple[Scale, ...]:
    """The scales of the contested effects, in the order of the file."""
    made = []
    for name, one in parameters.quantities.items():
        if one.kind != "contested" or one.distribution is None:
            continue
        logarithmic = one.distribution.kind == "lognormal"
        ends = [one.to_model(end) for end in (one.distribution.low, one.distribution.high)]
        low, high = (math.log(end) for end in ends) if logarithmic else ends
        middle, half = (low + high) / 2, (high - low) / 2
        # A share cannot fall below nothing.
        least = max(-BEYOND, -middle / half) if one.distribution.kind == "beta" else -BEYOND
        made.append(Scale(name, middle, half, logarithmic, least))
    return tuple(made)
