"""Whole replicates: same luck in every regime, identical until regimes differ, people and time conserved."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.levers import Regime
from scenarios.timeline import Timeline
from simulate import clocks
from simulate import observe as observing
from simulate.clocks import Events, Lives, rules_of
from simulate.observation import Lost, Observation
from simulate.process import Outcome, certain
from simulate.processes import PROCESSES
from simulate.run import compile_scenario, run_replicate, start_replicate
from simulate.status import DEAD, Income, Mandate, Pathway, Sanction, Statuses
from simulate.ticks import TICKS
from simulate.world import World
from tests.simulate.test_processes import Toy, toy
from tests.simulate.worlds import REGIMES, equal, observe, scenario, values, with_regime

PILOT_BEGINS = 78  # weeks from 27 April 2009 to 25 October 2010


@pytest.mark.parametrize("name", REGIMES)
def test_a_renamed_copy_is_the_same_to_the_bit(name: str) -> None:
    copy = scenario(name).model_copy(update={"title": "Something else altogether"})
    assert equal(observe(name), observe(copy))


def by_code(seen: Observation, period: int) -> dict[int, float]:
    """Time lived in a period by status code, whatever else a regime can reach."""
    return {int(c): float(t) for c, t in zip(seen.codes, seen.time[period], strict=True) if t}


def test_two_regimes_are_identical_to_the_bit_until_they_differ() -> None:
    """pilot_2010 is voluntary_2009 until its day in October 2010, event by event, and not after."""
    everybody = tuple(range(2000))
    one, other = (
        observe(name, claimants=2000, weeks=104, traced=everybody) for name in ("voluntary_2009", "pilot_2010")
    )
    differ = []
    for a, b in zip(one.traces, other.traces, strict=True):
        before_a, before_b = a.time < PILOT_BEGINS, b.time < PILOT_BEGINS
        assert np.array_equal(a.time[before_a], b.time[before_b])
        assert np.array_equal(a.after[before_a], b.after[before_b])
        differ.append(not np.array_equal(a.time, b.time))
    assert 0 < sum(differ) < 2000
    for period in range(PILOT_BEGINS // observing.PERIOD):
        assert by_code(one, period) == by_code(other, period)
    assert by_code(one, 7) != by_code(other, 7)


def test_places_without_the_pilot_never_change_regime() -> None:
    compiled = compile_scenario(scenario("pilot_2010"), values())
    first, during, after = compiled.timeline.segments
    assert len(set(first.regime_of_area)) == 1
    assert 0 < np.count_nonzero(np.array(during.regime_of_area) != first.regime_of_area[0]) < 149
    assert after.regime_of_area == first.regime_of_area


def test_the_order_and_the_presence_of_regimes_change_no_bit() -> None:
    compiled = {name: compile_scenario(scenario(name), values()) for name in REGIMES}

    def run(order: tuple[str, ...]) -> dict[str, Observation]:
        start = start_replicate(compiled[order[0]], claimants=1000, weeks=30, seed=4, replicate=0)
        return {name: run_replicate(compiled[name], start, weeks=30) for name in order}

    together, backwards = run(REGIMES), run(REGIMES[::-1])
    for name in REGIMES:
        assert equal(together[name], backwards[name]) and equal(together[name], run((name,))[name])


@pytest.mark.parametrize("chunk", [11, 50_000])
def test_the_size_of_a_block_changes_no_bit(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = observe("green_paper_2008", claimants=1500, weeks=40)
    monkeypatch.setattr(clocks, "CHUNK", chunk)
    monkeypatch.setattr("simulate.world.CHUNK", chunk)
    assert equal(whole, observe("green_paper_2008", claimants=1500, weeks=40))


@pytest.mark.parametrize("name", ["none", "voluntary_2009", "act_2009", "pilot_2010"])
def test_leaving_out_processes_nobody_is_at_risk_of_changes_no_bit(name: str) -> None:
    live = compile_scenario(scenario(name), values())
    every = replace(live, rules=rules_of(live.table))
    assert len(live.rules.columns) < len(every.rules.columns) == len(PROCESSES)
    start = start_replicate(live, claimants=1500, weeks=90, seed=2, replicate=0)
    assert equal(run_replicate(live, start, weeks=90), run_replicate(every, start, weeks=90))


def test_an_unrelated_process_changes_nobodys_life() -> None:
    """A toy that leaves everybody where they are: all other events stay, to the bit."""

    def fire(at: Statuses, regime: Regime, p: Toy) -> tuple[Outcome, ...]:
        return certain("nothing happens", at, len(at))

    idle = replace(toy(), fire=fire)
    more = values() | {"toy.rate": 0.5}
    it = scenario("voluntary_2009")
    start = start_replicate(compile_scenario(it, values()), claimants=800, weeks=52, seed=1, replicate=0)
    plain = run_replicate(compile_scenario(it, values()), start, weeks=52, traced=tuple(range(800)))
    both = compile_scenario(it, more, processes=(idle, *PROCESSES))
    begun = start_replicate(both, claimants=800, weeks=52, seed=1, replicate=0)
    joined = run_replicate(both, begun, weeks=52, traced=tuple(range(800)))
    changed = 0
    for a, b in zip(plain.traces, joined.traces, strict=True):
        others = [i for i, process in enumerate(b.process) if process != "toy"]
        assert b.after[others].tolist() == a.after.tolist() and [b.process[i] for i in others] == list(a.process)
        assert b.time[others] == pytest.approx(a.time, rel=1e-4, abs=1e-3)
        changed += len(others) < len(b.process)
    assert changed > 100


@pytest.mark.parametrize("name", REGIMES)
def test_people_and_time_are_conserved(name: str) -> None:
    seen = observe(name, claimants=2000, weeks=60)
    assert (seen.census.sum(axis=1) == 2000).all()
    assert seen.time.sum(axis=1) == pytest.approx(2000 * np.diff(seen.edges), rel=1e-12)
    deaths = seen.events[:, seen.kind("die")].sum()
    assert seen.census[-1, -1] == deaths and seen.codes[-1] == DEAD
    for group, table in seen.group_time.items():
        assert table.sum(axis=(0, 2))[:-1] == pytest.approx(seen.time.sum(axis=0)[:-1]), group
        assert seen.group_events[group].sum(axis=(0, 3)) == pytest.approx(seen.events.sum(axis=0)), group
        assert seen.group_expected[group].sum(axis=(0, 2)) == pytest.approx(seen.expected.sum(axis=0)), group


def test_flows_and_census_balance_for_every_pathway() -> None:
    """Who is there at the end = who was there + who came in - who went out, counted from the traces."""
    seen = observe("green_paper_2008", claimants=500, weeks=60, traced=tuple(range(500)))
    came: dict[int, int] = {}
    for trace in seen.traces:
        for before, after in zip(trace.before, trace.after, strict=True):
            came[int(after)] = came.get(int(after), 0) + 1
            came[int(before)] = came.get(int(before), 0) - 1
    for row, code in enumerate(seen.codes):
        assert seen.census[-1, row] - seen.census[0, row] == came.get(int(code), 0)


def test_a_lost_claimant_fails_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check can fail: somebody's time goes missing."""
    record = observing.Observer.record

    def leaky(self: observing.Observer, events: Events, regime: np.ndarray) -> None:
        record(self, events, regime)
        self.since[events.who[:1]] += 0.01

    monkeypatch.setattr(observing.Observer, "record", leaky)
    with pytest.raises(Lost, match="claimant-weeks were lived"):
        observe("voluntary_2009", claimants=1000, weeks=13)


