"""One replicate of one regime: make the world, live week by week, observe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.schema import Population, Scenario
from scenarios.timeline import Timeline, timeline
from simulate.arrays import RateArray, RowArray
from simulate.claimants import Claimants
from simulate.clocks import Events, Lives, Rules, advance, begin, clocks_of, first_thresholds, rules_of
from simulate.count import Count
from simulate.counts import COUNTS
from simulate.hazards import Table, compile_table
from simulate.ledgers import LEDGERS, balance
from simulate.luck import luck_for
from simulate.memory import keep_freed_memory
from simulate.observation import Observation
from simulate.observe import Observer
from simulate.population import make_population
from simulate.process import Clock, Process
from simulate.processes import PROCESSES
from simulate.risks import arrived, first_outcome_odds, relative_risks
from simulate.status import Housing, Income, Pathway, Record, at_levels, pack
from simulate.tick import Tick
from simulate.ticks import TICKS
from simulate.world import World, pools_for


@dataclass(frozen=True, slots=True)
class Compiled:
    """A scenario compiled with one set of parameter values.

    timeline: regimes and which area is under which from when. clocks: of every process of the table.
    values: 'group.name' -> value in weeks and per week.
    """

    scenario: Scenario
    timeline: Timeline
    table: Table
    rules: Rules
    clocks: tuple[Clock, ...]
    values: Mapping[str, float]
    dtype: type[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Start:
    """What is the same under every regime of one replicate: who they are, and their first thresholds."""

    who: Claimants
    left: RateArray
    seed: int
    replicate: int


def opening_codes(population: Population | None = None) -> RowArray:
    """Every status code in which a claimant can begin, those outside the benefit system too where they are followed."""
    stages = (Pathway.NOT_ENGAGED, Pathway.STABILISING, Pathway.MAINTAINED)
    incomes = [Income.JSA, Income.ESA, Income.IS]
    if population is not None and (population.inflow or population.outside_benefit):
        incomes += [Income.NOTHING, Income.WORK, Income.CUSTODY]
    free = [p for p in product(stages, incomes, Housing, Record) if p[1] != Income.CUSTODY or p[0] == stages[0]]
    pathway, income, housing, record = np.array(free, np.int8).T
    return pack(at_levels(len(free), pathway=pathway, income=income, housing=housing, record=record))


def compile_scenario(
    scenario: Scenario, values: Mapping[str, float], *, processes: tuple[Process[Any], ...] = PROCESSES,
    counts: tuple[Count[Any], ...] = COUNTS, dtype: type[np.floating[Any]] = np.float32, memoryless: bool = False,
    amend: Callable[[Regime], Regime] | None = None,
) -> Compiled:  # fmt: skip
    """Compile a scenario: its timeline over the areas and one table for all its regimes.

    dtype: precision of rates and thresholds; times are always float64. memoryless: see `clocks.rules_of`.
    amend: a change to every regime, for checks.
    """
    plan = timeline(scenario, load_areas())
    plan = replace(plan, regimes=tuple(amend(regime) for regime in plan.regimes)) if amend else plan
    table = compile_table(
        regimes=plan.regimes, values=values, opening=opening_codes(scenario.population), processes=processes,
        counts=counts,
    )  # fmt: skip
    return Compiled(
        scenario,
        plan,
        table,
        rules_of(table, dtype=dtype, memoryless=memoryless, live=True),
        clocks_of(table, memoryless=memoryless),
        values,
        dtype,
    )


def start_replicate(compiled: Compiled, *, claimants: int, weeks: float, seed: int, replicate: int) -> Start:
    """The claimants of a replicate and their first thresholds, to be shared by every regime with this population."""
    keep_freed_memory()
    population = compiled.scenario.population
    who = make_population(
        claimants=claimants, values=compiled.values, untreated_people=population.untreated_people, seed=seed,
        replicate=replicate, inflow=population.inflow, outside=population.outside_benefit, weeks=weeks,
    )  # fmt: skip
    left = first_thresholds(
        processes=compiled.table.processes, clocks=compiled.clocks, number=who.number, seed=seed,
        replicate=replicate, dtype=compiled.dtype,
    )  # fmt: skip
    return Start(who, left, seed, replicate)


def begin_world(compiled: Compiled, start: Start) -> World:
    """The world of a replicate at week 0, before the first tick has acted."""
    who, table = start.who, compiled.table
    regime_of_area = np.array(compiled.timeline.segments[0].regime_of_area)
    regimes = compiled.timeline.regimes
    regime = regime_of_area[who.area]
    pools = pools_for(who)
    columns = compiled.rules.columns
    processes = tuple(table.processes[p] for p in columns)
    risk = np.ones((0, 0), compiled.dtype)
    odds = risk
    for index in np.unique(regime):
        some = np.flatnonzero(regime == index)
        everybody = len(some) == len(who)
        part = who if everybody else who.take(some)
        of_risk = relative_risks(part, regimes[index], processes, compiled.values, compiled.dtype)
        of_odds = first_outcome_odds(part, regimes[index], processes, compiled.values, compiled.dtype)
        if everybody:
            risk, odds = of_risk, of_odds
            break
        if not len(risk):
            risk = np.ones((len(who), of_risk.shape[1]), compiled.dtype)
            odds = np.ones((len(who), of_odds.shape[1]), compiled.dtype)
        risk[some], odds[some] = of_risk, of_odds
    names = tuple(process.name for process in processes)
    begins = arrived(table, who, regimes, regime, table.rows(who.status), newly=np.ones(len(who), np.bool_))
    lives = begin(
        rules=compiled.rules, luck=luck_for(seed=start.seed, replicate=start.replicate, names=names),
        row=begins, regime=regime.astype(np.int32), area=pools.of_claimant, number=who.number,
        left=start.left.take(columns, axis=1), relative_risk=risk, odds=odds, areas=len(pools), enters=who.enters,
    )  # fmt: skip
    return World(
        who, lives, table, regimes, compiled.values, pools, regime_of_area, 0, (), start.seed, start.replicate
    )  # fmt: skip


def run_replicate(
    compiled: Compiled,
    start: Start,
    *,
    weeks: int,
    traced: tuple[int, ...] = (),
    ticks: tuple[type[Tick], ...] = TICKS,
) -> Observation:
    """Live one replicate of one compiled scenario and observe it.

    weeks: length of the run, at least 1. traced: claimants whose lives are kept event by event.
    Raises observation.Lost when people or time were not conserved, or a ledger does not balance.
    """
    keep_freed_memory()
    world = begin_world(compiled, start)
    observer = Observer(
        who=start.who, table=compiled.table, values=compiled.values, weeks=float(weeks), seed=start.seed,
        replicate=start.replicate, traced=traced,
    )  # fmt: skip
    notes = [ledger.notes(world) for ledger in LEDGERS if ledger.notes is not None]
    acting = [tick(world, compiled.timeline, compiled.scenario) for tick in ticks]
    for tick in acting:
        tick.act(world)
    observer.open(world.lives)
    world.changed.clear()
    edges = set(observer.edges[1:].tolist())
    for week in range(1, weeks + 1):
        world.events = live_week(world.lives, week, observer)
        world.week = week
        for one in notes:
            one.note(world)
        if float(week) in edges:
            observer.close_period(world.lives, world.accounts | world.stocks)
            world.accounts = dict.fromkeys(world.accounts, 0.0)
        if week < weeks:
            for tick in acting:
                tick.act(world)
            tell(world, observer)
    seen = observer.result(world.tracks)
    balance(seen)
    return seen


def tell(world: World, observer: Observer) -> None:
    """Tell the observer of every change of regime: an event where it moved somebody, else the end of a stretch."""
    now, rules = float(world.week), world.table.process("new_rules")
    for one in world.changed:
        there = world.who.enters[one.who] < now
        moved, stayed = there & (one.before != one.after), there & (one.before == one.after)
        n = int(moved.sum())
        events = Events(
            one.who[moved], np.full(n, now), np.full(n, rules, np.uint8), np.zeros(n, np.uint8), one.before[moved],
            one.after[moved],
        )  # fmt: skip
        observer.record(events, one.regime[moved])
        observer.end(one.who[stayed], now, one.before[stayed], one.regime[stayed])
    world.changed.clear()


def live_week(lives: Lives, week: int, observer: Observer) -> tuple[Events, ...]:
    """Live until the end of a week, recording what happens; the week's events, for the ticks."""
    events: list[Events] = []

    def record(batch: Events) -> None:
        events.append(batch)
        observer.record(batch, lives.regime[batch.who])

    advance(lives, float(week), record)
    return tuple(events)
