"""The day on which a regime begins: who is exempt, obliged, let go, found out about or kept in the dark.

Nothing here is judged by chance: sets of claimants are compared one by one, and every stretch of every life is added up
again from the traces.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from scenarios.levers import Regime
from scenarios.schema import Scenario
from simulate.arrays import BoolArray
from simulate.counts import COUNTS
from simulate.numbers import fill
from simulate.rules.arrive import arrive, exempt
from simulate.run import run_replicate, start_replicate
from simulate.status import (
    Belief,
    Income,
    Knowledge,
    Mandate,
    Notice,
    Pathway,
    Sanction,
    Statuses,
    Use,
    at_levels,
    pack,
    unpack,
)
from tests.simulate.bench import Groups, Living, compiled_with, difference, living, regime, scenario_with
from tests.simulate.worlds import scenario, table

DAY, WEEK = "2009-06-01", 5
"""A change five weeks into a run, on a Monday."""
TRAITS = {"parents": "children", "dual_diagnosis": "dual_diagnosis", "chronic_condition": "chronic_condition"}
SMALL: Groups = {"progress2work": False}
"""Without a programme there are fewer statuses, and the tables are quick to make."""
LADDER = {"share_of_benefit": 1.0, "weeks": ["2 weeks"]}
MUST: Groups = {"oblige": {"attend_assessment": True}, "sanction": {"jsa": LADDER, "is": LADDER}}
STRICT: Groups = {
    "identify": {"declaration": "required", "trained_advisers": 0.9},
    "oblige": {"attend_assessment": True, "stay_in_treatment": True, "benefits": ["JSA", "IS"]},
    "sanction": {"jsa": LADDER, "is": LADDER, "decision_time": "3 weeks"},
    "support": SMALL,
}
MANY = {"telling.interviews_jsa": 0.5, "telling.asked": 0.5}
"""Interviews every other week, so that in five weeks many are known."""


def after_week(it: Scenario, week: int, **kwargs: Any) -> Living:
    *_, last = living(it, week, **kwargs)
    return last


# ------------------------------------------------------------------ exempt for who they are


@pytest.mark.parametrize("by", [("parents",), ("dual_diagnosis",), ("chronic_condition",), tuple(TRAITS)])
@pytest.mark.parametrize("later", [False, True], ids=["at the start", "at a change"])
def test_everybody_with_the_trait_is_exempt_and_nobody_else(by: Sequence[str], later: bool) -> None:
    set_ = {"oblige": {**STRICT["oblige"], "exempt": list(by)}}
    changes = [{"from": DAY, "set": {**STRICT, **set_}}]
    it = scenario_with(over={"support": SMALL}, changes=changes) if later else scenario_with(over={**STRICT, **set_})
    who: BoolArray
    for week, now in enumerate(living(it, WEEK + 3, claimants=900)):
        who = np.any([getattr(now.world.who, TRAITS[one]) for one in by], axis=0)
        alive = now.levels("mandate") >= 0
        free = now.levels("mandate") == Mandate.EXEMPT
        assert np.array_equal(free[alive], (who & (week >= WEEK or not later))[alive])
        assert np.array_equal(exempt(now.world.who, now.world.regimes[-1]), who)
    assert 0 < who.sum() < len(who)


def test_an_exemption_is_over_with_its_regime_and_stays_in_its_places() -> None:
    set_ = {**STRICT, "oblige": {**STRICT["oblige"], "exempt": ["parents"]}}
    it = scenario_with(
        over={"support": SMALL},
        changes=[{"from": DAY, "for": "3 weeks", "areas": ["Merseyside", "Leeds"], "set": set_}],
    )
    seen = []
    for week, now in enumerate(living(it, WEEK + 4, claimants=3000)):
        there = np.isin(now.world.lives.regime, [1]) if week in range(WEEK, WEEK + 3) else np.zeros(3000, bool)
        alive = now.levels("mandate") >= 0
        assert np.array_equal((now.levels("mandate") == Mandate.EXEMPT)[alive], (now.world.who.children & there)[alive])
        seen.append(int(there.sum()))
    assert seen[:WEEK] == [0] * WEEK and seen[WEEK] == seen[WEEK + 2] > 0 and seen[WEEK + 3 :] == [0, 0]


# ------------------------------------------------------------------ obliged, and let go


def test_obligations_reach_on_the_day_whoever_is_known_dependent_and_on_the_benefit() -> None:
    """Those in treatment too, since staying is required here; on ESA nothing is."""
    it = scenario_with(
        over={"identify": {"trained_advisers": 1.0}, "support": SMALL}, changes=[{"from": DAY, "set": STRICT}]
    )
    weeks = living(it, WEEK, claimants=3000, changed=MANY)
    *_, before = (weeks_before for _, weeks_before in zip(range(WEEK), weeks, strict=False))
    assert not (before.levels("mandate") > 0).any()
    now = next(weeks)
    due = np.isin(now.levels("knowledge"), (Knowledge.VOLUNTEERED, Knowledge.IDENTIFIED))
    due &= np.isin(now.levels("income"), (Income.JSA, Income.IS)) & (now.levels("use") == Use.DEPENDENT)
    assert np.array_equal(now.levels("mandate") == Mandate.REQUIRED, due)
    treated = np.isin(now.levels("pathway"), (Pathway.STABILISING, Pathway.MAINTAINED))
    assert (due & treated).sum() > 20 and (due & ~treated).sum() > 20


def test_repeal_lifts_mandates_breaches_and_sanctions_on_the_day() -> None:
    nothing = {
        "identify": {"declaration": "none"},
        "oblige": {"attend_assessment": False, "stay_in_treatment": False},
        "sanction": {"jsa": None, "is": None},
    }
    long = {"share_of_benefit": 1.0, "weeks": ["26 weeks"]}
    strict = {**STRICT, "sanction": {"jsa": long, "is": long}}
    it = scenario_with(over=strict, changes=[{"from": "2009-09-28", "set": nothing}])
    held: dict[str, int] = {}
    kept: np.ndarray
    for week, now in enumerate(living(it, 24, claimants=3000, changed=MANY)):
        at = {axis: now.levels(axis) for axis in ("mandate", "sanction", "knowledge")}
        if week == 21:
            held = {"required": int((at["mandate"] == Mandate.REQUIRED).sum())}
            held |= {one.name: int((at["sanction"] == one).sum()) for one in Sanction}
            kept = at["knowledge"]
        if week == 22:
            assert (at["mandate"] <= Mandate.NONE).all() and (at["sanction"] <= Sanction.NONE).all()
            alive, denied = at["knowledge"] >= 0, kept == Knowledge.CONCEALED
            assert denied.sum() > 10
            assert (at["knowledge"] == kept)[alive & ~denied].mean() > 0.99, "what is known stays known"
            assert (at["knowledge"] == Knowledge.UNKNOWN)[alive & denied].mean() > 0.95, "and may be asked again"
    assert min(held.values()) > 0 and held["SANCTIONED"] > 10, held


def one_arrives(under: Regime, *, exempted: bool = False, newly: bool = False, **levels: Any) -> dict[str, Any]:
    at = at_levels(1, **levels)
    return difference(at, arrive(at, under, exempted=exempted, newly=newly))


def test_single_claimants_by_hand() -> None:
    known: Groups = {"knowledge": Knowledge.IDENTIFIED}
    required: Groups = {"mandate": Mandate.REQUIRED}
    strict, must = regime(**STRICT), regime(**MUST)
    assert one_arrives(strict, **known) == required
    assert one_arrives(strict, **known, exempted=True) == {"mandate": Mandate.EXEMPT}
    assert one_arrives(strict, **known, income=Income.ESA) == {}
    assert one_arrives(strict, **known, use=Use.RECOVERED) == {}
    assert one_arrives(strict, knowledge=Knowledge.CONCEALED) == {}
    assert one_arrives(must, **known, pathway=Pathway.MAINTAINED) == {}, "who is in treatment has nothing to attend"
    # a sanction goes on where the new rules have one for that benefit, and ends where they have none
    serves: Groups = known | {"sanction": Sanction.WRONGED} | required
    assert one_arrives(strict, **serves) == {}
    none = {"mandate": Mandate.NONE, "sanction": Sanction.NONE}
    assert one_arrives(regime(), **serves) == none
    assert one_arrives(strict, **(serves | {"income": Income.ESA})) == none
    soft = regime(**{**STRICT, "sanction": {"jsa": {"share_of_benefit": 0.0, "weeks": ["2 weeks"]}}})
    assert one_arrives(soft, **serves) == {"sanction": Sanction.NONE}
    assert one_arrives(strict, **serves, exempted=True) == {"mandate": Mandate.EXEMPT, "sanction": Sanction.NONE}
    pending = serves | {"sanction": Sanction.PENDING}
    assert one_arrives(regime(**{**STRICT, "oblige": {**STRICT["oblige"], "exempt": ["volunteered"]}}), **pending) == {}
    volunteer = pending | {"knowledge": Knowledge.VOLUNTEERED}
    free = regime(**{**STRICT, "oblige": {**STRICT["oblige"], "exempt": ["volunteered"]}})
    assert one_arrives(free, **volunteer) == none


@pytest.mark.parametrize("sent", [Notice.POLICE, Notice.PROBATION, Notice.PRISON])
def test_notices_of_closed_channels_vanish_and_others_stay(sent: Notice) -> None:
    slow, at_once = {"open": True, "lag": "4 weeks"}, {"open": True}
    under = regime(identify={"data_share": {"police": slow, "probation": at_once, "prison": {"open": False}}})
    gone = {} if sent == Notice.POLICE else {"notice": Notice.NONE}
    assert one_arrives(under, notice=sent) == gone
    assert one_arrives(regime(), notice=sent) == {"notice": Notice.NONE}


# ------------------------------------------------------------------ hearsay


@pytest.mark.parametrize("newly", [False, True])
@pytest.mark.parametrize("knowledge", list(Knowledge))
@pytest.mark.parametrize("belief", list(Belief))
@pytest.mark.parametrize("information", ["perfect", "hearsay"])
def test_only_under_hearsay_the_unknown_are_unaware_of_what_is_new(
    newly: bool, knowledge: Knowledge, belief: Belief, information: str
) -> None:
    under = regime(**MUST, believe={"information": information})
    at = at_levels(1, knowledge=knowledge, belief=belief)
    # nobody must declare under these rules, so whoever concealed is as unknown as others
    hidden = knowledge in (Knowledge.UNKNOWN, Knowledge.CONCEALED)
    unheard = newly and hidden and belief == Belief.AS_IT_IS
    then = Belief.AS_IT_IS if information == "perfect" else Belief.UNAWARE if unheard else belief
    assert arrive(at, under, exempted=False, newly=newly).belief[0] == then
    # nothing is at stake on ESA, nor where nothing is required: there is nothing to be unaware of
    for nothing in (at_levels(1, belief=belief, income=Income.ESA), at_levels(1, belief=belief)):
        free = under if nothing.income[0] == Income.ESA else regime(believe={"information": information})
        plain = Belief.AS_IT_IS if information == "perfect" else belief
        assert arrive(nothing, free, exempted=False, newly=newly).belief[0] == plain


def test_rules_that_follow_on_rules_leave_beliefs_alone_in_a_run() -> None:
    """First free, then obliged, then obliged otherwise: unaware on the first day only."""
    other = {"sanction": {"decision_time": "4 weeks"}}
    it = scenario_with(
        over={"believe": {"information": "hearsay"}, "support": SMALL},
        changes=[{"from": DAY, "set": MUST}, {"from": "2009-07-06", "set": other}],
    )
    unaware = [int((now.levels("belief") == Belief.UNAWARE).sum()) for now in living(it, 11, claimants=3000)]
    assert unaware[:WEEK] == [0] * WEEK
    now = after_week(it, WEEK, claimants=3000)
    due = (now.levels("knowledge") == Knowledge.UNKNOWN) & np.isin(now.levels("income"), (Income.JSA, Income.IS))
    assert unaware[WEEK] == due.sum() > 1000
    assert all(late < early for early, late in pairwise(unaware[WEEK:])), "people learn"


# ------------------------------------------------------------------ twice is once


@pytest.mark.parametrize("name", ["green_paper_by_hearsay", "act_2009", "notices_take_time"])
@pytest.mark.parametrize("under", ["none", "green_paper_by_hearsay", "act_2009", "parents_exempt", "notices_take_time"])
def test_arriving_twice_changes_nothing_more(name: str, under: str) -> None:
    at: Statuses = unpack(table(name).codes[:-1])
    rules = scenario(under).regime
    for exempted in (False, True):
        for newly in (False, True):
            once = arrive(at, rules, exempted=exempted, newly=newly)
            for again in (False, newly):
                assert np.array_equal(pack(arrive(once, rules, exempted=exempted, newly=again)), pack(once))


# ------------------------------------------------------------------ what is recorded of the day

PEOPLE, WEEKS = 600, 39
"""Changes come in weeks 8, 20 and 31: in the middle of each period of 13 weeks."""


@cache
def changing() -> tuple[Scenario, Any, Any, Any]:
    """A scenario of four regimes in turn, compiled; its start; and what was seen of it, life by life."""
    exempting = {**STRICT, "oblige": {**STRICT["oblige"], "exempt": ["parents"]}}
    esa = {"share_of_benefit": 0.142, "weeks": ["4 weeks"]}
    wider = {"oblige": {"benefits": ["JSA", "ESA", "IS"], "exempt": ["dual_diagnosis"]}, "sanction": {"esa": esa}}
    free = {
        "identify": {"declaration": "none"},
        "oblige": {"attend_assessment": False, "stay_in_treatment": False},
        "sanction": {"jsa": None, "esa": None, "is": None},
    }
    it = scenario_with(
        over={"support": SMALL},
        changes=[
            {"from": "2009-06-22", "set": exempting},
            {"from": "2009-09-14", "areas": ["Merseyside", "Leeds", "Kent"], "set": wider},
            {"from": "2009-11-30", "set": free},
        ],
    )  # fmt: skip
    compiled = compiled_with(it, MANY)
    start = start_replicate(compiled, claimants=PEOPLE, weeks=WEEKS, seed=5, replicate=0)
    return it, compiled, start, run_replicate(compiled, start, weeks=WEEKS, traced=tuple(range(PEOPLE)))


def regimes_lived(compiled: Any, area: int) -> list[tuple[float, int]]:
    """Weekly ticks at which an area's regime is another, and which."""
    found: list[tuple[float, int]] = []
    for week in range(WEEKS):
        now = compiled.timeline.segments[compiled.timeline.segment_in(week)].regime_of_area[area]
        if not found or found[-1][1] != now:
            found.append((float(week), now))
    return found


