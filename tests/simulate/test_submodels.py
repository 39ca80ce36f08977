"""Submodels row by row, by hand: how the Jobcentre finds out, and how people come to treatment.

Each expectation is the formula of the submodel written out with the numbers of parameters.yaml; where a run is needed,
the same claimants with the same luck are compared, or a sum of chances with a count at a false-alarm rate of 1e-6.
"""

import numpy as np
import pytest

from simulate.claimants import Claimants
from simulate.population import make_population
from simulate.processes.attend import ATTEND
from simulate.processes.data_share import DATA_SHARE
from simulate.processes.declare import DECLARE
from simulate.processes.drug_test import DRUG_TEST
from simulate.processes.exchange_referral import EXCHANGE_REFERRAL
from simulate.processes.exchange_report import EXCHANGE_REPORT
from simulate.processes.gp_referral import GP_REFERRAL
from simulate.processes.justice_referral import JUSTICE_REFERRAL
from simulate.processes.notice import NOTICE
from simulate.processes.notify import NOTIFY
from simulate.processes.release import RELEASE
from simulate.processes.screen import SCREEN
from simulate.processes.self_refer import SELF_REFER
from simulate.processes.signposted import SIGNPOSTED
from simulate.status import (
    Belief,
    Housing,
    Income,
    Knowledge,
    Mandate,
    Notice,
    Pathway,
    Sanction,
    Use,
    at_levels,
    pack,
)
from simulate.world import World
from tests.simulate.bench import YEAR, Groups, Living, hazard, living, moves, numbers, outcomes, regime, scenario_with
from tests.simulate.worlds import values
from tests.statistics import limit_of

Z = limit_of("small")
DAY = 1 / 7
JSA_ALL = {"share_of_benefit": 1.0, "weeks": ["2 weeks", "4 weeks", "26 weeks"]}
ESA_PART = {"share_of_benefit": 0.142, "weeks": ["4 weeks"]}
MUST: Groups = {"oblige": {"attend_assessment": True}, "sanction": {"jsa": JSA_ALL, "esa": ESA_PART}}
APPOINTED: Groups = {"pathway": Pathway.APPOINTED, "knowledge": Knowledge.IDENTIFIED}
OBLIGED: Groups = {**APPOINTED, "mandate": Mandate.REQUIRED}
IDENTIFIED: Groups = {"knowledge": Knowledge.IDENTIFIED, "pathway": Pathway.APPOINTED}
HIDDEN = (Knowledge.UNKNOWN, Knowledge.CONCEALED)


def of_odds(odds: float) -> float:
    return odds / (1 + odds)


# ------------------------------------------------------------------ named by other agencies


def channels(**named: Groups) -> Groups:
    return {"data_share": {name: {"open": True, **settings} for name, settings in named.items()}}


def test_what_each_agency_tells_by_hand() -> None:
    """0.25, 0.12 and 0.2335 contacts a year; 60% reach the right claim; half consent; a recall of one's own."""
    plain = regime(identify=channels(police={}, probation={}, prison={}))
    rates = {"police": 0.25 * 0.6, "probation": 0.12 * 0.6, "prison": 0.2335 * 0.6}
    assert hazard(DATA_SHARE, plain) == pytest.approx(sum(rates.values()) / YEAR, rel=1e-12)
    shares = {f"identified by {name}": rate / sum(rates.values()) for name, rate in rates.items()}
    assert outcomes(DATA_SHARE, plain) == pytest.approx(shares, rel=1e-12)
    other = regime(
        identify=channels(police={"recall": 0.9}, probation={"legal_basis": "consent"}, prison={"lag": "1 week"})
    )
    assert hazard(DATA_SHARE, other) == pytest.approx((0.25 * 0.9 + 0.12 * 0.6 * 0.5) / YEAR, rel=1e-12)
    assert hazard(NOTIFY, other) == pytest.approx(0.2335 * 0.6 / YEAR, rel=1e-12)
    assert outcomes(NOTIFY, other) == {"named by police": 0.0, "named by probation": 0.0, "named by prison": 1.0}
    statute = regime(identify=channels(police={"legal_basis": "statute", "recall": 0.0}))
    assert hazard(DATA_SHARE, statute) == 0


