"""What several submodels do alike. Shapes: statuses and results are (n,), one for each status asked about.

where.py: where somebody stands. stakes.py: what a sanction or a debt takes. obligations.py: who must do what, and what
being known, a breach or leaving a benefit changes. perceived.py: what people think is at stake. asking.py: what it is
to be asked about drugs. arrive.py: what a new regime changes on its first day. No number of the model stands here.
"""

from simulate.rules.obligations import (
    breach,
    free_in_treatment,
    freed,
    known,
    let_off_in_treatment,
    obliged,
    to_benefit,
    to_income,
    without_rules,
)
from simulate.rules.perceived import perceives_reports, perceives_threat, reports
from simulate.rules.stakes import (
    at_stake,
    carries_rules,
    over_a_sanction,
    sanction_weeks,
    threatened,
    under_obligations,
    without_income,
)
from simulate.rules.where import (
    BENEFITS,
    REACHABLE,
    among,
    by_benefit,
    homeless,
    in_treatment,
    is_known,
    on_benefit,
    out_of_treatment,
    sanctioned,
    seeks_work,
)

__all__ = [
    "BENEFITS", "REACHABLE", "among", "at_stake", "breach", "by_benefit", "carries_rules", "free_in_treatment", "freed",
    "homeless", "in_treatment", "is_known", "known", "let_off_in_treatment", "obliged", "on_benefit",
    "out_of_treatment", "over_a_sanction", "perceives_reports", "perceives_threat", "reports", "sanction_weeks",
    "sanctioned", "seeks_work", "threatened", "to_benefit", "to_income", "under_obligations", "without_income",
    "without_rules",
]  # fmt: skip
