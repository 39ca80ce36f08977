"""Which axes of status a rule looks at: a description that leaves out the others first speaks of causes.

Two statuses that lives come to often differ on several axes at once (whoever is sanctioned was required to attend), so
which axis a hazard follows cannot be seen in the table. It is asked of the rule, at statuses nobody need come to.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from results.explain_boxes import LEFT_OUT_FIRST
from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.hazards import Table
from simulate.process import Process
from simulate.status import AXES, Statuses, unpack, whole

ASKED = 300
"""Statuses at which a rule is asked. Only the order in which axes are tried hangs on it, never what is true."""
Rule = Any
"""(statuses, regime, numbers) -> (n, ...) float64."""


def left_out_first(rule: Rule, table: Table, regimes: Sequence[Regime], numbers: Any) -> tuple[str, ...]:
    """Axes in the order in which a description tries to do without them: first those the rule does not look at."""
    step = max((len(table.codes) - 1) // ASKED, 1)
    at = unpack(table.codes[:-1][::step])
    idle = [axis for axis in LEFT_OUT_FIRST if not _looks_at(rule, axis, at, regimes, numbers)]
    return (*idle, *(axis for axis in LEFT_OUT_FIRST if axis not in idle))


def _looks_at(rule: Rule, axis: str, at: Statuses, regimes: Sequence[Regime], numbers: Any) -> bool:
    with np.errstate(all="ignore"):
        for regime in regimes:
            every = [
                np.asarray(rule(replace(at, **{axis: whole(len(at), level)}), regime, numbers)) for level in AXES[axis]
            ]
            if any(not np.array_equal(one, every[0], equal_nan=True) for one in every[1:]):
                return True
    return False


def chances(process: Process[Any]) -> Rule:
    """The chances of a process's outcomes as a rule: (n, outcomes)."""

    def rule(at: Statuses, regime: Regime, numbers: Any) -> FloatArray:
        made: FloatArray = np.column_stack([outcome.probability for outcome in process.fire(at, regime, numbers)])
        return made

    return rule
