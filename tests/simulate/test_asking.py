"""Being asked about drugs, against hand calculation: by whom, how often, who tells, and what is done with it.

Nothing here is drawn: every expectation is a formula written out again. Values as in parameters.yaml: an untrained
adviser asks half as often, without a coordinator 0.4 as often, 15% and 50% of what they are told is lost.
"""

import numpy as np
import pytest

from scenarios.evidence import load_evidence
from scenarios.levers import Regime
from simulate.claimants import Claimants
from simulate.clocks import tilted
from simulate.population import make_population
from simulate.processes.disclose import DISCLOSE
from simulate.processes.disclose_untrained import DISCLOSE_UNTRAINED
from simulate.rules.asking import Asking, afraid, afraid_to_volunteer, asked_by, cover, missed, telling_odds, tells
from simulate.rules.perceived import perceives_threat
from simulate.status import Belief, Income, Knowledge, Mandate, Pathway, Use, at_levels
from tests.simulate.bench import YEAR, Groups, hazard, moves, numbers, outcomes, regime
from tests.simulate.worlds import scenario, values

P: Asking = numbers(DISCLOSE)
ASKED = values()["telling.asked"]
COORDINATED: Groups = {"coordinators_per_district": 1}
THREAT: Groups = {
    "oblige": {"attend_assessment": True},
    "sanction": {"jsa": {"share_of_benefit": 1.0, "weeks": ["2 weeks"]}},
}


def asked(under: Regime, *, quality: float = 1.0, income: Income = Income.JSA) -> float:
    return float(asked_by(at_levels(1, income=income), under, P, quality=quality)[0])


@pytest.mark.parametrize(
    ("posts", "scope", "wanted"),
    [
        (0, "heroin_or_crack", 0.0), (0.5, "heroin_or_crack", 0.5), (1, "heroin_or_crack", 1.0),
        (3, "heroin_or_crack", 1.0), (1, "opiates_and_cocaine", 1 / 1.15), (1, "with_alcohol", 1 / 1.7),
        (1.7, "with_alcohol", 1.0),
    ],
)  # fmt: skip
def test_cover_is_posts_for_those_who_share_them(posts: float, scope: str, wanted: float) -> None:
    under = regime(identify={"coordinators_per_district": posts, "drug_scope": scope})
    assert cover(under, P) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize(("posts", "wanted"), [(0, 0.4), (0.5, 0.7), (1, 1.0), (2, 1.0)])
def test_asking_goes_with_cover(posts: float, wanted: float) -> None:
    under = regime(identify={"coordinators_per_district": posts})
    assert asked(under) == pytest.approx(6 / YEAR * ASKED * wanted, rel=1e-12)


def test_a_wider_scope_thins_the_coordinator_and_so_the_asking() -> None:
    under = regime(identify=COORDINATED | {"drug_scope": "with_alcohol"})
    assert asked(under) == pytest.approx(6 / YEAR * ASKED * (1 / 1.7 + (1 - 1 / 1.7) * 0.4), rel=1e-12)


@pytest.mark.parametrize(("income", "interviews"), [(Income.JSA, 6), (Income.ESA, 2), (Income.IS, 1)])
def test_each_benefit_has_its_interviews(income: Income, interviews: float) -> None:
    assert asked(regime(identify=COORDINATED), income=income) == pytest.approx(interviews / YEAR * ASKED, rel=1e-12)


@pytest.mark.parametrize(
    "levels",
    [
        {"income": Income.WORK}, {"income": Income.ALLOWANCE}, {"income": Income.NOTHING}, {"income": Income.CUSTODY},
        {"knowledge": Knowledge.VOLUNTEERED}, {"knowledge": Knowledge.IDENTIFIED}, {"knowledge": Knowledge.CONCEALED},
        {"use": Use.RECOVERED},
    ],
)  # fmt: skip
def test_nobody_else_is_asked(levels: Groups) -> None:
    for process in (DISCLOSE, DISCLOSE_UNTRAINED):
        assert hazard(process, regime(identify=COORDINATED | {"trained_advisers": 0.5}), **levels) == 0


@pytest.mark.parametrize(("quality", "times"), [(0, 0.5), (0.5, 0.5**0.5), (1, 1.0), (2, 2.0)])
def test_quality_0_asks_as_the_untrained_1_as_in_2009_and_2_twice_as_often(quality: float, times: float) -> None:
    under = regime(identify=COORDINATED | {"trained_advisers": 0.3, "training_quality": quality})
    trained, others = hazard(DISCLOSE, under), hazard(DISCLOSE_UNTRAINED, under)
    assert trained == pytest.approx(0.3 * times * 6 / YEAR * ASKED, rel=1e-12)
    assert others == pytest.approx(0.7 * 0.5 * 6 / YEAR * ASKED, rel=1e-12)
    if quality == 0:
        assert trained / 0.3 == pytest.approx(others / 0.7, rel=1e-12)
        assert outcomes(DISCLOSE, under) == pytest.approx(outcomes(DISCLOSE_UNTRAINED, under), rel=1e-12)


