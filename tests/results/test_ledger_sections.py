"""The sections of the ledgers: their figures are those of the ledgers, and their sentences say no more."""

from collections.abc import Callable

import numpy as np
import pytest

from results.blocks import Figure, Fold, Prose, Table
from results.comparison import compare
from results.gather import Gathered, gather
from results.manifest import parameters_of
from results.outcomes import OUTCOMES
from results.report import report_readings
from results.section import Context
from results.sections import SECTIONS, books, handoffs, money, outside, queue, rights
from results.store import Run, open_run, readings
from results.words import number
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan, Ran, run_plan
from simulate.ledgers.handoffs import STAGES, lost_people
from simulate.ledgers.rights import ASKING, NAMING
from tests.results.conftest import PAIR


@pytest.fixture(scope="module")
def context(pair: Run) -> Context:
    return context_of(pair)


def context_of(run: Run) -> Context:
    kept = open_run(run.folder)
    gathered = readings(kept, report_readings())
    return Context(kept.manifest, parameters_of(kept.manifest), gathered, compare(gathered))


def tampered(context: Context, name: str, array: np.ndarray) -> Context:
    """The same with one reading replaced."""
    arrays = {**context.gathered.arrays, name: array}
    made = Gathered(context.gathered.scenarios, arrays, context.gathered.beliefs)
    return Context(context.manifest, context.parameters, made, context.comparisons)


def figure(blocks: tuple[object, ...]) -> Figure:
    (made,) = [block for block in blocks if isinstance(block, Figure)]
    return made


def words(blocks: tuple[object, ...]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Prose))


def test_every_route_has_words_and_every_burden_is_an_outcome() -> None:
    assert set(rights.ROUTES) == {*ASKING, *NAMING}
    assert {name for name, _ in rights.BURDENS} | {rights.ASKED, rights.STARTS} <= {one.name for one in OUTCOMES}


def test_losses_and_tickets_are_those_of_the_ledger(rans: tuple[Ran, ...]) -> None:
    for ran in rans:
        seen = ran.observation
        lost = handoffs._losses(seen, {})
        assert lost.sum() == pytest.approx(sum(lost_people(seen).values()) * seen.weight)
        assert lost[:, handoffs.WHY.index(handoffs.OTHER)].sum() == 0, "a loss without a reason of its own"
        opened, closed, ended, gone, still = handoffs._tickets(seen, {}).T
        start = np.array([int(seen.census[0, seen.where(pathway=s.here)].sum()) for s in STAGES])
        assert np.allclose(start * seen.weight + opened - closed - ended - gone, still)


def test_every_way_out_of_the_benefit_system_has_words(rans: tuple[Ran, ...]) -> None:
    for ran in rans:
        account = outside._read(ran.observation, {})
        assert len(account) == len(outside.NAMES)
        into, away = account[outside.LEFT], account[outside.LEFT.stop : -2]
        assert into[-1] == 0, "somebody left the benefit system in a way that has no name"
        assert away[-1] == 0, "somebody came back in a way that has no name"
        assert account[0] + account[1] + into.sum() - away.sum() == pytest.approx(account[-2])


def test_money_paid_is_what_was_due_less_what_was_kept(context: Context) -> None:
    due, withheld, recovered, back, allowance, paid = np.moveaxis(context.gathered.arrays["money"], -1, 0)
    assert np.allclose(paid, due - withheld - recovered + back + allowance)
    assert (withheld[1] > 0).all() and not withheld[0].any()
    table = money.build(context)[-1]
    assert isinstance(table, Table) and [row[0] for row in table.rows] == list(money.ROWS)
    assert table.rows[0][3] == pytest.approx((due[1] - due[0]).mean())


