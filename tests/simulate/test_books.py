"""Two books: what happened, and what official books would show; six lives by hand, and runs with the same luck."""

from functools import cache

import numpy as np
import pytest

from simulate.laws.two_books import HONEST, PERFECT
from simulate.ledgers.books import BOOKS, GONE, ON_THE_BOOKS, Book, books
from simulate.observation import Observation
from simulate.run import compile_scenario, run_replicate, start_replicate
from simulate.status import Income, Knowledge, Pathway, Use
from tests.simulate.lived import Life, Then, observed
from tests.simulate.worlds import scenario, values

RECORDS = values() | {
    "records.jobcentre": 0.8, "records.treatment": 0.9, "records.police": 0.2, "records.deaths": 0.5,
    "records.follow_leavers": 0.0,
}  # fmt: skip
DENIED: Then = (5.0, "declare", "concealed", {"knowledge": Knowledge.CONCEALED})
WALKED: Then = (10.0, "walk_away", "nothing", {"income": Income.NOTHING})
WORKS: Then = (16.0, "find_work", "work", {"income": Income.WORK})
LAID_OFF: Then = (22.0, "lose_work", "nothing", {"income": Income.NOTHING})
SIX = (
    Life({}),  # on the books throughout: 13 and 13 weeks
    Life({}, (DENIED,)),  # 5 weeks on the books, then denied when asked
    Life({}, (WALKED,)),  # 10 weeks on the books, then gone with no trace
    # In treatment; 13 weeks and 3 on the books, then gone to work, and what becomes of the job is nobody's book.
    Life({"pathway": Pathway.MAINTAINED}, (WORKS, LAID_OFF)),
    Life({"use": Use.RECOVERED}),  # not dependent: no concern of the books
    # Assessed and started, and died: 3 weeks untreated, 10 and 7 weeks treated.
    Life(
        {"pathway": Pathway.APPOINTED},
        (
            (1.5, "attend", "attended", {"pathway": Pathway.QUEUED}),
            (3.0, "place", "started", {"pathway": Pathway.STABILISING}),
            (20.0, "die", "died", None),
        ),
    ),
)
CRIME = {"offences": (100.0, 50.0), "offences_from_lost_income": (10.0, 5.0)}
BY_HAND: dict[str, dict[str, list[float]]] = {
    # 13 each of five people in the first period; 13 + 13 + 13 + 13 + 7 in the second.
    "dependent": {"truth": [65, 59], "concealed": [8, 13], "gone": [3, 23], "unwritten": [0, 0], "more": [0, 0]},
    # Without the one in treatment, and 3 of 13 weeks of the one who started.
    "untreated": {"truth": [42, 39], "concealed": [8, 13], "gone": [3, 13], "unwritten": [0, 0], "more": [0, 0]},
    "starts": {"truth": [1, 0], "concealed": [0, 0], "gone": [0, 0], "unwritten": [0.1, 0], "more": [0, 0]},
    "discussions": {"truth": [1, 0], "concealed": [0, 0], "gone": [0, 0], "unwritten": [0.2, 0], "more": [0, 0]},
    "offences": {"truth": [110, 55], "concealed": [0, 0], "gone": [0, 0], "unwritten": [88, 44], "more": [0, 0]},
    "deaths": {"truth": [0, 1], "concealed": [0, 0], "gone": [0, 0], "unwritten": [0, 0.5], "more": [0, 0]},
    # One found work; the one who left with no trace is counted as gone to work too.
    "into_work": {"truth": [0, 1], "concealed": [0, 0], "gone": [0, 0], "unwritten": [0, 0], "more": [1, 0]},
}
RECORDED = {
    "dependent": [54, 23], "untreated": [31, 13], "starts": [0.9, 0], "discussions": [0.8, 0], "offences": [22, 11],
    "deaths": [0, 0.5], "into_work": [1, 1],
}  # fmt: skip


def of(seen: Observation, numbers: dict[str, float]) -> dict[str, Book]:
    return {book.name: book for book in books(seen, numbers)}


def by_hand() -> Observation:
    return observed(*SIX, expected=CRIME)


@pytest.mark.parametrize("name", list(BY_HAND))
def test_each_figure_in_both_books(name: str) -> None:
    book = of(by_hand(), RECORDS)[name]
    for part, wanted in BY_HAND[name].items():
        assert getattr(book, part).tolist() == pytest.approx(wanted), part
    assert book.recorded.tolist() == pytest.approx(RECORDED[name])


def test_there_is_no_other_figure_and_each_is_named_in_words() -> None:
    made = of(by_hand(), RECORDS)
    assert set(made) == set(BY_HAND)
    assert len({book.label for book in made.values()}) == len(made)
    assert list(BOOKS.imbalances(by_hand())) == []


