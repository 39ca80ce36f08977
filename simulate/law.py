"""The contract of a policy law: what must hold of every scenario, whatever its levers and numbers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.schema import Scenario
from scenarios.timeline import timeline
from simulate.observation import Observation
from simulate.run import Start, compile_scenario, run_replicate, start_replicate

Amend = Callable[[Regime], Regime]
"""A change to every regime of a scenario."""


@dataclass(slots=True)
class Trial:
    """A scenario on a few claimants, run as it is or amended, each run once.

    values: 'group.name' -> value in weeks and per week. weeks: at least 26.
    """

    scenario: Scenario
    values: Mapping[str, float]
    claimants: int = 2400
    weeks: int = 78
    seed: int = 1
    _seen: dict[str, Observation] = field(default_factory=dict)

    def run(
        self, name: str, amend: Amend | None = None, *, values: Mapping[str, float] | None = None,
        scenario: Scenario | None = None, weeks: int | None = None, traced: tuple[int, ...] = (),
    ) -> Observation:  # fmt: skip
        """One replicate. name: what it is kept under. values: over those of the trial."""
        if name not in self._seen:
            compiled = compile_scenario(
                scenario or self.scenario, {**self.values, **(values or {})}, amend=amend or (lambda regime: regime)
            )
            weeks = weeks or self.weeks
            start: Start = start_replicate(compiled, claimants=self.claimants, weeks=weeks, seed=self.seed, replicate=0)
            self._seen[name] = run_replicate(compiled, start, weeks=weeks, traced=traced)
        return self._seen[name]

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """Every regime that is ever in force."""
        return regimes_of(self.scenario)

    def as_it_is(self) -> Observation:
        """The scenario itself."""
        return self.run("as it is")


@dataclass(frozen=True, slots=True)
class Law:
    """A law.

    name: in a few words. says: what must hold, a sentence. breaches: what does not, a sentence each; none where it
    holds. spared: why it says nothing about a scenario, or None.
    """

    name: str
    says: str
    breaches: Callable[[Trial], Iterator[str]]
    spared: Callable[[Scenario], str | None] = lambda scenario: None


def by_code(seen: Observation, periods: slice = slice(None)) -> dict[int, tuple[float, ...]]:
    """Time lived in each status by period, whatever else a regime can reach."""
    time = seen.time[periods]
    return {int(code): tuple(time[:, row].tolist()) for row, code in enumerate(seen.codes) if time[:, row].any()}


def happened(seen: Observation, periods: slice = slice(None)) -> dict[tuple[str, str], tuple[int, ...]]:
    """Events of each kind by period and pathway; kinds that never happened are left out."""
    struck = seen.events[periods]
    return {kind: tuple(struck[:, k].ravel().tolist()) for k, kind in enumerate(seen.kinds) if struck[:, k].any()}


def unlike(one: Observation, other: Observation, periods: slice = slice(None)) -> Iterator[str]:
    """In what two runs differ, a sentence for each kind of thing: nothing if they are the same to the bit."""
    for what, read in (("time in statuses", by_code), ("events", happened)):
        a, b = read(one, periods), read(other, periods)
        if a != b:
            off = sorted(str(key) for key in {*a, *b} if a.get(key) != b.get(key))
            yield f"{what} differ in {len(off)} places, such as {', '.join(off[:3])}"
    if not np.array_equal(one.expected[periods], other.expected[periods]):
        yield "counted outcomes differ"


def regimes_of(scenario: Scenario) -> tuple[Regime, ...]:
    """Every regime that is ever in force."""
    return timeline(scenario, load_areas()).regimes


def amended(regime: Regime, **groups: Mapping[str, object]) -> Regime:
    """A regime with some settings of some groups replaced by checked objects."""
    made = {name: getattr(regime, name).model_copy(update=dict(settings)) for name, settings in groups.items()}
    return regime.model_copy(update=made)
