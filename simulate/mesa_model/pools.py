"""Section 2, areas and pools: with whom places, caseloads, advisers, talk and trust are shared. Section 3, fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import prod

from scenarios.areas import Area, load_areas, regions
from simulate.claimants import Claimants
from simulate.mesa_model.life import Claimant

LEAST = 500
"""Claimants that a pool holds on average."""


def pool_of_area(of: Claimants) -> list[int]:
    """The pool of each area: the area, its region, or England."""
    areas, opening = load_areas(), int(of.opening.sum())
    if opening / len(areas) >= LEAST:
        return list(range(len(areas)))
    if opening / len(regions()) >= LEAST:
        return [regions().index(area.region) for area in areas]
    return [0] * len(areas)


class Pool:
    """Claimants who share. size: of the opening cohort. areas: their places in the list of areas.

    felt: process -> field, 1 where nothing is said. factors: process -> what moves it -> factor.
    """

    def __init__(self, number: int, areas: Sequence[int]) -> None:
        self.number, self.areas, self.size = number, areas, 0
        self.claimants: list[Claimant] = []
        self.felt: dict[str, float] = {}
        self.factors: dict[str, dict[str, float]] = {}

    def mean(self, of_area: Callable[[int], float]) -> float:
        """A number of each area as the mean over the areas of the pool, by size."""
        every: Sequence[Area] = load_areas()
        weight = sum(every[area].pdu_weight for area in self.areas)
        return sum(every[area].pdu_weight * of_area(area) for area in self.areas) / weight

    def move(self, process: str, by: str, to: float, *, now: float, step: float = 0.0) -> None:
        """Move one factor of a field; felt once the product of the factors has moved by more than `step`."""
        factors = self.factors.setdefault(process, {})
        factors[by] = to
        whole, was = prod(factors.values()), self.felt.get(process, 1.0)
        if whole == was or abs(whole - was) <= step * was:
            return
        touched = [one for one in self.claimants if one.at_risk_of(process)]
        for one in touched:
            one.use_up(now)
        self.felt[process] = whole
        for one in touched:
            one.look_ahead()
