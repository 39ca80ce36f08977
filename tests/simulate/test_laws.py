"""The policy laws hold, and each notices when the code is broken on purpose."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scenarios.library import built_in
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.law import Law, Trial
from simulate.laws import LAWS, breaches_of, judge
from simulate.observation import Lost, Observation
from simulate.observe import Observer
from simulate.process import Process
from simulate.processes import PROCESSES
from simulate.run import Compiled, compile_scenario
from simulate.ticks.displaced import Displaced
from tests.conftest import Figure
from tests.simulate.worlds import scenario, values, with_regime


def verdicts(trial: Trial) -> dict[str, tuple[str, ...]]:
    return {verdict.law.name: verdict.breaches for verdict in judge(trial)}


def law(name: str) -> Law:
    return next(one for one in LAWS if one.name == name)


def breaches(law: Law, trial: Trial) -> tuple[str, ...]:
    assert law.spared(trial.scenario) is None
    return tuple(law.breaches(trial))


@pytest.mark.parametrize("name", ["voluntary_2009", "act_2009"])
def test_every_law_holds(name: str) -> None:
    assert {
        law: found for law, found in verdicts(Trial(scenario(name), values(), claimants=1200)).items() if found
    } == {}


COSTLY = ("another order", "a dose of nothing", "parts make the whole", "deadlier is never safer")
"""Laws that compile a scenario several times more: tried on every eighth of the library, on all by `make verifyall`."""


@pytest.mark.verify
@pytest.mark.parametrize("name", built_in())
def test_every_law_holds_all_over_the_library(name: str, figure: Figure) -> None:
    hold(name, tuple(one for one in LAWS if one.name not in COSTLY), "policy laws", figure)


@pytest.mark.verify
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] * (i % 8 > 0)) for i, name in enumerate(built_in())]
)
def test_costly_laws_hold_all_over_the_library(name: str, figure: Figure) -> None:
    hold(name, tuple(law(one) for one in COSTLY), "policy laws that take longer", figure)


def hold(name: str, laws: tuple[Law, ...], what: str, figure: Figure) -> None:
    """Note whether laws hold of a scenario of the library."""
    it = load_scenario(name).scenario
    trial = Trial(it, values() | it.assumed(load_parameters()), claimants=600, weeks=60)
    found = list(judge(trial, laws))
    broken = [f"{verdict.law.name}: {verdict.breaches[0]}" for verdict in found if not verdict.holds]
    spared = sum(verdict.spared is not None for verdict in found)
    figure(
        f"{what}, {name}",
        "; ".join(broken) or f"{len(found) - spared} hold, {spared} say nothing of it",
        "none is broken",
        not broken,
        family="laws",
    )


def test_laws_that_say_nothing_say_why() -> None:
    spared = {v.law.name: v.spared for v in judge(Trial(scenario("none"), values(), claimants=300)) if v.spared}
    assert spared == {
        "a sanction of nothing": "there is no sanction",
        "no detection": "nothing is required of anybody",
    }


def test_a_threat_felt_for_its_own_sake_breaks_zero_sanction(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the code once did: that a sanction stands in the rules is feared, whatever it takes."""
    from simulate.processes import disclose

    def feared(at, regime, p):  # type: ignore[no-untyped-def]
        return np.full(len(at), regime.sanctions)

    broken = replace(disclose.DISCLOSE, situation=feared)
    monkeypatch.setattr("simulate.law.compile_scenario", compiled_with(with_broken(broken)))
    assert breaches(law("a sanction of nothing"), Trial(scenario("green_paper_2008"), values(), claimants=3000))


