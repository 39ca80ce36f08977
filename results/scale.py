"""A scale for differences: a few round ticks, and one effect out of all proportion does not hide the rest."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from results.estimate import Estimate
from results.pieces import Track

TOO_FAR = 12.0
"""Where the farthest end is so many times the upper quartile, the scale ends earlier and lines go on beyond it."""
AS_FAR = 3.0
"""Then it ends at so many times the upper quartile."""
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
ROOM = 1.06
"""Room at both ends."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From -reach to +reach, or from 0 where nothing is below it. ticks: values at which there is a line."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Where a value stands, in % from the left; ends of the scale for what lies beyond."""
        return min(100.0, max(0.0, 100 * (value - self.low) / (self.high - self.low)))

    def track(self, one: Estimate, times: float) -> Track:
        """The mark and line of an estimate times a factor."""
        mean, low, high = (None if x is None else x * times for x in (one.mean, one.low, one.high))
        beyond = [x for x in (mean, low, high) if x is not None]
        return Track(
            round(self.place(mean or 0.0), 2),
            None if low is None else round(self.place(low), 2),
            None if high is None else round(self.place(high), 2),
            one.settled or one.zero,
            below=min(beyond) < self.low,
            above=max(beyond) > self.high,
        )


def scale(ends: Sequence[float]) -> Scale:
    """A scale about 0 that holds these ends, or most of them."""
    sizes = sorted(abs(end) for end in ends if math.isfinite(end) and end)
    if not sizes:
        return Scale(-1.0, 1.0, (0.0,))
    farthest, most = sizes[-1], sizes[(3 * len(sizes)) // 4]
    reach = farthest if farthest <= TOO_FAR * most else AS_FAR * most
    step = _step(reach / 2.5)
    ticks = tuple(step * n for n in range(-int(reach * ROOM // step), int(reach * ROOM // step) + 1))
    return Scale(-reach * ROOM, reach * ROOM, ticks)


def _step(about: float) -> float:
    """The first round number that is not below this size."""
    power = 10.0 ** math.floor(math.log10(about))
    return power * min(one for one in STEPS if one * power >= about * (1 - 1e-9))
