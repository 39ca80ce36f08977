"""What a worker hands to whoever writes: each regime's observation as the bytes of its part, and its outcomes."""

import json
import math
import os
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from results.gather import outcome_readings
from results.outcome import Values
from results.parts import encode
from results.store.keys import Keys
from simulate.ensemble import Plan, Ran, Task, run_task
from simulate.observation import Observation


@dataclass(frozen=True, slots=True)
class PackedPart:
    """One regime of a task. content: of its file. figures: outcome -> figure, as they stand in the file too."""

    scenario: str
    content: bytes
    figures: Mapping[str, float]
    key: str


@dataclass(frozen=True, slots=True)
class Packed:
    """One task, done. seconds: it took, with packing. worker: host and process."""

    task: Task
    parts: tuple[PackedPart, ...]
    seconds: float
    worker: str


class Packer:
    """Packs what the tasks of one plan showed; what they share is worked out once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.keys = Keys(plan)
        self.assumed = plan.assumed()
        self._values: dict[int, tuple[dict[str, float], ...]] = {}

    def values(self, task: Task, scenario: str) -> Values:
        """Values of the parameters under a scenario in a task."""
        if task.belief not in self._values:
            self._values[task.belief] = self.plan.values(task.belief)
        return self._values[task.belief][task.draw] | self.assumed[scenario]

    def pack(self, ran: Ran) -> PackedPart:
        """One observation."""
        figures = measured(ran.observation, self.values(ran.task, ran.scenario))
        key = self.keys.of(ran.scenario, ran.task)
        belief = self.plan.beliefs[ran.task.belief].name if self.plan.beliefs else ""
        about = {
            "key": key,
            "scenario": ran.scenario,
            "belief": belief,
            "draw": ran.task.draw,
            "replicate": ran.task.replicate,
            "figures": plain(figures),
        }
        return PackedPart(ran.scenario, encode(ran.observation, about), figures, key)


def work(plan: Plan, task: Task) -> Packed:
    """Run a task and pack it, in the process that ran it: whoever keeps it has only to write. Raises as `run_task`."""
    started = time.perf_counter()
    rans = run_task(plan, task)
    parts = tuple(packer(plan).pack(ran) for ran in rans)
    return Packed(task, parts, time.perf_counter() - started, worker())


def pack_all(using: Packer, rans: Iterable[Ran]) -> Packed:
    """What was run elsewhere, packed here."""
    kept = tuple(rans)
    started = time.perf_counter()
    parts = tuple(using.pack(ran) for ran in kept)
    return Packed(kept[0].task, parts, time.perf_counter() - started, worker())


_LAST: list[Packer] = []


def packer(plan: Plan) -> Packer:
    """The packer of a plan; a process works on one plan at a time and keeps that one's."""
    if not _LAST or _LAST[0].plan is not plan:
        _LAST[:] = [Packer(plan)]
    return _LAST[0]


def worker() -> str:
    """Who works here: host and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def measured(seen: Observation, values: Values) -> dict[str, float]:
    """Every outcome of an observation, and what was expected of it where that can be said."""
    return {name: float(read(seen, values)) for name, read in outcome_readings().items()}


def plain(figures: Mapping[str, float]) -> dict[str, Any]:
    """Figures as JSON has them: null for what is not a number, words for what is not finite."""
    return {
        name: value if math.isfinite(value) else None if math.isnan(value) else str(value)
        for name, value in figures.items()
    }


def figures_text(figures: Mapping[str, float]) -> str:
    """Figures as they stand in the ledger."""
    return json.dumps(plain(figures), separators=(",", ":"), allow_nan=False)


def read_figures(kept: Mapping[str, Any]) -> dict[str, float]:
    """Figures from what JSON gave."""
    return {name: math.nan if value is None else float(value) for name, value in kept.items()}