def test_who_can_be_named() -> None:
    under = regime(identify=channels(police={}), oblige={"benefits": ["JSA"]})
    for knowledge in Knowledge:
        assert (hazard(DATA_SHARE, under, knowledge=knowledge) > 0) == (knowledge in HIDDEN)
    for levels in ({"notice": Notice.PRISON}, {"use": Use.RECOVERED}, {"income": Income.ESA}, {"income": Income.WORK}):
        assert hazard(DATA_SHARE, under, **levels) == 0
    found = {"identified by police": IDENTIFIED}
    for outcome, after in found.items():
        assert moves(DATA_SHARE, outcome, under, knowledge=Knowledge.CONCEALED) == after
        treated = moves(DATA_SHARE, outcome, under, pathway=Pathway.MAINTAINED)
        assert treated == {"knowledge": Knowledge.IDENTIFIED}


def test_a_notice_takes_its_time_to_the_day() -> None:
    """Everybody is named fast, and each of the named is identified just so long afterwards; nobody twice meanwhile."""
    it = scenario_with(over={"identify": channels(police={"lag": "3 weeks"}, prison={"lag": "10 days"})})
    fast = {"sharing.police": 0.5, "sharing.prison": 0.5}
    named: dict[int, tuple[float, int]] = {}
    waits: dict[int, list[float]] = {0: [], 2: []}
    for now in living(it, 12, claimants=400, processes=(NOTIFY, NOTICE), ticks=(), changed=fast):
        batches = [[getattr(b, f).tolist() for f in ("time", "who", "process", "outcome")] for b in now.world.events]
        everything = sorted(event for batch in batches for event in zip(*batch, strict=True))
        for time, who, process, outcome in everything:
            if process == 0:
                assert who not in named, "no second notice is sent"
                named[who] = (time, outcome)
            else:
                sent, by = named[who]
                waits[by].append(time - sent)
    assert len(waits[0]) > 100 and len(waits[2]) > 100
    assert waits[0] == pytest.approx([3.0] * len(waits[0]), abs=1e-4)
    assert waits[2] == pytest.approx([10 * DAY] * len(waits[2]), abs=1e-4)


def test_a_notice_comes_too_late_for_who_has_recovered_or_left_benefit() -> None:
    under = regime(identify=channels(police={"lag": "4 weeks"}))
    on_its_way: Groups = {"notice": Notice.POLICE}
    assert hazard(NOTICE, under, **on_its_way) == pytest.approx(1 / 4)
    assert hazard(NOTICE, under, notice=Notice.PRISON) == 0 == hazard(NOTICE, under)
    assert moves(NOTICE, "identified", under, **on_its_way) == {**IDENTIFIED, "notice": Notice.NONE}
    for late in ({"use": Use.RECOVERED}, {"income": Income.WORK}, {"income": Income.CUSTODY}):
        assert outcomes(NOTICE, under, **on_its_way, **late) == {"identified": 0.0, "too late": 1.0}
        assert moves(NOTICE, "too late", under, **on_its_way, **late) == {"notice": Notice.NONE}


# ------------------------------------------------------------------ tested, screened, declared


@pytest.mark.parametrize(
    ("when", "income", "wanted"),
    [
        ("none", Income.JSA, 0.0),
        ("at_claim", Income.JSA, 2.0), ("at_claim", Income.ESA, 1.0), ("at_claim", Income.IS, 1.0),
        ("on_suspicion", Income.JSA, 0.15), ("on_suspicion", Income.IS, 0.15),
        ("after_missed", Income.JSA, 0.15 * 0.5**2), ("after_missed", Income.ESA, 0.15 * 0.5**2),
    ],
)  # fmt: skip
def test_when_people_are_tested(when: str, income: Income, wanted: float) -> None:
    under = regime(identify={"drug_test": {"when": when}})
    for knowledge in Knowledge:
        due = wanted / YEAR if knowledge in HIDDEN else 0.0
        assert hazard(DRUG_TEST, under, income=income, knowledge=knowledge) == pytest.approx(due, rel=1e-12)
    assert hazard(DRUG_TEST, under, income=income, use=Use.RECOVERED) == 0


@pytest.mark.parametrize("given", [None, 0.5])
def test_what_a_test_shows(given: float | None) -> None:
    under = regime(identify={"drug_test": {"when": "at_claim", "sensitivity": given}})
    sensitivity = 0.85 if given is None else given
    positive = 0.92 * sensitivity
    assert outcomes(DRUG_TEST, under) == pytest.approx(
        {"positive": positive, "refused": 0.08, "negative": 0.92 - positive}, rel=1e-12
    )
    assert moves(DRUG_TEST, "positive", under) == IDENTIFIED
    assert moves(DRUG_TEST, "refused", under) == {"income": Income.NOTHING}
    assert moves(DRUG_TEST, "negative", under, knowledge=Knowledge.CONCEALED) == {}


