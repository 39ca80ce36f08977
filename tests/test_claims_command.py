"""`sanctionsim claims`: a real run, a real file of claims, and mistakes that are named."""

import json
from pathlib import Path

import pytest

from tests.test_cli import SMALL, sanctionsim

MINE = """schema: 1
claims:
  - id: many_need_a_push
    row: [73]
    speaker: the article
    document: D
    words: Many just need a push.
    metric: left_treatment
    per: in_treatment
    contrast: {base: voluntary_2009, other: act_2009}
    threshold: {direction: more, by: 0.01}
  - id: pushed_out
    row: [64]
    speaker: SMMGP
    document: S
    words: Parents are pushed out of sight.
    metric: off_benefit_unseen
    group: {name: children, level: children at home}
    contrast: {base: voluntary_2009, other: green_paper_2008}
    threshold: {direction: more}
  - id: too_early
    row: [91]
    speaker: the article
    document: D
    words: It is too early to say.
    testable: false
    reason: No outcome says that.
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "kept"
    made = sanctionsim("run", "voluntary_2009", "act_2009", *SMALL, "--quiet", "--out", str(folder))
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text(MINE)
    return tmp_path / "mine.yaml"


def test_claims_of_a_kept_run(kept: Path, mine: Path) -> None:
    shown = sanctionsim("claims", str(kept), "--claims", str(mine))
    assert shown.returncode == 0, shown.stderr
    for said in ("Many just need a push.", "at least 1% more than", "Extrapolation", "1 of 3 claims", "central value"):
        assert said in " ".join(shown.stdout.split()), said
    told = json.loads(sanctionsim("claims", str(kept), "--claims", str(mine), "--json").stdout)
    (one,) = told["claims"]
    assert one["id"] == "many_need_a_push" and 0 <= one["probability"] <= 1
    assert one["verdict"] in ("supported", "contradicted", "contingent")
    assert told["need_other_regimes"] == ["pushed_out"] and told["not_testable"][0]["id"] == "too_early"
    assert 0 < one["base"]["mean"] < 1


def test_a_run_that_tries_none_says_so(kept: Path, mine: Path) -> None:
    mine.write_text(MINE.replace("other: act_2009", "other: pilot_2010"))
    shown = sanctionsim("claims", str(kept), "--claims", str(mine))
    assert shown.returncode == 0 and "0 of 3 claims" in shown.stdout
    assert json.loads(sanctionsim("claims", str(kept), "--claims", str(mine), "--json").stdout)["claims"] == []


def test_an_unknown_outcome_is_named_with_its_line(kept: Path, mine: Path) -> None:
    mine.write_text(MINE.replace("metric: left_treatment", "metric: left_treatmnt"))
    refused = sanctionsim("claims", str(kept), "--claims", str(mine), "--json")
    assert refused.returncode == 2 and "Traceback" not in refused.stderr
    (problem,) = json.loads(refused.stdout)["problems"]
    assert (problem["line"], problem["field"], problem["nearest"]) == (8, "claims.0.metric", "left_treatment")


def test_where_there_is_no_run(tmp_path: Path, mine: Path) -> None:
    refused = sanctionsim("claims", str(tmp_path / "nowhere"), "--claims", str(mine))
    assert refused.returncode == 2 and "manifest" in refused.stderr
    assert "Example:" in sanctionsim("claims", "--help").stdout


def test_guardrails_fail_a_run_that_crosses_one_and_one_that_tries_nothing(kept: Path, tmp_path: Path) -> None:
    guarded = sanctionsim("claims", str(kept), "--claims", "guardrails", "--fail-above", "1")
    assert guarded.returncode == 0, guarded.stderr
    assert "6 of 6 claims" in " ".join(guarded.stdout.split())
    crossed = sanctionsim("claims", str(kept), "--claims", "guardrails", "--fail-above", "0", "--json")
    assert crossed.returncode == 3 and len(json.loads(crossed.stdout)["claims"]) == 6
    assert "Above 0, or not to be said" in crossed.stderr and "probability" in crossed.stderr
    harm = tmp_path / "harm.yaml"
    harm.write_text(MINE.replace("other: act_2009", "other: pilot_2010"))
    nothing = sanctionsim("claims", str(kept), "--claims", str(harm), "--fail-above", "0.5")
    assert nothing.returncode == 3 and "nothing was guarded" in nothing.stderr
    wrong = sanctionsim("claims", str(kept), "--fail-above", "1.5")
    assert wrong.returncode == 2 and "--fail-above" in wrong.stderr and "0 to 1" in wrong.stderr
