"""The paired comparison: the same people with the same luck under each regime, so differences are read run
by run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from results.estimate import Estimate, estimate, how_made, level
from results.gather import Gathered
from results.outcome import Outcome
from results.outcomes import OUTCOMES


@dataclass(frozen=True, slots=True)
class Compared:
    """One outcome under two regimes. difference: other minus base, paired."""

    outcome: Outcome
    base: Estimate
    other: Estimate
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """All outcomes of one regime against the base.

    base, other: names of the scenarios. how: how the intervals were made, in words.
    """

    base: str
    other: str
    draws: int
    replicates: int
    how: str
    rows: tuple[Compared, ...]

    def of(self, name: str) -> Compared:
        """The row of an outcome. Raises KeyError."""
        for row in self.rows:
            if row.outcome.name == name:
                return row
        raise KeyError(f"no outcome {name!r}")

    @property
    def headline(self) -> tuple[Compared, ...]:
        """The rows of the headline outcomes."""
        return tuple(row for row in self.rows if row.outcome.headline)


def compare(gathered: Gathered, outcomes: Sequence[Outcome] = OUTCOMES) -> tuple[Comparison, ...]:
    """Every other scenario against the first: none if there is only one."""
    how = how_made(gathered.draws, gathered.replicates)
    made = []
    for index, other in enumerate(gathered.scenarios[1:], start=1):
        rows = []
        for outcome in outcomes:
            table = gathered.arrays[outcome.name]
            rows.append(Compared(outcome, level(table[0]), level(table[index]), estimate(table[index] - table[0])))
        made.append(Comparison(gathered.scenarios[0], other, gathered.draws, gathered.replicates, how, tuple(rows)))
    return tuple(made)


def levels(gathered: Gathered, outcomes: Sequence[Outcome] = OUTCOMES) -> Mapping[str, tuple[Estimate, ...]]:
    """Outcome -> its estimate under each scenario, in order."""
    return {outcome.name: tuple(level(table) for table in gathered.arrays[outcome.name]) for outcome in outcomes}


def as_json(gathered: Gathered, outcomes: Sequence[Outcome] = OUTCOMES) -> dict[str, Any]:
    """The comparison for machines.

    `levels`: scenario -> outcome -> estimate. With another scenario: `difference`: outcome -> paired
    difference from the
    base, of the first other one, and `differences`: the same by name of the other scenario.
    """
    of = levels(gathered, outcomes)
    said: dict[str, Any] = {
        "base": gathered.scenarios[0],
        "others": list(gathered.scenarios[1:]),
        "draws": gathered.draws,
        "replicates": gathered.replicates,
        "interval": how_made(gathered.draws, gathered.replicates),
        "outcomes": {one.name: {"label": one.label, "unit": one.unit, "better": one.better} for one in outcomes},
        "levels": {
            name: {outcome: _plain(estimates[index]) for outcome, estimates in of.items()}
            for index, name in enumerate(gathered.scenarios)
        },
    }
    made = compare(gathered, outcomes)
    if made:
        differences = {one.other: {row.outcome.name: _plain(row.difference) for row in one.rows} for one in made}
        said["difference"] = differences[made[0].other]
        said["differences"] = differences
    return said


def _plain(one: Estimate) -> dict[str, float | None]:
    return {
        "mean": one.mean,
        "low": one.low,
        "high": one.high,
        "probability_above_zero": one.above_zero,
        "variance_from_parameters": one.parameters,
        "variance_from_chance": one.chance,
    }
