"""A sanction of nothing is no sanction: a cut of 0 changes as much as none at all."""

from collections.abc import Iterator

from scenarios.levers import Dose, Regime
from scenarios.schema import Scenario
from simulate.law import Law, Trial, amended, regimes_of, unlike


def _cut_nothing(regime: Regime) -> Regime:
    def nothing(dose: Dose | None) -> Dose | None:
        return dose and dose.model_copy(update={"share_of_benefit": 0.0})

    it = regime.sanction
    return amended(regime, sanction={name: nothing(getattr(it, name)) for name in ("jsa", "esa", "income_support")})


def _none(regime: Regime) -> Regime:
    return amended(regime, sanction=dict.fromkeys(("jsa", "esa", "income_support")))


def breaches(trial: Trial) -> Iterator[str]:
    """Where the two differ."""
    yield from unlike(trial.run("cuts of nothing", _cut_nothing), trial.run("no sanctions", _none))


def spared(scenario: Scenario) -> str | None:
    """Whether there is no sanction anyway."""
    return None if any(regime.sanctions for regime in regimes_of(scenario)) else "there is no sanction"


ZERO_SANCTION = Law(
    "a sanction of nothing", "A sanction that takes 0 pounds is the same, to the bit, as none.", breaches, spared
)
