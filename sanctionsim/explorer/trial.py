"""A surface is held against the model: real runs at random views, and how many lie inside the error it states."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from results.surface.answer import NORMAL, point
from results.surface.surface import Surface
from results.surface.view import View
from results.words import number
from sanctionsim.explorer.full import Full
from sanctionsim.explorer.opinion import second_opinion


@dataclass(frozen=True, slots=True)
class Tried:
    """One outcome. inside: of the runs, how many within the stated error. missed: root mean square of what the surface
    was off by; bias: mean of it. size: standard deviation of the runs.
    """

    outcome: str
    label: str
    inside: int
    stated: float
    missed: float
    bias: float
    size: float

    def as_dict(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


def trial(surface: Surface, points: int, *, claimants: int, seed: int = 77) -> tuple[Tried, ...]:
    """Run the model at random views, effects and levers anywhere between their ends, luck of its own each time."""
    rng = np.random.default_rng(seed)
    said, ran = [], []
    for at in range(points):
        held = {one.name: one.low + (one.high - one.low) * float(rng.random()) for one in surface.effects}
        moved = {one.name: round(one.low + (one.high - one.low) * float(rng.random()), 3) for one in surface.levers}
        view = View(surface.beliefs[0].name, held, moved)
        said.append(surface.at(point(surface, view)[None, :])[0])
        found = second_opinion(surface, view, Full(claimants=claimants, draws=1, replicates=1, seed=seed + at))
        ran.append([found.differences[one.outcome].mean for one in surface.shapes])
    off, runs = np.array(ran) - np.array(said), np.array(ran)
    return tuple(
        Tried(
            one.outcome, one.label, int((np.abs(off[:, at]) <= NORMAL * one.error).sum()), NORMAL * one.error,
            float(np.sqrt((off[:, at] ** 2).mean())), float(off[:, at].mean()), float(runs[:, at].std()),
        )
        for at, one in enumerate(surface.shapes)
    )  # fmt: skip


def lines(tried: tuple[Tried, ...], points: int) -> tuple[str, ...]:
    """What was found, an outcome a line."""
    return tuple(
        f"{one.label}: {one.inside} of {points} runs within the stated error of {number(one.stated)}; off by "
        f"{number(one.missed)} (root mean square), {number(one.bias, sign=True)} on average, where runs differ by "
        f"{number(one.size)}"
        for one in tried
    )
