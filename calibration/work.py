"""Many runs of a survey at given points, done once each and kept, so that a calibration that was stopped goes on."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from calibration.measuring import EVERY, Survey, figures
from scenarios.errors import RunFailed
from scenarios.parameters import Parameters
from simulate.arrays import FloatArray
from simulate.version import MODEL
from simulate.workers import Done, On, perform


@dataclass(frozen=True)
class Batch:
    """Points at which a survey is made. points: every parameter by name, in model units. replicates: luck of each."""

    survey: Survey
    parameters: Parameters
    points: tuple[Mapping[str, float], ...]
    replicates: tuple[int, ...]

    @property
    def sha256(self) -> str:
        """Of all that the figures are a function of, so that none is taken for that of another batch."""
        told = json.dumps(
            [
                MODEL, [dict(sorted(point.items())) for point in self.points], self.replicates,
                self.survey.claimants, EVERY, self.survey.seed, self.survey.scenario or self.survey.run.scenario,
                self.survey.run.model_dump(),
                [(one.name, one.given.measure, one.given.weeks, one.scale) for one in self.survey.targets],
            ]
        )  # fmt: skip
        return hashlib.sha256(told.encode()).hexdigest()


def measure(batch: Batch, task: int) -> FloatArray:
    """One task: run the point and measure its targets, (targets,) on their scales."""
    return figures(batch.survey, batch.parameters, batch.points[task], replicate=batch.replicates[task])


def batch_of(
    survey: Survey, parameters: Parameters, points: tuple[Mapping[str, float], ...], *, luck: bool = False
) -> Batch:
    """A batch: every point with the same luck, or each with luck of its own."""
    return Batch(survey, parameters, points, tuple(range(len(points))) if luck else (0,) * len(points))


def done_in(folder: Path | None, name: str, batch: Batch) -> dict[int, FloatArray]:
    """What is kept of a stage: task -> figures. Raises RunFailed when the file is of another stage."""
    if folder is None or not (file := folder / f"{name}.jsonl").exists():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines:
        return {}
    if json.loads(lines[0]) != {"batch": batch.sha256}:
        raise RunFailed(f"{file}: was made with another plan, model or parameters: give a new --out")
    found: dict[int, FloatArray] = {}
    for line in lines[1:]:
        try:
            task, told = json.loads(line)
        except ValueError:
            continue  # The last line of a run that was killed while it wrote it.
        found[task] = np.array([np.nan if one is None else one for one in told])
    return found


def perform_batch(
    folder: Path | None, name: str, batch: Batch, *, on: On, told: Callable[[Any], None] | None = None
) -> FloatArray:
    """Do what is not done yet of a batch and keep each answer: (points, targets).

    folder: None keeps nothing. told: of each answer. Raises RunFailed when a point cannot be run.
    """
    have = done_in(folder, name, batch)
    file = None if folder is None else folder / f"{name}.jsonl"
    if file is not None and not have:
        file.write_text(json.dumps({"batch": batch.sha256}) + "\n", encoding="utf-8")
    left = [task for task in range(len(batch.points)) if task not in have]
    for answer in perform(batch, left, work=measure, on=on):
        if not isinstance(answer, Done):
            raise RunFailed(f"{name}, point {answer.task}: {answer.why}")
        have[answer.task] = answer.result
        if file is not None:
            plain = [float(one) if np.isfinite(one) else None for one in answer.result]
            with file.open("a", encoding="utf-8") as stream:
                # The line before may lack its end, if the machine was stopped while it was written.
                stream.write("\n" + json.dumps([answer.task, plain]) + "\n" if _torn(file) else
                             json.dumps([answer.task, plain]) + "\n")  # fmt: skip
        if told:
            told(answer)
    return np.stack([have[task] for task in range(len(batch.points))])


def _torn(file: Path) -> bool:
    with file.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read(1) != b"\n"


def on_scenario(survey: Survey, scenario: str) -> Survey:
    """The same survey made on another scenario."""
    return replace(survey, scenario=scenario)
