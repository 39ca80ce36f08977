"""What a submodel says: who is at risk and how much, what firing leads to, and who runs more risk than others."""

from collections.abc import Callable
from dataclasses import dataclass

from simulate.mesa_model.person import Person

Change = Callable[[Person], None]
EXPONENTIAL, FIXED = 1, 0


def one(_: Person) -> float:
    """The same for everybody."""
    return 1.0


def nothing(_: Person) -> None:
    """Nothing changes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that firing can lead to. chance: at the median claimant. change: what it changes."""

    name: str
    chance: float
    change: Change = nothing


@dataclass(frozen=True, eq=False, slots=True)
class Submodel:
    """A submodel of section 8.

    hazard: per week, 0 where nobody is at risk. outcomes: in order; their chances sum to 1. relative_risk: of the
    person, on the hazard. odds: of the person, on the first `tilts` outcomes together against the others.
    stages: of the clock: 0 a fixed time, 1 exponential, n a sum of n stages.
    """

    name: str
    hazard: Callable[[Person], float]
    outcomes: Callable[[Person], tuple[Outcome, ...]]
    relative_risk: Callable[[Person], float] = one
    odds: Callable[[Person], float] = one
    tilts: int = 1
    stages: int = EXPONENTIAL

    @property
    def remembers(self) -> bool:
        """Whether its clock starts afresh when the hazard rises from 0."""
        return self.stages != EXPONENTIAL


def certain(name: str, change: Change) -> Callable[[Person], tuple[Outcome, ...]]:
    """Firing that leads to one thing only."""
    always = (Outcome(name, 1.0, change),)
    return lambda _: always
