"""An observation written by hand: the lives of a few people, added up by plain loops."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from simulate.counts import COUNTS
from simulate.groups import LEVELS
from simulate.observation import Observation
from simulate.observe import MOVED, PERIOD, PERIODS_A_YEAR, PLACES
from simulate.status import DEAD, at_levels, pack, unpack
from tests.simulate.worlds import table

Then = tuple[float, str, str, Mapping[str, int] | None]
"""When (weeks), which process and outcome, and what it changed; None for death."""


@dataclass(frozen=True)
class Life:
    """begins: levels at the start, 0 on every other axis. age: index of the age group. enters: weeks."""

    begins: Mapping[str, int]
    then: tuple[Then, ...] = ()
    age: int = 2
    enters: float = 0.0

    def stays(self, weeks: float) -> list[tuple[float, float, int]]:
        """From when to when in which status code, in order."""
        times, codes, levels = [self.enters], [code(self.begins)], dict(self.begins)
        for time, _, _, change in self.then:
            levels |= change or {}
            times.append(time)
            codes.append(DEAD if change is None else code(levels))
        return [(since, until, here) for (since, until), here in zip(pairwise([*times, weeks]), codes, strict=True)]


def code(levels: Mapping[str, int]) -> int:
    """The status code of these levels."""
    return int(pack(at_levels(1, **{axis: np.array([level]) for axis, level in levels.items()}))[0])


def observed(
    *lives: Life,
    weeks: int = 26,
    expected: Mapping[str, tuple[float, ...]] | None = None,
    by_age: Mapping[str, tuple[float, float, float]] | None = None,
    accounts: Mapping[str, tuple[float, ...]] | None = None,
    tracks: Mapping[str, tuple[float, ...]] | None = None,
) -> Observation:
    """What these lives show. expected: name of a count -> by period. by_age: the same over the first year, by age."""
    of = table("green_paper_2008")
    kinds = [(p.name, o) for p, outcomes in zip(of.processes, of.outcomes, strict=True) for o in outcomes]
    edges = np.minimum(np.arange(-(-weeks // PERIOD) + 1) * PERIOD, weeks).astype(np.float64)
    periods = len(edges) - 1
    years = -(-periods // PERIODS_A_YEAR)
    codes = sorted({here for life in lives for _, _, here in life.stays(weeks)} | {DEAD})
    names = tuple(count.name for count in COUNTS)
    time, census = np.zeros((periods, len(codes))), np.zeros((periods + 1, len(codes)), np.int64)
    group_time = np.zeros((years, len(codes), len(LEVELS["age"])))
    moves = {axis: np.zeros((periods, len(kinds), len(of_), len(of_) + 1), np.int64) for axis, of_ in MOVED.items()}
    counted, of_age = np.zeros((periods, len(names))), np.zeros((years, len(names), len(LEVELS["age"])))
    for life in lives:
        stays = life.stays(weeks)
        for since, until, here in stays:
            row = codes.index(here)
            for period in range(periods):
                stayed = min(until, edges[period + 1]) - max(since, edges[period])
                if stayed > 0:
                    time[period, row] += stayed
                    group_time[period // PERIODS_A_YEAR, row, life.age] += stayed if here != DEAD else 0
            for edge in np.flatnonzero((edges >= since) & (edges < until) & ((edges > 0) | (life.enters == 0))):
                census[edge, row] += 1
            census[-1, row] += until == weeks
        for (when, process, outcome, _), (before, after) in zip(life.then, pairwise(s[2] for s in stays), strict=True):
            period, kind = int(when // PERIOD), kinds.index((process, outcome))
            for axis, moved in moves.items():
                was = int(unpack(np.array([before])).axis(axis)[0])
                is_ = len(MOVED[axis]) if after == DEAD else int(unpack(np.array([after])).axis(axis)[0])
                moved[period, kind, was, is_] += 1
    for name, by_period in (expected or {}).items():
        counted[:, names.index(name)] = by_period
    for name, groups in (by_age or {}).items():
        of_age[0, names.index(name)] = groups
    return Observation(
        weeks=weeks, edges=edges, weight=1.0, claimants=sum(life.enters == 0 for life in lives), outside=0,
        entered=sum(life.enters > 0 for life in lives), codes=np.array(codes, np.int32), kinds=tuple(kinds),
        counts=names, groups={"age": LEVELS["age"]}, time=time, moves=moves,
        places=np.zeros((periods, len(kinds), *PLACES), np.int64), expected=counted,
        drawn=np.zeros((years, len(names)), np.int64), census=census, group_time={"age": group_time},
        group_events={}, group_expected={"age": of_age},
        accounts={name: np.array(by_period) for name, by_period in (accounts or {}).items()},
        tracks={name: np.array(by_week) for name, by_week in (tracks or {}).items()}, traces=(),
    )  # fmt: skip
