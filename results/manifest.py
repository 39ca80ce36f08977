"""The manifest of a run: everything needed to know what was done, and to do it again."""

import json
import platform
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from results.files import checksum
from results.parameter_draws import read_given
from scenarios.areas import load_areas
from scenarios.beliefs import Belief, Setting
from scenarios.errors import RunFailed
from scenarios.loader import Loaded
from scenarios.parameters import PARAMETERS_FILE, Correlation, Parameters, Quantity
from scenarios.schema import Scenario
from scenarios.timeline import timeline
from simulate.ensemble import WEEKS_A_YEAR, Plan, shard
from simulate.version import MODEL, SEEDS

FORMAT = 5
PACKAGES = ("sanctionsim", "numpy", "scipy", "pandas", "pyarrow", "plotly", "pydantic")
UNKNOWN = "unknown"
MANIFEST, DRAWS_FILE, POSTERIOR_FILE = "manifest.json", "draws.parquet", "posterior.parquet"


def short(name: str) -> str:
    """The name of a scenario as a label: `green_paper_2008` -> `Green paper 2008`."""
    words = name.replace("_", " ").replace("-", " ").strip() or name
    return words[:1].upper() + words[1:40]


@dataclass(frozen=True, slots=True)
class Told:
    """A scenario as it was given. texts: file name -> text, of the file and those it extends. resolved: all
    settings.
    """

    name: str
    title: str
    obliges: bool
    texts: dict[str, str]
    resolved: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A belief as it was given: what it is called, who holds it, what it rests on. settings: as in its file."""

    name: str
    given: str
    title: str
    label: str
    who: str
    source: str
    sentence: str
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was run, on what, when. parameters: before any belief. beliefs: none for the parameters as they are.

    draws: of each belief. given: values of parameters by draw, where they come from elsewhere than the distributions;
    given_in_draws: their names where they are many and stand in draws.parquet, in so many rows as given_rows says.
    draws_sha256: of that file. settings: of the plan, besides, where they are not the usual ones.
    ended: None until the run is finished. made_by: the command that made it. shard: (n, of) where the run is the nth
    of so many shares of the plan. number: one more than that of any run that lay beside it when it began; the order of
    runs hangs on it and not on clocks. posterior: file, sha256 and rows of the posterior that the draws are from.
    until: how exactly what is to be known (`asked`), and the runs by which that is first judged (`pilot`).
    """

    format: int
    scenarios: tuple[Told, ...]
    parameters: dict[str, Any]
    beliefs: tuple[Held, ...]
    seed: int
    claimants: int
    weeks: int
    replicates: int
    draws: int
    given: tuple[dict[str, float], ...]
    given_in_draws: tuple[str, ...]
    given_rows: int
    settings: dict[str, Any]
    draws_sha256: str
    model: int
    seeds: int
    versions: dict[str, str]
    git_commit: str | None
    machine: dict[str, Any]
    started: str
    ended: str | None
    made_by: str
    shard: tuple[int, int] | None
    number: int
    posterior: dict[str, Any] | None = None
    until: dict[str, Any] | None = None

    def text(self) -> str:
        """As JSON, with a checksum of itself."""
        told = asdict(self)
        return json.dumps(told | {"checksum": _sum(told)}, indent=1, ensure_ascii=False)

    @property
    def tasks(self) -> int:
        """How many tasks the run has."""
        every = self.draws * self.replicates * (len(self.beliefs) or 1)
        return len(range(every) if self.shard is None else shard(range(every), *self.shard))

    def label(self, name: str) -> str:
        """The short name of a scenario for tables and charts: as it gives itself, or made from its name."""
        for told in self.scenarios:
            if told.name == name and told.resolved.get("label"):
                return str(told.resolved["label"])
        return short(name)

    @property
    def belief_labels(self) -> dict[str, str]:
        """Belief -> its short name for tables and charts."""
        return {held.name: held.label for held in self.beliefs}

    @property
    def length(self) -> str:
        """How long a run is, in words: years where they are whole."""
        years, rest = divmod(self.weeks, WEEKS_A_YEAR)
        n, unit = (self.weeks, "week") if rest else (years, "year")
        return f"{n} {unit}" if n == 1 else f"{n} {unit}s"

    @property
    def command(self) -> str:
        """The command line that does it again."""
        names = [shlex.quote(told.name) for told in self.scenarios]
        verb = self.made_by
        length = f"{self.weeks / WEEKS_A_YEAR:g}"
        draws, replicates = self.draws, self.replicates
        if self.until:
            batch = int(self.settings.get("batch", 0))
            draws, replicates = (batch, replicates) if batch else (draws, self.until["pilot"])
        options = [("--belief", held.given) for held in self.beliefs]
        options += [("--posterior", self.posterior["file"])] if self.posterior else []
        options += [("--until", asked) for asked in self.until["asked"]] if self.until else []
        more = "".join(f" {name} {shlex.quote(value)}" for name, value in options)
        return (
            f"sanctionsim {verb} {' '.join(names)} --claimants {self.claimants} --years {length} "
            f"--replicates {replicates} --draws {draws} --seed {self.seed}{more}"
        )


