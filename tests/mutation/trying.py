"""One mutant in a process of its own: forked with all imported, the living function given the mutant's code."""

import contextlib
import importlib
import inspect
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutation.operators import Mutant, code_of

SECONDS = 40
"""Of processor time; a mutant that takes longer is taken for one that was noticed."""
PATIENCE = 600
NOTICED, LIVES, UNREACHED = 1, 0, 77


def living(mutant: Mutant) -> FunctionType | None:
    """The function that a mutant is of, as the program has it; None where it cannot be laid hands on."""
    here: Any = importlib.import_module(mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    for name in mutant.function.split("."):
        here = inspect.getattr_static(here, name, None)
    for inside in ("fget", "__func__", "wrapped", "func"):
        here = getattr(here, inside, here) if not isinstance(here, FunctionType) else here
    if here is None:
        return None
    here = inspect.unwrap(here)
    return here if isinstance(here, FunctionType) else None


def run(root: Path, mutant: Mutant | None, tests: Sequence[str]) -> tuple[int, str]:
    """Run tests with a mutant, or without any: how it ends, as pytest says it, and the first test that failed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        os._exit(_child(root, mutant, tests, write))
    os.close(write)
    ended = _wait(child)
    with os.fdopen(read, encoding="utf-8") as said:
        return ended, said.read().strip()


class _First:
    """Tells which test failed first."""

    def __init__(self, to: int) -> None:
        self.to = to

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Heard after each phase of each test."""
        if report.failed:
            os.write(self.to, f"{report.nodeid}\n".encode())


def _wait(child: int) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -signal.SIGKILL


def _child(root: Path, mutant: Mutant | None, tests: Sequence[str], to: int) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    if mutant is not None:
        try:
            if not _give(living(mutant), code_of(root, mutant)):
                return UNREACHED
        except (LookupError, ValueError):
            return UNREACHED
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # some take longer to be imported than a test takes
    words = ["-q", "-x", "-p", "no:cacheprovider", "-m", "not verify", *tests]
    with contextlib.suppress(SystemExit):
        return int(pytest.main(words, plugins=[_First(to)]))
    return NOTICED


def _give(function: FunctionType | None, code: CodeType) -> bool:
    if function is None or function.__code__.co_freevars != code.co_freevars:
        return False
    function.__code__ = code
    return True


def preload(root: Path) -> None:
    """Import everything once, so that a fork begins where the tests do."""
    for room in ("scenarios", "simulate", "results", "sanctionsim"):
        for file in sorted((root / room).rglob("*.py")):
            if "cluster" in file.stem or file.stem in ("child", "__main__"):
                continue
            name = str(file.relative_to(root)).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            importlib.import_module(name)
    importlib.import_module("hypothesis.strategies")


Say = Callable[[str], None]


def on_stderr(text: str) -> None:
    """A line while it goes on."""
    print(text, file=sys.stderr, flush=True)
