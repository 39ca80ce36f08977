"""The future casts no shadow: a shorter run is, to the bit, the beginning of a longer one."""

from collections.abc import Iterator

from scenarios.schema import Scenario
from simulate.law import Law, Trial, unlike
from simulate.observe import PERIOD

PERIODS = 2


def breaches(trial: Trial) -> Iterator[str]:
    """Where the two differ."""
    first = slice(0, PERIODS)
    yield from unlike(trial.run("half a year", weeks=PERIODS * PERIOD), trial.as_it_is(), first)


def spared(scenario: Scenario) -> str | None:
    """Whether people come in later: how many are made depends on how long the run is."""
    return "who comes in later depends on how long there is to come" if scenario.population.inflow else None


NO_TOMORROW = Law(
    "no shadow of the future", "A shorter run is, to the bit, the beginning of a longer one.", breaches, spared
)