def _settings(plan: Plan) -> dict[str, Any]:
    """Plain settings of the plan that have no field of their own in a manifest and are not the usual ones."""
    own = {field.name for field in fields(Manifest)}
    every = ((field.name, getattr(plan, field.name), field.default) for field in fields(plan))
    return {
        name: value
        for name, value, usual in every
        if name not in own and isinstance(value, (bool, int, float, str)) and value != usual
    }


def tell(loaded: Loaded) -> Told:
    """A scenario as it was given."""
    # As JSON has it from the beginning, so that it is the same before and after it is kept.
    resolved: dict[str, Any] = json.loads(json.dumps(loaded.resolved))
    return Told(loaded.name, loaded.scenario.title, obliges(loaded.scenario), dict(loaded.texts), resolved)


def describe(
    plan: Plan, loaded: Sequence[Loaded], *, made_by: str | None = None, shard: tuple[int, int] | None = None
) -> Manifest:
    """The manifest of a run that begins now. loaded: the scenarios of the plan, in its order.

    made_by: the command, `run` or `compare` if not given. shard: (n, of), where it is a share of the plan.
    """
    return Manifest(
        format=FORMAT,
        scenarios=tuple(
            replace(tell(one), name=name, title=scenario.title, obliges=obliges(scenario))
            for (name, scenario), one in zip(plan.scenarios, loaded, strict=True)
        ),
        parameters=_parameters(plan.parameters),
        beliefs=tuple(_held(belief) for belief in plan.beliefs),
        seed=plan.seed,
        claimants=plan.claimants,
        weeks=plan.weeks,
        replicates=plan.replicates,
        draws=plan.draws,
        given=tuple({name: float(value) for name, value in one.items()} for one in plan.given),
        given_in_draws=(),
        given_rows=len(plan.given),
        settings=_settings(plan),
        draws_sha256="",
        model=MODEL,
        seeds=SEEDS,
        versions=versions(),
        git_commit=git_commit(),
        machine={"system": platform.platform(), "processor": platform.machine(), "byte_order": sys.byteorder},
        started=now(),
        ended=None,
        made_by=made_by or ("compare" if len(plan.scenarios) > 1 else "run"),
        shard=shard,
        number=1,
    )


def versions() -> dict[str, str]:
    """Versions of what runs here."""
    return {"python": platform.python_version(), **{name: installed(name) for name in PACKAGES}}


def parse(text: str, file: str) -> Manifest:
    """The manifest of a file. Raises ManifestDamaged, or RunFailed when it is of another version."""
    try:
        given = json.loads(text)
        if given["format"] != FORMAT:
            raise RunFailed(f"{file}: was kept by another version (format {given['format']}, this one reads {FORMAT})")
        if given.pop("checksum") != _sum(given):
            raise ValueError("is not what was written")
        told = tuple(Told(**one) for one in given.pop("scenarios"))
        held = tuple(Held(**one) for one in given.pop("beliefs"))
        given |= {name: tuple(given[name]) for name in ("given", "given_in_draws")}
        given["shard"] = tuple(given["shard"]) if given["shard"] else None
        return Manifest(**given, scenarios=told, beliefs=held)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise ManifestDamaged(f"{file}: damaged: this is not the manifest of a run") from fault


