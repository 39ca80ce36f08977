"""Errors and rights: what each way of finding people means for those who are not dependent, against Bayes by hand.

Nothing here can fail by chance: rates are arithmetic.
"""

import numpy as np
import pytest

from scenarios.library import built_in
from scenarios.schema import Scenario
from simulate.ledgers.rights import ASKING, NAMING, Rates, Route, others_for_each, rates
from simulate.status import Income
from tests.simulate.worlds import scenario, table, values, with_regime

EXACTLY = 1e-12
"""Relative error of a figure that is arithmetic alone."""
OTHERS = {Income.JSA: 918 / 82, Income.ESA: 956 / 44, Income.IS: 919 / 81}
"""Of 1,000 people on JSA 82 are dependent and 918 are not: 11.2 others for each; and so on."""
MISNAMED = 15 / 85
"""Of 100 people named 85 are dependent, so 15 others for 85."""


def rates_of(it: Scenario, **changed: float) -> Rates:
    """Rates of the first regime of a scenario; the table gives only the names and the width."""
    numbers = values() | {name.replace("__", "."): value for name, value in changed.items()}
    return rates(it.regime, table("none"), numbers)


def at(process: str, income: int = Income.JSA, outcome: int = 0) -> tuple[int, int, int]:
    return table("none").process(process), income, outcome


# ------------------------------------------------------------------------------------------- base rates


@pytest.mark.parametrize(
    ("base", "dependent", "others", "found", "accused"),
    [
        (0.0001, 100, 999_900, 80, 19_998),  # one in 10,000: of 20,078 who test positive 80 are dependent
        (0.001, 1_000, 999_000, 800, 19_980),
        (0.01, 10_000, 990_000, 8_000, 19_800),
        (0.1, 100_000, 900_000, 80_000, 18_000),
    ],
)
def test_bayes_to_the_last_person_of_a_million_tested(
    base: float, dependent: int, others: int, found: int, accused: int
) -> None:
    """A test of everybody at claim, sensitivity 0.8, specificity 0.98: a million claimants of JSA."""
    assert dependent + others == 1_000_000
    it = with_regime("none", identify={"drug_test": {"when": "at_claim", "sensitivity": 0.8, "specificity": 0.98}})
    made = rates_of(it, base_rates__jsa=base)
    assert dependent * made.others[at("drug_test")] == pytest.approx(others, rel=EXACTLY)
    assert dependent * made.accused[at("drug_test")] == pytest.approx(accused, rel=EXACTLY)
    bayes = 0.8 * base / (0.8 * base + 0.02 * (1 - base))
    tested = Route("drug_test", dependent, others, found, accused)
    assert tested.predictive_value == found / (found + accused) == pytest.approx(bayes, rel=EXACTLY)
    assert tested.asked_per_case == pytest.approx(1 / (0.8 * base), rel=EXACTLY)


def test_others_and_the_dependent_make_the_whole() -> None:
    for base in (0.0001, 0.001, 0.01, 0.1, 0.5, 1.0):
        assert 1 / (1 + others_for_each(base)) == pytest.approx(base, rel=EXACTLY)
    assert others_for_each(1.0) == 0


def test_a_route_that_found_nobody_has_no_predictive_value() -> None:
    nobody = Route("drug_test", 5.0, 50.0, 0.0, 0.0)
    assert np.isnan(nobody.predictive_value) and np.isnan(nobody.asked_per_case)
    assert Route("drug_test", 5.0, 50.0, 0.0, 3.0).predictive_value == 0.0


# ------------------------------------------------------------------------------------------- each route by hand