def test_a_screen_finds_those_who_tell_and_are_picked_up() -> None:
    under = regime(identify={"esa_screening": True})
    assert hazard(SCREEN, under, income=Income.ESA) == pytest.approx(1 / YEAR, rel=1e-12)
    assert hazard(SCREEN, under, income=Income.JSA) == 0 == hazard(SCREEN, regime(), income=Income.ESA)
    found = outcomes(SCREEN, under, income=Income.ESA)
    assert found == pytest.approx({"identified": 0.8 * 0.3, "not picked up": 1 - 0.8 * 0.3}, rel=1e-12)


def test_a_declaration_is_answered_denied_or_walked_away_from() -> None:
    """5% of the untreated give up in a year of declarations: 2 on JSA, 1 on ESA; nobody in treatment does."""
    required = regime(identify={"declaration": "required"}, sanction={"jsa": JSA_ALL})
    for income, reviews, told in ((Income.JSA, 2, 0.3 * 0.6), (Income.ESA, 1, 0.3)):
        assert hazard(DECLARE, required, income=income) == pytest.approx(reviews / YEAR, rel=1e-12)
        leaving = -np.log(0.95) / reviews
        found = outcomes(DECLARE, required, income=income)
        assert found["claim given up"] == pytest.approx(leaving, rel=1e-4)  # a year of 365.25 days
        assert found["identified"] == pytest.approx(told, rel=1e-12)
        assert sum(found.values()) == pytest.approx(1, rel=1e-12)
    assert outcomes(DECLARE, required, pathway=Pathway.MAINTAINED)["claim given up"] == 0
    assert outcomes(DECLARE, regime(identify={"declaration": "invited"}))["claim given up"] == 0
    citing = regime(identify={"declaration": "invited", "declaration_asked_of": "citing_drugs"})
    assert hazard(DECLARE, citing) == 0 < hazard(DECLARE, citing, income=Income.ESA)
    assert outcomes(DECLARE, citing, income=Income.ESA)["identified"] == pytest.approx(0.85, rel=1e-12)
    concealed = moves(DECLARE, "concealed", required, belief=Belief.FEARFUL)
    assert concealed == {"knowledge": Knowledge.CONCEALED, "belief": Belief.AS_IT_IS}


def test_exchanges_that_report_are_avoided() -> None:
    silent, reports = ({"needle_exchange_route": True, "needle_exchange_reports": tells} for tells in (False, True))
    assert hazard(EXCHANGE_REFERRAL, regime(identify=silent)) == pytest.approx(0.03 / YEAR, rel=1e-12)
    assert hazard(EXCHANGE_REFERRAL, regime(identify=reports)) == pytest.approx(0.8 * 0.03 / YEAR, rel=1e-12)
    assert hazard(EXCHANGE_REPORT, regime(identify=reports)) == pytest.approx(0.8 * 0.3 / YEAR, rel=1e-12)
    assert hazard(EXCHANGE_REPORT, regime(identify=silent)) == 0
    assert moves(EXCHANGE_REPORT, "identified", regime(identify=reports)) == IDENTIFIED


# ------------------------------------------------------------------ the appointment


BASE = 0.344 / 0.656
TWELVE = {"appointment_wait": "12 days"}


