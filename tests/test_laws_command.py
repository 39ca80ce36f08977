"""`check --laws` where a law is broken: exit code 3, and the smallest scenario that breaks it as a file that runs."""

import json
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import simulate.counterexample
import simulate.laws
from sanctionsim.cli import main
from simulate.laws.no_dose import NO_DOSE
from simulate.processes import drop_out
from tests.simulate.test_laws import compiled_with, with_broken

MINE = """schema: 1
extends: none
title: Mine
proposed_by: somebody
source: [nothing]
tests: Nothing.
regime:
  support: {childcare: true, aftercare: true}
"""
SMALL = ("--claimants", "200", "--weeks", "26")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scenario, one law, and a fault: reports that are never made are felt where childcare is offered."""

    def hazard(at, regime, p):  # type: ignore[no-untyped-def]
        felt = regime.oblige.providers_report and regime.support.childcare
        return drop_out.hazard(at, regime, p) * (2.0 if felt else 1.0)

    faulty = with_broken(replace(drop_out.DROP_OUT, hazard=hazard))
    monkeypatch.setattr("simulate.law.compile_scenario", compiled_with(faulty))
    monkeypatch.setattr(simulate.laws, "LAWS", (NO_DOSE,))
    monkeypatch.setattr(simulate.counterexample, "MOST", 6)
    path = tmp_path / "mine.yaml"
    path.write_text(MINE)
    return path


def said(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["sanctionsim", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_a_broken_law_is_shown_by_the_smallest_scenario_and_the_file_runs(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(monkeypatch, "check", str(mine), "--laws", *SMALL) == 3
    shown, told = capsys.readouterr()
    assert "Broken, a dose of nothing" in shown and "childcare: true" in shown and "aftercare" not in shown
    assert "Looking for the smallest scenario" in told and "1 policy law is broken." in told
    file = tmp_path / "smallest.yaml"
    assert said(monkeypatch, "check", str(mine), "--laws", *SMALL, "--counterexample", str(file)) == 3
    shown, told = capsys.readouterr()
    assert "childcare" not in shown and f"is in {file}" in told
    [line] = [line for line in file.read_text().splitlines() if line.startswith("# sanctionsim check")]
    command = shlex.split(line.removeprefix("# sanctionsim ").replace("THIS_FILE", str(file)))
    assert said(monkeypatch, *command) == 3, "the file runs as it says, and breaks the law"


def test_machines_get_it_too(mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(monkeypatch, "check", str(mine), "--laws", *SMALL, "--json") == 3
    [law] = json.loads(capsys.readouterr().out)["laws"]
    assert law["verdict"] == "broken" and "childcare: true" in law["counterexample"]


def test_without_hypothesis_the_verdict_stands_and_one_sentence_says_what_is_missing(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    assert said(monkeypatch, "check", str(mine), "--laws", *SMALL) == 3
    assert capsys.readouterr().err.count("pip install 'sanctionsim[laws]'") == 1
    file = tmp_path / "smallest.yaml"
    assert said(monkeypatch, "check", str(mine), "--laws", *SMALL, "--counterexample", str(file)) == 2
    assert "needs Hypothesis" in capsys.readouterr().err and not file.exists()


def test_a_file_for_a_counterexample_without_laws_is_refused(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(monkeypatch, "check", str(mine), "--counterexample", "x.yaml") == 2
    assert "--laws" in capsys.readouterr().err
