"""Tasks one after the other in this process."""

import os
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from simulate.workers.answers import Answers, Done, Failed, because

P = TypeVar("P")
T = TypeVar("T")
R = TypeVar("R")


def by_itself(plan: P, tasks: Iterable[T], *, work: Callable[[P, T], R]) -> Answers[T, R]:
    """Do tasks in order."""
    worker = f"process {os.getpid()}"
    for task in tasks:
        began = time.perf_counter()
        try:
            result = work(plan, task)
        except Exception as fault:
            yield Failed(task, because(fault), 1)
        else:
            yield Done(task, result, time.perf_counter() - began, worker)
