"""The store: a run is a folder that is never overwritten, written piece by piece, and checked before it is
read.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from results.gather import Gathered, Reading, gather, outcome_readings
from results.manifest import MANIFEST, Manifest, describe, now, parse, plan_of
from results.outcome import Values
from results.outcomes import OUTCOMES
from results.parts import checksum, decode, encode, write
from scenarios.errors import InputError, Problem, RunFailed
from scenarios.loader import Loaded
from simulate.ensemble import Plan, Ran, Task

ROOT = Path("runs")
PARTS, OUTCOMES_FILE, REPORT = "parts", "outcomes.parquet", "report.html"
_PART = re.compile(r"(?P<scenario>\d+)(-b(?P<belief>\d+))?-d(?P<draw>\d+)-r(?P<replicate>\d+)\.parquet")


@dataclass(slots=True)
class Run:
    """An open run. measured: (scenario, task) -> outcome -> figure, of what was added since it was opened."""

    folder: Path
    manifest: Manifest
    measured: dict[tuple[str, Task], dict[str, float]] = field(default_factory=dict)
    _values: tuple[Values, ...] = ()

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

    def plan(self) -> Plan:
        """The plan of the run."""
        return plan_of(self.manifest)

    def missing(self) -> tuple[Task, ...]:
        """Tasks of which some part is not there yet."""
        have = self.manifest.parts
        return tuple(
            task for task in self.plan().tasks() if any(self._part(name, task) not in have for name in self.names)
        )

    def _part(self, scenario: str, task: Task) -> str:
        belief = f"-b{task.belief}" if len(self.beliefs) > 1 else ""
        return f"{PARTS}/{self.names.index(scenario)}{belief}-d{task.draw:04}-r{task.replicate:04}.parquet"

    def measure(self, ran: Ran) -> None:
        """Keep the outcomes of an observation in mind."""
        of_draw = self.values[ran.task.belief * self.manifest.draws + ran.task.draw]
        values = {**of_draw, **self.assumed[ran.scenario]}
        figures = {one.name: one.measure(ran.observation, values) for one in OUTCOMES}
        self.measured[ran.scenario, ran.task] = figures


def create(folder: Path | str | None, *, plan: Plan, loaded: Sequence[Loaded]) -> Run:
    """Begin a run in a new folder.

    folder: None for runs/<time>-<names>. loaded: the scenarios of the plan, in its order.
    Raises InputError when the folder is there and not empty, or cannot be made.
    """
    at = Path(folder) if folder is not None else _fresh(plan)
    if len({name for name, _ in plan.scenarios}) < len(plan.scenarios):
        raise InputError(Problem(str(at), None, None, "", "two scenarios of a run have the same name"))
    if at.exists() and (not at.is_dir() or any(at.iterdir())):
        raise InputError(Problem(str(at), None, None, "", "is there already and is not empty; a run never overwrites"))
    try:
        (at / PARTS).mkdir(parents=True)
    except OSError as fault:
        raise InputError(Problem(str(at), None, None, "", f"cannot be made: {fault.strerror or fault}")) from None
    run = Run(at, describe(plan, loaded))
    _keep(run)
    return run


def _fresh(plan: Plan) -> Path:
    names = "-".join(re.sub(r"[^A-Za-z0-9_]+", "_", name) for name, _ in plan.scenarios)[:80]
    stamp = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
    at = ROOT / f"{stamp}-{names}"
    count = 1
    while at.exists():
        count += 1
        at = ROOT / f"{stamp}-{names}-{count}"
    return at


def _keep(run: Run) -> None:
    write(run.folder / MANIFEST, run.manifest.text().encode())


def add(run: Run, rans: Iterable[Ran]) -> None:
    """Keep what the regimes of a task showed. Parts first, then the manifest: a crash in between costs only
    the parts.
    """
    parts = dict(run.manifest.parts)
    for ran in rans:
        content = encode(ran.observation)
        name = run._part(ran.scenario, ran.task)
        write(run.folder / name, content)
        parts[name] = checksum(content)
        run.measure(ran)
    run.manifest = replace(run.manifest, parts=parts)
    _keep(run)


def finish(run: Run) -> None:
    """Write the table of outcomes and the time. Raises RunFailed when a task is missing or a part is
    damaged.
    """
    missing = run.missing()
    if missing:
        raise RunFailed(f"{run.folder}: {len(missing)} of {len(run.plan().tasks())} tasks have not been run")
    for ran in observations(run, skip=run.measured):
        run.measure(ran)

    def order(place: tuple[str, Task]) -> tuple[int, int, int, int]:
        return run.names.index(place[0]), place[1].belief, place[1].draw, place[1].replicate

    rows = [
        (scenario, run.beliefs[task.belief], task.draw, task.replicate, outcome, value)
        for scenario, task in sorted(run.measured, key=order)
        for outcome, value in run.measured[scenario, task].items()
    ]
    table = pd.DataFrame(rows, columns=["scenario", "belief", "draw", "replicate", "outcome", "value"])
    if len(run.beliefs) == 1:
        table = table.drop(columns="belief")
    into = io.BytesIO()
    table.to_parquet(into, index=False)
    write(run.folder / OUTCOMES_FILE, into.getvalue())
    run.manifest = replace(run.manifest, ended=now())
    _keep(run)


def open_run(folder: Path | str, *, verify: bool = True) -> Run:
    """Open a run that was kept. Raises InputError: no run there; RunFailed: a part is damaged, naming the
    file.
    """
    at = Path(folder)
    file = at / MANIFEST
    if not file.is_file():
        raise InputError(Problem(str(at), None, None, "", "is not the folder of a run: it has no manifest.json"))
    run = Run(at, parse(file.read_text(encoding="utf-8", errors="replace"), str(file)))
    damaged = damaged_parts(run) if verify else ()
    if damaged:
        raise RunFailed(f"damaged, not read: {', '.join(str(at / name) for name in damaged)}")
    return run


def damaged_parts(run: Run) -> tuple[str, ...]:
    """Parts that are gone or are not what was written."""
    return tuple(name for name, sha in run.manifest.parts.items() if _content(run, name, sha) is None)


def _content(run: Run, name: str, sha: str) -> bytes | None:
    file = run.folder / name
    content = file.read_bytes() if file.is_file() else b""
    return content if checksum(content) == sha else None


def resume(folder: Path | str) -> Run:
    """Open a run to go on with it: damaged parts are forgotten, so `missing` names their tasks and they are
    run again.
    """
    run = open_run(folder, verify=False)
    damaged = set(damaged_parts(run))
    parts = {name: sha for name, sha in run.manifest.parts.items() if name not in damaged}
    run.manifest = replace(run.manifest, parts=parts)
    _keep(run)
    return run


def observations(run: Run, *, skip: Iterable[tuple[str, Task]] = ()) -> Iterator[Ran]:
    """What was kept, one observation at a time, each checked before it is read. Raises RunFailed naming a
    damaged file.
    """
    passed = set(skip)
    for name, sha in run.manifest.parts.items():
        scenario, task = _place(run, name)
        if (scenario, task) in passed:
            continue
        content = _content(run, name, sha)
        if content is None:
            raise RunFailed(f"damaged, not read: {run.folder / name}")
        yield Ran(scenario, task, decode(content))


def _place(run: Run, name: str) -> tuple[str, Task]:
    """Scenario and task of a part."""
    match = _PART.fullmatch(name.removeprefix(f"{PARTS}/"))
    if match is None or int(match["scenario"]) >= len(run.names):
        raise RunFailed(f"{run.folder / name}: is not the name of a part")
    task = Task(int(match["draw"]), int(match["replicate"]), int(match["belief"] or 0))
    return run.names[int(match["scenario"])], task


def readings(run: Run, wanted: dict[str, Reading] | None = None) -> Gathered:
    """Read every observation of the run; the outcomes if nothing else is asked for."""
    return gather(
        observations(run),
        outcome_readings() if wanted is None else wanted,
        scenarios=run.names,
        values=run.values,
        beliefs=run.beliefs,
        assumed=run.assumed,
    )


def list_runs(root: Path | str = ROOT) -> tuple[Run, ...]:
    """The runs kept below a folder, the newest first; folders that hold no readable run are passed over."""
    found = []
    for file in sorted(Path(root).glob(f"*/{MANIFEST}")):
        try:
            found.append(open_run(file.parent, verify=False))
        except (RunFailed, InputError):
            continue
    return tuple(sorted(found, key=lambda run: run.manifest.started, reverse=True))
