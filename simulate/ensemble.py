"""Many runs: regimes x beliefs x parameter draws x replicates, everything paired.

A task is one draw and one replicate of one belief under every regime, so the claimants and their first thresholds are
made once and shared. Beliefs share them too: the same seed makes the same people with the same luck, and draw k is of
the same ranks whatever the distributions. Tasks are independent and each is a pure function of the plan: workers and
order change no bit.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.beliefs import Belief, apply_belief
from scenarios.errors import RunFailed
from scenarios.parameters import Parameters
from scenarios.schema import Population, Scenario
from simulate.claimants import Claimants
from simulate.draws import batch_seed, batched_draws, parameter_draws
from simulate.observation import Observation
from simulate.population import make_population
from simulate.prepared import compiled_of, values_of
from simulate.run import Start, run_replicate, start_replicate
from simulate.workers import Done, Here, Processes, perform

WEEKS_A_YEAR = 52


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run.

    scenarios: (name, scenario) in order; the first is the base of comparisons. parameters: before any belief.
    claimants: made, each standing for 240,000 / claimants people. weeks: length. draws: of each belief, 1 for central
    values. traced: claimants whose lives are kept. beliefs: laid over the parameters one at a time; without any, the
    parameters as they are count as one. given: values of some parameters by draw, laid over the central ones, where
    draws come from elsewhere (a posterior, the design of a sweep) than the distributions; empty, or as many as draws,
    or as many for each belief, those of the first belief first. batch: draws of a batch, 0 where all draws are one;
    each batch is the whole experiment over again, with ranks and luck of its own, so that batches are independent.
    """

    scenarios: tuple[tuple[str, Scenario], ...]
    parameters: Parameters
    claimants: int
    weeks: int
    replicates: int
    draws: int
    seed: int
    traced: tuple[int, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    given: tuple[Mapping[str, float], ...] = ()
    batch: int = 0

    def tasks(self) -> tuple["Task", ...]:
        """Every task, replicates of the first draw first, each under every belief before the next."""
        return tuple(
            Task(draw, replicate, belief)
            for draw in range(self.draws)
            for replicate in range(self.replicates)
            for belief in range(len(self.beliefs) or 1)
        )

    def believed(self, belief: int = 0) -> Parameters:
        """The parameters as a belief has them; as they are without beliefs. Raises InputError as `apply_belief`."""
        return apply_belief(self.parameters, self.beliefs[belief]) if self.beliefs else self.parameters

    def values(self, belief: int = 0) -> tuple[dict[str, float], ...]:
        """Values of the parameters under a belief, by draw. Raises ValueError as `parameter_draws`."""
        if self.given:
            central = self.believed(belief).values()
            return tuple(central | dict(one) for one in self.given_under(belief))
        if not self.batch:
            return parameter_draws(self.believed(belief), draws=self.draws, seed=self.seed)
        return batched_draws(self.believed(belief), draws=self.draws, seed=self.seed, batch=self.batch)

    def given_under(self, belief: int = 0) -> tuple[Mapping[str, float], ...]:
        """What was given by draw under a belief; nothing where nothing was."""
        return self.given if len(self.given) <= self.draws else self.given[belief * self.draws :][: self.draws]

    def luck(self, draw: int) -> int:
        """The seed of the luck of a draw: that of the plan, or of its batch."""
        return batch_seed(self.seed, draw // self.batch) if self.batch else self.seed

    def assumed(self) -> dict[str, dict[str, float]]:
        """What each scenario assumes besides, whatever is believed or drawn: name -> parameter -> value."""
        return {name: scenario.assumed(self.parameters) for name, scenario in self.scenarios}


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """One draw of the parameters and one replicate, under every regime of the plan. belief: its place in the plan."""

    draw: int
    replicate: int
    belief: int = 0

    def __str__(self) -> str:
        """As a sentence names it."""
        belief = f", belief {self.belief}" if self.belief else ""
        return f"draw {self.draw}, replicate {self.replicate}{belief}"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one regime showed in one task."""

    scenario: str
    task: Task
    observation: Observation


def run_task(plan: Plan, task: Task) -> tuple[Ran, ...]:
    """Run every regime of the plan for one belief, draw and replicate, in the order of the plan.

    Raises ValueError when the plan is impossible, observe.Lost when people or time were not conserved.
    """
    assumed, compiled_by_name = plan.assumed(), compiled_of(plan, task)
    ran = []
    starts: dict[tuple[Population, frozenset[tuple[str, float]]], Start] = {}
    for name, scenario in plan.scenarios:
        compiled = compiled_by_name[name]
        same = (scenario.population, frozenset(assumed[name].items()))
        if same not in starts:
            starts[same] = start_replicate(
                compiled,
                claimants=plan.claimants,
                weeks=plan.weeks,
                seed=plan.luck(task.draw),
                replicate=task.replicate,
            )
        seen = run_replicate(compiled, starts[same], weeks=plan.weeks, traced=plan.traced)
        ran.append(Ran(name, task, seen))
    return tuple(ran)


def people(plan: Plan, task: Task) -> Claimants:
    """The claimants of a task under its first scenario."""
    name, scenario = plan.scenarios[0]
    population = scenario.population
    values = values_of(plan, task) | plan.assumed()[name]
    return make_population(
        claimants=plan.claimants, values=values, untreated_people=population.untreated_people,
        seed=plan.luck(task.draw), replicate=task.replicate, inflow=population.inflow,
        outside=population.outside_benefit, weeks=plan.weeks,
    )  # fmt: skip


def shard(tasks: Sequence[Any], one: int, of: int) -> Sequence[Any]:
    """The part of some tasks that job `one` (from 1) of `of` is to do: together they are all, and no two share any.

    Parts are of equal length but for one task, and each is a stretch of the order, so that draws stay together.
    """
    return tasks[len(tasks) * (one - 1) // of : len(tasks) * one // of]


def run_plan(
    plan: Plan,
    *,
    workers: int = 1,
    done: Callable[[Task], None] | None = None,
    only: tuple[Task, ...] | None = None,
) -> Iterator[tuple[Ran, ...]]:
    """Run the tasks of a plan and give each as it is done: in any order, since each knows its own place.

    workers: processes; 1 runs here. done: told of each finished task. only: these tasks instead of all.
    Raises RunFailed for the first task that fails; `simulate.workers.perform` goes on with the others.
    """
    tasks = plan.tasks() if only is None else only
    on = Here() if workers == 1 or len(tasks) == 1 else Processes(workers)
    for answer in perform(plan, tasks, work=run_task, on=on):
        if not isinstance(answer, Done):
            raise RunFailed(f"{answer.task}: {answer.why}")
        yield answer.result
        if done:
            done(answer.task)
