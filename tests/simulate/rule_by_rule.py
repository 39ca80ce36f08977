"""The rules of the core beside those of the second implementation, status by status, with nobody living."""

from collections.abc import Iterator

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import IntArray
from simulate.claimants import Claimants
from simulate.counts import COUNTS
from simulate.hazards import Table
from simulate.mesa_model.counted import COUNTED
from simulate.mesa_model.life import Claimant
from simulate.mesa_model.model import Scheme
from simulate.mesa_model.shared.arrival import arrive, exempt_by_trait
from simulate.mesa_model.submodels import SUBMODELS
from simulate.numbers import fill
from simulate.population import make_population
from simulate.status import AXES, describe, unpack
from tests.simulate.worlds import scenario, values

ALIKE = 1e-12
"""Relative difference of a rate, a chance or a ratio that rounding explains."""


def people() -> Claimants:
    """A few claimants of all kinds."""
    return make_population(claimants=200, values=values(), untreated_people=100_000, seed=5, replicate=0)


def alike(one: float, other: float) -> bool:
    return abs(one - other) <= ALIKE * max(abs(one), abs(other), 1e-3)


def stand(c: Claimant, of: Table, row: int) -> None:
    """Put somebody into the status of a row."""
    at = unpack(of.codes[row : row + 1])
    for axis, levels in AXES.items():
        setattr(c, axis, levels(int(at.axis(axis)[0])))
    c.alive = True


def differences(of: Table, r: int, regime: Regime, rows: IntArray) -> Iterator[str]:
    """What differs between a compiled regime and the second implementation, in these rows: a sentence each.

    Hazards, chances, what follows, relative risks and odds of one claimant a row, counted rates, and arrival.
    """
    who = people()
    model = Scheme(scenario("none"), values(), of=who, seed=1, replicate=0)
    numbers = {process.name: fill(process.name, process.numbers, values()) for process in of.processes}
    risk = [p.relative_risk and p.relative_risk(who, regime, numbers[p.name]) for p in of.processes]
    odds = [p.odds and p.odds(who, regime, numbers[p.name]).reshape(len(who), p.odds_columns) for p in of.processes]
    for n, row in enumerate(rows.tolist()):
        i = n % len(who)
        c = model.claimants[i]
        c.regime = regime
        for submodel in SUBMODELS:
            p = of.process(submodel.name)
            stand(c, of, row)
            where = f"{submodel.name} where {describe(int(of.codes[row]))}"
            hazard = float(of.hazard[r, row, p])
            if not alike(submodel.hazard(c), hazard):
                yield f"{where}: hazard {hazard} and {submodel.hazard(c)}"
            if hazard == 0:
                continue
            its = risk[p]
            if its is not None and not alike(submodel.relative_risk(c), float(its[i])):
                yield f"{where}: relative risk {its[i]} and {submodel.relative_risk(c)}"
            if (tilt := odds[p]) is not None:
                column = int(of.situation[r, row, p]) if of.processes[p].situation is not None else 0
                if not alike(submodel.odds(c), float(tilt[i, column])):
                    yield f"{where}: odds {tilt[i, column]} and {submodel.odds(c)}"
            for o, outcome in enumerate(submodel.outcomes(c)):
                chance = float(of.chance[r, row, p, o])
                if of.outcomes[p][o] != outcome.name or not alike(chance, outcome.chance):
                    yield f"{where}: {of.outcomes[p][o]} {chance} and {outcome.name} {outcome.chance}"
                if chance > 0:
                    stand(c, of, row)
                    outcome.change(c)
                    after, made = int(of.codes[of.after[r, row, p, o]]), c.status
                    if after != (of.codes[-1] if made is None else made.code):
                        yield f"{where}: {outcome.name} leads to {describe(after)} and {made}"
        stand(c, of, row)
        for count, mine in zip(COUNTS, COUNTED, strict=True):
            if not alike(float(of.rate[r, row, COUNTS.index(count)]), mine.rate(c)):
                yield f"{count.name} where {describe(int(of.codes[row]))}: {mine.rate(c)}"
        for newly in (False, True):
            stand(c, of, row)
            exempted = int(exempt_by_trait(c))
            arrive(c, was_free=newly)
            code = int(of.codes[of.arrived[r, exempted, int(newly), row]])
            if c.status is None or c.status.code != code:
                yield f"arrival where {describe(int(of.codes[row]))}: {describe(code)} and {c.status}"


def some_rows(of: Table, most: int) -> IntArray:
    """At most so many rows but the dead one, spread over all."""
    return np.unique(np.linspace(0, of.dead - 1, min(most, of.dead)).astype(np.int64))
