"""What is remembered between tasks changes nothing: a task gives the same whatever was run before it."""

from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan, Task, run_task
from tests.pinned.measure import exact

DRAWS = 4
"""More than are remembered, so that some are worked out anew."""


def given(order: list[Task]) -> dict[Task, str]:
    """What each task of a plan of its own shows, to the bit, when they are run in this order."""
    loaded = load_scenario("none")
    plan = Plan((("none", loaded.scenario),), load_parameters(), 600, 8, 1, DRAWS, 5)
    return {task: exact(run_task(plan, task)[0].observation) for task in order}


def test_a_draw_gives_the_same_whichever_was_run_before_it() -> None:
    there = [Task(draw, 0) for draw in range(DRAWS)]
    found = given(there)
    assert given([*reversed(there), there[-1]]) == found
    assert len(set(found.values())) == DRAWS
