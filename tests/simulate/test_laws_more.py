"""Laws of sameness, sums and doses: each notices when something is broken on purpose."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import simulate.law
from simulate.law import Trial
from simulate.laws import breaches_of
from simulate.observation import Observation
from simulate.process import Process
from simulate.processes import die, drop_out
from simulate.run import Start, start_replicate
from simulate.ticks.places import Places
from simulate.world import World
from tests.simulate.test_laws import compiled_with, law, with_broken
from tests.simulate.worlds import scenario, values, with_regime

SMALL = {"claimants": 400, "weeks": 52}


def trial(name: str = "voluntary_2009") -> Trial:
    return Trial(scenario(name), values(), **SMALL)  # type: ignore[arg-type]


def tampered(change: Callable[[Observation], dict[str, Any]]) -> Trial:
    """A trial whose run, seen once, is not what it was."""
    one = trial()
    seen = one.as_it_is()
    one._seen["as it is"] = replace(seen, **change(seen))
    return one


def test_an_event_too_few_breaks_stocks_and_flows() -> None:
    def missing(seen: Observation) -> dict[str, Any]:
        moves = seen.moves["pathway"].copy()
        moves[tuple(np.argwhere(moves.sum(axis=1)[:, 0] > 0)[0][:1])] *= 2
        return {"moves": {**seen.moves, "pathway": moves}}

    assert any("against what came and went" in one for one in breaches_of(law("stocks and flows"), tampered(missing)))


def test_treatment_without_a_place_breaks_stocks_and_flows(monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places.places
    monkeypatch.setattr(Places, "places", lambda self, world: 4 * places(self, world))
    few = with_regime("voluntary_2009", capacity={"spare_places": 0.0})
    hurried = values() | {"self_refer.rate": 0.2, "drop_out.maintained": 1e-4, "drop_out.stabilising": 1e-4}
    found = breaches_of(law("stocks and flows"), Trial(few, hurried, claimants=400, weeks=52))
    assert any("places at most" in one for one in found)


@pytest.mark.parametrize("what", ["time", "events", "expected"])
def test_a_group_left_out_breaks_groups_add_up(what: str) -> None:
    def less(seen: Observation) -> dict[str, Any]:
        of = {**getattr(seen, f"group_{what}")}
        of["sex"] = of["sex"] * np.array([1, 0])
        return {f"group_{what}": of}

    assert breaches_of(law("groups add up"), tampered(less))


def test_a_pound_withheld_without_a_sanction_breaks_every_pound_is_somewhere() -> None:
    def withheld(seen: Observation) -> dict[str, Any]:
        of = seen.group_expected["age"].copy()
        of[0, seen.counts.index("withheld_esa"), 1] += 1.0
        return {"group_expected": {**seen.group_expected, "age": of}}

    found = breaches_of(law("every pound is somewhere"), tampered(withheld))
    assert any("where there is no sanction" in one for one in found)


def test_luck_that_hangs_on_the_name_breaks_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def named(compiled: Any, *, seed: int, **others: Any) -> Start:
        return start_replicate(compiled, seed=seed + len(compiled.scenario.title), **others)

    monkeypatch.setattr(simulate.law, "start_replicate", named)
    assert breaches_of(law("another name"), trial())


def test_something_left_over_from_another_run_breaks_another_order(monkeypatch: pytest.MonkeyPatch) -> None:
    act, acted = Places.act, [0]

    def remembers(self: Places, world: World) -> None:
        act(self, world)
        acted[0] += 1
        if acted[0] > 60 and world.week == 3:
            world.lives.next_time[5] = 3.5

    monkeypatch.setattr(Places, "act", remembers)
    found = breaches_of(law("another order"), trial())
    assert found and all("run again" in one or "lists" in one for one in found)


def test_the_first_of_a_list_felt_more_than_the_rest_breaks_another_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def hazard(at, regime, p):  # type: ignore[no-untyped-def]
        return drop_out.hazard(at, regime, p) * (1.2 if regime.oblige.benefits[0] == "JSA" else 1.0)

    broken(monkeypatch, replace(drop_out.DROP_OUT, hazard=hazard))
    found = breaches_of(law("another order"), trial())
    assert found and all("lists in another order" in one for one in found)


def test_luck_that_hangs_on_how_long_it_lasts_breaks_no_shadow_of_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    def long(compiled: Any, *, seed: int, weeks: float, **others: Any) -> Start:
        return start_replicate(compiled, seed=seed + int(weeks), weeks=weeks, **others)

    monkeypatch.setattr(simulate.law, "start_replicate", long)
    assert breaches_of(law("no shadow of the future"), trial())


def test_reports_that_are_never_made_and_felt_all_the_same_break_no_dose(monkeypatch: pytest.MonkeyPatch) -> None:
    def hazard(at, regime, p):  # type: ignore[no-untyped-def]
        return drop_out.hazard(at, regime, p) * (1.1 if regime.oblige.providers_report else 1.0)

    broken(monkeypatch, replace(drop_out.DROP_OUT, hazard=hazard))
    assert breaches_of(law("a dose of nothing"), trial())


def test_a_hazard_the_wrong_way_round_breaks_deadlier_is_never_safer(monkeypatch: pytest.MonkeyPatch) -> None:
    def hazard(at, regime, p):  # type: ignore[no-untyped-def]
        return die.hazard(at, regime, replace(p, in_treatment=1e-5 / p.in_treatment))

    broken(monkeypatch, replace(die.DIE, hazard=hazard))
    assert breaches_of(law("deadlier is never safer"), trial())


def test_a_place_in_the_row_that_matters_breaks_parts_make_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    act = Places.act

    def by_index(self: Places, world: World) -> None:
        act(self, world)
        if world.week == 3:
            world.lives.next_time[5] = 3.5

    monkeypatch.setattr(Places, "act", by_index)
    assert breaches_of(law("parts make the whole"), trial())


def test_a_run_that_does_not_balance_speaks_against_any_law(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulate.observation import Lost

    def lost(*arguments: Any, **named: Any) -> Observation:
        raise Lost("somebody is missing at the end")

    monkeypatch.setattr(simulate.law, "run_replicate", lost)
    assert breaches_of(law("another name"), trial()) == ("somebody is missing at the end",)


def broken(monkeypatch: pytest.MonkeyPatch, one: Process[Any]) -> None:
    monkeypatch.setattr("simulate.law.compile_scenario", compiled_with(with_broken(one)))
