"""Vivarium: a state machine for treatment, and components for records and deaths, as its disease example is written.

Rates are rate pipelines, which the framework turns into those of a step; chances are the rates of the step themselves,
which is its default ("linear"). Common random numbers are addressed by decision and simulant. Treatment moves first,
then come arrests, then deaths; the dead are no longer tracked.
"""

from typing import Any

import numpy as np
import pandas as pd
from vivarium.engine import Component, InteractiveContext
from vivarium.engine.framework.engine import Builder
from vivarium.engine.framework.event import Event
from vivarium.engine.framework.population import SimulantData
from vivarium.engine.framework.state_machine import Machine, State, Transition
from vivarium.engine.framework.utilities import rate_to_probability

from benchmarks.peers.common import Counts, Live, Work, counted_by, opening

NAMES = ("untreated", "treated", "recovered")
YEAR_OF_WEEKS = 365 / 7
"""Rate pipelines take rates per year of 365 days."""


class Move(Transition):
    """From one state of treatment to another, at a rate."""

    def __init__(self, origin: State, to: State, rate: float) -> None:
        super().__init__(origin, to, probability_func=self.chance)
        self.pipeline, self.rate = f"{origin.state_id}_to_{to.state_id}.rate", rate * YEAR_OF_WEEKS

    def setup(self, builder: Builder) -> None:
        """Register the rate."""
        super().setup(builder)
        builder.value.register_rate_producer(self.pipeline, source=lambda index: pd.Series(self.rate, index=index))

    def chance(self, index: "pd.Index[int]") -> "pd.Series[float]":
        """Chance of the step."""
        return pd.Series(rate_to_probability(self.population_view.get(index, self.pipeline)))


class Treatment(Machine):
    """The state machine."""

    def __init__(self, work: Work) -> None:
        states = [State(name) for name in NAMES]
        untreated, treated, recovered = states
        for state in (untreated, treated):
            state.initialization_weights = 0.5
        for origin, to, event in (
            (untreated, treated, "start"),
            (treated, untreated, "drop_out"),
            (treated, recovered, "complete"),
            (recovered, untreated, "relapse"),
        ):
            origin.add_transition(Move(origin, to, work.rates[event]))
        super().__init__("treatment", states)

    def initialize_state(self, pop_data: SimulantData) -> None:
        """Open with the first half in treatment, not with half of them on average."""
        states = np.array(NAMES)[opening(len(pop_data.index))]
        self.population_view.initialize(pd.Series(states, index=pop_data.index, name="treatment"))


class ByTreatment(Component):
    """Something that befalls people at a rate that goes by treatment, and sets a column of its own."""

    column = ""

    def __init__(self, rates: dict[str, float]) -> None:
        super().__init__()
        self.rates = {state: rate * YEAR_OF_WEEKS for state, rate in rates.items()}

    def setup(self, builder: Builder) -> None:
        """Register the rate and the column."""
        self.randomness = builder.randomness.get_stream(self.column)
        builder.value.register_rate_producer(f"{self.column}.rate", source=self.rate, required_resources=["treatment"])
        builder.population.register_initializer(initializer=self.initialize, columns=self.column)

    def initialize(self, pop_data: SimulantData) -> None:
        """Nobody yet."""
        self.population_view.initialize(pd.Series(False, index=pop_data.index, name=self.column))

    def rate(self, index: "pd.Index[int]") -> "pd.Series[float]":
        """Rate a year."""
        at = self.population_view.get(index, "treatment")
        rate = np.zeros(len(at))
        for state, here in self.rates.items():
            rate[(at == state).to_numpy()] = here
        return pd.Series(rate, index=at.index)

    def on_time_step(self, event: Event) -> None:
        """Live one week."""
        rate = self.population_view.get(event.index, f"{self.column}.rate")
        struck = self.randomness.filter_for_rate(rate.index, rate)  # of those tracked
        self.population_view.update(self.column, lambda _: pd.Series(True, index=struck))


class Arrests(ByTreatment):
    """Arrests leave a record."""

    column = "record"


class Deaths(ByTreatment):
    """The dead are no longer tracked."""

    column = "dead"

    def setup(self, builder: Builder) -> None:
        """As the others, and not tracked."""
        super().setup(builder)
        builder.population.register_tracked_query("dead == False")


def vivarium(work: Work) -> Live:
    """Make the simulation and its population."""
    rates = work.rates
    arrest, out = rates["arrest"], rates["die"] * rates["die_out_of_treatment"]
    arrests = {"untreated": arrest, "treated": arrest * rates["arrest_in_treatment"], "recovered": 0.0}
    configuration: dict[str, Any] = {
        "population": {"population_size": work.claimants},
        "time": {"step_size": 7, "start": {"year": 2009, "month": 1, "day": 5}},
        "randomness": {"random_seed": work.seed},
    }
    simulation = InteractiveContext(
        components=[
            Treatment(work),
            Arrests(arrests),
            Deaths({"untreated": out, "treated": rates["die"], "recovered": out}),
        ],
        configuration=configuration,
        logging_verbosity=0,
    )

    def live() -> Counts:
        simulation.take_steps(work.weeks, with_logging=False)
        people = simulation.get_population(["treatment", "record", "dead"])
        alive = people[~people["dead"]]
        use = alive["treatment"].map({name: use for use, name in enumerate(NAMES)})
        return counted_by(use, alive["record"], work.claimants)

    return live
