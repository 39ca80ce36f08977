"""Many runs: paired, and the same however they are run."""

from dataclasses import replace

import numpy as np
import pytest

from scenarios.beliefs import load_belief
from scenarios.errors import InputError
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan, Ran, Task, run_plan
from tests.simulate.worlds import equal, scenario


def plan(*names: str, draws: int = 2, replicates: int = 2, beliefs: tuple[str, ...] = ()) -> Plan:
    return Plan(
        scenarios=tuple((name, scenario(name)) for name in names),
        parameters=load_parameters(),
        claimants=600,
        weeks=30,
        replicates=replicates,
        draws=draws,
        seed=1,
        beliefs=tuple(load_belief(name) for name in beliefs),
    )


def opening(of: Ran) -> dict[int, int]:
    """Status code -> how many begin in it."""
    census = of.observation.census[0]
    return {int(c): int(n) for c, n in zip(of.observation.codes, census, strict=True) if n}


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

    assert opening(seen["voluntary_2009", 0, 0]) == opening(seen["act_2009", 0, 0])
    assert not np.array_equal(base.codes, other.codes)


def test_without_beliefs_the_parameters_are_taken_as_they_are() -> None:
    bare, even = plan("none"), plan("none", beliefs=("even_handed",))
    assert bare.believed() == bare.parameters and bare.values() == even.values()
    assert bare.tasks() == even.tasks() == (Task(0, 0), Task(0, 1), Task(1, 0), Task(1, 1))


def test_several_beliefs_are_tasks_each_as_if_it_stood_alone() -> None:
    both = plan("voluntary_2009", "act_2009", beliefs=("minister", "smmgp"))
    assert len(both.tasks()) == len(set(both.tasks())) == 8
    seen = {(one.scenario, one.task): one for task in run_plan(both, workers=2) for one in task}
    assert len(seen) == 16
    for at, name in enumerate(("minister", "smmgp")):
        for key, one in ran(plan("voluntary_2009", "act_2009", beliefs=(name,))).items():
            task = Task(one.task.draw, one.task.replicate, at)
            assert equal(one.observation, seen[key[0], task].observation), (name, task)


def test_beliefs_share_their_people_and_differ_in_what_becomes_of_them() -> None:
    seen = {
        one.task.belief: one
        for task in run_plan(plan("act_2009", draws=1, replicates=1, beliefs=("minister", "smmgp")))
        for one in task
    }
    assert opening(seen[0]) == opening(seen[1])
    assert not equal(seen[0].observation, seen[1].observation)


def test_a_belief_may_not_set_what_is_settled() -> None:
    belief = load_belief("minister")
    moved = {"die.male": belief.settings["contested.push"]}
    wrong = replace(belief, settings=moved, marks={"die.male": (1, 1)})
    with pytest.raises(InputError, match="its kind is evidence"):
        replace(plan("none"), beliefs=(wrong,)).values()


def test_values_given_by_draw_stand_over_the_central_ones() -> None:
    central = load_parameters().values()
    rows = ({"contested.push": 1.1}, {"contested.push": 2.0, "trust.memory": 40.0})
    it = replace(plan("act_2009"), given=rows)
    assert it.values() == tuple(central | row for row in rows)
    drawn = ran(replace(it, given=tuple(plan("act_2009").values())))
    assert all(equal(drawn[key].observation, one.observation) for key, one in ran(plan("act_2009")).items())
