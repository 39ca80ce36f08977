"""Courses of a scheme: training that fades or spreads, a start-up, a lottery of offices, a programme with places.

All are written out by hand and met to rounding; only the lottery is judged by chance, at a false-alarm rate of 1e-6.
"""

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from scenarios.areas import load_areas
from simulate.status import Support
from simulate.ticks.caseloads import Caseloads
from simulate.ticks.offices import Offices
from simulate.ticks.startup import ASKS
from tests.simulate.bench import YEAR, Groups, living, scenario_with
from tests.statistics import level_of, limit_of

ALARM = level_of("small")
Z = limit_of("small")
LOST = (0.3 + 0.15) / YEAR
"""Share of the trained who forget or leave in a week."""
TAUGHT = 0.4 / YEAR
EXACT = {"trust.step": 0.0, "contested.word_of_mouth": 0.0}
"""Fields that follow every change; and no trust, which would move the same fields."""


def training(identify: Groups, weeks: int, changes: tuple[Groups, ...] = ()) -> np.ndarray:
    """What trained and untrained advisers do against the table, at the start of each week: (weeks + 1, 2)."""
    it = scenario_with(over={"identify": {"trained_advisers": 0.3, **identify}}, changes=changes)
    found = []
    for now in living(it, weeks, claimants=400, changed=EXACT):
        world = now.world
        found.append([now.factor(process, "training")[0] for process in ASKS])
        fields = [world.lives.field[0, world.column(process)] for process in ASKS]
        assert fields == pytest.approx(found[-1], rel=1e-6)
    return np.array(found)


def of_stock(stock: np.ndarray, trained: float = 0.3) -> np.ndarray:
    """The same, from the share of trained advisers."""
    return np.column_stack([stock / trained, (1 - stock) / (1 - trained)])


# ------------------------------------------------------------------ training


def test_training_given_once_is_forgotten_and_leaves_with_the_staff() -> None:
    stock = 0.3 * (1 - LOST) ** np.arange(79)
    assert training({"training": "once"}, 78) == pytest.approx(of_stock(stock), rel=1e-9)
    assert stock[52] == pytest.approx(0.3 * np.exp(-0.45 * 52 / YEAR), rel=0.005), "45% a year"


def test_colleagues_teach_one_another_along_a_logistic_curve() -> None:
    stock = [0.3]
    for _ in range(156):
        stock.append(stock[-1] + TAUGHT * stock[-1] * (1 - stock[-1]))
    assert training({"peers_teach": True}, 156) == pytest.approx(of_stock(np.array(stock)), rel=1e-9)
    grown = 0.3 / 0.7 * np.exp(0.4 * 156 / YEAR)
    assert stock[-1] == pytest.approx(grown / (1 + grown), rel=0.005)


def test_teaching_and_forgetting_together() -> None:
    stock = [0.3]
    for _ in range(52):
        stock.append(stock[-1] + TAUGHT * stock[-1] * (1 - stock[-1]) - LOST * stock[-1])
    seen = training({"peers_teach": True, "training": "once"}, 52)
    assert seen == pytest.approx(of_stock(np.array(stock)), rel=1e-9)
    assert stock[-1] < 0.3, "it is forgotten faster than it is taught"


def test_training_that_is_kept_up_stays_where_it_is() -> None:
    *_, now = living(scenario_with(), 30, claimants=400, changed=EXACT)
    assert all("training" not in factors for factors in now.world.factors.values())
    assert "trained advisers" not in now.world.tracks


def test_a_new_regime_trains_those_it_wants_trained_and_untrains_nobody() -> None:
    """Forgotten for five weeks, then more are trained; something else changes; fewer are wanted, then more again."""
    changes = (
        {"from": "2009-06-01", "set": {"identify": {"trained_advisers": 0.5}}},
        {"from": "2009-07-06", "set": {"support": {"childcare": True}}},
        {"from": "2009-08-10", "set": {"identify": {"trained_advisers": 0.2}}},
        {"from": "2009-08-31", "set": {"identify": {"trained_advisers": 0.3}}},
    )
    seen = training({"training": "once"}, 20, changes)
    week = np.arange(21)
    stock = np.where(week < 5, 0.3 * (1 - LOST) ** week, 0.5 * (1 - LOST) ** (week - 5.0))
    level = np.select([week < 5, week < 15, week < 18], [0.3, 0.5, 0.2], 0.3)
    assert seen == pytest.approx(np.column_stack([stock / level, (1 - stock) / (1 - level)]), rel=1e-9)


def test_training_kept_up_again_makes_up_for_what_was_forgotten() -> None:
    seen = training({"training": "once"}, 10, ({"from": "2009-06-01", "set": {"identify": {"training": "kept_up"}}},))
    stock = np.where(np.arange(11) < 5, 0.3 * (1 - LOST) ** np.arange(11), 0.3)
    assert seen == pytest.approx(of_stock(stock), rel=1e-9)


