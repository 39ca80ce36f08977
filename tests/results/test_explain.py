"""The explanation is complete, sufficient and true: it makes one table from another, and a broken cell is seen."""

import json
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from time import process_time

import numpy as np
import pytest

from results.explain import (
    Box,
    Difference,
    Explanation,
    Shared,
    apply,
    apply_levers,
    as_json,
    cells_of,
    differences,
    explain,
    own_table,
    shared_table,
)
from results.explain_boxes import STATUS_AXES, boxes_by_label, by_axis, inside
from results.explain_cells import cell_differences
from results.explain_levers import leaves, model_part, origin_of, settings_of
from results.explain_lines import BOOKS, WIDTH, heading
from results.explain_people import name_differences
from results.explain_text import plain
from results.explain_times import contrasts, rebuilt
from results.explain_types import KEPT
from scenarios.areas import load_areas
from scenarios.levers import Regime
from scenarios.library import built_in
from scenarios.loader import Loaded, load_scenario
from simulate.hazards import compile_table
from simulate.process import Outcome, Process, certain
from simulate.processes.new_rules import NewRules
from simulate.run import opening_codes
from simulate.status import Belief, Debt, Housing, Pathway, Statuses, Support
from tests.results.explained import (
    CELLS,
    EVERYTHING,
    LIBRARY,
    PARAMETERS,
    VALUES,
    bare,
    changed,
    found,
    loaded,
    one,
    shared,
    written,
)


def same(made: object, true: object) -> bool:
    return all(np.array_equal(getattr(made, name), getattr(true, name)) for name in CELLS)


@pytest.mark.parametrize(("base", "other"), list(permutations(LIBRARY, 2)))
def test_differences_make_one_scenario_from_the_other(base: str, other: str) -> None:
    both, listed = shared(base, other), bare(base, other)
    met = contrasts(both.base, both.other)
    assert any(both.regimes[c.base] != both.regimes[c.other] for c in met)
    for contrast in met:
        made = apply(listed, both.table, contrast.base, contrast.other)
        assert same(made, cells_of(both.table, contrast.other))
    assert apply_levers(listed, loaded(base).resolved) == model_part(loaded(other).resolved)
    assert not [d for d in listed if d.empty]
    assert all(case.before != case.after or case.edit for d in listed for case in d.cases)


@pytest.mark.parametrize(("base", "other"), [("pilot_2010", "act_2009"), ("voluntary_2009", "pilot_2010")])
def test_contrasts_cover_every_area_at_all_times(base: str, other: str) -> None:
    both = shared(base, other)
    areas = rebuilt(contrasts(both.base, both.other), both.base, len(load_areas()))
    for segment in both.other.segments:
        [of_area] = areas[(segment.start - both.other.segments[0].start).days]
        assert tuple(both.other.regimes[i] for i in of_area) == tuple(
            both.other.regimes[i] for i in segment.regime_of_area
        )


def test_no_listed_difference_can_be_left_out() -> None:
    both, listed = shared("voluntary_2009", "act_2009"), bare("voluntary_2009", "act_2009")
    for left_out in [d for d in listed if d.kind in CELLS]:
        made = apply([d for d in listed if d is not left_out], both.table, 0, 1)
        assert not same(made, cells_of(both.table, 1)), left_out


def test_a_renamed_copy_differs_in_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    copy.write_text(
        "schema: 1\nextends: green_paper_2008\ntitle: Another name\nproposed_by: me\nsource: [x]\ntests: nothing\n"
    )
    other = load_scenario(str(copy))
    assert differences(loaded("green_paper_2008"), other, PARAMETERS) == ()
    assert "Nothing differs" in plain(explain(other, PARAMETERS, against=loaded("green_paper_2008")))


def twice(name: str) -> Shared:
    both = shared_table(loaded(name), loaded(name), VALUES)
    assert cell_differences(both.table, 0, 1) == ()
    return both