@pytest.mark.parametrize(
    ("groups", "levels", "times"),
    [
        ({"refer": TWELVE}, {}, 1.0),
        ({"refer": {"appointment_wait": "24 days"}}, {}, 0.74),
        ({"refer": {"appointment_wait": "96 days"}}, {}, 0.74**3),
        ({"refer": {"appointment_wait": "6 days"}}, {}, 1 / 0.74),
        ({"refer": TWELVE}, {"housing": Housing.HOMELESS}, 0.73),
        ({"refer": TWELVE}, {"housing": Housing.INSECURE}, 1.0),
        ({"refer": {**TWELVE, "links": {"jobcentre_treatment": 1.0}}}, {}, 1.4),
        ({"refer": {**TWELVE, "links": {"jobcentre_treatment": 0.5}}}, {}, 1.4**0.5),
        ({"refer": {**TWELVE, "links": {"prison_treatment": 1.0}}}, {}, 1.0),
        ({"refer": {**TWELVE, "named_person": True}}, {}, 1.5),
        ({"refer": {**TWELVE, "non_stigmatising": True}}, {}, 1.15),
        ({"refer": {**TWELVE, "single_contact": True}}, {}, 1.15 * 0.74 ** np.log2(0.8)),
        ({"refer": {**TWELVE, "confidentiality": "unclear"}}, {}, 0.85 * 0.74 ** np.log2(1.4)),
        ({**MUST, "refer": TWELVE}, {"mandate": Mandate.REQUIRED}, 1.4),
        ({**MUST, "refer": TWELVE}, {"mandate": Mandate.REQUIRED, "income": Income.ESA}, 1.4**0.142),
        ({**MUST, "refer": TWELVE}, {"mandate": Mandate.EXEMPT}, 1.0),
        ({**MUST, "refer": TWELVE}, {}, 1.0),
        ({"oblige": {"stay_in_treatment": True}, "sanction": {"jsa": JSA_ALL}, "refer": TWELVE},
         {"mandate": Mandate.REQUIRED}, 1.0),  # attending is not what is required
    ],
)  # fmt: skip
def test_who_attends(groups: Groups, levels: Groups, times: float) -> None:
    found = outcomes(ATTEND, regime(**groups), **{**APPOINTED, **levels})
    assert found["attended"] == pytest.approx(of_odds(BASE * times), rel=1e-12)
    assert found["missed"] == pytest.approx(1 - found["attended"], rel=1e-12)


@pytest.mark.parametrize(
    ("refer", "days"),
    [({}, 14), (TWELVE, 12), ({**TWELVE, "single_contact": True}, 12 * 0.8),
     ({**TWELVE, "confidentiality": "unclear"}, 12 * 1.4)],
)  # fmt: skip
def test_how_long_the_appointment_takes(refer: Groups, days: float) -> None:
    assert hazard(ATTEND, regime(refer=refer), **APPOINTED) == pytest.approx(7 / days, rel=1e-12)
    assert hazard(ATTEND, regime(refer=refer), pathway=Pathway.LOST) == 0


def test_what_attending_and_missing_lead_to() -> None:
    assert moves(ATTEND, "attended", regime(), **APPOINTED) == {"pathway": Pathway.QUEUED}
    assert moves(ATTEND, "missed", regime(**MUST), **APPOINTED) == {"pathway": Pathway.LOST}
    breach = {"pathway": Pathway.LOST, "sanction": Sanction.PENDING}
    assert moves(ATTEND, "missed", regime(**MUST), **OBLIGED) == breach
    assert moves(ATTEND, "missed", regime(**MUST), **{**OBLIGED, "income": Income.IS}) == {"pathway": Pathway.LOST}
    only_stay = regime(oblige={"stay_in_treatment": True}, sanction={"jsa": JSA_ALL})
    assert moves(ATTEND, "missed", only_stay, **OBLIGED) == {"pathway": Pathway.LOST}
    sanctioned: Groups = {**OBLIGED, "sanction": Sanction.WRONGED}
    assert moves(ATTEND, "missed", regime(**MUST), **sanctioned) == {"pathway": Pathway.LOST}
    assert moves(ATTEND, "attended", regime(**MUST), **sanctioned) == {"pathway": Pathway.QUEUED}
    ends = regime(**{**MUST, "sanction": {**MUST["sanction"], "ends_on_reengaging": True}})
    came = {"pathway": Pathway.QUEUED, "sanction": Sanction.NONE}
    assert moves(ATTEND, "attended", ends, **sanctioned) == came


def people() -> Claimants:
    return make_population(claimants=24_000, values=values(), untreated_people=100_000, seed=1, replicate=0)


def test_the_odds_of_single_claimants_by_hand() -> None:
    """Free: readiness, and children where no childcare is offered. With a mandate also how hard the loss bites."""
    who, p = people(), numbers(ATTEND)
    assert ATTEND.odds is not None
    free, *pushed = ATTEND.odds(who, regime(**MUST), p).T
    ready = np.where(who.wants_change, 2.0, 1.0) / (0.6 + 0.4 * 2.0)
    mean = 1 - 0.4 * (0.76 * p.children_men + 0.24 * p.children_women)
    assert free == pytest.approx(ready * np.where(who.children, 0.6, 1.0) / mean, rel=1e-12)
    # With the push of the table, 1.4 to the power of the stake, it comes to this: none for the hard core.
    felt = np.where(who.hard_core, 0.0, who.bite / 0.75)
    for odds, stake in zip(pushed, (1.0, 0.142, 0.0), strict=True):
        assert 1.4**stake * odds == pytest.approx(free * 1.4 ** (stake * felt), rel=1e-12)
    childcare = ATTEND.odds(who, regime(**MUST, support={"childcare": True}), p)[:, 0]
    assert childcare == pytest.approx(ready / mean, rel=1e-12)


