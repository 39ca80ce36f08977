"""No detection, no mandate: where nobody is ever found, obligations and sanctions change nothing.

What the bare threat does to people whom nobody has found (contested: norm, avoidance, spill_over) is held neutral, and
nobody reports on them.
"""

from collections.abc import Iterator

from scenarios.levers import Fraud, Identify, Oblige, Regime, Sanction
from scenarios.schema import Scenario
from simulate.law import Law, Trial, regimes_of, unlike

UNFELT = {"contested.norm": 1.0, "contested.avoidance": 1.0, "contested.spill_over": 1.0}
NOT_ASKED = {"telling.asked": 0.0}


def _blind(regime: Regime) -> Regime:
    """Every way of finding people shut; what says how many coordinators and advisers there are stays."""
    kept = {
        name: getattr(regime.identify, name)
        for name in ("coordinators_per_district", "trained_advisers", "gp_route", "gp_incentive", "drug_scope",
                     "needle_exchange_route", "community_links", "alert")
    }  # fmt: skip
    oblige = regime.oblige.model_copy(update={"providers_report": False})
    pay = regime.pay.model_copy(update={"treatment_allowance": False})  # who draws it has told the Jobcentre
    return regime.model_copy(update={"identify": Identify().model_copy(update=kept), "oblige": oblige, "pay": pay})


def _voluntary(regime: Regime) -> Regime:
    """Blind and nothing required; who is free of the obligations stays written down, as statuses tell them apart."""
    blind = _blind(regime)
    free = Oblige().model_copy(update={"exempt": regime.oblige.exempt})
    return blind.model_copy(update={"oblige": free, "sanction": Sanction(), "fraud": Fraud()})


def breaches(trial: Trial) -> Iterator[str]:
    """Where the two differ."""
    numbers = UNFELT | NOT_ASKED
    blind = trial.run("nobody found", _blind, values=numbers)
    yield from unlike(blind, trial.run("nobody found or obliged", _voluntary, values=numbers))


def spared(scenario: Scenario) -> str | None:
    """Whether nothing is required anyway, or hearsay makes people fear what they have not met."""
    regimes = regimes_of(scenario)
    if not any(regime.obliges for regime in regimes):
        return "nothing is required of anybody"
    if any(regime.believe.information == "hearsay" for regime in regimes):
        return "people go by hearsay, so a threat is felt without anybody being found"
    return None


NO_DETECTION = Law(
    "no detection",
    "Where nobody is ever found, obligations and sanctions change nothing, to the bit.",
    breaches,
    spared,
)
