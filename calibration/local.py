"""An area's own numbers move the posterior of England, by partial pooling: as far as they are surer than areas differ.

For each thing that an area may know there is a factor on a rate, the same for all parameters of that rate. Its prior is
log-normal around 1 with the spread between areas (pooling.yaml, judged); the area's count is Poisson around what each
draw of the posterior expects times the factor. What the area does not know stays as in England, and is called
synthetic.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import Field
from ruamel.yaml import YAML

from calibration.profile import Profile, load_profile
from scenarios.errors import InputError, Problem
from scenarios.levers import Group
from scenarios.parameters import Parameters, possible
from scenarios.posterior import Posterior
from scenarios.reader import read
from scenarios.units import Number
from scenarios.validation import check
from simulate.arrays import FloatArray
from simulate.draws import quantiles

__all__ = ["Moved", "Shift", "load_profile", "move", "write_local"]
PEOPLE = 240_000
SIZES = (30_000, 100_000, 120_000)
"""Numbers of untreated claimants that a scenario may begin with; the nearest to the area's share is taken."""
POOLING_FILE = Path(__file__).with_name("pooling.yaml")
SEED = 1
GRID = np.linspace(-2.5, 2.5, 501)
"""Logarithms of a factor that are looked at."""
MOVES = {
    "entry": ("self_refer.rate", "justice_referral.rate"),
    "wait": ("place.wait",),
    "death": ("die.in_treatment",),
}
LEAST_SHOWN = 5
"""Counts below this are not shown: somebody might be recognised."""


class Between(Group):
    """How far areas differ in one thing."""

    value: Annotated[float, Number(1e-3, 2, "above 0, to 2")] = Field(description="standard deviation of the logarithm")
    note: str = Field(description="of what, and why so much")


class PoolingFile(Group):
    """The file as it is written."""

    schema_version: int = Field(alias="schema", description="version of this file format: 1")
    between_areas: dict[str, Between] = Field(description="by thing")


@dataclass(frozen=True, slots=True)
class Shift:
    """A factor on a rate of England. known: whether the area said anything of it. low, middle, high: of the factor."""

    name: str
    known: bool
    parameters: tuple[str, ...]
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Moved:
    """The posterior of an area. columns: parameter -> (rows,) in its unit. untreated_people: of 240,000, the
    possible number that is nearest to the area's share.
    """

    profile: Profile
    shifts: tuple[Shift, ...]
    columns: dict[str, FloatArray]
    weights: FloatArray
    untreated_people: int | None


def pooling() -> dict[str, float]:
    """Spread between areas, by thing. Raises InputError."""
    document = read(POOLING_FILE, POOLING_FILE.name)
    checked = check(PoolingFile, document.value, lambda at: (document, at))
    if document.problems or checked.problems or checked.made is None:
        raise InputError([*document.problems, *checked.problems])
    return {name: one.value for name, one in checked.made.between_areas.items()}


def move(profile: Profile, posterior: Posterior, parameters: Parameters) -> Moved:
    """Move the posterior by the numbers of an area."""
    rows = len(posterior.rows)
    rng = np.random.default_rng(SEED)
    own = dict(zip(posterior.names, posterior.rows.T, strict=True))

    def column(name: str) -> FloatArray:
        if name not in own:
            quantity = parameters.quantities[name]
            rank = (rng.permutation(rows) + 0.5) / rows
            own[name] = quantiles(quantity, rank)
        return np.asarray(own[name], np.float64)

    factors = {name: np.ones(rows) for name in MOVES}
    between = pooling()
    for name in MOVES:
        log = _log_likelihood(name, profile, column)
        if log is not None:
            factors[name] = np.exp(_drawn(log - 0.5 * (GRID / between[name]) ** 2, rng))
    columns = {name: values.copy() for name, values in own.items()}
    for name, moved in MOVES.items():
        for one in moved:
            least, most, _ = possible(parameters.quantities[one])
            columns[one] = np.clip(column(one) * factors[name], max(least, 1e-12), most)
    untreated = None
    if profile.in_treatment is not None:
        share = 1 - profile.in_treatment / profile.claimants
        untreated = min(SIZES, key=lambda size: abs(size - PEOPLE * share))
    return Moved(profile, _shifts(profile, factors, posterior.weights), columns, posterior.weights, untreated)


