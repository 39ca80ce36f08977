"""The explanation is complete, sufficient and true: it makes one table from another, and a broken cell is
seen.
"""

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from results.explain import (
    Box,
    Difference,
    Shared,
    apply,
    apply_levers,
    as_json,
    cells_of,
    differences,
    explain,
    shared_table,
)
from results.explain_boxes import STATUS_AXES, boxes_by_label, by_axis, inside
from results.explain_cells import cell_differences
from results.explain_levers import model_part
from results.explain_lines import WIDTH, heading
from results.explain_text import plain
from results.explain_ticks import TICK_RULES
from results.explain_times import contrasts, rebuilt
from scenarios.areas import load_areas
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import load_parameters
from simulate import ticks
from simulate.run import opening_codes
from simulate.status import Housing, Mandate, Pathway

LIBRARY = ("none", "voluntary_2009", "green_paper_2008", "act_2009", "pilot_2010")
PARAMETERS = load_parameters()
VALUES = PARAMETERS.values()
CELLS = ("hazard", "chance", "after", "rate", "situation", "arrived")


@cache
def loaded(name: str) -> Loaded:
    return load_scenario(name)


@cache
def shared(base: str, other: str) -> Shared:
    return shared_table(loaded(base), loaded(other), VALUES)


@cache
def found(base: str, other: str) -> tuple[Difference, ...]:
    return differences(loaded(base), loaded(other), PARAMETERS, shared=shared(base, other))


@cache
def bare(base: str, other: str) -> tuple[Difference, ...]:
    return differences(loaded(base), loaded(other), PARAMETERS, shared=shared(base, other), why=False)


def one(base: str, other: str, kind: str, name: str) -> list[Difference]:
    return [d for d in found(base, other) if d.kind == kind and d.name == name]


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
    assert cell_differences(both.table, 0, 1, both.table.rows(np.unique(opening_codes()).astype(np.int32))) == ()
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
    else:
        table.after[1, row, p, 1] = row
    [d] = cell_differences(table, 0, 1, table.rows(np.unique(opening_codes()).astype(np.int32)))
    [case] = d.cases
    assert (d.kind, d.name) == (kind, "offences" if kind == "rate" else "attend")
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


def test_drop_out_rises_by_alliance_because_providers_report() -> None:
    [d] = one("voluntary_2009", "green_paper_2008", "hazard", "drop_out")
    assert d.change == "times" and d.size == pytest.approx(VALUES["contested.alliance"])
    assert d.where == (Box((("pathway", (Pathway.STABILISING, Pathway.MAINTAINED)),)),)
    assert d.levers == ("regime.oblige.providers_report",)
    [reason] = d.reasons
    assert (reason.parameter, reason.unit, reason.contested) == ("contested.alliance", "hazard_ratio", True)
    assert reason.evidence == ("prior_trust_retention_hr",) and reason.grade == "D"


def test_reasons_leave_out_what_moves_both_sides_alike() -> None:
    [d] = one("voluntary_2009", "green_paper_2008", "hazard", "self_refer")
    assert [r.parameter for r in d.reasons] == ["contested.chill"]
    for d in one("voluntary_2009", "green_paper_2008", "hazard", "lose_home"):
        assert (d.change, [r.parameter for r in d.reasons]) == ("plus", ["contested.housing_loss"])
    for d in one("voluntary_2009", "green_paper_2008", "hazard", "sanction_ends"):
        assert d.change == "new" and not d.reasons and d.levers


def test_explanations_follow_the_values_given() -> None:
    values = {**VALUES, "contested.alliance": 1.3, "contested.chill": 1.0}
    listed = differences(loaded("voluntary_2009"), loaded("green_paper_2008"), PARAMETERS, values=values)
    [d] = [d for d in listed if d.kind == "hazard" and d.name == "drop_out"]
    assert d.size == pytest.approx(1.3) and d.reasons[0].value == pytest.approx(1.3)
    assert not [d for d in listed if d.name == "self_refer"]


def test_fear_for_children_is_found_outside_the_table() -> None:
    [d] = one("voluntary_2009", "green_paper_2008", "risk", "disclose")
    assert d.where == (Box((("children", (1,)),)),)
    assert d.size == pytest.approx(VALUES["contested.child_fear"])
    assert [r.parameter for r in d.reasons] == ["contested.child_fear"]
    assert {d.name for d in found("voluntary_2009", "green_paper_2008") if d.kind in ("risk", "odds")} == {
        "disclose", "declare", "drop_out",
    }  # fmt: skip


def test_every_use_that_ticks_make_of_a_regime_is_known() -> None:
    text = "".join(path.read_text() for path in Path(str(ticks.__file__)).parent.glob("*.py"))
    read = set(re.findall(r"\b(?:r|regime)\.([a-z0-9_]+\.[a-z0-9_]+)", text))
    assert read == {lever for rule in TICK_RULES for lever in rule.levers}


def written(folder: Path, capacity: str) -> Loaded:
    path = folder / "places.yaml"
    path.write_text(
        "schema: 1\nextends: voluntary_2009\ntitle: Places\nproposed_by: me\nsource: [x]\ntests: places\n"
        f"regime:\n  capacity: {{{capacity}}}\n"
    )
    return load_scenario(str(path))


def test_places_are_rules_outside_the_table(tmp_path: Path) -> None:
    base = loaded("voluntary_2009")
    growing = differences(base, written(tmp_path, "growth: 0.1 per year"), PARAMETERS)
    assert [(d.kind, d.name) for d in growing] == [
        ("lever", "regime.capacity.growth"), ("tick", "growth of places"),
    ]  # fmt: skip
    assert growing[0].origin == "places.yaml:8"
    opened = differences(base, written(tmp_path, "places: unlimited"), PARAMETERS)
    assert [d.name for d in opened if d.kind == "tick"] == ["treatment places"]
    [wait] = [d for d in opened if d.kind == "hazard"]
    assert (wait.name, wait.levers) == ("place", ("regime.capacity.places",))


