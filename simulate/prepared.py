"""What the tasks of a draw have in common, worked out once a worker: values of the parameters, compiled scenarios.

Only the plan asked for last is remembered, and of it the few draws that were. It saves time and changes nothing: what
is remembered is a function of the plan. Threads do not share it.
"""

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from simulate.run import Compiled, compile_scenario

if TYPE_CHECKING:
    from simulate.ensemble import Plan, Task

Values = dict[str, float]
FEWEST_KEPT = 2
"""Draws remembered, at least; more where a plan has more beliefs, as a replicate is run under each before the next."""


class _Memory(threading.local):
    """plan: what is remembered belongs to it, and to no equal one."""

    def __init__(self) -> None:
        self.plan: Plan | None = None
        self.values: dict[int, tuple[Values, ...]] = {}
        self.compiled: OrderedDict[tuple[int, int], dict[str, Compiled]] = OrderedDict()

    def turn_to(self, plan: "Plan") -> None:
        if self.plan is not plan:
            self.plan, self.values = plan, {}
            self.compiled.clear()


_memory = _Memory()


def values_of(plan: "Plan", task: "Task") -> Values:
    """Values of the parameters in a task, before what a scenario assumes. Raises as `Plan.values`."""
    _memory.turn_to(plan)
    if task.belief not in _memory.values:
        _memory.values[task.belief] = plan.values(task.belief)
    return _memory.values[task.belief][task.draw]


def compiled_of(plan: "Plan", task: "Task") -> dict[str, Compiled]:
    """Every scenario of a task, compiled: name -> compiled, in the order of the plan."""
    values, key, kept = values_of(plan, task), (task.belief, task.draw), _memory.compiled
    if key not in kept:
        assumed = plan.assumed()
        kept[key] = {name: compile_scenario(scenario, values | assumed[name]) for name, scenario in plan.scenarios}
        if len(kept) > max(FEWEST_KEPT, len(plan.beliefs)):
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]
