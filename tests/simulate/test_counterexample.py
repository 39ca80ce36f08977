"""A broken law is shown by the smallest scenario that breaks it, as a file that can be run."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scenarios.errors import InputError
from scenarios.loader import Loaded, load_scenario
from scenarios.parameters import load_parameters
from simulate.counterexample import counterexample, pieces_of, settings_of
from simulate.law import Law, Trial
from simulate.laws import breaches_of
from simulate.processes import drop_out
from tests.conftest import Figure
from tests.simulate.test_laws import compiled_with, law, with_broken

MINE = """schema: 1
extends: none
title: Mine
proposed_by: somebody
source: [nothing]
tests: Nothing.
population: {untreated_people: 30000}
calendar: {labour_market: flat}
assume: {find_work.rate: 0.2}
regime:
  identify: {gp_route: true, community_links: true}
  support: {childcare: true, aftercare: true, housing_support: true}
  refer: {named_person: true}
  pay: {incentive_per_week: 5}
changes:
  - {from: 2009-09-01, set: {support: {mental_health: true}}}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Loaded:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    return load_scenario(str(path))


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Providers who report and never do are felt, where childcare is offered and a person named."""

    def hazard(at, regime, p):  # type: ignore[no-untyped-def]
        felt = regime.oblige.providers_report and regime.support.childcare and regime.refer.named_person
        return drop_out.hazard(at, regime, p) * (1.5 if felt else 1.0)

    faulty = with_broken(replace(drop_out.DROP_OUT, hazard=hazard))
    monkeypatch.setattr("simulate.law.compile_scenario", compiled_with(faulty))


def test_pieces_are_all_that_a_scenario_sets_and_make_it_again(mine: Loaded, tmp_path: Path) -> None:
    pieces = pieces_of(mine.resolved)
    assert {".".join(piece.where) for piece in pieces} == {
        "population.untreated_people", "calendar.labour_market", "assume.find_work.rate", "regime.identify.gp_route",
        "regime.identify.community_links", "regime.support.childcare", "regime.support.aftercare",
        "regime.support.housing_support", "regime.refer.named_person", "regime.pay.incentive_per_week", "changes",
    }  # fmt: skip
    made = settings_of(pieces, law("a dose of nothing"), "mine")
    from scenarios.written import scenario_text

    path = tmp_path / "again.yaml"
    path.write_text(scenario_text(made))
    again = load_scenario(str(path)).scenario
    same = ("regime", "changes", "population", "calendar", "assume", "rules")
    assert all(getattr(again, name) == getattr(mine.scenario, name) for name in same)


def test_a_search_ends_at_what_a_fault_needs(mine: Loaded) -> None:
    """A law that two settings break together, of 200 claimants or more, for 39 weeks or longer: nothing is run."""

    def breaches(trial: Trial) -> Iterator[str]:
        support, refer = trial.scenario.regime.support, trial.scenario.regime.refer
        if support.aftercare and refer.named_person and trial.claimants >= 200 and trial.weeks >= 39:
            yield "broken"

    it = Law("of two settings", "They are not together.", breaches)
    trial = Trial(mine.scenario, load_parameters().values(), claimants=2400, weeks=78)
    made = counterexample(it, trial, mine, load_parameters())
    assert {piece.where[-1] for piece in made.size.pieces} == {"aftercare", "named_person"}
    assert (made.size.claimants, made.size.weeks, made.breaches) == (200, 39, ("broken",))
    assert counterexample(it, trial, mine, load_parameters()).text == made.text, "the same again"


@pytest.mark.verify
@pytest.mark.usefixtures("broken")
def test_a_planted_fault_is_shrunk_to_what_it_needs(mine: Loaded, tmp_path: Path, figure: Figure) -> None:
    parameters = load_parameters()
    values = parameters.values() | mine.scenario.assumed(parameters)
    trial = Trial(mine.scenario, values, claimants=400, weeks=39)
    it = law("a dose of nothing")
    assert breaches_of(it, trial)
    made = counterexample(it, trial, mine, parameters, most=50)
    assert {piece.where[-1] for piece in made.size.pieces} == {"childcare", "named_person"}
    assert (made.size.claimants, made.size.weeks) == (100, 26) and made.breaches
    path = tmp_path / "counterexample.yaml"
    path.write_text(made.text)
    again = load_scenario(str(path)).scenario
    assert breaches_of(it, Trial(again, parameters.values(), claimants=100, weeks=26)) == made.breaches
    assert "--claimants 100 --weeks 26 --seed 1" in made.text and "a dose of nothing" in made.text
    settings = ", ".join(sorted(piece.where[-1] for piece in made.size.pieces))
    figure(
        "a fault planted in drop-out is shrunk to the two settings that it needs, of 11",
        f"{settings}; {made.size.claimants} claimants, {made.size.weeks} weeks; {made.tried} scenarios tried",
        "childcare, named_person",
        settings == "childcare, named_person",
        family="counterexample",
    )


@pytest.mark.usefixtures("broken")
def test_where_nothing_smaller_is_found_the_scenario_itself_is_shown(mine: Loaded) -> None:
    parameters = load_parameters()
    trial = Trial(mine.scenario, parameters.values(), claimants=200, weeks=26)
    made = counterexample(law("a dose of nothing"), trial, mine, parameters, most=0)
    assert made.breaches and len(made.size.pieces) <= 11 and np.isfinite(made.tried)


def test_without_hypothesis_one_sentence_says_what_is_needed(mine: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    trial = Trial(mine.scenario, load_parameters().values(), claimants=100, weeks=26)
    with pytest.raises(InputError, match=r"needs Hypothesis.*pip install 'sanctionsim\[laws\]'"):
        counterexample(law("a dose of nothing"), trial, mine, load_parameters())
