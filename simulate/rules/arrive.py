"""Arrive: what changes on the day on which a regime begins for a claimant, at the start or at a change of regime.

Old mandates end and the new rules put theirs on whoever they reach; a sanction, a breach under decision and a notice on
its way end where the new rules have none; where no declaration is asked for, what was concealed can be asked again;
under hearsay nobody who was free until then knows of a new threat.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from scenarios.levers import Exemption, Regime
from simulate.arrays import BoolArray
from simulate.claimants import Claimants
from simulate.rules.obligations import obliged
from simulate.rules.stakes import at_stake, threatened
from simulate.status import Belief, Knowledge, Mandate, Notice, Sanction, Statuses, put, whole

BY_TRAIT: tuple[Exemption, ...] = ("parents", "dual_diagnosis", "chronic_condition")
"""Exemptions that go by who somebody is, and so last as long as the regime."""


def exempts_by_trait(regime: Regime) -> bool:
    """Whether the regime lets anybody off for who he or she is."""
    return any(one in regime.oblige.exempt for one in BY_TRAIT)


def exempt(who: Claimants, regime: Regime) -> BoolArray:
    """Who is let off by the regime for who he or she is: (claimants,) bool."""
    has = {"parents": who.children, "dual_diagnosis": who.dual_diagnosis, "chronic_condition": who.chronic_condition}
    free = np.zeros(len(who), np.bool_)
    for one, holders in has.items():
        if one in regime.oblige.exempt:
            free |= holders
    return free


def open_channels(regime: Regime) -> Collection[Notice]:
    """Whose notices are on their way for some time under this regime."""
    channels = regime.identify.data_share.channels
    return tuple(Notice[name.upper()] for name, one in channels.items() if one.open and one.lag is not None)


def arrive(at: Statuses, regime: Regime, *, exempted: bool, newly: bool) -> Statuses:
    """The statuses in which claimants come to live under a regime.

    exempted: for those whom the regime lets off for who they are. newly: nothing was required before.
    """
    n = len(at)
    denied = (at.knowledge == Knowledge.CONCEALED) & (regime.identify.declaration == "none")
    fresh = replace(
        at,
        mandate=whole(n, Mandate.EXEMPT if exempted else Mandate.NONE),
        knowledge=put(at.knowledge, denied, Knowledge.UNKNOWN),
    )
    now = obliged(fresh, regime)
    ends = (now.mandate != Mandate.REQUIRED) | (at_stake(now, regime) == 0)
    still = np.isin(at.notice, [Notice.NONE, *open_channels(regime)])
    belief = whole(n, Belief.AS_IT_IS)
    if regime.believe.information == "hearsay":
        unheard = newly & (now.knowledge == Knowledge.UNKNOWN) & (at.belief == Belief.AS_IT_IS)
        belief = put(at.belief, unheard & threatened(now, regime), Belief.UNAWARE)
    return replace(
        now,
        sanction=put(at.sanction, ends, Sanction.NONE),
        notice=put(at.notice, ~still, Notice.NONE),
        belief=belief,
    )
