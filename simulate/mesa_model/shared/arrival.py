"""Section 7: arrival, what changes on the day on which a regime begins for somebody."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.obligations import oblige
from simulate.mesa_model.shared.stakes import at_stake, threatened
from simulate.status import Belief, Knowledge, Mandate, Notice, Sanction


def exempt_by_trait(c: Person) -> bool:
    """Let off for who he or she is."""
    exempt = c.regime.oblige.exempt
    return (
        ("parents" in exempt and c.children)
        or ("dual_diagnosis" in exempt and c.dual_diagnosis)
        or ("chronic_condition" in exempt and c.chronic_condition)
    )


def notice_still_comes(c: Person) -> bool:
    """Whether a notice is on its way through a channel that is open and has a lag."""
    if c.notice == Notice.NONE:
        return False
    channel = c.regime.identify.data_share.channels[c.notice.name.lower()]
    return channel.open and channel.lag is not None


def arrive(c: Person, *, was_free: bool) -> None:
    """Come to live under `c.regime`. was_free: nothing was required of anybody before."""
    if c.knowledge == Knowledge.CONCEALED and c.regime.identify.declaration == "none":
        c.knowledge = Knowledge.UNKNOWN
    c.mandate = Mandate.EXEMPT if exempt_by_trait(c) else Mandate.NONE
    oblige(c)
    if c.mandate != Mandate.REQUIRED or at_stake(c) == 0:
        c.sanction = Sanction.NONE
    if not notice_still_comes(c):
        c.notice = Notice.NONE
    if c.regime.believe.information == "perfect":
        c.belief = Belief.AS_IT_IS
    elif was_free and c.knowledge == Knowledge.UNKNOWN and c.belief == Belief.AS_IT_IS and threatened(c):
        c.belief = Belief.UNAWARE