def test_books_name_the_figures_of_the_wrong_sign(context: Context) -> None:
    array = context.gathered.arrays["books"].copy()
    rng = np.random.default_rng(1)
    array[1, ..., 1, 0] = array[0, ..., 1, 0] + 5000 + rng.normal(0, 1, array.shape[1:3])
    array[1, ..., 1, 1] = array[0, ..., 1, 1] - 4000 + rng.normal(0, 1, array.shape[1:3])
    made = figure(books.build(tampered(context, "books", array)))
    assert "wrong sign for" in made.finding and "dependent and not in treatment" in made.finding
    assert "in truth +5,000, on the books \N{MINUS SIGN}4,000" in made.finding
    assert made.table.rows[1][6] == pytest.approx(-9000, abs=5)


def test_books_of_equal_regimes_hold_no_mirage(context: Context) -> None:
    array = context.gathered.arrays["books"].copy()
    array[1] = array[0]
    made = figure(books.build(tampered(context, "books", array)))
    assert "For no figure is it settled" in made.finding
    assert all(row[6] == 0 for row in made.table.rows)


def test_an_effect_too_large_for_the_chart_is_named(context: Context) -> None:
    array = context.gathered.arrays["books"].copy()
    array[1, ..., 3, :] = 50 * (array[0, ..., 3, :] + 1)
    array[0, ..., 3, :] += 1
    made = figure(books.build(tampered(context, "books", array)))
    assert "referrals that led to a discussion" in made.note
    assert "discussion" not in str(made.layout["yaxis"]["ticktext"])
    assert len(made.table.rows) == 7


def test_the_queue_says_that_nobody_waited_or_who_did(context: Context) -> None:
    assert "In no run was anybody displaced" in words(queue.build(context))
    array = np.zeros_like(context.gathered.arrays["queue"])
    array[1, ..., :] = [100.0, 60.0, 10.0, 30.0, 400.0]
    made = queue.build(tampered(context, "queue", array))
    assert "100 (100 to 100) volunteers waited because of a mandated referral, 4 (4 to 4) weeks" in words(made)
    table = made[-1]
    assert isinstance(table, Table) and table.rows[3][:4] == ("of whom still wait at the end", 0.0, 30.0, 30.0)


def test_displacement_of_a_real_queue_is_told() -> None:
    """A required referral goes first where places are short."""
    green = load_scenario("mandated_first").scenario
    short = green.model_copy(
        update={
            "regime": green.regime.model_copy(
                update={"capacity": green.regime.capacity.model_copy(update={"spare_places": -0.3})}
            )
        }
    )
    plan = Plan((("short", short),), load_parameters(), 2000, 52, 1, 1, 7)
    rans = [ran for task in run_plan(plan) for ran in task]
    read = gather(rans, {"queue": queue._read}, scenarios=("short",), values=plan.values(0))
    people, started, lost, waiting, weeks = read.arrays["queue"][0, 0, 0]
    assert people > 0 and weeks > 0 and started + lost + waiting == pytest.approx(people)


def test_extra_questions_are_set_against_extra_starts(context: Context) -> None:
    made = figure(rights.build(context))
    asked, starts = (context.gathered.arrays[name] for name in (rights.ASKED, rights.STARTS))
    more, begun = float((asked[1] - asked[0]).mean()), float((starts[1] - starts[0]).mean())
    assert "more people asked" in made.finding or "more people are asked" in made.finding
    if begun > 0:
        assert number(more / begun) in made.finding
    fewer = tampered(context, rights.STARTS, np.stack([starts[0], starts[0] - 1]))
    assert "without more treatment starts" in figure(rights.build(fewer)).finding


def test_a_single_regime_gets_levels_and_no_differences(maker: Callable[..., Run]) -> None:
    alone = context_of(maker(PAIR[1]))
    assert isinstance(books.build(alone)[-1], Fold)
    for section in SECTIONS:
        assert "difference" not in str([b.finding for b in section.build(alone) if isinstance(b, Figure)]).lower()
    assert "more than under" not in figure(rights.build(alone)).finding
