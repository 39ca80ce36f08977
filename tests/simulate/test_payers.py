"""Who pays, by hand: a run's own person-time and events times the prices, and the coordinators in post."""

import pytest

from scenarios.areas import load_areas
from scenarios.loader import load_scenario
from simulate.ledgers.money import money
from simulate.ledgers.payers import ADVISERS, AGENCY, COORDINATORS, HEALTH, ITEMS, PAYERS, paid_by, payers
from simulate.observation import Observation
from simulate.status import Housing, Income, Pathway
from tests.simulate.worlds import observe, scenario, values

DISTRICTS = len({area.jobcentre_district for area in load_areas()})


@pytest.fixture(scope="module")
def seen() -> Observation:
    return observe(scenario("green_paper_2008"), claimants=2400, weeks=104)


def line(seen: Observation, item: str, prices: dict[str, float] | None = None) -> float:
    (found,) = [one for one in payers(seen, values() | (prices or {})) if one.item == item]
    return found.pounds


def weeks(seen: Observation, **levels: object) -> float:
    return float(seen.time[:, seen.where(**levels)].sum())


def test_every_line_is_time_or_events_at_its_price(seen: Observation) -> None:
    v = values()
    made = {one.item: one.pounds for one in payers(seen, v)}
    assert made["Prison"] == pytest.approx(750 * weeks(seen, income=Income.CUSTODY))
    at_large = [income for income in Income if income != Income.CUSTODY]
    assert made["Homelessness"] == pytest.approx(20500 / 52 * weeks(seen, housing=Housing.HOMELESS, income=at_large))
    treated = weeks(seen, pathway=(Pathway.STABILISING, Pathway.MAINTAINED))
    assert made["Drug treatment"] == pytest.approx(2974 / 52 * treated)
    attended, missed = (int(seen.events[:, seen.kind("attend", one)].sum()) for one in ("attended", "missed"))
    assert made["Appointments, kept and missed"] == pytest.approx(22 * attended + 8.9 * missed)
    sanctions = int(seen.events[:, seen.kind("decide", "sanctioned")].sum())
    refused = int(seen.events[:, seen.kind("decide", "good cause refused")].sum())
    assert sanctions > 0 and made["Applying sanctions"] == pytest.approx(100 * (sanctions + refused))
    assert made["Fraud inquiries"] == pytest.approx(900 * int(seen.events[:, seen.kind("fraud_inquiry")].sum()))
    offences = [seen.counts.index(one) for one in ("offences", "offences_from_lost_income")]
    assert made["Offences"] == pytest.approx(196 * seen.expected[:, offences].sum())


def test_benefit_is_what_was_due_less_what_was_kept_and_the_rest_of_the_agency_besides(seen: Observation) -> None:
    made = money(seen, values())
    due = float((made.due - made.withheld - made.recovered + made.allowance).sum()) + made.back_pay
    assert line(seen, "Benefits and allowance paid") == pytest.approx(due)
    others = sum(one.pounds for one in payers(seen, values()) if one.payer == AGENCY) - due
    assert paid_by(AGENCY, seen, values()) == pytest.approx(due + others) and others > 0


def test_a_price_moves_its_own_line_and_no_other(seen: Observation) -> None:
    plain = payers(seen, values())
    dear = payers(seen, values() | {"prices.prison_week": 1500.0})
    moved = {a.item: b.pounds / a.pounds for a, b in zip(plain, dear, strict=True) if a.pounds != b.pounds}
    assert moved == pytest.approx({"Prison": 2.0})


def test_one_coordinator_in_every_district_is_as_many_posts_as_districts(seen: Observation) -> None:
    """Each area has its share of a district's post, so England adds up however few claimants stand for it."""
    assert seen.tracks[COORDINATORS] == pytest.approx([DISTRICTS] * 104)
    assert line(seen, "Drug coordinators") * seen.weight == pytest.approx(DISTRICTS * 2 * 42000)
    none = observe(scenario("none"), claimants=1200, weeks=26)
    assert COORDINATORS not in none.tracks and line(none, "Drug coordinators") == 0


def test_one_borough_pays_its_share_of_a_post() -> None:
    seen = observe(load_scenario("wandsworth_pilot").scenario, claimants=1200, weeks=104)
    areas = load_areas()
    (here,) = [area for area in areas if area.name == "Wandsworth"]
    district = sum(area.pdu_weight for area in areas if area.jobcentre_district == here.jobcentre_district)
    assert seen.tracks[COORDINATORS] == pytest.approx([here.pdu_weight / district] * 104)


def test_every_line_has_a_payer() -> None:
    assert {payer for payer, _ in ITEMS} == set(PAYERS)


def test_health_pays_for_coordinators_and_incentives_and_the_agency_for_advisers() -> None:
    advised = observe(load_scenario("specialist_advisers").scenario, claimants=1200, weeks=52)
    posts = load_scenario("specialist_advisers").scenario.regime.support.specialist_advisers_per_1000 * 240
    assert advised.tracks[ADVISERS] == pytest.approx([posts] * 52)
    assert line(advised, "Specialist advisers") * advised.weight == pytest.approx(posts * 30000)
    paid = observe(load_scenario("incentives_not_sanctions").scenario, claimants=1200, weeks=52)
    rate = load_scenario("incentives_not_sanctions").scenario.regime.pay.incentive_per_week
    assert rate > 0
    assert line(paid, "Incentive payments") == pytest.approx(rate * weeks(paid, pathway=Pathway.STABILISING))
    assert {one.payer for one in payers(paid, values()) if one.item in ("Drug coordinators", "Incentive payments")} == {
        HEALTH
    }