@pytest.mark.parametrize(
    ("posts", "quality", "wanted"),
    [
        (0, 1.0, 0.15), (0, 0.0, 0.5), (0, 2.0, 0.15**2 / 0.5), (1, 1.0, 0.06), (1, 0.0, 0.2),
        (0.5, 1.0, 0.15 * 0.7), (0, 0.5, (0.15 * 0.5) ** 0.5),
    ],
)  # fmt: skip
def test_what_is_told_and_lost(posts: float, quality: float, wanted: float) -> None:
    under = regime(identify={"coordinators_per_district": posts})
    assert missed(under, P, quality=quality) == pytest.approx(wanted, rel=1e-12)


def test_the_three_answers_by_hand() -> None:
    told = {"volunteered": 0.3 * 0.94, "heard, nothing done": 0.3 * 0.06, "not told": 0.7}
    under = regime(identify=COORDINATED)
    assert outcomes(DISCLOSE, under) == pytest.approx(told, rel=1e-12)
    alone = {"volunteered": 0.3 * 0.5, "heard, nothing done": 0.3 * 0.5, "not told": 0.7}
    assert outcomes(DISCLOSE_UNTRAINED, regime()) == pytest.approx(alone, rel=1e-12)
    volunteered = {"knowledge": Knowledge.VOLUNTEERED}
    assert moves(DISCLOSE, "volunteered", under) == volunteered | {"pathway": Pathway.APPOINTED}
    assert moves(DISCLOSE, "volunteered", under, pathway=Pathway.MAINTAINED) == volunteered
    for outcome in ("heard, nothing done", "not told"):
        assert moves(DISCLOSE, outcome, under) == {}


def test_guidance_is_for_jsa_alone_and_probing_for_all() -> None:
    plain = regime(identify=COORDINATED)
    guided = regime(identify=COORDINATED | {"jsa_guidance": True})
    probing = regime(identify=COORDINATED | {"probing": "probing"})
    for income, times in ((Income.JSA, 1.3), (Income.ESA, 1.0), (Income.IS, 1.0)):
        assert asked(guided, income=income) == pytest.approx(times * asked(plain, income=income), rel=1e-12)
        assert asked(probing, income=income) == pytest.approx(1.5 * asked(plain, income=income), rel=1e-12)


# ------------------------------------------------------------------ who tells


def tell(under: Regime, levels: Groups) -> float:
    at = at_levels(1, **levels)
    return float(tells(at, under, P, threat=perceives_threat(at, under))[0])


@pytest.mark.parametrize(
    ("groups", "levels", "wanted"),
    [
        ({}, {}, 0.3),
        ({}, {"pathway": Pathway.LOST}, 0.3),
        (THREAT, {}, 0.3 * 0.6),
        (THREAT, {"income": Income.ESA}, 0.3),  # nothing is at stake on ESA here
        (THREAT, {"belief": Belief.UNAWARE}, 0.3),
        ({}, {"belief": Belief.FEARFUL}, 0.3 * 0.6),
        ({"believe": {"reassurance": True}}, {}, 0.3 * 1.25),
        (THREAT | {"believe": {"reassurance": True}}, {}, 0.3 * 0.6),  # nobody believes it then
        ({"identify": {"drug_scope": "with_alcohol"}}, {}, 0.3 * 1.1),
        ({"identify": {"drug_scope": "opiates_and_cocaine"}}, {}, 0.3),
        ({"pay": {"treatment_allowance": True}}, {}, 0.3 * 0.9),
        ({"pay": {"treatment_allowance": True, "allowance_discreet": True}}, {}, 0.3),
    ],
)  # fmt: skip
def test_an_honest_answer_at_the_median(groups: Groups, levels: Groups, wanted: float) -> None:
    under = regime(**groups)
    assert tell(under, levels) == pytest.approx(wanted, rel=1e-12)
    treated = levels | {"pathway": Pathway.STABILISING}
    ratio = values()["telling.tell_treated"] / 0.3
    assert tell(under, treated) == pytest.approx(min(wanted * ratio, 1.0), rel=1e-12)


def test_people_in_treatment_tell_as_much_more_as_was_published() -> None:
    names = ("jcp_identified_17m", "jcp_identified_not_in_treatment", "gp_pdu_out_of_work", "gp_pdu_not_in_treatment")
    every, untreated, people, out = (load_evidence()[name].value or 0.0 for name in names)
    inside, outside = (every - untreated) / (people - out), untreated / out
    assert values()["telling.tell_treated"] / 0.3 == pytest.approx(inside / outside, rel=1e-12)


