"""Notify: the police, probation or a prison sends the Jobcentre a notice that takes time to arrive.

hazard, relative_risk: as `data_share`, for the channels with a lag.
fire: named by police · probation · prison: a notice is on its way.
Source: parameters.yaml, group sharing; the regime's recall where it gives one.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.process import Outcome, Process
from simulate.processes.data_share import DataShare, can_be_named, relative_risk, told
from simulate.status import Notice, Statuses, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify(DataShare):
    pass


def hazard(at: Statuses, regime: Regime, p: DataShare) -> FloatArray:
    return np.where(can_be_named(at, regime), sum(told(regime, p, at_once=False).values()), 0.0)


def fire(at: Statuses, regime: Regime, p: DataShare) -> tuple[Outcome, ...]:
    rates = told(regime, p, at_once=False)
    total = sum(rates.values()) or 1.0  # where no channel is open nobody is at risk
    return tuple(
        Outcome(
            f"named by {name}", np.full(len(at), rate / total), replace(at, notice=whole(len(at), Notice[name.upper()]))
        )
        for name, rate in rates.items()
    )


NOTIFY = Process("notify", Notify, hazard, fire, relative_risk)
