"""The contract of a policy law: what must hold of every scenario, whatever its levers and numbers."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.schema import Scenario
from scenarios.timeline import timeline
from simulate.hazards import Table
from simulate.observation import Observation
from simulate.run import Compiled, Start, compile_scenario, run_replicate, start_replicate

Amend = Callable[[Regime], Regime]
"""A change to every regime of a scenario."""
Part = Callable[[Start], Start]
"""Some of the claimants of a replicate."""


KEPT = 200_000_000
"""Bytes of tables that are kept for the next run: those of some scenarios are gigabytes, and are compiled anew."""


def _size(table: Table) -> int:
    return table.hazard.nbytes + table.chance.nbytes + table.after.nbytes


def _as_it_is(regime: Regime) -> Regime:
    return regime


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
    _tables: dict[Hashable, Compiled] = field(default_factory=dict)

    def run(
        self, name: str, amend: Amend | None = None, *, values: Mapping[str, float] | None = None,
        scenario: Scenario | None = None, weeks: int | None = None, traced: tuple[int, ...] = (),
        part: Part | None = None,
    ) -> Observation:  # fmt: skip
        """One replicate. name: what it is kept under. values: over those of the trial. part: of its claimants only."""
        if name not in self._seen:
            compiled = self._compile(scenario or self.scenario, amend or _as_it_is, {**self.values, **(values or {})})
            weeks = weeks or self.weeks
            start: Start = start_replicate(compiled, claimants=self.claimants, weeks=weeks, seed=self.seed, replicate=0)
            start = part(start) if part is not None else start
            self._seen[name] = run_replicate(compiled, start, weeks=weeks, traced=traced)
        return self._seen[name]

    def _compile(self, scenario: Scenario, amend: Amend, values: Mapping[str, float]) -> Compiled:
        """A scenario compiled. A table follows from regimes and values alone, so one of the last may serve again."""
        plan = timeline(scenario, load_areas())
        plan = replace(plan, regimes=tuple(amend(regime) for regime in plan.regimes))
        who = (scenario.population.inflow, scenario.population.outside_benefit)
        key = (plan.regimes, frozenset(values.items()), who)
        found = self._tables.pop(key, None) or compile_scenario(scenario, values, amend=amend)
        self._tables[key] = found
        while self._tables and sum(_size(one.table) for one in self._tables.values()) > KEPT:
            self._tables.pop(next(iter(self._tables)))
        return replace(found, scenario=scenario, timeline=plan)

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


def on_their_own(regime: Regime) -> Regime:
    """The same where nobody's life hangs on another's: places for all, no caseloads, nothing by word of mouth."""
    return amended(
        regime,
        capacity={"places": "unlimited"},
        support={"specialist_advisers_per_1000": 0.0, "progress2work_places": None},
        believe={"word_of_mouth": False},
    )
