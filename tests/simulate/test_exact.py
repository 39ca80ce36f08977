"""The engine against the matrix exponential, for every regime; and proof that it would notice.

What is compared and with which false-alarm rate stands in `markov.py`.
"""

from functools import cache

import numpy as np
import pytest

from scenarios.library import built_in
from simulate.processes import PROCESSES
from tests.conftest import Figure
from tests.simulate.markov import (
    REGIMES,
    Flow,
    comparisons,
    expected,
    judge,
    library,
    lived,
    most_comparisons,
    outside_the_chain,
    smallest_found,
    table_of,
    table_under,
)
from tests.statistics import level_of, seed_of, spoken

CLAIMANTS = 240_000
FEWER = 60_000
"""Claimants for each of the hundred regimes of the library."""
SEED = seed_of("markov")
JUDGE = "green_paper_2008"
"""The regime under which most processes happen: errors are planted in it, and for the others in these."""
JUDGES = {
    "deadline": "deadline",
    "drug_test": "drug_testing",
    "exchange_referral": "needle_exchange_route",
    "exchange_report": "exchange_reports",
    "gp_referral": "gp_route",
    "learn": "press_noise",
    "notice": "notices_take_time",
    "notify": "notices_take_time",
    "rumour": "press_noise",
    "screen": "esa_screening",
    "signposted": "agencies_alert",
    "talk": "press_noise",
    "train_in_treatment": "training_in_treatment",
}
BY_THE_CALENDAR = {"new_rules"}
"""No hazard of their own anywhere: weekly ticks bring them about."""
BUSY, ANY = 0.02, 0.20
"""Errors that must be found: in a busy process, and in any."""


@cache
def shared() -> int:
    return comparisons({name: table_of(name) for name in REGIMES})


@cache
def exact(name: str) -> Flow:
    return expected(table_of(name), CLAIMANTS)


@cache
def smallest(name: str = JUDGE) -> dict[str, float]:
    of = table_of(name)
    return smallest_found(of, lived(of, CLAIMANTS, seed=SEED), shared())


def of_each(changes: dict[str, float]) -> str:
    """The least changes of hazards found, of processes that happen at all."""
    return spoken(np.array([change for change in changes.values() if np.isfinite(change)]))


def found(process: str, factor: float) -> list[str]:
    name = JUDGES.get(process, JUDGE)
    of = table_of(name)
    seen = lived(of, CLAIMANTS, seed=SEED, planted=(process, factor))
    return judge(of, exact(name), seen, CLAIMANTS).failures(shared())


@pytest.mark.parametrize("name", REGIMES)
def test_occupancy_and_flows_are_those_of_the_markov_chain(name: str) -> None:
    of = table_of(name)
    seen = lived(of, CLAIMANTS, seed=SEED)
    assert judge(of, exact(name), seen, CLAIMANTS).failures(shared()) == []


@pytest.mark.parametrize(("process", "factor"), [("place", 1 + BUSY), ("fraud_inquiry", 1 - ANY)])
def test_a_planted_error_is_found(process: str, factor: float) -> None:
    assert found(process, factor) != []


@pytest.mark.parametrize(("process", "factor"), [("decide", 1.02)])
def test_a_planted_error_of_a_chance_is_found(process: str, factor: float) -> None:
    """The first outcome a fiftieth more or less often, and no hazard changed: prevalence alone would hardly show it."""
    of = table_of(JUDGE)
    seen = lived(of, CLAIMANTS, seed=SEED, tilted=(process, factor))
    found = judge(of, exact(JUDGE), seen, CLAIMANTS).failures(shared())
    assert any(f"{process}: " in one for one in found), found


@pytest.mark.verify
def test_every_regime_is_that_of_the_markov_chain(figure: Figure) -> None:
    for name in REGIMES:
        of = table_of(name)
        seen = lived(of, CLAIMANTS, seed=SEED + 1)
        judged = judge(of, exact(name), seen, CLAIMANTS)
        figure(
            f"{name} against the matrix exponential",
            f"{len(judged.p)} comparisons, least p {judged.p.min():.1e}",
            f"p >= {level_of('markov', shared()):.1e}",
            judged.failures(shared()) == [],
            family="markov",
            p=float(judged.p.min()),
            level=level_of("markov", shared()),
            finds=of_each(smallest_found(of, seen, shared())),
        )


@pytest.mark.verify
@pytest.mark.parametrize("name", built_in())
def test_every_regime_of_the_library_is_that_of_the_markov_chain(name: str, figure: Figure) -> None:
    """All regimes that a built-in scenario brings and no other has brought before."""
    regimes = library()[name]
    shared = most_comparisons() * sum(len(every) for every in library().values())
    judged = []
    for regime in regimes:
        of = table_under(regime)
        judged.append(judge(of, expected(of, FEWER), lived(of, FEWER, seed=seed_of("markov_library")), FEWER))
    left_out = sorted({tick for regime in regimes for tick in outside_the_chain(regime)})
    least = min((float(one.p.min()) for one in judged), default=1.0)
    figure(
        f"library, {name}: against the matrix exponential",
        f"{len(regimes)} of its own, least p {least:.1e}; held still: {', '.join(left_out) or 'nothing'}"
        if regimes
        else "no regime of its own: another scenario has it",
        f"p >= {level_of('markov_library', shared):.1e}",
        [failure for one in judged for failure in one.failures(shared, "markov_library")] == [],
        family="markov_library",
        p=least,
        level=level_of("markov_library", shared),
    )


def test_what_comes_by_the_calendar_alone_has_no_hazard() -> None:
    for name in (JUDGE, *JUDGES.values()):
        of = table_of(name)
        columns = [process.name in BY_THE_CALENDAR for process in of.processes]
        assert any(columns) and not of.hazard[0][:, np.array(columns)].any()


@pytest.mark.verify
@pytest.mark.parametrize("process", [process.name for process in PROCESSES if process.name not in BY_THE_CALENDAR])
def test_any_process_off_by_a_fifth_is_found(process: str, figure: Figure) -> None:
    smallest_change = smallest(JUDGES.get(process, JUDGE))[process]
    seen = found(process, 1 + ANY)
    figure(
        f"{process}: hazard x {1 + ANY:g} planted",
        f"{len(seen)} comparisons fail",
        f"found; finds {ANY:.0%}",
        bool(seen) and smallest_change < ANY,
        family="markov_any",
        finds=f"{smallest_change:.1%}",
    )


@pytest.mark.verify
def test_busy_processes_off_by_two_hundredths_are_found(figure: Figure) -> None:
    busy = [process for process, change in smallest().items() if change < BUSY]
    assert len(busy) >= 12
    for process in busy:
        seen = found(process, 1 + BUSY)
        figure(
            f"{process}: hazard x {1 + BUSY:g} planted",
            f"{len(seen)} comparisons fail",
            "found",
            bool(seen),
            family="markov_busy",
            finds=f"{smallest()[process]:.1%}",
        )
