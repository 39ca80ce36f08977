"""What a tick is: made at the start of a replicate, it acts at week 0 and after every week but the last."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from simulate.mesa_model.life import Event
from simulate.mesa_model.pools import Pool

if TYPE_CHECKING:
    from simulate.mesa_model.model import Scheme

ASKS = ("disclose", "disclose_untrained")


class Tick(ABC):
    """Something that couples claimants, once a week."""

    def __init__(self, model: Scheme) -> None:
        self.model, self.numbers = model, model.numbers
        self.areas = range(len(model.regime_of_area))
        self.begin()

    def begin(self) -> None:  # noqa: B027 - most remember something, some nothing
        """What is to be remembered."""

    @abstractmethod
    def act(self) -> None:
        """Once a week."""

    def move(self, pool: Pool, process: str, to: float, *, step: float | None = None) -> None:
        """Move the factor of this tick in the field of a process. step: `trust.step` if not given."""
        felt = self.numbers.trust.step if step is None else step
        pool.move(process, type(self).__name__, to, now=float(self.model.week), step=felt)

    def happened(self, pool: Pool, process: str, *outcomes: str, where: Callable[[Event], bool] | None = None) -> int:
        """How often something happened in a pool in the week just lived."""
        return sum(
            event.process == process and event.outcome in outcomes and (where is None or where(event))
            for event in self.model.lately
            if event.who.pool == pool.number
        )
