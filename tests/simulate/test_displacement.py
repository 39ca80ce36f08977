"""Displacement: a queue of four people, one place, and who waits longer because somebody required went first."""

from typing import Literal

import numpy as np

from scenarios.areas import load_areas
from scenarios.timeline import timeline
from simulate.ledgers.displacement import displacement
from simulate.status import Income, Knowledge, Mandate, Pathway
from simulate.ticks.places import Places
from simulate.world import World
from tests.simulate.by_hand import row, stand, week, world_of
from tests.simulate.worlds import observe, with_regime

REQUIRED = {"mandate": Mandate.REQUIRED, "knowledge": Knowledge.IDENTIFIED, "income": Income.JSA}
VOLUNTEER = {"income": Income.JSA}
ANN, BEN, CAT, DAN = range(4)
"""Ann is required to attend; Ben, Cat and Dan come of their own accord."""
Priority = Literal["first_come", "mandated_first", "volunteers_first"]


class Queue:
    """A world in which nobody is in treatment but those a test brings there, and so many places."""

    def __init__(self, priority: Priority, places: float) -> None:
        capacity = {"places": "limited", "priority": priority, "spare_places": 0.0, "growth": "0 per year"}
        it = with_regime("green_paper_2008", capacity=capacity)
        self.world: World = world_of(it)
        assert len(self.world.pools) == 1, "so few claimants share one queue"
        of = self.world.table
        self.away = row(of, **VOLUNTEER)
        for who in range(len(self.world.who)):
            stand(self.world, who, self.away)
        self.called = row(of, pathway=Pathway.APPOINTED, **REQUIRED)
        stand(self.world, ANN, self.called)
        self.waits = {who: row(of, pathway=Pathway.QUEUED, **(REQUIRED if who == ANN else VOLUNTEER))
                      for who in (ANN, BEN, CAT, DAN)}  # fmt: skip
        self.inside = {who: row(of, pathway=Pathway.STABILISING, **(REQUIRED if who == ANN else VOLUNTEER))
                       for who in (ANN, BEN, CAT, DAN)}  # fmt: skip
        self.places = Places(self.world, timeline(it, load_areas()), it)
        self.places.opening = np.array([places])
        self.places.act(self.world)

    def joins(self, who: int, time: float) -> tuple[int, float, str, str, int, int]:
        if who == ANN:
            return who, time, "attend", "attended", self.called, self.waits[who]
        return who, time, "self_refer", "assessed", self.away, self.waits[who]

    def starts(self, who: int, time: float) -> tuple[int, float, str, str, int, int]:
        return who, time, "place", "started", self.waits[who], self.inside[who]

    def leaves(self, who: int, time: float) -> tuple[int, float, str, str, int, int]:
        return who, time, "drop_out", "left", self.inside[who], self.away

    def gives_up(self, who: int, time: float) -> tuple[int, float, str, str, int, int]:
        return who, time, "drop_out", "left", self.waits[who], self.away

    def goes_on(self, number: int, *moves: tuple[int, float, str, str, int, int]) -> None:
        """Live a week of these moves and hand out what is free."""
        week(self.world, number, *moves)
        self.places.act(self.world)

    @property
    def offered(self) -> set[int]:
        return set(np.flatnonzero(self.places.offered).tolist())

    @property
    def accounts(self) -> dict[str, float]:
        """The ledger so far, without what is nothing."""
        both = self.world.accounts | self.world.stocks
        return {name.removeprefix("displaced."): total for name, total in both.items() if total}


def all_join(queue: Queue) -> None:
    """Ben comes first, then Ann, then Cat; all in the first week."""
    queue.goes_on(1, queue.joins(BEN, 0.2), queue.joins(ANN, 0.5), queue.joins(CAT, 0.8))


def test_who_would_have_been_served_but_for_her_is_displaced_and_nobody_else() -> None:
    """One place. Ann takes what would have been Ben's; Cat would have waited all the same."""
    queue = Queue("mandated_first", 1.0)
    all_join(queue)
    assert queue.offered == {ANN}
    assert queue.accounts == {"volunteers": 1, "waiting": 1}
    assert np.flatnonzero(~np.isnan(queue.places.displaced.since)).tolist() == [BEN]


