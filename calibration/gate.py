"""Which targets may be used: an emulator is checked before it is believed, and who fails is kept out and named."""

from dataclasses import dataclass

import numpy as np

from calibration.emulator import CHECKED, Emulator
from simulate.arrays import FloatArray

TWICE = 2.0


@dataclass(frozen=True, slots=True)
class Kept:
    """Columns of the targets that may be used, and why each of the others may not."""

    some: tuple[int, ...]
    out: dict[str, str]


def gate(emulator: Emulator, tolerance: FloatArray) -> Kept:
    """Keep the targets whose emulator can be believed, judged on points it was not made from.

    tolerance: (targets,) how far off a run may be from the figure anyway, a standard deviation on its scale.
    """
    some: list[int] = []
    out: dict[str, str] = {}
    for i, name in enumerate(emulator.names):
        if emulator.within[i] < CHECKED:
            out[name] = (
                f"only {emulator.within[i]:.0%} of the points left out lie within 3 standard deviations of what its "
                f"emulator claims, not {CHECKED:.0%}"
            )
        elif emulator.worst[i] > TWICE * tolerance[i]:
            out[name] = (
                f"its emulator is off by {emulator.worst[i] / tolerance[i]:.1f} times what the figure may be off "
                f"anyway, at the points left out that it does worst on (1 in {1 / (1 - CHECKED):.0f})"
            )
        else:
            some.append(i)
    return Kept(tuple(some), out)


def tolerance(error: FloatArray, discrepancy: FloatArray, other: FloatArray) -> FloatArray:
    """Standard deviation of all that sets a run apart from a figure, but the emulator: (targets,)."""
    return np.asarray(np.sqrt(error**2 + discrepancy**2 + other**2))
