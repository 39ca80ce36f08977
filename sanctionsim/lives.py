"""Whose engine tells a life: the core, or the second implementation in Mesa."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulate.ensemble import Plan, Task
    from simulate.observation import Trace


class Engine(StrEnum):
    """What lives the lives."""

    CORE = "core"
    MESA = "mesa"


def lives(plan: "Plan", task: "Task", engine: Engine) -> "Mapping[str, Trace]":
    """The life of the plan's only traced claimant under each scenario.

    Raises ValueError when the plan is impossible.
    """
    if engine is Engine.CORE:
        from simulate.ensemble import run_task

        return {ran.scenario: ran.observation.traces[0] for ran in run_task(plan, task)}
    from simulate.mesa_model.trace import life_of

    values, assumed = plan.values(task.belief)[task.draw], plan.assumed()
    return {
        name: life_of(
            plan.traced[0], scenario, values | assumed[name], claimants=plan.claimants, weeks=plan.weeks,
            seed=plan.seed, replicate=task.replicate,
        )
        for name, scenario in plan.scenarios
    }  # fmt: skip
