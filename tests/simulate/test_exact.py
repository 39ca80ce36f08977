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
    FALSE_ALARM,
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

CLAIMANTS = 240_000
FEWER = 60_000
"""Claimants for each of the hundred regimes of the library."""
SEED = 20090427
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


@pytest.mark.verify
def test_every_regime_is_that_of_the_markov_chain(figure: Figure) -> None:
    for name in REGIMES:
        of = table_of(name)
        judged = judge(of, exact(name), lived(of, CLAIMANTS, seed=SEED + 1), CLAIMANTS)
        figure(
            f"{name} against the matrix exponential",
            f"{len(judged.p)} comparisons, least p {judged.p.min():.1e}",
            f"p >= {FALSE_ALARM / shared():.1e}",
            judged.failures(shared()) == [],
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
        judged.append(judge(of, expected(of, FEWER), lived(of, FEWER, seed=SEED + 2), FEWER))
    left_out = sorted({tick for regime in regimes for tick in outside_the_chain(regime)})
    least = min((float(one.p.min()) for one in judged), default=1.0)
    figure(
        f"library, {name}: against the matrix exponential",
        f"{len(regimes)} of its own, least p {least:.1e}; held still: {', '.join(left_out) or 'nothing'}"
        if regimes
        else "no regime of its own: another scenario has it",
        f"p >= {FALSE_ALARM / shared:.1e}",
        [failure for one in judged for failure in one.failures(shared)] == [],
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
        f"{len(seen)} comparisons fail; would find {smallest_change:.2%}",
        f"found; at most {ANY:.0%}",
        bool(seen) and smallest_change < ANY,
    )


@pytest.mark.verify
def test_busy_processes_off_by_two_hundredths_are_found(figure: Figure) -> None:
    busy = [process for process, change in smallest().items() if change < BUSY]
    assert len(busy) >= 12
    for process in busy:
        seen = found(process, 1 + BUSY)
        figure(
            f"{process}: hazard x {1 + BUSY:g} planted",
            f"{len(seen)} comparisons fail; would find {smallest()[process]:.2%}",
            "found",
            bool(seen),
        )
