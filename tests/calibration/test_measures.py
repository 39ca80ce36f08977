"""What is measured on a run is what its definition says: counted again here, one life at a time."""

from functools import cache

import numpy as np
import pytest

from calibration.cohorts import COHORTS
from calibration.measures import MEASURES
from calibration.measuring import observed, survey
from calibration.seen import Seen
from calibration.targets import load_targets
from scenarios.parameters import load_parameters
from simulate.status import DEAD, TREATED, Income, Pathway, Use, level_of

WEEKS = (0.0, 100.0)
RUN = "everybody"


@cache
def seen() -> Seen:
    targets, parameters = load_targets(), load_parameters()
    asked = survey(targets, RUN, claimants=1000, seed=1)
    return observed(asked, asked.run.scenario, parameters, parameters.values(), 0)


def stays() -> list[tuple[float, float, int]]:
    """Of each treatment that begins in the weeks: when, how long, the pathway it leads to (-1 death, 99 not over)."""
    found = []
    for trace in seen().observation.traces:
        begun = None
        for time, before, after in zip(trace.time, trace.before, trace.after, strict=True):
            was = int(level_of(np.array([before]), "pathway")[0])
            now = -1 if after == DEAD else int(level_of(np.array([after]), "pathway")[0])
            if was == Pathway.QUEUED and now == Pathway.STABILISING:
                begun = float(time)
            elif was in TREATED and now not in TREATED:
                if begun is not None and begun < WEEKS[1]:
                    found.append((begun, float(time) - begun, now))
                begun = None
        if begun is not None and begun < WEEKS[1]:
            found.append((begun, np.inf, 99))
    return found


def test_retention_and_drop_out_are_those_of_the_lives() -> None:
    lengths = np.array([stay for _, stay, _ in stays()])
    ends = np.array([end for *_, end in stays()])
    assert len(lengths) > 100
    assert COHORTS["kept_twelve_weeks"](seen(), WEEKS) == pytest.approx(np.mean(lengths > 12))
    dropped = (ends == Pathway.JUST_LEFT) & (lengths <= 2 * 365.25 / 7)
    assert COHORTS["dropped_in_two_years"](seen(), WEEKS) == pytest.approx(dropped.mean())


def test_early_exits_are_those_of_the_lives() -> None:
    gone = never = came = 0
    for trace in seen().observation.traces:
        pathways = [-1 if code == DEAD else int(level_of(np.array([code]), "pathway")[0]) for code in trace.after]
        was = [int(level_of(np.array([code]), "pathway")[0]) for code in trace.before]
        for i, time in enumerate(trace.time):
            if not (pathways[i] == Pathway.QUEUED != was[i] and time < WEEKS[1]):
                continue
            came += 1
            started = None
            for j in range(i + 1, len(pathways)):
                if started is None and was[j] == Pathway.QUEUED and pathways[j] in (Pathway.LOST, Pathway.JUST_LEFT):
                    gone, never = gone + 1, never + 1
                    break
                if started is None and was[j] == Pathway.QUEUED and pathways[j] == Pathway.STABILISING:
                    started = trace.time[j]
                elif started is not None and was[j] in TREATED and pathways[j] == Pathway.JUST_LEFT:
                    gone += trace.time[j] - started < 30 / 7
                    break
                elif pathways[j] == -1 or (started is None and pathways[j] != Pathway.QUEUED):
                    break
    assert came > 150
    assert MEASURES["early_exit"](seen(), WEEKS) == pytest.approx(gone / came, abs=0.02)
    assert MEASURES["early_exit_before_start"](seen(), WEEKS) == pytest.approx(never / gone, abs=0.03)


def test_levels_at_a_time_are_those_of_the_lives() -> None:
    lives, rng = seen().lives, np.random.default_rng(1)
    who, when = rng.integers(0, seen().followed, 200), rng.uniform(0, 260, 200)
    for axis in ("pathway", "income", "use"):
        found = lives.level_at(axis, who, when)
        for person, time, level in zip(who, when, found, strict=True):
            trace = seen().observation.traces[person]
            last = np.searchsorted(trace.time, time, side="right") - 1
            code = trace.opening if last < 0 else int(trace.after[last])
            assert level == (-1 if code == DEAD else level_of(np.array([code]), axis)[0])


def test_counts_of_a_year_are_those_of_its_periods() -> None:
    observation = seen().observation
    custody = observation.kind("arrest", "custody")
    year = observation.events[:4, custody].sum() * observation.weight / (52 / (365.25 / 7))
    assert MEASURES["receptions"](seen(), (0.0, 52.0)) == pytest.approx(year)
    half = seen().count((0.0, 6.5), ("arrest", "custody"))
    assert half == pytest.approx(observation.events[0, custody].sum() * observation.weight / 2)


def test_shares_are_shares_and_those_in_contact_are_people() -> None:
    for target in load_targets().on(RUN):
        found = MEASURES[target.given.measure](seen(), target.given.weeks)
        if target.scale == "logit":
            assert 0 <= found <= 1, target.name
    people = seen().observation.weight * seen().people
    assert 0 < MEASURES["in_contact"](seen(), (0.0, 52.0)) < people
    dead = seen().time((0.0, 260.0)) / 260
    assert dead < people


def test_offending_follows_the_rate_of_the_table() -> None:
    values = seen().values
    assert seen().offences_a_week((0.0, 52.0), treated=False) == pytest.approx(
        values["offending.offences_a_week"], rel=0.1
    )
    ratio = seen().offences_a_week((0.0, 52.0), treated=True) / seen().offences_a_week((0.0, 52.0), treated=False)
    assert ratio == pytest.approx(values["contested.treatment_crime"], rel=0.05)
    outside = seen().observation.where(income=Income.CUSTODY, use=Use.DEPENDENT)
    assert not set(outside.tolist()) & set(seen().free(treated=False).tolist())