def test_obligations_felt_by_people_nobody_found_break_no_detection(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulate.processes import walk_away

    def hazard(at, regime, p):  # type: ignore[no-untyped-def]
        return walk_away.hazard(at, regime, p) * (1.2 if regime.obliges else 1.0)

    broken = replace(walk_away.WALK_AWAY, hazard=hazard)
    monkeypatch.setattr("simulate.law.compile_scenario", compiled_with(with_broken(broken)))
    assert breaches(law("no detection"), Trial(scenario("green_paper_2008"), values(), claimants=1200))


def test_a_ledger_kept_of_everybody_breaks_unlimited_places(monkeypatch: pytest.MonkeyPatch) -> None:
    settle = Displaced.settle

    def everybody(self, world, queued):  # type: ignore[no-untyped-def]
        world.account("displaced.volunteers", 1.0)
        world.stocks["displaced.waiting"] = world.stocks.get("displaced.waiting", 0.0) + 1.0
        settle(self, world, queued)

    monkeypatch.setattr(Displaced, "settle", everybody)
    assert breaches(law("unlimited places"), Trial(scenario("voluntary_2009"), values(), claimants=1200))


def test_places_that_close_as_they_grow_break_more_places(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulate.ticks.places import Places

    places = Places.places
    monkeypatch.setattr(Places, "places", lambda self, world: 1.6 * self.opening - places(self, world) / 2)
    tight = with_regime("voluntary_2009", capacity={"spare_places": 0.0})
    busy = values() | {"drop_out.maintained": 0.0001, "complete.rate": 0.0001}
    assert breaches(law("more places"), Trial(tight, busy, claimants=6000))


def test_books_that_forget_somebody_break_two_books() -> None:
    """A record that is not perfect: one in ten starts is not written down, whatever the law asks for."""
    broken = replace(law("two books"), breaches=lambda trial: _forgetful(trial))
    assert breaches(broken, Trial(scenario("voluntary_2009"), values(), claimants=600))


def _forgetful(trial: Trial):  # type: ignore[no-untyped-def]
    from simulate.laws import two_books

    kept = dict(two_books.PERFECT)
    two_books.PERFECT["records.treatment"] = 0.9
    try:
        yield from two_books.breaches(trial)
    finally:
        two_books.PERFECT.update(kept)


def test_a_tick_that_looks_ahead_breaks_identity_until_they_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulate.ticks.places import Places

    act = Places.act

    def looks_ahead(self, world):  # type: ignore[no-untyped-def]
        act(self, world)
        if len(world.regimes) > 1 and world.week == 3:
            world.lives.next_time[5] = 3.5

    monkeypatch.setattr(Places, "act", looks_ahead)
    assert breaches(law("identical until they differ"), Trial(scenario("voluntary_2009"), values(), claimants=600))


def test_fear_out_of_nothing_breaks_perfect_information(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulate.processes import rumour

    def hazard(at, regime, p):  # type: ignore[no-untyped-def]
        return np.where((at.belief == 0) & (at.knowledge == 0), 0.001, 0.0)

    broken = replace(rumour.RUMOUR, hazard=hazard)
    monkeypatch.setattr("simulate.law.compile_scenario", compiled_with(with_broken(broken)))
    assert breaches(law("perfect information"), Trial(scenario("voluntary_2009"), values(), claimants=600))


def test_a_run_that_loses_somebody_breaks_conservation(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(self: Observer, tracks: object = None) -> Observation:
        raise Lost("somebody is missing at the end")

    monkeypatch.setattr(Observer, "result", lost)
    assert breaches_of(law("everybody is somewhere"), Trial(scenario("none"), values(), claimants=300)) == (
        "somebody is missing at the end",
    )


def test_each_law_says_what_it_is() -> None:
    assert len({law.name for law in LAWS}) == len(LAWS)
    assert all(law.says.endswith(".") for law in LAWS)


def with_broken(broken: Process[Any]) -> tuple[Process[Any], ...]:
    """The submodels, one of them broken."""
    return tuple(broken if process.name == broken.name else process for process in PROCESSES)


def compiled_with(processes: tuple[Process[Any], ...]) -> Callable[..., Compiled]:
    def compile_(*arguments: Any, **named: Any) -> Compiled:
        return compile_scenario(*arguments, **named, processes=processes)

    return compile_