def test_the_push_goes_by_the_benefit_of_the_day() -> None:
    """Whatever somebody began on: 1 for JSA, 2 ESA, 3 IS; 0 without a mandate, and where nothing is required."""
    assert ATTEND.situation is not None and ATTEND.situations == 3
    required: Groups = {"pathway": Pathway.APPOINTED, "mandate": Mandate.REQUIRED}
    for income, column in ((Income.JSA, 1), (Income.ESA, 2), (Income.IS, 3)):
        at = at_levels(1, income=income, **required)
        assert ATTEND.situation(at, regime(**MUST), numbers(ATTEND))[0] == column
        assert ATTEND.situation(at, regime(), numbers(ATTEND))[0] == 0
        free = at_levels(1, income=income, pathway=Pathway.APPOINTED)
        assert ATTEND.situation(free, regime(**MUST), numbers(ATTEND))[0] == 0


def attended(mandated: bool) -> tuple[np.ndarray, Living]:
    """Who of 20,000 people with an appointment attends, required to or not, with the same luck."""

    def plant(world: World) -> None:
        mandate = Mandate.REQUIRED if mandated else Mandate.NONE
        income = world.who.opening_benefit
        levels = {"pathway": Pathway.APPOINTED, "knowledge": Knowledge.IDENTIFIED, "mandate": mandate}
        world.lives.row[:] = world.table.rows(pack(at_levels(len(income), income=income, **levels)))

    over = {**(MUST if mandated else {}), "refer": TWELVE, "identify": {"declaration": "invited"}}
    never = dict.fromkeys(("declare.reviews_jsa", "declare.reviews_esa", "declare.reviews_is"), 1e-9)
    lives = living(
        scenario_with("none", over=over), 60, claimants=20_000, processes=(DECLARE, ATTEND), ticks=(), plant=plant,
        changed=never,
    )  # fmt: skip
    *_, now = lives
    came = now.levels("pathway") == Pathway.QUEUED
    assert (came | (now.levels("pathway") == Pathway.LOST)).mean() > 0.999
    return came, now


def test_the_push_moves_as_many_as_it_should_and_never_the_hard_core() -> None:
    """Everybody on the benefit of the start."""
    (free, now), (pushed, _) = attended(False), attended(True)
    who = now.world.who
    assert np.array_equal(free[who.hard_core], pushed[who.hard_core]), "person by person"
    on_jsa, on_esa = (who.opening_benefit == income for income in (Income.JSA, Income.ESA))
    assert not (free & ~pushed).any() and (pushed & ~free)[~who.hard_core & on_jsa].sum() > 100
    p = numbers(ATTEND)
    mean = 1 - 0.4 * (0.76 * p.children_men + 0.24 * p.children_women)
    own = BASE * np.where(who.wants_change, 2.0, 1.0) / 1.4 * np.where(who.children, 0.6, 1.0) / mean
    push = 1.4 ** (np.select([on_jsa, on_esa], [1.0, 0.142], 0.0) * np.where(who.hard_core, 0, who.bite / 0.75))
    for came, odds in ((free, own), (pushed, own * push)):
        chance = odds / (1 + odds)
        assert abs(came.sum() - chance.sum()) < Z * np.sqrt((chance * (1 - chance)).sum())


# ------------------------------------------------------------------ other ways in


LOST: Groups = {"pathway": Pathway.LOST}