def test_new_rules_are_recorded_for_exactly_those_they_move() -> None:
    _, compiled, start, seen = changing()
    free = [not regime.obliges for regime in compiled.timeline.regimes]
    moved = 0
    for trace in seen.traces:
        at = {(float(t)): i for i, (t, p) in enumerate(zip(trace.time, trace.process, strict=True)) if p == "new_rules"}
        lived = regimes_lived(compiled, int(start.who.area[trace.number]))
        for (_, was), (week, now) in pairwise(lived):
            earlier = int(np.searchsorted(trace.time, week, side="left"))
            code = int(trace.after[earlier - 1]) if earlier else trace.opening
            if code == compiled.table.codes[-1]:
                continue
            under = compiled.timeline.regimes[now]
            exempted = bool(exempt(start.who.take(np.array([trace.number])), under)[0])
            wanted = int(pack(arrive(unpack(np.array([code], np.int32)), under, exempted=exempted, newly=free[was]))[0])
            event = at.pop(week, None)
            assert (event is not None) == (wanted != code)
            if event is not None:
                moved += 1
                assert (trace.before[event], trace.after[event], trace.outcome[event]) == (code, wanted, "began")
        assert not at, "new rules began for somebody whose regime did not change"
    assert moved == seen.events[:, seen.kind("new_rules")].sum() > 200