class ManifestDamaged(RunFailed):
    """The manifest is not what was written."""


def _sum(told: dict[str, Any]) -> str:
    return checksum(json.dumps(told, sort_keys=True).encode())


def obliges(scenario: Scenario) -> bool:
    """Whether the scenario obliges claimants to anything, anywhere, at any time."""
    return any(regime.obliges for regime in timeline(scenario, load_areas()).regimes)


def plan_of(manifest: Manifest, folder: Path | None = None) -> Plan:
    """The plan that was run, so that what is missing can be. Raises RunFailed when another version made it.

    folder: of the run, where values given by draw are to be read from it.
    """
    try:
        scenarios = tuple((told.name, Scenario.model_validate(told.resolved)) for told in manifest.scenarios)
        beliefs = tuple(_belief(held) for held in manifest.beliefs)
    except ValueError as fault:
        raise RunFailed("the scenarios or beliefs of this run cannot be read by this version") from fault
    return Plan(
        scenarios,
        _priors(manifest),
        manifest.claimants,
        manifest.weeks,
        manifest.replicates,
        manifest.draws,
        manifest.seed,
        beliefs=beliefs,
        given=_given(manifest, folder),
        **manifest.settings,
    )


def _given(manifest: Manifest, folder: Path | None) -> tuple[dict[str, float], ...]:
    if not manifest.given_in_draws or folder is None:
        return manifest.given
    return read_given(folder / DRAWS_FILE, manifest.given_in_draws, rows=manifest.given_rows, sha=manifest.draws_sha256)


def _held(belief: Belief) -> Held:
    settings = {name: setting.model_dump(mode="json") for name, setting in belief.settings.items()}
    return Held(
        belief.name,
        belief.given,
        belief.title,
        belief.label,
        belief.who,
        belief.source,
        belief.sentence,
        settings,
    )


def _belief(held: Held) -> Belief:
    settings = {name: Setting.model_validate(setting) for name, setting in held.settings.items()}
    # As it was read before; what it sets is checked again, but stands in no file any more.
    marks = dict.fromkeys(settings, (1, 1))
    return Belief(
        held.name,
        held.given,
        held.title,
        held.label,
        held.who,
        held.source,
        held.sentence,
        None,
        settings,
        MANIFEST,
        marks,
    )


def parameters_of(manifest: Manifest) -> Parameters:
    """The parameters that were used: with one belief as it has them, else before any. Raises RunFailed as `plan_of`."""
    plan = plan_of(manifest)
    return plan.believed() if len(plan.beliefs) == 1 else plan.parameters


def _priors(manifest: Manifest) -> Parameters:
    kept = manifest.parameters
    try:
        quantities = {name: Quantity.model_validate(one) for name, one in kept["quantities"].items()}
        correlations = tuple(Correlation.model_validate(one) for one in kept["correlations"])
    except ValueError as fault:
        raise RunFailed("the parameters of this run cannot be read by this version") from fault
    return Parameters(quantities, correlations, kept["file"])


def now() -> str:
    """The time, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _parameters(parameters: Parameters) -> dict[str, Any]:
    path = PARAMETERS_FILE if parameters.file == PARAMETERS_FILE.name else Path(parameters.file)
    return {
        "file": parameters.file,
        "sha256": checksum(path.read_bytes()) if path.is_file() else None,
        "quantities": {name: one.model_dump(mode="json") for name, one in parameters.quantities.items()},
        "correlations": [one.model_dump(mode="json") for one in parameters.correlations],
    }


def installed(package: str) -> str:
    """Version of an installed package, or that it is unknown."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return UNKNOWN


def git_commit() -> str | None:
    """The commit of the working copy the code stands in, if it stands in one."""
    root = Path(__file__).parent.parent
    if not (root / ".git").exists():
        return None
    try:
        said = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "HEAD"],
            capture_output=True,
            text=True,
            timeout=5,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return said.stdout.strip() or None