def _log_likelihood(name: str, profile: Profile, column: Callable[[str], FloatArray]) -> FloatArray | None:
    """Of the factors on the grid, for each draw: (rows, grid); None where the area said nothing of it."""
    inside = profile.in_treatment if profile.in_treatment is not None else profile.claimants * (1 - 100_000 / PEOPLE)
    outside = profile.claimants - inside
    if name == "entry" and profile.starts_a_year is not None:
        waiting = column("place.wait")
        kept = 1 / (1 + column("drop_out.queued") * waiting)
        expected = outside * (column("self_refer.rate") + column("justice_referral.rate")) * kept
        return _poisson(profile.starts_a_year, expected)
    if name == "wait" and profile.mean_wait_days is not None:
        off = np.log(profile.mean_wait_days / 7 / column("place.wait"))[:, None] - GRID
        return np.asarray(-0.5 * (off / profile.wait_spread) ** 2)
    if name == "death" and profile.deaths_a_year is not None:
        rate = column("die.in_treatment") / 1000
        return _poisson(profile.deaths_a_year, rate * (inside + outside * column("die.out_of_treatment")))
    return None


def _poisson(count: float, expected: FloatArray) -> FloatArray:
    at = expected[:, None] * np.exp(GRID)
    return np.asarray(count * np.log(at) - at)


def _drawn(log: FloatArray, rng: np.random.Generator) -> FloatArray:
    """One draw of the logarithm of the factor for each row. log: (rows, grid)."""
    share = np.cumsum(np.exp(log - log.max(axis=1, keepdims=True)), axis=1)
    at = (rng.random(len(share))[:, None] * share[:, -1:] > share).sum(axis=1)
    return np.asarray(GRID[np.minimum(at, len(GRID) - 1)])


def _shifts(profile: Profile, factors: dict[str, FloatArray], weights: FloatArray) -> tuple[Shift, ...]:
    known = {
        "entry": profile.starts_a_year is not None, "wait": profile.mean_wait_days is not None,
        "death": profile.deaths_a_year is not None,
    }  # fmt: skip
    found = []
    for name, factor in factors.items():
        order = np.argsort(factor)
        ends = np.cumsum(weights[order]) / weights.sum()
        low, middle, high = (float(factor[order][np.searchsorted(ends, one)]) for one in (0.05, 0.5, 0.949))
        found.append(Shift(name, known[name], MOVES[name], low, middle, high))
    return tuple(found)


def write_local(moved: Moved, folder: Path) -> tuple[Path, ...]:
    """Write the local posterior, and a scenario that begins with the area's share in treatment where it is known.

    Raises InputError when they cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "posterior.parquet"
        pq.write_table(pa.table({"weight": moved.weights} | moved.columns), file)
        files = [file]
        if moved.untreated_people is not None:
            scenario = folder / "local.yaml"
            with scenario.open("w", encoding="utf-8") as stream:
                YAML().dump(_scenario(moved), stream)
            files.append(scenario)
    except OSError as fault:
        raise InputError(Problem(str(folder), None, None, "--out", f"cannot be written: {fault.strerror}")) from None
    return tuple(files)


def _scenario(moved: Moved) -> dict[str, object]:
    return {
        "schema": 1, "extends": "voluntary_2009",
        "title": f"Voluntary scheme, as treatment stands in {moved.profile.area}",
        "proposed_by": moved.profile.source, "source": ["gp_pdu_out_of_work"],
        "tests": "What the national scheme does where so many are in treatment; all else is synthetic.",
        "population": {"untreated_people": moved.untreated_people},
    }  # fmt: skip
