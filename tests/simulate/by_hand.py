"""Worlds moved by hand: a test writes down who stands where and what happens, and reads what the ledgers make of it."""

import numpy as np

from scenarios.schema import Scenario
from simulate.clocks import Events
from simulate.hazards import Table
from simulate.run import Compiled, begin_world, compile_scenario, start_replicate
from simulate.status import at_levels, pack
from simulate.world import World
from tests.simulate.worlds import values

CLAIMANTS = 100
"""As few as can be made; the tests name some of them."""
Move = tuple[int, float, str, str, int, int]
"""Who, when (weeks), which process and outcome, from which row, to which."""


_COMPILED: dict[str, Compiled] = {}


def compiled(it: Scenario) -> Compiled:
    """A scenario compiled with the central values, once for all tests that want it."""
    name = it.model_dump_json()
    if name not in _COMPILED:
        _COMPILED[name] = compile_scenario(it, values())
    return _COMPILED[name]


def world_of(it: Scenario) -> World:
    """A fresh world of a hundred claimants at week 0, before any tick."""
    start = start_replicate(compiled(it), claimants=CLAIMANTS, weeks=13, seed=1, replicate=0)
    return begin_world(compiled(it), start)


def row(of: Table, **levels: int) -> int:
    """The row with these levels, all others at 0. Raises ValueError where no regime can lead there."""
    return int(of.rows(pack(at_levels(1, **{axis: np.array([level]) for axis, level in levels.items()})))[0])


def stand(world: World, who: int, at: int) -> None:
    """Put somebody into a row, as if always there."""
    world.lives.row[who] = at


def week(world: World, number: int, *moves: Move) -> None:
    """Make these the events of a week, each a batch of its own so that their order is kept, and move the people."""
    batches = []
    for who, time, process, outcome, before, after in moves:
        assert number - 1 <= time <= number, f"week {number} does not hold {time}"
        assert world.lives.row[who] == before, f"{who} is elsewhere"
        p = world.table.process(process)
        o = world.table.outcomes[p].index(outcome)
        batches.append(
            Events(
                np.array([who]), np.array([time]), np.array([p], np.uint8), np.array([o], np.uint8),
                np.array([before], np.int32), np.array([after], np.int32),
            )
        )  # fmt: skip
        world.lives.row[who] = after
    world.week, world.events = number, tuple(batches)
