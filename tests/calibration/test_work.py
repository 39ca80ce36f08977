"""Runs of a calibration are kept one by one: stopped and gone on with, the figures are the same to the bit."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration import work
from calibration.measuring import figures, survey
from calibration.targets import load_targets
from calibration.work import Batch, batch_of, done_in, perform_batch
from scenarios.errors import RunFailed
from scenarios.parameters import load_parameters
from simulate.workers import Here

PARAMETERS = load_parameters()


def batch(points: int = 3, claimants: int = 600) -> Batch:
    asked = survey(load_targets(), "act", claimants=claimants, seed=1)
    central = PARAMETERS.values()
    some = tuple(central | {"decide.good_cause": 0.2 + 0.1 * i} for i in range(points))
    return batch_of(asked, PARAMETERS, some)


@pytest.fixture(scope="module")
def whole() -> np.ndarray:
    return perform_batch(None, "stage", batch(), on=Here())


def test_a_stage_that_was_killed_goes_on_to_the_same_figures(
    tmp_path: Path, whole: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(answer: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        perform_batch(tmp_path, "stage", batch(), on=Here(), told=stop)
    assert set(done_in(tmp_path, "stage", batch())) == {0}
    # The machine went down in the middle of a line.
    with (tmp_path / "stage.jsonl").open("a") as stream:
        stream.write("[1, [0.")
    made: list[int] = []

    def counted(*given: Any, **named: Any) -> np.ndarray:
        made.append(1)
        found: np.ndarray = figures(*given, **named)
        return found

    monkeypatch.setattr(work, "figures", counted)
    again = perform_batch(tmp_path, "stage", batch(), on=Here())
    np.testing.assert_array_equal(again, whole)
    assert len(made) == 2, "the first was not run again"
    np.testing.assert_array_equal(perform_batch(tmp_path, "stage", batch(), on=Here()), whole)
    assert len(made) == 2


def test_figures_of_another_stage_are_not_taken(tmp_path: Path) -> None:
    perform_batch(tmp_path, "stage", batch(points=1), on=Here())
    with pytest.raises(RunFailed, match="another plan"):
        perform_batch(tmp_path, "stage", batch(points=1, claimants=700), on=Here())
