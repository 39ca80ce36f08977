"""An area's own numbers: they move what they should, as far as they are sure, and impossible ones are refused."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from calibration.local import MOVES, move, pooling, write_local
from calibration.local_text import SYNTHETIC, as_json, count, given
from calibration.profile import Profile, load_profile
from scenarios.errors import InputError
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from scenarios.posterior import Posterior, load_posterior

PARAMETERS = load_parameters()
EXAMPLE = Path(__file__).parents[2] / "calibration" / "profile.yaml"


@pytest.fixture(scope="module")
def posterior(tmp_path_factory: pytest.TempPathFactory) -> Posterior:
    """Of a death rate alone, all rows alike but for a little."""
    file = tmp_path_factory.mktemp("posterior") / "p.parquet"
    rates = 5 * np.exp(0.02 * np.random.default_rng(1).standard_normal(400))
    pq.write_table(pa.table({"die.in_treatment": rates}), file)
    return load_posterior(file, PARAMETERS)


def profile(tmp_path: Path, **told: object) -> Profile:
    lines = {"schema": 1, "area": "Exampleton", "source": "made up", "claimants": 1000} | told
    file = tmp_path / "area.yaml"
    file.write_text("".join(f"{name}: {value!r}\n" for name, value in lines.items()))
    return load_profile(file)


def test_what_an_area_does_not_say_stays_as_in_england(tmp_path: Path, posterior: Posterior) -> None:
    moved = move(profile(tmp_path), posterior, PARAMETERS)
    assert np.array_equal(moved.columns["die.in_treatment"], posterior.rows[:, 0])
    assert not any(one.known for one in moved.shifts) and moved.untreated_people is None
    assert {one["standing"] for one in as_json(moved)["factors"].values()} == {SYNTHETIC}


def test_many_deaths_in_a_large_area_move_much_and_in_a_small_one_little(tmp_path: Path, posterior: Posterior) -> None:
    """Twice as many as expected: the larger the area, the nearer is the factor to 2."""
    expected = 0.005 * (600 + 400 * np.mean(1.8))
    middles = []
    for size in (1, 10, 1000):
        told = profile(
            tmp_path, claimants=1000 * size, in_treatment=600 * size, deaths_a_year=round(2 * expected * size)
        )
        (death,) = [one for one in move(told, posterior, PARAMETERS).shifts if one.name == "death"]
        assert death.low < death.middle < death.high
        middles.append(death.middle)
    assert 1.0 < middles[0] < middles[1] < middles[2] == pytest.approx(2.0, abs=0.45)
    assert middles[0] < 1.3


def test_the_factor_is_the_poisson_gamma_like_compromise_it_should_be(tmp_path: Path, posterior: Posterior) -> None:
    """Against the posterior on a fine grid, worked out here."""
    told = profile(tmp_path, claimants=4000, in_treatment=4000, deaths_a_year=40)
    (death,) = [one for one in move(told, posterior, PARAMETERS).shifts if one.name == "death"]
    grid, spread = np.linspace(-2, 2, 4001), pooling()["death"]
    at = 4000 * 0.005 * np.exp(grid)
    log = 40 * np.log(at) - at - 0.5 * (grid / spread) ** 2
    share = np.cumsum(np.exp(log - log.max()))
    assert death.middle == pytest.approx(np.exp(grid[np.searchsorted(share / share[-1], 0.5)]), abs=0.05)


def test_a_local_posterior_and_scenario_can_be_run(tmp_path: Path, posterior: Posterior) -> None:
    moved = move(load_profile(EXAMPLE), posterior, PARAMETERS)
    file, scenario = write_local(moved, tmp_path / "out")
    read = load_posterior(file, PARAMETERS)
    assert set(read.names) >= {name for of in MOVES.values() for name in of}
    loaded = load_scenario(str(scenario))
    assert loaded.scenario.population.untreated_people == 120_000  # of which 112,000 is nearest


def test_small_counts_are_not_shown(tmp_path: Path, posterior: Posterior) -> None:
    assert [count(one) for one in (0, 3, 4.9, 5, 1200)] == ["0", "fewer than 5", "fewer than 5", "5", "1,200"]
    moved = move(profile(tmp_path, deaths_a_year="<5", in_treatment=3), posterior, PARAMETERS)
    shown = given(moved)
    assert shown["Deaths a year"] == shown["In treatment"] == "fewer than 5"
    assert shown["Treatment starts a year"] == SYNTHETIC


@pytest.mark.parametrize(
    ("told", "said", "line"),
    [
        ({"in_treatment": 1001}, "more are in treatment than there are claimants; given 1,001", 5),
        ({"deaths_a_year": 2000.0}, "more die in a year than there are claimants", 5),
        ({"in_treatment": 10, "starts_a_year": 5000}, "more start in a year than could", 6),
        ({"mean_wait_days": -3}, "mean_wait_days", 5),
        ({"claimnts": 3}, "did you mean claimants?", 5),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(told: dict[str, object], said: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        profile(tmp_path, **told)
    (problem,) = refused.value.problems
    assert said in problem.text and problem.line == line
