"""Lives in words, from real traces."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from rich.console import Console

from results.explain_people import outcome_names
from results.story import (
    change,
    happenings,
    person,
    plain_side_by_side,
    render_side_by_side,
    render_story,
    side_by_side,
    state,
    story,
)
from results.story_words import PHRASES, happened
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.counts import COUNTS
from simulate.hazards import compile_table
from simulate.observation import Trace
from simulate.processes import PROCESSES
from simulate.run import Start, compile_scenario, opening_codes, run_replicate, start_replicate
from simulate.status import DEAD, Pathway, at_levels, pack

START = date(2009, 4, 27)
NAMES = ("voluntary_2009", "green_paper_2008")
TRACED = tuple(range(300))


@cache
def lived() -> tuple[Start, dict[str, tuple[Trace, ...]]]:
    values = load_parameters().values()
    compiled = {name: compile_scenario(load_scenario(name).scenario, values) for name in NAMES}
    start = start_replicate(compiled[NAMES[0]], claimants=2000, weeks=104, seed=1, replicate=0)
    return start, {n: run_replicate(c, start, weeks=104, traced=TRACED).traces for n, c in compiled.items()}


def lives(number: int) -> dict[str, Trace]:
    return {name: traces[number] for name, traces in lived()[1].items()}


def test_every_event_is_a_line_with_its_day() -> None:
    start, traces = lived()
    for trace in traces["green_paper_2008"]:
        lines = story(trace, start.who, START)
        assert lines[0].startswith(f"Claimant {trace.number}: ")
        assert len(lines) == max(2 + len(trace.time), 3)
        for event, line in zip(happenings(trace, START), lines[2:], strict=False):
            assert line.startswith(str(event.day)) and event.happened in line
            assert START <= event.day < date(2011, 4, 27)


def test_no_outcome_lacks_a_phrase() -> None:
    values = load_parameters().values()
    regimes = [load_scenario(name).scenario.regime for name in (*NAMES, "act_2009", "none")]
    table = compile_table(
        regimes=regimes,
        values=values,
        opening=opening_codes().astype(np.int32),
        processes=PROCESSES,
        counts=COUNTS,
    )
    every = {(p.name, o) for r in regimes for p in PROCESSES for o in outcome_names(p, r, values, table)}
    assert every == set(PHRASES)
    assert len(set(PHRASES.values())) == len(PHRASES), "two outcomes sound alike"


def test_leaving_the_queue_is_not_told_as_leaving_treatment() -> None:
    waiting = int(pack(at_levels(1, pathway=Pathway.QUEUED))[0])
    for outcome in ("left", "left, reported"):
        assert "before treatment starts" in happened("drop_out", outcome, waiting)
        assert ("reported" in happened("drop_out", outcome, waiting)) == ("reported" in outcome)
        assert "drops out of treatment" in happened("drop_out", outcome, 0)


def test_a_change_of_regime_is_an_event_of_those_it_moves() -> None:
    compiled = compile_scenario(load_scenario("pilot_2010").scenario, load_parameters().values())
    start = start_replicate(compiled, claimants=2000, weeks=190, seed=1, replicate=0)
    traces = run_replicate(compiled, start, weeks=190, traced=tuple(range(2000))).traces
    moved = [e for trace in traces for e in happenings(trace, START) if e.process == "new_rules"]
    assert moved and {event.happened for event in moved} == {"comes under new rules"}
    assert {event.day for event in moved} <= {date(2010, 10, 25), date(2012, 10, 29)}
    assert any("no longer required to attend" in event.change for event in moved)


def test_a_sanctioned_life_is_told_in_order() -> None:
    start, traces = lived()
    [trace, *_] = [t for t in traces["green_paper_2008"] if "sanction_ends" in t.process]
    text = "\n".join(story(trace, start.who, START))
    told = [text.index(words) for words in ("breach being decided", "is sanctioned", "has served the sanction")]
    assert told == sorted(told)


def test_change_says_what_is_different_and_nothing_else() -> None:
    _, traces = lived()
    for trace in traces["green_paper_2008"][:50]:
        for event in happenings(trace, START):
            assert bool(event.change) == (event.before != event.after)
    assert change(0, DEAD) == state(DEAD) == "dead"


def test_lives_are_the_same_until_they_part() -> None:
    both = [side_by_side(lives(number), START) for number in TRACED]
    assert sum(one.parted is None for one in both) > 5
    assert sum((one.parted or 0) > 2 for one in both) > 5
    for one in both:
        parted = len(one.moments) if one.parted is None else one.parted
        assert all(moment.shared for moment in one.moments[:parted])
        assert sum(moment.parts for moment in one.moments) <= 1
        if one.parted is not None:
            assert not one.moments[one.parted].shared and None in one.moments[one.parted].happenings


def test_no_event_is_lost_side_by_side() -> None:
    for number in TRACED[:100]:
        one = side_by_side(lives(number), START)
        for column, trace in enumerate(lives(number).values()):
            told = [m.happenings[column] for m in one.moments if m.happenings[column]]
            assert [event.time for event in told if event] == pytest.approx(trace.time.tolist())


def test_a_life_against_itself_never_parts_and_one_changed_event_is_marked() -> None:
    trace = max(lived()[1]["voluntary_2009"], key=lambda t: len(t.time))
    assert side_by_side({"a": trace, "b": trace}, START).parted is None
    time = trace.time.copy()
    time[4] += 0.01
    broken = side_by_side({"a": trace, "b": replace(trace, time=time)}, START)
    assert broken.parted == 4
    assert f"{broken.moments[4].day}: here the lives part" in "\n".join(plain_side_by_side(broken))


def test_a_life_cut_short_parts_where_it_ends() -> None:
    trace = max(lived()[1]["voluntary_2009"], key=lambda t: len(t.time))
    cut = replace(
        trace, time=trace.time[:3], process=trace.process[:3], outcome=trace.outcome[:3],
        before=trace.before[:3], after=trace.after[:3],
    )  # fmt: skip
    assert side_by_side({"whole": trace, "cut": cut}, START).parted == 3


def test_lives_of_two_claimants_do_not_stand_side_by_side() -> None:
    traces = lived()[1]["voluntary_2009"]
    with pytest.raises(ValueError, match="one and the same"):
        side_by_side({"a": traces[0], "b": traces[1]}, START)


def test_a_person_is_described_from_their_own_traits() -> None:
    who = lived()[0].who
    for number in (3, 70):
        alone = who.take(np.array([number]))
        assert person(number, alone) == person(number, who)
        assert ("children at home" in person(number, who)) == bool(who.children[number])
    with pytest.raises(ValueError, match="not among"):
        person(5, who.take(np.array([3])))


def test_both_renderings_print() -> None:
    console = Console(width=100)
    trace = lives(36)
    with console.capture() as caught:
        console.print(render_story(story(trace[NAMES[0]], lived()[0].who, START)))
        console.print(render_side_by_side(side_by_side(trace, START)))
    assert "parts" in caught.get() and NAMES[1] in caught.get()
