"""The contract of a ledger: something that is kept of every run and must balance, or the run gives no result."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from simulate.observation import Observation
from simulate.world import World


class Note(Protocol):
    """Made at the start of a replicate; `note` is called at the end of every week, and moves nothing."""

    def __init__(self, world: World) -> None: ...

    def note(self, world: World) -> None:
        """Enter what the week's events (`world.events`) cost others, with `world.account`."""
        ...


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger.

    imbalances: what does not add up in an observation, a sentence each; none when it balances.
    notes: what enters accounts while the run goes on, None where all can be read from the observation.
    """

    name: str
    imbalances: Callable[[Observation], Iterator[str]]
    notes: type[Note] | None = None
