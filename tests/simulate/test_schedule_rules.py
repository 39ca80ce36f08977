"""Rules on recorded figures, against books kept by hand: every life is read event by event, every figure made again.

The books are counted a second time from the traces of a run, the figures from these, and a judge written out here says
in which week and where each rule is in force. Statistical checks have a false-alarm rate of 1e-6 each, seeds fixed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy import stats

from scenarios.areas import load_areas
from scenarios.parameters import load_parameters
from scenarios.schema import Scenario
from scenarios.timeline import Timeline
from simulate.clocks import Events
from simulate.ensemble import Plan, Ran, run_plan
from simulate.law import unlike
from simulate.observation import Observation
from simulate.observe import PERIOD
from simulate.records import A_MONTH, A_YEAR, WRITTEN, Records
from simulate.rules import is_known, on_benefit, sanctioned
from simulate.run import run_replicate, start_replicate
from simulate.status import DEAD, Income, Knowledge, Pathway, Statuses, Use, at_levels, pack, unpack
from simulate.tick import Tick
from simulate.ticks import TICKS
from simulate.ticks.phases import Phases
from simulate.world import World
from tests.simulate.bench import Groups, compiled_with, living, scenario_with
from tests.simulate.test_schedule import lying_in
from tests.statistics import level_of

ALARM = level_of("small")
PEOPLE, WEEKS, SEED = 1200, 52, 3
AREAS = load_areas()
MUST: Groups = {
    "identify": {"declaration": "invited"},
    "support": {"progress2work": False},
    "oblige": {"attend_assessment": True, "stay_in_treatment": True, "benefits": ["JSA", "IS"]},
    "sanction": {
        "jsa": {"share_of_benefit": 1.0, "weeks": ["2 weeks"]},
        "is": {"share_of_benefit": 0.2, "weeks": ["4 weeks"]},
    },
}
TRUE = {"records.jobcentre": 1.0, "telling.asked": 0.8}
"""All is written down; and enough is asked for something to be written."""
CHILDCARE = {"set": {"support": {"childcare": True}}}
NORTH = ["Merseyside", "West Yorkshire", "Cumbria and Lancashire", "Greater Manchester Central"]
SETS: Groups = {
    "softer": {"set": {"oblige": {"stay_in_treatment": False}, "sanction": {"discretion": 0.6}}},
    "fewer": {"set": {"identify": {"trained_advisers": 0.0, "coordinators_per_district": 0.0}}},
}


def rule(name: str = "a rule", *, lasts: str | None = None, **settings: Any) -> dict[str, Any]:
    """A rule as a file would write it."""
    return {"name": name, "then": CHILDCARE, "for": lasts, **settings}


# ------------------------------------------------------------------ the books, kept by hand


@dataclass(frozen=True)
class Books:
    """Claimants written down: counts (weeks, kinds, areas); presumed (weeks, areas) dependent at the end of a week."""

    counts: np.ndarray
    presumed: np.ndarray

    def figure(self, recorded: str, since: float, until: float, where: np.ndarray) -> float:
        """A recorded figure, made again."""
        weeks = slice(int(since // 1), int(until // 1))
        n = weeks.stop - weeks.start
        if n <= 0 or not where.any():
            return float("nan")
        kind = {name: 240_000 / PEOPLE * float(self.counts[weeks, k][:, where].sum()) for k, name in enumerate(WRITTEN)}
        stock = 240_000 / PEOPLE * float(self.presumed[weeks][:, where].sum()) / n
        a_month = {name: total / n * 365.25 / 84 for name, total in kind.items()}
        rate = {
            "identified": a_month["identified"], "referrals": a_month["referrals"],
            "discussions": a_month["discussions"], "starts_from_jobcentre": a_month["starts"],
            "sanctions": a_month["sanctions"], "left_benefit": a_month["left"],
        }  # fmt: skip
        if recorded == "take_up":
            return kind["discussions"] / kind["referrals"] if kind["referrals"] else float("nan")
        if recorded == "identified_share":
            return kind["identified"] / n * 365.25 / 7 / stock if stock else float("nan")
        return rate[recorded]


OFF = int(pack(at_levels(1, income=Income.WORK))[0])


def at_of(codes: np.ndarray) -> Statuses:
    """Statuses of codes; the dead, who are nothing to the books, stand as unknown people in work."""
    return unpack(np.where(codes == DEAD, OFF, codes).astype(np.int32))


def books(seen: Observation, area: np.ndarray) -> Books:
    """The books of a run, read life by life."""
    traces = seen.traces
    who = np.repeat([trace.number for trace in traces], [len(trace.time) for trace in traces])
    time, code_was, code_is = (
        np.concatenate([getattr(trace, name) for trace in traces]) for name in ("time", "before", "after")
    )
    was, is_ = unpack(code_was), at_of(code_is)
    week, dead = time.astype(np.int64), code_is == DEAD
    knew, knows = is_known(was), is_known(is_) & ~dead
    paid, pays = on_benefit(was), on_benefit(is_) & ~dead
    happened = {
        "identified": knows & ~knew,
        "referrals": (is_.pathway == Pathway.APPOINTED) & (was.pathway != Pathway.APPOINTED) & pays,
        "discussions": (was.pathway == Pathway.APPOINTED) & (is_.pathway == Pathway.QUEUED) & ~dead,
        "starts": (was.pathway == Pathway.QUEUED) & knew & (is_.pathway == Pathway.STABILISING) & ~dead,
        "sanctions": sanctioned(is_) & ~sanctioned(was) & ~dead,
        "left": knew & paid & ~pays & ~dead & (is_.income != Income.ALLOWANCE),
    }
    weeks = round(seen.weeks)
    counts = np.zeros((weeks, len(WRITTEN), len(AREAS)))
    for k, kind in enumerate(WRITTEN):
        np.add.at(counts[:, k], (week[happened[kind]], area[who[happened[kind]]]), 1)
    presumed = np.zeros((weeks, len(AREAS)))
    edges = np.arange(1, weeks + 1)
    for trace in traces:
        at = at_of(np.append(np.int32(trace.opening), trace.after))
        held = on_benefit(at) & (at.use == Use.DEPENDENT) & (at.knowledge != Knowledge.CONCEALED)
        presumed[:, area[trace.number]] += held[np.searchsorted(trace.time, edges, side="left")]
    return Books(counts, presumed)


@dataclass(frozen=True)
class Lived:
    """A run with its books kept by hand, and week by week what it wrote itself and which rules were in force where."""

    scenario: Scenario
    seen: Observation
    books: Books
    written: Records
    fired: np.ndarray


class Watched(Phases):
    """Notes which rules are in force after every tick, and that everybody lives under the regime they make."""

    last: "Watched"

    def __init__(self, world: World, timeline: Timeline, scenario: Scenario) -> None:
        super().__init__(world, timeline, scenario)
        self.masks: list[np.ndarray] = []
        type(self).last = self

    def act(self, world: World) -> None:
        super().act(world)
        self.masks.append(self.fired)
        wanted = self.timeline.regime_of_area(self.segment, self.fired)
        assert np.array_equal(world.regime_of_area, wanted)
        assert np.array_equal(world.lives.regime, wanted[world.who.area])


def lived(*rules: Mapping[str, Any], share: float = 1.0) -> Lived:
    """The voluntary scheme with an obligation, and these rules."""
    it = scenario_with(over=MUST, rules=rules)
    compiled = compiled_with(it, TRUE | {"records.jobcentre": share})
    start = start_replicate(compiled, claimants=PEOPLE, weeks=WEEKS, seed=SEED, replicate=0)
    ticks: tuple[type[Tick], ...] = (Watched, *TICKS[1:])
    seen = run_replicate(compiled, start, weeks=WEEKS, traced=tuple(range(PEOPLE)), ticks=ticks)
    assert TICKS[0] is Phases and Watched.last.records is not None
    return Lived(it, seen, books(seen, start.who.area), Watched.last.records, np.array(Watched.last.masks))


NEVER_RULE = rule("never", when={"recorded": "sanctions", "over": 1e6, "after": "1 week", "every": "1 week"})


@cache
def plain() -> Lived:
    """With a rule that never fires, so that books are kept."""
    return lived(NEVER_RULE)


def test_with_nothing_left_out_the_books_are_the_truth() -> None:
    one = plain()
    weight = 240_000 / PEOPLE
    assert one.written.counts == pytest.approx(one.books.counts[:-1] * weight)
    assert one.written.presumed == pytest.approx(one.books.presumed[:-1] * weight)
    assert one.books.counts.sum(axis=(0, 2)).min() > 5, "every kind of entry was made"


def test_a_rule_that_never_fires_changes_nothing_to_the_bit() -> None:
    compiled = compiled_with(scenario_with(over=MUST), TRUE)
    start = start_replicate(compiled, claimants=PEOPLE, weeks=WEEKS, seed=SEED, replicate=0)
    assert list(unlike(run_replicate(compiled, start, weeks=WEEKS), plain().seen)) == []


@pytest.mark.parametrize(
    "recorded",
    ["identified", "referrals", "discussions", "starts_from_jobcentre", "take_up", "identified_share", "sanctions",
     "left_benefit"],
)  # fmt: skip
def test_every_figure_is_what_it_says(recorded: Any) -> None:
    one = plain()
    for since, until in ((0, 51), (13, 26), (5.5, 40.2), (50, 51), (10, 10), (20, 12)):
        for where in (np.ones(149, bool), lying_in("Merseyside", "Birmingham"), np.zeros(149, bool)):
            made = one.written.figure(recorded, since=since, until=until, where=where)
            assert made == pytest.approx(one.books.figure(recorded, since, until, where), nan_ok=True, rel=1e-9)
    assert A_MONTH * 12 == pytest.approx(A_YEAR) == pytest.approx(365.25 / 7)


# ------------------------------------------------------------------ the judge, written out


def judged(one: Lived) -> np.ndarray:
    """Which rules are in force where, week by week, by these books and what the scenario says: (weeks, areas) mask."""
    mask = np.zeros((WEEKS, len(AREAS)), np.int64)
    everywhere = np.ones(len(AREAS), bool)
    for i, it in enumerate(one.scenario.rules):
        when, ends, spent = it.when, np.zeros(len(AREAS)), np.zeros(len(AREAS), bool)
        looks = everywhere if it.areas == ("all",) else lying_in(*it.areas)
        then = looks if it.then.areas is None else lying_in(*it.then.areas)
        after, every = when.after.weeks, when.every.weeks if when.every else None
        days = [after] if every is None else [after + k * every for k in range(400)]
        ticks = {int(np.ceil(round(day, 9))) for day in days}
        for week in range(WEEKS):
            on = ends > week
            if week in ticks:
                until = week - when.lag.weeks
                since = 0.0 if when.over_last is None else max(until - when.over_last.weeks, 0.0)
                for area in np.flatnonzero(then & ~on & (~spent | it.again)):
                    where = looks if it.judged == "together" else np.arange(len(AREAS)) == area
                    figure = one.books.figure(when.recorded, since, until, where)
                    line = when.under if when.over is None else when.over
                    assert line is not None
                    if figure < line if when.over is None else figure > line:
                        ends[area] = np.inf if it.lasts is None else week + np.ceil(round(it.lasts.weeks, 9))
                        spent[area] = on[area] = True
            mask[week] |= on.astype(np.int64) << i
    return mask


def line_crossed_at(recorded: str, tick: int, *, lag: int, last: int, every: int, first: int, up: bool) -> float:
    """A line that the plain run crosses for the first time when judged in this week, upwards or downwards."""
    where = np.ones(len(AREAS), bool)
    ticks = range(first, tick + 1, every)
    *before, now = (plain().books.figure(recorded, max(week - lag - last, 0), week - lag, where) for week in ticks)
    nearest = max(before) if up else min(before)
    assert now > nearest if up else now < nearest, f"{recorded} in week {tick}: {now} after {before}"
    return (now + nearest) / 2


WHEN: Groups = {"after": "9 weeks", "every": "4 weeks", "over_last": "6 weeks", "lag": "2 weeks"}
AT = {"lag": 2, "last": 6, "every": 4, "first": 9}


def first_week(recorded: str, up: bool) -> tuple[int, float]:
    """The first judgement after the second at which a line can be crossed for the first time, and that line."""
    for tick in range(17, WEEKS, 4):
        try:
            return tick, line_crossed_at(recorded, tick, **AT, up=up)
        except AssertionError:
            continue
    raise AssertionError(f"{recorded} never crosses a line")


@pytest.mark.parametrize(
    ("recorded", "up"),
    [("identified", False), ("referrals", True), ("take_up", False), ("sanctions", True), ("left_benefit", True),
     ("identified_share", False), ("discussions", True)],
)  # fmt: skip
def test_a_rule_fires_in_the_week_in_which_its_figure_is_beyond_the_line(recorded: str, up: bool) -> None:
    tick, line = first_week(recorded, up)
    one = lived(rule(when={"recorded": recorded, "over" if up else "under": line, **WHEN}, then=SETS["softer"]))
    assert (one.fired[:tick] == 0).all() and (one.fired[tick:] == 1).all()
    assert np.array_equal(judged(one), one.fired)
    # until the week in which it fires it changes nothing, to the bit
    assert list(unlike(plain().seen, one.seen, slice(0, tick // PERIOD))) == []
    for a, b in zip(plain().seen.traces, one.seen.traces, strict=True):
        assert np.array_equal(a.time[a.time < tick], b.time[b.time < tick])
        assert np.array_equal(a.after[a.time < tick], b.after[b.time < tick])
    assert list(unlike(plain().seen, one.seen)), "and then it does change something"


def test_the_week_hangs_on_lag_and_window() -> None:
    """The same line with another lag, or window, is crossed in other weeks; the judge written out knows which."""
    tick, line = first_week("sanctions", True)
    weeks = {}
    others: dict[str, Groups] = {
        "as it was": {}, "no lag": {"lag": "0 days"}, "a long lag": {"lag": "8 weeks"},
        "a short window": {"over_last": "2 weeks"}, "since the start": {"over_last": None},
        "judged each week": {"every": "1 week"}, "judged once": {"every": None},
    }  # fmt: skip
    for name, other in others.items():
        one = lived(rule(when={"recorded": "sanctions", "over": line, **WHEN, **other}))
        assert np.array_equal(judged(one), one.fired), name
        on = np.flatnonzero(one.fired.any(axis=1))
        weeks[name] = int(on[0]) if len(on) else None
    assert weeks["as it was"] == tick
    assert len(set(weeks.values())) >= 3, weeks


def test_a_rule_lasts_for_its_weeks_and_fires_once_or_again() -> None:
    tick, line = first_week("referrals", True)
    when = {"recorded": "referrals", "over": line, **WHEN}
    once, again = (lived(rule(when=when, then=SETS["fewer"], lasts="3 weeks", again=more)) for more in (False, True))
    for one in (once, again):
        assert np.array_equal(judged(one), one.fired)
    assert np.flatnonzero(once.fired.any(axis=1)).tolist() == [tick, tick + 1, tick + 2]
    assert again.fired.any(axis=1).sum() >= 6, "it fired again"
    assert again.seen.accounts["rule fired in areas: a rule"].sum() > 149


def test_a_rule_that_lasts_until_it_is_judged_again_may_fire_without_a_break() -> None:
    _, line = first_week("referrals", True)
    when = {"recorded": "referrals", "over": 0.6 * line, **WHEN}
    one = lived(rule(when=when, then=SETS["fewer"], lasts="4 weeks", again=True))
    assert np.array_equal(judged(one), one.fired)
    on = set(np.flatnonzero(one.fired.any(axis=1)).tolist())
    assert any({week - 1, week} <= on for week in range(13, WEEKS, 4)), "judged at the tick at which it is over"


def test_area_by_area_each_area_is_judged_by_its_own_book() -> None:
    when = {"recorded": "identified", "over": 100.0, "after": "10 weeks", "every": "5 weeks", "over_last": "10 weeks"}
    low, two = {"recorded": "take_up", "under": 0.5, **WHEN}, ["Merseyside", "Leeds"]
    one = lived(
        rule("own", judged="area_by_area", when=when, then=SETS["fewer"], lasts="7 weeks", again=True),
        rule("some", judged="area_by_area", when=low, areas=two),
    )
    assert np.array_equal(judged(one), one.fired)
    for i in range(2):
        on = (one.fired >> i & 1).astype(bool)
        assert 0 < on.any(axis=0).sum() < (149 if i == 0 else lying_in("Merseyside", "Leeds").sum() + 1)
    assert not (one.fired >> 1 & 1)[:, ~lying_in("Merseyside", "Leeds")].any()
    began = {int(np.flatnonzero(row)[0]) for row in (one.fired.T & 1) if row.any()}
    assert len(began) > 2, "areas fire in their own time"


def test_one_place_is_judged_and_another_changes() -> None:
    """Many are identified in West Yorkshire and few in Kent, and the line lies between: one fires, the other not."""
    many, few = lying_in("West Yorkshire"), lying_in("Kent")
    figures = [plain().books.figure("identified", 0, 16, where) for where in (many, few)]
    assert figures[0] > 2 * figures[1]
    when = {"recorded": "identified", "over": sum(figures) / 2, "after": "16 weeks"}
    one = lived(rule(when=when, areas=["West Yorkshire"], then={"areas": ["Kent"], **SETS["fewer"]}))
    assert np.array_equal(judged(one), one.fired)
    assert (one.fired[16:, few] == 1).all() and not one.fired[:, ~few].any() and not one.fired[:16].any()
    other = lived(rule(when=when, areas=["Kent"], then={"areas": ["West Yorkshire"], **SETS["fewer"]}))
    assert not other.fired.any()


def test_two_rules_lie_over_one_another_where_both_are_in_force() -> None:
    first = rule("first", when={"recorded": "identified", "over": 1.0, "after": "6 weeks"}, lasts="24 weeks")
    second = rule("second", when={"recorded": "referrals", "over": 1.0, "after": "14 weeks"}, areas=NORTH,
                  then={"set": {"support": {"childcare": False}}}, lasts="5 weeks")  # fmt: skip
    one, there = lived(first, second), lying_in(*NORTH)
    assert np.array_equal(judged(one), one.fired)
    assert set(one.fired[14:19, there].ravel()) == {3} and set(one.fired[14:19, ~there].ravel()) == {1}
    assert set(one.fired[19:30].ravel()) == {1} and not one.fired[30:].any() and not one.fired[:6].any()


# ------------------------------------------------------------------ what is not written down


def test_what_is_left_out_lowers_a_count_and_changes_nothing_else() -> None:
    whole, most = plain(), lived(NEVER_RULE, share=0.8)
    assert list(unlike(whole.seen, most.seen)) == []
    full, kept = (np.array(one.written.counts) * PEOPLE / 240_000 for one in (whole, most))
    assert (kept <= full + 1e-9).all()
    for k, kind in enumerate(WRITTEN):
        n, x = round(full[:, k].sum()), round(kept[:, k].sum())
        assert stats.binomtest(x, n, 0.8).pvalue > ALARM, kind
    assert np.array_equal(whole.written.presumed, most.written.presumed)
    for recorded in ("identified", "referrals"):
        figures = [one.written.figure(recorded, since=0, until=51, where=np.ones(149, bool)) for one in (most, whole)]
        assert figures[0] / figures[1] == pytest.approx(0.8, abs=0.1)


def test_writing_down_is_a_matter_of_luck_person_by_person_and_week_by_week() -> None:
    """Everybody is identified every week: counts by area and week are binomial, and no week copies another."""
    it = scenario_with(over=MUST, rules=[NEVER_RULE])
    [now] = living(it, 0, claimants=6000, changed={"records.jobcentre": 0.8})
    world = now.world
    records = Records(world)
    at = world.table.statuses()
    unknown = int(np.flatnonzero(at.knowledge == Knowledge.UNKNOWN)[0])
    known = int(np.flatnonzero(is_known(at))[0])
    n, zero = len(world.who), np.zeros(len(world.who), np.uint8)
    for week in range(1, 41):
        world.week = week
        before, after = np.full(n, unknown, np.int32), np.full(n, known, np.int32)
        world.events = (Events(np.arange(n), np.full(n, week - 0.5), zero, zero, before, after),)
        records.note(world)
    counts = np.array(records.counts)[:, WRITTEN.index("identified")] / world.who.weight
    people = np.bincount(world.who.area, minlength=149)
    square = ((counts - 0.8 * people) ** 2 / (0.8 * 0.2 * people)).sum()
    assert ALARM < stats.chi2.sf(square, counts.size) < 1 - ALARM
    by_area = counts.sum(axis=0)
    assert ALARM < stats.chi2.sf(((by_area - 32 * people) ** 2 / (6.4 * people)).sum(), 149) < 1 - ALARM


def test_a_rule_is_the_same_however_many_work_at_it() -> None:
    tick, line = first_week("referrals", True)
    own = rule("own", judged="area_by_area", when={"recorded": "take_up", "under": 0.5, **WHEN}, then=SETS["softer"])
    it = scenario_with(over=MUST, rules=[rule(when={"recorded": "referrals", "over": line, **WHEN}), own])
    plan = Plan(
        scenarios=(("ruled", it),), parameters=load_parameters(), claimants=600,
        weeks=22, replicates=2, draws=1, seed=SEED,
    )  # fmt: skip

    def ran(workers: int) -> dict[tuple[str, int], Ran]:
        return {(one.scenario, one.task.replicate): one for task in run_plan(plan, workers=workers) for one in task}

    alone, shared = ran(1), ran(2)
    for key, one in alone.items():
        other = shared[key].observation
        assert list(unlike(one.observation, other)) == []
        assert one.observation.tracks.keys() == other.tracks.keys()
        for name, track in one.observation.tracks.items():
            assert np.array_equal(track, other.tracks[name]), name
    assert 0 < alone["ruled", 0].observation.tracks["rule in force: own"][-1] < 1 and tick > 0