def test_recorded_is_truth_less_what_is_missing_plus_what_is_too_much() -> None:
    one = np.array([1.0, 10.0])
    book = Book("x", "X", "people", 100 * one, 2 * one, 3 * one, 5 * one, 7 * one)
    assert book.recorded.tolist() == [97.0, 970.0]  # 100 - 2 - 3 - 5 + 7


def test_perfect_records_of_people_who_hide_nothing_are_the_truth() -> None:
    open_ = tuple(life for life in SIX if DENIED not in life.then)
    for book in books(observed(*open_, expected=CRIME), RECORDS | PERFECT):
        assert book.recorded.tolist() == book.truth.tolist(), book.label
    # With the one who denies, what is concealed is all that is lacking.
    for book in books(by_hand(), RECORDS | PERFECT):
        assert book.recorded.tolist() == (book.truth - book.concealed).tolist()
        assert book.concealed.any() == (book.name in ("dependent", "untreated"))


@pytest.mark.parametrize("followed", [0.0, 0.25, 1.0])
def test_following_leavers_gives_back_as_many_as_are_followed(followed: float) -> None:
    made = of(by_hand(), RECORDS | {"records.follow_leavers": followed})
    assert made["dependent"].gone.tolist() == pytest.approx([(1 - followed) * 3, (1 - followed) * 23])
    assert made["into_work"].more.tolist() == pytest.approx([1 - followed, 0])


@pytest.mark.parametrize(
    ("record", "figure"),
    [
        ("records.jobcentre", "discussions"),
        ("records.treatment", "starts"),
        ("records.police", "offences"),
        ("records.deaths", "deaths"),
    ],
)
def test_each_agency_writes_down_its_own_figure_and_no_other(record: str, figure: str) -> None:
    before, after = of(by_hand(), RECORDS), of(by_hand(), RECORDS | {record: RECORDS[record] / 2})
    changed = {name for name in before if not np.array_equal(before[name].recorded, after[name].recorded)}
    assert changed == {figure}
    assert after[figure].recorded.tolist() == pytest.approx((before[figure].recorded / 2).tolist())


# ------------------------------------------------------------------------------------------- whole runs


@cache
def lived(**changed: float) -> Observation:
    """A year of the Green Paper with the same people and the same luck, whatever is changed."""
    numbers = values() | {name.replace("__", "."): value for name, value in changed.items()}
    compiled = compile_scenario(scenario("green_paper_2008"), numbers)
    start = start_replicate(compiled, claimants=1500, weeks=52, seed=1, replicate=0)
    return run_replicate(compiled, start, weeks=52)


def share_recorded(seen: Observation) -> float:
    book = of(seen, RECORDS)["dependent"]
    return float(book.recorded.sum() / book.truth.sum())


def test_who_denies_is_no_longer_on_the_books() -> None:
    """The fewer answer honestly the fewer dependent people the books show, of about as many as there are."""
    silent, frank = lived(contested__concealment=0.2), lived(contested__concealment=1.0)
    hidden, open_ = of(silent, RECORDS)["dependent"], of(frank, RECORDS)["dependent"]
    assert hidden.concealed.sum() > 1.1 * open_.concealed.sum() > 0
    assert share_recorded(silent) < share_recorded(frank) - 0.02
    assert hidden.truth.sum() == pytest.approx(open_.truth.sum(), rel=0.05)


def test_honest_answers_and_perfect_records_make_one_book_of_two_in_a_run() -> None:
    honest = lived(**{name.replace(".", "__"): value for name, value in (HONEST | PERFECT).items()})
    for book in books(honest, values() | HONEST | PERFECT):
        assert book.truth.any() and book.recorded.tolist() == book.truth.tolist(), book.label


def test_everybody_is_on_the_books_or_gone_whatever_they_live_on() -> None:
    assert sorted((*ON_THE_BOOKS, *GONE)) == sorted(Income)


def test_figures_are_the_runs_own() -> None:
    """Truth against other ways of counting the same run."""
    seen = lived()
    made = of(seen, values())
    assert made["deaths"].truth.sum() == seen.census[-1, -1] > 0
    assert made["dependent"].truth.sum() == pytest.approx(seen.time[:, seen.where(use=Use.DEPENDENT)].sum())
    treated = seen.where(use=Use.DEPENDENT, pathway=(Pathway.STABILISING, Pathway.MAINTAINED))
    assert (made["dependent"].truth - made["untreated"].truth).tolist() == pytest.approx(
        seen.time[:, treated].sum(axis=1).tolist()
    )
    queue_to_treatment = seen.moves["pathway"][:, :, Pathway.QUEUED, Pathway.STABILISING].sum(axis=1)
    assert made["starts"].truth.tolist() == queue_to_treatment.tolist()
    for book in made.values():
        assert (book.recorded >= 0).all() and (book.truth >= 0).all()