@pytest.mark.parametrize("kind", CELLS)
def test_one_broken_cell_is_reported_and_no_other(kind: str) -> None:
    table = twice("green_paper_2008").table
    p, at = table.process("attend"), table.statuses()
    row = int(np.flatnonzero((at.pathway == Pathway.APPOINTED) & (at.housing == Housing.HOMELESS))[5])
    if kind == "hazard":
        table.hazard[1, row, p] *= 1.01
    elif kind == "rate":
        table.rate[1, row, 0] *= 1.01
    elif kind == "chance":
        table.chance[1, row, p, :2] = 0.5
    elif kind == "situation":
        table.situation[1, row, p] ^= True
    elif kind == "arrived":
        table.arrived[1, 0, 1, row] = table.dead
    else:
        table.after[1, row, p, 1] = row
    [d] = cell_differences(table, 0, 1)
    [case] = d.cases
    assert (d.kind, d.name) == (kind, {"rate": "offences", "arrived": "new_rules"}.get(kind, "attend"))
    assert d.ways == (((0, 1),) if kind == "arrived" else ())
    held = np.flatnonzero(inside(case.boxes, by_axis(at), len(table.codes) - 1))
    risk = held[table.hazard[1, held, p] > 0] if kind in ("chance", "after") else held
    assert risk.tolist() == [row]
    assert same(apply([d], table, 0, 1), cells_of(table, 1))
    assert not same(apply([], table, 0, 1), cells_of(table, 1))


def test_apply_reads_nothing_of_the_other_regime() -> None:
    both, listed = shared("none", "green_paper_2008"), bare("none", "green_paper_2008")
    true = cells_of(both.table, 1)
    blind = replace(both.table, **{name: getattr(both.table, name).copy() for name in CELLS})
    for name in CELLS:
        getattr(blind, name)[1] = -1
    assert same(apply(listed, blind, 0, 1), true)


def test_boxes_are_exact_for_any_function() -> None:
    rng = np.random.default_rng(1)
    sizes = {"a": 3, "b": 4, "c": 2, "d": 3}
    every = np.array(list(np.ndindex(*sizes.values())), np.int8)
    for _ in range(30):
        rows = every[rng.random(len(every)) < 0.7]
        at = {name: rows[:, i] for i, name in enumerate(sizes)}
        label = rng.integers(0, 3, len(rows)) * (rows[:, 0] > 0)
        boxes = boxes_by_label(at, sizes, label[:, None] == np.arange(3))
        assert boxes[0] == ()
        for value in (1, 2):
            assert np.array_equal(inside(boxes[value], at, len(rows)), label == value)


def test_a_function_of_one_axis_is_one_box_that_names_that_axis() -> None:
    sizes = {"a": 3, "b": 4}
    every = np.array(list(np.ndindex(3, 4)), np.int8)
    at = {"a": every[:, 0], "b": every[:, 1]}
    boxes = boxes_by_label(at, sizes, (at["b"] >= 2)[:, None] == np.array([False, True]))
    assert boxes[1] == (Box((("b", (2, 3)),)),)


def test_rows_alike_that_differ_are_refused() -> None:
    at = {"a": np.zeros(2, np.int8)}
    with pytest.raises(ValueError, match="no label in common"):
        boxes_by_label(at, {"a": 2}, np.array([[True, False], [False, True]]))


def free_to_leave(listed: tuple[Difference, ...]) -> Difference:
    """The difference in drop-out of those in treatment who are not required to be there."""
    [d] = [d for d in listed if d.kind == "hazard" and d.name == "drop_out" and d.reached]
    return d


def test_drop_out_rises_by_alliance_because_providers_report() -> None:
    d = free_to_leave(found("voluntary_2009", "green_paper_2008"))
    assert d.change == "times" and d.size == pytest.approx(VALUES["contested.alliance"])
    assert {dict(box.levels)["pathway"] for box in d.where} == {(Pathway.STABILISING, Pathway.MAINTAINED)}
    assert d.levers == ("regime.oblige.providers_report",)
    [reason] = d.reasons
    assert (reason.parameter, reason.unit, reason.contested) == ("contested.alliance", "hazard_ratio", True)
    assert reason.evidence == ("prior_trust_retention_hr",) and reason.grade == "D"


def test_reasons_leave_out_what_moves_both_sides_alike() -> None:
    on_benefit, off = sorted(
        one("voluntary_2009", "green_paper_2008", "hazard", "self_refer"), key=lambda d: d.size or 0
    )
    assert [r.parameter for r in off.reasons] == ["contested.chill"]
    assert {r.parameter for r in on_benefit.reasons} == {"contested.chill", "contested.norm", "contested.avoidance"}
    for d in one("voluntary_2009", "green_paper_2008", "hazard", "evicted"):
        # Of those who are in debt already it moves before and after alike.
        assert ("contested.housing_loss" in [r.parameter for r in d.reasons]) == (d.change == "new")
    for d in one("voluntary_2009", "green_paper_2008", "hazard", "sanction_ends"):
        assert d.change == "new" and not d.reasons and d.levers


