"""Money: benefit due, withheld by sanctions, recovered as overpayment, paid back on appeal, and what claimants got.

Due = paid + withheld + recovered, and of what was withheld some is paid back; pounds of 2009/10, by year. What is due
follows from the time spent on each benefit by age, so it is counted by itself and not from the others. No more can be
withheld than there were weeks under a sanction, or recovered than weeks in debt, or paid back than was withheld.
Source: parameters.yaml, group benefits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.levers import Benefit
from simulate.arrays import FloatArray
from simulate.entitlement import weekly
from simulate.groups import AGES
from simulate.ledger import Ledger
from simulate.observation import Observation
from simulate.once import once
from simulate.rules import BENEFITS, at_stake, sanctioned
from simulate.status import Debt, Income, Sanction
from simulate.world import World

AT_AGE = np.array([AGES[0] - 1, AGES[0], AGES[1]])
"""An age within each age group; the allowance is the same within one."""
PLAIN: tuple[Benefit, ...] = ("JSA", "IS")
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Money:
    """Pounds of 2009/10 for claimants made, by year: all (years,).

    due: entitlement to JSA, ESA and IS. withheld: by sanctions, hardship payments taken off. recovered: overpayments.
    allowance: treatment allowance paid. back_pay: over the run, of sanctions overturned.
    """

    due: FloatArray
    withheld: FloatArray
    recovered: FloatArray
    allowance: FloatArray
    back_pay: float

    @property
    def paid(self) -> FloatArray:
        """What claimants got of benefits, before any of it was paid back: (years,)."""
        return self.due - self.withheld - self.recovered


@once
def money(seen: Observation, values: Mapping[str, float]) -> Money:
    """The ledger of a run."""
    plain = weekly("JSA", AT_AGE, values)
    esa = float(weekly("ESA", AT_AGE, values)[0])

    def weeks(benefit: Benefit) -> FloatArray:
        """Claimant-weeks on a benefit: (years, ages)."""
        total: FloatArray = seen.group_time["age"][:, seen.where(income=BENEFITS[benefit])].sum(axis=1)
        return total

    def counted(name: str) -> FloatArray:
        """Weeks of benefit, as a counted intensity: (years, ages)."""
        total: FloatArray = seen.group_expected["age"][:, seen.counts.index(name)]
        return total

    def pounds(name: str) -> FloatArray:
        total: FloatArray = counted(f"{name}_jsa_is") @ plain + counted(f"{name}_esa").sum(axis=1) * esa
        return total

    due = sum((weeks(benefit) @ plain for benefit in PLAIN), weeks("ESA").sum(axis=1) * esa)
    back = float(seen.accounts["back_pay"].sum()) if "back_pay" in seen.accounts else 0.0
    return Money(due, pounds("withheld"), pounds("recovered"), counted("allowance_weeks") @ plain, back)


class BackPay:
    """Enters what is paid back when a sanction is overturned: all that it took since it began.

    row, since, taken: (claimants,) where a sanction is being served, from when on the present rules have taken, and
    weeks of benefit that earlier rules had taken until then; of no account for those who serve none.
    """

    def __init__(self, world: World) -> None:
        table = world.table
        at = table.statuses()
        self.process = table.process("appeal")
        serves = world.flag(sanctioned(at))
        self.any = bool(serves.any())
        self.serves = serves
        self.stake = np.stack([np.append(at_stake(at, regime), 0.0) for regime in world.regimes])
        self.on_esa = world.flag(at.income == Income.ESA)
        self.regime = world.lives.regime.copy()
        self.row = np.zeros(len(world.who), np.int64)
        self.since, self.taken = np.zeros(len(world.who)), np.zeros(len(world.who))
        self.esa = float(weekly("ESA", AT_AGE, world.values)[0])
        self.plain = weekly("JSA", world.who.age, world.values)

    def note(self, world: World) -> None:
        """Note when sanctions began, and pay back those overturned."""
        if not self.any:
            return
        self._change_rules(world)
        for batch in world.events:
            starts = np.flatnonzero(self.serves[batch.after] & ~self.serves[batch.before])
            began = batch.who[starts]
            self.row[began], self.since[began], self.taken[began] = batch.after[starts], batch.time[starts], 0.0
            over = np.flatnonzero(batch.process == self.process)
            who, row = batch.who[over], batch.before[over]
            rate = np.where(self.on_esa[row], self.esa, self.plain[who])
            share = self.stake[world.lives.regime[who], row]
            weeks = self.taken[who] + share * (batch.time[over] - self.since[who])
            world.account("back_pay", float((rate * weeks).sum()))
            world.account("back_pay_weeks", float(weeks.sum()))

    def _change_rules(self, world: World) -> None:
        """Write down what the old rules took of those who have come under new ones at the end of the week before."""
        who = np.flatnonzero(world.lives.regime != self.regime)
        now = float(world.week - 1)
        self.taken[who] += self.stake[self.regime[who], self.row[who]] * (now - self.since[who])
        self.since[who] = now
        self.regime[who] = world.lives.regime[who]


UNDER: Mapping[str, Mapping[str, object]] = {
    "withheld": {"sanction": (Sanction.SANCTIONED, Sanction.WRONGED)},
    "recovered": {"debt": Debt.OWING},
}
"""Where alone something is taken."""


def _imbalances(seen: Observation) -> Iterator[str]:
    for name, where in UNDER.items():
        for benefit, income in (("jsa_is", (Income.JSA, Income.IS)), ("esa", Income.ESA)):
            taken = seen.group_expected["age"][:, seen.counts.index(f"{name}_{benefit}")]
            there = seen.group_time["age"][:, seen.where(income=income, **where)].sum(axis=1)
            if (taken > there * (1 + ROUNDING)).any():
                yield f"more weeks of benefit were {name} than there were on {benefit} to take them from"
    back = seen.accounts.get("back_pay_weeks", np.zeros(len(seen.time))).cumsum()
    withheld = seen.expected[:, [seen.counts.index(f"withheld_{benefit}") for benefit in ("jsa_is", "esa")]]
    if (back > withheld.sum(axis=1).cumsum() * (1 + ROUNDING)).any():
        yield "more weeks of benefit were paid back than had been withheld"


MONEY = Ledger("money", _imbalances, BackPay)
