"""How long the rest of many tasks will take, from those that are done and the age of those under way.

A bar that divides what is done by the time it took is wrong where tasks are few and long and several run at a time:
nothing is done for long, then several at once. Here the tasks under way count too, and so does the end, at which
workers run dry one after the other.
"""

ENOUGH = 2
"""Answers a worker, from which on the pace of answers is believed where it is slower than the tasks alone would be."""


class TimeLeft:
    """Estimate for a number of tasks, some of which are done at once. Times are seconds of any one clock."""

    def __init__(self, tasks: int, *, at_once: int) -> None:
        self._tasks, self._at_once = tasks, max(min(at_once, tasks), 1)
        self._done, self._spent, self._squares = 0, 0.0, 0.0
        self._began = self._last = 0.0

    def note(self, seconds: float, *, now: float) -> None:
        """A task that took so long was answered. What workers need to start is over by then, and not counted."""
        if not self._done:
            self._began = now - seconds
        self._done, self._spent, self._last = self._done + 1, self._spent + seconds, now
        self._squares += seconds * seconds

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return self._done

    def left(self, *, now: float) -> float | None:
        """Seconds that the rest will take; None before the first task is done."""
        if not self._done:
            return None
        waiting = self._tasks - self._done
        under_way = min(self._at_once, waiting)
        if not under_way:
            return 0.0
        each = self._each()
        age = max(self._at_once * (now - self._began) - self._done * each, 0.0) / self._at_once
        if age <= each:
            mean, rest = each, max(each - age, self._spread() / 2)
        else:
            # Those under way are older than those done ever were: the quick ones came first, so the mean is higher.
            rest = age / 2
            mean = (self._done * each + under_way * (age + rest)) / (self._done + under_way)
        tail = (mean / 2 + self._spread()) * (under_way - 1) / self._at_once
        return ((waiting - under_way) * mean + under_way * rest) / self._at_once + tail

    def _spread(self) -> float:
        """Standard deviation of what tasks take."""
        mean = self._spent / self._done
        return float(max(self._squares / self._done - mean * mean, 0.0) ** 0.5)

    def _each(self) -> float:
        """Seconds of a worker that a task costs, with what the driver adds where that is what holds up."""
        mean = self._spent / self._done
        if self._done < ENOUGH * self._at_once:
            return mean
        # At an answer the others are half done on average.
        pace = (self._last - self._began) / (self._done + (self._at_once - 1) / 2)
        return max(mean, self._at_once * pace)
