"""What ten people are entitled to, and what a sanction leaves them, each worked out by hand."""

from dataclasses import dataclass

import numpy as np
import pytest

from scenarios.areas import load_areas
from scenarios.evidence import load_evidence
from scenarios.levers import Benefit, Regime
from scenarios.timeline import timeline
from simulate.entitlement import PRICES, YEARS, sanctioned, weekly
from tests.simulate.worlds import scenario, values, with_regime


@dataclass(frozen=True)
class Person:
    """full: pounds a week. left: while the Green Paper's sanction runs; with_hardship: and hardship is paid."""

    benefit: Benefit
    age: float
    year: int
    full: float
    left: float
    with_hardship: float


# The Green Paper takes all of JSA, 0.142 of ESA and 0.2 of Income Support; hardship gives back 0.6 of what is taken.
TEN = (
    # All of 47.95 goes. Hardship: 0.6 x 47.95 = 28.77.
    Person("JSA", 19.0, 2008, 47.95, 0.0, 28.77),
    # A day short of 25 is still young.
    Person("JSA", 25 - 1 / 365, 2008, 47.95, 0.0, 28.77),
    # From the birthday on the full allowance. 0.6 x 60.50 = 36.30.
    Person("JSA", 25.0, 2008, 60.50, 0.0, 36.30),
    # 0.6 x 50.95 = 30.57.
    Person("JSA", 22.0, 2009, 50.95, 0.0, 30.57),
    # 0.6 x 64.30 = 38.58.
    Person("JSA", 33.0, 2009, 64.30, 0.0, 38.58),
    # 0.2 x 47.95 = 9.59 goes, 38.36 is left; 0.6 x 9.59 = 5.754 comes back.
    Person("IS", 20.0, 2008, 47.95, 38.36, 44.114),
    # 0.2 x 64.30 = 12.86 goes, 51.44 is left; 0.6 x 12.86 = 7.716 comes back.
    Person("IS", 41.0, 2009, 64.30, 51.44, 59.156),
    # Allowance 60.50 and component 24.00, at any age; 0.142 x 84.50 = 11.999 goes, 0.6 x 11.999 = 7.1994 comes back.
    Person("ESA", 23.0, 2008, 84.50, 72.501, 79.7004),
    # Allowance 64.30 and component 25.50; 0.142 x 89.80 = 12.7516 goes, 0.6 x 12.7516 = 7.65096 comes back.
    Person("ESA", 23.0, 2009, 89.80, 77.0484, 84.69936),
    Person("ESA", 58.0, 2009, 89.80, 77.0484, 84.69936),
)


def each(who: Person) -> str:
    return f"{who.benefit} at {who.age:.1f} in {who.year}"


def age_of(who: Person) -> np.ndarray:
    return np.array([who.age])


def left_to(who: Person, regime: Regime, *, hardship: bool = False) -> float:
    """Pounds a week while a sanction of the regime runs."""
    made = sanctioned(who.benefit, age_of(who), regime, values(), year=who.year, hardship=hardship)
    assert made.shape == (1,)
    return float(made[0])


@pytest.mark.parametrize("who", TEN, ids=each)
def test_entitlement_is_what_the_rate_card_says(who: Person) -> None:
    assert weekly(who.benefit, age_of(who), values(), year=who.year).tolist() == [who.full]


@pytest.mark.parametrize("who", TEN, ids=each)
def test_a_sanction_leaves_what_is_left_by_hand(who: Person) -> None:
    regime = scenario("green_paper_2008").regime
    assert left_to(who, regime) == pytest.approx(who.left, abs=1e-9)
    assert left_to(who, regime, hardship=True) == pytest.approx(who.with_hardship, abs=1e-9)


@pytest.mark.parametrize("who", TEN, ids=each)
def test_a_benefit_that_is_not_under_the_obligations_keeps_all(who: Person) -> None:
    """A dose on the books takes nothing from a benefit whose claimants the rules are not for."""
    only_jsa = with_regime("green_paper_2008", oblige={"benefits": ["JSA"]}).regime
    kept = who.left if who.benefit == "JSA" else who.full
    assert left_to(who, only_jsa) == pytest.approx(kept, abs=1e-9)


@pytest.mark.parametrize("who", TEN, ids=each)
def test_a_benefit_without_a_dose_keeps_all(who: Person) -> None:
    assert left_to(who, scenario("voluntary_2009").regime) == who.full
    if who.benefit == "IS":
        assert left_to(who, scenario("act_2009").regime) == who.full


def test_people_of_different_ages_are_read_side_by_side() -> None:
    ages = np.array([19.0, 25.0, 24.0, 64.0])
    assert weekly("IS", ages, values(), year=2008).tolist() == [47.95, 60.50, 47.95, 60.50]
    half = with_regime("green_paper_2008", sanction={"is": {"share_of_benefit": 0.5, "weeks": ["4 weeks"]}}).regime
    assert sanctioned("IS", ages, half, values(), year=2008) == pytest.approx([23.975, 30.25, 23.975, 30.25])


def test_money_is_kept_in_the_rates_of_2009_unless_a_year_is_named() -> None:
    assert PRICES == 2009
    assert weekly("JSA", np.array([30.0]), values()).tolist() == [64.30]
    assert sanctioned("JSA", np.array([30.0]), scenario("voluntary_2009").regime, values()).tolist() == [64.30]


@pytest.mark.parametrize("year", [2007, 2010])
def test_a_year_without_a_rate_is_refused_and_the_years_there_are_named(year: int) -> None:
    with pytest.raises(KeyError, match=f"no benefit rates for {year}; there are some for 2008, 2009"):
        weekly("JSA", np.array([30.0]), values(), year=year)
    with pytest.raises(KeyError, match=f"no benefit rates for {year}"):
        sanctioned("ESA", np.array([30.0]), scenario("act_2009").regime, values(), year=year)


def published(row: str) -> float:
    value = load_evidence()[row].value
    assert value is not None
    return value


def test_the_rates_are_those_of_the_evidence() -> None:
    for year in YEARS:
        young, older = published(f"ben_rate_u25_{year}"), published(f"ben_rate_25plus_{year}")
        component = published(f"esa_wrac_{year}")
        assert values()[f"benefits.under_25_{year}"] == young
        assert values()[f"benefits.from_25_{year}"] == older
        assert values()[f"benefits.esa_{year}"] == pytest.approx(older + component, abs=1e-9)
    assert values()["benefits.esa_2009"] == published("esa_wrag_total_2009") == 89.80


@pytest.mark.parametrize("name", ["green_paper_2008", "act_2009", "pilot_2010"])
def test_what_is_at_stake_on_esa_is_half_the_component(name: str) -> None:
    """12.75 of 89.80 pounds in 2009/10: half of 25.50, to half a penny."""
    assert published("esa_wrac_2009") * published("esa_sanction_rate_wk1_4") == 12.75
    regimes = timeline(scenario(name), load_areas()).regimes
    doses = [regime.sanction.esa for regime in regimes if regime.sanction.esa is not None]
    assert doses
    for dose in doses:
        assert dose.share_of_benefit * 89.80 == pytest.approx(published("esa_sanction_wk_amount_initial"), abs=0.005)
