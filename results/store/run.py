"""An open run: its folder, its manifest, its ledger."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from results.files import checksum, write
from results.manifest import MANIFEST, Manifest, plan_of
from results.outcome import Values
from results.store.layout import REPORT, Place, place_of
from results.store.ledger import Entry, Ledger
from results.store.lock import let_go
from results.store.packed import Packer
from simulate.ensemble import Plan, Task, shard


@dataclass(slots=True)
class Run:
    """An open run. told: what was found and mended when it was opened, a sentence each."""

    folder: Path
    manifest: Manifest
    ledger: Ledger
    told: tuple[str, ...] = ()
    _plan: Plan | None = None
    _packer: Packer | None = None
    _values: tuple[Values, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenarios, the base first."""
        return tuple(told.name for told in self.manifest.scenarios)

    @property
    def beliefs(self) -> tuple[str, ...]:
        """Names of the beliefs; one without a name where none was given."""
        return tuple(held.name for held in self.manifest.beliefs) or ("",)

    @property
    def values(self) -> tuple[Values, ...]:
        """Values of the parameters, by draw, those of the first belief first; worked out when first asked for."""
        if not self._values:
            plan = self.plan()
            self._values = tuple(of for belief in range(len(self.beliefs)) for of in plan.values(belief))
        return self._values

    @property
    def assumed(self) -> dict[str, dict[str, float]]:
        """What each scenario assumes besides."""
        return self.plan().assumed()

    @property
    def report(self) -> Path:
        """Where the report goes."""
        return self.folder / REPORT

    @property
    def packer(self) -> Packer:
        """Keys of the tasks, and what packs them."""
        if self._packer is None:
            self._packer = Packer(self.plan())
        return self._packer

    @property
    def done(self) -> int:
        """How many tasks are kept."""
        return len(self.ledger.tasks_done(len(self.names)))

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.ledger.count() >= self.manifest.tasks * len(self.manifest.scenarios)

    def plan(self) -> Plan:
        """The plan of the run."""
        if self._plan is None:
            self._plan = plan_of(self.manifest, self.folder)
        return self._plan

    def tasks(self) -> tuple[Task, ...]:
        """Tasks of the run: of the plan, or of the shard of it that this run is."""
        tasks = self.plan().tasks()
        return tasks if self.manifest.shard is None else tuple(shard(tasks, *self.manifest.shard))

    def missing(self) -> tuple[Task, ...]:
        """Tasks of which some part is not there yet."""
        done = self.ledger.tasks_done(len(self.names))
        return tuple(task for task in self.tasks() if task not in done)

    def lacking(self) -> dict[tuple[str, ...], tuple[Task, ...]]:
        """Names of scenarios -> tasks of which just these are not there yet: all, where a task has not been run."""
        have: dict[Task, set[str]] = {}
        for entry in self.entries():
            have.setdefault(entry.place.task, set()).add(entry.name)
        found: dict[tuple[str, ...], list[Task]] = {}
        for task in self.missing():
            there = have.get(task, set())
            found.setdefault(tuple(name for name in self.names if name not in there), []).append(task)
        return {names: tuple(tasks) for names, tasks in found.items()}

    def entries(self) -> Iterator[Entry]:
        """What is kept, by scenario, belief, draw and replicate."""
        return self.ledger.entries()

    def parts(self) -> dict[str, str]:
        """File below the folder -> its sha256."""
        return {entry.part: entry.sha256 for entry in self.entries()}

    def key(self, place: Place) -> str:
        """The key that the part of a place must have."""
        return self.packer.keys.of(self.names[place.scenario], place.task)

    def places(self) -> set[Place]:
        """Every place of the run."""
        return {place_of(index, task) for task in self.tasks() for index in range(len(self.names))}

    def content(self, entry: Entry) -> bytes | None:
        """The content of a part; None when it is gone or is not what was written."""
        file = self.folder / entry.part
        try:
            content = file.read_bytes()
        except OSError:
            return None
        return content if checksum(content) == entry.sha256 else None

    def changed(self, manifest: Manifest) -> None:
        """Keep another manifest, with a copy in the ledger. Raises Unwritable."""
        text = manifest.text().encode()
        write(self.folder / MANIFEST, text)
        self.ledger.keep(MANIFEST, text)
        self.manifest = manifest
        self._plan, self._packer, self._values = None, None, ()

    def close(self) -> None:
        """Let others work on it; it can be read still."""
        let_go(self.folder)
