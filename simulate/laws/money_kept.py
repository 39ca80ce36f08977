"""Every pound is somewhere: what is due is paid, withheld or recovered, and only a sanction withholds.

The ledger of benefit balances in every run; here it is held to the rules: nothing is paid back beyond what was
withheld, nothing withheld where nothing can be.
"""

from collections.abc import Iterator

from simulate.law import Law, Trial
from simulate.ledgers.money import money

ROUNDING = 1e-9


def breaches(trial: Trial) -> Iterator[str]:
    """Pounds that are there twice, or nowhere."""
    of = money(trial.as_it_is(), trial.values)
    slack = ROUNDING * float(of.due.sum())
    for name, pounds in (("paid", of.paid), ("withheld", of.withheld), ("recovered", of.recovered)):
        if (pounds < -slack).any():
            yield f"{pounds.min():,.2f} pounds of benefit were {name} in a year"
    if (of.paid + of.withheld + of.recovered - of.due > slack).any() or (of.paid > of.due + slack).any():
        yield "more was paid, withheld and recovered than was due"
    if of.back_pay > of.withheld.sum() + slack:
        yield f"{of.back_pay:,.2f} pounds were paid back of {of.withheld.sum():,.2f} withheld"
    if not any(regime.sanctions for regime in trial.regimes) and of.withheld.any():
        yield f"{of.withheld.sum():,.2f} pounds were withheld where there is no sanction"
    if not any(regime.pay.treatment_allowance for regime in trial.regimes) and of.allowance.any():
        yield f"{of.allowance.sum():,.2f} pounds of an allowance were paid that there is not"


MONEY_KEPT = Law(
    "every pound is somewhere",
    "Benefit due is paid, withheld or recovered; nothing is withheld without a sanction, or paid back beyond it.",
    breaches,
)