def test_explanations_follow_the_values_given() -> None:
    neutral = dict.fromkeys(("contested.chill", "contested.norm", "contested.avoidance"), 1.0)
    values = {**VALUES, **neutral, "contested.alliance": 1.3}
    listed = differences(loaded("voluntary_2009"), loaded("green_paper_2008"), PARAMETERS, values=values)
    d = free_to_leave(listed)
    assert d.size == pytest.approx(1.3) and d.reasons[0].value == pytest.approx(1.3)
    assert not [d for d in listed if d.name == "self_refer"]


def test_what_a_scenario_assumes_is_explained(tmp_path: Path) -> None:
    base = loaded("green_paper_2008")
    other = changed(tmp_path, "{}", "green_paper_2008", "assume: {contested.push: 2.0, find_work.rate: 0}\n")
    both = shared_table(base, other, VALUES, PARAMETERS)
    listed = differences(base, other, PARAMETERS, shared=both)
    assert {d.name for d in listed if d.regimes} == {"attend", "find_work"}
    assert {lever for d in listed for lever in d.levers} == {"assume"}
    [push] = {r for d in listed for r in d.reasons if r.parameter == "contested.push"}
    assert push.value == 2.0
    for here, there, way in ((both, listed, (0, 1)), (shared_table(other, base, VALUES, PARAMETERS), None, (0, 1))):
        told = there or differences(other, base, PARAMETERS, shared=here, why=False)
        assert same(apply(told, here.table, *way), cells_of(here.table, 1))
    assert (both.table.hazard[1, :, both.table.process("find_work")] == 0).all()


def test_places_are_rules_outside_the_table(tmp_path: Path) -> None:
    base = loaded("voluntary_2009")
    growing = differences(base, changed(tmp_path, "capacity: {growth: 0.1 per year}"), PARAMETERS)
    assert [(d.kind, d.name) for d in growing] == [
        ("lever", "regime.capacity.growth"), ("tick", "growth of treatment places"),
    ]  # fmt: skip
    assert growing[0].origin == "mine.yaml:8"
    opened = differences(base, changed(tmp_path, "capacity: {places: unlimited}"), PARAMETERS)
    assert [d.name for d in opened if d.kind == "tick"] == ["treatment places"]
    [wait] = [d for d in opened if d.kind == "hazard"]
    assert (wait.name, wait.levers) == ("place", ("regime.capacity.places",))


def test_everything_at_once_forgets_no_lever(tmp_path: Path) -> None:
    everything = written(tmp_path, EVERYTHING)
    for name, _ in leaves(settings_of(Regime())):
        assert origin_of(everything, name).startswith("mine.yaml"), name


@pytest.mark.verify
@pytest.mark.parametrize("base", ["none", "green_paper_2008"])
def test_every_lever_at_once_is_explained_both_ways(base: str, tmp_path: Path) -> None:
    everything = written(tmp_path, EVERYTHING)
    there, back = (loaded(base), everything), (everything, loaded(base))
    for one_way in (there, back) if base == "none" else (back,):
        both = shared_table(*one_way, VALUES)
        listed = differences(*one_way, PARAMETERS, shared=both, why=one_way == there)
        for contrast in contrasts(both.base, both.other):
            made = apply(listed, both.table, contrast.base, contrast.other)
            assert same(made, cells_of(both.table, contrast.other))
        assert apply_levers(listed, one_way[0].resolved) == model_part(one_way[1].resolved)
        assert not [d for d in listed if d.empty]
        kinds = {d.kind for d in listed}
        assert {*CELLS, "risk", "odds", "exempt", "tick"} <= kinds


