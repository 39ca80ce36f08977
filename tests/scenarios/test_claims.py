"""The claims of the debate: all of it is there, each can be tried or says why not, and mistakes are placed."""

import re
from pathlib import Path

import pytest

from scenarios.claim_file import LAST_ROW
from scenarios.claims import CLAIMS_FILE, ClaimFile, Known, load_claims
from scenarios.errors import InputError, Problem
from scenarios.parameters import load_parameters

CLAIMS = load_claims()
KNOWN = Known(
    metrics=("deaths", "in_treatment", "identified", "questions_put"),
    by_group=("deaths", "in_treatment", "identified"),
    groups={"children": ("no children at home", "children at home")},
    scenarios=("none", "voluntary_2009", "act_2009"),
)
GOOD = """schema: 1
answers:
  - {id: declaration, row: 8, question: Yes or no?, asked: 35, yes: 8, no: 26, printed_yes: 0.23}
no_claim:
  - {row: [12], why: a definition}
claims:
  - id: it_works
    row: [96]
    speaker: a provider
    document: D
    words: It works.
    metric: identified
    contrast: {base: none, other: voluntary_2009}
    threshold: {direction: more, by: 0.05}
  - id: nothing_changes
    row: [99]
    speaker: UKDPC
    document: S
    words: It makes no difference.
    metric: in_treatment
    group: {name: children, level: children at home}
    contrast: {base: voluntary_2009, other: act_2009}
    threshold: {direction: same, tolerance: 0.02}
  - id: not_now
    row: [91]
    speaker: the article
    document: D
    words: It is too early to say.
    testable: false
    reason: No outcome says that.
"""


def loaded(folder: Path, text: str) -> ClaimFile:
    (folder / "mine.yaml").write_text(text)
    return load_claims(folder / "mine.yaml", KNOWN)


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        loaded(folder, text)
    return caught.value.problems


def test_every_row_of_the_debate_is_a_claim_or_says_why_it_is_none() -> None:
    claimed = {row for claim in CLAIMS.claims for row in claim.row}
    silent = [row for one in CLAIMS.no_claim for row in one.row]
    assert claimed | set(silent) == set(range(1, LAST_ROW + 1))
    assert not claimed & set(silent) and len(set(silent)) == len(silent)


def test_claims_are_short_sentences_with_a_speaker_and_a_source() -> None:
    for claim in CLAIMS.claims:
        assert claim.words.endswith(".") and claim.words.count(". ") == 0, claim.id
        assert len(claim.words) <= 160, claim.id
        assert not re.search(r"\b(addict|abuser|junkie|user)s?\b", claim.words.replace("service user", ""), re.I), (
            claim.id
        )
        assert (claim.speaker == "nobody in particular") == (claim.document == "other"), claim.id


def test_most_can_be_tried_and_the_others_say_why_not() -> None:
    testable = [claim for claim in CLAIMS.claims if claim.testable]
    assert len(testable) >= 60
    assert all(claim.reason for claim in CLAIMS.claims if not claim.testable)


def test_counts_of_members_add_up_as_they_were_printed() -> None:
    by_id = {answer.id: answer for answer in CLAIMS.answers}
    assert [answer.asked for answer in CLAIMS.answers] == [35, 35, 35]
    assert [by_id[key].unaccounted for key in ("identification", "declaration", "rehabilitation_plan")] == [0, 1, 4]
    plan = by_id["rehabilitation_plan"]
    assert (plan.printed_yes, round(plan.yes / plan.asked, 3)) == (0.82, 0.829)


def test_an_opinion_of_members_is_never_a_number_of_the_model() -> None:
    cited = {row for quantity in load_parameters().quantities.values() for row in quantity.evidence}
    assert not [row for row in cited if row.startswith("smmgp_")]
    assert not cited & {
        "ddn_benefit_loss_week",
        "ddn_drug_spend_week",
        "seed_drug_spend_week",
        "seed_benefit_loss_week",
    }
    assert not cited & {"ddn_cost_drug_crime", "seed_crime_cost", "weaver_cmht_substance"}


def test_a_good_file_is_read(tmp_path: Path) -> None:
    made = loaded(tmp_path, GOOD)
    assert [claim.id for claim in made.claims] == ["it_works", "nothing_changes", "not_now"]
    assert made.answers[0].unaccounted == 1


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        (
            "metric: identified",
            "metric: identifed",
            "claims.0.metric",
            "no outcome 'identifed'.*did you mean identified",
        ),
        (
            "other: voluntary_2009",
            "other: voluntary_2008",
            "claims.0.contrast.other",
            "no scenario.*did you mean volun",
        ),
        ("base: none", "base: nobody", "claims.0.contrast.base", "no scenario"),
        ("level: children at home", "level: childrn at home", "claims.1.group.level", "did you mean"),
        ("name: children", "name: age", "claims.1.group.name", "no equity group 'age'"),
        ("metric: in_treatment", "metric: questions_put", "claims.1.metric", "cannot be told for a group"),
        ("base: none", "base: voluntary_2009", "claims.0.contrast.other", "is the base itself"),
        ("    metric: identified\n", "", "claims.0", "needs a metric"),
        ("    threshold: {direction: more, by: 0.05}\n", "", "claims.0", "needs a threshold"),
        ("direction: more", "direction: up", "claims.0.threshold.direction", "not one of the choices"),
        ("direction: more, by: 0.05", "direction: less, by: 1.5", "claims.0.threshold.by", "more than there is"),
        ("more, by: 0.05", "more, tolerance: 0.05", "claims.0.threshold.tolerance", "for the direction same"),
        ("same, tolerance: 0.02", "same", "claims.1.threshold", "needs a tolerance"),
        ("same, tolerance: 0.02", "same, tolerance: 0.02, by: 0.1", "claims.1.threshold.by", "no place"),
        ("    reason: No outcome says that.\n", "", "claims.2", "must say why"),
        ("    testable: false\n", "", "claims.2", "needs a metric"),
        ("document: S", "document: T", "claims.1.document", "not one of the choices"),
        ("row: [96]", "row: [196]", "claims.0.row.0", "less than or equal to 104"),
        ("row: [96]", "row: []", "claims.0.row", "too few"),
        ("id: it_works", "id: It works", "claims.0.id", "should match"),
        ("id: nothing_changes", "id: it_works", "claims.1.id", "two claims are called"),
        ("metric: identified", "metric: identified\n    per: identified", "claims.0.per", "by itself"),
        ("speaker: a provider", "speeker: a provider", "claims.0.speeker", "did you mean speaker"),
        ("yes: 8", "yes: 18", "answers.0.yes", "35 were asked"),
        ("printed_yes: 0.23", "printed_yes: 0.32", "answers.0.printed_yes", "is not 8 of 35"),
    ],
)
def test_each_mistake_is_placed(old: str, new: str, field: str, said: str, tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace(old, new, 1))
    meant = [problem for problem in found if problem.field == field and re.search(said, problem.text)]
    assert meant, [problem.text for problem in found]
    changed = GOOD[: GOOD.index(old)].count("\n") + 1
    assert meant[0].line is not None and abs(meant[0].line - changed) <= 8


def test_names_are_only_checked_against_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD.replace("metric: identified", "metric: anything"))
    assert load_claims(tmp_path / "mine.yaml").claims[0].metric == "anything"


def test_the_page_shows_a_claim_as_it_stands() -> None:
    page = (Path(__file__).parents[2] / "docs" / "claims.md").read_text()
    (shown,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.S)
    assert "".join(f"  {line}\n" for line in shown.splitlines()) in CLAIMS_FILE.read_text()
