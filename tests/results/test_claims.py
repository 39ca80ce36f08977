"""Verdicts: right in worlds where it is known what is true, and exact about what they rest on."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from results.claims import (
    CONTRADICTED,
    SUPPORTED,
    Judged,
    beyond,
    judge,
    known,
    probability,
    reading_name,
    readings_for,
    within,
)
from results.claims_text import as_json, asks, chance, reasons, summary
from results.comparison import compare
from results.gather import Gathered
from results.leaning import leaning
from results.store import Run, readings
from scenarios.claims import Claim, ClaimFile, Contrast, InGroup, Threshold, load_claims
from simulate.arrays import FloatArray

SHIPPED = load_claims()
TESTABLE = [claim for claim in SHIPPED.claims if claim.testable]
REPETITIONS = 60
Truth = Literal["true", "false", "open"]
SHAPES = {"many draws": (48, 1), "few draws": (12, 3), "chance alone": (1, 24)}


def claim(direction: Literal["more", "less", "same"], *, name: str = "deaths", **more: object) -> Claim:
    """A claim on voluntary_2009 against green_paper_2008."""
    asked = {key: more.pop(key) for key in ("by", "of", "tolerance") if key in more}
    whole = {
        "id": "planted", "row": (1,), "speaker": "nobody in particular", "document": "other", "words": "Planted.",
        "metric": name, "contrast": Contrast(base="voluntary_2009", other="green_paper_2008"),
        "threshold": Threshold.model_validate({"direction": direction, **asked}), **more,
    }  # fmt: skip
    return Claim.model_validate(whole)


def gathered(one: Claim, base: FloatArray, other: FloatArray, per: float = 1.0) -> Gathered:
    """A run that showed these figures. per: what both are divided by, if they are."""
    assert one.contrast is not None and one.metric is not None
    per = per if one.per is not None else 1.0
    arrays = {reading_name(one.metric, one): np.stack([base * per, other * per])}
    if one.per is not None:
        arrays[reading_name(one.per, one)] = np.full((2, *base.shape), per)
    return Gathered((one.contrast.base, one.contrast.other), arrays)


def planted(one: Claim, truth: Truth, shape: tuple[int, int], luck: np.random.Generator) -> Gathered:
    """A world in which a claim is true, false, or as often true as not, by construction."""
    asked = one.threshold
    assert asked is not None
    draws = shape[0]
    base = 1e5 * np.exp(0.1 * luck.standard_normal((draws, 1)) + 0.01 * luck.standard_normal(shape))
    unit = base if asked.of == "base" else np.ones(shape)
    around = luck.standard_normal((draws, 1)) + 0.2 * luck.standard_normal(shape)
    if asked.direction == "same":
        room = (asked.tolerance or 0.0) * unit
        gap = {"true": 0.2 * around, "false": 2.0 + 0.2 * around, "open": 1.0 + 0.4 * around}[truth] * room
    else:
        way = 1 if asked.direction == "more" else -1
        beyond = {"true": 0.1 + 0.03 * around, "false": -0.1 + 0.03 * around, "open": 0.05 * around}[truth] * base
        gap = way * (asked.by * unit + beyond)
    return gathered(one, base, base + gap, per=7.0)


def right(one: Claim, truth: Truth, wanted: str, shape: tuple[int, int]) -> float:
    """How often the verdict on a planted world is the right one."""
    luck = np.random.default_rng(8)
    said = [judge(one, planted(one, truth, shape, luck)).verdict for _ in range(REPETITIONS)]
    return said.count(wanted) / REPETITIONS  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("one", TESTABLE, ids=lambda one: one.id)
def test_every_claim_is_supported_where_it_is_true_and_contradicted_where_it_is_false(
    one: Claim, shape: tuple[int, int]
) -> None:
    assert right(one, "true", "supported", shape) >= 0.95
    assert right(one, "false", "contradicted", shape) >= 0.95


@pytest.mark.parametrize("shape", [(48, 1), (64, 2)])
@pytest.mark.parametrize("one", TESTABLE[::5], ids=lambda one: one.id)
def test_a_claim_as_often_true_as_not_is_contingent(one: Claim, shape: tuple[int, int]) -> None:
    assert right(one, "open", "contingent", shape) >= 0.95


def test_with_many_draws_the_probability_is_the_share_of_draws() -> None:
    luck = np.random.default_rng(1)
    base, gap = luck.uniform(50, 150, (200, 1)), luck.normal(5, 10, (200, 1))
    for asked, share in (
        (Threshold(direction="more", by=0.05), (gap > 0.05 * base).mean()),
        (Threshold(direction="less", by=0.05), (gap < -0.05 * base).mean()),
        (Threshold(direction="more", by=7, of="number"), (gap > 7).mean()),
        (Threshold(direction="same", tolerance=0.1), (np.abs(gap) < 0.1 * base).mean()),
    ):
        assert probability(base, base + gap, asked) == pytest.approx(share)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_turned_round_a_claim_is_the_opposite(shape: tuple[int, int]) -> None:
    luck = np.random.default_rng(2)
    base = luck.uniform(50, 150, shape)
    other = base + luck.normal(1, 5, shape)
    more, less = Threshold(direction="more"), Threshold(direction="less")
    there, back = probability(base, other, more), probability(other, base, less)
    against = probability(base, other, less)
    assert there is not None and against is not None
    assert there == pytest.approx(back) and there + against == pytest.approx(1)


def test_the_more_is_asked_the_less_probable_it_is() -> None:
    luck = np.random.default_rng(3)
    base = luck.uniform(50, 150, (60, 1))
    other = base * (1 + luck.normal(0.1, 0.1, (60, 1)))
    asked = [probability(base, other, Threshold(direction="more", by=by)) or 0.0 for by in np.linspace(0, 0.4, 9)]
    assert asked == sorted(asked, reverse=True) and asked[0] != asked[-1]
    room = np.linspace(0.01, 0.6, 9)
    wide = [probability(base, other, Threshold(direction="same", tolerance=size)) or 0.0 for size in room]
    assert wide == sorted(wide) and wide[0] != wide[-1]


def test_regimes_that_do_not_differ_at_all() -> None:
    alike = np.full((4, 2), 10.0)
    more, same = claim("more"), claim("same", tolerance=0.1)
    assert judge(more, gathered(more, alike, alike)).verdict == "contradicted"
    for level in (alike, np.zeros((4, 2))):
        said = judge(same, gathered(same, level, level))
        assert (said.verdict, said.probability) == ("supported", 1.0)
        assert said.why == "exactly no difference in any run"


def test_a_single_run_proves_nothing() -> None:
    one = claim("more")
    said = judge(one, gathered(one, np.array([[10.0]]), np.array([[20.0]])))
    assert (said.verdict, said.probability) == ("not testable", None) and "single run" in said.why
    assert said.difference is not None and said.difference.mean == 10


def test_what_cannot_be_divided_or_has_nobody_in_it_is_not_testable() -> None:
    one = claim("more", per="appointments")
    figures = np.full((4, 2), 3.0)
    run = gathered(one, figures, 2 * figures)
    empty = {**run.arrays, "appointments": np.zeros((2, 4, 2))}
    assert judge(one, run).verdict == "supported"
    said = judge(one, replace(run, arrays=empty))
    assert said.verdict == "not testable" and "appointments" in said.why
    lonely = claim("more", group=InGroup(name="children", level="children at home"))
    said = judge(lonely, gathered(lonely, figures, np.full((4, 2), np.nan)))
    assert said.verdict == "not testable" and "nobody" in said.why


def test_what_the_model_cannot_test_says_why() -> None:
    for one in SHIPPED.claims:
        if not one.testable:
            said = judge(one, Gathered((), {}))
            assert (said.verdict, said.why) == ("not testable", one.reason)


@pytest.mark.parametrize(
    ("share", "verdict"),
    [(SUPPORTED, "supported"), (0.89, "contingent"), (0.11, "contingent"), (CONTRADICTED, "contradicted")],
)
def test_where_one_verdict_ends_and_the_next_begins(share: float, verdict: str) -> None:
    gap = np.where(np.arange(100) < round(100 * share), 1.0, -1.0)[:, None]
    one = claim("more")
    assert judge(one, gathered(one, np.full((100, 1), 50.0), 50 + gap)).verdict == verdict


def values(draws: int, luck: np.random.Generator, names: int = 25) -> list[dict[str, float]]:
    return [{f"contested.{name}": float(luck.standard_normal()) for name in range(names)} for _ in range(draws)]


def test_a_contingent_claim_names_the_effect_it_leans_on() -> None:
    luck = np.random.default_rng(5)
    drawn = values(64, luck)
    gap = np.array([-one["contested.3"] for one in drawn])[:, None] + 0.3 * luck.standard_normal((64, 2))
    one = claim("more")
    run = gathered(one, np.full((64, 2), 50.0), 50 + gap)
    said = judge(one, run, values=drawn, contested=list(drawn[0]))
    assert said.verdict == "contingent"
    assert said.leans_on[0].parameter == "contested.3" and said.leans_on[0].correlation < -0.8
    assert "leans on 3 (lower makes it likelier)" in reasons(said)
    assert judge(one, run, values=drawn[1:], contested=list(drawn[0])).leans_on == ()


def test_where_nothing_matters_an_effect_is_seldom_named() -> None:
    luck = np.random.default_rng(6)
    named = []
    for _ in range(400):
        drawn = values(32, luck)
        named.append(bool(leaning(luck.standard_normal(32), drawn, list(drawn[0]))))
    assert np.mean(named) == pytest.approx(0.05, abs=0.03)
    assert leaning(np.arange(8.0), values(8, luck), ["contested.1"]) == ()
    assert leaning(np.arange(20.0), [{"a": 1.0}] * 20, ["a"]) == ()


def test_figures_of_a_real_run_are_those_of_the_comparison(pair: Run) -> None:
    plain = claim("less", name="left_treatment")
    divided = claim("more", name="attended", per="appointments")
    parents = claim("more", name="left_treatment", group=InGroup(name="children", level="children at home"))
    claims = (plain, divided, parents)
    assert within(claims, pair.names) == claims and within(claims, pair.names[:1]) == ()
    run = readings(pair, readings_for(claims))
    assert set(run.arrays) == {"left_treatment", "attended", "appointments", "children.children at home.left_treatment"}
    (made,) = compare(readings(pair))
    said = judge(plain, run)
    assert said.difference == made.of("left_treatment").difference and said.base == made.of("left_treatment").base
    assert said.probability == pytest.approx(1 - (made.of("left_treatment").difference.above_zero or 0))
    share = judge(divided, run)
    assert share.base is not None and share.other is not None
    table = run.arrays["attended"] / run.arrays["appointments"]
    assert share.base.mean == pytest.approx(table[0].mean()) and share.other.mean == pytest.approx(table[1].mean())
    assert judge(parents, run).probability is not None


def test_a_claim_without_regimes_is_tried_on_every_other_one_against_the_first() -> None:
    whole = claim("more")
    free = Claim.model_validate({**whole.model_dump(exclude={"contrast"}), "contrast": None})
    tried = within((free, whole), ("none", "act_2009", "pilot_2010"))
    pairs = [(one.contrast.base, one.contrast.other) for one in tried if one.contrast is not None]
    assert pairs == [("none", "act_2009"), ("none", "pilot_2010")]
    assert within((free,), ("none",)) == ()


def test_a_guardrail_is_crossed_above_its_limit_and_where_nothing_can_be_said() -> None:
    one = claim("more")
    found = [Judged(one, "contingent", p) for p in (0.1, 0.1000001, 0.9)] + [Judged(one, "not testable", None)]
    assert beyond(found, 0.1) == tuple(found[1:])
    assert beyond(found[:3], 1.0) == ()


def test_unknown_names_are_known_before_anything_is_read() -> None:
    assert {"deaths", "attended"} <= set(known().metrics) and "death_rate" not in known().by_group
    assert "children at home" in known().groups["children"] and known(["none"]).scenarios == ["none"]
    assert len(known().groups["region"]) == 9


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (lambda: claim("more", by=0.05), "Deaths: green_paper_2008 at least 5% more than voluntary_2009"),
        (lambda: claim("less"), "Deaths: green_paper_2008 less than voluntary_2009"),
        (
            lambda: claim("more", by=1500, of="number"),
            "Deaths: green_paper_2008 at least 1,500 more than voluntary_2009",
        ),
        (lambda: claim("same", tolerance=0.02), "Deaths: green_paper_2008 within 2% of voluntary_2009"),
        (
            lambda: claim("more", name="attended", per="appointments", group=InGroup(name="sex", level="women")),
            "Appointments attended for each of: Appointments that came due (women): green_paper_2008 more than "
            "voluntary_2009",
        ),
    ],
)
def test_what_is_asked_in_words(one: Callable[[], Claim], said: str) -> None:
    assert asks(one()) == said


def test_chances_are_never_shown_as_certain_where_they_are_not() -> None:
    shown = {p: chance(Judged(claim("more"), "contingent", p)) for p in (None, 0.0, 0.004, 0.5, 0.996, 1.0)}
    assert list(shown.values()) == ["n/a", "0.00", "<0.01", "0.50", ">0.99", "1.00"]


def test_for_machines_every_claim_is_accounted_for() -> None:
    one = claim("more")
    figures = np.random.default_rng(7).uniform(1, 2, (4, 2))
    run = gathered(one, figures, figures + 1)
    found = [judge(one, run)]
    silent = next(claim for claim in SHIPPED.claims if not claim.testable)
    elsewhere = TESTABLE[0]
    made = ClaimFile.model_validate({"schema": 1, "claims": (one, silent, elsewhere)})
    said = as_json(found, made, run)
    assert [each["verdict"] for each in said["claims"]] == ["supported"]
    assert said["need_other_regimes"] == [elsewhere.id]
    assert [each["id"] for each in said["not_testable"]] == [silent.id]
    assert summary(found, made) == (
        "1 of 3 claims can be tried with this run: 1 supported. 1 need other regimes; 1 the model cannot test."
    )
