"""Targets: every row of the evidence that could be one is one or says why not, and none is fitted that must not be."""

from pathlib import Path

import numpy as np
import pytest

from calibration.measures import MEASURES
from calibration.measuring import scenario_of
from calibration.scale import Scale, back, onto, slope
from calibration.targets import TARGETS_FILE, Target, load_targets
from scenarios.areas import load_areas
from scenarios.errors import InputError
from scenarios.evidence import load_evidence
from scenarios.parameters import load_parameters
from scenarios.timeline import timeline

TARGETS = load_targets()
EVIDENCE = load_evidence()
REST = ("dropout_all_unplanned_2007_08", "disch_died_2007_08", "disch_prison_2007_08", "disch_completed_2007_08",
        "disch_drugfree_2007_08")  # fmt: skip
"""Reasons of discharge that the model has."""


def figure(row: str) -> float:
    value = EVIDENCE[row].value
    assert value is not None
    return value


ARITHMETIC = {
    "identified_treated_share": lambda: 1 - figure("jcp_identified_not_in_treatment") / figure("jcp_identified_17m"),
    "exits_unplanned": lambda: figure("dropout_all_unplanned_2007_08") / sum(figure(row) for row in REST),
    "exits_prison": lambda: figure("disch_prison_2007_08") / sum(figure(row) for row in REST),
    "exits_died": lambda: figure("disch_died_2007_08") / sum(figure(row) for row in REST),
    "exits_completed": lambda: (
        (figure("disch_completed_2007_08") + figure("disch_drugfree_2007_08")) / sum(figure(row) for row in REST)
    ),
    "completions_each": lambda: figure("pdu_completions_2008_09") / figure("ocu_in_treatment_2008_09"),
    "trainees_in_a_job": lambda: figure("p2w_jobs_to_nov2003") / figure("p2w_starts_to_nov2003"),
    "dies_outside_ratio": lambda: figure("mort_meth_out") / figure("mort_meth_in"),
    "dies_soon": lambda: (figure("mort_prison_wk1_men") + figure("mort_prison_wk2_men")) / 2,
    "prisoners": lambda: figure("prisoners_pdu_share") * load_parameters().values()["release.prison_population"],
    "badly_housed_share": lambda: figure("housing_problem_n") / 330_000,
}


def test_there_are_enough_of_both_kinds() -> None:
    assert len(TARGETS.of("fit")) >= 25 and len(TARGETS.of("hold_out")) >= 15
    assert len(TARGETS.sha256) == 64


@pytest.mark.parametrize("target", TARGETS.every, ids=lambda one: one.name)
def test_each_value_is_the_published_one(target: Target) -> None:
    worked_out = ARITHMETIC.get(target.name, lambda: figure(target.given.evidence[0]))()
    assert target.given.value == pytest.approx(worked_out, rel=0.01)
    assert target.given.discrepancy > 0 and len(target.given.reason) > 20
    assert MEASURES[target.given.measure].__doc__


def test_every_row_that_might_be_a_target_is_one_or_says_why_not() -> None:
    used = {row for one in TARGETS.every for row in one.given.evidence}
    left = [row for some in TARGETS.left_out.values() for row in some]
    assert len(left) == len(set(left)) and not used & set(left) and set(left) <= EVIDENCE.keys()
    possible = {name for name, row in EVIDENCE.items() if row.suggested_use in ("target", "check")}
    assert possible - used - set(left) == set(), "neither used nor left out"


def test_what_is_fitted_to_has_no_mandate_in_it() -> None:
    for one in TARGETS.of("fit"):
        run = TARGETS.runs[one.given.run]
        assert run.against is None
        for regime in timeline(scenario_of(run.scenario), load_areas()).regimes:
            assert not regime.oblige.attend_assessment and not regime.oblige.stay_in_treatment
            assert not regime.oblige.rehabilitation_plan and regime.identify.declaration == "none"


@pytest.mark.parametrize("scale", ["log", "logit", "plain"])
def test_scales_go_there_and_back(scale: Scale) -> None:
    figures = np.array([0.01, 0.3, 0.9])
    assert back(scale, onto(scale, figures)) == pytest.approx(figures)
    small = 1e-6
    moved = onto(scale, np.array([0.3 + small])) - onto(scale, np.array([0.3]))
    assert moved[0] / small == pytest.approx(slope(scale, 0.3), rel=1e-4)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("measure: discussions", "measure: discusions"), "is no measure; given discusions; did you mean discussions?"),
        (("use: hold_out", "use: holdout"), "use"),
        (("weeks: [0, 208]", "weeks: [0, 2080]"), "is not a stretch of its run"),
        (("evidence: [jcp_discussions_17m]", "evidence: [jcp_discusions_17m]"), "is no row of the evidence"),
        (("value: 0.767", "value: 1.767"), "cannot be on a logit scale"),
        (("error: 0.012, discrepancy: 0.02, use: hold_out", "error: 0.012, discrepancy: 0.02, use: fit"),
         "a difference that a lever makes may not be fitted to"),
    ],
)  # fmt: skip
def test_mistakes_are_refused_with_their_line(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    text = TARGETS_FILE.read_text()
    assert change[0] in text
    file = tmp_path / "targets.yaml"
    file.write_text(text.replace(change[0], change[1], 1))
    with pytest.raises(InputError) as refused:
        load_targets(file)
    (problem,) = refused.value.problems
    assert said in problem.text and problem.line