@pytest.mark.verify
@pytest.mark.parametrize("name", [name for name in built_in() if name != "none"])
def test_every_scenario_of_the_library_is_explained_against_what_it_extends(name: str) -> None:
    other = loaded(name)
    base = loaded(other.scenario.extends or "none")
    both = shared_table(base, other, VALUES, PARAMETERS)
    explained = explain(other, PARAMETERS, against=base)
    for contrast in contrasts(both.base, both.other):
        made = apply(explained.differences, both.table, contrast.base, contrast.other)
        assert same(made, cells_of(both.table, contrast.other))
    assert max(map(len, plain(explained, full=True).splitlines())) <= WIDTH


def test_a_threat_that_is_only_heard_of_is_a_situation_of_belief(tmp_path: Path) -> None:
    other = changed(tmp_path, "believe: {information: hearsay, press_noise: 1 per year}", "green_paper_2008")
    explained = explain(other, PARAMETERS, against=loaded("green_paper_2008"))
    [first] = explained.begins
    [unaware] = first.changes
    assert unaware.edit == (("belief", 2),) and not unaware.exempted
    arrived = [d for d in explained.differences if d.kind == "arrived"]
    assert {way for d in arrived for way in d.ways} >= {(0, 1)} and any(
        level == KEPT for d in arrived for case in d.cases for _, level in case.edit
    )
    assert ("belief", Belief.UNAWARE, "declare", True) in _situations(explained)
    assert "unaware of the threat" in plain(explained)
    # Where nothing is at stake it is fear that only hearsay brings.
    feared = changed(tmp_path, "believe: {information: hearsay, press_noise: 1 per year}")
    found_ = _situations(explain(feared, PARAMETERS, against=loaded("voluntary_2009")))
    assert {("belief", Belief.FEARFUL, "disclose", True), ("belief", Belief.FEARFUL, "self_refer", False)} <= found_
    assert not [one for one in found_ if one[1] == Belief.UNAWARE]


def _situations(explained: Explanation) -> set[tuple[str, int, str, bool]]:
    return {(s.axis, s.level, s.process, bool(s.outcome)) for each in explained.situations.values() for s in each}


def test_who_is_let_off_is_told_by_traits(tmp_path: Path) -> None:
    other = changed(tmp_path, "oblige: {exempt: [parents, chronic_condition]}", "green_paper_2008")
    for base, way in ((loaded("green_paper_2008"), 1.0), (other, 0.0)):
        listed = differences(base, other if way else loaded("green_paper_2008"), PARAMETERS, why=way == 1)
        [d] = [d for d in listed if d.kind == "exempt"]
        assert {box.levels for box in d.where} == {(("children", (1,)),), (("chronic_condition", (1,)),)}
        assert [case.after for case in d.cases] == [(way,)]
        assert d.levers == (("regime.oblige.exempt",) if way else ())
    [first] = explain(other, PARAMETERS).begins
    assert first.lets_off and [one.exempted for one in first.changes] == [True]
    assert "let off for who they are: with children at home" in plain(explain(other, PARAMETERS))


def test_what_a_change_of_regime_does_at_once_is_told_when_it_begins_and_when_it_is_over() -> None:
    explained = explain(loaded("pilot_2010"), PARAMETERS, against=loaded("voluntary_2009"))
    [over] = explained.begins
    assert over.day == date(2012, 10, 25) and set(over.districts) == {
        area.jobcentre_district for area in load_areas() if area.pilot_2010
    }
    assert {axis for one in over.changes for axis, _ in one.edit} == {"knowledge", "mandate", "sanction"}
    assert "no longer required to attend" in plain(explained) and "may be asked about drugs again" in plain(explained)
    # Under the Act those known to the Jobcentre are under its rules from the first day of the pilot.
    both = explain(loaded("pilot_2010"), PARAMETERS, against=loaded("act_2009"))
    assert both.begins == explained.begins


TIMED = """
schema: 1
extends: voluntary_2009
title: Escalation if few come
proposed_by: me
source: [x]
tests: a rule that hangs on what is recorded
assume: {contested.push: 1.2}
calendar: {unemployment: {2009: 0.08}}
changes:
  - {from: 2010-10-25, for: 24 months, announced: 13 weeks, every: 3 months, areas: [Merseyside, Central London],
     set: {oblige: {attend_assessment: true}}}
rules:
  - name: low take-up
    when: {recorded: take_up, under: 0.3, after: 12 months, over_last: 6 months, every: 3 months, lag: 3 months}
    then: {set: {oblige: {attend_assessment: true}, sanction: {jsa: {share_of_benefit: 1, weeks: [2 weeks]}}}}
    for: 18 months
"""


