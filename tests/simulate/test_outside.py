"""Outside the benefit system: who comes there, who leaves and who appears there, from lives by hand and in runs."""

from functools import cache

import pytest

from simulate.ledgers.outside import OUT, OUTSIDE, outside
from simulate.observation import Observation
from simulate.status import Income, Knowledge, Pathway, Use
from tests.simulate.lived import Life, observed
from tests.simulate.worlds import observe

WORK, NOTHING, CUSTODY = ({"income": income} for income in (Income.WORK, Income.NOTHING, Income.CUSTODY))
JSA, ESA, ALLOWANCE = ({"income": income} for income in (Income.JSA, Income.ESA, Income.ALLOWANCE))
LIVES = (
    Life(JSA),  # never outside
    Life(JSA, ((4.0, "walk_away", "nothing", NOTHING), (15.0, "claim_again", "ESA", ESA))),
    Life(JSA, ((5.0, "arrest", "custody", CUSTODY), (10.0, "release", "released", NOTHING))),  # outside to outside
    Life(ALLOWANCE, ((6.0, "find_work", "work", WORK), (20.0, "lose_work", "JSA", JSA))),
    Life(WORK, ((16.0, "lose_work", "nothing", NOTHING),)),
    Life(NOTHING, ((3.0, "claim_again", "JSA", JSA),)),
    Life(CUSTODY, ((17.0, "die", "died", None),)),
    Life(NOTHING, enters=7.5),  # a new person, who makes no claim
    Life(NOTHING, ((21.0, "claim_again", "JSA", JSA),), enters=14.5),
)


def flows(seen: Observation) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    made = outside(seen)
    return ({process: by.tolist() for process, by in made.came.items()},
            {process: by.tolist() for process, by in made.left.items()})  # fmt: skip


def test_who_came_and_who_left_and_by_what() -> None:
    seen = observed(*LIVES, expected={"deterred_claims": (0.75, 0.25)})
    came, left = flows(seen)
    assert came == {"walk_away": [1, 0], "arrest": [1, 0], "find_work": [1, 0]}
    assert left == {"claim_again": [1, 2], "lose_work": [0, 1], "die": [0, 1]}
    made = outside(seen)
    assert made.appeared.tolist() == [1, 1]
    # Three outside at the start; 3 + 1 + 3 - 1 = 6, and 6 + 1 + 0 - 4 = 3.
    assert made.there.tolist() == [3, 6, 3]
    assert made.off.tolist() == [0, 0]
    assert made.deterred.tolist() == [0.75, 0.25]
    assert list(OUTSIDE.imbalances(seen)) == []


def test_moves_within_and_without_are_no_flow() -> None:
    """From prison to nothing, from work to nothing, from one benefit to another: nobody crosses the line."""
    still = (
        Life(CUSTODY, ((2.0, "release", "released", NOTHING),)),
        Life(WORK, ((2.0, "lose_work", "nothing", NOTHING),)),
        Life(NOTHING, ((2.0, "arrest", "custody", CUSTODY),)),
        Life({**JSA, "pathway": Pathway.STABILISING}, ((2.0, "treatment_allowance", "granted", ALLOWANCE),)),
        Life(ALLOWANCE, ((2.0, "allowance_ends", "ESA", ESA),)),
        Life(JSA, ((2.0, "die", "died", None),)),
    )
    seen = observed(*still)
    assert flows(seen) == ({}, {})
    assert outside(seen).there.tolist() == [3, 3, 3]


@cache
def lived(name: str) -> Observation:
    return observe(name, claimants=1500, weeks=39, traced=tuple(range(1500)))


@pytest.mark.parametrize("name", ["green_paper_2008", "new_claims", "outside_benefit", "outside_benefit_declaration"])
def test_runs_balance_and_the_books_are_those_of_their_events(name: str) -> None:
    seen = lived(name)
    made = outside(seen)
    assert not made.off.any()
    everybody = made.there[0] + made.appeared.sum() + sum(by.sum() for by in made.came.values())
    assert everybody - sum(by.sum() for by in made.left.values()) == made.there[-1]
    assert {"walk_away", "arrest", "find_work"} <= set(made.came)
    assert {"claim_again", "lose_work", "die"} <= set(made.left)
    assert (made.there[0] > 0) == (seen.outside > 0) == name.startswith("outside_benefit")
    assert (made.appeared.sum() > 0) == (seen.entered > 0) == (name == "new_claims")
    assert made.appeared.sum() == seen.entered
    assert made.there.tolist() == seen.census[:, seen.where(income=OUT)].sum(axis=1).tolist()


def test_claims_never_made_are_counted_where_drug_use_must_be_declared() -> None:
    asked, free = outside(lived("outside_benefit_declaration")), outside(lived("outside_benefit"))
    assert asked.deterred.sum() > 0 and not free.deterred.any()
    # People whom nobody has asked yet would make 2.6 claims a year, and do not make one in ten of them.
    seen = lived("outside_benefit_declaration")
    hidden = seen.where(income=Income.NOTHING, knowledge=Knowledge.UNKNOWN, use=Use.DEPENDENT)
    by_hand = seen.time[:, hidden].sum(axis=1) * 2.6 * 7 / 365.25 / 10
    assert asked.deterred.tolist() == pytest.approx(by_hand.tolist(), rel=1e-9)
