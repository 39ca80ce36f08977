"""Every derived number of parameters.yaml is what its derivation gives."""

import pytest

from calibration.derivations import DERIVATIONS
from scenarios.evidence import load_evidence
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters

PARAMETERS = load_parameters()
DERIVED = {name: quantity for name, quantity in PARAMETERS.quantities.items() if quantity.derived}


def figure(row: str) -> float:
    value = load_evidence()[row].value
    assert value is not None, f"evidence row {row} has no number"
    return value


def number(name: str) -> float:
    return PARAMETERS.quantities[name].value


@pytest.mark.parametrize("name", DERIVED)
def test_the_number_in_the_file_is_what_the_derivation_gives(name: str) -> None:
    quantity = DERIVED[name]
    assert quantity.derived in DERIVATIONS, f"{name} names no derivation: {quantity.derived}"
    assert quantity.value == pytest.approx(DERIVATIONS[quantity.derived](figure, number), rel=1e-9)


def test_every_derivation_is_used() -> None:
    assert set(DERIVATIONS) == {quantity.derived for quantity in DERIVED.values()}


def test_the_scheme_was_measured_with_the_training_it_had() -> None:
    """`asked` is derived at the share of trained advisers that voluntary_2009 sets."""
    assert load_scenario("voluntary_2009").scenario.regime.identify.trained_advisers == number(
        "telling.trained_in_scheme"
    )


def test_hand_worked_cases() -> None:
    assert DERIVATIONS["loses_work"](lambda _: 0.5, number) == pytest.approx(0.0533190, abs=1e-6)
    assert DERIVATIONS["offences_a_week"](lambda _: 10.0, number) == 2.5
    assert DERIVATIONS["women_with_children"](figure, number) == pytest.approx(0.58 * 0.44)
    assert DERIVATIONS["drop_out_queued"](figure, number) == pytest.approx(0.1634 / 0.8366, rel=1e-3)
