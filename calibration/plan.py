"""How a calibration is to be done: sizes and seed, in a YAML file of a few lines."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from calibration.targets import TARGETS_FILE, Targets, load_targets
from scenarios.errors import InputError
from scenarios.levers import Group
from scenarios.library import find
from scenarios.reader import read
from scenarios.schema import Words
from scenarios.units import Number
from scenarios.validation import check

PLANS = Path(__file__).with_name("plans")
_Count = Annotated[float, Number(1, 100_000, "1 to 100,000")]


class Sizes(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    targets: Words | None = Field(None, description="file of targets; those that are shipped if not given")
    seed: _Count = Field(description="of all luck and all designs")
    claimants: Annotated[float, Number(600, 240_000, "600 to 240,000")] = Field(description="made in each run")
    screening: _Count = Field(description="runs with everything drawn, which say what matters")
    parameters: _Count = Field(description="fitted, at most")
    waves: Annotated[float, Number(1, 10, "1 to 10")] = Field(description="waves of history matching")
    points: _Count = Field(description="runs of a wave")
    others: _Count = Field(description="runs that say how much the parameters that are not fitted set apart")
    steps: _Count = Field(description="steps of a chain")
    draws: _Count = Field(description="real runs by which the sample of the posterior is weighed")
    rounds: Annotated[float, Number(1, 10, "1 to 10")] = Field(description="times that is done, at most")
    validation: _Count = Field(description="draws of the posterior that every target is predicted with")


@dataclass(frozen=True)
class CalibrationPlan:
    """What is to be done. text: of the file. targets: read and checked."""

    name: str
    file: str
    text: str
    sizes: Sizes
    targets: Targets

    def count(self, name: str) -> int:
        """A size, whole."""
        return round(float(getattr(self.sizes, name)))

    @property
    def sha256(self) -> str:
        """Of the plan and of the targets it is held to."""
        return hashlib.sha256((self.text + self.targets.sha256).encode()).hexdigest()


def load_plan(name_or_path: str) -> CalibrationPlan:
    """A plan that is shipped, by name, or a file. Raises InputError with every problem found."""
    path, file = find(name_or_path, PLANS)
    document = read(path, file)
    checked = check(Sizes, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    if problems or checked.made is None:
        raise InputError(problems)
    given = checked.made.targets
    targets = load_targets(TARGETS_FILE if given is None else path.parent / given)
    return CalibrationPlan(path.stem, file, document.text, checked.made, targets)
