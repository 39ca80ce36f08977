"""Money taken and paid: what claimants were entitled to, what rules withheld, and what was paid back."""

import numpy as np

from results.blocks import Block, Prose
from results.outcome import Values
from results.paired import paired_table
from results.section import Context, Section
from simulate.arrays import FloatArray
from simulate.ledgers.money import money
from simulate.observation import Observation

ROWS = (
    "Entitlement to JSA, ESA and Income Support",
    "Withheld by sanctions, less hardship payments",
    "Recovered as overpayments",
    "Paid back on appeal",
    "Treatment allowance paid",
    "Paid to claimants in all",
)


def _read(seen: Observation, values: Values) -> FloatArray:
    """Pounds of 2009/10 in England over the run: (ROWS,)."""
    one = money(seen, values)
    due, withheld, recovered, allowance = (
        float(year.sum()) for year in (one.due, one.withheld, one.recovered, one.allowance)
    )
    paid = due - withheld - recovered + one.back_pay + allowance
    return np.array([due, withheld, recovered, one.back_pay, allowance, paid], np.float64) * seen.weight


def build(context: Context) -> tuple[Block, ...]:
    """One table."""
    return (
        Prose(
            "Benefits of single people without additions, at the rates of 2009/10. Housing Benefit, the cost of "
            "treatment, of staff and of crime are not in it, so this is not a balance of costs and benefits."
        ),
        paired_table(
            context,
            context.gathered.arrays["money"],
            ROWS,
            caption=f"Benefit money in {context.manifest.length}, England",
            head="Pounds of 2009/10",
        ),
    )


MONEY = Section("money", "Benefit money", build, {"money": _read})
