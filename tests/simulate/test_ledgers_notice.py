"""Every ledger notices what does not add up: one thing planted in each, noticed by that ledger and by no other.

Nothing here can fail by chance: one run is looked at again and again, each time with one figure of it changed.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from simulate.ledger import Ledger
from simulate.ledgers import LEDGERS, balance
from simulate.ledgers import books as two_books
from simulate.ledgers.books import BOOKS
from simulate.ledgers.displacement import DISPLACEMENT, displacement
from simulate.ledgers.handoffs import HANDOFFS
from simulate.ledgers.money import MONEY
from simulate.ledgers.outside import OUTSIDE
from simulate.ledgers.payers import ADVISERS, COORDINATORS, PAYERS_LEDGER
from simulate.ledgers.rights import RIGHTS
from simulate.observation import Lost, Observation
from simulate.status import Debt, Income, Pathway, Sanction
from tests.simulate.test_ledgers import busy, said

UNTREATED = {"income": Income.JSA, "pathway": Pathway.NOT_ENGAGED}


def with_account(seen: Observation, name: str, more: float) -> Observation:
    """The same with so much more in an account in the second period."""
    kept = seen.accounts.get(name, np.zeros(len(seen.time))).copy()
    kept[1] += more
    return replace(seen, accounts={**seen.accounts, name: kept})


def with_move(seen: Observation, axis: str, kind: tuple[str, str], was: int, is_: int) -> Observation:
    """The same with an event besides that moved somebody, in the second period."""
    moves = {name: moved.copy() for name, moved in seen.moves.items()}
    moves[axis][1, seen.kind(*kind)[0], was, is_] += 1
    return replace(seen, moves=moves)


def counted_elsewhere(seen: Observation, was: Mapping[str, int], is_: Mapping[str, int]) -> Observation:
    """The same with somebody put elsewhere in the census after the first period, and in no book of events."""
    census = seen.census.copy()
    here = seen.where(**was)
    census[1, here[census[1, here].argmax()]] -= 1
    census[1, seen.where(**is_)[0]] += 1
    return replace(seen, census=census)


def with_count(seen: Observation, name: str, by_age: Mapping[int, float]) -> Observation:
    """The same with so many more weeks counted in the first year, by age group."""
    counted = seen.group_expected["age"].copy()
    for age, weeks in by_age.items():
        counted[0, seen.counts.index(name), age] += weeks
    return replace(seen, group_expected={**seen.group_expected, "age": counted})


def only(ledger: Ledger, seen: Observation) -> list[str]:
    """What a ledger says where it alone has something to say, and the run is refused for it."""
    found = said(ledger, seen)
    assert found, f"{ledger.name} noticed nothing"
    assert {other.name for other in LEDGERS if said(other, seen)} == {ledger.name}
    with pytest.raises(Lost, match=ledger.name):
        balance(seen)
    return found


def test_a_ticket_closed_that_was_never_open_is_noticed() -> None:
    planted = with_move(busy(), "pathway", ("attend", "attended"), Pathway.APPOINTED, Pathway.QUEUED)
    # One ticket too few is left of the referrals and one too many was opened of the next stage.
    assert only(HANDOFFS, planted) == [
        "tickets of referral to treatment, period 2: 1 more are open than were opened",
        "tickets of assessment to start, period 2: -1 more are open than were opened",
    ]


def test_somebody_in_the_queue_whom_no_event_brought_there_is_noticed() -> None:
    queued = counted_elsewhere(busy(), UNTREATED, {"pathway": Pathway.QUEUED, "income": Income.JSA})
    assert only(HANDOFFS, queued) == [
        "tickets of assessment to start, period 1: 1 more are open than were opened",
        "tickets of assessment to start, period 2: -1 more are open than were opened",
    ]


@pytest.mark.parametrize(
    ("name", "off"), [("volunteers", 1), ("started", -1), ("lost", -1)], ids=["opened", "started", "lost"]
)
def test_a_displaced_volunteer_who_is_forgotten_is_noticed(name: str, off: int) -> None:
    one = displacement(busy())
    open_ = np.cumsum(one.volunteers - one.started - one.lost)[1]
    found = only(DISPLACEMENT, with_account(busy(), f"displaced.{name}", 1.0))
    assert found[0] == (
        f"displaced volunteers, period 2: {open_ + off:.0f} should be waiting, {one.waiting[1]:.0f} are"
    )


def test_a_question_that_nobody_put_is_noticed() -> None:
    asked = int(busy().events[:, busy().kind("declare")].sum())
    found = only(RIGHTS, with_account(busy(), "dependent.declare", 1.0))
    assert found == [f"declare: {asked + 1} were entered as asked or named, {asked} were"]


@pytest.mark.parametrize("more", [1e9, -1e9])
def test_more_accused_than_were_named_or_fewer_than_nobody_is_noticed(more: float) -> None:
    assert only(RIGHTS, with_account(busy(), "accused.data_share", more))[0].startswith("data_share: ")


def test_somebody_in_neither_book_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """People in prison are neither on the books nor gone from them."""
    monkeypatch.setattr(two_books, "GONE", (Income.WORK, Income.NOTHING))
    found = only(BOOKS, busy())
    assert found[0] == "dependent people, period 1: on the books, hidden and gone do not make all there are"
    assert len(found) == len(busy().time)


def test_somebody_in_both_books_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(two_books, "ON_THE_BOOKS", (*two_books.ON_THE_BOOKS, Income.WORK))
    assert len(only(BOOKS, busy())) == len(busy().time)


def test_a_claim_that_nobody_made_is_noticed() -> None:
    planted = with_move(busy(), "income", ("claim_again", "JSA"), Income.NOTHING, Income.JSA)
    assert only(OUTSIDE, planted) == ["people outside the benefit system, period 2: 1 too many"]


def test_somebody_outside_whom_no_event_brought_there_is_noticed() -> None:
    gone = counted_elsewhere(busy(), UNTREATED, {**UNTREATED, "income": Income.NOTHING})
    assert only(OUTSIDE, gone) == [
        "people outside the benefit system, period 1: 1 too many",
        "people outside the benefit system, period 2: -1 too many",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("withheld_jsa_is", "more weeks of benefit were withheld than there were on jsa_is to take them from"),
        ("withheld_esa", "more weeks of benefit were withheld than there were on esa to take them from"),
        ("recovered_jsa_is", "more weeks of benefit were recovered than there were on jsa_is to take them from"),
        ("recovered_esa", "more weeks of benefit were recovered than there were on esa to take them from"),
    ],
)
@pytest.mark.parametrize("age", [0, 1, 2])
def test_benefit_taken_from_people_who_were_not_sanctioned_or_in_debt_is_noticed(
    name: str, words: str, age: int
) -> None:
    """Far less than there was benefit, but more than there were weeks under a sanction or in debt."""
    seen = busy()
    income = (Income.ESA,) if name.endswith("esa") else (Income.JSA, Income.IS)
    sanctioned = seen.where(income=income, sanction=(Sanction.SANCTIONED, Sanction.WRONGED))
    taken_from = sanctioned if name.startswith("withheld") else seen.where(income=income, debt=Debt.OWING)
    of_age = seen.group_time["age"][0, :, age]
    weeks = float(of_age[taken_from].sum())
    assert weeks < float(of_age[seen.where(income=income)].sum()) / 2
    assert only(MONEY, with_count(seen, name, {age: weeks + 1.0})) == [words]


@pytest.mark.parametrize("weeks", [38, 40])
@pytest.mark.parametrize("post", [COORDINATORS, ADVISERS])
def test_posts_paid_for_more_or_fewer_weeks_than_there_were_are_noticed(post: str, weeks: int) -> None:
    paid = {**busy().tracks, post: np.resize(busy().tracks[post], weeks)}
    assert only(PAYERS_LEDGER, replace(busy(), tracks=paid)) == [f"{post}: paid for {weeks} of 39 weeks"]


def test_more_paid_back_than_was_withheld_is_noticed() -> None:
    seen = busy()
    withheld = float(seen.expected[:, [seen.counts.index(f"withheld_{of}") for of in ("jsa_is", "esa")]].sum())
    assert only(MONEY, with_account(seen, "back_pay_weeks", withheld)) == [
        "more weeks of benefit were paid back than had been withheld"
    ]