def test_a_change_elsewhere_trains_nobody_here() -> None:
    """Two areas train more: the mean over all areas is that of two stocks, each with its own course."""
    change = {"from": "2009-06-01", "areas": ["Leeds", "Bury"], "set": {"identify": {"trained_advisers": 0.8}}}
    seen = training({"training": "once"}, 12, (change,))
    share = sum(area.pdu_weight for area in load_areas() if area.name in ("Leeds", "Bury"))
    week = np.arange(13)
    here, there = 0.3 * (1 - LOST) ** week, 0.8 * (1 - LOST) ** np.maximum(week - 5.0, 0)
    mixed = week >= 5
    stock = here + share * mixed * (there - here)
    level = 0.3 + share * mixed * 0.5
    assert seen == pytest.approx(np.column_stack([stock / level, (1 - stock) / (1 - level)]), rel=1e-9)


def test_where_nobody_is_trained_any_more_all_ask_as_the_untrained_do() -> None:
    """Training for some, then a regime that trains nobody: the once trained are not worse than the never trained."""
    seen = training({"training": "once"}, 8, ({"from": "2009-06-01", "set": {"identify": {"trained_advisers": 0.0}}},))
    assert seen[5:, 1] == pytest.approx(1.0)


# ------------------------------------------------------------------ start-up


def start_up(
    over: Groups, weeks: int = 60, changes: tuple[Groups, ...] = (), base: str = "voluntary_2009"
) -> np.ndarray:
    """Asking against what it will be, at the start of each week; the same for trained and untrained advisers."""
    found = []
    for now in living(scenario_with(over=over, changes=changes), weeks, claimants=400, changed=EXACT):
        one, other = (now.factor(process, "start-up")[0] for process in ASKS)
        assert one == other
        found.append(one)
    return np.array(found)


def ramp(weeks: np.ndarray, cover: float = 1.0, takes: float = 26.0) -> np.ndarray:
    """Asking while a coordinator is less known than he or she will be: 0.4 as often where nobody is in post."""
    known = cover * (1 - np.exp(-weeks / takes))
    return (known + (1 - known) * 0.4) / (cover + (1 - cover) * 0.4)


WEEKS = np.arange(61)


@pytest.mark.parametrize("posts", [1.0, 0.5, 3.0])
def test_a_coordinator_becomes_known_week_by_week(posts: float) -> None:
    seen = start_up({"identify": {"coordinator_startup": "26 weeks", "coordinators_per_district": posts}})
    assert seen == pytest.approx(ramp(WEEKS, cover=min(posts, 1.0)), rel=1e-9)
    assert seen[0] == pytest.approx(0.4 / (min(posts, 1) + 0.4 * (1 - min(posts, 1)))), "as if nobody were there"


def test_novelty_draws_attention_that_fades() -> None:
    assert start_up({"identify": {"novelty": True}}) == pytest.approx(1 + 0.5 * np.exp(-WEEKS / 26), rel=1e-9)


def test_people_come_to_trust_a_scheme_that_they_have_seen_at_work() -> None:
    assert start_up({"believe": {"wary_start": True}}) == pytest.approx(1 - 0.4 * np.exp(-WEEKS / 39), rel=1e-9)


def test_the_three_courses_are_felt_together() -> None:
    all_three = {"identify": {"coordinator_startup": "26 weeks", "novelty": True}, "believe": {"wary_start": True}}
    wanted = ramp(WEEKS) * (1 + 0.5 * np.exp(-WEEKS / 26)) * (1 - 0.4 * np.exp(-WEEKS / 39))
    assert start_up(all_three) == pytest.approx(wanted, rel=1e-9)


def test_the_courses_are_counted_from_the_day_on_which_a_coordinator_is_posted() -> None:
    posted = {"identify": {"coordinators_per_district": 1, "coordinator_startup": "26 weeks", "novelty": True}}
    nobody: Groups = {"identify": {"coordinators_per_district": 0}}
    changes = ({"from": "2009-06-01", "until": "2009-08-10", "set": posted}, {"from": "2009-10-19", "set": posted})
    seen = start_up(nobody, 40, changes)
    wanted = ramp(WEEKS) * (1 + 0.5 * np.exp(-WEEKS / 26))
    assert seen == pytest.approx(np.concatenate([np.ones(5), wanted[:10], np.ones(10), wanted[:16]]), rel=1e-9)


# ------------------------------------------------------------------ the office lottery


def test_the_lottery_is_drawn_once_and_is_the_same_under_every_regime() -> None:
    courses = []
    for base, trained in (("voluntary_2009", 0.3), ("act_2009", 0.5), ("none", 0.1)):
        over = {"capacity": {"office_variation": 0.6}, "identify": {"trained_advisers": trained}}
        it = scenario_with(base, over=over)
        courses.append([now.factor(process, "office") for now in living(it, 6, claimants=5000) for process in ASKS])
    first = courses[0][0]
    assert len(first) == 9 and np.ptp(first) > 0.1, "regions differ"
    assert all(np.array_equal(one, first) for course in courses for one in course)
    one, other = (next(living(scenario_with(), 0, claimants=400, seed=seed)).tick(Offices).lot for seed in (3, 4))
    assert not np.allclose(one, other)