@pytest.mark.parametrize("income", list(OTHERS))
@pytest.mark.parametrize("process", ["disclose", "disclose_untrained"])
def test_an_advisers_question_goes_to_all_alike_and_accuses_only_where_it_probes(process: str, income: Income) -> None:
    light = rates_of(scenario("voluntary_2009"))
    assert light.others[at(process, income)] == pytest.approx(OTHERS[income], rel=EXACTLY)
    assert not light.accused[at(process, income)] and not light.exposed[at(process, income)]
    probing = rates_of(with_regime("voluntary_2009", identify={"probing": "probing"}))
    assert probing.others[at(process, income)] == light.others[at(process, income)]
    # One in 100 of those who are not dependent is taken for it.
    assert probing.accused[at(process, income)] == pytest.approx(OTHERS[income] / 100, rel=EXACTLY)


@pytest.mark.parametrize("probing", ["light", "probing"])
def test_a_screen_accuses_three_in_a_hundred_others_however_advisers_ask(probing: str) -> None:
    made = rates_of(with_regime("none", identify={"esa_screening": True, "probing": probing}))
    here = at("screen", Income.ESA)
    assert made.others[here] == pytest.approx(956 / 44, rel=EXACTLY)
    assert made.accused[here] == pytest.approx(956 / 44 * 0.03, rel=EXACTLY)
    # Of those who answer honestly 0.8 are picked up: a positive screen is right in 0.8 x 44 of 0.8 x 44 + 0.03 x 956.
    told = Route("screen", 44.0, 44 * made.others[here], 0.8 * 44, 44 * made.accused[here])
    assert told.predictive_value == pytest.approx(35.2 / (35.2 + 28.68), rel=EXACTLY)
    perfect = rates_of(with_regime("none", identify={"esa_screening": True}), screen__specificity=1.0)
    assert perfect.accused[here] == 0


def test_a_declaration_asks_many_and_accuses_nobody() -> None:
    everybody = rates_of(with_regime("none", identify={"declaration": "required", "probing": "probing"}))
    citing = rates_of(with_regime("none", identify={"declaration": "required", "declaration_asked_of": "citing_drugs"}))
    for income in OTHERS:
        assert everybody.others[at("declare", income)] == pytest.approx(OTHERS[income], rel=EXACTLY)
    # Of ten who give drug use as the reason for incapacity nine are dependent.
    assert citing.others[at("declare", Income.ESA)] == pytest.approx(1 / 9, rel=EXACTLY)
    for made in (everybody, citing):
        assert not made.accused[table("none").process("declare")].any()


@pytest.mark.parametrize("when", ["on_suspicion", "after_missed"])
def test_a_test_on_suspicion_starts_from_the_base_rate_of_the_suspected(when: str) -> None:
    made = rates_of(with_regime("none", identify={"drug_test": {"when": when}}))
    # Of 100 suspected 35 are dependent; two in 100 of the other 65 test positive.
    assert made.others[at("drug_test")] == pytest.approx(65 / 35, rel=EXACTLY)
    assert made.accused[at("drug_test")] == pytest.approx(65 / 35 * 0.02, rel=EXACTLY)


def test_a_regime_that_gives_a_specificity_is_judged_by_it() -> None:
    for specificity, falsely in ((1.0, 0.0), (0.9, 0.1), (0.0, 1.0)):
        made = rates_of(with_regime("none", identify={"drug_test": {"when": "at_claim", "specificity": specificity}}))
        assert made.accused[at("drug_test")] == pytest.approx(918 / 82 * falsely, rel=EXACTLY)


@pytest.mark.parametrize("process", ["data_share", "notify"])
def test_each_channel_misnames_as_many_as_its_own_precision_says(process: str) -> None:
    channels = {
        "police": {"open": True, "precision": 0.5, "legal_basis": "none"},
        "probation": {"open": True, "precision": None, "legal_basis": "consent"},
        "prison": {"open": True, "precision": 1.0, "legal_basis": "statute"},
    }
    made = rates_of(with_regime("none", identify={"data_share": channels}))
    for outcome, misnamed in enumerate((1.0, MISNAMED, 0.0)):
        for income in Income:
            assert made.others[at(process, income, outcome)] == pytest.approx(misnamed, rel=EXACTLY)
    assert np.array_equal(made.accused[table("none").process(process)], made.others[table("none").process(process)])


