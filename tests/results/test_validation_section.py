"""The validation card of the report: every target once, misses first, and nothing mandatory without its words."""

from dataclasses import replace

import pytest

from results.blocks import Fold, Points, Prose, Table
from results.section import Context
from results.sections import validation
from results.store import Run
from scenarios.learnt import card
from tests.results.test_ledger_sections import context_of


@pytest.fixture(scope="module")
def context(pair: Run) -> Context:
    return context_of(pair)


def test_every_target_stands_there_once_with_its_colour(context: Context) -> None:
    told = card()
    assert told is not None
    _, missed, hit, *_ = validation.build(context)
    assert isinstance(missed, Table) and isinstance(hit, Fold)
    assert len(missed.rows) + len(hit.table.rows) == len(told["targets"])
    assert {row[1] for row in missed.rows} <= {"red"} and "red" not in {row[1] for row in hit.table.rows}


def test_every_mandatory_regime_is_called_an_extrapolation(context: Context) -> None:
    points = [block for block in validation.build(context) if isinstance(block, Points)]
    (said,) = points[0].points
    assert said.endswith("extrapolation: no pilot of this regime ever ran") and context.labels[1] in said
    free = replace(context.manifest, scenarios=(context.manifest.scenarios[0],))
    assert not [one for one in validation.build(replace(context, manifest=free)) if isinstance(one, Points)]


def test_it_says_whether_the_run_draws_from_the_posterior(context: Context) -> None:
    told = card()
    assert told is not None
    first = validation.build(context)[0]
    assert isinstance(first, Prose) and "does not draw from it" in first.text
    drawn = {"file": "shipped", "sha256": told["posterior_sha256"], "rows": 1, "parameters": []}
    with_it = validation.build(replace(context, manifest=replace(context.manifest, posterior=drawn)))[0]
    assert isinstance(with_it, Prose) and "This run draws its parameters from it" in with_it.text
