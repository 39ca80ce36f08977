"""Small worlds that several tests share."""

from functools import cache

import numpy as np

from scenarios.areas import load_areas
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from scenarios.schema import Scenario
from scenarios.timeline import timeline
from simulate.arrays import RowArray
from simulate.clocks import Lives, Rules, begin, first_thresholds, rules_of
from simulate.counts import COUNTS
from simulate.hazards import Table, compile_table
from simulate.luck import luck_for
from simulate.observation import Observation
from simulate.process import Process
from simulate.processes import PROCESSES
from simulate.run import compile_scenario, opening_codes, run_replicate, start_replicate
from simulate.status import unpack

REGIMES = ("none", "voluntary_2009", "green_paper_2008", "act_2009", "pilot_2010")


@cache
def values() -> dict[str, float]:
    return load_parameters().values()


@cache
def scenario(name: str) -> Scenario:
    return load_scenario(name).scenario


@cache
def table(name: str) -> Table:
    regimes = timeline(scenario(name), load_areas()).regimes
    return compile_table(regimes=regimes, values=values(), opening=opening_codes(), processes=PROCESSES, counts=COUNTS)


def observe(
    what: str | Scenario,
    *,
    claimants: int = 3000,
    weeks: int = 60,
    seed: int = 1,
    replicate: int = 0,
    processes: tuple[Process, ...] = PROCESSES,  # type: ignore[type-arg]
    traced: tuple[int, ...] = (),
    dtype: type = np.float32,
) -> Observation:
    """One replicate of a library scenario or of one at hand."""
    it = scenario(what) if isinstance(what, str) else what
    compiled = compile_scenario(it, values(), processes=processes, dtype=dtype)
    start = start_replicate(compiled, claimants=claimants, weeks=weeks, seed=seed, replicate=replicate)
    return run_replicate(compiled, start, weeks=weeks, traced=traced)


def equal(one: Observation, other: Observation) -> bool:
    """Whether two observations are the same to the bit: every array, also by group."""
    arrays = ("codes", "edges", "time", "events", "expected", "drawn", "census")
    pairs = [(getattr(one, name), getattr(other, name)) for name in arrays]
    for by_group in ("group_time", "group_events", "group_expected"):
        pairs += [(getattr(one, by_group)[group], getattr(other, by_group)[group]) for group in one.groups]
    return all(np.array_equal(a, b) for a, b in pairs)


def with_regime(name: str, **levers: object) -> Scenario:
    """A library scenario with some levers of its regime replaced: `with_regime("none", capacity={...})`."""
    it = scenario(name)
    settings = it.regime.model_dump(mode="json", by_alias=True)
    for group, change in levers.items():
        assert isinstance(change, dict)
        settings[group] = {**settings[group], **change}
    return it.model_copy(update={"regime": type(it.regime).model_validate(settings)})


def neutral_lives(
    of: Table,
    *,
    claimants: int,
    seed: int = 1,
    row: int | RowArray | None = None,
    rules: Rules | None = None,
) -> Lives:
    """Lives with all relative risks, odds and fields at 1; everybody in the row or rows given, or spread over all."""
    rules = rules or rules_of(of)
    number = np.arange(claimants, dtype=np.int64)
    names = tuple(process.name for process in of.processes)
    left = first_thresholds(
        processes=of.processes,
        clocks=rules.clocks,
        number=number,
        seed=seed,
        replicate=0,
        dtype=rules.hazard.dtype.type,
    )
    rows = np.broadcast_to(row, claimants) if row is not None else number % of.dead
    return begin(
        rules=rules,
        luck=luck_for(seed=seed, replicate=0, names=names),
        row=rows.astype(np.int32),
        regime=np.zeros(claimants, np.int32),
        area=np.zeros(claimants, np.int16),
        number=number,
        left=left,
        relative_risk=np.ones_like(left),
        odds=np.ones((claimants, rules.odds_width), left.dtype),
        areas=1,
        enters=np.zeros(claimants),
    )


def row_where(of: Table, **levels: int) -> int:
    """A row with these levels, all others at 0."""
    at = unpack(of.codes[:-1])
    fits = np.ones(len(at), bool)
    for axis in at.__slots__:
        fits &= at.axis(axis) == levels.get(axis, 0)
    found = np.flatnonzero(fits)
    assert len(found) == 1, f"{levels} fits {len(found)} rows"
    return int(found[0])
