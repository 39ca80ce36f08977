"""What happens to a claimant, in plain words: one phrase for each outcome of each process."""

from collections.abc import Mapping

import numpy as np

from simulate.status import DEAD, Pathway, unpack

PHRASES: Mapping[tuple[str, str], str] = {
    ("disclose", "volunteered"): "tells an adviser of the dependence",
    ("declare", "identified"): "declares the drug use when asked",
    ("declare", "claim given up"): "gives up the claim rather than answer",
    ("declare", "concealed"): "conceals the drug use when asked",
    ("data_share", "identified"): "is identified from police, probation or prison records",
    ("fraud_inquiry", "prosecuted"): "is found to have concealed it, and is prosecuted",
    ("fraud_inquiry", "overpayment"): "is found to have concealed it, and must pay back benefit",
    ("fraud_inquiry", "found out"): "is found to have concealed it",
    ("attend", "attended"): "comes to the appointment and is assessed",
    ("attend", "missed"): "misses the appointment",
    ("follow_up", "appointed"): "is looked for and given a new appointment",
    ("self_refer", "assessed"): "comes to treatment unsent and is assessed",
    ("justice_referral", "assessed"): "is sent to treatment by police, court, probation or prison",
    ("place", "started"): "starts treatment",
    ("stabilise", "stabilised"): "has been in treatment for the first weeks",
    ("drop_out", "left"): "drops out of treatment",
    ("complete", "completed"): "completes treatment as planned",
    ("settle", "settled"): "is past the dangerous weeks after leaving",
    ("relapse", "relapsed"): "relapses",
    ("recover_untreated", "recovered"): "recovers without treatment",
    ("decide", "sanctioned"): "is sanctioned for a breach",
    ("decide", "not sanctioned"): "has a breach decided without a sanction",
    ("sanction_ends", "served"): "has served the sanction",
    ("appeal", "overturned"): "has the sanction overturned and paid back",
    ("ladder_lapses", "lapsed"): "has been a year without a sanction, so the next counts as the first",
    ("walk_away", "nothing"): "leaves benefit without a known job",
    ("walk_away", "work"): "leaves benefit for work while sanctioned",
    ("claim_again", "JSA"): "claims Jobseeker's Allowance",
    ("claim_again", "ESA"): "claims Employment and Support Allowance",
    ("find_work", "work"): "starts a job",
    ("lose_work", "JSA"): "loses the job and claims Jobseeker's Allowance",
    ("lose_work", "nothing"): "loses the job and claims nothing",
    ("arrest", "custody"): "is arrested and goes to prison",
    ("arrest", "community order"): "is arrested and gets a community order",
    ("arrest", "released"): "is arrested and released",
    ("release", "released"): "leaves prison",
    ("lose_home", "lost"): "loses the home",
    ("rehoused", "rehoused"): "finds better housing",
    ("plan", "agreed"): "agrees a plan with a specialist adviser",
    ("plan", "declined"): "agrees no plan with the specialist adviser",
    ("plan_ends", "ended"): "comes to the end of the plan",
    ("treatment_allowance", "granted"): "moves to the treatment allowance",
    ("allowance_ends", "JSA"): "comes to the end of the allowance and goes on to Jobseeker's Allowance",
    (
        "allowance_ends",
        "ESA",
    ): "comes to the end of the allowance and goes on to Employment and Support Allowance",
    ("die", "died"): "dies",
}
"""(process, outcome) -> what the claimant does or meets; a test asks that every outcome is here."""


def happened(process: str, outcome: str, before: int) -> str:
    """What happened, in words; the names of process and outcome if they have none. before: status code."""
    if process == "drop_out" and before != DEAD:
        pathway = unpack(np.array([before], np.int32)).pathway[0]
        if pathway == Pathway.QUEUED:
            return "leaves before treatment starts"
    return PHRASES.get((process, outcome), f"{process.replace('_', ' ')}: {outcome}")