@pytest.mark.parametrize(
    ("groups", "levels", "times"),
    [
        ({}, {}, 1.0),
        ({}, {"pathway": Pathway.JUST_LEFT}, 1.0),
        ({}, {"pathway": Pathway.QUEUED}, 0.0),
        ({}, {"income": Income.CUSTODY}, 0.0),
        ({}, {"use": Use.RECOVERED}, 0.0),
        ({"oblige": {"providers_report": True}}, {}, 0.95),
        ({"oblige": {"providers_report": True, "report_needs_consent": True}}, {}, 0.95**0.5),
        ({"oblige": {"providers_report": True, "provider_cooperation": 0.4}}, {}, 0.95**0.4),
        ({"oblige": {"providers_report": True}}, {"belief": Belief.UNAWARE}, 1.0),
        ({}, {"belief": Belief.FEARFUL}, 0.95 * 1.3),  # fears reports as well as for benefit
        (MUST, {}, 1.3),
        (MUST, {"knowledge": Knowledge.IDENTIFIED}, 1.0),  # obliged, not only threatened
        (MUST, {"income": Income.IS}, 1.0),
        (MUST, {"belief": Belief.UNAWARE}, 1.0),
        ({"oblige": {"stay_in_treatment": True, "benefits": ["JSA"]}}, {}, 0.97),
        ({"oblige": {"stay_in_treatment": True, "benefits": ["JSA"]}}, {"income": Income.ESA}, 1.0),
    ],
)  # fmt: skip
def test_coming_by_oneself(groups: Groups, levels: Groups, times: float) -> None:
    """With an effect of minds changed by a threat of 1.3 instead of none."""
    rate = values()["self_refer.rate"]
    found = hazard(SELF_REFER, regime(**groups), {"contested.norm": 1.3}, **{**LOST, **levels})
    assert found == pytest.approx(rate * times, rel=1e-12)


def test_family_doctors_refer_more_where_paid_and_part_of_it_is_for_the_payment() -> None:
    opened, paid = regime(identify={"gp_route": True}), regime(identify={"gp_route": True, "gp_incentive": True})
    assert hazard(GP_REFERRAL, regime(identify={"gp_incentive": True})) == 0
    assert hazard(GP_REFERRAL, opened) == pytest.approx(0.04 / YEAR, rel=1e-12)
    assert hazard(GP_REFERRAL, paid) == pytest.approx(0.04 * 1.5 / YEAR, rel=1e-12)
    assert outcomes(GP_REFERRAL, opened) == {"assessed": 1.0, "recorded only": 0.0}
    assert outcomes(GP_REFERRAL, paid) == pytest.approx({"assessed": 0.75, "recorded only": 0.25})
    assert moves(GP_REFERRAL, "assessed", paid) == {"pathway": Pathway.QUEUED}
    assert moves(GP_REFERRAL, "recorded only", paid) == {}
    told = regime(identify={"gp_route": True}, oblige={"providers_report": True})
    assert hazard(GP_REFERRAL, told) == pytest.approx(0.95 * 0.04 / YEAR, rel=1e-12)


def test_signposts_add_up() -> None:
    all_ = regime(identify={"community_links": True, "alert": ["probation", "health", "housing"]})
    assert hazard(SIGNPOSTED, all_) == pytest.approx((0.02 + 0.03 + 0.03) / YEAR, rel=1e-12)
    homeless = outcomes(SIGNPOSTED, all_, housing=Housing.HOMELESS)
    assert homeless == pytest.approx(
        {"by community": 2 / 14, "by probation": 3 / 14, "by health": 3 / 14, "by housing": 6 / 14}, rel=1e-12
    )
    assert hazard(SIGNPOSTED, regime(identify={"alert": ["housing"]})) == 0


def test_a_better_hand_over_from_probation_brings_more() -> None:
    rate = values()["justice_referral.rate"]
    for link, times in ((0.0, 1.0), (1.0, 1.3), (0.5, 1.3**0.5)):
        under = regime(refer={"links": {"probation_treatment": link}})
        assert hazard(JUSTICE_REFERRAL, under) == pytest.approx(rate * times, rel=1e-12)


@pytest.mark.parametrize("link", [0.0, 0.4, 1.0])
def test_released_people_are_met_at_the_gate_as_often_as_prison_and_treatment_are_linked(link: float) -> None:
    under = regime(refer={"links": {"prison_treatment": link}})
    inside: Groups = {"income": Income.CUSTODY}
    assert hazard(RELEASE, under, **inside) == pytest.approx(1 / values()["release.weeks"], rel=1e-12)
    met = {"met at the gate": 0.5 * link, "released": 1 - 0.5 * link}
    assert outcomes(RELEASE, under, **inside) == pytest.approx(met, rel=1e-12)
    assert moves(RELEASE, "met at the gate", under, **inside) == {"income": Income.NOTHING, "pathway": Pathway.QUEUED}
    assert moves(RELEASE, "released", under, **inside) == {"income": Income.NOTHING, "pathway": Pathway.JUST_LEFT}
    well: Groups = {**inside, "use": Use.RECOVERED}
    assert outcomes(RELEASE, under, **well) == {"met at the gate": 0.0, "released": 1.0}
    assert moves(RELEASE, "released", under, **well) == {"income": Income.NOTHING}
