"""Unlimited places displace nobody: without a queue for places the displacement ledger is empty."""

from collections.abc import Iterator

from scenarios.levers import Regime
from simulate.law import Law, Trial, amended
from simulate.ledgers.displacement import displacement


def _unlimited(regime: Regime) -> Regime:
    return amended(regime, capacity={"places": "unlimited"})


def breaches(trial: Trial) -> Iterator[str]:
    """Whether anybody was displaced."""
    ledger = displacement(trial.run("unlimited places", _unlimited))
    if ledger.volunteers.any() or ledger.waiting.any():
        yield f"{ledger.volunteers.sum():.0f} volunteers were displaced although places are unlimited"


UNLIMITED_PLACES = Law("unlimited places", "With unlimited places no volunteer is displaced.", breaches)
