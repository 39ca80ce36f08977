"""More places never lengthen the wait: half as many places again, and the mean wait of those assessed is no longer."""

from collections.abc import Iterator

from scenarios.levers import Regime
from scenarios.schema import Scenario
from simulate.law import Law, Trial, amended, regimes_of
from simulate.observation import Observation
from simulate.status import Pathway

MORE = 0.5
"""Spare places besides, as a share of the opening caseload."""


def _more(regime: Regime) -> Regime:
    return amended(regime, capacity={"spare_places": regime.capacity.spare_places + MORE})


def mean_wait(seen: Observation) -> float:
    """Weeks waited for treatment to start, by each person assessed: nought where nobody was."""
    moves = seen.moves["pathway"]
    others = [level for level in range(len(Pathway)) if level != Pathway.QUEUED]
    came = int(moves[:, :, others, Pathway.QUEUED].sum())
    waited = float(seen.time[:, seen.where(pathway=Pathway.QUEUED)].sum())
    return waited / came if came else 0.0


def breaches(trial: Trial) -> Iterator[str]:
    """Whether the wait is longer."""
    few, many = mean_wait(trial.as_it_is()), mean_wait(trial.run("more places", _more))
    if many > few:
        yield f"the mean wait is {many:.4f} weeks with more places, {few:.4f} without"


def spared(scenario: Scenario) -> str | None:
    """Whether places are unlimited anyway."""
    limited = any(regime.capacity.places != "unlimited" for regime in regimes_of(scenario))
    return None if limited else "places are unlimited"


MORE_PLACES = Law("more places", "More places never lengthen the mean wait.", breaches, spared)
