"""One claimant's life as the second implementation has it, in the form in which the core tells it."""

from collections.abc import Mapping

import numpy as np

from scenarios.schema import Scenario
from simulate.mesa_model.model import Scheme
from simulate.observation import Trace
from simulate.population import make_population
from simulate.status import DEAD


def life_of(
    claimant: int, scenario: Scenario, values: Mapping[str, float], *, claimants: int, weeks: int, seed: int,
    replicate: int,
) -> Trace:  # fmt: skip
    """Live a replicate and tell of one claimant. Everybody is lived, as places and talk are shared.

    values: 'group.name' -> value in weeks and per week, what the scenario assumes among them.
    Raises ValueError as `make_population`.
    """
    population = scenario.population
    people = make_population(
        claimants=claimants, values=values, untreated_people=population.untreated_people, seed=seed,
        replicate=replicate, inflow=population.inflow, outside=population.outside_benefit, weeks=weeks,
    )  # fmt: skip
    model = Scheme(scenario, values, of=people, seed=seed, replicate=replicate)
    opening = model.claimants[claimant].stood().code
    model.run(weeks)
    mine = [event for event in model.events if event.who.index == claimant]
    return Trace(
        number=claimant,
        opening=opening,
        time=np.array([event.time for event in mine]),
        process=tuple(event.process for event in mine),
        outcome=tuple(event.outcome for event in mine),
        before=np.array([event.before.code for event in mine], np.int32),
        after=np.array([DEAD if event.after is None else event.after.code for event in mine], np.int32),
    )
