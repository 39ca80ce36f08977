"""Section 4, observation: what one claimant has lived through, by period of 13 weeks."""

from collections import defaultdict
from collections.abc import Iterator

from simulate.mesa_model.counted import COUNTED
from simulate.mesa_model.person import Person, Status

PERIOD, PERIODS_A_YEAR = 13.0, 4
"""Weeks in a period, and periods in a year."""


def periods(since: float, until: float) -> Iterator[tuple[int, float]]:
    """The periods of a stretch of time, and how many weeks of it lie in each."""
    period = int(since // PERIOD)
    while since < until:
        end = min((period + 1) * PERIOD, until)
        yield period, end - since
        since, period = end, period + 1


class Diary:
    """time: weeks in each status and period. expected: of each counted outcome and period."""

    def __init__(self, since: float) -> None:
        self.since = since
        self.time: dict[tuple[Status, int], float] = defaultdict(float)
        self.expected: dict[tuple[str, int], float] = defaultdict(float)

    def enter(self, c: Person, until: float) -> None:
        """A stretch in one status under one regime ends."""
        status, since = c.status, self.since
        self.since = max(until, since)
        if status is None or until <= since:
            return
        rates = {count.name: count.rate(c) * count.propensity(c) for count in COUNTED}
        for period, weeks in periods(since, until):
            self.time[status, period] += weeks
            for name, rate in rates.items():
                self.expected[name, period] += rate * weeks
