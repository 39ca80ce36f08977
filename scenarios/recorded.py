"""What the Jobcentre's own books record, by which an adaptive rule may judge. This is the list.

The books know neither who conceals nor why somebody left: they are not the truth. Where a rule judges all its places
together, a count is of all of them, scaled up to the people they stand for; area by area, it is of each area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Metric = Literal[
    "identified", "referrals", "discussions", "starts_from_jobcentre", "take_up", "identified_share", "sanctions",
    "left_benefit",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """One figure of the books.

    words: what it is, for a sentence. share: from 0 to 1; otherwise people or events a month
    """

    words: str
    share: bool = False

    @property
    def unit(self) -> str:
        """What a threshold is written in."""
        return "a share" if self.share else "a month"

    @property
    def most(self) -> float:
        """The highest figure there can be."""
        return 1.0 if self.share else 1e6


METRICS: Mapping[Metric, Recorded] = {
    "identified": Recorded("claimants recorded as dependent for the first time, a month"),
    "referrals": Recorded("recorded referrals to a treatment provider, a month"),
    "discussions": Recorded("recorded discussions with a treatment provider after a referral, a month"),
    "starts_from_jobcentre": Recorded("recorded treatment starts of claimants the Jobcentre referred, a month"),
    "take_up": Recorded("recorded discussions as a share of recorded referrals", share=True),
    "identified_share": Recorded(
        "claimants recorded as dependent in a year, as a share of those the books presume to be dependent", share=True
    ),
    "sanctions": Recorded("recorded sanctions on account of drug use, a month"),
    "left_benefit": Recorded("recorded ends of benefit claims of claimants known to be dependent, a month"),
}