@pytest.fixture
def timed(tmp_path: Path) -> Loaded:
    path = tmp_path / "timed.yaml"
    path.write_text(TIMED)
    return load_scenario(str(path))


def test_rules_changes_and_assumptions_are_differences_of_the_scenario(timed: Loaded) -> None:
    base = loaded("voluntary_2009")
    there = differences(base, timed, PARAMETERS, why=False)
    back = differences(timed, base, PARAMETERS, why=False)
    for one_way, listed in (((base, timed), there), ((timed, base), back)):
        assert {d.name for d in listed if d.kind == "lever"} == {
            "assume", "calendar.unemployment", "changes", "rules",
        }  # fmt: skip
        assert apply_levers(listed, one_way[0].resolved) == model_part(one_way[1].resolved)
    origins = {d.name: d.origin for d in there if d.kind == "in_force"}
    assert origins["regime.believe.looming"] == "timed.yaml:11"
    assert origins["regime.oblige.attend_assessment"] == "timed.yaml:12"


def test_a_rule_is_told_in_words(timed: Loaded) -> None:
    [rule] = explain(timed, PARAMETERS, against=loaded("voluntary_2009")).rules
    assert rule == (
        "“low take-up”: if recorded discussions as a share of recorded referrals (over the last 6 months, 3 months "
        "late) are under 30% when judged after 12 months and every 3 months from then on (everywhere, all together), "
        "then oblige.attend_assessment: yes; sanction.jsa: 100% of benefit for 2 weeks; for 18 months"
    )
    alone = plain(explain(timed, PARAMETERS))
    assert "Rules that may change it (1)" in alone and "“low take-up”" in alone
    assert "assume: contested.push 1.2" in alone and "calendar.unemployment: 2009 0.08" in alone
    against = plain(explain(timed, PARAMETERS, against=loaded("voluntary_2009")))
    assert "for 24 months, Merseyside, Central London, joining one after another every 3 months, announced 13" in (
        " ".join(against.split())
    )
    assert "rules (new): “low take-up”" in against
    assert max(map(len, (alone + against).splitlines())) <= WIDTH
    assert as_json(explain(timed, PARAMETERS))["rules"] == [rule]


def two_names(at: Statuses, regime: Regime, numbers: object) -> tuple[Outcome, ...]:
    return certain("compelled" if regime.obliges else "invited", at, len(at))


def test_outcomes_recorded_under_another_name_are_told() -> None:
    assert not [d for d in found("act_2009", "green_paper_2008") if d.kind == "name"]
    process = Process("made_up", NewRules, lambda at, regime, p: np.ones(len(at)), two_names)
    regimes = (loaded("voluntary_2009").scenario.regime, loaded("act_2009").scenario.regime)
    opening = opening_codes().astype(np.int32)
    table = compile_table(regimes=regimes, values={}, opening=opening, processes=(process,), counts=())
    [d] = name_differences(table, regimes, 0, 1, ({}, {}))
    assert (d.before, d.after) == ("invited", "compelled")


def test_the_pilot_differs_for_two_years_in_five_districts() -> None:
    both = shared("voluntary_2009", "pilot_2010")
    met = contrasts(both.base, both.other)
    [piloted] = [c for c in met if both.regimes[c.base] != both.regimes[c.other]]
    [span] = piloted.spans
    assert (span.start, span.until) == (date(2010, 10, 25), date(2012, 10, 25))
    assert span.areas == tuple(i for i, area in enumerate(load_areas()) if area.pilot_2010)
    assert set(span.districts) == {area.jobcentre_district for area in load_areas() if area.pilot_2010}
    listed = [d for d in found("voluntary_2009", "pilot_2010") if d.regimes]
    assert {d.regimes for d in listed} == {(piloted.base, piloted.other)}
    [declares] = [d for d in listed if d.kind == "in_force" and d.name == "regime.identify.declaration"]
    line = int(declares.origin.removeprefix("pilot_2010.yaml:"))
    assert "declaration: required" in _library("pilot_2010")[line - 1]


def _library(name: str) -> list[str]:
    text = loaded(name).texts[f"library/{name}.yaml"]
    return text.splitlines()


