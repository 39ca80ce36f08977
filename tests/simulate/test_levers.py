"""Each lever, pulled alone with the same luck, moves the outcome it should, and nothing where it is off.

No chance of a false alarm to speak of: the same claimants with the same luck are compared, seeds are fixed, and a lever
that is off must change nothing to the bit. Directions are asked for only where nobody disputes them.
"""

import pytest

from scenarios.moves import Move, load_moves
from tests.conftest import Figure
from tests.simulate.moving import felt_though_off, moved

MOVES = load_moves()
QUICK = ("identify.gp_route", "believe.press_noise", "oblige.exempt", "pay.incentive_per_week", "capacity.spare_places")


def named(move: Move) -> str:
    return f"{move.lever} to {move.to if not isinstance(move.to, dict) else 'its dose'}"


@pytest.mark.parametrize("move", [m for m in MOVES if m.lever in QUICK], ids=named)
def test_a_lever_moves_what_it_should(move: Move) -> None:
    found = moved(move)
    assert found.right, f"{named(move)}: {move.outcome} {found.before:,.0f} -> {found.after:,.0f}, wanted {move.way}"


@pytest.mark.parametrize("move", [m for m in MOVES if m.off is not None], ids=named)
def test_a_lever_that_is_off_changes_nothing(move: Move) -> None:
    assert move.off is not None
    assert felt_though_off(move, move.off) == []


@pytest.mark.verify
def test_every_lever_moves_what_it_should(figure: Figure) -> None:
    for move in MOVES:
        found = moved(move)
        off = felt_though_off(move, move.off) if move.off is not None else []
        said = "" if move.off is None else "; off: nothing" if not off else f"; off: {off[0]}"
        figure(
            f"lever {named(move)}",
            f"{move.outcome} {found.before:,.0f} -> {found.after:,.0f}{said}",
            {"more": "more", "less": "less", "contested": "another figure"}[move.way],
            found.right and not off,
            family="levers",
        )
