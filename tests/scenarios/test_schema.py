"""The typed scenario: defaults of nothing, strict, frozen, every field described."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from scenarios.adaptive import Rule
from scenarios.changes import Change
from scenarios.levers import Dose, Regime
from scenarios.rules import findings
from scenarios.schema import Scenario

HEADS: dict[str, Any] = {"schema": 1, "title": "t", "proposed_by": "p", "source": ["s"], "tests": "x"}
DOSE = {"share_of_benefit": 1, "weeks": ["2 weeks", "4 weeks", "26 weeks"]}


def models(of: type[BaseModel]) -> list[type[BaseModel]]:
    """A model and all those within it."""
    inside = [field.annotation for field in of.model_fields.values()]
    deeper = [part for part in inside if isinstance(part, type) and issubclass(part, BaseModel)]
    return [of, *(model for part in deeper for model in models(part))]


def test_a_regime_is_nothing_until_something_is_said() -> None:
    regime = Regime()
    assert not regime.obliges
    assert not regime.sanctions
    assert regime.refer.appointment_wait == 2.0
    assert regime.sanction.decision_time == 3.0
    assert regime.pay.allowance_time == 52.0
    assert regime.oblige.benefits == ("JSA", "ESA", "IS")
    assert findings(regime) == []


@pytest.mark.parametrize("model", [*models(Scenario), Dose, Change, *models(Rule)])
def test_every_field_is_described(model: type[BaseModel]) -> None:
    assert model.model_fields
    assert all(field.description for field in model.model_fields.values())


def test_a_regime_is_frozen_and_can_be_told_apart() -> None:
    one = Regime.model_validate({"sanction": {"is": DOSE}})
    other = Regime.model_validate({"sanction": {"is": DOSE}})
    assert hash(one) == hash(other) and one == other != Regime()
    with pytest.raises(ValidationError):
        one.sanction = Regime().sanction  # type: ignore[misc]


def test_dose_by_benefit_and_breach() -> None:
    sanction = Regime.model_validate({"sanction": {"is": DOSE}}).sanction
    dose = sanction.for_benefit("IS")
    assert dose is not None and dose is sanction.income_support
    assert [dose.length(breach) for breach in (1, 2, 3, 4)] == [2.0, 4.0, 26.0, 26.0]
    assert sanction.for_benefit("JSA") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"identify": {"coordinators_per_district": 6}},
        {"identify": {"coordinators_per_district": True}},
        {"identify": {"trained_advisers": "0.5"}},
        {"identify": {"trained_advisers": float("nan")}},
        {"identify": {"declaration": "maybe"}},
        {"identify": {"gp_route": 1}},
        {"refer": {"appointment_wait": "27 weeks"}},
        {"refer": {"appointment_wait": 2}},
        {"oblige": {"benefits": []}},
        {"oblige": {"benefits": ["JSA", "JSA"]}},
        {"sanction": {"jsa": {"share_of_benefit": 1}}},
        {"sanction": {"jsa": {"share_of_benefit": 1, "weeks": []}}},
        {"sanction": {"jsa": {"share_of_benefit": 1, "weeks": ["1 week"] * 4}}},
        {"sanction": {"income_support": DOSE}},
        {"fraud": {"inquiries": "-1 per year"}},
        {"capacity": {"spare_places": 11}},
        {"unknown": {}},
    ],
)
def test_what_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Regime.model_validate(wrong)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"sanction": {"esa": DOSE}}, "sanction with no obligation"),
        (
            {"sanction": {"is": DOSE}, "oblige": {"benefits": ["JSA"], "attend_assessment": True}},
            "sanction on IS",
        ),
        ({"fraud": {"inquiries": "1 per year"}}, "fraud inquiries with no declaration"),
        ({"fraud": {"prosecution": 0.1}}, "no fraud inquiries"),
        ({"capacity": {"places": "unlimited", "growth": "0.1 per year"}}, "unlimited"),
    ],
)
def test_combinations_that_make_no_sense(settings: dict[str, Any], message: str) -> None:
    found = findings(Regime.model_validate(settings))
    assert len(found) == 1
    assert message in found[0].message


@pytest.mark.parametrize(
    "settings",
    [
        {"sanction": {"esa": DOSE}, "oblige": {"rehabilitation_plan": True}},
        {"sanction": {"esa": DOSE}, "identify": {"declaration": "required"}, "oblige": {"benefits": ["JSA"]}},
        {"fraud": {"inquiries": "1 per year", "prosecution": 0.1}, "identify": {"declaration": "invited"}},
        {"capacity": {"places": "limited", "growth": "0.1 per year"}},
    ],
)
def test_combinations_that_do(settings: dict[str, Any]) -> None:
    assert findings(Regime.model_validate(settings)) == []


def test_a_scenario_written_out_and_read_again_is_the_same() -> None:
    scenario = Scenario.model_validate(
        HEADS
        | {
            "regime": {"refer": {"appointment_wait": "10 days"}, "fraud": {"inquiries": "0.05 per year"}},
            "changes": [
                {"from": "2010-01-01", "areas": ["Leeds"], "set": {"oblige": {"attend_assessment": True}}},
                {
                    "from": "2010-01-01",
                    "for": "24 months",
                    "announced": "13 weeks",
                    "every": "3 months",
                    "set": {"x": 1},
                },
            ],
            "rules": [
                {
                    "name": "r",
                    "when": {"recorded": "take_up", "under": 0.3, "after": "12 months", "lag": "3 months"},
                    "then": {"set": {"oblige": {"attend_assessment": True}}},
                    "for": "1 year",
                }
            ],
            "assume": {"contested.push": 1.2},
            "calendar": {"labour_market": "severe", "unemployment": {"2009": 0.08}},
        }
    )
    assert Scenario.model_validate(scenario.model_dump(mode="json", by_alias=True)) == scenario


@pytest.mark.parametrize("precision", [0, 0.009, 1.1])
def test_a_channel_that_names_nobody_rightly_is_refused(precision: float) -> None:
    """With none of those named dependent, finding one would take others without number."""
    with pytest.raises(ValidationError, match="is out of range"):
        Regime.model_validate({"identify": {"data_share": {"police": {"open": True, "precision": precision}}}})
    least = Regime.model_validate({"identify": {"data_share": {"police": {"open": True, "precision": 0.01}}}})
    assert least.identify.data_share.police.precision == 0.01
