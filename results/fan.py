"""Fans: how a paired difference opens over time, in bands of what is not known, with the part of chance beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from results.estimate import ENOUGH_DRAWS
from results.figures import INK, faint, style
from results.words import number
from simulate.arrays import FloatArray

BANDS = (0.95, 0.8, 0.5)
"""Shares of the probability that the bands hold, the widest first."""
SHADES = (0.14, 0.2, 0.3)
"""How dark each is by itself; they lie on each other."""


@dataclass(frozen=True, slots=True)
class Fan:
    """A difference at every point in time.

    middle: (times,) its mean. bands: share -> (2, times), low and high; none with one run. chance: (times,) half of
    what luck alone does to a single run, 95%; None where there is one replicate of each draw. of_chance: whether the
    bands hold chance alone, as the parameters are held.
    """

    middle: FloatArray
    bands: dict[float, FloatArray]
    chance: FloatArray | None
    of_chance: bool


def fan(gap: FloatArray) -> Fan:
    """gap: (draws, replicates, times), of all beliefs with equal weight."""
    draws, replicates = gap.shape[:2]
    middle = gap.mean(axis=(0, 1))
    chance = None
    if replicates > 1:
        chance = float(special.ndtri(0.975)) * np.sqrt(gap.var(axis=1, ddof=1).mean(axis=0))
    if draws == 1:
        if replicates == 1:
            return Fan(middle, {}, None, False)
        return Fan(middle, _spread(gap[0], middle, mean=True), chance, True)
    of_draw = gap.mean(axis=1)
    if draws >= ENOUGH_DRAWS:
        bands = {share: np.quantile(of_draw, [(1 - share) / 2, (1 + share) / 2], axis=0) for share in BANDS}
        return Fan(middle, bands, chance, False)
    return Fan(middle, _spread(of_draw, middle, mean=False), chance, False)


def _spread(of: FloatArray, middle: FloatArray, *, mean: bool) -> dict[float, FloatArray]:
    """Bands of a t distribution: of the mean, or of one draw more."""
    n = len(of)
    sd = of.std(axis=0, ddof=1) * (np.sqrt(1 / n) if mean else np.sqrt(1 + 1 / n))
    half = {share: float(special.stdtrit(n - 1, (1 + share) / 2)) * sd for share in BANDS}
    return {share: np.stack([middle - one, middle + one]) for share, one in half.items()}


def fan_traces(found: Fan, when: FloatArray, index: int) -> list[dict[str, Any]]:
    """The bands, the lines of chance and the middle. index: of the style."""
    drawn = style(index)
    x = when.tolist()
    made: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"width": 0}, "fill": "toself",
            "x": [*x, *x[::-1]],
            "y": [*found.bands[share][1].tolist(), *found.bands[share][0][::-1].tolist()],
            "fillcolor": faint(drawn.colour, shade),
        }
        for share, shade in zip(BANDS, SHADES, strict=True)
        if share in found.bands
    ]  # fmt: skip
    if found.chance is not None and not found.of_chance:
        made += [
            {
                "type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": x,
                "y": (found.middle + sign * found.chance).tolist(),
                "line": {"color": INK, "width": 1.2, "dash": "dot"},
            }
            for sign in (-1, 1)
        ]  # fmt: skip
    made.append(
        {
            "type": "scatter", "mode": "lines", "x": x, "y": found.middle.tolist(),
            "line": {"color": drawn.colour, "width": 3, "dash": drawn.dash},
            "customdata": [number(one, sign=True) for one in found.middle.tolist()],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    )  # fmt: skip
    return made


def ends_of(fans: Sequence[Fan]) -> list[float]:
    """Every end that must be on the scale."""
    return [
        float(end) for one in fans for edge in (one.middle, *one.bands.values()) for end in (edge.min(), edge.max())
    ]