def test_without_obligations_nobody_is_required_or_sanctioned() -> None:
    for name in ("none", "voluntary_2009"):
        seen = observe(name)
        assert not len(seen.where(mandate=Mandate.REQUIRED)) and not len(seen.where(sanction=Sanction.SANCTIONED))


def test_a_sanction_that_takes_nothing_is_no_sanction() -> None:
    taken = {"jsa": {"share_of_benefit": 0.0, "weeks": ["2 weeks"]}, "esa": None, "is": None}
    seen = observe(with_regime("green_paper_2008", sanction=taken))
    assert not len(seen.where(sanction=Sanction.SANCTIONED))
    assert seen.events[:, seen.kind("declare", "identified")].sum() > 0


def test_inflow_brings_people_in_and_keeps_count() -> None:
    it = scenario("voluntary_2009")
    it = it.model_copy(update={"population": it.population.model_copy(update={"inflow": True})})
    seen = observe(it, claimants=2400, weeks=52)
    assert seen.entered == 200
    assert seen.census[0].sum() == 2400 and seen.census[-1].sum() == 2600


def test_prison_receptions_end_treatment_and_release_begins_the_dangerous_weeks() -> None:
    seen = observe("voluntary_2009", claimants=2000, weeks=60, traced=tuple(range(2000)))
    rows = {int(code): row for row, code in enumerate(seen.codes)}
    inside = set(seen.codes[seen.where(income=Income.CUSTODY)].tolist())
    left = set(seen.codes[seen.where(pathway=Pathway.JUST_LEFT)].tolist())
    releases = [
        (int(b), int(a))
        for t in seen.traces
        for p, b, a in zip(t.process, t.before, t.after, strict=True)
        if p == "release"
    ]
    assert len(releases) > 50 and all(b in inside and rows[a] >= 0 for b, a in releases)
    assert sum(a in left for _, a in releases) > 0.8 * len(releases)


class Greedy:
    """A tick that would change a life it has no business with, to see the pairing notice."""

    def __init__(self, world: World, timeline: Timeline, labour_market: str) -> None:
        self.lives: Lives = world.lives

    def act(self, world: World) -> None:
        if world.week == 5:
            self.lives.next_time[3] = 5.5


def test_a_disturbed_claimant_is_noticed() -> None:
    compiled = compile_scenario(scenario("voluntary_2009"), values())
    start = start_replicate(compiled, claimants=500, weeks=20, seed=1, replicate=0)
    plain = run_replicate(compiled, start, weeks=20)
    assert not equal(plain, run_replicate(compiled, start, weeks=20, ticks=(*TICKS, Greedy)))
