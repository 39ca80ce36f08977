"""The engine's own laws: no result depends on how it was computed."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from simulate import clocks
from simulate.clocks import Events, advance, reread, rules_of, set_field, settle
from tests.simulate.worlds import neutral_lives, row_where, table
from tests.statistics import level_of

ALARM = level_of("small")
REGIME = "green_paper_2008"


def lived(claimants: int = 2000, weeks: float = 60.0, step: float = 1.0, **kwargs: Any) -> list[tuple[Any, ...]]:
    """All events of neutral lives, sorted by claimant and time."""
    lives = neutral_lives(table(REGIME), claimants=claimants, **kwargs)
    seen: list[Events] = []
    for now in np.arange(step, weeks + step / 2, step):
        advance(lives, float(now), seen.append)
    return sorted(
        event
        for batch in seen
        for event in zip(
            batch.who.tolist(), batch.time.tolist(), batch.process.tolist(), batch.outcome.tolist(),
            batch.after.tolist(), strict=True,
        )
    )  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 7, 100_000])
def test_the_size_of_a_chunk_changes_no_bit(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 300 if chunk == 1 else 2000
    whole = lived(claimants=size)
    monkeypatch.setattr(clocks, "CHUNK", chunk)
    assert lived(claimants=size) == whole


def test_the_step_of_advance_changes_no_bit() -> None:
    assert lived(step=1.0) == lived(step=60.0) == lived(step=0.25)


def test_a_claimant_lives_the_same_alone_and_in_a_crowd() -> None:
    crowd = [event for event in lived(claimants=2000) if event[0] < 40]
    assert lived(claimants=40) == crowd
    assert len(crowd) > 100


def test_a_claimant_whom_nothing_touches_lives_the_same() -> None:
    """Settling and reading anew without a change leaves every ring where it was, to rounding."""
    plain, touched = (neutral_lives(table(REGIME), claimants=3000) for _ in range(2))
    everybody = np.arange(3000)
    for week in range(1, 11):
        advance(plain, float(week), lambda _: None)
        advance(touched, float(week), lambda _: None)
        settle(touched, everybody, float(week))
        reread(touched, everybody)
    alive = np.isfinite(plain.next_time)
    assert np.array_equal(alive, np.isfinite(touched.next_time))
    same = plain.row == touched.row
    assert same.mean() > 0.999
    assert touched.next_time[alive & same] == pytest.approx(plain.next_time[alive & same], rel=1e-3, abs=2e-3)


def test_the_share_of_a_threshold_used_up_stays_used_up() -> None:
    """A hazard doubled half-way: the ring comes at the hand-worked time."""
    it = table("voluntary_2009")
    row = row_where(it, pathway=4)  # stabilising, on JSA: everything else at its first level
    lives = neutral_lives(it, claimants=1, row=row, rules=rules_of(it, dtype=np.float64))
    hazard = lives.rules.hazard[row].copy()
    lives.left[0] = np.where(hazard > 0, 10.0, 10.0)
    reread(lives, np.array([0]))
    strongest = int(np.argmax(hazard))
    first_ring = 10.0 / hazard[strongest]
    half = first_ring / 2
    set_field(lives, strongest, np.array([True]), np.array([2.0]), half)
    assert lives.next_process[0] == strongest
    assert lives.next_time[0] == pytest.approx(half + 5.0 / (2 * hazard[strongest]))


@pytest.mark.parametrize("factors", [(0.0, 1.0), (3.0, 0.5), (0.0, 0.0)])
def test_moving_a_field_is_settling_and_reading_anew(factors: tuple[float, float]) -> None:
    """The short way of moving one field is the long way of touching everybody, to rounding."""
    it = table(REGIME)
    rules = rules_of(it, dtype=np.float64)
    short, long = (neutral_lives(it, claimants=3000, rules=rules) for _ in range(2))
    everybody, process = np.arange(3000), it.process("plan")
    for week, factor in zip((3.0, 7.0), factors, strict=True):
        for lives in (short, long):
            advance(lives, week, lambda _: None)
        set_field(short, process, np.array([True]), np.array([factor]), week)
        settle(long, everybody, week)
        long.field[:, process] = factor
        long.felt = np.array([process])
        reread(long, everybody)
        alive = np.isfinite(long.next_time)
        assert np.array_equal(alive, np.isfinite(short.next_time))
        assert short.next_time[alive] == pytest.approx(long.next_time[alive], rel=1e-9)
        assert np.array_equal(short.next_process[alive], long.next_process[alive])


def test_a_fixed_clock_starts_afresh_with_each_treatment() -> None:
    """Between the start of treatment and stabilising lie exactly 12 weeks, every time."""
    it = table("voluntary_2009")
    place, stabilise = it.process("place"), it.process("stabilise")
    lives = neutral_lives(it, claimants=20_000)
    started = np.full(20_000, np.nan)
    lengths: list[float] = []

    def record(batch: Events) -> None:
        starts = batch.process == place
        started[batch.who[starts]] = batch.time[starts]
        ends = batch.process == stabilise
        lengths.extend((batch.time[ends] - started[batch.who[ends]]).tolist())

    advance(lives, 200.0, record)
    known = np.array(lengths)[~np.isnan(lengths)]
    assert len(known) > 2000
    assert known == pytest.approx(12.0, abs=1e-3)


@pytest.mark.parametrize("odds", [0.25, 1.0, 3.0])
def test_odds_tilt_the_first_outcome_as_odds_do(odds: float) -> None:
    """Every appointment that comes due: attended as often as the odds ratio says of the status it came due in."""
    it = table("voluntary_2009")
    attend = it.process("attend")
    lives = neutral_lives(it, claimants=100_000, row=row_where(it, pathway=1, knowledge=1))
    lives.odds[:, lives.rules.odds_column[attend]] = odds
    lives.odds[:, lives.rules.odds_column[attend] + 1] = 7.0  # of those required to attend: here nobody is
    seen: list[Events] = []
    advance(lives, 30.0, seen.append)
    outcome = np.concatenate([batch.outcome[batch.process == attend] for batch in seen])
    before = np.concatenate([batch.before[batch.process == attend] for batch in seen])
    base = it.chance[0, before, attend, 0]
    want = odds * base / (1 - base + odds * base)
    off = ((outcome == 0).sum() - want.sum()) / np.sqrt((want * (1 - want)).sum())
    assert len(outcome) > 90_000
    assert 2 * stats.norm.sf(abs(off)) > ALARM


@pytest.mark.parametrize(("name", "odds"), [("attend", 0.5), ("decide", 2.5), ("disclose", 0.4)])
def test_odds_tilt_the_leading_outcomes_in_and_out_of_the_situation(name: str, odds: float) -> None:
    """All leading outcomes together, the others in proportion; the second column where the situation holds alone."""
    it = table("green_paper_2008")
    p = it.process(name)
    process, situated = it.processes[p], it.situation[0, :, p]
    start = np.flatnonzero(it.hazard[0, :, p] > 0).astype(np.int32)
    lives = neutral_lives(it, claimants=120_000, row=start[np.arange(120_000) % len(start)])
    column = lives.rules.odds_column[p]
    lives.odds[:, column] = 1.0 if process.situation else odds
    if process.situation:
        lives.odds[:, column + 1] = odds
    seen: list[Events] = []
    advance(lives, 60.0, seen.append)
    outcome = np.concatenate([batch.outcome[batch.process == p] for batch in seen])
    before = np.concatenate([batch.before[batch.process == p] for batch in seen])
    for inside in (True, False):
        some = (situated[before] == inside) if process.situation else np.full(len(before), inside)
        if not some.any():
            continue
        used = odds if inside or process.situation is None else 1.0
        first = it.chance[0, before[some], p, : process.tilts].sum(axis=1)
        chance = used * first / (1 - first + used * first)
        shares = it.chance[0, before[some], p]
        scale = np.where(
            np.arange(shares.shape[1]) < process.tilts,
            np.divide(chance, first, out=np.ones_like(first), where=first > 0)[:, None],
            np.divide(1 - chance, 1 - first, out=np.ones_like(first), where=first < 1)[:, None],
        )
        want = (shares * scale).sum(axis=0)
        got = np.bincount(outcome[some], minlength=len(want))
        there = want > 0
        assert got[~there].sum() == 0 and some.sum() > 1000
        assert stats.chisquare(got[there], want[there] * got.sum() / want.sum()).pvalue > ALARM


def test_three_outcomes_keep_their_shares_when_the_first_is_tilted() -> None:
    it = table("green_paper_2008")
    arrest = it.process("arrest")
    seen: list[Events] = []
    advance(neutral_lives(it, claimants=30_000), 104.0, seen.append)
    outcome = np.concatenate([batch.outcome[batch.process == arrest] for batch in seen])
    before = np.concatenate([batch.before[batch.process == arrest] for batch in seen])
    want = it.chance[0, before, arrest].mean(axis=0)
    counts = np.bincount(outcome, minlength=len(want))
    keep = want > 0
    assert counts[~keep].sum() == 0
    assert stats.chisquare(counts[keep], want[keep] * counts.sum()).pvalue > ALARM


def test_single_precision_follows_double() -> None:
    """The same luck in float32 and float64: nearly everybody lives the same life for a year."""
    it = table(REGIME)
    lives = [neutral_lives(it, claimants=5000, rules=rules_of(it, dtype=dtype)) for dtype in (np.float32, np.float64)]
    lives[1].left[:] = lives[0].left  # the same thresholds, before rounding enters
    reread(lives[1], np.arange(5000))
    for one in lives:
        advance(one, 52.0, lambda _: None)
    assert (lives[0].row == lives[1].row).mean() > 0.995
