"""Every lever that a file can set has an entry in `moves.yaml`, and every entry is about a lever that there is."""

import typing

import pytest
from pydantic import BaseModel

from scenarios.levers import Dose, Regime
from scenarios.moves import Move, load_moves, pair

WHOLE = {"sanction.jsa", "sanction.esa", "sanction.is", "sanction.hardship_payment"}
"""Groups that are pulled as one lever."""


def leaves(model: type[BaseModel], above: str = "") -> set[str]:
    """Dotted names of all that a file can set in a regime."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        here = f"{above}{field.alias or name}"
        inside = [a for a in (field.annotation, *typing.get_args(field.annotation)) if isinstance(a, type)]
        models = [a for a in inside if issubclass(a, BaseModel)]
        if models and here not in WHOLE:
            found |= leaves(models[0], f"{here}.")
        else:
            found.add(here)
    return found


def test_every_lever_has_a_move_and_every_move_a_lever() -> None:
    levers = {move.lever for move in load_moves()}
    dose = {f"sanction.jsa.{name}" for name in Dose.model_fields}
    assert levers - dose == leaves(Regime)


@pytest.mark.parametrize("move", load_moves(), ids=lambda move: move.lever)
def test_each_move_differs_in_its_lever_alone(move: Move) -> None:
    both = pair(move)
    one, other = (s.regime.model_dump(mode="json", by_alias=True) for s in (both.without, both.pulled))
    differing = set(_paths(one, other))
    assert differing and all(path == move.lever or path.startswith(f"{move.lever}.") for path in differing)


def _paths(one: typing.Any, other: typing.Any, above: str = "") -> typing.Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {*one, *other}:
            yield from _paths(one.get(key), other.get(key), f"{above}.{key}" if above else key)
    elif one != other:
        yield above
