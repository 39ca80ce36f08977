"""Identification by Bayes' formula: who is found, and what a finding is worth.

Who is found: a screen at rate h picks a claimant up with chance c, tilted by that person's odds o of an honest answer
to c' = o c / (1 - c + o c). Misses change nothing, so within T weeks the person is found with chance 1 - exp(-h c' T),
and of those found a share P(group | found) = sum of these over the group / sum over all belongs to a group.
What it is worth: of people tested alike a share b is dependent, a test finds them with chance f and accuses others with
chance a; by Bayes a share f b / (f b + a (1 - b)) of those identified is dependent. The ledger of errors and rights
keeps those accused as expectations, so that f alone, a binomial share of the tests made, is left to chance.
Planted: odds of one group twice too high; a base rate a fifth too high.
"""

import numpy as np
import pytest
from scipy import stats

from simulate.arrays import FloatArray
from simulate.ledgers.rights import Route, routes
from simulate.processes.drug_test import DRUG_TEST
from simulate.processes.screen import SCREEN
from simulate.run import run_replicate
from simulate.status import Income
from tests.conftest import Figure
from tests.simulate.bench import Groups, hazard, numbers, outcomes, regime
from tests.simulate.exact.small import compiled, live, only, started
from tests.simulate.worlds import values
from tests.statistics import Compared, compare, given, least_share_found, level_of, seed_of

CLAIMANTS, WEEKS = 20_000, 26
ASKED: Groups = {"identify": {"esa_screening": True}}
TESTED: Groups = {"identify": {"drug_test": {"when": "at_claim"}}}
BASE = {Income.JSA: "base_rates.jsa", Income.ESA: "base_rates.esa", Income.IS: "base_rates.is"}


def found(planted: float = 1.0) -> Compared:
    """Who is found by a screen, by group. planted: on the odds of those with a dual diagnosis."""
    of, quick = regime(**ASKED), {"screen.claims": 0.05}
    it = compiled(of, only("screen", alike=False), opening={"income": Income.ESA}, changed=quick)

    def plant(world: object) -> None:
        world.lives.odds[world.who.dual_diagnosis] *= planted  # type: ignore[attr-defined]

    start = started(it, claimants=CLAIMANTS, weeks=2, seed=seed_of("bayes"), income=Income.ESA)
    lived = live(it, start, weeks=WEEKS, plant=plant)
    who = lived.world.who
    odds = np.asarray(SCREEN.odds(who, of, numbers(SCREEN, quick)))  # type: ignore[misc]
    odds = odds.reshape(CLAIMANTS, -1)[:, 0]  # nobody is afraid: nothing is at stake
    c = outcomes(SCREEN, of, quick, income=Income.ESA)["identified"]
    tilted = odds * c / (1 - c + odds * c)
    chance: FloatArray = -np.expm1(-hazard(SCREEN, of, quick, income=Income.ESA) * tilted * WEEKS)
    hit = np.isfinite(lived.first("screen", "identified"))
    names, got, want, spread = [], [], [], []
    for name, mine in (
        ("all", np.ones(CLAIMANTS, np.bool_)), ("men", who.male), ("women", ~who.male),
        ("dual diagnosis", who.dual_diagnosis), ("children", who.children), ("wants change", who.wants_change),
        ("does not want change", ~who.wants_change), ("hard core", who.hard_core),
    ):  # fmt: skip
        names.append(f"found of {name}")
        got.append(float(hit[mine].sum()))
        want.append(float(chance[mine].sum()))
        spread.append(float(np.sqrt((chance * (1 - chance))[mine].sum())))
        if name != "all":
            share = chance[mine].sum() / chance.sum()
            names.append(f"{name} among those found")
            got.append(float(hit[mine].sum() / hit.sum()))
            want.append(float(share))
            of_group = mine - share
            spread.append(float(np.sqrt((of_group**2 * chance * (1 - chance)).sum()) / chance.sum()))
    return compare("bayes", names, got, want, spread)


@pytest.mark.short
def test_those_found_are_who_bayes_says(figure: Figure) -> None:
    found().note(figure, "Found by a screen, by group, and each group among those found")


def test_a_planted_error_is_found() -> None:
    assert any("dual diagnosis" in one for one in found(planted=2.0).failures)


def of_tests(income: Income) -> Route:
    it = compiled(regime(**TESTED), only("drug_test"), opening={"income": income})
    start = started(it, claimants=CLAIMANTS, weeks=2, seed=seed_of("bayes") + 1, income=income)
    seen = run_replicate(it, start, weeks=52, ticks=())
    [route] = [one for one in routes(seen) if one.name == "drug_test"]
    return route


@pytest.mark.short
@pytest.mark.parametrize("income", list(BASE))
def test_what_a_positive_test_is_worth_is_what_bayes_says(income: Income, figure: Figure) -> None:
    route = of_tests(income)
    b, a = values()[BASE[income]], 1 - values()["drug_test.specificity"]
    f = outcomes(DRUG_TEST, regime(**TESTED), income=income)["positive"]
    n = int(route.dependent)
    p = stats.binomtest(int(route.found), n, f).pvalue
    finds = [least_share_found(level_of("bayes"), n, f) / f]
    given("bayes", [f"positive, {income.name}"], [p], finds).note(figure, f"Positive of tested on {income.name}")
    share = route.found / n
    assert route.predictive_value == pytest.approx(share * b / (share * b + a * (1 - b)), rel=1e-9)
    assert route.asked_per_case == pytest.approx(1 / (b * share), rel=1e-9)
    wrong = 1.2 * b
    assert route.predictive_value != pytest.approx(share * wrong / (share * wrong + a * (1 - wrong)), rel=1e-3)