@pytest.mark.parametrize("process", ["data_share", "notify"])
@pytest.mark.parametrize(("basis", "share"), [("none", 1.0), ("consent", 0.0), ("statute", 0.0)])
def test_without_a_legal_basis_everybody_named_is_exposed(process: str, basis: str, share: float) -> None:
    """The dependent person and those named wrongly besides: 1 + 15 / 85."""
    one = {"open": True, "legal_basis": basis}
    made = rates_of(with_regime("none", identify={"data_share": {"police": one, "probation": one, "prison": one}}))
    for outcome in range(3):
        assert made.exposed[at(process, outcome=outcome)] == pytest.approx(share * (1 + MISNAMED), rel=EXACTLY)


def test_a_needle_exchange_that_reports_exposes_whatever_the_law_says() -> None:
    made = rates_of(with_regime("none", identify={"needle_exchange_reports": True}))
    here = at("exchange_report")
    assert made.others[here] == made.accused[here] == pytest.approx(MISNAMED, rel=EXACTLY)
    assert made.exposed[here] == pytest.approx(1 + MISNAMED, rel=EXACTLY)


@pytest.mark.parametrize(
    ("scope", "asked"), [("heroin_or_crack", 1.0), ("opiates_and_cocaine", 1.3), ("with_alcohol", 2.0)]
)
def test_a_wider_question_is_put_to_more_people_and_names_no_more(scope: str, asked: float) -> None:
    made = rates_of(with_regime("none", identify={"drug_scope": scope, "drug_test": {"when": "at_claim"}}))
    for process in ASKING:
        assert made.others[at(process)] == pytest.approx(918 / 82 * asked, rel=EXACTLY)
    assert made.accused[at("drug_test")] == pytest.approx(918 / 82 * asked * 0.02, rel=EXACTLY)
    for process in NAMING:
        assert made.others[at(process)] == pytest.approx(MISNAMED, rel=EXACTLY)


def test_unclear_confidentiality_leaks_one_in_twenty_of_what_was_told() -> None:
    made = rates_of(with_regime("voluntary_2009", refer={"confidentiality": "unclear"}))
    for process in ASKING:
        assert made.exposed[at(process)] == 0.05
        # Nothing leaks of an answer that told nothing.
        assert not made.exposed[table("none").process(process), :, 1:].any()


def test_only_the_processes_named_cost_others_anything() -> None:
    made = rates_of(scenario("green_paper_2008"))
    rest = [p for p, process in enumerate(table("none").processes) if process.name not in (*ASKING, *NAMING)]
    assert len(rest) == len(table("none").processes) - 8
    for figure in (made.others, made.accused, made.exposed):
        assert not figure[rest].any()


@pytest.mark.parametrize("process", ASKING)
def test_nobody_is_asked_off_the_three_benefits(process: str) -> None:
    made = rates_of(scenario("green_paper_2008"))
    off = [income for income in Income if income not in OTHERS]
    assert not made.others[table("none").process(process), off].any()
    assert made.others[table("none").process(process), list(OTHERS)].all()


WORST = with_regime(
    "none", identify={"probing": "probing", "drug_scope": "with_alcohol", "esa_screening": True,
                      "drug_test": {"when": "at_claim", "specificity": 0.0}},
)  # fmt: skip


@pytest.mark.parametrize("it", [WORST, *(scenario(name) for name in built_in())], ids=lambda it: it.title)
def test_the_falsely_accused_are_never_more_than_the_others(it: Scenario) -> None:
    worst = {"errors__probed": 1.0, "screen__specificity": 0.0} if it is WORST else {}
    made = rates_of(it, **worst)
    assert (made.others >= 0).all() and (made.accused >= 0).all() and (made.exposed >= 0).all()
    assert (made.accused <= made.others * (1 + EXACTLY)).all()
    assert made.accused.max() > 0