def test_he_waits_until_she_leaves_and_the_weeks_are_counted() -> None:
    queue = Queue("mandated_first", 1.0)
    all_join(queue)
    queue.goes_on(2, queue.starts(ANN, 1.5))
    assert queue.offered == set() and queue.accounts == {"volunteers": 1, "waiting": 1}
    queue.goes_on(3)
    queue.goes_on(4, queue.leaves(ANN, 3.5))
    assert queue.offered == {BEN}, "first come among the volunteers"
    assert queue.accounts == {"volunteers": 1, "waiting": 1}, "a place offered is not yet a start"
    queue.goes_on(5, queue.starts(BEN, 4.6))
    # Passed over at the end of week 1, settled at the end of week 5.
    assert queue.accounts == {"volunteers": 1, "started": 1, "weeks": 4}
    queue.goes_on(6)
    assert queue.accounts == {"volunteers": 1, "started": 1, "weeks": 4}, "and entered once"


def test_who_gives_up_the_wait_is_lost() -> None:
    queue = Queue("mandated_first", 1.0)
    all_join(queue)
    queue.goes_on(2, queue.starts(ANN, 1.5))
    queue.goes_on(3, queue.gives_up(BEN, 2.4))
    assert queue.accounts == {"volunteers": 1, "lost": 1, "weeks": 2}
    # Cat was not displaced by Ann's place then, nor is she now.
    queue.goes_on(4, queue.leaves(ANN, 3.5))
    assert queue.offered == {CAT} and queue.accounts == {"volunteers": 1, "lost": 1, "weeks": 2}


def test_who_comes_back_may_be_displaced_again() -> None:
    queue = Queue("mandated_first", 1.0)
    all_join(queue)
    queue.goes_on(2, queue.gives_up(BEN, 1.2))
    assert queue.accounts == {"volunteers": 1, "lost": 1, "weeks": 1}
    # Ann has not taken her place up yet, so no other is free: nobody is passed over for her a second time.
    queue.goes_on(3, queue.joins(BEN, 2.5))
    assert queue.offered == {ANN} and queue.accounts == {"volunteers": 1, "lost": 1, "weeks": 1}


def test_first_come_displaces_whom_she_came_before() -> None:
    """Two places: Ben's, and Ann's, which would have been Cat's. Dan would have waited all the same."""
    queue = Queue("first_come", 2.0)
    queue.goes_on(1, queue.joins(DAN, 0.9), *(queue.joins(w, t) for w, t in ((BEN, 0.2), (ANN, 0.5), (CAT, 0.8))))
    assert queue.offered == {BEN, ANN}
    assert queue.accounts == {"volunteers": 1, "waiting": 1}
    assert not np.isnan(queue.places.displaced.since[CAT])


def test_first_come_displaces_nobody_who_came_after_the_last_place() -> None:
    queue = Queue("first_come", 1.0)
    all_join(queue)
    assert queue.offered == {BEN} and queue.accounts == {}


def test_volunteers_first_displaces_nobody() -> None:
    for places in (1.0, 2.0):
        queue = Queue("volunteers_first", places)
        queue.goes_on(1, queue.joins(ANN, 0.1), queue.joins(BEN, 0.5), queue.joins(CAT, 0.8), queue.joins(DAN, 0.9))
        assert queue.offered == ({BEN} if places == 1 else {BEN, CAT})
        assert queue.accounts == {}


def test_room_for_all_and_room_for_none_displace_nobody() -> None:
    enough = Queue("mandated_first", 3.0)
    all_join(enough)
    assert enough.offered == {ANN, BEN, CAT} and enough.accounts == {}
    full = Queue("mandated_first", 0.0)
    all_join(full)
    assert full.offered == set() and full.accounts == {}


def test_in_a_run_the_displaced_are_started_lost_or_waiting() -> None:
    """Mandated referrals first, and no place to spare: some are displaced, and none is forgotten."""
    tight = {"priority": "mandated_first", "spare_places": 0.0}
    one = displacement(observe(with_regime("green_paper_2008", capacity=tight), claimants=6000, weeks=52))
    assert min(one.volunteers.sum(), one.started.sum(), one.lost.sum(), one.weeks.sum()) > 0
    assert np.cumsum(one.volunteers - one.started - one.lost).tolist() == one.waiting.tolist()
    served_first = with_regime("green_paper_2008", capacity=tight | {"priority": "volunteers_first"})
    last = displacement(observe(served_first, claimants=6000, weeks=52))
    assert not last.volunteers.any() and not last.waiting.any()
