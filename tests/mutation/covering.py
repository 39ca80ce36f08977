"""Which tests run a line, those that run least besides first."""

import collections
from functools import cached_property
from pathlib import Path

from coverage import CoverageData


class Covering:
    """The coverage of a run with `--cov-context=test`."""

    def __init__(self, database: Path, root: Path) -> None:
        self.data = CoverageData(str(database))
        self.data.read()
        self.root = root
        self.files = {self._below(file): file for file in self.data.measured_files()}

    def _below(self, file: str) -> str:
        """The path below whatever root it was measured in."""
        parts = Path(file).parts
        start = max(parts.index(room) for room in ("scenarios", "simulate") if room in parts)
        return str(Path(*parts[start:]))

    @cached_property
    def breadth(self) -> dict[str, int]:
        """Test -> lines it runs in all."""
        lines: collections.Counter[str] = collections.Counter()
        for file in self.data.measured_files():
            for contexts in self.data.contexts_by_lineno(file).values():
                lines.update({_test(context) for context in contexts})
        return dict(lines)

    def tests(self, file: str, line: int) -> list[str]:
        """Tests that run a line."""
        if file not in self.files:
            return []
        contexts = self.data.contexts_by_lineno(self.files[file]).get(line, [])
        found = {_test(context) for context in contexts if "::" in context}
        least = sorted(found, key=lambda test: (self.breadth.get(test, 0), test))
        return _by_turns(least)


def _by_turns(tests: list[str]) -> list[str]:
    """One case of every test before the second of any, or the cases of one test would crowd out all others."""
    turn: collections.Counter[str] = collections.Counter()
    ranked = []
    for place, test in enumerate(tests):
        name = test.partition("[")[0]
        ranked.append((turn[name], place, test))
        turn[name] += 1
    return [test for _, _, test in sorted(ranked)]


def _test(context: str) -> str:
    return context.rsplit("|", 1)[0]
