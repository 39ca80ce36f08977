"""Doing the tasks of a plan: here, in processes of this machine, or on a cluster.

    for answer in perform(plan, tasks, work=run_task, on=Processes(8)):
        ...                                     # Done or Failed, in any order

Tasks are sent a few at a time and forgotten when they are answered, so memory does not grow with their number. The plan
is sent to each worker once. What a task gives is a function of plan and task alone: never of worker or order. A worker
that dies costs the task it was at, which is sent again; a task that raises, or that takes its worker down time and
again, is answered with Failed, and all others go on.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from simulate.workers.answers import Answers, Done, Failed
from simulate.workers.here import by_itself
from simulate.workers.processes import by_processes
from simulate.workers.where import Cluster, Here, On, Processes

__all__ = ["Answers", "Cluster", "Done", "Failed", "Here", "On", "Processes", "perform", "ready"]

P = TypeVar("P")
T = TypeVar("T")
R = TypeVar("R")


def perform(plan: P, tasks: Iterable[T], *, work: Callable[[P, T], R], on: On) -> Answers[T, R]:
    """Do tasks and give each answer as it comes, in any order; closing the iterator stops all work at once.

    tasks: hashable; taken as they are needed. work: a function that can be imported by name, from plan and task to what
    is wanted of the task. on: where.
    Raises RunFailed when no worker can be started, InputError as `ready`, PartlyDone when the cluster is lost.
    """
    if isinstance(on, Here):
        return by_itself(plan, tasks, work=work)
    if isinstance(on, Processes):
        return by_processes(plan, tasks, work=work, on=on)
    from simulate.workers.cluster import by_cluster

    return by_cluster(plan, tasks, work=work, on=on)


def ready(on: On) -> int:
    """How many tasks can be done at a time; asked before anything is written, as a cluster must be there and fit.

    Raises InputError when the cluster cannot be reached, Dask is not installed, or a worker has another version.
    """
    if isinstance(on, Here):
        return 1
    if isinstance(on, Processes):
        return on.number
    from simulate.workers.cluster import threads

    return threads(on)
