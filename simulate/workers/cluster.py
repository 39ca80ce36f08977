"""Tasks on the workers of a Dask scheduler, of which any may go and new ones may come.

Dask counts against a task every death of a worker that held it, though the worker may have been at another. So a task
that Dask gives up is tried once more at the end, with nothing else under way, before it is given up here.
"""

import logging
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

from scenarios.errors import InputError, PartlyDone, Problem
from simulate.workers.answers import Answers, Done, Failed
from simulate.workers.errand import errand, itself
from simulate.workers.fingerprint import difference, fingerprint
from simulate.workers.where import Cluster

if TYPE_CHECKING:
    from distributed import Client, Future

P = TypeVar("P")
T = TypeVar("T")
R = TypeVar("R")
LOOK = 1.0
"""Seconds between looks at who is there."""
AHEAD = 3
"""Tasks sent a thread: one under way, one waiting beside it, one on the road."""
CONNECT = 10
"""Seconds to wait for a scheduler to answer."""


def _refused(on: Cluster, message: str) -> InputError:
    return InputError(Problem("command line", None, None, "--cluster", message, on.address))


@contextmanager
def _client(on: Cluster) -> "Iterator[Client]":
    """A connection to the scheduler. Raises InputError when there is none to be had."""
    if not on.address.startswith(("tcp://", "tls://")):
        raise _refused(on, "is not the address of a scheduler, as tcp://host:8786")
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise _refused(on, "needs Dask, which is not installed: pip install 'sanctionsim[cluster]'") from None
    with _silence():
        client = None
        try:
            with dask.config.set({"distributed.comm.timeouts.connect": f"{CONNECT}s"}):
                try:
                    client = Client(on.address, timeout=CONNECT, set_as_default=False)
                except (OSError, ValueError, TimeoutError) as fault:
                    raise _refused(on, f"cannot be reached ({type(fault).__name__})") from None
                yield client
        finally:
            if client is not None:
                with suppress(Exception):
                    client.close(timeout=1)


@contextmanager
def _silence() -> Iterator[None]:
    """Say nothing of what Dask's own threads have to say about a lost connection: it is said here in one sentence."""
    rooms = {"distributed", "tornado", "asyncio"}
    every = [logging.getLogger(name) for name in list(logging.root.manager.loggerDict) if name.split(".")[0] in rooms]
    spoke = [log for log in every if not log.disabled]
    for log in spoke:
        log.disabled = True
    try:
        yield
    finally:
        for log in spoke:
            log.disabled = False


def threads(on: Cluster) -> int:
    """How many tasks the cluster can do at a time. Raises InputError as `simulate.workers.ready`."""
    with _client(on) as client:
        until = time.monotonic() + on.patience
        while not (there := _threads(client)):
            if time.monotonic() > until:
                raise _refused(on, f"has a scheduler, but in {on.patience:g} s no worker came")
            time.sleep(0.2)
        told = client.run(fingerprint, on_error="return")
        for address, theirs in told.items():
            if isinstance(theirs, BaseException):
                raise _refused(on, f"worker {address} cannot import this package ({theirs})")
            if apart := difference(theirs):
                raise _refused(on, f"worker {address} has another version: {apart}")
    return there


def _threads(client: "Client") -> int:
    return sum(client.nthreads().values())


def by_cluster(plan: P, tasks: Iterable[T], *, work: Callable[[P, T], R], on: Cluster) -> Answers[T, R]:
    """Do tasks on a cluster. Raises InputError when it cannot be reached, PartlyDone when it is lost on the way."""
    with _client(on) as client:
        yield from Away(client, plan, tasks, work, on).answers()


class Away(Generic[T]):
    """The tasks that are under way on a cluster."""

    def __init__(self, client: "Client", plan: Any, tasks: Iterable[T], work: Callable[..., Any], on: Cluster) -> None:
        self._client, self._tasks, self._work, self._on = client, iter(tasks), work, on
        self._run = f"sanctionsim-{uuid4().hex[:12]}"
        self._plan = client.submit(itself, plan, key=f"{self._run}-plan", pure=False)
        self._sent = 0
        self._under_way: dict[Future[Any], T] = {}
        self._suspects: list[T] = []
        self._answered: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self._window = AHEAD * _threads(client)
        self._looked = self._manned = time.monotonic()

    def answers(self) -> Iterator[Done[T, Any] | Failed[T]]:
        """Every answer, then those of the suspects, one at a time."""
        for task in self._tasks:
            self._send(task)
            while len(self._under_way) >= max(self._window, 1):
                yield from self._next()
        while self._under_way:
            yield from self._next()
        for task in self._suspects:
            self._send(task)
            while self._under_way:
                yield from self._next(alone=True)

    def _send(self, task: T) -> None:
        self._sent += 1
        key = f"{self._run}-{self._sent}"
        future = self._client.submit(errand, self._work, self._plan, task, fingerprint(), key=key, pure=False)
        self._under_way[future] = task
        future.add_done_callback(self._answered.put)

    def _next(self, *, alone: bool = False) -> Iterator[Done[T, Any] | Failed[T]]:
        """Wait for one answer, for as long as there is anybody to give it."""
        try:
            future = self._answered.get(timeout=LOOK)
        except queue.Empty:
            self._look()
            return
        if time.monotonic() > self._looked + LOOK:
            self._look()
        task = self._under_way.pop(future)
        yield from self._answer(task, future, alone=alone)

    def _answer(self, task: T, future: "Future[Any]", *, alone: bool) -> Iterator[Done[T, Any] | Failed[T]]:
        from distributed import KilledWorker

        if future.status == "cancelled" or self._client.status != "running":
            raise self._lost("the scheduler is gone")
        try:
            word, said, seconds, worker = future.result(timeout=CONNECT)
        except KilledWorker as fault:
            if not alone:
                self._suspects.append(task)
                return
            deaths = fault.allowed_failures + 1
            yield Failed(task, f"its worker died each of {deaths} times; was there memory enough?", deaths)
            return
        except Exception as fault:
            raise self._lost(f"a worker cannot do what it is sent ({type(fault).__name__}: {fault})") from None
        if word == "unfit":
            raise self._lost(f"a worker has another version: {difference(said)}")
        if word == "raised":
            yield Failed(task, said, 1)
        else:
            yield Done(task, said, seconds, worker)

    def _look(self) -> None:
        """Notice workers that came or went. Raises PartlyDone when the scheduler is gone, or all workers for long."""
        self._looked = time.monotonic()
        there = 0
        if self._client.status == "running":
            with suppress(OSError, TimeoutError):
                there = _threads(self._client)
        if there:
            self._manned, self._window = self._looked, AHEAD * there
        elif self._looked > self._manned + self._on.patience:
            gone = "it has had no worker" if self._client.status == "running" else "nothing was heard of it"
            raise self._lost(f"{gone} for {self._on.patience:g} s")

    def _lost(self, how: str) -> PartlyDone:
        return PartlyDone(f"the cluster at {self._on.address} cannot go on: {how}")
