"""Who pays: every line of four lives, each worked out by hand.

Nothing here can fail by chance.
"""

import pytest

from simulate.ledgers.payers import (
    ADVISERS,
    AGENCY,
    COORDINATORS,
    COUNCILS,
    HEALTH,
    ITEMS,
    PAYERS,
    PAYERS_LEDGER,
    PRISONS,
    VICTIMS,
    paid_by,
    payers,
)
from simulate.observation import Observation
from simulate.status import Debt, Housing, Income, Pathway, Sanction, Support
from tests.simulate.lived import Life, observed
from tests.simulate.worlds import values

YOUNG, OLDER = 0, 2
FOUR = (
    # 26 weeks of JSA at 64.30; attends, and is in treatment for 23 weeks, 12 of them with an incentive of 10 a week.
    Life(
        {"income": Income.JSA, "pathway": Pathway.APPOINTED},
        (
            (1.5, "attend", "attended", {"pathway": Pathway.QUEUED}),
            (3.0, "place", "started", {"pathway": Pathway.STABILISING}),
        ),
        age=OLDER,
    ),
    # 26 weeks of Income Support at 64.30; misses the appointment, and loses 0.2 of it for 4 weeks.
    Life(
        {"income": Income.IS, "pathway": Pathway.APPOINTED},
        (
            (2.0, "attend", "missed", {"pathway": Pathway.LOST}),
            (5.0, "decide", "sanctioned", {"sanction": Sanction.SANCTIONED}),
            (9.0, "sanction_ends", "served", {"sanction": Sanction.NONE}),
            (11.0, "decide", "let off", {}),
            (12.0, "decide", "good cause accepted", {}),
        ),
        age=OLDER,
    ),
    # 26 weeks of ESA at 89.80; found out, and pays back 0.15 of it for 22 weeks; begins training for work.
    Life(
        {"income": Income.ESA},
        (
            (4.0, "fraud_inquiry", "overpayment", {"debt": Debt.OWING}),
            (6.0, "train", "started", {"support": Support.TRAINING}),
        ),
        age=YOUNG,
    ),
    # Without a home; 10 weeks in prison, which gives him none, then 16 on the street.
    Life(
        {"income": Income.CUSTODY, "housing": Housing.HOMELESS},
        ((10.0, "release", "released", {"income": Income.NOTHING}),),
        age=OLDER,
    ),
)
BY_HAND = {
    # Due 1,671.80 + 1,671.80 + 2,334.80; less 0.8 x 64.30 and 3.3 x 89.80; 2 x 64.30 of allowance and 40 paid back.
    "Benefits and allowance paid": 5678.40 - 51.44 - 296.34 + 128.60 + 40.0,
    "Specialist advisers": 6 * 26 / 52 * 30_000,
    "Appointments, kept and missed": 22 + 8.90,
    "Training for work": 1040.0,
    "Applying sanctions": 100.0,
    "Fraud inquiries": 900.0,
    "Drug coordinators": 4 * 26 / 52 * 42_000,
    "Drug treatment": 23 / 52 * 2974,
    "Incentive payments": 120.0,
    "Hospital stays": 2.5 * 1300,
    "Prison": 10 * 750.0,
    "Homelessness": 16 / 52 * 20_500,
    "Offences": 110 * 196.0,
}


def by_hand() -> Observation:
    return observed(
        *FOUR,
        expected={
            "hospital_stays": (2.0, 0.5),
            "offences": (60.0, 40.0),
            "offences_from_lost_income": (10.0, 0.0),
            "incentives_paid": (100.0, 20.0),
        },
        by_age={
            "withheld_jsa_is": (0.0, 0.0, 0.8),
            "recovered_esa": (3.3, 0.0, 0.0),
            "allowance_weeks": (0.0, 0.0, 2.0),
        },
        accounts={"back_pay": (30.0, 10.0)},
        tracks={COORDINATORS: (4.0,) * 26, ADVISERS: (6.0,) * 26},
    )


def test_every_line_by_hand() -> None:
    made = {line.item: line.pounds for line in payers(by_hand(), values())}
    assert made == pytest.approx(BY_HAND, rel=1e-12)
    assert list(PAYERS_LEDGER.imbalances(by_hand())) == []


@pytest.mark.parametrize(
    ("payer", "items"),
    [
        (AGENCY, list(BY_HAND)[:6]),
        (HEALTH, ["Drug coordinators", "Drug treatment", "Incentive payments", "Hospital stays"]),
        (PRISONS, ["Prison"]),
        (COUNCILS, ["Homelessness"]),
        (VICTIMS, ["Offences"]),
    ],
)
def test_each_payer_pays_its_own(payer: str, items: list[str]) -> None:
    assert [item for of, item in ITEMS if of == payer] == items
    assert paid_by(payer, by_hand(), values()) == pytest.approx(sum(BY_HAND[item] for item in items))
    assert payer in PAYERS


def test_a_price_moves_its_own_line_and_no_other() -> None:
    before = {line.item: line.pounds for line in payers(by_hand(), values())}
    moved = set()
    for name in (one for one in values() if one.startswith("prices.")):
        after = {line.item: line.pounds for line in payers(by_hand(), values() | {name: 2 * values()[name]})}
        changed = {item for item in before if after[item] != before[item]}
        assert len(changed) == 1, name
        moved |= changed
    assert moved == set(BY_HAND) - {"Benefits and allowance paid", "Incentive payments"}
