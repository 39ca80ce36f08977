"""The outcomes. Adding one is one entry of `OUTCOMES`: table, JSON, store and report pick it up."""

from results.outcome import (
    About,
    Outcome,
    Values,
    accounted,
    at_end,
    average,
    count,
    drawn,
    expected,
    flow,
    happened,
    lived,
    recorded,
    to_be_expected,
)
from simulate.ensemble import WEEKS_A_YEAR
from simulate.ledgers.handoffs import lost_people
from simulate.ledgers.money import money
from simulate.ledgers.payers import AGENCY, COUNCILS, HEALTH, PRISONS, VICTIMS, paid_by
from simulate.ledgers.rights import ASKING, NAMING
from simulate.observation import Observation
from simulate.status import TREATED, UNTREATED, Belief, Housing, Income, Record, Sanction, Support, Use

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
    return 1000 * count(seen, (("die", None),)) / _lived_years(seen)


def _expected_death_rate(seen: Observation, values: Values) -> float:
    return 1000 * to_be_expected("deaths")[0](seen, values) / _lived_years(seen)


def _lived_years(seen: Observation) -> float:
    return float(seen.time[:, :-1].sum()) * seen.weight / WEEKS_A_YEAR


def _lost_people(seen: Observation, values: Values) -> float:
    return float(sum(lost_people(seen).values())) * seen.weight


def _withheld(seen: Observation, values: Values) -> float:
    made = money(seen, values)
    return float((made.withheld + made.recovered).sum() - made.back_pay) * seen.weight


def _cost(name: str, payer: str, note: str = "") -> Outcome:
    """What a payer pays over the run."""

    def measure(seen: Observation, values: Values) -> float:
        return paid_by(payer, seen, values) * seen.weight

    label = f"Cost to {payer[0].lower()}{payer[1:]}"
    noun = f"pounds of cost to {payer[0].lower()}{payer[1:]}"
    return Outcome(name, label, noun, "pounds", measure, better="less", countable=False, note=note)


def _received(seen: Observation, values: Values) -> float:
    made = money(seen, values)
    return (float((made.paid + made.allowance).sum()) + made.back_pay) * seen.weight