def test_some_offices_ask_a_lot_and_some_hardly_at_all_with_mean_1() -> None:
    """Log-normal with this spread, over 60 draws of 149 areas; the smallest and largest are far apart."""
    now = next(living(scenario_with(), 0, claimants=400))
    lots = []
    for replicate in range(60):
        now.world.replicate = replicate
        it = scenario_with()
        lots.append(Offices(now.world, None, it).lot)  # type: ignore[arg-type]
    lot = np.array(lots)
    assert stats.kstest(lot.ravel(), "norm").pvalue > ALARM
    for spread in (0.3, 0.6, 1.0):
        asks = np.exp(spread * lot - spread**2 / 2)
        assert abs(asks.mean() - 1) < Z * np.sqrt(np.expm1(spread**2) / asks.size)
        assert asks.min() < np.exp(-3 * spread) and asks.max() > np.exp(2 * spread)


def test_every_area_has_its_own_lot_where_areas_are_large_enough() -> None:
    it = scenario_with(over={"capacity": {"office_variation": 0.5}})
    now = next(living(it, 0, claimants=75_000))
    wanted = np.exp(0.5 * now.tick(Offices).lot - 0.125)
    assert len(now.world.pools) == 149
    for process in ASKS:
        assert now.factor(process, "office") == pytest.approx(wanted, rel=1e-12)
        assert now.world.lives.field[:, now.world.column(process)] == pytest.approx(wanted, rel=1e-6)
    weight = np.array([area.pdu_weight for area in load_areas()])
    assert weight @ wanted == pytest.approx(1.0, abs=Z * np.sqrt(np.expm1(0.25) * (weight**2).sum()))


# ------------------------------------------------------------------ places on progress2work


@pytest.mark.parametrize(("places", "scope", "room"), [(26, "heroin_or_crack", 78), (26, "with_alcohol", 78 / 1.7)])
def test_progress2work_takes_on_whoever_comes_until_it_is_full(places: int, scope: str, room: float) -> None:
    """26 places for every 1,000 of 3,000 claimants; shared, where alcohol is in scope too."""
    it = scenario_with(over={"support": {"progress2work_places": places}, "identify": {"drug_scope": scope}})
    full, was_full, held, started, shut = False, False, [0], [], 0
    for week, now in enumerate(living(it, 130, claimants=3000)):
        world, door = now.world, now.tick(Caseloads).all[1]
        train = world.table.process("train")
        started.append(sum(int((batch.process == train).sum()) for batch in world.events))
        held.append(int((now.levels("support") == Support.TRAINING).sum()))
        assert door.held[0] == held[-1], "the count does not drift"
        assert not (week and was_full and started[-1]), "nobody starts while it is full"
        full = held[-1] >= room or (was_full and held[-1] > 0.9 * room)
        assert door.full[0] == full
        assert world.lives.field[0, world.column("train")] == (0 if full else 1)
        assert held[-1] < room + started[-1] or was_full, "no more than a week's overshoot"
        was_full, shut = full, shut + full
    assert max(held) >= room and 5 < shut < 120, "it was full, and open again"
    assert all(now_ - was <= new for (was, now_), new in zip(pairwise(held), started, strict=True))


def test_without_a_number_of_places_the_programme_is_never_full() -> None:
    *_, now = living(scenario_with(), 60, claimants=1000)
    assert (now.world.lives.field[:, now.world.column("train")] == 1).all()
    assert (now.levels("support") == Support.TRAINING).sum() > 10


@pytest.mark.parametrize("places", [0, None])
def test_a_programme_without_a_place_takes_nobody_and_training_in_treatment_needs_none(places: int | None) -> None:
    support = {"progress2work_places": places, "training_in_treatment": True}
    starts = dict.fromkeys(("train", "train_in_treatment"), 0)
    for now in living(scenario_with(over={"support": support}), 60, claimants=2000):
        for name in starts:
            process = now.world.table.process(name)
            starts[name] += sum(int((batch.process == process).sum()) for batch in now.world.events)
    assert (starts["train"] > 0) == (places is None)
    assert starts["train_in_treatment"] > 20


def test_a_full_programme_counts_only_those_who_came_by_it() -> None:
    """As many in training as before by treatment alone do not shut the door of the programme."""
    support = {"progress2work_places": 26, "training_in_treatment": True}
    seen = 0
    for now in living(scenario_with(over={"support": support}), 80, claimants=3000):
        door = now.tick(Caseloads).all[1]
        in_training = int((now.levels("support") == Support.TRAINING).sum())
        assert door.held[0] <= in_training
        seen += door.held[0] < in_training
        assert door.held[0] <= 78 + 6
    assert seen > 40, "some came by treatment"
