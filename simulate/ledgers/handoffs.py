"""Who lost him: every hand-over between agencies is a ticket, and every lost one has an owner and a reason.

A ticket is opened when somebody comes into an agency's hands, closed when the agency has done its part, and lost
otherwise: opened = closed + lost + open, at the end of every period. Deaths and recoveries are nobody's loss.
Loss is the last accountable agency's: a missed appointment is the Jobcentre's, which made it; a client who leaves
before treatment is complete is the provider's; a prisoner released unmet is the prison's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from simulate.arrays import IntArray
from simulate.ledger import Ledger
from simulate.observation import Observation
from simulate.once import once
from simulate.status import TREATED, UNTREATED, Pathway

DIED, RECOVERED = "died", "recovered"
REASONS: Mapping[str, str] = {
    "attend": "missed the appointment",
    "drop_out": "left",
    "settle": "nobody came after them in time",
    "arrest": "taken into custody",
    "walk_away": "left benefit",
    "give_up": "gave up the claim under the rules",
    "declare": "gave up the claim when asked",
    "drug_test": "gave up the claim over a test",
    "find_work": "left for work, and the appointment lapsed",
    "treatment_allowance": "moved to the allowance",
    "allowance_ends": "left when the allowance ended",
    "new_rules": "the rules changed",
}
"""Why a ticket was lost, by the process that ended it."""
ENDS: Mapping[str, str] = {"die": DIED, "recover_untreated": RECOVERED, "complete": "completed", "place": "started"}
JUSTICE, JOBCENTRE, TREATMENT, PRISON = "police and courts", "Jobcentre", "treatment provider", "prison"


@dataclass(frozen=True, slots=True)
class Stage:
    """A hand-over: people on these pathways are in the owner's hands; reaching `done` closes the ticket.

    again: a second chance at people whose loss has been entered already, so not another loss.
    """

    name: str
    owner: str
    here: tuple[Pathway, ...]
    done: tuple[Pathway, ...]
    again: bool = False


STAGES = (
    Stage("referral to treatment", JOBCENTRE, (Pathway.APPOINTED,), (Pathway.QUEUED,)),
    Stage("assessment to start", TREATMENT, (Pathway.QUEUED,), (Pathway.STABILISING,)),
    Stage("treatment", TREATMENT, TREATED, (Pathway.COMPLETED,)),
    Stage(
        "first weeks after leaving", TREATMENT, (Pathway.JUST_LEFT,), (Pathway.APPOINTED, Pathway.QUEUED), again=True
    ),
)
BACK = (Pathway.APPOINTED, Pathway.QUEUED, Pathway.STABILISING, Pathway.MAINTAINED)
"""Leaving a stage for one of these is no loss: somebody has taken over."""


@dataclass(frozen=True, slots=True)
class Tickets:
    """The tickets of one stage, claimants made, by period.

    opened, closed: (periods,) int64. ended: other ends that are nobody's loss -> (periods,). lost: (agency, reason) ->
    (periods,). open: (periods + 1,) those open at each edge, counted by themselves in the census.
    """

    stage: Stage
    opened: IntArray
    closed: IntArray
    ended: Mapping[str, IntArray]
    lost: Mapping[tuple[str, str], IntArray]
    open: IntArray

    @property
    def off(self) -> IntArray:
        """What does not balance: (periods,), 0 throughout in a sound run."""
        gone = self.closed + sum(self.ended.values()) + sum(self.lost.values())
        off: IntArray = np.diff(self.open) - (self.opened - gone)
        return off


@once
def tickets(seen: Observation) -> tuple[Tickets, ...]:
    """The tickets of every stage."""
    return tuple(_of(stage, seen) for stage in STAGES)


def _of(stage: Stage, seen: Observation) -> Tickets:
    moves = seen.moves["pathway"]
    outside = [level for level in range(moves.shape[3]) if level not in stage.here]
    inside = list(stage.here)
    opened = moves[:, :, outside[:-1]][:, :, :, inside].sum(axis=(1, 2, 3))
    closed = moves[:, :, inside][:, :, :, list(stage.done)].sum(axis=(1, 2, 3))
    ended: dict[str, IntArray] = {}
    lost: dict[tuple[str, str], IntArray] = {}
    left = moves[:, :, inside].sum(axis=2)
    for k, after in zip(*np.nonzero(left.any(axis=0)), strict=True):
        if after in outside and after not in stage.done:
            gone, (process, outcome) = left[:, k, after], seen.kinds[k]
            if process in ENDS or after in BACK:
                name = ENDS.get(process, "somebody else took over")
                ended[name] = ended.get(name, 0) + gone
            else:
                owner = JUSTICE if process == "arrest" else stage.owner
                reason = REASONS.get(process, f"{process}: {outcome}")
                lost[owner, reason] = lost.get((owner, reason), 0) + gone
    open_ = seen.census[:, seen.where(pathway=stage.here)].sum(axis=1)
    return Tickets(stage, opened, closed, ended, lost, open_)


def never_made(seen: Observation) -> Mapping[tuple[str, str], IntArray]:
    """Hand-overs that failed before a ticket was written: (agency, reason) -> (periods,) int64."""
    heard = [k for k, (_, outcome) in enumerate(seen.kinds) if outcome == "heard, nothing done"]
    released = seen.moves["pathway"][:, seen.kind("release", "released")][..., Pathway.JUST_LEFT]
    return {
        (JOBCENTRE, "told, and nothing was done"): seen.events[:, heard][:, :, UNTREATED].sum(axis=(1, 2)),
        (PRISON, "released and not met"): released.sum(axis=(1, 2)),
    }


@once
def lost_people(seen: Observation) -> dict[tuple[str, str], int]:
    """(agency, reason) -> how often somebody was lost over the run, claimants made."""
    total: dict[tuple[str, str], int] = {}
    for counts in (*(one.lost for one in tickets(seen) if not one.stage.again), never_made(seen)):
        for key, by_period in counts.items():
            total[key] = total.get(key, 0) + int(by_period.sum())
    return total


def _imbalances(seen: Observation) -> Iterator[str]:
    for one in tickets(seen):
        for period in np.flatnonzero(one.off):
            yield f"tickets of {one.stage.name}, period {period + 1}: {one.off[period]} more are open than were opened"


HANDOFFS = Ledger("who lost him", _imbalances)
