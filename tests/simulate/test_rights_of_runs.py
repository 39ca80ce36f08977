"""Errors and rights in whole runs: what every route cost others is its own events times the rates, to the last person.

Nothing here can fail by chance: a run is compared with its own events, read one by one from the lives of all claimants.
"""

from functools import cache

import numpy as np
import pytest

from scenarios.schema import Change
from simulate.ledgers.rights import ASKING, FINDS, NAMING, Burden, routes
from simulate.observation import Observation
from simulate.run import compile_scenario, run_replicate, start_replicate
from simulate.status import Income, Knowledge, Notice, Pathway, unpack
from tests.simulate.by_hand import row, week, world_of
from tests.simulate.test_rights import EXACTLY, MISNAMED, OTHERS
from tests.simulate.worlds import observe, scenario, values, with_regime

EVERY_ROUTE = with_regime(
    "green_paper_2008",
    identify={
        "trained_advisers": 0.3,
        "coordinators_per_district": 0,  # so that much of what is told leads to nothing
        "probing": "probing",
        "esa_screening": True,
        "needle_exchange_reports": True,
        "drug_test": {"when": "at_claim", "sensitivity": 0.5, "specificity": 0.9},
        "data_share": {
            "police": {"open": True, "precision": 0.6},
            "probation": {"open": True, "lag": "3 weeks", "legal_basis": "consent"},
            "prison": {"open": True, "precision": 0.8, "legal_basis": "statute"},
        },
    },
    refer={"confidentiality": "unclear"},
)
FALSELY = {"disclose": 0.01, "disclose_untrained": 0.01, "screen": 0.03, "declare": 0.0, "drug_test": 0.1}
MISNAMED_BY = {"police": 4 / 6, "probation": MISNAMED, "prison": 2 / 8}
CLAIMANTS = 1000


@cache
def lived() -> Observation:
    """Nine months in which every route finds somebody; advisers ask often, and know little what to do."""
    compiled = compile_scenario(EVERY_ROUTE, values() | {"telling.asked": 0.4, "telling.missed_trained": 0.5})
    start = start_replicate(compiled, claimants=CLAIMANTS, weeks=39, seed=1, replicate=0)
    return run_replicate(compiled, start, weeks=39, traced=tuple(range(CLAIMANTS)))


def happened(seen: Observation) -> list[tuple[str, str, int, int]]:
    """Process, outcome, status before and status after of everything that ever happened to anybody."""
    return [
        (process, outcome, int(before), int(after))
        for trace in seen.traces
        for process, outcome, before, after in zip(trace.process, trace.outcome, trace.before, trace.after, strict=True)
    ]


@pytest.mark.parametrize("name", [*ASKING, *NAMING])
def test_what_a_route_cost_is_its_events_times_the_rates_by_hand(name: str) -> None:
    route = next(one for one in routes(lived()) if one.name == name)
    struck = [(outcome, before) for process, outcome, before, _ in happened(lived()) if process == name]
    mine = [(outcome, int(unpack(np.array([before])).income[0])) for outcome, before in struck]
    assert route.dependent == len(mine) > 0
    if name in ASKING:
        others = sum(OTHERS[Income(income)] for _, income in mine)
        accused = others * FALSELY[name]
    else:
        named = [outcome.split()[-1] for outcome, _ in mine]
        others = accused = sum(MISNAMED_BY.get(channel, MISNAMED) for channel in named)
    assert route.others == pytest.approx(others, rel=EXACTLY)
    assert route.accused == pytest.approx(accused, rel=EXACTLY)


@pytest.mark.parametrize("name", [*ASKING, *NAMING])
def test_who_was_found_is_who_came_to_be_known_by_it(name: str) -> None:
    """Read from the lives themselves: unknown or concealed before, known after; by a notice, named after."""
    route = next(one for one in routes(lived()) if one.name == name)
    found = 0
    for process, _, before, after in happened(lived()):
        if process == name:
            was, is_ = unpack(np.array([before])), unpack(np.array([after]))
            known = (Knowledge.VOLUNTEERED, Knowledge.IDENTIFIED)
            assert was.knowledge[0] not in known
            found += bool(is_.notice[0] != Notice.NONE if name == "notify" else is_.knowledge[0] in known)
    assert route.found == found > 0
    assert (route.dependent > found) == (name in ASKING), "a question may find nobody, a name always does"
    assert 0 <= route.accused <= route.others
    assert route.asked_per_case == pytest.approx((route.dependent + route.others) / found, rel=EXACTLY)
    assert route.predictive_value == pytest.approx(found / (found + route.accused), rel=EXACTLY)


def test_what_was_told_and_led_to_nothing_found_nobody() -> None:
    heard = [process for process, outcome, _, _ in happened(lived()) if outcome == "heard, nothing done"]
    assert set(heard) == {"disclose", "disclose_untrained"}


def test_what_was_exposed_is_what_was_named_without_a_basis_and_what_leaked() -> None:
    exposed = 0.0
    for process, outcome, _, _ in happened(lived()):
        if (process, outcome) == ("data_share", "identified by police"):
            exposed += 1 + 4 / 6
        elif process == "exchange_report":
            exposed += 1 + MISNAMED
        elif outcome in FINDS.get(process, ()):
            exposed += 0.05
    assert exposed > 0
    assert lived().accounts["exposed"].sum() == pytest.approx(exposed, rel=EXACTLY)


def test_the_books_are_kept_period_by_period() -> None:
    seen = lived()
    for name in ("declare", "drug_test"):
        by_period = seen.events[:, seen.kind(name)].sum(axis=(1, 2))
        assert seen.accounts[f"dependent.{name}"].tolist() == by_period.tolist()
        assert (by_period > 0).all()


def test_where_nobody_probes_tests_or_names_nobody_is_accused_or_exposed() -> None:
    seen = observe("voluntary_2009", claimants=600, weeks=26)
    quiet = {route.name: route for route in routes(seen)}
    assert quiet["disclose"].others > quiet["disclose"].dependent > 0
    assert {name for name, route in quiet.items() if route.dependent} == {"disclose", "disclose_untrained"}
    assert {name for name, route in quiet.items() if route.accused} == set()
    assert not seen.accounts["exposed"].any()


def test_everybody_is_judged_by_the_regime_they_live_under() -> None:
    """Two claimants of JSA are asked in the same week, one where advisers probe and ask about alcohol too."""
    it = scenario("voluntary_2009")
    wider = {"identify": {"probing": "probing", "drug_scope": "with_alcohol"}}
    change = Change.model_validate({"from": it.calendar.start.replace(year=2010), "set": wider})
    world = world_of(it.model_copy(update={"changes": (change,)}))
    assert len(world.regimes) == 2
    here = row(world.table, pathway=Pathway.NOT_ENGAGED, income=Income.JSA)
    world.lives.regime[:2] = (0, 1)
    world.lives.row[:2] = here
    burden = Burden(world)
    week(world, 1, (0, 0.25, "disclose", "not told", here, here), (1, 0.5, "disclose", "not told", here, here))
    burden.note(world)
    assert world.accounts["dependent.disclose"] == 2
    assert world.accounts["others.disclose"] == pytest.approx(918 / 82 * (1 + 2.0), rel=EXACTLY)
    assert world.accounts["accused.disclose"] == pytest.approx(918 / 82 * 2.0 * 0.01, rel=EXACTLY)