OUTCOMES: tuple[Outcome, ...] = (
    happened(About("deaths", "Deaths", "deaths", "less", True), "deaths", "deaths", ("die", None)),
    expected(
        About(
            "deaths_expected",
            "Deaths expected",
            "deaths expected",
            "less",
            note="The same without the chance of the single death.",
        ),
        "deaths",
        "deaths",
    ),
    Outcome(
        "death_rate",
        "Death rate",
        "deaths per 1,000 person-years",
        "per 1,000 person-years",
        _death_rate,
        better="less",
        expected=_expected_death_rate,
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
    accounted(
        About(
            "questions_put",
            "People asked about drugs",
            "people asked about drugs",
            None,
            note="Or tested; dependent or not: most of those asked are not.",
        ),
        "questions",
        *(f"{account}.{process}" for account in ("dependent", "others") for process in ASKING),
    ),
    accounted(
        About("dependent_asked", "of whom dependent", "dependent people asked about drugs", None),
        "questions",
        *(f"dependent.{process}" for process in ASKING),
    ),
    accounted(
        About(
            "false_identifications",
            "Falsely identified",
            "people falsely identified",
            "less",
            note="Tested, screened, probed or named, and not dependent.",
        ),
        "people",
        *(f"accused.{process}" for process in (*ASKING, *NAMING)),
    ),
    accounted(
        About(
            "privacy_exposures",
            "Personal data passed on without a basis in law",
            "times personal data were passed on without a basis in law",
            "less",
        ),
        "times",
        "exposed",
    ),
    accounted(
        About(
            "data_passed_on",
            "Personal data passed to the Jobcentre",
            "times personal data were passed to the Jobcentre",
            None,
            note="By police, probation, prison or needle exchange, with or without a basis in law, rightly or wrongly.",
        ),
        "times",
        "passed on",
    ),
    flow(
        About(
            "missed_disclosures",
            "Told an adviser, and nothing was done",
            "disclosures on which nothing was done",
            "less",
        ),
        "disclosures",
        *((process, "heard, nothing done") for process in ASKED),
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
        ("drug_test", "refused"),
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
    Outcome(
        "lost_people",
        "Lost between agencies",
        "times a client was lost between agencies",
        "losses",
        _lost_people,
        better="less",
        note="Each with an agency that was accountable last; deaths and recoveries are not among them.",
    ),
    accounted(
        About(
            "displaced_volunteers",
            "Volunteers who waited for a mandated referral",
            "volunteers who waited because a mandated referral took the place",
            "less",
        ),
        "people",
        "displaced.volunteers",
    ),
    accounted(
        About("displaced_weeks", "Time they waited", "person-weeks volunteers waited so", "less"),
        "person-weeks",
        "displaced.weeks",
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
    flow(
        About(
            "wrongful_sanctions",
            "Sanctioned in spite of good cause",
            "sanctions in spite of good cause",
            "less",
        ),
        "sanctions",
        ("decide", "good cause refused"),
    ),
    lived(
        About("weeks_sanctioned", "Time sanctioned", "person-weeks under sanction", None),
        {"sanction": (Sanction.SANCTIONED, Sanction.WRONGED)},
        weeks=True,
    ),
    Outcome(
        "benefit_lost",
        "Benefit taken from claimants",
        "pounds of benefit taken from claimants",
        "pounds of 2009/10",
        _withheld,
        note="By sanctions and recovery of overpayments, less what was paid back on appeal.",
    ),
    accounted(
        About("back_pay", "Benefit paid back on appeal", "pounds paid back on appeal", None),
        "pounds of 2009/10",
        "back_pay",
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
    average(
        About(
            "out_of_both",
            "Out of treatment and off benefit",
            "dependent people out of treatment and off benefit",
            "less",
            note="Dependent, at liberty, with no claim and no job.",
        ),
        {"income": Income.NOTHING, "pathway": UNTREATED, "use": Use.DEPENDENT},
    ),
    drawn(
        About(
            "deterred_claims",
            "Claims not made for fear of the question",
            "claims not made for fear of the question",
            "less",
        ),
        "claims",
        "deterred_claims",
    ),
    at_end(
        About(
            "fear_at_end",
            "Think that benefit is at stake",
            "people who think that benefit is at stake",
            None,
            note="Unknown to the Jobcentre, and going by hearsay.",
        ),
        {"belief": Belief.FEARFUL},
    ),
    flow(
        About("started_work_training", "Started training for work", "starts of training for work", "more"),
        "starts",
        ("train", "started"),
        ("train_in_treatment", "started"),
    ),
    at_end(
        About("job_ready_at_end", "Ready for work at the end", "people ready for work at the end", "more"),
        {"support": Support.READY},
    ),
    average(
        About("on_allowance", "On the treatment allowance", "people on the treatment allowance", None),
        {"income": Income.ALLOWANCE},
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
    drawn(
        About(
            "offences_from_lost_income",
            "of which for lost income",
            "offences for lost income",
            "less",
            note="Committed besides because benefit was taken.",
        ),
        "offences",
        "offences_from_lost_income",
    ),
    drawn(About("overdoses", "Overdoses survived", "overdoses survived", "less"), "overdoses", "overdoses"),
    drawn(About("hospital_stays", "Hospital stays", "hospital stays", "less"), "stays", "hospital_stays"),
    flow(
        About("fraud_cases", "Fraud inquiries", "fraud inquiries into people who hid drug use", "less"),
        "inquiries",
        ("fraud_inquiry", None),
    ),
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
    _cost("cost_agency", AGENCY, "Benefits and allowance paid, and the priced part of running the rules."),
    _cost("cost_health", HEALTH, "Drug treatment and hospital stays."),
    _cost("cost_prisons", PRISONS),
    _cost("cost_councils", COUNCILS, "Homelessness; its price holds some health and justice."),
    _cost("cost_crime", VICTIMS, "Offences expected times a price that holds police, courts and prison."),
    Outcome(
        "benefit_received",
        "Benefit received by claimants",
        "pounds of benefit received by claimants",
        "pounds of 2009/10",
        _received,
        better="more",
        countable=False,
        note="JSA, ESA, Income Support and the treatment allowance, after sanctions and recovery.",
    ),
    recorded(
        About(
            "recorded_untreated",
            "Untreated claimants on the books",
            "untreated dependent people on the books",
            None,
            note="What the Jobcentre would count: people who deny it or stop claiming are not on its books.",
        ),
        "person-years",
        "untreated",
        scale=1 / WEEKS_A_YEAR,
    ),
    recorded(
        About(
            "recorded_into_work",
            "Left benefit, on the books",
            "people recorded as having left benefit",
            None,
            note="Leavers are not followed up, so those who left for nothing count with those who left for work.",
        ),
        "moves",
        "into_work",
    ),
    recorded(About("recorded_offences", "Offences on the books", "offences recorded", "less"), "offences", "offences"),
)

HEADLINE = tuple(outcome for outcome in OUTCOMES if outcome.headline)


def outcome(name: str) -> Outcome:
    """The outcome of this name. Raises KeyError with the names there are."""
    for one in OUTCOMES:
        if one.name == name:
            return one
    raise KeyError(f"no outcome {name!r}; outcomes are {', '.join(one.name for one in OUTCOMES)}")
