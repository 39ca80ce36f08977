"""What stands outside the table: risks and odds of claimants told as they are, and every rule of a weekly tick."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import simulate
from results.explain import Difference, Shared, differences, shared_table
from results.explain_boxes import Box, inside
from results.explain_levers import leaves
from results.explain_people import odds_of, risk_of
from results.explain_ticks import TICK_RULES
from results.explain_traits import BENEFITS, FLAGS, SCALES, TRAIT_AXES, one_of_each, told
from scenarios.levers import Regime
from scenarios.loader import Loaded
from simulate.arrays import FloatArray, LevelArray
from simulate.claimants import Claimants
from simulate.numbers import fill
from simulate.population import make_population
from simulate.status import Income
from tests.results.explained import (
    EVERYTHING,
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

ROOM = Path(str(simulate.__file__)).parent


def test_fear_for_children_is_told_where_claimants_come_to_fear() -> None:
    for process in ("disclose", "disclose_untrained", "declare"):
        [d] = one("voluntary_2009", "green_paper_2008", "odds", process)
        ratios = {case.boxes: case.after[0] for case in d.cases}
        assert ratios[(Box((("children", (1,)),)),)] == pytest.approx(VALUES["contested.child_fear"])
        assert d.situated == (0, 1) and "contested.child_fear" in [r.parameter for r in d.reasons]
        assert ratios[(Box((("wants_change", (0,)),)),)] == pytest.approx(VALUES["contested.unready_silence"])
    people = {d.name for d in found("voluntary_2009", "green_paper_2008") if d.kind in ("risk", "odds")}
    assert people == {"disclose", "disclose_untrained", "declare", "attend", "drop_out"}


def test_the_push_is_told_by_those_it_moves() -> None:
    every = one_of_each(VALUES)
    by_benefit = {d.situated: d for d in found("voluntary_2009", "act_2009") if (d.kind, d.name) == ("odds", "attend")}
    reach: dict[int, float] = {}
    for (was, now), d in ((s, d) for s, d in by_benefit.items() if s):
        assert was == 0 and d.outcomes == ("attended",)
        assert [r.parameter for r in d.reasons] == ["contested.push", "contested.hard_core"]
        told_by = {axis for case in d.cases for box in case.boxes for axis, _ in box.levels}
        assert told_by == {"hard_core", "bite"}
        ratios = {case.after[0] for case in d.cases}
        assert len(ratios) == 1 + len(np.unique(every.who.bite)) and min(ratios) < 1 < max(ratios)
        reach[now] = max(ratios) / min(ratios)
    # The loss of all of JSA moves more than that of a part of ESA.
    jsa, esa = (1 + list(BENEFITS).index(benefit) for benefit in (Income.JSA, Income.ESA))
    assert reach[jsa] > reach[esa] > 1


def traits_of(who: Claimants) -> dict[str, LevelArray]:
    """Levels of real claimants. who: how hard the loss bites is one of the three that are told."""
    levels: dict[str, LevelArray] = {name: np.asarray(getattr(who, name), np.int8) for name in FLAGS}
    levels["opening_record"] = who.record.astype(np.int8)
    levels["opening_benefit"] = (who.opening_benefit[:, None] == np.array(BENEFITS)).argmax(axis=1).astype(np.int8)
    levels["bite"] = np.searchsorted(np.unique(one_of_each(VALUES).who.bite), who.bite).astype(np.int8)
    return levels


def against_base(d: Difference | None, who: Claimants, before: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The least and the most that a difference says of each claimant, from what was before."""
    low, high = before.copy(), before.copy()
    for case in d.cases if d else ():
        held = inside(case.boxes, traits_of(who), len(who))
        if case.before[0] == 0:
            low[held] = high[held] = case.after[0]
        else:
            low[held] *= case.after[0]
            high[held] *= case.after[-1]
    return low, high


def situations_there(both: Shared, p: int, i: int, j: int) -> Iterator[tuple[int, int]]:
    risk = both.table.hazard[j, :-1, p] > 0
    pairs = {(int(s), int(t)) for s, t in zip(*(both.table.situation[r, :-1, p][risk] for r in (i, j)), strict=True)}
    yield from sorted(pairs)


@pytest.mark.parametrize("other", ["green_paper_2008", "everything", "back"])
def test_every_claimant_has_the_risks_and_odds_that_are_told(other: str, tmp_path: Path) -> None:
    pair: tuple[Loaded, Loaded] = (loaded("voluntary_2009"), loaded("green_paper_2008"))
    if other != "green_paper_2008":
        everything = written(tmp_path, EVERYTHING)
        pair = (pair[0], everything) if other == "everything" else (everything, pair[0])
    both = shared_table(*pair, VALUES)
    i, j = 0, len(both.base.regimes)
    listed = [d for d in differences(*pair, PARAMETERS, shared=both, why=False) if d.regimes == (i, j)]
    who = make_population(claimants=3000, values=VALUES, untreated_people=100_000, seed=3, replicate=0)
    who = replace(who, bite=np.resize(np.unique(one_of_each(VALUES).who.bite), len(who)))
    told_of = {(d.kind, d.name, d.situated): d for d in listed if d.kind in ("risk", "odds")}
    for p, process in enumerate(both.table.processes):
        if not both.table.hazard[j, :, p].any():
            continue
        numbers = fill(process.name, process.numbers, VALUES)
        before, after = (risk_of(process, who, both.regimes[r], numbers) for r in (i, j))
        low, high = against_base(told_of.get(("risk", process.name, None)), who, before)
        assert (after >= low * (1 - 1e-6)).all() and (after <= high * (1 + 1e-6)).all(), process.name
        one_, two = (odds_of(process, who, both.regimes[r], numbers) for r in (i, j))
        for s, t in situations_there(both, p, i, j) if process.odds else ():
            d = told_of.get(("odds", process.name, (s, t) if process.situation else None))
            low, high = against_base(d, who, one_[:, s])
            assert (two[:, t] >= low * (1 - 1e-6)).all() and (two[:, t] <= high * (1 + 1e-6)).all(), (process.name, s)


