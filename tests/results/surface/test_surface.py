"""Surfaces: what is fitted is found again, what ships is of this model, a view is a URL, hostile ones are refused."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from results.outcomes import HEADLINE
from results.surface.answer import ask, point
from results.surface.fit import Data, fit
from results.surface.page import ordered, page
from results.surface.scale import contested
from results.surface.surface import Surface, of_plain, plain, read, text
from results.surface.view import View, query_of, read_query
from sanctionsim.explorer.surfaces import SHIPPED, surfaces
from scenarios.errors import InputError
from scenarios.explorer import load_explorer
from scenarios.parameters import load_parameters
from simulate.arrays import FloatArray
from simulate.version import MODEL

MOST_BYTES = 300_000


@pytest.fixture(scope="module")
def shipped() -> Surface:
    return surfaces(Path("there is nothing here"))["voluntary_2009-green_paper_2008"]


def test_what_ships_is_small_and_of_this_model_and_these_parameters(shipped: Surface) -> None:
    for file in SHIPPED.glob("*.json"):
        assert file.stat().st_size < MOST_BYTES
    assert shipped.made["model"] == MODEL, "the model has moved: sanctionsim app --prepare, and ship the new surface"
    parameters = load_parameters()
    scales = contested(parameters)
    assert [f"contested.{one.name}" for one in shipped.effects] == [one.name for one in scales]
    assert [one.outcome for one in shipped.shapes] == [one.name for one in HEADLINE]
    for effect, scale in zip(shipped.effects, scales, strict=True):
        quantity = parameters.quantities[scale.name]
        assert effect.value == quantity.value, "the parameters have moved: prepare the surface anew"
        for value in (effect.low, effect.high, effect.value):
            assert effect.coordinate(value) == pytest.approx(scale.coordinate(quantity.to_model(value)), abs=1e-9)


def test_every_contested_effect_has_a_name_for_its_slider() -> None:
    assert set(load_explorer().effects) == {one.name for one in contested(load_parameters())}


def test_a_smooth_function_is_found_and_its_error_is_told_as_it_is() -> None:
    rng = np.random.default_rng(1)
    x = rng.uniform(-1, 1, (160, 3))

    def truth(at: FloatArray) -> FloatArray:
        bent: FloatArray = 1000 + 300 * at[:, 0] + 200 * np.exp(at[:, 1]) - 150 * at[:, 0] * at[:, 2]
        return bent

    y = np.column_stack([truth(x) + rng.normal(0, 20, len(x)) for _ in HEADLINE])
    shapes = fit(Data(x, y, np.arange(len(x)), np.full(len(HEADLINE), 5000.0)))
    made = Surface("a-b", {}, {}, {}, (), (), (), shapes, x)
    fresh = rng.uniform(-1, 1, (500, 3))
    for index, shape in enumerate(shapes):
        missed = made.at(fresh)[:, index] - truth(fresh)
        assert float(np.sqrt((missed**2).mean())) < 15
        assert 15 < shape.error < 28, "the error of a run that was left out is that of the surface and of its chance"


def test_a_surface_is_read_as_it_was_written(shipped: Surface, tmp_path: Path) -> None:
    again = of_plain(json.loads(text(shipped)))
    assert plain(again) == plain(shipped)
    file = tmp_path / "surface.json"
    for wrong in ("{", "[]", '{"format": 99}', '{"format": 1}', "null"):
        file.write_text(wrong)
        with pytest.raises(InputError):
            read(file)


def test_holding_effects_narrows_the_interval_and_moves_the_answer(shipped: Surface) -> None:
    def treated(view: View) -> tuple[float, float]:
        (row,) = [row for row in ask(shipped, view).rows if row.shape.outcome == "in_treatment"]
        assert row.difference.low is not None and row.difference.high is not None
        return row.difference.mean, row.difference.high - row.difference.low

    open_, everything = View("even_handed"), {one.name: one.value for one in shipped.effects}
    assert treated(replace(open_, held=everything))[1] < 0.9 * treated(open_)[1]
    silent, loud = ({"word_of_mouth": value} for value in (-0.5, 2.5))
    assert treated(replace(open_, held=silent))[0] > treated(replace(open_, held=loud))[0] + 5_000
    assert treated(View("minister"))[0] > treated(View("smmgp"))[0]
    said = ask(shipped, open_)
    assert "The evidence does not settle" in said.sentence and said.warning.startswith("Extrapolation")


def test_levers_move_the_surface(shipped: Surface) -> None:
    assert {one.name for one in shipped.levers} == {one.lever for one in load_explorer().levers}
    none = {"sanction.jsa.share_of_benefit": 0.0, "sanction.discretion": 0.9}
    here, moved = (shipped.at(point(shipped, View("even_handed", {}, of))[None, :])[0] for of in ({}, none))
    assert not np.allclose(here, moved)


def test_a_view_is_its_address(shipped: Surface) -> None:
    view = View("smmgp", {"push": 1.234, "word_of_mouth": -0.25}, {"sanction.discretion": 0.5})
    assert read_query("?" + query_of(view, shipped), {shipped.name: shipped}) == (shipped, view)
    assert read_query("", {shipped.name: shipped})[1] == View("even_handed")


@pytest.mark.parametrize(
    "query",
    [
        "belief=nobody", "surface=other", "hold.push=1000", "hold.push=nan", "hold.push=inf", "hold.push=1e999",
        "hold.push=", "hold.push=0x1", "hold.push=1_0", "hold.push=\u0661", "hold.pusch=1", "__proto__=1",
        "hold.push=1&hold.push=2", "lever.sanction.discretion=2", "lever.capacity.places=1", "<script>=1",
        "belief=%1b[31m" + "x" * 500, "hold.push=" + "1" * 3000, "a=b&" * 3000,
    ],
)  # fmt: skip
def test_hostile_addresses_are_refused_in_a_sentence(query: str, shipped: Surface) -> None:
    with pytest.raises(InputError) as refused:
        read_query(query, {shipped.name: shipped})
    said = str(refused.value)
    assert len(said) < 600 and "\x1b" not in said and "Traceback" not in said


def test_the_page_fetches_nothing_and_says_the_answer_without_javascript(shipped: Surface) -> None:
    made = page(shipped)
    assert re.findall(r'(?:src|href)="(?!#|data:)([^"]*)"', made) == [] and "url(" not in made
    body = made[: made.index('<script type="application/json"')]
    answer = ask(shipped, View("even_handed"))
    assert answer.sentence in body
    for row in answer.rows:
        assert f'<th scope="row">{row.shape.label}</th>' in body
    for effect in shipped.effects:
        assert f'for="range-{effect.name}"' in body
    assert ordered(shipped)[0].name == "word_of_mouth"


def test_hostile_names_of_regimes_are_only_text_on_the_page(shipped: Surface) -> None:
    hostile = "</script><script>alert(1)</script>"
    made = page(replace(shipped, other={**shipped.other, "label": hostile, "title": hostile}))
    assert hostile not in made and "\\u003cscript" in made
