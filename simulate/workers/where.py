"""Where tasks are done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Here:
    """In this process, one after the other."""


@dataclass(frozen=True, slots=True)
class Processes:
    """In processes of this machine. limit: seconds a task may take before it is given up; None for no limit."""

    number: int
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """On the workers of a Dask scheduler.

    address: `tcp://host:port` or `tls://host:port`. patience: seconds to wait for a scheduler or for any worker.
    """

    address: str
    patience: float = 60.0


On = Here | Processes | Cluster