def test_a_product_of_traits_is_told_trait_by_trait_and_a_mixture_by_groups() -> None:
    levels = one_of_each(VALUES).levels
    ones = np.ones(len(levels["male"]))
    assert told(ones, ones, levels) is None
    product = np.where(levels["male"], 2.0, 1.0) * np.where(levels["children"], 0.5, 1.0)
    by_trait = told(ones, product, levels)
    assert by_trait is not None and {case.after for case in by_trait.cases} == {(2.0,), (0.5,)}
    mixture = np.where((levels["male"] == 1) & (levels["children"] == 1), 2.0, 1.0)
    by_group = told(ones, mixture, levels)
    assert by_group is not None
    assert [case.boxes for case in by_group.cases] == [(Box((("male", (1,)), ("children", (1,)))),)]
    never = told(ones, np.where(levels["cites_drugs"], 1.0, 0.0), levels)
    assert never is not None and [case.after for case in never.cases] == [(0.0,)]
    back = told(np.where(levels["cites_drugs"], 1.0, 0.0), ones, levels)
    assert back is not None and [(case.before, case.after) for case in back.cases] == [((0.0,), (1.0,))]


def test_every_trait_that_a_submodel_weighs_is_told_apart() -> None:
    text = "".join(path.read_text() for folder in ("processes", "rules") for path in (ROOM / folder).glob("*.py"))
    read = {"opening_record" if name == "record" else name for name in re.findall(r"\bwho\.([a-z_]+)", text)}
    assert read - {"take"} <= set(TRAIT_AXES) | SCALES


def test_every_use_that_ticks_make_of_a_regime_is_known() -> None:
    """Every field of a lever that stands in the text of a tick, and what the rules that ticks call read for them."""
    levers: dict[str, set[str]] = {}
    for name, _ in leaves(Regime().model_dump(mode="json", by_alias=True)):
        levers.setdefault(name.rpartition(".")[2], set()).add(name)
    through: Mapping[str, set[str]] = {"diluted": {"identify.drug_scope"}, "in_treatment": set()}
    for path in (ROOM / "ticks").glob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        mine = {
            lever
            for node in nodes
            if isinstance(node, ast.Attribute) and not (isinstance(node.value, ast.Name) and node.value.id == "self")
            for lever in levers.get(node.attr, ())
            if lever.count(".") == 1 or getattr(node.value, "attr", "") == lever.split(".")[-2]
        }
        helpers = [n for n in nodes if isinstance(n, ast.ImportFrom) and str(n.module).startswith("simulate.rules")]
        for helper in (imported.name for one_ in helpers for imported in one_.names):
            mine |= through[helper]
        known = {lever for rule in TICK_RULES if rule.tick == path.stem for lever in rule.levers}
        assert mine == known, path.name


@pytest.mark.parametrize(
    ("regime", "rules"),
    [
        ("identify: {coordinator_startup: 26 weeks}", ["new coordinators"]),
        ("identify: {novelty: true}", ["attention that a new scheme draws at first"]),
        ("identify: {training: once}", ["training of advisers with time"]),
        ("identify: {peers_teach: true}", ["training of advisers with time"]),
        ("identify: {probing: probing}", ["trust that probing questions cost"]),
        ("believe: {information: hearsay}", ["fear that is talked about in an area"]),
        ("believe: {word_of_mouth: false}", ["word of mouth about what people live through"]),
        ("believe: {wary_start: true}", ["claimants wary of a new scheme at first"]),
        ("support: {progress2work_places: 5}", ["places on the existing employment programme"]),
        ("capacity: {priority: mandated_first}", ["who gets a free treatment place first"]),
        ("capacity: {area_variation: 0.5}", ["how unequal free places are between areas"]),
        ("capacity: {office_variation: 0.5}", ["how unequal offices are in asking"]),
        ("capacity: {spare_places: 0.5}", ["free treatment places at the start"]),
    ],
)
def test_what_ticks_read_is_told_where_it_differs(regime: str, rules: list[str], tmp_path: Path) -> None:
    listed = differences(loaded("voluntary_2009"), changed(tmp_path, regime), PARAMETERS, why=False)
    assert [d.name for d in listed if d.kind == "tick"] == rules


def test_shared_tables_and_lists_are_those_of_the_pair() -> None:
    assert {d.regimes for d in bare("none", "voluntary_2009") if d.regimes} == {(0, 1)}
    assert len(shared("none", "voluntary_2009").regimes) == 2
