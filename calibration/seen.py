"""What a target may be measured on: one run's observation, its table of hazards and the lives that were followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from calibration.lives import Lives, lives_of
from simulate.arrays import FloatArray, IntArray
from simulate.hazards import Table
from simulate.observation import Observation
from simulate.status import TREATED, UNTREATED, Income, Pathway, Use

WEEKS_A_YEAR = 365.25 / 7


@dataclass(frozen=True)
class Seen:
    """One run, and what was to be lived under its first regime.

    values: 'group.name' -> value in weeks and per week. people: all who ever were in the run, of whom `followed` were
    followed.
    """

    observation: Observation
    table: Table
    values: Mapping[str, float]
    people: int
    followed: int

    @cached_property
    def lives(self) -> Lives:
        """The lives that were followed."""
        return lives_of(self.observation.traces)

    @property
    def each(self) -> float:
        """People of England for whom one person who was followed stands."""
        return self.observation.weight * self.people / self.followed

    def part(self, weeks: tuple[float, float]) -> FloatArray:
        """How much of each period of observation falls between two weeks: (periods,)."""
        edges = self.observation.edges
        return np.array([
            max(0.0, min(end, weeks[1]) - max(begin, weeks[0])) / (end - begin) for begin, end in pairwise(edges)
        ])  # fmt: skip

    def time(self, weeks: tuple[float, float], rows: IntArray | None = None) -> float:
        """Person-weeks of England between two weeks, in some rows or in all where somebody lives."""
        lived = self.part(weeks) @ self.observation.time[:, :-1]
        return float((lived if rows is None else lived[rows]).sum() * self.observation.weight)

    def count(
        self, weeks: tuple[float, float], *kinds: tuple[str, str | None], pathways: tuple[int, ...] = tuple(Pathway)
    ) -> float:
        """Events of England of these kinds between two weeks, that struck at these pathways."""
        found = np.concatenate([self.observation.kind(*kind) for kind in kinds])
        events = self.part(weeks) @ self.observation.events[:, found][:, :, list(pathways)].sum(axis=(1, 2))
        return float(events * self.observation.weight)

    def mean_hazard(self, process: str, weeks: tuple[float, float], rows: IntArray) -> float:
        """Mean weekly hazard of a process over the time lived in some rows, for people of average own risk."""
        lived = self.part(weeks) @ self.observation.time[:, :-1]
        hazard = self.table.hazard[0, :-1, self.table.process(process)]
        return float((lived * hazard)[rows].sum() / lived[rows].sum())

    def offences_a_week(self, weeks: tuple[float, float], *, treated: bool) -> float:
        """Offences a week of people who are dependent and at liberty, in treatment or out of it."""
        rows = self.free(treated=treated)
        lived = self.part(weeks) @ self.observation.time[:, :-1]
        column = [count.name for count in self.table.counts].index("offences")
        return float((lived * self.table.rate[0, :-1, column])[rows].sum() / lived[rows].sum())

    def free(self, *, treated: bool) -> IntArray:
        """Rows of dependent people at liberty, in treatment or out of it."""
        liberty = tuple(income for income in Income if income != Income.CUSTODY)
        return self.observation.where(
            pathway=TREATED if treated else UNTREATED, use=Use.DEPENDENT, income=liberty
        )  # fmt: skip
