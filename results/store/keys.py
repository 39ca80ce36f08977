"""The key of a task: a checksum of everything its figures hang on, so that nothing of another run passes for it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from simulate.ensemble import Plan, Task
from simulate.version import MODEL, SEEDS

PLAIN = (bool, int, float, str)
NO_MATTER = frozenset({"replicates", "draws", "traced"})
"""Fields of a plan that change no figure of a task."""


def settings(plan: Plan) -> dict[str, Any]:
    """The settings of a plan that are plain values and not their defaults."""
    found = {field.name: (getattr(plan, field.name), field.default) for field in fields(plan)}
    return {name: value for name, (value, default) in found.items() if isinstance(value, PLAIN) and value != default}


def canonical(value: Any) -> bytes:
    """One way to write plain values: sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()


def digest(value: Any) -> str:
    """sha256 of plain values."""
    return hashlib.sha256(canonical(value)).hexdigest()


class Keys:
    """Keys of the tasks of a plan, by scenario."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._scenarios = dict(plan.scenarios)
        self._of: dict[tuple[str, int], str] = {}
        self._parameters = digest(
            {
                "quantities": {name: one.model_dump(mode="json") for name, one in plan.parameters.quantities.items()},
                "correlations": [one.model_dump(mode="json") for one in plan.parameters.correlations],
            }
        )

    def of(self, scenario: str, task: Task) -> str:
        """The key of what a scenario shows in a task."""
        about = scenario, task.belief
        if about not in self._of:
            self._of[about] = self._shared(scenario, task.belief)
        luck = [self._plan.luck(task.draw)] if self._plan.batch else []
        return digest([self._of[about], self._values(task), task.replicate, *luck])

    def _shared(self, scenario: str, belief: int) -> str:
        plan = self._plan
        held = plan.beliefs[belief].settings if plan.beliefs else {}
        return digest(
            {
                "model": MODEL,
                "seeds": SEEDS,
                # What it extends is laid beneath it already.
                "scenario": self._scenarios[scenario].model_dump(mode="json", exclude={"extends"}),
                "parameters": self._parameters,
                "belief": {name: setting.model_dump(mode="json") for name, setting in held.items()},
            }
            | {name: value for name, value in settings(plan).items() if name not in NO_MATTER}
        )

    def _values(self, task: Task) -> Any:
        """Where the values of the parameters come from: the first draw of many is not the central values."""
        if self._plan.given:
            return _plain(self._plan.given_under(task.belief)[task.draw])
        return "central" if self._plan.draws == 1 else task.draw


def _plain(values: Mapping[str, float]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}
