"""A cut-down model of six hazards on the real axes of status, for this engine: what Mesa is compared with.

Start treatment, drop out, complete, relapse, arrest (released, with a record), die. No relative risks,
no ticks, no clocks with memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from scenarios.levers import Regime
from scenarios.parameters import load_parameters
from simulate.arrays import FloatArray, IntArray, RowArray
from simulate.clocks import Events, Lives, advance, begin, first_thresholds, rules_of
from simulate.hazards import Table, compile_table
from simulate.luck import luck_for
from simulate.process import Outcome, Process, certain
from simulate.status import Pathway, Record, Statuses, Use, at_levels, pack, whole

TREATED_AT_START = 0.5
"""Share of claimants who open in treatment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Starts per week."""

    start: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOut:
    """Drop-outs per week in treatment."""

    drop_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """Completions per week in treatment."""

    complete: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relapse:
    """Relapses per week when recovered."""

    relapse: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrest:
    """Arrests per week when dependent, and their ratio in treatment."""

    arrest: float
    arrest_in_treatment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Die:
    """Deaths per week in treatment, and the ratio out of it."""

    die: float
    die_out_of_treatment: float


def six_numbers() -> dict[str, float]:
    """The rates of the six, per week, and two ratios: those of the full model, without its refinements."""
    values = load_parameters().values()
    return {
        "start": values["self_refer.rate"] + values["justice_referral.rate"],
        "drop_out": values["drop_out.maintained"],
        "complete": values["complete.rate"],
        "relapse": values["relapse.rate"],
        "arrest": values["arrest.rate"],
        "arrest_in_treatment": values["arrest.in_treatment"],
        "die": values["die.in_treatment"],
        "die_out_of_treatment": values["die.out_of_treatment"],
    }


def _treated(at: Statuses) -> np.ndarray:
    treated: np.ndarray = at.pathway == Pathway.MAINTAINED
    return treated


def _start(at: Statuses, regime: Regime, p: Start) -> FloatArray:
    return np.where((at.use == Use.DEPENDENT) & ~_treated(at), p.start, 0.0)


def _drop_out(at: Statuses, regime: Regime, p: DropOut) -> FloatArray:
    return np.where(_treated(at), p.drop_out, 0.0)


def _complete(at: Statuses, regime: Regime, p: Complete) -> FloatArray:
    return np.where(_treated(at), p.complete, 0.0)


def _relapse(at: Statuses, regime: Regime, p: Relapse) -> FloatArray:
    return np.where(at.use == Use.RECOVERED, p.relapse, 0.0)


def _arrest(at: Statuses, regime: Regime, p: Arrest) -> FloatArray:
    rate = np.where(_treated(at), p.arrest * p.arrest_in_treatment, p.arrest)
    return np.where(at.use == Use.DEPENDENT, rate, 0.0)


def _die(at: Statuses, regime: Regime, p: Die) -> FloatArray:
    return np.where(_treated(at), p.die, p.die * p.die_out_of_treatment)


def _started(at: Statuses, regime: Regime, p: Start) -> tuple[Outcome, ...]:
    return certain("started", replace(at, pathway=whole(len(at), Pathway.MAINTAINED)), len(at))


def _left(at: Statuses, regime: Regime, p: DropOut) -> tuple[Outcome, ...]:
    return certain("left", replace(at, pathway=whole(len(at), Pathway.NOT_ENGAGED)), len(at))


def _completed(at: Statuses, regime: Regime, p: Complete) -> tuple[Outcome, ...]:
    n = len(at)
    after = replace(at, pathway=whole(n, Pathway.COMPLETED), use=whole(n, Use.RECOVERED))
    return certain("completed", after, n)


def _relapsed(at: Statuses, regime: Regime, p: Relapse) -> tuple[Outcome, ...]:
    n = len(at)
    after = replace(at, pathway=whole(n, Pathway.NOT_ENGAGED), use=whole(n, Use.DEPENDENT))
    return certain("relapsed", after, n)


def _released(at: Statuses, regime: Regime, p: Arrest) -> tuple[Outcome, ...]:
    return certain("released", replace(at, record=whole(len(at), Record.RECORD)), len(at))


def _dead(at: Statuses, regime: Regime, p: Die) -> tuple[Outcome, ...]:
    return certain("died", None, len(at))


SIX: tuple[Process[Any], ...] = (
    Process("start", Start, _start, _started),
    Process("drop_out", DropOut, _drop_out, _left),
    Process("complete", Complete, _complete, _completed),
    Process("relapse", Relapse, _relapse, _relapsed),
    Process("arrest", Arrest, _arrest, _released),
    Process("die", Die, _die, _dead),
)


def opening(claimants: int) -> RowArray:
    """Status codes at the start, the first half in treatment: (claimants,) int32."""
    treated = np.arange(claimants) < round(TREATED_AT_START * claimants)
    pathway = np.where(treated, Pathway.MAINTAINED, Pathway.NOT_ENGAGED).astype(np.int8)
    return pack(at_levels(claimants, pathway=pathway))


def six_table(numbers: Mapping[str, float]) -> Table:
    """The six compiled, as any regime is. numbers: as `six_numbers` gives them."""
    return compile_table(
        regimes=(Regime(),),
        values={f"population.{name}": value for name, value in numbers.items()},
        opening=np.unique(opening(2)),
        processes=SIX,
        counts=(),
    )


def begin_six(table: Table, claimants: int, *, seed: int) -> Lives:
    """Lives at the start of the six-hazard model on this engine."""
    number, rules = np.arange(claimants, dtype=np.int64), rules_of(table)
    left = first_thresholds(processes=SIX, clocks=rules.clocks, number=number, seed=seed, replicate=0)
    return begin(
        rules=rules,
        luck=luck_for(seed=seed, replicate=0, names=tuple(process.name for process in SIX)),
        row=table.rows(opening(claimants)),
        regime=np.zeros(claimants, np.int32),
        area=np.zeros(claimants, np.int16),
        number=number,
        left=left,
        relative_risk=np.ones_like(left),
        odds=np.ones((claimants, 0), left.dtype),
        areas=1,
        enters=np.zeros(claimants),
    )


@dataclass(frozen=True, slots=True)
class Six:
    """What a run of the six-hazard model ends with: claimants in each state, and events by process."""

    dead: int
    treated: int
    recovered: int
    record: int
    events: dict[str, int]


def live_six(table: Table, claimants: int, *, weeks: int, seed: int, every: int = 1) -> tuple[Lives, IntArray]:
    """Live the six-hazard model on this engine.

    every: weeks between stops, of which `weeks` is a multiple; 1 is what the full model does.
    Returns the lives at the end, and events by process: (processes,) int64.
    """
    lives = begin_six(table, claimants, seed=seed)
    fired = np.zeros(len(SIX), np.int64)

    def record(batch: Events) -> None:
        fired[:] += np.bincount(batch.process, minlength=len(SIX))

    for week in range(every, weeks + 1, every):
        advance(lives, float(week), record)
    return lives, fired


def run_six(table: Table, claimants: int, *, weeks: int, seed: int) -> Six:
    """What a run of the six-hazard model on this engine ends with."""
    lives, fired = live_six(table, claimants, weeks=weeks, seed=seed)
    at = table.statuses()
    here = np.bincount(lives.row, minlength=len(table.codes))
    return Six(
        dead=int(here[table.dead]),
        treated=int(here[:-1][_treated(at)].sum()),
        recovered=int(here[:-1][at.use == Use.RECOVERED].sum()),
        record=int(here[:-1][at.record == Record.RECORD].sum()),
        events={process.name: int(n) for process, n in zip(SIX, fired, strict=True)},
    )
