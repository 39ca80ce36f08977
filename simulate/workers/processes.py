"""Tasks in processes of this machine, which may die at any moment without anything being lost."""

import pickle
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from scenarios.errors import RunFailed
from simulate.workers.answers import Answers, Done, Failed
from simulate.workers.crew import Gone, Worker
from simulate.workers.where import Processes

P = TypeVar("P")
T = TypeVar("T")
R = TypeVar("R")
MOST_LOSSES = 3
"""Workers that a task may take down before it is given up, or that may fail to start in a row."""
SHORT = 0.5
"""Seconds: a worker whose tasks are shorter holds one ahead, so that it never waits for the driver to write."""


def by_processes(plan: P, tasks: Iterable[T], *, work: Callable[[P, T], R], on: Processes) -> Answers[T, R]:
    """Do tasks in processes. Raises RunFailed when no process can be started."""
    if work.__module__ == "__main__":
        raise RunFailed(f"workers cannot import {work.__name__} from a script: put it into a module")
    shift: Shift[T] = Shift(pickle.dumps((work, plan)), tasks, on)
    try:
        while shift.hand_out():
            yield from shift.listen()
    finally:
        shift.end()


class Shift(Generic[T]):
    """The workers at work, the tasks still to be given, and how often each has been lost."""

    def __init__(self, order: bytes, tasks: Iterable[T], on: Processes) -> None:
        self._order, self._tasks, self._on = order, iter(tasks), on
        self._workers: list[Worker[T]] = []
        self._again: deque[T] = deque()
        self._losses: Counter[T] = Counter()
        self._failed_starts = 0
        self._ahead = 1

    def end(self) -> None:
        """Kill every worker."""
        for worker in self._workers:
            worker.end()

    def hand_out(self) -> bool:
        """Give tasks to workers, starting those that are wanted; False when there is nothing more to wait for."""
        for depth in range(1, self._ahead + 1):
            for worker in self._workers:
                if len(worker.holds) < depth and (task := self._next()):
                    worker.give(task[0])
        while len(self._workers) < self._on.number and (task := self._next()):
            worker = Worker(self._order)
            self._workers.append(worker)
            worker.give(task[0])
        return any(worker.holds for worker in self._workers)

    def _next(self) -> tuple[T] | None:
        if self._again:
            return (self._again.popleft(),)
        for task in self._tasks:
            return (task,)
        return None

    def listen(self) -> Iterator[Done[T, R] | Failed[T]]:
        """Wait for some workers and give what they answered."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), timeout=self._patience()):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                word, said, seconds = worker.hear()
            except Gone as how:
                yield from self._lost(worker, str(how))
                continue
            if word == "unfit":
                raise RunFailed(f"a worker process cannot be used: {said}")
            if word == "ready":
                self._failed_starts = 0
                continue
            task = worker.holds.popleft()
            if word == "raised":
                yield Failed(task, said, self._losses.pop(task, 0) + 1)
                continue
            self._ahead = 2 if seconds < SHORT else 1
            self._losses.pop(task, None)
            yield Done(task, said, seconds, worker.name)
        yield from self._overdue()

    def _lost(self, worker: Worker[T], how: str) -> Iterator[Failed[T]]:
        """Put the tasks of a dead worker back, the one that it was at counted against it."""
        self._workers.remove(worker)
        worker.end()
        self._again.extend(list(worker.holds)[1:])
        task = worker.holds[0] if worker.holds else None
        if task is None:
            return
        if not worker.ready:
            self._again.append(task)
            self._failed_starts += 1
            if self._failed_starts == MOST_LOSSES:
                raise RunFailed(f"no worker process could be started: the last one {how}")
            return
        self._losses[task] += 1
        if self._losses[task] < MOST_LOSSES:
            self._again.append(task)
        else:
            self._losses.pop(task)
            yield Failed(task, f"its worker {how} each of {MOST_LOSSES} times; was there memory enough?", MOST_LOSSES)

    def _patience(self) -> float | None:
        if self._on.limit is None:
            return None
        due = min((worker.since for worker in self._workers if worker.holds), default=time.monotonic())
        return max(due + self._on.limit - time.monotonic(), 0.0)

    def _overdue(self) -> Iterator[Failed[T]]:
        """Give up tasks that take too long, and their workers with them."""
        limit = self._on.limit
        if limit is None:
            return
        for worker in list(self._workers):
            if worker.holds and worker.ready and time.monotonic() - worker.since >= limit:
                self._workers.remove(worker)
                worker.end()
                task, *rest = worker.holds
                self._again.extend(rest)
                yield Failed(task, f"took longer than the limit of {limit:g} s", self._losses.pop(task, 0) + 1)
