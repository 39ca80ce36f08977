"""The lives of a sample of people as flat arrays of events, so that cohorts are followed without a loop over people."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from simulate.arrays import BoolArray, FloatArray, IntArray, LevelArray, RowArray
from simulate.observation import Trace
from simulate.status import DEAD, level_of

GONE = -1
"""Level on every axis of somebody who has died."""
APART = 1e5
"""Weeks between the clocks of two people, so that one sorted array holds everybody's."""


@dataclass(frozen=True, slots=True)
class Lives:
    """Every event of the people who were followed, person by person and in order of time.

    who: (events,) place of the person among those followed. time: (events,) weeks. process, outcome: (events,) names.
    before, after: (events,) status codes. opening: (people,) status code at the start. key: (events,) sorts by both.
    """

    who: IntArray
    time: FloatArray
    process: np.ndarray
    outcome: np.ndarray
    before: RowArray
    after: RowArray
    opening: RowArray
    key: FloatArray

    def was(self, axis: str) -> LevelArray:
        """Level of an axis before each event: (events,)."""
        return level_of(self.before, axis)

    def became(self, axis: str) -> LevelArray:
        """Level of an axis after each event, GONE for the dead: (events,)."""
        return _level(self.after, axis)

    def next(self, of: IntArray, wanted: BoolArray) -> IntArray:
        """The first later event of the same person that is wanted: (n,), -1 where there is none.

        of: (n,) events. wanted: (events,).
        """
        count = len(self.who)
        place = np.where(wanted, np.arange(count), count)
        after = np.append(np.minimum.accumulate(place[::-1])[::-1], count)[of + 1]
        same = (after < count) & (self.who[np.minimum(after, count - 1)] == self.who[of])
        return np.where(same, after, -1)

    def wait(self, of: IntArray, wanted: BoolArray) -> FloatArray:
        """Weeks from each event to the next wanted one of the same person: (n,), infinite where there is none."""
        after = self.next(of, wanted)
        weeks: FloatArray = np.where(after >= 0, self.time[after] - self.time[of], np.inf)
        return weeks

    def level_at(self, axis: str, who: IntArray, time: FloatArray) -> LevelArray:
        """Level of an axis of these people at these times, GONE for the dead: (n,)."""
        last = np.searchsorted(self.key, who * APART + time, side="right") - 1
        lived = (last >= 0) & (self.who[np.maximum(last, 0)] == who)
        codes = np.where(lived, self.after[np.maximum(last, 0)], self.opening[who])
        return _level(codes, axis)


def _level(codes: RowArray, axis: str) -> LevelArray:
    dead = codes == DEAD
    levels: LevelArray = np.where(dead, np.int8(GONE), level_of(np.where(dead, np.int32(0), codes), axis))
    return levels


def lives_of(traces: Sequence[Trace]) -> Lives:
    """The lives of those who were followed."""
    lengths = np.array([len(one.time) for one in traces], np.int64)
    who = np.repeat(np.arange(len(traces)), lengths)
    time = _joined([one.time for one in traces], np.float64)
    return Lives(
        who=who, time=time, process=np.array(list(chain.from_iterable(one.process for one in traces)), object),
        outcome=np.array(list(chain.from_iterable(one.outcome for one in traces)), object),
        before=_joined([one.before for one in traces], np.int32),
        after=_joined([one.after for one in traces], np.int32),
        opening=np.array([one.opening for one in traces], np.int32), key=who * APART + time,
    )  # fmt: skip


def _joined(parts: Sequence[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate([np.asarray(part, kind) for part in parts]) if parts else np.zeros(0, kind)
