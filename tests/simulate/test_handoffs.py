"""Who lost him: tickets of a few lives written by hand, each loss with its owner and its reason."""

import numpy as np
import pytest

from simulate.ledgers.handoffs import (
    HANDOFFS,
    JOBCENTRE,
    JUSTICE,
    PRISON,
    REASONS,
    TREATMENT,
    Tickets,
    lost_people,
    never_made,
    tickets,
)
from simulate.observation import Observation
from simulate.status import Income, Knowledge, Pathway, Use
from tests.simulate.lived import Life, Then, observed
from tests.simulate.worlds import observe

REFERRAL, START, TREATED, AFTER = (
    "referral to treatment", "assessment to start", "treatment", "first weeks after leaving",
)  # fmt: skip
TOLD = {"knowledge": Knowledge.VOLUNTEERED, "pathway": Pathway.APPOINTED}
REFERRED: Then = (1.0, "disclose", "volunteered", TOLD)
ASSESSED: Then = (2.5, "attend", "attended", {"pathway": Pathway.QUEUED})
STARTED: Then = (3.5, "place", "started", {"pathway": Pathway.STABILISING})
LEFT: Then = (9.0, "drop_out", "left", {"pathway": Pathway.JUST_LEFT})


def off(income: Income) -> dict[str, int]:
    """Off JSA, ESA and IS an appointment lapses."""
    return {"income": income, "pathway": Pathway.NOT_ENGAGED}


def of(seen: Observation, stage: str) -> Tickets:
    return next(one for one in tickets(seen) if one.stage.name == stage)


