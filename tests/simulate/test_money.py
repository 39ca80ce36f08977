"""Money: due, withheld, recovered and paid, of four people by hand and of a whole run life by life; back pay by hand.

Nothing here can fail by chance: a run is compared with its own lives.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from scenarios.schema import Change, Scenario
from simulate.entitlement import weekly
from simulate.ledgers.money import MONEY, BackPay, money
from simulate.observation import Observation
from simulate.run import Start, compile_scenario, run_replicate, start_replicate
from simulate.status import DEAD, Debt, Income, Knowledge, Ladder, Mandate, Sanction, unpack
from simulate.world import World
from tests.simulate.by_hand import row, stand, week, world_of
from tests.simulate.lived import Life, observed
from tests.simulate.worlds import scenario, values, with_regime

YOUNG, THIRTY, OLDER = 0, 1, 2
"""Age groups."""
SANCTIONED, OVER = {"sanction": Sanction.SANCTIONED}, {"sanction": Sanction.NONE}
FOUR = (
    # 26 weeks of JSA under 25, all of it taken for 4 weeks: 26 x 50.95 = 1,324.70 due, 4 x 50.95 = 203.80 withheld.
    Life(
        {"income": Income.JSA},
        ((3.0, "decide", "sanctioned", SANCTIONED), (7.0, "sanction_ends", "served", OVER)),
        age=YOUNG,
    ),
    # 20 weeks of ESA, then work; 0.142 taken for 5 weeks: 20 x 89.80 = 1,796.00 due, 0.71 x 89.80 = 63.758 withheld.
    Life(
        {"income": Income.ESA},
        (
            (3.0, "decide", "good cause refused", {"sanction": Sanction.WRONGED}),
            (8.0, "appeal", "overturned", OVER),
            (20.0, "find_work", "work", {"income": Income.WORK}),
        ),
        age=THIRTY,
    ),
    # 26 weeks of Income Support, 0.15 taken back for 10: 26 x 64.30 = 1,671.80 due, 1.5 x 64.30 = 96.45 recovered.
    Life(
        {"income": Income.IS},
        (
            (4.0, "fraud_inquiry", "overpayment", {"debt": Debt.OWING}),
            (14.0, "debt_repaid", "repaid", {"debt": Debt.NONE}),
        ),
        age=OLDER,
    ),
    # 12 weeks on an allowance of 1.5 times the benefit, then nothing, then dead: no benefit due, 18 x 64.30 = 1,157.40.
    Life(
        {"income": Income.ALLOWANCE},
        ((12.0, "walk_away", "nothing", {"income": Income.NOTHING}), (25.0, "die", "died", None)),
        age=OLDER,
    ),
)
TAKEN = {
    "withheld_jsa_is": (4.0, 0.0, 0.0), "withheld_esa": (0.0, 0.71, 0.0), "recovered_jsa_is": (0.0, 0.0, 1.5),
    "allowance_weeks": (0.0, 0.0, 18.0),
}  # fmt: skip


def test_four_people_by_hand() -> None:
    seen = observed(*FOUR, by_age=TAKEN, accounts={"back_pay": (40.0, 2.5)})
    made = money(seen, values())
    assert made.due.tolist() == pytest.approx([1324.70 + 1796.00 + 1671.80])
    assert made.withheld.tolist() == pytest.approx([203.80 + 63.758])
    assert made.recovered.tolist() == pytest.approx([96.45])
    assert made.allowance.tolist() == pytest.approx([1157.40])
    assert made.paid.tolist() == pytest.approx([4792.50 - 267.558 - 96.45])
    assert made.back_pay == 42.5
    assert list(MONEY.imbalances(seen)) == []


def test_a_run_without_an_appeal_pays_nothing_back() -> None:
    assert money(observed(*FOUR, by_age=TAKEN), values()).back_pay == 0.0


# ------------------------------------------------------------------------------------------- back pay by hand

RULES = {"mandate": Mandate.REQUIRED, "knowledge": Knowledge.IDENTIFIED}
ON_JSA, ON_ESA, ON_IS = ({**RULES, "income": income} for income in (Income.JSA, Income.ESA, Income.IS))
KEPT = 1 - 0.1 * 0.6
"""A tenth of sanctions are met by a hardship payment of 0.6 of what they take, so 0.94 of it is taken on average."""


class Sanctions:
    """A world under the Green Paper in which a test imposes and overturns sanctions."""

    def __init__(self, it: Scenario | None = None) -> None:
        self.world: World = world_of(it or scenario("green_paper_2008"))
        self.book = BackPay(self.world)
        self.age = self.world.who.age

    def of_age(self, *, young: bool) -> int:
        return int(np.flatnonzero((self.age < 25) == young)[0])

    def rows(self, levels: Mapping[str, int], served: Sanction) -> tuple[int, int, int]:
        free, pending, serves = (row(self.world.table, **levels, sanction=sanction)
                                 for sanction in (Sanction.NONE, Sanction.PENDING, served))  # fmt: skip
        return free, pending, serves

    def lives(self, number: int, *moves: tuple[int, float, str, str, int, int]) -> float:
        """A week of these moves; pounds paid back in it."""
        before = self.world.accounts.get("back_pay", 0.0)
        week(self.world, number, *moves)
        self.book.note(self.world)
        return self.world.accounts.get("back_pay", 0.0) - before


@pytest.mark.parametrize(
    ("levels", "young", "pounds"),
    [
        (ON_JSA, True, 2.5 * 50.95 * KEPT),  # 119.73
        (ON_JSA, False, 2.5 * 64.30 * KEPT),  # 151.11
        (ON_ESA, True, 2.5 * 89.80 * 0.142 * KEPT),  # 29.97: the component, at any age
        (ON_ESA, False, 2.5 * 89.80 * 0.142 * KEPT),
        (ON_IS, True, 2.5 * 50.95 * 0.2 * KEPT),  # 23.95
        (ON_IS, False, 2.5 * 64.30 * 0.2 * KEPT),  # 30.22
    ],
)
@pytest.mark.parametrize("served", [Sanction.SANCTIONED, Sanction.WRONGED])
def test_two_and_a_half_weeks_are_paid_back(
    levels: Mapping[str, int], young: bool, pounds: float, served: Sanction
) -> None:
    """Imposed at week 2.25, overturned at 4.75."""
    court = Sanctions()
    who = court.of_age(young=young)
    free, pending, serves = court.rows(levels, served)
    stand(court.world, who, pending)
    outcome = "sanctioned" if served == Sanction.SANCTIONED else "good cause refused"
    assert court.lives(3, (who, 2.25, "decide", outcome, pending, serves)) == 0
    assert court.lives(4) == 0
    assert court.lives(5, (who, 4.75, "appeal", "overturned", serves, free)) == pytest.approx(pounds, rel=1e-12)


def test_a_sanction_that_is_served_pays_nothing_back_and_the_next_counts_from_its_own_start() -> None:
    court = Sanctions()
    who = court.of_age(young=False)
    _, pending, serves = court.rows(ON_JSA, Sanction.SANCTIONED)
    again = {**ON_JSA, "ladder": Ladder.SECOND}
    next_free, next_pending, next_serves = court.rows(again, Sanction.SANCTIONED)
    stand(court.world, who, pending)
    court.lives(1, (who, 0.5, "decide", "sanctioned", pending, serves))
    assert court.lives(3, (who, 2.5, "sanction_ends", "served", serves, next_free)) == 0
    stand(court.world, who, next_pending)
    court.lives(6, (who, 5.5, "decide", "sanctioned", next_pending, next_serves))
    paid = court.lives(7, (who, 6.5, "appeal", "overturned", next_serves, next_free))
    assert paid == pytest.approx(1.0 * 64.30 * KEPT)


def test_a_sanction_overturned_in_the_week_it_began_pays_back_days() -> None:
    court = Sanctions()
    who = court.of_age(young=False)
    free, pending, serves = court.rows(ON_JSA, Sanction.SANCTIONED)
    stand(court.world, who, pending)
    paid = court.lives(
        1, (who, 0.25, "decide", "sanctioned", pending, serves), (who, 0.75, "appeal", "overturned", serves, free)
    )
    assert paid == pytest.approx(0.5 * 64.30 * KEPT)


def test_each_is_paid_back_their_own() -> None:
    court = Sanctions()
    one, other = court.of_age(young=True), court.of_age(young=False)
    free, pending, serves = court.rows(ON_JSA, Sanction.SANCTIONED)
    for who in (one, other):
        stand(court.world, who, pending)
    court.lives(
        2, (one, 1.5, "decide", "sanctioned", pending, serves), (other, 1.75, "decide", "sanctioned", pending, serves)
    )
    paid = court.lives(4, (other, 3.75, "appeal", "overturned", serves, free),
                       (one, 3.8, "appeal", "overturned", serves, free))  # fmt: skip
    assert paid == pytest.approx((2.0 * 64.30 + 2.3 * 50.95) * KEPT)


@pytest.mark.parametrize("changed", [False, True])
def test_a_sanction_that_outlives_its_rules_is_paid_back_as_each_took(changed: bool) -> None:
    """Half of JSA is taken until the rules change at the end of week 3, all of it from then on."""
    half = {"jsa": {"share_of_benefit": 0.5, "weeks": ["26 weeks"]}}
    it = with_regime("green_paper_2008", sanction=half)
    whole = {"sanction": {"jsa": {"share_of_benefit": 1.0}}}
    change = Change.model_validate({"from": it.calendar.start.replace(year=2010), "set": whole})
    court = Sanctions(it.model_copy(update={"changes": (change,)}))
    assert [regime.sanction.jsa and regime.sanction.jsa.share_of_benefit for regime in court.world.regimes] == [0.5, 1]
    who = court.of_age(young=False)
    free, pending, serves = court.rows(ON_JSA, Sanction.SANCTIONED)
    stand(court.world, who, pending)
    court.lives(1, (who, 0.5, "decide", "sanctioned", pending, serves))
    court.lives(3)
    if changed:
        court.world.lives.regime[:] = 1
    court.lives(4)
    paid = court.lives(5, (who, 4.25, "appeal", "overturned", serves, free))
    by_hand = 2.5 * 0.5 + 1.25 * 1.0 if changed else 3.75 * 0.5
    assert paid == pytest.approx(by_hand * 64.30 * KEPT, rel=1e-12)


# ------------------------------------------------------------------------------------------- a whole run

CLAIMANTS, WEEKS = 1500, 60
HARSH = with_regime(
    "green_paper_2008",
    sanction={"discretion": 0.0, "good_cause": False},
    fraud={"inquiries": "2 per year", "recover_overpayments": True},
    pay={"treatment_allowance": True, "allowance_share": 1.5},
)
SHARE = {Income.JSA: 1.0 * KEPT, Income.ESA: 0.142 * KEPT, Income.IS: 0.2 * KEPT}
DEDUCTED = 0.15


@cache
def lived() -> tuple[Start, Observation]:
    """A hard regime in which many are sanctioned, many owe, and half of sanctions are overturned."""
    numbers = values() | {"appeal.overturned": 0.5, "appeal.overturned_wronged": 0.5}
    compiled = compile_scenario(HARSH, numbers)
    start = start_replicate(compiled, claimants=CLAIMANTS, weeks=WEEKS, seed=1, replicate=0)
    return start, run_replicate(compiled, start, weeks=WEEKS, traced=tuple(range(CLAIMANTS)))


def life_by_life() -> dict[str, float]:
    """Pounds due, withheld, recovered, paid as allowance and paid back, from every life event by event."""
    start, seen = lived()
    pounds = dict.fromkeys(("due", "withheld", "recovered", "allowance", "back_pay"), 0.0)
    for trace in seen.traces:
        age = start.who.age[[trace.number]]
        since, here, imposed = 0.0, trace.opening, np.nan
        ends = [*zip(trace.time.tolist(), trace.process, trace.after.tolist(), strict=True), (WEEKS, "", DEAD)]
        for until, process, after in ends:
            if here == DEAD:
                break
            at = unpack(np.array([here]))
            income = Income(int(at.income[0]))
            stayed, serves = until - since, at.sanction[0] in (Sanction.SANCTIONED, Sanction.WRONGED)
            if income in SHARE:
                rate = float(weekly(income.name, age, values())[0])  # type: ignore[arg-type]
                taken = SHARE[income] if serves else 0.0
                pounds["due"] += rate * stayed
                pounds["withheld"] += rate * stayed * taken
                pounds["recovered"] += rate * stayed * (1 - taken) * DEDUCTED * (at.debt[0] == Debt.OWING)
                if process == "appeal":
                    pounds["back_pay"] += rate * SHARE[income] * (until - imposed)
            elif income == Income.ALLOWANCE:
                pounds["allowance"] += 1.5 * float(weekly("JSA", age, values())[0]) * stayed
            if process == "decide":
                imposed = until
            since, here = until, after
    return pounds


@pytest.mark.parametrize("name", ["due", "withheld", "recovered", "allowance", "back_pay"])
def test_a_run_is_its_lives_added_up(name: str) -> None:
    made = money(lived()[1], values())
    whole = made.back_pay if name == "back_pay" else float(getattr(made, name).sum())
    assert whole > 0
    assert whole == pytest.approx(life_by_life()[name], rel=1e-9)


def test_less_is_paid_back_than_was_withheld_and_paid_is_what_is_left() -> None:
    made = money(lived()[1], values())
    assert 0 < made.back_pay < made.withheld.sum()
    assert (made.paid + made.withheld + made.recovered).tolist() == pytest.approx(made.due.tolist())
    assert (made.paid > 0).all() and (made.withheld < made.due / 2).all()
