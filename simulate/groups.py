"""The equity groups by which everything is observed, and how claimants fall into them.

Adding a group is one entry of `GROUPS` here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.areas import regions
from simulate.arrays import FloatArray, IntArray, LevelArray
from simulate.claimants import Claimants
from simulate.status import Housing, Income, level_name

CELLS = 64
"""Groups are counted together as long as their levels make no more combinations than this."""
BENEFITS = (Income.JSA, Income.ESA, Income.IS)
AGES = (25.0, 35.0)
"""Years at which a new age group begins."""
NEEDS = (2, 3)
"""Needs besides dependence at which a new group begins."""
BITES = (0.8, 1.2)
"""How hard the loss of benefit bites, against the mean, at which a new group begins: about thirds."""


@dataclass(frozen=True, slots=True)
class Group:
    """One equity group: the names of its levels, and the level of each claimant, (claimants,) int8."""

    levels: tuple[str, ...]
    of: Callable[[Claimants], LevelArray]


def _flag(name: str) -> Callable[[Claimants], LevelArray]:
    return lambda who: np.asarray(getattr(who, name), np.int8)


def _cut(values: FloatArray | LevelArray, edges: tuple[float, ...]) -> LevelArray:
    return np.searchsorted(edges, values, side="right").astype(np.int8)


GROUPS: Mapping[str, Group] = {
    "sex": Group(("women", "men"), _flag("male")),
    "age": Group(("under 25", "25 to 34", "35 and over"), lambda who: _cut(who.age, AGES)),
    "children": Group(("no children at home", "children at home"), _flag("children")),
    "dual diagnosis": Group(("no dual diagnosis", "dual diagnosis"), _flag("dual_diagnosis")),
    "readiness": Group(("does not want to change", "wants to change"), _flag("wants_change")),
    "needs": Group(("no or one other need", "two other needs", "three or more"), lambda who: _cut(who.needs, NEEDS)),
    "bite": Group(
        ("benefit a small part of income", "a middling part", "a large part"), lambda who: _cut(who.bite, BITES)
    ),
    "opening benefit": Group(
        tuple(level_name("income", level) for level in BENEFITS),
        lambda who: (who.opening_benefit[:, None] == np.array(BENEFITS)).argmax(axis=1).astype(np.int8),
    ),
    "region": Group(regions(), lambda who: who.region),
}
"""Groups that do not change in a life."""
HOUSING = "housing"
LEVELS: Mapping[str, tuple[str, ...]] = {
    **{name: group.levels for name, group in GROUPS.items()},
    HOUSING: tuple(level_name("housing", level) for level in Housing),
}
"""Levels of every group; housing is that of the moment."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Groups counted together, so that one sum serves them all.

    cell: (claimants,) int32, the combination of levels of each. cells: how many there are.
    inside: group -> (cells, levels) float64, 1 where a combination has a level.
    """

    cell: IntArray
    cells: int
    inside: Mapping[str, FloatArray]


def packs(who: Claimants) -> tuple[Pack, ...]:
    """All groups that do not change, packed."""
    made: list[Pack] = []
    names: list[str] = []
    for name in GROUPS:
        wider = [*names, name]
        if names and np.prod([len(GROUPS[one].levels) for one in wider]) > CELLS:
            made.append(_pack(names, who))
            wider = [name]
        names = wider
    return (*made, _pack(names, who))


def _pack(names: list[str], who: Claimants) -> Pack:
    sizes = tuple(len(GROUPS[name].levels) for name in names)
    cells = int(np.prod(sizes))
    cell = np.ravel_multi_index([GROUPS[name].of(who) for name in names], sizes)
    of_cell = np.unravel_index(np.arange(cells), sizes)
    inside = {name: (of_cell[i][:, None] == np.arange(sizes[i])).astype(np.float64) for i, name in enumerate(names)}
    return Pack(cell.astype(np.int64), cells, inside)