EVERYTHING = """
schema: 1
extends: green_paper_2008
title: Everything at once
proposed_by: me
source: [x]
tests: every lever that a table can feel
calendar: {labour_market: flat}
regime:
  identify: {coordinators_per_district: 0.5, gp_route: true, needle_exchange_route: true}
  refer: {appointment_wait: 5 days, follow_up_of_the_lost: false, named_person: true}
  sanction: {decision_time: 1 week, good_cause: false, appeal: false, housing_benefit_stops: true, jsa: null}
  support: {progress2work: false, childcare: true, housing_support: true, incentives: true}
  capacity: {spare_places: 0.3}
changes:
  - {from: 2010-01-04, areas: [Merseyside], set: {oblige: {exempt: [volunteered]}}}
"""


@pytest.mark.parametrize("base", ["none", "green_paper_2008"])
def test_every_lever_at_once_is_explained_both_ways(base: str, tmp_path: Path) -> None:
    path = tmp_path / "everything.yaml"
    path.write_text(EVERYTHING)
    everything = load_scenario(str(path))
    for one_way in ((loaded(base), everything), (everything, loaded(base))):
        both = shared_table(*one_way, VALUES)
        listed = differences(*one_way, PARAMETERS, shared=both, why=base == "none")
        for contrast in contrasts(both.base, both.other):
            made = apply(listed, both.table, contrast.base, contrast.other)
            assert same(made, cells_of(both.table, contrast.other))
        assert apply_levers(listed, one_way[0].resolved) == model_part(one_way[1].resolved)
        assert not [d for d in listed if d.empty]
        tilted = {d.name for d in listed if d.kind in ("risk", "odds")}
        assert {"attend", "decide"} <= tilted


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


def test_outcomes_recorded_under_another_name_are_told() -> None:
    [d] = [d for d in found("act_2009", "green_paper_2008") if d.kind == "name"]
    assert (d.before, d.after) == ("found out", "overpayment")
    assert d.levers == ("regime.fraud.recover_overpayments",)


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
    assert len(levers) == 20
    for d in levers:
        file, line = d.origin.split(":")
        assert file == "green_paper_2008.yaml"
        text = _library("green_paper_2008")[int(line) - 1]
        assert d.name.split(".")[-1] in text or "share_of_benefit" in text


def test_being_required_is_a_situation_with_its_own_reasons() -> None:
    explained = explain(loaded("green_paper_2008"), PARAMETERS, against=loaded("voluntary_2009"))
    [all_of_them] = explained.situations.values()
    [d] = [s for s in all_of_them if s.axis == "mandate" and s.process == "drop_out"]
    assert d.level == Mandate.REQUIRED
    assert [d.low, d.high] == pytest.approx([1.15, 1.15])
    assert [r.parameter for r in d.reasons] == ["contested.compelled"]


def test_a_rendering_is_legible_and_says_settings_first() -> None:
    explained = explain(loaded("green_paper_2008"), PARAMETERS, against=loaded("voluntary_2009"))
    short, full = plain(explained), plain(explained, full=True)
    assert max(map(len, full.splitlines())) <= WIDTH
    assert len(short.splitlines()) < 160 < len(full.splitlines())
    processes = [f"  {name} ·" for name in ("Disclose", "Attend", "Drop out", "Decide", "Offences")]
    order = ["Set differently (20)", *processes, "The parameters behind it"]
    places = [short.index(text) for text in order]
    assert places == sorted(places)
    assert "oblige.stay_in_treatment: no → yes" in short
    for d in explained.differences:
        if d.kind in CELLS:
            assert heading(d.name).partition(":")[0] in short


def test_the_model_prints_itself() -> None:
    explained = explain(loaded("pilot_2010"), PARAMETERS)
    text = plain(explained)
    assert len(explained.behaviours) == 2 and "From 2010-10-25 until 2012-10-25" in text
    table = shared("pilot_2010", "pilot_2010").table
    for name in (*(p.name for p in table.processes), *(c.name for c in table.counts)):
        assert len([b for b in explained.behaviours[1] if b.name == name]) == 1


@pytest.mark.parametrize("name", ["none", "green_paper_2008"])
def test_a_printed_hazard_times_its_ratios_is_the_hazard(name: str) -> None:
    table = twice(name).table
    at = by_axis(table.statuses())
    n = len(table.codes) - 1
    columns = [*np.moveaxis(table.hazard[0, :-1], 1, 0), *np.moveaxis(table.rate[0, :-1], 1, 0)]
    for behaviour, true in zip(explain(loaded(name), PARAMETERS).behaviours[0], columns, strict=True):
        made = np.zeros(n)
        for hazard, boxes in behaviour.levels:
            made[inside(boxes, at, n)] = hazard
        for axis, level, ratio in behaviour.ratios:
            made[at[axis] == level] *= ratio
        assert made == pytest.approx(true, rel=1e-6), behaviour.name


def test_an_explanation_is_plain_json() -> None:
    explained = explain(loaded("pilot_2010"), PARAMETERS, against=loaded("none"))
    back = json.loads(json.dumps(as_json(explained.differences), allow_nan=False))
    assert len(back) == len(explained.differences)
    json.dumps(as_json(explained), allow_nan=False)
    hazards = [d for d in back if d["kind"] == "hazard"]
    assert all(case["after"] for d in hazards for case in d["cases"])
    assert set(STATUS_AXES) >= {axis for d in hazards for box in d["where"] for axis in box}
