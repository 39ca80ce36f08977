"""Beliefs: narrower ranges of contested effects, and nothing else."""

import math
import re
from pathlib import Path

import pytest

from scenarios.beliefs import apply_belief, load_belief
from scenarios.errors import InputError
from scenarios.evidence import load_evidence
from scenarios.library import BELIEFS, built_in
from scenarios.parameters import Quantity, load_parameters
from simulate.draws import parameter_draws

PRIOR = load_parameters()
CONTESTED = {name: quantity for name, quantity in PRIOR.quantities.items() if quantity.kind == "contested"}
SPEAKERS = ("minister", "coordinator", "provider", "commissioner", "service_user", "smmgp", "ukdpc")
NAMES = built_in(BELIEFS)


def centre(name: str, quantity: str) -> float:
    return apply_belief(PRIOR, load_belief(name)).values()[f"contested.{quantity}"]


def middle(quantity: str) -> float:
    """Half-way through the prior: of a ratio, on its own scale."""
    spread = CONTESTED[f"contested.{quantity}"].distribution
    assert spread is not None
    return math.sqrt(spread.low * spread.high) if spread.kind == "lognormal" else (spread.low + spread.high) / 2


def width(quantity: Quantity) -> float:
    spread = quantity.distribution
    assert spread is not None
    return math.log(spread.high / spread.low) if spread.kind == "lognormal" else spread.high - spread.low


def test_the_library_of_beliefs() -> None:
    assert set(NAMES) == {*SPEAKERS, "evidence_review", "even_handed"}


@pytest.mark.parametrize("name", NAMES)
def test_a_belief_narrows_contested_effects_only(name: str) -> None:
    belief = load_belief(name)
    believed = apply_belief(PRIOR, belief)
    changed = {key for key, quantity in PRIOR.quantities.items() if believed.quantities[key] != quantity}
    assert changed == set(belief.settings) <= set(CONTESTED)
    for key in changed:
        assert width(believed.quantities[key]) < width(PRIOR.quantities[key]), key
        assert believed.quantities[key].distribution != PRIOR.quantities[key].distribution
        inside, prior = believed.quantities[key].distribution, PRIOR.quantities[key].distribution
        assert inside is not None and prior is not None and inside.kind == prior.kind
        assert prior.low <= inside.low < inside.high <= prior.high


@pytest.mark.parametrize("name", NAMES)
def test_a_belief_says_who_holds_it_and_on_what_words(name: str) -> None:
    belief = load_belief(name)
    assert belief.who and belief.sentence and belief.note
    said = [setting.because for setting in belief.settings.values()]
    assert all(said)
    if name in SPEAKERS:
        assert re.search(r"\b[DS] \((DDN magazine, 2009|SMMGP Policy Update, November 2008)\)", belief.source)
        assert "judged" in belief.note
        rows = {
            int(row)
            for because in said
            for row in re.findall(r"\b\d{1,3}\b", re.sub(r"\b1,000\b|\b47 (pounds|of)\b", "", because or ""))
        }
        assert rows and rows <= set(range(1, 105))


def test_the_evidence_review_names_rows_that_exist() -> None:
    said = " ".join(setting.because or "" for setting in load_belief("evidence_review").settings.values())
    cited = set(re.findall(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b", said))
    assert cited and cited <= set(load_evidence())


def test_the_even_handed_belief_sets_nothing() -> None:
    assert apply_belief(PRIOR, load_belief("even_handed")).quantities == PRIOR.quantities


@pytest.mark.parametrize("name", NAMES)
def test_what_is_believed_can_be_drawn(name: str) -> None:
    """Every shape can be made, and nearly all of what is drawn lies within what is open to argument."""
    draws = parameter_draws(apply_belief(PRIOR, load_belief(name)), draws=32, seed=3)
    for key, quantity in CONTESTED.items():
        spread = quantity.distribution
        assert spread is not None
        inside = [spread.low <= draw[key] <= spread.high or spread.kind == "beta" for draw in draws]
        assert sum(inside) >= 24, key
        assert all(math.isfinite(draw[key]) for draw in draws)


@pytest.mark.parametrize(
    "quantity",
    [
        "push", "norm", "compelled", "motivation", "avoidance", "alliance", "alliance_children", "chill",
        "concealment", "unready_silence", "stops_claiming", "sanctioned_exit", "child_fear", "word_of_mouth",
        "spill_over", "allowance_stigma", "scope_stigma", "hard_core",
    ],
)  # fmt: skip
def test_minister_and_doctors_stand_on_opposite_sides_of_the_middle(quantity: str) -> None:
    low, high = sorted((centre("minister", quantity), centre("smmgp", quantity)))
    assert low < middle(quantity) < high


@pytest.mark.parametrize("quantity", ["norm", "commit"])
def test_minister_and_doctors_disagree_about_the_sign(quantity: str) -> None:
    assert centre("smmgp", quantity) < 1 < centre("minister", quantity)


def test_speakers_disagree_where_their_owners_did() -> None:
    assert all(centre("minister", "push") > centre(name, "push") for name in SPEAKERS if name != "minister")
    assert centre("commissioner", "push") < 1.1 and centre("commissioner", "income_crime") < centre(
        "smmgp", "income_crime"
    )
    assert centre("coordinator", "reassurance") > middle("reassurance") < centre("service_user", "reassurance")
    assert centre("provider", "spill_over") < centre("coordinator", "spill_over") < centre("minister", "spill_over")
    assert centre("ukdpc", "complementarity") > centre("evidence_review", "complementarity")
    assert centre("service_user", "service_users") == min(centre(name, "service_users") for name in NAMES)
    assert abs(math.log(centre("ukdpc", "push"))) < abs(math.log(centre("minister", "push"))) / 4


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("contested.pusch: {value: 1.2, distribution: {kind: lognormal, low: 1.0, high: 1.4}}", "contested.push"),
        ("die.male: {value: 2, distribution: {kind: lognormal, low: 1.5, high: 2.5}}", "its kind is evidence"),
        ("contested.push: {value: 5, distribution: {kind: lognormal, low: 4.0, high: 6.0}}", "contested.push"),
    ],
)
def test_what_a_belief_may_not_set_is_refused(tmp_path: Path, setting: str, said: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"schema: 1\ntitle: A\nwho: B\nsource: C\nsentence: D\nset:\n  {setting}\n")
    with pytest.raises(InputError, match=said) as refused:
        apply_belief(PRIOR, load_belief(str(file)))
    assert refused.value.problems[0].line == 7
