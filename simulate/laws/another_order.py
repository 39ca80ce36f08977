"""Another order: whoever is compared with it and when it is run, and lists that have no order, change nothing.

A scenario is run again after another one has been; and with whom the rules are for, who is exempt and which agencies
are alert written the other way round.
"""

from collections.abc import Iterator

from scenarios.levers import Regime
from simulate.law import Law, Trial, amended, unlike


def _reversed(regime: Regime) -> Regime:
    return amended(
        regime,
        oblige={"benefits": regime.oblige.benefits[::-1], "exempt": regime.oblige.exempt[::-1]},
        identify={"alert": regime.identify.alert[::-1]},
    )


def _another(regime: Regime) -> Regime:
    """Another scenario for the same people: nothing at all is done."""
    return Regime()


def breaches(trial: Trial) -> Iterator[str]:
    """Where it differs from when it was run first."""
    first = trial.as_it_is()
    trial.run("another in between", _another, weeks=13)
    for said in unlike(first, trial.run("run again")):
        yield f"run again after another scenario: {said}"
    for said in unlike(first, trial.run("lists reversed", _reversed)):
        yield f"with lists in another order: {said}"


ANOTHER_ORDER = Law(
    "another order",
    "What else is run, in which order, and the order of lists that have none change nothing, to the bit.",
    breaches,
)
