"""Identical until they differ: a change of regime changes nothing before its day, event by event."""

from collections.abc import Iterator
from datetime import timedelta

from scenarios.schema import Change, Scenario
from simulate.law import Law, Trial, unlike
from simulate.observe import PERIOD

PERIODS = 2
"""Whole periods lived before the change that is tried."""


def _changed(scenario: Scenario) -> Scenario:
    """The same with childcare the other way round from a day on, everywhere."""
    day = scenario.calendar.start + timedelta(weeks=PERIODS * PERIOD)
    overlay = {"support": {"childcare": not scenario.regime.support.childcare}, "capacity": {"spare_places": 5.0}}
    change = Change.model_validate({"from": day, "set": overlay})
    return scenario.model_copy(update={"changes": (*scenario.changes, change)})


def breaches(trial: Trial) -> Iterator[str]:
    """Where the two differ before the day."""
    before = slice(0, PERIODS)
    changed = trial.run("changed later", scenario=_changed(trial.scenario))
    yield from unlike(trial.as_it_is(), changed, before)


UNTIL_THEY_DIFFER = Law(
    "identical until they differ",
    "Two regimes are identical, to the bit, until the day on which they differ.",
    breaches,
)
