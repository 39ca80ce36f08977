"""Places that stretch, queues with a priority, places that have to be left first, unequal areas, and who is displaced.

Everything is counted claimant by claimant at each handing-out; only the lots of areas are judged by chance, at a
false-alarm rate of 1e-6.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from scipy import stats

from scenarios.areas import load_areas
from scenarios.schema import Scenario
from simulate.clocks import Events
from simulate.status import Mandate, Pathway, at_levels, pack
from simulate.ticks.displaced import Displaced
from simulate.ticks.places import Places
from tests.simulate.bench import YEAR, Groups, Living, living, scenario_with
from tests.statistics import level_of, limit_of

ALARM = level_of("small")
Z = limit_of("small")
BUSY = {"drop_out.queued": 0.0001, "drop_out.maintained": 0.0005}
"""Few leave, so that queues stand for months."""
MUST: Groups = {
    "identify": {"declaration": "invited"},
    "oblige": {"attend_assessment": True, "stay_in_treatment": True},
    "sanction": {"jsa": {"share_of_benefit": 1.0, "weeks": ["2 weeks"]}},
}


def tight(over: Groups | None = None, **capacity: Any) -> Scenario:
    return scenario_with(over={**(over or {}), "capacity": {"places": "limited", "spare_places": 0.0, **capacity}})


def treated(now: Living) -> np.ndarray:
    """People in treatment: (pools,)."""
    inside = np.isin(now.levels("pathway"), (Pathway.STABILISING, Pathway.MAINTAINED))
    return np.bincount(now.world.pools.of_claimant[inside], minlength=len(now.world.pools))


def starts(now: Living) -> int:
    """Treatment starts in the week."""
    place = now.world.table.process("place")
    return sum(int((batch.process == place).sum()) for batch in now.world.events)


# ------------------------------------------------------------------ growth


def test_places_grow_by_their_rate_in_every_week_that_was_lived() -> None:
    """104 a year of every 100 is two a week of every 100: none at the start, 20 more of 100 after ten weeks."""
    growth = 0.02 * YEAR
    for week, now in enumerate(living(tight(growth=f"{growth:.10f} per year"), 10, claimants=1200)):
        places = now.tick(Places)
        assert places.places(now.world) == pytest.approx(places.opening * (1 + 0.02 * week), rel=1e-9)


def test_places_grow_from_the_day_on_which_a_regime_lets_them() -> None:
    more = {
        "from": "2009-06-01",
        "until": "2009-07-06",
        "set": {"capacity": {"growth": f"{0.02 * YEAR:.10f} per year"}},
    }
    it = scenario_with(over={"capacity": {"spare_places": 0.0}}, changes=[more])
    for week, now in enumerate(living(it, 14, claimants=1200)):
        places = now.tick(Places)
        grown = 0.02 * min(max(week - 5, 0), 5)
        assert places.places(now.world) == pytest.approx(places.opening * (1 + grown), rel=1e-9)


def test_elastic_places_grow_only_after_a_week_in_which_somebody_waited() -> None:
    """Whether anybody waits is counted from the queue itself, in nine regions apart."""
    it = tight(places="elastic", growth="0.3 per year", spare_places=-0.1)
    short, grown, seen = np.zeros(9, bool), np.zeros(9), np.zeros((0, 9))
    for now in living(it, 60, claimants=6000):
        places = now.tick(Places)
        grown = grown + 0.3 * short / YEAR
        assert places.places(now.world) == pytest.approx(places.opening * (0.9 + grown), rel=1e-9)
        queued = now.levels("pathway") == Pathway.QUEUED
        waits = queued & ~places.offered
        short = np.bincount(now.world.pools.of_claimant[waits], minlength=9) > 0
        seen = np.vstack([seen, short])
    assert 0.05 < seen.mean() < 0.95, "sometimes somebody waited, and sometimes nobody"
    assert (grown > 0).all() and (grown < 0.3 * 60 / YEAR - 1e-9).all()


# ------------------------------------------------------------------ who goes first


def handed_out(it: Scenario, weeks: int, **kwargs: Any) -> Iterator[tuple[Living, np.ndarray, np.ndarray]]:
    """At every handing-out: the claimants served, and those left waiting, in order of joining the queue."""
    held = np.zeros(0, bool)
    for now in living(it, weeks, claimants=6000, **kwargs):
        places = now.tick(Places)
        held = held if len(held) else np.zeros(len(now.world.who), bool)
        queued = now.levels("pathway") == Pathway.QUEUED
        # An offer is held until the claimant starts or leaves the queue.
        assert (places.offered[held & queued]).all() and not places.offered[~queued].any()
        served = np.flatnonzero(places.offered & ~(held & queued))
        waits = np.flatnonzero(queued & ~places.offered)
        yield now, served, waits
        held = places.offered.copy()


@pytest.mark.parametrize("priority", ["mandated_first", "volunteers_first", "first_come"])
def test_priority_holds_at_every_handing_out(priority: str) -> None:
    it = tight(MUST, priority=priority)
    before = rank = 0
    for now, served, waits in handed_out(it, 40, changed=BUSY):
        places, pool = now.tick(Places), now.world.pools.of_claimant
        mandated = now.levels("mandate") == Mandate.REQUIRED
        first = {"mandated_first": mandated, "volunteers_first": ~mandated, "first_come": np.zeros_like(mandated)}[
            priority
        ]
        for here in range(9):
            in_, out = served[pool[served] == here], waits[pool[waits] == here]
            if not len(in_) or not len(out):
                continue
            if priority != "first_come":
                # nobody of the second kind is served while one of the first kind waits
                assert first[in_].all() or not first[out].any()
                before += bool(first[in_].any() and (~first[out]).any())
            for kind in (True, False):
                some, others = in_[first[in_] == kind], out[first[out] == kind]
                if len(some) and len(others):
                    assert places.joined[some].max() <= places.joined[others].min(), "first come, first served"
                    rank += 1
    assert rank > 20 and (before > 20 or priority == "first_come")


def test_places_are_handed_out_whole_and_never_more_than_there_are() -> None:
    for now, served, waits in handed_out(tight(MUST), 30, changed=BUSY):
        places, pool = now.tick(Places), now.world.pools.of_claimant
        offered = np.bincount(pool[places.offered], minlength=9)
        assert (treated(now) + offered <= places.opening).all()
        for here in np.unique(pool[waits]):
            assert places.opening[here] - treated(now)[here] - offered[here] < 1, (
                "somebody waits though a place is free"
            )
        assert len(np.intersect1d(served, waits)) == 0


# ------------------------------------------------------------------ places that have to be left first


def test_with_fewer_places_than_people_nobody_starts_until_enough_have_left() -> None:
    """Nine tenths of the opening caseload: in each region the first offer comes when fewer are left inside."""
    waited = 0
    for now, served, _ in handed_out(tight(spare_places=-0.1), 40):
        places, pool = now.tick(Places), now.world.pools.of_claimant
        assert places.places(now.world) == pytest.approx(0.9 * places.opening, rel=1e-12)
        full = treated(now) + 1 > 0.9 * places.opening
        assert not full[pool[served]].any()
        waited += int(full.all())
        if now.world.week <= waited - 1:
            assert starts(now) == 0
    assert 3 < waited < 40


# ------------------------------------------------------------------ unequal areas


AREAS = load_areas()
WEIGHT = np.array([area.pdu_weight for area in AREAS])


@pytest.mark.parametrize("variation", [0.0, 0.5, 1.0])
def test_spare_places_are_unequal_between_areas_as_their_lots_say(variation: float) -> None:
    """With 0 all areas have a fifth more; with 1 half of them two fifths and the others none."""
    now = next(living(tight(spare_places=0.2, area_variation=variation), 0, claimants=75_000))
    places = now.tick(Places)
    spare = np.where(places.lucky, 0.2 * (1 + variation), 0.2 * (1 - variation))
    assert len(now.world.pools) == 149
    assert places.places(now.world) == pytest.approx(places.opening * (1 + spare), rel=1e-12)
    total = places.places(now.world).sum() / places.opening.sum() - 1
    if variation == 0:
        assert total == pytest.approx(0.2, rel=1e-12)
    else:
        share = places.opening / places.opening.sum()
        assert abs(total - 0.2) < Z * 0.2 * variation * np.sqrt((share**2).sum())
        assert 50 < places.lucky.sum() < 100


def test_lots_are_fair_coins_drawn_once_whatever_the_regime() -> None:
    lots = []
    now = next(living(tight(), 0, claimants=400))
    for replicate in range(100):
        now.world.replicate = replicate
        lots.append(Places(now.world, None, tight()).lucky)  # type: ignore[arg-type]
    heads = np.array(lots)
    assert stats.binomtest(int(heads.sum()), heads.size, 0.5).pvalue > ALARM
    assert stats.chi2.sf(((heads.sum(axis=0) - 50) ** 2 / 25).sum(), 149) > ALARM, "no area is always the lucky one"
    other = next(living(tight(MUST, area_variation=0.7), 0, claimants=400, replicate=7)).tick(Places).lucky
    assert np.array_equal(other, heads[7])


def test_small_populations_share_the_lots_of_their_region() -> None:
    now = next(living(tight(spare_places=0.2, area_variation=1.0), 0, claimants=6000))
    places, home = now.tick(Places), now.world.pools.of_area
    for region in range(9):
        here = home == region
        spare = (WEIGHT[here] * np.where(places.lucky[here], 0.4, 0.0)).sum() / WEIGHT[here].sum()
        assert places.places(now.world)[region] == pytest.approx(places.opening[region] * (1 + spare), rel=1e-12)


# ------------------------------------------------------------------ who is displaced


def planted(priority: str) -> tuple[Living, Places]:
    """Ten people queue for places in one pool: number 0 to 4 mandated, 5 to 9 volunteers; 3 joins first, then 5, 0, ...

    Nobody else does anything that matters here.
    """
    order = [3, 5, 0, 6, 1, 7, 8, 2, 4, 9]
    now = next(living(tight(MUST, priority=priority), 0, claimants=400))
    world, places = now.world, now.tick(Places)
    assert len(world.pools) == 1
    known = {"knowledge": 2, "pathway": Pathway.QUEUED}
    mandated = pack(at_levels(1, mandate=Mandate.REQUIRED, **known))  # type: ignore[arg-type]
    volunteer = pack(at_levels(1, pathway=Pathway.QUEUED))
    world.lives.row[:10] = world.table.rows(np.repeat(np.concatenate([mandated, volunteer]), 5))
    places.joined[order] = -10.0 + np.arange(10) / 10
    places.waiting = np.arange(10)
    places.offered[:] = False
    places.displaced = Displaced(world)
    # As many places as are taken, and `free` more in the weeks below.
    places.opening = places.inside.copy()
    return now, places


def week(now: Living, places: Places, free: float, *, start: tuple[int, ...] = (), leave: tuple[int, ...] = ()) -> None:
    """A week in which these start and these leave the queue; then so many places are there to be handed out."""
    world = now.world
    who = np.array([*start, *leave], np.int64)
    names = ["place"] * len(start) + ["drop_out"] * len(leave)
    before = world.lives.row[who].copy()
    stage = [Pathway.STABILISING] * len(start) + [Pathway.LOST] * len(leave)
    for one, to in zip(who, stage, strict=True):
        world.lives.row[one] = world.table.rows(pack(at_levels(1, pathway=to)))[0]
    process = np.array([world.table.process(name) for name in names], np.uint8)
    none = np.zeros(len(who), np.uint8)
    world.events = (Events(who, np.full(len(who), world.week + 0.5), process, none, before, world.lives.row[who]),)
    world.week += 1
    promised = places.offered[places.waiting].sum() - len(start) - places.offered[list(leave)].sum()
    places.opening = places.inside + world.changes(places.treated) + promised + free
    places.act(world)


def ledger(now: Living) -> tuple[float, ...]:
    """Displaced so far, started, lost, weeks they waited, still waiting."""
    names = ("volunteers", "started", "lost", "weeks")
    accounts = now.world.accounts
    found = tuple(accounts.get(f"displaced.{name}", 0.0) for name in names)
    return (*found, now.world.stocks.get("displaced.waiting", 0.0))


def test_the_ledger_of_a_small_queue_by_hand() -> None:
    """Mandated first. In the order of joining: 3 5 0 6 1 7 8 2 4 9, of whom 0 to 4 are mandated."""
    now, places = planted("mandated_first")
    week(now, places, 2)  # 3 and 0 are served; but for them 5 and 6 would have been
    assert set(np.flatnonzero(places.offered)) == {0, 3}
    assert ledger(now) == (2, 0, 0, 0, 2)
    week(now, places, 2, start=(0, 3))  # 1 and 2 are served; 5 and 6 are displaced already
    assert set(np.flatnonzero(places.offered)) == {1, 2}
    assert ledger(now) == (2, 0, 0, 0, 2)
    week(now, places, 3, start=(1,), leave=(6,))  # 2 holds an offer; 4, then 5 and 7 are served; 8 would have been
    assert set(np.flatnonzero(places.offered)) == {2, 4, 5, 7}
    assert ledger(now) == (3, 0, 1, 2, 2), "6 is lost after two weeks, 8 is displaced"
    week(now, places, 0, start=(5, 2))  # 5 starts, displaced for three weeks; nothing is free
    assert ledger(now) == (3, 1, 1, 5, 1)
    week(now, places, 1)  # no mandated referral is in the queue: 8 is served, and 9 waits for lack of places alone
    assert set(np.flatnonzero(places.offered)) == {4, 7, 8}
    assert ledger(now) == (3, 1, 1, 5, 1)
    week(now, places, 0, start=(8,), leave=(4, 7, 9))  # 8 starts three weeks after being displaced
    assert ledger(now) == (3, 2, 1, 8, 0)


def test_first_come_first_served_displaces_whoever_comes_next() -> None:
    """3 and 5 are served; but for 3, volunteers 5 and 6 would have been: so 6 is displaced."""
    now, places = planted("first_come")
    week(now, places, 2)
    assert set(np.flatnonzero(places.offered)) == {3, 5}
    assert ledger(now) == (1, 0, 0, 0, 1)
    assert set(np.flatnonzero(~np.isnan(places.displaced.since))) == {6}


def test_volunteers_first_displaces_nobody() -> None:
    now, places = planted("volunteers_first")
    for free in (2, 0, 3, 3):
        week(now, places, free)
        assert ledger(now) == (0, 0, 0, 0, 0)
    assert set(np.flatnonzero(places.offered)) == {5, 6, 7, 8, 9, 3, 0, 1}


@pytest.mark.parametrize("priority", ["mandated_first", "first_come"])
def test_opened_is_started_and_lost_and_waiting_in_every_week(priority: str) -> None:
    weeks_owed, started, lost = 0.0, 0.0, 0.0
    for now in living(tight(MUST, priority=priority, spare_places=-0.1), 52, claimants=3000):
        volunteers, started, lost, waited, waiting = ledger(now)
        since = now.tick(Places).displaced.since
        assert volunteers == started + lost + waiting
        assert waiting == (~np.isnan(since)).sum()
        owed = waited + float((now.world.week - since[~np.isnan(since)]).sum())
        # Each week adds one for everybody displaced at its beginning, whatever became of them in it.
        assert owed == weeks_owed
        weeks_owed = owed + waiting
        waiting_now = now.levels("pathway") == Pathway.QUEUED
        assert waiting_now[~np.isnan(since)].all()
    assert started > 5 and lost > 5
