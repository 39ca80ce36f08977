"""Every ledger balances in runs of many kinds of scenario, and a run whose ledgers do not balance gives no result.

Nothing here can fail by chance: a ledger balances in every run, whatever the luck.
"""

from functools import cache

import numpy as np
import pytest

from simulate import run
from simulate.ledger import Ledger
from simulate.ledgers import LEDGERS, balance
from simulate.ledgers import books as two_books
from simulate.ledgers.books import BOOKS
from simulate.ledgers.displacement import DISPLACEMENT, displacement
from simulate.ledgers.handoffs import HANDOFFS, tickets
from simulate.ledgers.money import MONEY, BackPay, money
from simulate.ledgers.outside import OUTSIDE, outside
from simulate.ledgers.payers import PAYERS_LEDGER, Posts, payers
from simulate.ledgers.rights import RIGHTS, Burden, routes
from simulate.observation import Lost, Observation
from simulate.observe import Observer
from simulate.status import Pathway
from simulate.ticks.displaced import Displaced
from tests.simulate.worlds import observe, scenario, values, with_regime

CLAIMANTS, WEEKS = 900, 40
KINDS = (
    "none", "voluntary_2009", "green_paper_2008", "pilot_2010", "mandated_first", "elastic_places", "new_claims",
    "outside_benefit_declaration", "notices_take_time", "drug_testing", "fraud_inquiries", "treatment_allowance",
    "green_paper_by_hearsay", "stepped_wedge",
)  # fmt: skip
"""Between them they use every ledger: places short, people outside and new, notices, tests, debts, dated changes."""


@cache
def lived(name: str) -> Observation:
    return observe(name, claimants=CLAIMANTS, weeks=WEEKS)


@cache
def busy() -> Observation:
    """A run in which every ledger has something in it: places short, and benefit taken and given back."""
    tight = {"priority": "mandated_first", "spare_places": 0.0}
    it = with_regime("green_paper_2008", capacity=tight, fraud={"inquiries": "2 per year"})
    return observe(it, claimants=3000, weeks=39)


def said(ledger: Ledger, seen: Observation) -> list[str]:
    return list(ledger.imbalances(seen))


@pytest.mark.parametrize("name", KINDS)
def test_every_ledger_balances(name: str) -> None:
    assert {ledger.name: said(ledger, lived(name)) for ledger in LEDGERS} == {ledger.name: [] for ledger in LEDGERS}
    balance(lived(name))


def test_no_ledger_of_a_busy_run_is_empty() -> None:
    """So that a ledger that balances says something."""
    seen = busy()
    assert all(one.opened.sum() > 10 and one.closed.sum() > 0 for one in tickets(seen))
    assert displacement(seen).volunteers.sum() > 0
    used = {route.name: route for route in routes(seen)}
    assert all(used[name].others > 0 for name in ("disclose", "declare", "data_share"))
    concealed = two_books.books(seen, values())[0].concealed
    assert (concealed > 0).all()
    assert all(sum(by.sum() for by in book.values()) > 100 for book in (outside(seen).came, outside(seen).left))
    made = money(seen, values())
    assert made.withheld.sum() > 0 and made.recovered.sum() > 0 and made.back_pay > 0
    assert {line.item for line in payers(seen, values()) if not line.pounds} <= {
        "Training for work",
        "Incentive payments",
    }


def test_the_list_of_ledgers_is_complete_and_each_has_its_own_name() -> None:
    assert (HANDOFFS, DISPLACEMENT, RIGHTS, BOOKS, OUTSIDE, MONEY, PAYERS_LEDGER) == LEDGERS
    assert len({ledger.name for ledger in LEDGERS}) == len(LEDGERS)


# ------------------------------------------------------------------------------------------- notes that go wrong


def test_a_run_is_refused_where_a_note_forgets_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Burden.note

    def forgets(self, world):  # type: ignore[no-untyped-def]
        if world.week != 7:
            note(self, world)

    monkeypatch.setattr(Burden, "note", forgets)
    with pytest.raises(Lost, match=r"errors and rights: declare: .* were entered as asked or named"):
        observe("green_paper_2008", claimants=600, weeks=20)


def test_a_run_is_refused_where_back_pay_reaches_back_too_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sanction is taken to have begun a year before it did."""
    note = BackPay.note

    def too_far(self, world):  # type: ignore[no-untyped-def]
        note(self, world)
        self.taken[:] = 52.0

    monkeypatch.setattr(BackPay, "note", too_far)
    with pytest.raises(Lost, match="money: more weeks of benefit were paid back than had been withheld"):
        observe("green_paper_2008", claimants=3000, weeks=39)


def test_a_run_is_refused_where_the_displaced_are_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who start are entered as started, but stay among those who wait."""
    settle = Displaced.settle

    def forgets(self, world, queued):  # type: ignore[no-untyped-def]
        was = world.stocks.get("displaced.waiting", 0.0)
        settle(self, world, queued)
        world.stocks["displaced.waiting"] = was

    monkeypatch.setattr(Displaced, "settle", forgets)
    tight = {"priority": "mandated_first", "spare_places": 0.0}
    with pytest.raises(Lost, match="displacement: displaced volunteers, period"):
        observe(with_regime("green_paper_2008", capacity=tight), claimants=3000, weeks=39)


def test_a_run_is_refused_where_a_week_of_posts_is_not_paid(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Posts.note

    def forgets(self, world):  # type: ignore[no-untyped-def]
        if world.week != 7:
            note(self, world)

    monkeypatch.setattr(Posts, "note", forgets)
    with pytest.raises(Lost, match="who pays: coordinators in post: paid for 19 of 20 weeks"):
        observe("voluntary_2009", claimants=600, weeks=20)


def test_a_run_is_refused_where_moves_are_not_all_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first move from the queue is forgotten: tickets are open that nobody holds."""
    result = Observer.result

    def forgets(self, tracks=None):  # type: ignore[no-untyped-def]
        seen = result(self, tracks)
        moved = np.argwhere(seen.moves["pathway"][:, :, Pathway.QUEUED, Pathway.STABILISING])
        seen.moves["pathway"][(*moved[0], Pathway.QUEUED, Pathway.STABILISING)] -= 1
        return seen

    monkeypatch.setattr(Observer, "result", forgets)
    with pytest.raises(Lost, match="who lost him: tickets of assessment to start"):
        observe("voluntary_2009", claimants=600, weeks=20)


def test_a_run_that_does_not_balance_gives_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run asks every ledger, whoever the ledger is; and says whose it was and what."""
    broken = Ledger("a ledger of the test", lambda seen: iter([f"{seen.claimants} people are one too few"] * 12))
    monkeypatch.setattr("simulate.ledgers.LEDGERS", (*LEDGERS, broken))
    compiled = run.compile_scenario(scenario("none"), values())
    start = run.start_replicate(compiled, claimants=100, weeks=4, seed=1, replicate=0)
    with pytest.raises(Lost) as refused:
        run.run_replicate(compiled, start, weeks=4)
    sentences = str(refused.value).split("; ")
    assert sentences == ["a ledger of the test: 100 people are one too few"] * 10, "the first ten are enough"
