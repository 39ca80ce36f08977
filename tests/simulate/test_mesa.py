"""The second implementation against the core: the same lives, event for event. The long ones: `test_mesa_lives.py`."""

from dataclasses import replace
from typing import Any

import pytest

from simulate.process import Process
from simulate.processes import PROCESSES
from tests.simulate.second import CLOSE, both, counted, furthest

CLAIMANTS, WEEKS = 300, 52
REGIMES = ("voluntary_2009", "green_paper_2008", "green_paper_by_hearsay")


@pytest.mark.parametrize("name", REGIMES)
def test_the_second_implementation_lives_the_same_lives(name: str) -> None:
    of = both(name, claimants=CLAIMANTS, weeks=WEEKS)
    assert of.first is None
    assert of.events > CLAIMANTS and of.apart <= CLOSE
    assert furthest(of) < 1e-9, "the time in every status, and what is expected of every count"
    drawn = {name: of.core.drawn[:, c].tolist() for c, name in enumerate(of.core.counts)}
    assert counted(of.mesa, len(of.core.drawn)).items() <= drawn.items()


@pytest.mark.parametrize(("process", "factor"), [("attend", 1.001), ("lose_home", 0.999), ("decide", 1.0001)])
def test_a_rate_that_is_a_little_off_in_one_of_them_is_noticed(process: str, factor: float) -> None:
    def off(one: Process[Any]) -> Process[Any]:
        return replace(one, hazard=lambda at, regime, p: one.hazard(at, regime, p) * factor)

    changed = tuple(off(one) if one.name == process else one for one in PROCESSES)
    of = both("green_paper_2008", claimants=CLAIMANTS, weeks=13, processes=changed)
    assert of.first is not None and process in of.first
