"""The workload that other frameworks are timed by: its exact answers, two contenders, the pins, the verdicts."""

import json
import re
from collections.abc import Callable

import numpy as np
import pytest
from scipy.linalg import expm

from benchmarks.kept import PEERS as KEPT
from benchmarks.peers.common import DEAD, EVENTS, STATES, Live, Work, hazards, opening, outcomes
from benchmarks.peers.engine import straight, weekly
from benchmarks.peers.environments import HEAD, python_of, requirements
from benchmarks.peers.exact import EXACT, Steps, errors_off, expected, transitions
from benchmarks.peers.page import section
from benchmarks.peers.plain_numpy import kept, table
from benchmarks.peers.roster import ENGINE, PEERS, STRAIGHT, Peer
from benchmarks.peers.suite import MOST_ERRORS, judged, run
from benchmarks.six import opening as engine_opening
from benchmarks.six import six_numbers, six_table
from simulate.hazards import generator

CLAIMANTS, WEEKS = 60_000, 104
RATES = six_numbers()
INSTALLED = [peer for peer in PEERS if peer.installs]


@pytest.mark.parametrize(
    ("maker", "steps"),
    [(weekly, EXACT), (straight, EXACT), (table, Steps()), (kept, Steps())],
    ids=["engine", "engine straight", "numpy", "numpy kept"],
)
def test_the_engine_and_numpy_end_with_what_is_exact(maker: Callable[[Work], Live], steps: Steps) -> None:
    counts = maker(Work(CLAIMANTS, WEEKS, 11, RATES))()
    assert sum(counts) == CLAIMANTS
    right = expected(RATES, steps, claimants=CLAIMANTS, weeks=WEEKS)
    off = errors_off(counts, right)
    assert max(map(abs, off.values())) < MOST_ERRORS, off


@pytest.mark.parametrize("rate", ["start", "drop_out", "complete", "relapse", "arrest", "die"])
def test_a_rate_that_is_wrong_by_a_quarter_is_noticed(rate: str) -> None:
    counts = weekly(Work(CLAIMANTS, WEEKS, 11, RATES))()
    wrong = expected(RATES | {rate: RATES[rate] * 1.25}, EXACT, claimants=CLAIMANTS, weeks=WEEKS)
    assert max(map(abs, errors_off(counts, wrong).values())) > MOST_ERRORS


def test_the_generator_is_the_engines_own() -> None:
    rules = six_table(RATES)
    start = np.bincount(rules.rows(engine_opening(CLAIMANTS)), minlength=len(rules.codes))
    dead = (start @ expm(generator(rules).toarray() * WEEKS))[rules.dead]
    assert expected(RATES, EXACT, claimants=CLAIMANTS, weeks=WEEKS)["dead"].mean == pytest.approx(dead, rel=1e-9)


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.key)
def test_every_contender_moves_people_and_loses_none(peer: Peer) -> None:
    week = transitions(RATES, peer.steps, weeks=1)
    np.testing.assert_allclose(week.sum(axis=1), 1, atol=1e-12)
    assert (week >= 0).all() and week[DEAD, DEAD] == 1
    assert not peer.steps.stages or sorted(sum(peer.steps.stages, ())) == sorted(EVENTS)


def test_steps_of_a_week_close_in_on_continuous_time_as_rates_fall() -> None:
    slow = {name: rate if "_" in name and "drop" not in name else rate / 100 for name, rate in RATES.items()}
    stepped, right = (transitions(slow, steps, weeks=WEEKS) for steps in (Steps(), EXACT))
    assert np.abs(stepped - right).max() < 1e-4
    assert np.abs(transitions(RATES, Steps(), weeks=WEEKS) - transitions(RATES, EXACT, weeks=WEEKS)).max() > 1e-3


def test_the_workload_is_that_of_six() -> None:
    assert hazards(RATES).shape == (STATES, len(EVENTS))
    assert outcomes(tuple(range(STATES))) == {"dead": 6, "treated": 5, "recovered": 7, "record": 12}
    np.testing.assert_array_equal(np.bincount(opening(1_001)), [501, 500])


@pytest.mark.parametrize("peer", INSTALLED, ids=lambda peer: peer.key)
def test_what_a_contender_is_installed_from_is_pinned_and_checked_by_hash(peer: Peer) -> None:
    text = requirements(peer).read_text()
    assert text.startswith(HEAD)
    blocks = re.split(r"\n(?=\S)", text.removeprefix(HEAD).strip())
    assert all(re.match(r"[\w.\-]+(\[\w+\])?==[\w.]+( ; .+)? \\\n    --hash=sha256:", block) for block in blocks)
    pinned = {block.split(" ")[0] for block in blocks}
    assert {re.sub(r"\[\w+\]", "", wanted) for wanted in peer.installs} <= pinned
    assert python_of(peer).endswith("/bin/python")


def test_a_contender_lives_in_a_process_of_its_own() -> None:
    (numpy,) = (peer for peer in PEERS if peer.key == "numpy_table")
    order = numpy.order(claimants=500, weeks=4, seed=1, rates=RATES)
    measured = run({"peer": numpy.key, "python": python_of(numpy), "work": order})
    assert sum(measured["counts"]) == 500
    assert measured["versions"]["numpy"] == np.__version__
    with pytest.raises(RuntimeError, match="numpy_table failed"):
        run(
            {"peer": numpy.key, "python": python_of(numpy), "work": order | {"maker": "benchmarks.peers.nothing:there"}}
        )


def test_a_contender_that_is_cheaper_is_a_miss_and_compiled_code_may_be_three_times_cheaper() -> None:
    costs = {ENGINE.key: 3.0, STRAIGHT.key: 1.5, "cheap": 2.9, "dear": 3.1, "near": 1.1, "far": 0.9}
    rows = [{"key": key, "ns": ns, "compiled": key in ("near", "far")} for key, ns in costs.items()]
    judged(rows, judge=True)
    met = {row["key"]: row["met"] for row in rows}
    assert met == {"engine": None, "straight": None, "cheap": False, "dear": True, "near": True, "far": False}
    assert rows[2]["ratio_straight"] == pytest.approx(2.9 / 1.5)


@pytest.mark.skipif(not KEPT.exists(), reason="make peers has not been kept")
def test_what_is_kept_is_right_and_whole() -> None:
    results = json.loads(KEPT.read_text())
    assert {row["name"] for row in results["rows"]} | set(results["missing"]) == {peer.name for peer in PEERS}
    assert all(row["right"] for row in results["rows"])
    assert results["rates"] == pytest.approx(RATES)
    text = section(results | {"missing": {"Nowhere": "no such package"}})
    assert "Nowhere**: not run" in text
