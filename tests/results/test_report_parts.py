"""The parts of the report that count, choose, scale and make text inert."""

from itertools import pairwise

import numpy as np
import pytest

from results.blocks import Column, Table
from results.driver_words import CONTESTED
from results.drivers import drivers
from results.estimate import Estimate
from results.fan import BANDS, fan
from results.inert import INSTEAD, brief, inert
from results.parting import RESPONSIBLE
from results.report import report_readings
from results.scale import scale
from results.section import Context
from results.sections.lives import build as build_lives
from results.sections.paths import ASKED, LOST, NODES, SETTLED, THERE
from results.standing_out import standing_out
from results.store import Run, readings
from results.twins import BOTH, FACTS, NEITHER, ONLY_BASE, ONLY_OTHER, SAMPLE, live_twins, weeks_in
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Task, run_task
from simulate.processes import PROCESSES
from simulate.status import Pathway
from tests.results.conftest import plan_of


def test_every_process_has_somebody_to_answer_for_it() -> None:
    assert {process.name for process in PROCESSES} == set(RESPONSIBLE)


def test_every_contested_effect_is_a_question_in_words() -> None:
    contested = {name for name, one in load_parameters().quantities.items() if one.kind == "contested"}
    assert {name.removeprefix("contested.") for name in contested} == set(CONTESTED)


def test_what_is_not_to_be_seen_is_replaced_and_what_names_need_is_kept() -> None:
    assert inert("a\u202eb\x1b[0m\u2066c") == f"a{INSTEAD}b{INSTEAD}[0m{INSTEAD}c"
    assert inert("half a character: \ud83d") == f"half a character: {INSTEAD}"
    assert inert("tab\tline\nZoë 👩\u200d🔬 עברית") == "tab\tline\nZoë 👩\u200d🔬 עברית"
    assert brief("x" * 10_000) == "x" * 319 + "\N{HORIZONTAL ELLIPSIS}" and brief("short") == "short"


@pytest.mark.parametrize(
    "cell", ["=cmd()", " =cmd()", "\t@x", "\u202e=cmd()", "\n+1", "-1+1", "\N{FULLWIDTH EQUALS SIGN}x"]
)
def test_no_cell_of_a_csv_is_a_formula(cell: str) -> None:
    line = Table("t", (Column("a"),), ((cell,),)).csv().split("\r\n", 1)[1].strip('"\r\n')
    assert line.startswith("'") or line[0] == INSTEAD


def test_a_scale_holds_its_ends_and_one_wild_effect_does_not_hide_the_rest() -> None:
    plain = scale([-3.0, 4.0, 1.0])
    assert plain.low == -plain.high and plain.high > 4 and 0.0 in plain.ticks and 3 <= len(plain.ticks) <= 5
    assert plain.place(0.0) == 50 and plain.place(plain.high) == 100
    wild = scale([1.0, -1.0, 1.2, 0.8, 1.1, -0.9, 1.0, 500.0])
    assert wild.high < 10
    far = wild.track(Estimate(500.0, 490.0, 510.0, 1.0, None, None), 1.0)
    assert far.above and not far.below and far.mark == 100
    assert scale([]).ticks == (0.0,) and scale([0.0, 0.0]).place(0.0) == 50


def test_only_one_of_those_that_move_together_stands_out() -> None:
    """The trap of few draws in many dimensions: a shadow of the cause must not be named besides, or instead of, it."""
    rng = np.random.default_rng(11)
    columns = rng.normal(size=(64, 40))
    columns[:, 1] = columns[:, 0] + 0.3 * rng.normal(size=64)
    columns[:, 2] = -columns[:, 0] + 0.3 * rng.normal(size=64)
    second = columns[:, 7]
    figures = 3 * columns[:, 0] + 2 * second + 0.3 * rng.normal(size=64)
    first = np.zeros(40, np.bool_)
    found = standing_out(figures, columns, first)
    assert len(found) == 2 and 7 in found
    (set_,) = ({lead, *members} for lead, members in found.items() if lead != 7)
    assert set_ >= {0, 1, 2}
    first[2] = True
    assert 2 in standing_out(figures, columns, first), "a contested one of the set is named for it"
    named = [bool(standing_out(rng.normal(size=64), rng.normal(size=(64, 40)), first)) for _ in range(200)]
    assert sum(named) <= 22, "where nothing matters, something is named once in 20 times"


