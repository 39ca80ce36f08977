"""Beliefs: narrower ranges of contested effects, and nothing else."""

from pathlib import Path

import pytest

from scenarios.beliefs import apply_belief, load_belief
from scenarios.errors import InputError
from scenarios.library import BELIEFS, built_in
from scenarios.parameters import load_parameters

PRIOR = load_parameters()


def test_the_library_of_beliefs() -> None:
    assert set(built_in(BELIEFS)) == {"even_handed", "minister", "smmgp", "evidence_review"}


@pytest.mark.parametrize("name", built_in(BELIEFS))
def test_a_belief_narrows_contested_effects_only(name: str) -> None:
    belief = load_belief(name)
    believed = apply_belief(PRIOR, belief)
    changed = {key for key, quantity in PRIOR.quantities.items() if believed.quantities[key] != quantity}
    assert changed == set(belief.settings)
    assert belief.sentence
    for key in changed:
        assert PRIOR.quantities[key].kind == "contested"


def test_minister_and_doctors_disagree_where_they_did() -> None:
    minister, doctors = (apply_belief(PRIOR, load_belief(name)).values() for name in ("minister", "smmgp"))
    assert minister["contested.push"] > doctors["contested.push"]
    assert minister["contested.word_of_mouth"] < 0 < doctors["contested.word_of_mouth"]


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