def test_the_afraid_are_those_who_think_that_benefit_is_at_stake_or_that_treatment_reports() -> None:
    reporting = regime(oblige={"providers_report": True})
    never = regime(oblige={"providers_report": True, "provider_cooperation": 0.0})
    cases: list[tuple[Regime, Groups, bool]] = [
        (regime(), {}, False), (regime(**THREAT), {}, True), (regime(**THREAT), {"income": Income.ESA}, False),
        (reporting, {}, True), (never, {}, False), (reporting, {"belief": Belief.UNAWARE}, False),
        (regime(), {"belief": Belief.FEARFUL}, True),
    ]  # fmt: skip
    for under, levels, wanted in cases:
        assert bool(afraid(at_levels(1, **levels), under, P)[0]) is wanted


def test_nobody_who_is_exempt_and_no_volunteer_who_will_be_is_threatened() -> None:
    exempt: Groups = {"mandate": Mandate.EXEMPT}
    volunteers = regime(**{**THREAT, "oblige": {**THREAT["oblige"], "exempt": ["volunteered"]}})
    for under, levels, asked_at_claim, asked_by_an_adviser in (
        (regime(**THREAT), {}, True, True),
        (regime(**THREAT), exempt, False, False),
        (regime(**THREAT), exempt | {"belief": Belief.FEARFUL}, True, True),
        (volunteers, {}, True, False),
        (volunteers, {"belief": Belief.FEARFUL}, True, True),
    ):
        at = at_levels(1, **levels)
        assert bool(afraid(at, under, P)[0]) is asked_at_claim
        assert bool(afraid_to_volunteer(at, under, P)[0]) is asked_by_an_adviser


def people(claimants: int = 24_000) -> Claimants:
    return make_population(claimants=claimants, values=values(), untreated_people=100_000, seed=1, replicate=0)


def test_readiness_and_children_tilt_an_answer_by_hand() -> None:
    """57.5% of all want to change: 40% of 100,000 and 70% of 140,000."""
    who = people()
    share = (0.4 * 100_000 + 0.7 * 140_000) / 240_000
    calm, scared = telling_odds(who, P).T
    ready, children = who.wants_change, who.children
    assert calm[ready] == pytest.approx(1.4 / (1 + 0.4 * share), rel=1e-12)
    assert calm[~ready] == pytest.approx(1 / (1 + 0.4 * share), rel=1e-12)
    for parents, times in ((True, 0.7), (False, 1.0)):
        of = children == parents
        assert scared[ready & of] == pytest.approx(times * calm[ready & of], rel=1e-12)
        assert scared[~ready & of] == pytest.approx(times * 0.7 * calm[~ready & of], rel=1e-12)


def test_without_fear_the_odds_leave_the_mean_answer_where_it_was() -> None:
    """Mean odds 1 over the published population, to half a per cent; and so mean answers, to 2% of them."""
    who = people()
    calm, scared = telling_odds(who, P).T
    assert calm.mean() == pytest.approx(1.0, abs=0.005)
    assert (scared <= calm).all(), "fear makes nobody tell more"
    for chance in (0.18, 0.3, values()["telling.tell_treated"]):
        # the share of evenly spread luck that tells, once stretched by everybody's own odds
        luck = (np.arange(len(who)) * 7919 % len(who) + 0.5) / len(who)
        one = np.ones(len(who), np.int64)
        told = tilted(luck, np.full((len(who), 1), chance), calm, one) < chance
        assert told.mean() == pytest.approx(chance, rel=0.02)


# ------------------------------------------------------------------ what was published


def test_asked_and_told_give_the_2400_untreated_people_of_17_months() -> None:
    """By a formula, people x interviews x asked x told x (trained + others) x 17 months; and by the submodels."""
    p = values()
    interviews = 6 * p["population.jsa"] + 2 * p["population.esa"] + 1 * p["population.income_support"]
    heard = 0.3 * (1 - 0.4 * 0.15) + 0.7 * 0.5 * (1 - 0.4 * 0.5)
    assert 100_000 * interviews * p["telling.asked"] * 0.3 * heard * 17 / 12 == pytest.approx(2400, rel=1e-9)

    under = scenario("voluntary_2009").regime
    shares = {Income.JSA: "jsa", Income.ESA: "esa", Income.IS: "income_support"}
    weekly = sum(
        p[f"population.{share}"]
        * sum(
            hazard(process, under, income=income) * outcomes(process, under, income=income)["volunteered"]
            for process in (DISCLOSE, DISCLOSE_UNTRAINED)
        )
        for income, share in shares.items()
    )
    assert 100_000 * weekly * 17 / 12 * YEAR == pytest.approx(2400, rel=1e-9)
