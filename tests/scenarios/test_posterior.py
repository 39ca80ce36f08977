"""Posterior files: what is read, and the one sentence for what is refused."""

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scenarios.errors import InputError, Problem
from scenarios.parameters import load_parameters, possible
from scenarios.posterior import load_posterior

PARAMETERS = load_parameters()
PUSH, SHARE = "contested.push", "contested.stops_claiming"


def written(tmp_path: Path, columns: dict[str, Any]) -> Path:
    at = tmp_path / "learnt.parquet"
    pq.write_table(pa.table(columns), at)
    return at


def refused(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        load_posterior(path, PARAMETERS)
    assert all(str(path) in problem.text for problem in caught.value.problems)
    return caught.value.problems


def test_columns_weights_and_whose_file_it_was(tmp_path: Path) -> None:
    columns = {
        "draw": ["a", "b"],
        PUSH: [1, 2],
        "weight": [1.0, 3.0],
        SHARE: pa.array([Decimal("0.1"), Decimal("0.2")]),
    }
    at = written(tmp_path, columns)
    read = load_posterior(at, PARAMETERS)
    assert read.names == (PUSH, SHARE) and read.rows.tolist() == [[1.0, 0.1], [2.0, 0.2]]
    assert read.weights.tolist() == [0.25, 0.75]
    assert (read.file, read.sha256) == (str(at), hashlib.sha256(at.read_bytes()).hexdigest())
    assert load_posterior(written(tmp_path, {PUSH: [1.0] * 4}), PARAMETERS).weights.tolist() == [0.25] * 4
    # Weights are often likelihoods: they may be tiny or huge.
    assert load_posterior(written(tmp_path, {PUSH: [1.0, 1.0], "weight": [1e308, 1e308]}), PARAMETERS).weights[0] == 0.5


@pytest.mark.parametrize(
    ("columns", "place", "said"),
    [
        ({PUSH: [1.0, None, None]}, (2, 1, PUSH), "is missing in row 2 and in 1 more rows; allowed above 0"),
        ({SHARE: [0.1, 0.2], PUSH: [1.0, np.nan]}, (2, 2, PUSH), "is missing in row 2"),
        ({PUSH: [1.0, np.inf]}, (2, 1, PUSH), "is out of range in row 2; given inf; allowed above 0 (odds_ratio)"),
        ({PUSH: [0.0, 1.0]}, (1, 1, PUSH), "is out of range in row 1; given 0"),
        ({PUSH: [1.0, 2.0, -1.0]}, (3, 1, PUSH), "is out of range in row 3; given -1"),
        ({SHARE: [0.1, 1.1]}, (2, 1, SHARE), "given 1.1; allowed 0 to 1 (share)"),
        ({"labour_market.elasticity": [1.6]}, (1, 1, "labour_market.elasticity"), "allowed 0.5 to 1.5 (number)"),
        ({PUSH: [1.0, 1.0], "weight": [1.0, -1.0]}, (2, 2, "weight"), "given -1; allowed 0 or more"),
        ({PUSH: [1.0, 1.0], "weight": [1.0, None]}, (2, 2, "weight"), "is missing in row 2"),
        ({PUSH: [1.0, 1.0], "weight": [0.0, 0.0]}, (None, None, "weight"), "all rows have the weight 0"),
        ({"contested.pusj": [1.0]}, (None, 1, "contested.pusj"), "is not a parameter; did you mean contested.push?"),
        ({PUSH: [1.0], "wieght": [1.0]}, (None, 2, "wieght"), "did you mean weight?"),
        ({"population.outside_people": [1.0]}, (None, 1, "population.outside_people"), "is fixed"),
        ({PUSH: ["1.0"]}, (None, 1, PUSH), "is not a column of numbers"),
        ({PUSH: [True]}, (None, 1, PUSH), "is not a column of numbers"),
        ({PUSH: [[1.0]]}, (None, 1, PUSH), "is not a column of numbers"),
        ({PUSH: pa.array([], pa.float64())}, (None, None, ""), "has 0 rows; allowed 1 to 1,000,000 rows"),
        ({"weight": [1.0]}, (None, None, ""), "holds no parameter"),
    ],
)
def test_each_mistake_names_file_row_and_column(
    columns: dict[str, Any], place: tuple[int | None, int | None, str], said: str, tmp_path: Path
) -> None:
    (only,) = refused(written(tmp_path, columns))
    assert (only.line, only.column, only.field) == place
    assert said in only.text


def test_every_mistake_at_once(tmp_path: Path) -> None:
    found = refused(written(tmp_path, {"nonsense.a": [1.0], "nonsense.b": [1.0], SHARE: ["x"]}))
    assert [problem.column for problem in found] == [1, 2, 3]
    found = refused(written(tmp_path, {PUSH: [-1.0, np.nan], SHARE: [2.0, 0.5]}))
    assert [(problem.line, problem.column) for problem in found] == [(2, 1), (1, 1), (1, 2)]


def test_a_column_given_twice_is_refused(tmp_path: Path) -> None:
    at = tmp_path / "twice.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array([1.0]), pa.array([2.0])], names=[PUSH, PUSH]), at)
    (only,) = refused(at)
    assert "is there twice" in only.text and only.column == 2


def test_what_is_no_parquet_file_is_refused(tmp_path: Path) -> None:
    at = tmp_path / "learnt.parquet"
    assert "No such file" in refused(at)[0].text
    for content in (b"", b"PAR1", b"contested.push\n1.0\n"):
        at.write_bytes(content)
        assert "it is not a Parquet file" in refused(at)[0].text
    pd.DataFrame({PUSH: np.ones(100)}).to_parquet(at)
    at.write_bytes(at.read_bytes()[:-20])
    assert "it is not a Parquet file" in refused(at)[0].text
    assert "Is a directory" in refused(tmp_path)[0].text


def test_all_that_is_drawn_is_possible() -> None:
    from simulate.draws import at_ranks, uncertain

    ends = at_ranks(PARAMETERS, {name: np.array([0.001, 0.5, 0.999]) for name in uncertain(PARAMETERS)})
    for name in uncertain(PARAMETERS):
        quantity = PARAMETERS.quantities[name]
        least, most, _ = possible(quantity)
        if quantity.unit == "share":
            continue
        assert all(least <= of[name] / quantity.to_model(1.0) <= most for of in ends), name
