"""What couples claimants: places, caseloads, trust, the labour market."""

import numpy as np
import pytest

from scenarios.schema import Scenario
from simulate.observe import Observer
from simulate.run import begin_world, compile_scenario, live_week, start_replicate
from simulate.status import Pathway, Support
from simulate.ticks import TICKS
from simulate.ticks.caseloads import Caseloads
from simulate.ticks.labour_market import LabourMarket
from simulate.ticks.places import Places
from simulate.ticks.trust import Trust
from simulate.world import World
from tests.simulate.worlds import observe, scenario, values, with_regime


def weeks_of(it: Scenario, weeks: int, claimants: int = 6000, **changed: float):  # type: ignore[no-untyped-def]
    """Live week by week, giving the world and its ticks after each tick."""
    numbers = values() | {name.replace("__", "."): value for name, value in changed.items()}
    compiled = compile_scenario(it, numbers)
    start = start_replicate(compiled, claimants=claimants, weeks=weeks, seed=3, replicate=0)
    world = begin_world(compiled, start)
    observer = Observer(
        who=start.who, table=compiled.table, values=numbers, weeks=float(weeks), seed=3, replicate=0,
    )  # fmt: skip
    ticks = [tick(world, compiled.timeline, it) for tick in TICKS]
    for tick in ticks:
        tick.act(world)
    for week in range(1, weeks + 1):
        world.events = live_week(world.lives, week, observer)
        world.week = week
        for tick in ticks:
            tick.act(world)
        yield world, ticks


def in_treatment(world: World) -> np.ndarray:
    treated = world.flag(np.isin(world.table.statuses().pathway, (Pathway.STABILISING, Pathway.MAINTAINED)))
    return np.bincount(world.pools.of_claimant[treated[world.lives.row]], minlength=len(world.pools))


def tight(spare: float) -> Scenario:
    return with_regime("voluntary_2009", capacity={"places": "limited", "spare_places": spare, "growth": "0 per year"})


def test_places_are_never_overfilled_and_are_filled_when_people_wait() -> None:
    opening, waited = None, 0
    for world, ticks in weeks_of(tight(0.0), 40):
        places = next(tick for tick in ticks if isinstance(tick, Places))
        opening = places.opening if opening is None else opening
        assert (in_treatment(world) <= opening).all()
        assert places.inside == pytest.approx(in_treatment(world))
        free = np.floor(opening - in_treatment(world) - np.bincount(
            world.pools.of_claimant[np.flatnonzero(places.offered)], minlength=len(opening)
        ))  # fmt: skip
        unserved = places.waiting[~places.offered[places.waiting]]
        waited += len(unserved)
        assert (free[world.pools.of_claimant[unserved]] <= 0).all(), "somebody waits although a place is free"
    assert waited > 0, "the test never saw a queue"


def test_the_queue_is_served_first_come_first_served() -> None:
    # No start may empty it: treatment is made to end rarely, so that a queue stands for months.
    seen = 0
    for world, ticks in weeks_of(tight(0.0), 30, drop_out__queued=0.0001, drop_out__maintained=0.0005):
        places = next(tick for tick in ticks if isinstance(tick, Places))
        for pool in range(len(world.pools)):
            mine = places.waiting[world.pools.of_claimant[places.waiting] == pool]
            served, unserved = mine[places.offered[mine]], mine[~places.offered[mine]]
            if len(served) and len(unserved):
                seen += 1
                assert places.joined[served].max() <= places.joined[unserved].min()
    assert seen > 20


def test_more_places_mean_more_starts_and_unlimited_the_most() -> None:
    starts = []
    for it in (tight(0.0), tight(0.2), with_regime("voluntary_2009", capacity={"places": "unlimited"})):
        seen = observe(it, claimants=4000, weeks=60)
        starts.append(int(seen.events[:, seen.kind("place")].sum()))
    assert starts[0] < starts[1] <= starts[2] * 1.02


def test_advisers_carry_no_more_than_their_caseload_but_for_a_week() -> None:
    few = with_regime("green_paper_2008", support={"specialist_advisers_per_1000": 0.5})
    held = []
    for world, ticks in weeks_of(few, 60):
        loads = next(tick for tick in ticks if isinstance(tick, Caseloads)).all[0]
        room = 0.5 * 40 / 1000 * world.pools.size
        held.append(loads.held.sum() / room.sum())
        full = loads.held >= 0.5 * 40 / 1000 * world.pools.size
        assert (world.lives.field[full, world.column("plan")] == 0).all()
    assert max(held) > 0.95, "the advisers were never busy"
    assert max(held) < 1.5, "a week's overshoot is all there may be"


def test_advisers_carry_only_those_who_have_a_plan() -> None:
    with_plan = np.zeros(0, np.bool_)
    for world, ticks in weeks_of(scenario("green_paper_2008"), 40):
        with_plan = world.flag(world.table.statuses().support == Support.PLAN)[world.lives.row]
        held = np.bincount(world.pools.of_claimant[with_plan], minlength=len(world.pools))
        loads = next(tick for tick in ticks if isinstance(tick, Caseloads)).all[0]
        assert (loads.held == held).all(), "who declined a plan is held by nobody"
    assert with_plan.any()


def test_trust_falls_under_sanctions_and_rises_with_help() -> None:
    def trust_after(name: str) -> float:
        *_, (_, ticks) = weeks_of(scenario(name), 52)
        return float(np.mean(next(tick for tick in ticks if isinstance(tick, Trust)).adviser))

    assert trust_after("green_paper_2008") < 0 < trust_after("voluntary_2009")


def test_without_word_of_mouth_trust_is_never_felt() -> None:
    for world, _ in weeks_of(scenario("green_paper_2008"), 30, contested__word_of_mouth=0.0):
        assert (world.lives.field[:, world.column("disclose")] == 1).all()


def test_a_field_moves_only_by_steps_that_are_felt() -> None:
    step = values()["trust.step"]
    was, moves = None, []
    for world, _ in weeks_of(scenario("green_paper_2008"), 52):
        field = world.lives.field[:, world.column("disclose")].astype(np.float64)
        if was is not None:
            changed = field != was
            moves += (np.abs(field[changed] - was[changed]) / was[changed]).tolist()
        was = field
    assert len(moves) > 3, "trust was never felt"
    assert min(moves) > step * (1 - 1e-6)


def test_the_labour_market_follows_the_published_years() -> None:
    compiled = compile_scenario(scenario("voluntary_2009"), values())
    start = start_replicate(compiled, claimants=500, weeks=10, seed=1, replicate=0)
    world = begin_world(compiled, start)
    it = scenario("voluntary_2009")
    recession = LabourMarket(world, compiled.timeline, it)
    assert recession.factor(0) == pytest.approx(0.059 / 0.0766)
    assert recession.factor(60) == pytest.approx(0.059 / 0.079)
    assert recession.factor(2000) == pytest.approx(0.059 / 0.08), "the last published year is held"
    flat, severe = (
        it.model_copy(update={"calendar": it.calendar.model_copy(update={"labour_market": name})})
        for name in ("flat", "severe")
    )
    assert LabourMarket(world, compiled.timeline, flat).factor(60) == 1.0
    assert LabourMarket(world, compiled.timeline, severe).factor(60) == pytest.approx(0.059 / 0.099)
