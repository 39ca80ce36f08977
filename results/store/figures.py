"""Outcomes of a run as the ledger has them: no observation is read for them."""

from dataclasses import replace
from itertools import product

import numpy as np

from results.gather import Gathered, gather, outcome_readings, whole
from results.parts import decode
from results.store.keep import checked
from results.store.ledger import figures_of
from results.store.packed import read_figures
from results.store.run import Run
from simulate.ensemble import Ran, Task


def gather_figures(run: Run) -> Gathered:
    """The outcomes of whole draws. Raises RunFailed when none is whole."""
    names = tuple(outcome_readings())
    wanted = set(names)
    found: dict[tuple[Task, str], list[float]] = {}
    for entry in run.entries():
        figures = figures_of(entry)
        if not wanted <= figures.keys():
            return _measured(run)
        read = read_figures(figures)
        found[entry.place.task, entry.name] = [read[name] for name in names]
    draws, replicates = whole(found.keys(), scenarios=run.names, beliefs=len(run.beliefs))
    shape = (len(run.names), len(run.beliefs) * len(draws), len(replicates), len(names))
    cells = product(run.names, range(len(run.beliefs)), draws, replicates)
    table = np.array([found[Task(draw, r, belief), name] for name, belief, draw, r in cells]).reshape(shape)
    arrays = {name: np.ascontiguousarray(table[..., index]) for index, name in enumerate(names)}
    return Gathered(run.names, arrays, run.beliefs, run.plan().batch)


def _measured(run: Run) -> Gathered:
    """Measured again, where the parts are older than some outcome."""
    rans = (Ran(entry.name, entry.place.task, decode(checked(run, entry))) for entry in run.entries())
    found = gather(
        rans, outcome_readings(), scenarios=run.names, values=run.values, beliefs=run.beliefs, assumed=run.assumed
    )
    return replace(found, batch=run.plan().batch)
