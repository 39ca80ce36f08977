"""What a worker of a cluster is sent: importable there wherever this package is, with Dask or without."""

import os
import platform
import time
from collections.abc import Callable
from typing import TypeVar

from simulate.workers.answers import because
from simulate.workers.fingerprint import fingerprint

P = TypeVar("P")
T = TypeVar("T")
R = TypeVar("R")


def itself(plan: P) -> P:
    """The plan, as a task of its own: computed once, passed from worker to worker, and computed again if lost."""
    return plan


def errand(
    work: Callable[[P, T], R], plan: P, task: T, wanted: tuple[tuple[str, str], ...]
) -> "tuple[str, R | str | tuple[tuple[str, str], ...], float, str]":
    """One task: ('done', result, seconds, worker), with a reason for 'raised', a fingerprint for 'unfit'.

    wanted: the driver's fingerprint; a worker of another version may have joined since it looked.
    """
    worker = f"{platform.node()} process {os.getpid()}"
    if fingerprint() != wanted:
        return "unfit", fingerprint(), 0.0, worker
    began = time.perf_counter()
    try:
        return "done", work(plan, task), time.perf_counter() - began, worker
    except Exception as fault:
        return "raised", because(fault), time.perf_counter() - began, worker