def test_time_and_losses_are_put_to_the_right_status_and_regime() -> None:
    """Every stretch of every life is added up again, by status and period, and its counted rates by regime."""
    _, compiled, start, seen = changing()
    counted = [c for c in range(len(COUNTS)) if compiled.table.rate[:, :, c].any()]
    felt = np.array([
        COUNTS[c].propensity(start.who, fill(COUNTS[c].name, COUNTS[c].numbers, compiled.values)) for c in counted
    ])  # fmt: skip
    time, expected = np.zeros_like(seen.time), np.zeros_like(seen.expected)
    for trace in seen.traces:
        lived = regimes_lived(compiled, int(start.who.area[trace.number]))
        cuts = np.unique([*trace.time, *seen.edges, *(week for week, _ in lived)])
        for begin, end in pairwise(cuts):
            done = int(np.searchsorted(trace.time, begin, side="right"))
            row = compiled.table.rows(np.array([trace.after[done - 1] if done else trace.opening], np.int32))[0]
            regime_ = next(now for week, now in reversed(lived) if week <= begin)
            period = int(np.searchsorted(seen.edges, begin, side="right")) - 1
            time[period, row] += end - begin
            expected[period, counted] += (
                (end - begin) * compiled.table.rate[regime_, row, counted] * felt[:, trace.number]
            )
    assert seen.time == pytest.approx(time, rel=1e-6, abs=1e-6)
    of_counts = slice(len(COUNTS))
    assert seen.expected[:, of_counts] == pytest.approx(expected[:, of_counts], rel=1e-6, abs=1e-6)
    withheld = [i for i, c in enumerate(seen.counts) if c.startswith("withheld")]
    assert seen.expected[1:, withheld].sum(axis=1).min() > 0, "sanctions took something"