def happened(counts: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Only what happened."""
    return {key: count for key, count in counts.items() if count}


def test_a_whole_way_through_closes_every_ticket_and_loses_nobody() -> None:
    kept: Then = (15.5, "stabilise", "stabilised", {"pathway": Pathway.MAINTAINED})
    done: Then = (24.0, "complete", "completed", {"pathway": Pathway.COMPLETED, "use": Use.RECOVERED})
    seen = observed(Life({}, (REFERRED, ASSESSED, STARTED, kept, done)))
    for name, opened, closed, open_ in (
        (REFERRAL, [1, 0], [1, 0], [0, 0, 0]),
        (START, [1, 0], [1, 0], [0, 0, 0]),
        (TREATED, [1, 0], [0, 1], [0, 1, 0]),
        (AFTER, [0, 0], [0, 0], [0, 0, 0]),
    ):
        one = of(seen, name)
        assert (one.opened.tolist(), one.closed.tolist(), one.open.tolist()) == (opened, closed, open_), name
        assert not one.lost and not one.ended
    assert happened(lost_people(seen)) == {}
    assert list(HANDOFFS.imbalances(seen)) == []


@pytest.mark.parametrize(
    ("then", "stage", "owner", "process"),
    [
        ((REFERRED, (2.0, "attend", "missed", {"pathway": Pathway.LOST})), REFERRAL, JOBCENTRE, "attend"),
        ((REFERRED, (2.0, "walk_away", "nothing", off(Income.NOTHING))), REFERRAL, JOBCENTRE, "walk_away"),
        ((REFERRED, (2.0, "give_up", "nothing", off(Income.NOTHING))), REFERRAL, JOBCENTRE, "give_up"),
        ((REFERRED, (2.0, "find_work", "work", off(Income.WORK))), REFERRAL, JOBCENTRE, "find_work"),
        ((REFERRED, (2.0, "arrest", "custody", off(Income.CUSTODY))), REFERRAL, JUSTICE, "arrest"),
        ((REFERRED, ASSESSED, (3.0, "drop_out", "left", {"pathway": Pathway.JUST_LEFT})), START, TREATMENT, "drop_out"),
        ((REFERRED, ASSESSED, (3.0, "arrest", "custody", off(Income.CUSTODY))), START, JUSTICE, "arrest"),
        ((REFERRED, ASSESSED, STARTED, LEFT), TREATED, TREATMENT, "drop_out"),
        (
            (REFERRED, ASSESSED, STARTED, (9.0, "drop_out", "left, reported", {"pathway": Pathway.JUST_LEFT})),
            TREATED, TREATMENT, "drop_out",
        ),
        ((REFERRED, ASSESSED, STARTED, (9.0, "arrest", "custody", off(Income.CUSTODY))), TREATED, JUSTICE, "arrest"),
    ],
    ids=lambda it: it[-1][1] if isinstance(it, tuple) else "",
)  # fmt: skip
def test_every_loss_has_one_owner_and_a_reason(then: tuple[Then, ...], stage: str, owner: str, process: str) -> None:
    seen = observed(Life({}, then))
    assert {one.stage.name for one in tickets(seen) if one.lost} == {stage}
    assert happened(lost_people(seen)) == {(owner, REASONS[process]): 1}
    assert list(HANDOFFS.imbalances(seen)) == []


def test_death_and_recovery_are_nobodys_loss() -> None:
    gone = (20.0, "die", "died", None)
    well = (20.0, "recover_untreated", "recovered", {"use": Use.RECOVERED, "pathway": Pathway.NOT_ENGAGED})
    seen = observed(Life({}, (REFERRED, gone)), Life({}, (REFERRED, ASSESSED, gone)), Life({}, (REFERRED, well)))
    assert {name: total.tolist() for name, total in of(seen, REFERRAL).ended.items()} == {
        "died": [0, 1], "recovered": [0, 1],
    }  # fmt: skip
    assert {name: total.tolist() for name, total in of(seen, START).ended.items()} == {"died": [0, 1]}
    assert happened(lost_people(seen)) == {}
    assert list(HANDOFFS.imbalances(seen)) == []


def test_a_client_who_was_lost_once_is_not_lost_again_by_settling() -> None:
    """Who leaves treatment is the provider's loss; that nobody came after them is a chance missed, no new loss."""
    seen = observed(Life({}, (REFERRED, ASSESSED, STARTED, LEFT, (13.5, "settle", "settled", {"pathway": 0}))))
    after = of(seen, AFTER)
    assert after.stage.again
    assert {key: total.tolist() for key, total in after.lost.items()} == {
        (TREATMENT, "nobody came after them in time"): [0, 1]
    }
    assert happened(lost_people(seen)) == {(TREATMENT, "left"): 1}
    back = (11.0, "self_refer", "assessed", {"pathway": Pathway.QUEUED})
    came_back = observed(Life({}, (REFERRED, ASSESSED, STARTED, LEFT, back)))
    assert of(came_back, AFTER).closed.tolist() == [1, 0] and not of(came_back, AFTER).lost


def test_somebody_elses_referral_is_no_loss() -> None:
    """An appointment that ends because the person starts another way, or is put in the queue, was not lost."""
    elsewhere = (2.0, "place", "started", {"pathway": Pathway.STABILISING})
    seen = observed(Life({}, (REFERRED, elsewhere)))
    assert {name: total.tolist() for name, total in of(seen, REFERRAL).ended.items()} == {"started": [1, 0]}
    other = (2.0, "follow_up", "appointed", {"pathway": Pathway.APPOINTED})
    waiting = {"pathway": Pathway.QUEUED, "knowledge": Knowledge.VOLUNTEERED}
    again = observed(Life(waiting, (other,)))
    assert {name: n.tolist() for name, n in of(again, START).ended.items()} == {"somebody else took over": [1, 0]}
    assert happened(lost_people(seen)) == happened(lost_people(again)) == {}


def test_hand_overs_that_were_never_made_have_an_owner_too() -> None:
    heard: Then = (5.0, "disclose_untrained", "heard, nothing done", {})
    inside, free = {"income": Income.CUSTODY}, {"income": Income.NOTHING}
    seen = observed(
        Life({}, (heard, (20.0, "disclose", "heard, nothing done", {}))),
        Life({"pathway": Pathway.MAINTAINED}, (heard,)),  # in treatment already: nothing was to be done
        Life(inside, ((6.0, "release", "released", free | {"pathway": Pathway.JUST_LEFT}),)),
        Life(inside, ((6.0, "release", "met at the gate", free | {"pathway": Pathway.QUEUED}),)),
        Life(inside | {"use": Use.RECOVERED}, ((6.0, "release", "released", free),)),
    )
    assert {key: total.tolist() for key, total in never_made(seen).items()} == {
        (JOBCENTRE, "told, and nothing was done"): [1, 1],
        (PRISON, "released and not met"): [1, 0],
    }
    assert lost_people(seen) == {
        (JOBCENTRE, "told, and nothing was done"): 2, (PRISON, "released and not met"): 1,
    }  # fmt: skip


def test_a_ticket_open_at_an_edge_is_counted_by_itself() -> None:
    seen = observed(Life({}, ((12.0, *REFERRED[1:]),)), Life({"pathway": Pathway.QUEUED}))
    assert of(seen, REFERRAL).open.tolist() == [0, 1, 1]
    assert of(seen, START).open.tolist() == [1, 1, 1] and not of(seen, START).opened.any()


@pytest.mark.parametrize("came_from", [level for level in Pathway if level != Pathway.QUEUED])
def test_a_ticket_is_opened_wherever_they_come_from(came_from: Pathway) -> None:
    seen = observed(Life({"pathway": came_from}, ((14.0, "self_refer", "assessed", {"pathway": Pathway.QUEUED}),)))
    assert of(seen, START).opened.tolist() == [0, 1]
    assert list(HANDOFFS.imbalances(seen)) == []


def test_in_a_run_every_loss_is_named_in_words() -> None:
    """No loss falls back on the name of a process: every way of losing people has its reason written down."""
    for name in ("green_paper_2008", "voluntary_2009", "drug_testing"):
        seen = observe(name, claimants=2000, weeks=60)
        lost = happened(lost_people(seen))
        assert len(lost) >= 5
        assert {reason for _, reason in lost if ": " in reason} == set()
        assert {owner for owner, _ in lost} == {JOBCENTRE, TREATMENT, JUSTICE, PRISON}
        for one in tickets(seen):
            assert one.opened.sum() > 0
            assert np.array_equal(one.off, np.zeros(len(seen.time)))
