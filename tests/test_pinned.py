"""A dozen small runs give what they gave, to the bit, and nobody can move a figure without saying so."""

import json
import os
import platform
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import Figure
from tests.pinned import kept
from tests.pinned.cases import CASES, Case
from tests.pinned.measure import pin
from tests.pinned.past import git, steps

ROOT = Path(__file__).parents[1]
PINNED = {one["scenario"]: one for one in kept.load()}
MEND = "raise MODEL, say why in CHANGELOG.md (Results change), then: python -m tests.pinned --write --because ..."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.scenario)
def test_figures_are_those_that_are_pinned(case: Case) -> None:
    found, before = pin(case), PINNED[case.scenario]
    assert [move.text for move in kept.moved([before], [found])] == [], MEND
    new = found["figures"].keys() - before["figures"].keys()
    assert not new, f"not pinned yet (python -m tests.pinned --write): {sorted(new)}"
    assert {k: v for k, v in found.items() if k != "exact"} == {k: v for k, v in before.items() if k != "exact"}
    if platform.machine() == "x86_64":
        assert found["exact"] == before["exact"], "no figure moved, but some bit did: python -m tests.pinned --write"


def elsewhere(*names: str, hash_seed: str, threads: str) -> dict[str, str]:
    """Exact checksums of cases in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed, "OPENBLAS_NUM_THREADS": threads}
    done = subprocess.run(
        [sys.executable, "-m", "tests.pinned", "--plain", *names],
        cwd=ROOT, env=environment | {"OMP_NUM_THREADS": threads}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_the_order_of_sets_and_the_number_of_threads_change_no_bit() -> None:
    here = next(case for case in CASES if case.scenario == "voluntary_2009")
    assert elsewhere(here.scenario, hash_seed="4711", threads="2") == {here.scenario: pin(here)["exact"]}


@pytest.mark.verify
def test_no_case_hangs_on_the_order_of_sets_or_on_threads(figure: Figure) -> None:
    ways = [("0", "1"), ("4711", "2"), ("random", "1")]
    found = [elsewhere(hash_seed=seed, threads=threads) for seed, threads in ways]
    other = {name for one in found for name in one if one[name] != found[0][name]}
    said = f"{len(found[0])} runs, {len(ways)} settings, {len(other)} other in some bit"
    figure("pinned runs under hash seeds and threads", said, "none in any bit", not other)


def test_the_last_line_of_history_is_of_what_is_pinned() -> None:
    lines = kept.history()
    assert lines[-1]["digest"] == kept.digest(kept.load()), "results.json was changed by hand: python -m tests.pinned"
    assert (lines[-1]["model"], lines[-1]["seeds"]) <= kept.versions()


def test_every_time_that_figures_moved_a_version_was_raised_and_the_changelog_says_why() -> None:
    for before, after in pairwise(kept.history()):
        assert (after["model"], after["seeds"]) > (before["model"], before["seeds"])
        assert after["figures_moved"] > 0 and after["most"]
        assert kept.told(after["because"]), f"not under Results change in CHANGELOG.md: {after['because']}"


def test_no_commit_moved_a_figure_without_raising_a_version() -> None:
    if git(ROOT, "rev-parse", "--show-toplevel") != f"{ROOT}\n":
        pytest.skip("not a checkout of git")
    for where, (old, before), (new, after) in steps(ROOT):
        moves = [move.text for move in kept.moved(before, after)]
        assert not moves or new > old, f"{where}: versions stayed {old}, but {moves[:3]}"


def test_figures_are_not_written_before_a_version_is_raised_and_the_changelog_tells(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = kept.load()
    first = before[0]
    outcome = next(iter(first["figures"]))
    after = [{**first, "figures": {**first["figures"], outcome: 1.5}}, *before[1:]]
    moves = list(kept.moved(before, after))
    assert [(move.scenario, move.outcome, move.after) for move in moves] == [(first["scenario"], outcome, 1.5)]
    assert [move.after for move in kept.moved(before, before[1:])] == [None] * len(first["figures"])
    model, seeds = kept.versions()
    last = {"model": model, "seeds": seeds}
    assert "raise it" in (kept.refusal(moves, "a good reason it is", last) or "")
    assert kept.refusal([], "", last) is None and kept.refusal(moves, "", None) is None
    monkeypatch.setattr(kept, "versions", lambda: (model + 1, seeds))
    monkeypatch.setattr(kept, "CHANGELOG", tmp_path / "CHANGELOG.md")
    kept.CHANGELOG.write_text("# Log\n\n### Fixed\n\n- Deaths are fewer by one.\n\n### Results change\n\n- Old.\n")
    assert "say why" in (kept.refusal(moves, "so", last) or "")
    assert "no such words" in (kept.refusal(moves, "Deaths are fewer by one.", last) or "")
    kept.CHANGELOG.write_text("# Changelog\n\n### Results change\n\n- Deaths are fewer\n  by one.\n\n### Fixed\n")
    assert kept.refusal(moves, "Deaths are fewer by one.", last) is None


def test_a_commit_that_moves_a_figure_without_a_version_is_found(tmp_path: Path) -> None:
    """In a repository of its own: the version raised the first time, forgotten the second, and then by hand."""
    (tmp_path / "tests/pinned").mkdir(parents=True)

    def keep(model: int, figure: float) -> None:
        (tmp_path / "tests/pinned/history.json").write_text(json.dumps([{"model": model, "seeds": 1}]))
        pinned = [{"scenario": "none", "figures": {"deaths": figure}}]
        (tmp_path / "tests/pinned/results.json").write_text(json.dumps(pinned))

    def commit(model: int, figure: float) -> None:
        keep(model, figure)
        assert git(tmp_path, "add", "-A") is not None
        who = ("-c", "user.name=x", "-c", "user.email=x@y", "-c", "commit.gpgsign=false")
        assert git(tmp_path, *who, "commit", "-qm", "x") is not None

    if git(tmp_path, "init", "-q") is None:
        pytest.skip("no git here")
    for model, figure in ((1, 5.0), (2, 6.0), (2, 7.0)):
        commit(model, figure)
    keep(2, 8.0)
    wrong = [bool(list(kept.moved(b, a))) and not new > old for _, (old, b), (new, a) in steps(tmp_path)]
    assert wrong == [True, True, False]
