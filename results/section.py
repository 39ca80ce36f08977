"""What a section of the report is, and what it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from results.blocks import Block
from results.comparison import Comparison
from results.gather import Gathered, Reading
from results.manifest import Manifest, Told
from results.outcome import Values
from results.twins import Twins
from scenarios.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Context:
    """What a section may draw on. comparisons: every other scenario against the first, none if there is only one.

    values: of the parameters, by draw, those of the first belief first. twins: lives of a sample under every regime,
    lived again for the report; None where that was not to be done.
    """

    manifest: Manifest
    parameters: Parameters
    gathered: Gathered
    comparisons: tuple[Comparison, ...]
    values: tuple[Values, ...] = ()
    twins: Twins | None = None

    @property
    def scenarios(self) -> tuple[Told, ...]:
        """The scenarios, the base first."""
        return self.manifest.scenarios

    @property
    def labels(self) -> tuple[str, ...]:
        """A short name for each scenario."""
        return tuple(self.manifest.label(told.name) for told in self.scenarios)


Build: TypeAlias = Callable[[Context], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the report. readings: what it needs of every observation; a section that builds
    nothing is left out.
    """

    name: str
    title: str
    build: Build
    readings: Mapping[str, Reading] = field(default_factory=dict)
