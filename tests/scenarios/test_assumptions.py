"""Assumed values of parameters: in the unit of their row, inherited, and refused where no such number can be."""

from pathlib import Path

import pytest

from scenarios.assumptions import impossible, unsupported
from scenarios.parameters import load_parameters
from tests.scenarios.written import HEADS, loaded, places, problems

PARAMETERS = load_parameters()


def test_assumed_values_come_in_the_units_of_the_model(tmp_path: Path) -> None:
    scenario = loaded(tmp_path, "assume: {contested.push: 1.2, self_refer.rate: 0.4, trust.memory: 40}\n").scenario
    assumed = scenario.assumed(PARAMETERS)
    assert assumed == pytest.approx(
        {"contested.push": 1.2, "self_refer.rate": 0.4 * 7 / 365.25, "trust.memory": 40.0}, rel=1e-12
    )
    assert assumed.keys() <= PARAMETERS.values().keys()
    assert loaded(tmp_path, "").scenario.assumed(PARAMETERS) == {}


def test_assumptions_are_inherited_and_merged(tmp_path: Path) -> None:
    loaded(tmp_path, "assume: {contested.push: 1.2, contested.commit: 0.9}\n", "base.yaml")
    mine = loaded(tmp_path, "extends: base.yaml\nassume: {contested.commit: 1.1}\n")
    assert mine.scenario.assume == {"contested.push": 1.2, "contested.commit": 1.1}
    assert mine.origins["assume.contested.push"].endswith("base.yaml:6")
    assert mine.origins["assume.contested.commit"].endswith("mine.yaml:7")


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    text = """assume:
  contested.pusch: 1.2
  contested.exit_to_work: 1.5
  contested.push: -1
  telling.asked: 30%
  stabilise.weeks: 0
  push: 1
  contested: {commit: 1}
  contested.word_of_mouth: -0.5
"""
    assert places(tmp_path, text) == [
        (2, "assume.contested.pusch"), (3, "assume.contested.exit_to_work"), (4, "assume.contested.push"),
        (5, "assume.telling.asked"), (6, "assume.stabilise.weeks"), (7, "assume.push"), (8, "assume.contested"),
        (8, "assume.contested"),
    ]  # fmt: skip
    unknown, above, negative, percent, nothing, *_ = problems(tmp_path, text)
    assert (unknown.column, unknown.nearest) == (3, "contested.push")
    assert (above.column, above.given, above.allowed) == (27, "1.5", "0 to 1")
    assert "must not be negative" in negative.message
    assert percent.nearest == "0.3"
    assert (nothing.allowed, "above 0" in nothing.message) == ("above 0", True)


def test_a_mistake_of_the_file_below_is_said_there(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(HEADS + "assume: {a.b: 1}\n")
    (only,) = problems(tmp_path, "extends: base.yaml\nassume: {contested.push: 1}\n")
    assert (only.file, only.line) == (str(tmp_path / "base.yaml"), 6)


@pytest.mark.parametrize("name", PARAMETERS.quantities)
def test_every_parameter_may_be_assumed_at_its_own_value_without_a_word(name: str) -> None:
    quantity = PARAMETERS.quantities[name]
    assert list(impossible(quantity, quantity.value)) == []
    assert unsupported(quantity, quantity.value) is None
    if quantity.distribution is not None:
        assert unsupported(quantity, quantity.distribution.low) is None
        assert unsupported(quantity, quantity.distribution.high + 1) is not None
