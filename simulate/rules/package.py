"""What an integrated package adds: its parts strengthen one another only where they are planned and given together."""

from scenarios.levers import Regime


def parts(regime: Regime) -> int:
    """How many kinds of help are offered: towards work, mental health, housing, childcare, contact, aftercare.

    Each of them is strengthened where it acts, and nothing else is.
    """
    help_ = regime.support
    to_work = help_.specialist_advisers_per_1000 > 0 or help_.training_in_treatment
    offered = (
        to_work, help_.mental_health, help_.housing_support, help_.childcare, help_.stay_in_touch, help_.aftercare,
    )  # fmt: skip
    return sum(offered)


def package(regime: Regime, complementarity: float) -> float:
    """The power to which each part's own effect is raised: 1 for parts given side by side, or for one part.

    So a part that does nothing by itself does nothing in a package either.
    """
    return complementarity ** max(parts(regime) - 1, 0) if regime.support.integrated else 1.0