def test_a_fan_widens_with_the_share_and_tells_chance_from_what_is_not_known() -> None:
    rng = np.random.default_rng(3)
    of_draw = rng.normal(size=(30, 1, 5)) * 10
    found = fan(of_draw + rng.normal(size=(30, 4, 5)))
    assert all((found.bands[wide][0] <= found.bands[narrow][0]).all() for wide, narrow in pairwise(BANDS))
    assert found.chance is not None and (found.chance < 3).all() and (found.bands[0.95][1] > 10).all()
    single = fan(of_draw[:1])
    assert single.bands == {} and single.chance is None
    assert fan(rng.normal(size=(1, 4, 5))).of_chance


def test_the_same_person_under_two_regimes_is_counted_once() -> None:
    names = ("voluntary_2009", "green_paper_2008")
    plan = plan_of(tuple(load_scenario(name) for name in names), weeks=40)
    twins = live_twins(plan, sample=600)
    assert twins is not None and (twins.draws, twins.replicates) == (1, 2)
    for shares in twins.shares.values():
        assert shares.shape == (1, 1, 2, 4) and np.allclose(shares.sum(axis=-1), 240_000)
    sanctioned = twins.shares["sanctioned"]
    assert not sanctioned[..., [BOTH, ONLY_BASE]].any() and sanctioned[..., ONLY_OTHER].any(), "only one has sanctions"
    assert live_twins(plan, sample=plan.claimants + 1) is None, "too few were simulated"
    treated = FACTS[0]
    for life in twins.lives:
        spent = [weeks_in((trace,), treated, plan.weeks)[0] >= treated.least for trace in life.traces]
        assert spent == [life.stratum in (BOTH, ONLY_BASE), life.stratum in (BOTH, ONLY_OTHER)]
    assert {life.stratum for life in twins.lives} >= {BOTH, NEITHER}


def test_a_regime_that_is_the_same_moves_nobody() -> None:
    loaded = load_scenario("voluntary_2009")
    plan = plan_of((loaded, loaded), weeks=26)
    plan = type(plan)((("one", loaded.scenario), ("two", loaded.scenario)), *[
        getattr(plan, name) for name in ("parameters", "claimants", "weeks", "replicates", "draws", "seed")
    ])  # fmt: skip
    twins = live_twins(plan, sample=300)
    assert twins is not None
    assert all(not shares[..., [ONLY_OTHER, ONLY_BASE]].any() for shares in twins.shares.values())


def test_weeks_of_a_life_are_those_the_observation_counts() -> None:
    (loaded,) = (load_scenario("green_paper_2008"),)
    plan = plan_of((loaded,), weeks=26, replicates=1)
    plan = type(plan)(plan.scenarios, plan.parameters, 200, 26, 1, 1, 7, traced=tuple(range(200)))
    (ran,) = run_task(plan, Task(0, 0))
    seen = ran.observation
    inside = seen.where(pathway=(Pathway.STABILISING, Pathway.MAINTAINED))
    entered = seen.entered
    counted = float(seen.time[:, inside].sum())
    traced = float(weeks_in(seen.traces, FACTS[0], 26).sum())
    assert traced == pytest.approx(counted, rel=1e-4) if not entered else traced <= counted * (1 + 1e-4)


def test_flows_in_and_out_of_every_stage_are_equal(pair: Run) -> None:
    flows = readings(pair, {"paths": report_readings()["paths"]}).arrays["paths"]
    into, out = flows.sum(axis=-2), flows.sum(axis=-1)
    stages = slice(ASKED, SETTLED + 1)
    assert np.allclose(into[..., stages], out[..., stages]) and out[..., THERE].any()
    assert not out[..., LOST:].any() and len(NODES) == flows.shape[-1]


def test_lives_are_left_out_where_nobody_was_followed(pair: Run) -> None:
    found = readings(pair)
    from results.comparison import compare

    context = Context(pair.manifest, pair.plan().parameters, found, compare(found), pair.values)
    assert build_lives(context) == () and drivers(context, 1, context.comparisons[0].headline[0]) == ()
    assert SAMPLE > 1000
