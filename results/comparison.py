"""The paired comparison: the same people with the same luck under each regime, so differences are read run
by run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from results.belief_rule import Hangs, decides, hangs
from results.estimate import Estimate, how_made
from results.gather import Gathered, least_chance, paired
from results.mixture import mixed_level, mixture
from results.outcome import Outcome
from results.outcomes import OUTCOMES
from results.split import Split, split
from results.split import as_json as split_as_json
from simulate.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Compared:
    """One outcome under two regimes.

    difference: other minus base, paired; where the outcome has an expectation, of what was expected given the lives
    lived, which is the same on average with less chance in it. happened: then the difference of what happened.
    split: where the variance of the difference comes from.
    """

    outcome: Outcome
    base: Estimate
    other: Estimate
    difference: Estimate
    split: Split
    happened: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All outcomes of one regime against the base.

    base, other: names of the scenarios. draws: of each belief. how: how the intervals were made, in words.
    under: with several beliefs the same under each, by its name; the rows are then over all of them, with equal weight.
    """

    base: str
    other: str
    draws: int
    replicates: int
    how: str
    rows: tuple[Compared, ...]
    under: Mapping[str, "Comparison"] = field(default_factory=dict)

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

    def differences(self, name: str) -> dict[str, Estimate]:
        """Belief -> difference of an outcome under it; nothing with one belief."""
        return {belief: made.of(name).difference for belief, made in self.under.items()}

    def hangs(self, name: str) -> Hangs:
        """How an outcome hangs on the belief. With one belief it hangs on none."""
        return hangs(list(self.differences(name).values()))


def compare(gathered: Gathered, outcomes: Sequence[Outcome] = OUTCOMES) -> tuple[Comparison, ...]:
    """Every other scenario against the first: none if there is only one."""
    how = how_made(gathered.draws, gathered.replicates, len(gathered.beliefs))
    under = {name: compare(one, outcomes) for name, one in gathered.each().items()}
    made = []
    for index, other in enumerate(gathered.scenarios[1:], start=1):
        rows = []
        for outcome in outcomes:
            rows.append(_compared(gathered, outcome, index))
        each = {name: of[index - 1] for name, of in under.items()}
        names = gathered.scenarios[0], other
        made.append(Comparison(*names, gathered.draws, gathered.replicates, how, tuple(rows), each))
    return tuple(made)


def _compared(gathered: Gathered, outcome: Outcome, index: int) -> Compared:
    """One outcome under the scenario of this index against the base."""

    def gap(tables: FloatArray) -> FloatArray:
        return gathered.by_belief(paired(tables[0], tables[index]))

    lived, chanceless = gathered.arrays[outcome.name], least_chance(gathered, outcome.name)
    base, other = (mixed_level(gathered.by_belief(lived[at])) for at in (0, index))
    shown = gap(chanceless)
    happened = None if chanceless is lived else mixture(gap(lived))
    return Compared(outcome, base, other, mixture(shown), split(shown, batch=gathered.batch), happened)


def levels(gathered: Gathered, outcomes: Sequence[Outcome] = OUTCOMES) -> Mapping[str, tuple[Estimate, ...]]:
    """Outcome -> its estimate under each scenario, in order."""
    return {
        outcome.name: tuple(mixed_level(gathered.by_belief(table)) for table in gathered.arrays[outcome.name])
        for outcome in outcomes
    }


def as_json(gathered: Gathered, outcomes: Sequence[Outcome] = OUTCOMES) -> dict[str, Any]:
    """The comparison for machines.

    `levels`: scenario -> outcome -> estimate. With another scenario: `difference`: outcome -> paired
    difference from the
    base, of the first other one, and `differences`: the same by name of the other scenario.
    Of a difference, `split` tells where the variance of the figure as it is shown comes from, and what more runs do.
    With several beliefs these are over all of them with equal weight, each difference says whether the choice of belief
    decides it (true, false, or null where that is open), and `beliefs` has the three under each.
    A difference with `mean_as_happened` is of what was expected given the lives lived, and that is of what happened.
    """
    said: dict[str, Any] = {
        "base": gathered.scenarios[0],
        "others": list(gathered.scenarios[1:]),
        "draws": gathered.draws,
        "replicates": gathered.replicates,
        "interval": how_made(gathered.draws, gathered.replicates, len(gathered.beliefs)),
        "outcomes": {one.name: {"label": one.label, "unit": one.unit, "better": one.better} for one in outcomes},
    } | _figures(gathered, outcomes)
    if gathered.several:
        said["beliefs"] = {name: _figures(one, outcomes) for name, one in gathered.each().items()}
    return said


def _figures(gathered: Gathered, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """`levels`, and with another scenario `difference` and `differences`."""
    of = levels(gathered, outcomes)
    figures: dict[str, Any] = {
        "levels": {
            name: {outcome: _plain(estimates[index], gathered.several) for outcome, estimates in of.items()}
            for index, name in enumerate(gathered.scenarios)
        }
    }
    made = compare(gathered, outcomes)
    if made:
        differences = {one.other: {row.outcome.name: _difference(one, row) for row in one.rows} for one in made}
        figures["difference"] = differences[made[0].other]
        figures["differences"] = differences
    return figures


def _difference(made: Comparison, row: Compared) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(row.difference, bool(made.under)) | {"split": split_as_json(row.split)}
    if row.happened is not None:
        plain |= {"mean_as_happened": row.happened.mean, "low_as_happened": row.happened.low}
        plain |= {"high_as_happened": row.happened.high}
    return plain | {"belief_decides": decides(made.hangs(row.outcome.name))} if made.under else plain


def _plain(one: Estimate, several: bool) -> dict[str, float | bool | None]:
    plain: dict[str, float | bool | None] = {
        "mean": one.mean,
        "low": one.low,
        "high": one.high,
        "probability_above_zero": one.above_zero,
        "variance_from_parameters": one.parameters,
        "variance_from_chance": one.chance,
    }
    return plain | {"variance_from_belief": one.belief} if several else plain
