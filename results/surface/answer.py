"""What the surface says of a view: each headline difference with its interval, and the sentence that sums it up.

The interval holds what the belief leaves open of the effects that are not held, what the other parameters add, which
are drawn in a full run and held at their central values here, and the error of the surface.
"""

import math
from dataclasses import dataclass

import numpy as np

from results.comparison import Compared, Comparison
from results.estimate import TAIL, Estimate
from results.outcomes import outcome
from results.split import More, Split
from results.surface.surface import Shape, Surface
from results.surface.view import View
from results.words import EXTRAPOLATION, answer, number, sureness
from simulate.arrays import FloatArray

NORMAL = 1.959963984540054
"""Standard deviations to either side of 95%."""


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome. difference: with everything that is not known.

    here: at these very values of the effects, every other parameter at its central value. error: 95 of 100 runs at such
    values lie so near to `here`.
    """

    shape: Shape
    difference: Estimate
    here: float
    error: float

    @property
    def sure(self) -> str:
        """How sure the sign is, in a few words."""
        return sureness(self.difference, 2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a view. sentence: the headline. warning: empty where the regime obliges nobody."""

    sentence: str
    warning: str
    rows: tuple[Row, ...]


def ask(surface: Surface, view: View) -> Answer:
    """What the surface says of a view."""
    drawn = surface.at(_drawn(surface, view))
    here = surface.at(point(surface, view)[None, :])[0]
    rows = tuple(
        Row(shape, _estimate(drawn[:, at], shape), float(here[at]), NORMAL * shape.error)
        for at, shape in enumerate(surface.shapes)
    )
    warning = EXTRAPOLATION if surface.other["obliges"] else ""
    return Answer(_sentence(surface, view, rows), warning, rows)


def point(surface: Surface, view: View) -> FloatArray:
    """Coordinates of the view: held effects where they are held, the others at the central values of the belief."""
    values = zip(surface.effects, surface.belief(view.belief).values, strict=True)
    effects = [one.coordinate(view.held.get(one.name, value)) for one, value in values]
    return np.array([*effects, *_levers(surface, view)])


def _levers(surface: Surface, view: View) -> list[float]:
    return [one.coordinate(view.moved.get(one.name, one.value)) for one in surface.levers]


def _drawn(surface: Surface, view: View) -> FloatArray:
    """Coordinates of what the belief leaves open: (draws, effects and levers)."""
    draws = surface.belief(view.belief).draws.copy()
    for at, one in enumerate(surface.effects):
        if one.name in view.held:
            draws[:, at] = one.coordinate(view.held[one.name])
    return np.hstack([draws, np.tile(np.array(_levers(surface, view)).reshape(1, -1), (len(draws), 1))])


def _estimate(drawn: FloatArray, shape: Shape) -> Estimate:
    """As `estimate` reads it off draws: percentiles, spread out by what is not in them."""
    mean = float(drawn.mean())
    between, common = float(drawn.var(ddof=1)), shape.error**2 + shape.spread**2
    size = math.sqrt(common)
    if between > 1e-12 * common:
        wider = math.sqrt(1 + common / between)
        low, high = mean + wider * (np.quantile(drawn, [TAIL, 1 - TAIL]) - mean)
    else:
        low, high = mean - NORMAL * size, mean + NORMAL * size
    above = float(np.mean([0.5 * (1 + math.erf((one + shape.shift) / size / math.sqrt(2))) for one in drawn]))
    share = between / (between + common)
    return Estimate(mean + shape.shift, float(low) + shape.shift, float(high) + shape.shift, above, share, 1 - share)


def _sentence(surface: Surface, view: View, rows: tuple[Row, ...]) -> str:
    open_ = Split(None, None, None, None, None, None, More.UNSURE)
    nothing = Estimate(0.0, None, None, None, None, None)
    made = tuple(
        Compared(outcome(row.shape.outcome), nothing, nothing, row.difference, open_) for row in rows
    )  # fmt: skip
    compared = Comparison(surface.base["name"], surface.other["name"], _draws(surface), 1, "", made)
    return answer(compared, other=other_label(surface, view), base=surface.base["label"])


def _draws(surface: Surface) -> int:
    return len(surface.beliefs[0].draws)


def other_label(surface: Surface, view: View) -> str:
    """What the other regime is called, and that its levers were moved."""
    label = str(surface.other["label"])
    return f"{label} with its levers moved" if view.moved else label


def here_words(row: Row) -> str:
    """`+1,200, give or take 300`."""
    return f"{number(row.here, sign=True)}, give or take {number(row.error)}"
