"""What happens to a claimant, in plain words: one phrase for each outcome of each process."""

from collections.abc import Mapping

import numpy as np

from simulate.status import DEAD, Pathway, unpack

PHRASES: Mapping[tuple[str, str], str] = {
    ("disclose", "volunteered"): "tells an adviser who asked",
    ("disclose", "heard, nothing done"): "tells an adviser who asked, and nothing is done",
    ("disclose", "not told"): "is asked by an adviser and does not tell",
    ("disclose_untrained", "volunteered"): "tells an adviser who was never trained to ask",
    (
        "disclose_untrained",
        "heard, nothing done",
    ): "tells an adviser never trained to ask, and nothing is done",
    ("disclose_untrained", "not told"): "is asked by an adviser never trained to ask, and does not tell",
    ("screen", "identified"): "answers the questions of the ESA claim, and is picked up",
    ("screen", "not picked up"): "is not picked up by the questions of the ESA claim",
    ("declare", "identified"): "declares the drug use when asked",
    ("declare", "claim given up"): "gives up the claim rather than answer",
    ("declare", "concealed"): "conceals the drug use when asked",
    ("data_share", "identified by police"): "is named to the Jobcentre by the police",
    ("data_share", "identified by probation"): "is named to the Jobcentre by probation",
    ("data_share", "identified by prison"): "is named to the Jobcentre by the prison",
    ("notify", "named by police"): "is named in a notice that the police send to the Jobcentre",
    ("notify", "named by probation"): "is named in a notice that probation sends to the Jobcentre",
    ("notify", "named by prison"): "is named in a notice that the prison sends to the Jobcentre",
    ("notice", "identified"): "is identified by a notice that reaches the Jobcentre",
    ("notice", "too late"): "is named in a notice that comes too late to matter",
    ("exchange_report", "identified"): "is named to the Jobcentre by a needle exchange",
    ("drug_test", "positive"): "is tested for drugs, and positive",
    ("drug_test", "refused"): "refuses a drug test and gives up the claim",
    ("drug_test", "negative"): "is tested for drugs, and negative",
    ("fraud_inquiry", "prosecuted"): "is found to have concealed it, and is prosecuted",
    ("fraud_inquiry", "overpayment"): "is found to have concealed it, and must pay back benefit",
    ("fraud_inquiry", "found out"): "is found to have concealed it",
    ("debt_repaid", "repaid"): "has paid back the overpayment",
    ("rumour", "fears for benefit"): "reads or hears that benefit is at stake",
    ("talk", "fears for benefit"): "hears from others in the area that benefit is at stake",
    ("learn", "knows the rules"): "comes to know the rules as they are",
    ("attend", "attended"): "comes to the appointment and is assessed",
    ("attend", "missed"): "misses the appointment",
    ("deadline", "over"): "lets the time for the assessment run out",
    ("follow_up", "appointed"): "is looked for and given a new appointment",
    ("self_refer", "assessed"): "comes to treatment unsent and is assessed",
    ("gp_referral", "assessed"): "is sent to treatment by the family doctor and is assessed",
    ("gp_referral", "recorded only"): "is sent to treatment by the family doctor on paper only",
    ("exchange_referral", "assessed"): "is sent to treatment by a needle exchange and is assessed",
    ("signposted", "by community"): "is brought to treatment by a community group and is assessed",
    ("signposted", "by probation"): "is pointed to treatment by probation and is assessed",
    ("signposted", "by health"): "is pointed to treatment by a health service and is assessed",
    ("signposted", "by housing"): "is pointed to treatment by a housing service and is assessed",
    ("justice_referral", "assessed"): "is sent to treatment by police, court, probation or prison",
    ("place", "started"): "starts treatment",
    ("stabilise", "stabilised"): "has been in treatment for the first weeks",
    ("drop_out", "left"): "drops out of treatment",
    ("drop_out", "left, reported"): "drops out of treatment, and is reported to the Jobcentre",
    ("complete", "completed"): "completes treatment as planned",
    ("settle", "settled"): "is past the dangerous weeks after leaving",
    ("relapse", "relapsed"): "relapses",
    ("recover_untreated", "recovered"): "recovers without treatment",
    ("decide", "good cause accepted"): "has good cause for a breach, and is believed",
    ("decide", "good cause refused"): "has good cause for a breach, is not believed and is sanctioned",
    ("decide", "sanctioned"): "is sanctioned for a breach",
    ("decide", "let off"): "is let off for a breach",
    ("sanction_ends", "served"): "has served the sanction",
    ("appeal", "overturned"): "has the sanction overturned and paid back",
    ("ladder_lapses", "lapsed"): "has been a year without a sanction, so the next counts as the first",
    ("walk_away", "nothing"): "leaves benefit without a known job",
    ("give_up", "nothing"): "gives up the benefit over a breach or a sanction, for neither benefit nor job",
    ("give_up", "work"): "gives up the benefit over a sanction, for a job",
    ("claim_again", "JSA"): "claims Jobseeker's Allowance",
    ("claim_again", "ESA"): "claims Employment and Support Allowance",
    ("find_work", "work"): "starts a job",
    ("lose_work", "JSA"): "loses the job and claims Jobseeker's Allowance",
    ("lose_work", "nothing"): "loses the job and claims nothing",
    ("train", "started"): "starts education or training",
    ("train_in_treatment", "started"): "starts education or training as part of treatment",
    ("trained", "ready for work"): "finishes education or training, ready for work",
    ("trained", "given up"): "gives up education or training",
    ("skills_fade", "faded"): "loses again, without a job, what training gave",
    ("arrest", "custody"): "is arrested and goes to prison",
    ("arrest", "community order"): "is arrested and gets a community order",
    ("arrest", "released"): "is arrested and released",
    ("release", "met at the gate"): "leaves prison, and is met at the gate by a treatment provider",
    ("release", "released"): "leaves prison",
    ("lose_home", "lost"): "loses the home",
    ("evicted", "lost"): "loses the home because income is being taken",
    ("rehoused", "rehoused"): "finds better housing",
    ("plan", "agreed"): "agrees a plan with a specialist adviser",
    ("plan", "declined"): "agrees no plan with the specialist adviser",
    ("plan_ends", "ready for work"): "comes to the end of the plan, ready for work",
    ("plan_ends", "ended"): "comes to the end of the plan",
    ("treatment_allowance", "granted"): "moves to the treatment allowance",
    ("allowance_ends", "JSA"): "comes to the end of the allowance and goes on to Jobseeker's Allowance",
    ("allowance_ends", "ESA"): "comes to the end of the allowance and goes on to Employment and Support Allowance",
    ("allowance_ends", "left treatment"): "comes to the end of the allowance and leaves treatment with it",
    ("new_rules", "began"): "comes under new rules",
    ("die", "died"): "dies",
}
"""(process, outcome) -> what the claimant does or meets; a test asks that every outcome is here."""
BEFORE_TREATMENT: Mapping[str, str] = {
    "left": "leaves before treatment starts",
    "left, reported": "leaves before treatment starts, and is reported to the Jobcentre",
}
"""Outcomes of dropping out for those who still wait for a place."""


def happened(process: str, outcome: str, before: int) -> str:
    """What happened, in words; the names of process and outcome if they have none. before: status code."""
    if process == "drop_out" and before != DEAD:
        pathway = unpack(np.array([before], np.int32)).pathway[0]
        if pathway == Pathway.QUEUED:
            return BEFORE_TREATMENT.get(outcome, outcome)
    return PHRASES.get((process, outcome), f"{process.replace('_', ' ')}: {outcome}")