def test_origins_point_at_the_line_that_sets_a_lever() -> None:
    levers = [d for d in found("voluntary_2009", "green_paper_2008") if d.kind == "lever"]
    assert len(levers) == 23
    for d in levers:
        file, line = d.origin.split(":")
        assert file == "green_paper_2008.yaml"
        text = _library("green_paper_2008")[int(line) - 1]
        assert d.name.split(".")[-1] in text or "share_of_benefit" in text


def test_debts_and_plans_are_situations_with_their_own_reasons() -> None:
    explained = explain(loaded("green_paper_2008"), PARAMETERS, against=loaded("voluntary_2009"))
    [all_of_them] = explained.situations.values()
    told = {(s.axis, s.level, s.process): s for s in all_of_them}
    work = told["support", Support.PLAN, "find_work"]
    assert [work.low, work.high] == pytest.approx([VALUES["contested.support_job"]] * 2) and not work.fresh
    assert [r.parameter for r in work.reasons] == ["contested.support_job"]
    evicted = told["debt", Debt.OWING, "evicted"]
    assert evicted.fresh and 0 < evicted.low <= evicted.high
    assert "contested.housing_loss" in [r.parameter for r in evicted.reasons]


def test_a_rendering_is_legible_and_says_settings_first() -> None:
    began = process_time()
    explained = explain(loaded("green_paper_2008"), PARAMETERS, against=loaded("voluntary_2009"))
    assert process_time() - began < 20  # about 5 seconds of one core
    short, full = plain(explained), plain(explained, full=True)
    assert max(map(len, full.splitlines())) <= WIDTH
    assert len(short.splitlines()) < 240 < len(full.splitlines())
    processes = [f"\n  {name}: " for name in ("Disclose", "Attend", "Drop out", "Decide", "Offences from lost income")]
    order = ["Set differently (23)", *processes, "The parameters behind it"]
    places = [short.index(text) for text in order]
    assert places == sorted(places)
    assert "oblige.stay_in_treatment: no → yes" in short
    for d in explained.differences:
        if d.kind in CELLS and d.kind not in ("situation", "arrived") and d.name not in BOOKS:
            assert f"\n  {heading(d.name).partition(':')[0]}:" in short
        if d.kind in CELLS:
            assert f"\n  {heading(d.name).partition(':')[0]}:" in full
    for reason in (r for d in explained.differences for r in d.reasons):
        assert f"\n  {reason.parameter} " in (short if reason.contested else full)


def test_the_model_prints_itself() -> None:
    explained = explain(loaded("pilot_2010"), PARAMETERS)
    text = plain(explained)
    assert len(explained.behaviours) == 2 and "From 2010-10-25 until 2012-10-25" in text
    table = shared("pilot_2010", "pilot_2010").table
    for name in (*(p.name for p in table.processes), *(c.name for c in table.counts)):
        assert len([b for b in explained.behaviours[1] if b.name == name]) == 1


@pytest.mark.parametrize("name", ["none", "green_paper_2008"])
def test_a_printed_hazard_times_its_ratios_is_the_hazard(name: str) -> None:
    table = own_table(loaded(name), VALUES, PARAMETERS).table
    at = by_axis(table.statuses())
    n = len(table.codes) - 1
    columns = [*np.moveaxis(table.hazard[0, :-1], 1, 0), *np.moveaxis(table.rate[0, :-1], 1, 0)]
    for behaviour, true in zip(explain(loaded(name), PARAMETERS).behaviours[0], columns, strict=True):
        made = np.zeros(n)
        for hazard, boxes in behaviour.levels:
            made[inside(boxes, at, n)] = hazard
        for axis, level, ratio in behaviour.ratios:
            made[at[axis] == level] *= ratio
        np.testing.assert_allclose(made, true, rtol=1e-6, err_msg=behaviour.name)


def test_an_explanation_is_plain_json() -> None:
    explained = explain(loaded("pilot_2010"), PARAMETERS, against=loaded("none"))
    back = json.loads(json.dumps(as_json(explained.differences), allow_nan=False))
    assert len(back) == len(explained.differences)
    json.dumps(as_json(explained), allow_nan=False)
    hazards = [d for d in back if d["kind"] == "hazard"]
    assert all(case["after"] for d in hazards for case in d["cases"])
    assert set(STATUS_AXES) >= {axis for d in hazards for box in d["where"] for axis in box}
