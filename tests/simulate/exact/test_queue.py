"""The queue for treatment places against the exact Markov chain of a small pool; and that chain against Erlang.

A pool of N people and c places. Each who is outside asks for treatment at rate a; who queues gives up at rate v; a
place is offered once a week, as many as are free, and taken up at rate s; treatment is left at rate u. Between two
weekly ticks the numbers of people in each state are a Markov chain with generator Q, and a tick moves them without
chance: the law of a week is exp(Q) times the tick, so that everything about a pool at any week follows.
States: queued, queued with an offer, in treatment, and those who have an offer that the tick has not yet taken back, in
treatment and outside; the rest is outside.
Formulas: where ticks are frequent and offers taken up at once, the stationary law is, without giving up, that of a
queue with c servers and a finite source (machine repair), and where whoever is not served at once goes, Engset's loss
formula P(k in treatment) ~ C(N, k) (a / u)^k, which tends to Erlang's as N grows. Planted: one place more.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product
from math import comb, factorial

import numpy as np
import pytest
from scipy.linalg import expm

from simulate.arrays import FloatArray
from simulate.status import Pathway
from simulate.ticks.places import Places
from simulate.world import World
from tests.conftest import Figure
from tests.simulate.bench import regime
from tests.simulate.exact.small import compiled, live, only, started
from tests.statistics import Compared, compare, seed_of

POOLS, N, C = 149, 6, 2
ASK, GIVE_UP, TAKE_UP, LEAVE = 0.15, 0.2, 2.5, 0.3
WEEKS = (1, 2, 3, 5, 8, 13, 26)
NUMBERS = {
    "self_refer.rate": ASK, "drop_out.queued": GIVE_UP, "place.wait": 0.5 + 1 / TAKE_UP, "drop_out.stabilising": LEAVE,
}  # fmt: skip
State = tuple[int, int, int, int, int]
"""Queued, queued with an offer, in treatment, in treatment with an offer, outside with an offer."""


@dataclass(frozen=True)
class Pool:
    """A pool: people, places, rates per week, and weeks from one tick to the next."""

    people: int = N
    places: int = C
    ask: float = ASK
    give_up: float = GIVE_UP
    take_up: float = TAKE_UP
    leave: float = LEAVE
    tick: float = 1.0

    def states(self) -> list[State]:
        of = range(self.people + 1)
        every = product(of, of, of, of, of)
        return [state for state in every if sum(state) <= self.people]

    def moves(self, state: State) -> list[tuple[float, State]]:
        """Rates, and where they lead."""
        q, o, t, x, y = state
        outside = self.people - sum(state)
        return [
            (self.ask * outside, (q + 1, o, t, x, y)),
            (self.ask * y, (q, o + 1, t, x, y - 1)),
            (self.give_up * q, (q - 1, o, t, x, y)),
            (self.give_up * o, (q, o - 1, t, x, y + 1)),
            (self.take_up * o, (q, o - 1, t, x + 1, y)),
            (self.leave * t, (q, o, t - 1, x, y)),
            (self.leave * x, (q, o, t, x - 1, y + 1)),
        ]

    def ticked(self, state: State) -> State:
        """Offers not needed any more are taken back, and free places offered."""
        q, o, t, x, _ = state
        served = min(q, max(self.places - (t + x) - o, 0))
        return (q - served, o + served, t + x, 0, 0)

    def week(self) -> tuple[list[State], FloatArray]:
        """The states, and the law from just after one tick to just after the next: (states, states)."""
        states = self.states()
        at = {state: i for i, state in enumerate(states)}
        rate, jump = np.zeros((len(states), len(states))), np.zeros((len(states), len(states)))
        for i, state in enumerate(states):
            for speed, after in self.moves(state):
                if speed > 0:
                    rate[i, at[after]] += speed
                    rate[i, i] -= speed
            jump[i, at[self.ticked(state)]] = 1.0
        return states, np.asarray(expm(rate * self.tick) @ jump, np.float64)

    def stationary(self) -> tuple[list[State], FloatArray]:
        states, law = self.week()
        law = np.linalg.matrix_power(law, 2**24)
        return states, law[0] / law[0].sum()


def in_treatment(states: list[State]) -> FloatArray:
    return np.array([t + x for _, _, t, x, _ in states])


def shares(values: FloatArray, chance: FloatArray, most: int) -> FloatArray:
    return np.asarray(np.bincount(values.astype(int), chance, minlength=most + 1), np.float64)


def test_with_frequent_ticks_and_nobody_giving_up_it_is_a_queue_with_servers_and_a_finite_source() -> None:
    pool = Pool(people=4, places=2, ask=0.02, give_up=0.0, take_up=2000.0, leave=0.03, tick=0.005)
    states, chance = pool.stationary()
    inside = np.array([sum(state[:4]) for state in states])
    weight = [1.0]
    for k in range(1, 5):
        weight.append(weight[-1] * 0.02 * (4 - k + 1) / (0.03 * min(k, 2)))
    assert shares(inside, chance, 4) == pytest.approx(np.array(weight) / sum(weight), abs=2e-3)


def test_with_everybody_going_who_is_not_served_at_once_it_is_engsets_loss_and_in_the_limit_erlangs() -> None:
    pool = Pool(people=4, places=2, ask=1e-4, give_up=1.0, take_up=1e5, leave=2e-4, tick=1e-3)
    states, chance = pool.stationary()
    weight = np.array([comb(4, k) * 0.5**k for k in range(3)])
    assert shares(in_treatment(states), chance, 2)[:3] == pytest.approx(weight / weight.sum(), abs=2e-3)
    # Engset's formula with N people asking at a / N each is Erlang's with a load a as N grows.
    load, many = 1.3, 100_000
    engset = np.array([comb(many, k) * (load / many) ** k for k in range(4)])
    erlang = np.array([load**k / factorial(k) for k in range(4)])
    assert engset[-1] / engset.sum() == pytest.approx(erlang[-1] / erlang.sum(), rel=1e-4)


@cache
def exact() -> tuple[list[State], dict[int, FloatArray]]:
    """The chance of every state just after the tick of each week, from c in treatment and nobody waiting."""
    states, law = Pool().week()
    now = np.zeros(len(states))
    now[states.index((0, 0, C, 0, 0))] = 1.0
    found = {0: now}
    for week in range(1, max(WEEKS) + 1):
        found[week] = found[week - 1] @ law
    return states, found


def lived(monkeypatch: pytest.MonkeyPatch, worlds: int, *, more: int = 0) -> dict[int, FloatArray]:
    """Queued, offered, in treatment in every pool just after the tick: week -> (pools x worlds, 3)."""
    monkeypatch.setattr("simulate.world.LEAST_IN_POOL", 1)
    few = only("self_refer", "place", "drop_out")
    opening = {"pathway": [Pathway.NOT_ENGAGED, Pathway.STABILISING]}
    of = regime(capacity={"places": "limited", "spare_places": more / C})
    it = compiled(of, few, opening=opening, changed=NUMBERS)
    stages = np.repeat([Pathway.NOT_ENGAGED, Pathway.STABILISING], [POOLS * (N - C), POOLS * C])
    seen: dict[int, list[FloatArray]] = {week: [] for week in WEEKS}
    for replicate in range(worlds):
        start = started(it, claimants=POOLS * N, weeks=2, seed=seed_of("queue"), replicate=replicate, pathway=stages)
        start.who.area[:] = np.arange(POOLS * N) % POOLS

        def look(world: World) -> None:
            assert len(world.pools) == POOLS and (world.pools.size == N).all()
            if world.week not in seen:
                return
            at = np.append(world.table.statuses().pathway, -1)[world.lives.row]
            offered = world.lives.relative_risk[:, world.column("place")] > 0
            kinds = (
                (at == Pathway.QUEUED) & ~offered, (at == Pathway.QUEUED) & offered, at == Pathway.STABILISING
            )  # fmt: skip
            pool = world.pools.of_claimant
            seen[world.week].append(np.column_stack([np.bincount(pool[one], minlength=POOLS) for one in kinds]))

        live(it, start, weeks=max(WEEKS), ticks=(Places,), each_week=look)
    return {week: np.concatenate(found) for week, found in seen.items()}


def judged(found: dict[int, FloatArray]) -> Compared:
    """The distribution of each number at each week, over independent pools."""
    states, law = exact()
    of_state = np.array([(q, o, t) for q, o, t, _, _ in states])
    names, got, want, spread = [], [], [], []
    for week, numbers in found.items():
        n = len(numbers)
        for column, name in enumerate(("queued", "with an offer", "in treatment")):
            chance = shares(of_state[:, column], law[week], N)
            counted = np.bincount(numbers[:, column].astype(int), minlength=N + 1)
            for k in np.flatnonzero((chance > 1e-12) | (counted > 0)):
                names.append(f"{k} {name} in week {week}")
                got.append(float(counted[k]))
                want.append(float(n * chance[k]))
                spread.append(float(np.sqrt(n * chance[k] * (1 - chance[k]))))
    return compare("queue", names, got, want, spread, counts=True)


@pytest.mark.short
def test_the_queue_is_that_of_the_exact_chain(monkeypatch: pytest.MonkeyPatch, figure: Figure) -> None:
    judged(lived(monkeypatch, 4)).note(figure, f"{4 * POOLS:,} pools of {N} people and {C} places, weeks 1 to 26")


def test_one_place_more_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(lived(monkeypatch, 1, more=1)).failures


@pytest.mark.verify
def test_the_queue_of_many_pools(monkeypatch: pytest.MonkeyPatch, figure: Figure) -> None:
    judged(lived(monkeypatch, 40)).note(figure, f"{40 * POOLS:,} pools of {N} people and {C} places, weeks 1 to 26")
