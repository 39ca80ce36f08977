"""The outcomes. Adding one is one entry of `OUTCOMES`: table, JSON, store and report pick it up."""

from results.outcome import About, Outcome, Values, at_end, average, count, drawn, expected, flow, lived
from simulate.ensemble import WEEKS_A_YEAR
from simulate.observation import Observation
from simulate.status import Housing, Income, Pathway, Record, Sanction, Use

TREATED = (Pathway.STABILISING, Pathway.MAINTAINED)
UNTREATED = tuple(pathway for pathway in Pathway if pathway not in TREATED)
ASKED = ("disclose", "disclose_untrained")
"""Processes in which an adviser asks."""
IDENTIFIED = (
    *((process, "volunteered") for process in ASKED),
    ("screen", "identified"),
    ("declare", "identified"),
    ("data_share", None),
    ("notice", "identified"),
    ("exchange_report", "identified"),
    ("drug_test", "positive"),
    ("fraud_inquiry", None),
)
"""Ways in which the Jobcentre comes to know of the dependence."""
SANCTIONED = (("decide", "sanctioned"), ("decide", "good cause refused"))
ASSESSED = (
    ("attend", "attended"), ("self_refer", None), ("gp_referral", "assessed"), ("exchange_referral", None),
    ("signposted", None), ("justice_referral", None), ("release", "met at the gate"),
)  # fmt: skip
"""Ways to an assessment, and so into the queue."""


def _death_rate(seen: Observation, values: Values) -> float:
    lived_years = float(seen.time[:, :-1].sum()) * seen.weight / WEEKS_A_YEAR
    return 1000 * count(seen, (("die", None),)) / lived_years


OUTCOMES: tuple[Outcome, ...] = (
    flow(About("deaths", "Deaths", "deaths", "less", True), "deaths", ("die", None)),
    Outcome(
        "death_rate",
        "Death rate",
        "deaths per 1,000 person-years",
        "per 1,000 person-years",
        _death_rate,
        better="less",
    ),
    average(
        About("in_treatment", "In treatment", "people in treatment", "more", True, "Structured treatment."),
        {"pathway": TREATED},
    ),
    at_end(
        About("in_treatment_at_end", "In treatment at the end", "people in treatment at the end", "more"),
        {"pathway": TREATED},
    ),
    flow(
        About("treatment_starts", "Treatment starts", "treatment starts", None),
        "starts",
        ("place", "started"),
    ),
    flow(
        About(
            "identified",
            "Identified to the Jobcentre",
            "times a claimant was identified",
            None,
            note="Told an adviser, declared, named by police or probation, or found out.",
        ),
        "identifications",
        *IDENTIFIED,
    ),
    flow(
        About(
            "identified_untreated",
            "of whom not in treatment",
            "identifications of people not in treatment",
            None,
        ),
        "identifications",
        *IDENTIFIED,
        pathways=UNTREATED,
    ),
    flow(
        About("concealed", "Hid drug use when asked", "denials of drug use", "less"),
        "denials",
        ("declare", "concealed"),
    ),
    flow(
        About("claims_given_up", "Gave up the claim when asked", "claims given up when asked", "less"),
        "claims",
        ("declare", "claim given up"),
    ),
    flow(
        About("appointments", "Appointments that came due", "appointments", None),
        "appointments",
        ("attend", None),
    ),
    flow(
        About("attended", "Appointments attended", "appointments attended", "more"),
        "appointments",
        ("attend", "attended"),
    ),
    flow(
        About("missed", "Appointments missed", "appointments missed", "less"),
        "appointments",
        ("attend", "missed"),
    ),
    flow(
        About("left_treatment", "Left treatment early", "unplanned exits from treatment", "less"),
        "exits",
        ("drop_out", None),
        pathways=TREATED,
    ),
    flow(
        About("completed", "Completed treatment", "completed treatments", "more"),
        "completions",
        ("complete", "completed"),
    ),
    flow(About("sanctions", "Sanctions imposed", "sanctions", None), "sanctions", *SANCTIONED),
    flow(
        About("sanctions_overturned", "Sanctions overturned", "sanctions overturned", None),
        "sanctions",
        ("appeal", "overturned"),
    ),
    lived(
        About("weeks_sanctioned", "Time sanctioned", "person-weeks under sanction", None),
        {"sanction": (Sanction.SANCTIONED, Sanction.WRONGED)},
        weeks=True,
    ),
    average(
        About(
            "off_benefit_unseen",
            "Off benefit and unseen",
            "people off benefit and unseen",
            "less",
            True,
            "No claim and no job; includes the weeks between prison and a new claim.",
        ),
        {"income": Income.NOTHING},
    ),
    at_end(
        About(
            "off_benefit_unseen_at_end",
            "Off benefit and unseen at the end",
            "people off benefit and unseen at the end",
            "less",
        ),
        {"income": Income.NOTHING},
    ),
    average(About("in_work", "In work", "people in work", "more", True), {"income": Income.WORK}),
    at_end(
        About("in_work_at_end", "In work at the end", "people in work at the end", "more"),
        {"income": Income.WORK},
    ),
    average(About("homeless", "Homeless", "people homeless", "less", True), {"housing": Housing.HOMELESS}),
    lived(
        About("homeless_years", "Time homeless", "person-years homeless", "less"),
        {"housing": Housing.HOMELESS},
    ),
    lived(About("custody_years", "Time in prison", "person-years in prison", "less"), {"income": Income.CUSTODY}),
    flow(
        About("prison_receptions", "Prison receptions", "prison receptions", "less"),
        "receptions",
        ("arrest", "custody"),
    ),
    drawn(
        About("offences", "Offences", "offences", "less", True, "Money-raising crime, as it happened to fall."),
        "offences",
        "offences",
        "offences_from_lost_income",
    ),
    expected(
        About(
            "offences_expected",
            "Offences expected",
            "offences expected",
            "less",
            note="The same without the chance of the single offence.",
        ),
        "offences",
        "offences",
        "offences_from_lost_income",
    ),
    drawn(About("overdoses", "Overdoses survived", "overdoses survived", "less"), "overdoses", "overdoses"),
    drawn(About("hospital_stays", "Hospital stays", "hospital stays", "less"), "stays", "hospital_stays"),
    flow(
        About("prosecuted", "Prosecuted for a false declaration", "prosecutions for a false declaration", "less"),
        "prosecutions",
        ("fraud_inquiry", "prosecuted"),
    ),
    at_end(
        About(
            "record_at_end",
            "Living with a criminal record at the end",
            "people with a criminal record at the end",
            "less",
            note="Of those alive: more deaths lower it.",
        ),
        {"record": Record.RECORD},
    ),
    at_end(
        About("recovered_at_end", "Recovered at the end", "people no longer dependent at the end", "more"),
        {"use": Use.RECOVERED},
    ),
)

HEADLINE = tuple(outcome for outcome in OUTCOMES if outcome.headline)


def outcome(name: str) -> Outcome:
    """The outcome of this name. Raises KeyError with the names there are."""
    for one in OUTCOMES:
        if one.name == name:
            return one
    raise KeyError(f"no outcome {name!r}; outcomes are {', '.join(one.name for one in OUTCOMES)}")
