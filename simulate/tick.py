"""The contract of a tick: something that acts on everybody's world once a week, in a fixed order."""

from typing import Protocol

from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.world import World


class Tick(Protocol):
    """Made at the start of a replicate; `act` is called at the start (week 0) and at every weekly tick after it."""

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None: ...

    def act(self, world: World) -> None:
        """Move fields, gates or regimes. world.events holds the week that has just been lived."""
        ...
