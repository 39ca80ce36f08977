"""Notice: what the police, probation or a prison sent reaches the Jobcentre.

hazard: (n,) per week, a notice on its way: 1 / the regime's lag of that channel, fixed.
fire: identified, with what the rules then ask; nothing to act on if dependence has ended meanwhile.
Source: the regime alone.
"""

from dataclasses import dataclass, replace

import numpy as np

from scenarios.levers import Regime
from simulate import rules
from simulate.arrays import FloatArray
from simulate.process import FIXED, Outcome, Process
from simulate.status import Knowledge, Notice, Statuses, Use, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    pass


def hazard(at: Statuses, regime: Regime, p: Arrival) -> FloatArray:
    weekly = np.zeros(len(at))
    for name, channel in regime.identify.data_share.channels.items():
        if channel.lag is not None:
            weekly = np.where(at.notice == Notice[name.upper()], 1 / channel.lag, weekly)
    return weekly


def fire(at: Statuses, regime: Regime, p: Arrival) -> tuple[Outcome, ...]:
    matters = (at.use == Use.DEPENDENT) & rules.on_benefit(at)
    dropped = replace(at, notice=whole(len(at), Notice.NONE))
    return (
        Outcome("identified", matters.astype(np.float64), rules.known(at, regime, Knowledge.IDENTIFIED)),
        Outcome("too late", (~matters).astype(np.float64), dropped),
    )


NOTICE = Process("notice", Arrival, hazard, fire, clock=FIXED)
