"""Many runs: paired, and the same however they are run."""

import numpy as np

from scenarios.parameters import load_parameters
from simulate.ensemble import Plan, Ran, run_plan
from tests.simulate.worlds import equal, scenario


def plan(*names: str, draws: int = 2, replicates: int = 2) -> Plan:
    return Plan(
        scenarios=tuple((name, scenario(name)) for name in names),
        parameters=load_parameters(),
        claimants=600,
        weeks=30,
        replicates=replicates,
        draws=draws,
        seed=1,
    )


def ran(it: Plan, workers: int = 1) -> dict[tuple[str, int, int], Ran]:
    return {
        (one.scenario, one.task.draw, one.task.replicate): one for task in run_plan(it, workers=workers) for one in task
    }


def test_workers_change_no_bit() -> None:
    one, two = (ran(plan("voluntary_2009", "act_2009"), workers) for workers in (1, 2))
    assert one.keys() == two.keys() and len(one) == 8
    assert all(equal(one[key].observation, two[key].observation) for key in one)


def test_a_regime_runs_the_same_in_company_and_alone() -> None:
    together, alone = ran(plan("none", "voluntary_2009", "act_2009")), ran(plan("act_2009"))
    for key, one in alone.items():
        assert equal(one.observation, together[key].observation)


def test_replicates_and_draws_differ_but_regimes_share_their_people() -> None:
    seen = ran(plan("voluntary_2009", "act_2009"))
    base = seen["voluntary_2009", 0, 0].observation
    assert not equal(base, seen["voluntary_2009", 0, 1].observation)
    assert not equal(base, seen["voluntary_2009", 1, 0].observation)
    other = seen["act_2009", 0, 0].observation

    def opening(of: Ran) -> dict[int, int]:
        census = of.observation.census[0]
        return {int(c): int(n) for c, n in zip(of.observation.codes, census, strict=True) if n}

    assert opening(seen["voluntary_2009", 0, 0]) == opening(seen["act_2009", 0, 0])
    assert not np.array_equal(base.codes, other.codes)
