"""Thinned streams: where a stream of events of rate h leads to outcomes with chances p, each outcome is a stream of its
own, of rate h p, and they are independent.

Arrests (nothing changes but a record, which changes no hazard): counts of each outcome in T weeks are Poisson with mean
h p T, their dispersion is 1, and they do not hang together.
Drug tests at claims: a negative one changes nothing, so the time to the end of the stream is exponential with rate
h (1 - negative), and the number of negatives before it is geometric.
Referrals that are paid for: a share is recorded only, and the others are those of a stream of that rate.
Planted: chances and rates of another size, and streams that share their luck.
"""

import numpy as np
import pytest
from scipy import stats

from scenarios.levers import Regime
from simulate.processes.drug_test import DRUG_TEST
from simulate.processes.gp_referral import GP_REFERRAL
from simulate.status import Income, Pathway
from tests.conftest import Figure
from tests.simulate.bench import Groups, hazard, outcomes, regime
from tests.simulate.exact.small import Lived, compiled, live, only, started
from tests.statistics import Compared, compare, given, least_distance_found, level_of, seed_of

CLAIMANTS, WEEKS = 20_000, 104
TESTED: Groups = {"identify": {"drug_test": {"when": "at_claim"}}}
PAID: Groups = {"identify": {"gp_route": True, "gp_incentive": True}}


def lived(*names: str, of: Regime, weeks: int = WEEKS, changed: dict[str, float] | None = None) -> Lived:
    opening = {"pathway": Pathway.NOT_ENGAGED, "income": Income.JSA}
    it = compiled(of, only(*names), opening=opening, changed=changed)
    return live(it, started(it, claimants=CLAIMANTS, weeks=2, seed=seed_of("thinning"), **opening), weeks=weeks)


def arrests(custody: float = 0.0, order: float = 0.4, rate: float = 0.02) -> Compared:
    """Two streams of one. custody: nobody's, so that it never ends. order: what the test takes the share to be."""
    made = {"arrest.custody": custody, "arrest.community_order": 0.4, "arrest.rate": rate}
    seen = lived("arrest", of=regime(), changed=made)
    counts = [seen.count("arrest", one) for one in ("community order", "released")]
    means = [0.02 * order * WEEKS, 0.02 * (1 - order) * WEEKS]
    names, got, want, spread = [], [], [], []
    for name, count, mean in zip(("orders", "releases"), counts, means, strict=True):
        names += [f"{name}: how many", f"{name}: dispersion"]
        got += [count.mean(), count.var(ddof=1) / mean]
        want += [mean, 1.0]
        spread += [np.sqrt(mean / CLAIMANTS), np.sqrt((2 + 1 / mean) / CLAIMANTS)]
    names.append("covariance of the two")
    got.append(1 + float(np.cov(counts[0], counts[1])[0, 1]) / np.sqrt(means[0] * means[1]))
    want.append(1.0)
    spread.append(np.sqrt(1 / CLAIMANTS))
    return compare("thinning", names, got, want, spread)


@pytest.mark.short
def test_outcomes_of_one_stream_are_independent_streams(figure: Figure) -> None:
    arrests().note(figure, "Arrests: number, dispersion and covariance of orders and releases")


def test_a_planted_error_is_found() -> None:
    assert any("how many" in one for one in arrests(order=0.42).failures), "a chance of 0.40 that ought to be 0.42"
    assert any("how many" in one for one in arrests(rate=0.0212).failures), "a rate off by six hundredths"
    alike = np.random.default_rng(1).poisson(1.0, CLAIMANTS)
    apart = 1 + float(np.cov(alike, alike + 0.0)[0, 1])
    assert compare("thinning", ["the same luck"], [apart], [1.0], [np.sqrt(1 / CLAIMANTS)]).failures


@pytest.mark.short
def test_negatives_before_the_stream_of_tests_ends_are_geometric_and_its_time_is_exponential(figure: Figure) -> None:
    of = regime(**TESTED)
    quick = {"drug_test.claims_jsa": 0.5, "drug_test.sensitivity": 0.35}
    rate = hazard(DRUG_TEST, of, quick, income=Income.JSA)
    chance = outcomes(DRUG_TEST, of, quick, income=Income.JSA)
    stops = 1 - chance["negative"]
    seen = lived("drug_test", of=of, weeks=300, changed=quick)
    ends = np.minimum(seen.first("drug_test", "positive"), seen.first("drug_test", "refused"))
    negatives = seen.count("drug_test", "negative")
    assert np.isfinite(ends).all()
    most = 8
    cells = np.bincount(np.minimum(negatives, most), minlength=most + 1)
    want = np.append(stats.geom.pmf(np.arange(1, most + 1), stops), stats.geom.sf(most, stops)) * CLAIMANTS
    wrong = np.append(stats.geom.pmf(np.arange(1, most + 1), stops * 0.9), stats.geom.sf(most, stops * 0.9)) * CLAIMANTS
    exponential = stats.kstest(ends, "expon", args=(0, 1 / (rate * stops))).pvalue
    positive = stats.binomtest(int(np.isfinite(seen.first("drug_test", "positive")).sum()), CLAIMANTS,
                               chance["positive"] / stops).pvalue  # fmt: skip
    apart = stats.pearsonr(ends / (1 + negatives), negatives).pvalue
    names = ("negatives", "time to the end", "positive rather than refused", "time between tests and their number")
    p = [stats.chisquare(cells, want).pvalue, exponential, positive, apart]
    finds = [np.inf, least_distance_found(level_of("thinning"), CLAIMANTS), np.inf, np.inf]
    given("thinning", names, p, finds).note(figure, "Drug tests: negatives before the end, and when it comes")
    assert stats.chisquare(cells, wrong).pvalue < level_of("thinning"), "a chance of stopping off by a tenth is found"


@pytest.mark.short
def test_referrals_paid_for_are_thinned_by_those_that_are_recorded_only(figure: Figure) -> None:
    of = regime(**PAID)
    rate, gamed = hazard(GP_REFERRAL, of), outcomes(GP_REFERRAL, of)["recorded only"]
    assert 0 < gamed < 1
    seen = lived("gp_referral", of=of, weeks=260)
    first = seen.first("gp_referral", "assessed")
    chance = -np.expm1(-rate * (1 - gamed) * 260)
    came = np.isfinite(first).sum()
    # Until he or she comes, a claimant is recorded rate x gamed times a week.
    exposed = np.minimum(first, 260.0).sum()
    recorded = rate * gamed * exposed
    found = compare(
        "thinning", ["came", "recorded only"], [came, seen.count("gp_referral", "recorded only").sum()],
        [CLAIMANTS * chance, recorded], [np.sqrt(CLAIMANTS * chance * (1 - chance)), np.sqrt(recorded)],
    )  # fmt: skip
    found.note(figure, "Referrals by family doctors: those who came, those recorded only")
