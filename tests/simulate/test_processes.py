"""One trial for all submodels, and a toy one defined here, to show that a new one needs nothing else."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from scipy import stats

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.clocks import Events, advance, rules_of
from simulate.counts import COUNTS
from simulate.hazards import compile_table
from simulate.numbers import fill, sources
from simulate.population import make_population
from simulate.process import EXPONENTIAL, FIXED, Clock, Outcome, Process, certain
from simulate.processes import PROCESSES
from simulate.run import opening_codes
from simulate.status import (
    Income,
    Knowledge,
    Ladder,
    Mandate,
    Pathway,
    Sanction,
    Statuses,
    Support,
    Use,
    unpack,
)
from tests.simulate.worlds import REGIMES, neutral_lives, row_where, table, values
from tests.statistics import level_of

ALARM = level_of("small")
"""False-alarm rate of each statistical check here, at fixed seeds."""


def illegal(at: Statuses) -> dict[str, np.ndarray]:
    """What must never be, by name."""
    on_benefit = np.isin(at.income, (Income.JSA, Income.ESA, Income.IS))
    treated = np.isin(at.pathway, (Pathway.STABILISING, Pathway.MAINTAINED))
    known = np.isin(at.knowledge, (Knowledge.VOLUNTEERED, Knowledge.IDENTIFIED))
    return {
        "required to attend off benefit": (at.mandate == Mandate.REQUIRED) & ~on_benefit,
        "required to attend and unknown": (at.mandate == Mandate.REQUIRED) & ~known,
        "sanctioned off benefit": (at.sanction != Sanction.NONE) & ~on_benefit,
        "appointed off benefit": (at.pathway == Pathway.APPOINTED) & ~on_benefit,
        "in treatment in prison": treated & (at.income == Income.CUSTODY),
        "recovered in treatment": treated & (at.use == Use.RECOVERED),
        "completed and dependent": (at.pathway == Pathway.COMPLETED) & (at.use == Use.DEPENDENT),
        "a plan off benefit": (at.support == Support.PLAN) & ~on_benefit,
        "a plan of somebody unknown": (at.support == Support.PLAN) & ~known,
        "a step on the ladder without ever being known": (at.ladder != Ladder.FIRST) & ~known,
    }


@pytest.mark.parametrize("name", REGIMES)
def test_only_legal_statuses_are_reached(name: str) -> None:
    at = unpack(table(name).codes[:-1])
    assert {rule: int(bad.sum()) for rule, bad in illegal(at).items() if bad.any()} == {}


@pytest.mark.parametrize("name", REGIMES)
def test_hazards_are_finite_and_chances_sum_to_one(name: str) -> None:
    it = table(name)
    assert np.isfinite(it.hazard).all() and (it.hazard >= 0).all()
    assert it.chance.sum(axis=3) == pytest.approx(1.0, abs=1e-12)
    assert (it.hazard[:, -1] == 0).all(), "the dead are at risk of nothing"


FIRES = (*REGIMES, "esa_screening", "notices_take_time", "exchange_reports", "drug_testing", "press_noise", "deadline",
         "gp_route", "needle_exchange_route", "community_links", "training_in_treatment")  # fmt: skip
"""Regimes under which every process happens, one or another of them."""


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_every_process_can_fire_under_some_regime(process: Process) -> None:  # type: ignore[type-arg]
    """All but the one that the calendar brings about: its hazard is 0 by design."""
    column = PROCESSES.index(process)
    fires = any((table(name).hazard[..., column] > 0).any() for name in FIRES)
    assert fires != (process.name == "new_rules")


@pytest.mark.parametrize("process", [p for p in PROCESSES if p.relative_risk], ids=lambda process: process.name)
def test_relative_risks_are_centred_on_the_published_population(process: Process) -> None:  # type: ignore[type-arg]
    """Mean 1 within 6%: traits are correlated, and the untreated differ from all."""
    assert process.relative_risk is not None
    who = make_population(claimants=40_000, values=values(), untreated_people=100_000, seed=1, replicate=0)
    risk = process.relative_risk(who, Regime(), fill(process.name, process.numbers, values()))
    assert (risk >= 0).all() and (risk > 0).any()
    everybody = float(risk.mean())
    untreated = float(risk[np.isin(unpack(who.status).pathway, (Pathway.NOT_ENGAGED,))].mean())
    assert min(abs(everybody - 1), abs(untreated - 1)) < 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Toy:
    rate: float


def toy(clock: Clock = EXPONENTIAL) -> Process[Toy]:
    """Everybody goes to nothing at one constant rate."""

    def hazard(at: Statuses, regime: Regime, p: Toy) -> FloatArray:
        return np.where(at.income == Income.JSA, p.rate, 0.0)

    def fire(at: Statuses, regime: Regime, p: Toy) -> tuple[Outcome, ...]:
        return certain("gone", replace(at, income=np.full(len(at), Income.NOTHING, np.int8)), len(at))

    return Process("toy", Toy, hazard, fire, clock=clock)


def ring_times(clock: Clock, rate: float, claimants: int = 40_000) -> np.ndarray:
    it = compile_table(
        regimes=(Regime(),),
        values={"toy.rate": rate},
        opening=opening_codes(),
        processes=(toy(clock),),
        counts=(),
    )
    lives = neutral_lives(it, claimants=claimants, row=row_where(it), rules=rules_of(it))
    if not clock.memoryless:
        lives.left[:] = 1.0 if clock == FIXED else lives.left
        lives.next_time[:] = lives.left[:, 0] / rate
    seen: list[Events] = []
    advance(lives, 1e9, seen.append)
    return np.concatenate([batch.time for batch in seen])


def test_a_constant_hazard_gives_exponential_times() -> None:
    assert stats.kstest(ring_times(Clock(1), 0.4), "expon", args=(0, 1 / 0.4)).pvalue > ALARM


def test_a_wrong_hazard_would_be_seen() -> None:
    assert stats.kstest(ring_times(Clock(1), 0.42), "expon", args=(0, 1 / 0.4)).pvalue < ALARM


def test_a_fixed_clock_rings_on_time() -> None:
    assert ring_times(FIXED, 0.25) == pytest.approx(4.0, abs=1e-6)


def test_a_staged_clock_is_erlang() -> None:
    assert stats.kstest(ring_times(Clock(3), 0.5), "gamma", args=(3, 0, 2 / 3)).pvalue > ALARM


def test_a_toy_process_joins_the_others_and_changes_nobody_elses_thresholds() -> None:
    from simulate.clocks import first_thresholds

    number = np.arange(500)
    clocks = [process.clock for process in PROCESSES]
    without = first_thresholds(processes=PROCESSES, clocks=tuple(clocks), number=number, seed=1, replicate=0)
    both = (PROCESSES[0], toy(), *PROCESSES[1:])
    joined = first_thresholds(
        processes=both, clocks=tuple(process.clock for process in both), number=number, seed=1, replicate=0
    )
    assert np.array_equal(np.delete(joined, 1, axis=1), without)


def test_chances_that_do_not_sum_to_one_are_refused() -> None:
    def fire(at: Statuses, regime: Regime, p: Toy) -> tuple[Outcome, ...]:
        return (Outcome("half", np.full(len(at), 0.5), at),)

    broken = replace(toy(), fire=fire)
    with pytest.raises(ValueError, match="process toy: the probabilities of its outcomes do not sum to 1"):
        compile_table(
            regimes=(Regime(),),
            values={"toy.rate": 1.0},
            opening=opening_codes(),
            processes=(broken,),
            counts=(),
        )


def test_a_negative_hazard_is_refused() -> None:
    broken = replace(toy(), hazard=lambda at, regime, p: np.full(len(at), -1.0))
    with pytest.raises(ValueError, match="process toy: a hazard is negative or not finite"):
        compile_table(
            regimes=(Regime(),),
            values={"toy.rate": 1.0},
            opening=opening_codes(),
            processes=(broken,),
            counts=(),
        )


@pytest.mark.parametrize("one", [*PROCESSES, *COUNTS], ids=lambda one: one.name)
def test_every_number_is_read_and_every_number_read_is_in_the_file(one: Process) -> None:  # type: ignore[type-arg]
    assert set(sources(one.name, one.numbers, values())) == {f.name for f in one.numbers.__dataclass_fields__.values()}


def test_a_missing_number_is_named() -> None:
    with pytest.raises(ValueError, match="no rate for toy: looked in toy, contested, population"):
        fill("toy", Toy, {})


def test_an_unread_number_is_named() -> None:
    with pytest.raises(ValueError, match=r"rows that toy does not read: toy\.speed"):
        fill("toy", Toy, {"toy.rate": 1.0, "toy.speed": 2.0})
