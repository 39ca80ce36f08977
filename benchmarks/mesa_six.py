"""The second opponent: the six-hazard model of `six.py` in Mesa, one object a claimant, in weekly steps.

As a Mesa user would write it: a Model, an Agent subclass, `create_agents`, every agent stepped once a week.
The chance of something in a week is 1 - exp(-total hazard), and what it is follows the hazards.
"""

from collections import Counter
from collections.abc import Mapping
from math import exp

import mesa

from benchmarks.six import TREATED_AT_START, Six


class Scheme(mesa.Model):
    """Claimants and the rates they live under, per week."""

    def __init__(self, claimants: int, numbers: Mapping[str, float], *, seed: int) -> None:
        super().__init__(rng=seed)
        self.numbers = numbers
        self.events: Counter[str] = Counter()
        treated = round(TREATED_AT_START * claimants)
        Claimant.create_agents(self, claimants, [i < treated for i in range(claimants)])

    def step(self) -> None:
        """Live one week."""
        self.agents.do("step")


class Claimant(mesa.Agent):
    """One claimant; the dead leave the model."""

    model: Scheme

    def __init__(self, model: Scheme, treated: bool) -> None:
        super().__init__(model)
        self.treated = treated
        self.recovered = False
        self.record = False

    def hazards(self) -> tuple[tuple[str, float], ...]:
        """What can happen now, and how often a week."""
        rates = self.model.numbers
        if self.treated:
            return (
                ("drop_out", rates["drop_out"]),
                ("complete", rates["complete"]),
                ("arrest", rates["arrest"] * rates["arrest_in_treatment"]),
                ("die", rates["die"]),
            )
        death = ("die", rates["die"] * rates["die_out_of_treatment"])
        if self.recovered:
            return (("relapse", rates["relapse"]), death)
        return (("start", rates["start"]), ("arrest", rates["arrest"]), death)

    def step(self) -> None:
        """Live one week: at most one thing happens."""
        hazards = self.hazards()
        total = sum(rate for _, rate in hazards)
        if self.random.random() < 1 - exp(-total):
            events, rates = zip(*hazards, strict=True)
            self.happen(self.random.choices(events, rates)[0])

    def happen(self, event: str) -> None:
        """What follows from an event."""
        self.model.events[event] += 1
        if event == "start":
            self.treated = True
        elif event == "drop_out":
            self.treated = False
        elif event == "complete":
            self.treated, self.recovered = False, True
        elif event == "relapse":
            self.recovered = False
        elif event == "arrest":
            self.record = True
        else:
            self.remove()


def run_mesa(numbers: Mapping[str, float], claimants: int, *, weeks: int, seed: int) -> Six:
    """Live the six-hazard model in Mesa."""
    model = Scheme(claimants, numbers, seed=seed)
    for _ in range(weeks):
        model.step()
    alive = [agent for agent in model.agents if isinstance(agent, Claimant)]
    return Six(
        dead=claimants - len(alive),
        treated=sum(one.treated for one in alive),
        recovered=sum(one.recovered for one in alive),
        record=sum(one.record for one in alive),
        events=dict(model.events),
    )
