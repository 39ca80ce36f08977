"""How parameters that were not published themselves follow from figures that were.

Each function is named by a row of `parameters.yaml` (`derived:`) and gives that row's value in that row's unit.
Arguments: `figure`, the value of an evidence row by id; `number`, the value of another row of
parameters.yaml by `group.name`, in the unit it stands there. `tests/calibration/test_derivations.py` recomputes all.
"""

from collections.abc import Callable
from math import exp, log

from scipy.optimize import brentq

Lookup = Callable[[str], float]
Derivation = Callable[[Lookup, Lookup], float]
WEEKS_A_YEAR = 365.25 / 7
MONTHS_OF_THE_SCHEME = 17


def never_starts(figure: Lookup) -> float:
    """Share of the assessed who are gone before treatment starts."""
    return figure("early_exit_30d") * figure("early_exit_before_start")


def interviews_a_year(number: Lookup) -> float:
    """Adviser interviews a year of the average claimant, over the benefit mix."""
    shares = (number("population.jsa"), number("population.esa"), number("population.income_support"))
    rates = (
        number("telling.interviews_jsa"),
        number("telling.interviews_esa"),
        number("telling.interviews_is"),
    )
    return sum(share * rate for share, rate in zip(shares, rates, strict=True))


def disclosures_a_year(people: float, among: float) -> float:
    """Disclosures per person-year, from a count over the 17 months of the voluntary scheme."""
    return people * 12 / MONTHS_OF_THE_SCHEME / among


def tell_in_treatment(figure: Lookup, number: Lookup) -> float:
    """Chance of telling when asked, in treatment: as much higher as the published disclosure rates are."""
    known, untreated = figure("jcp_identified_17m"), figure("jcp_identified_not_in_treatment")
    outside = figure("gp_pdu_not_in_treatment")
    inside = figure("gp_pdu_out_of_work") - outside
    ratio = disclosures_a_year(known - untreated, inside) / disclosures_a_year(untreated, outside)
    return number("telling.tell_untreated") * ratio


def asked(figure: Lookup, number: Lookup) -> float:
    """Chance that a trained adviser asks at an interview, with a coordinator in post.

    In the voluntary scheme `trained_in_scheme` of the advisers were trained, and this chance times interviews times the
    chance of telling, less what was heard and not acted on, gave 2,400 identified untreated claimants in 17 months.
    """
    rate = disclosures_a_year(figure("jcp_identified_not_in_treatment"), figure("gp_pdu_not_in_treatment"))
    trained, left = number("telling.trained_in_scheme"), number("telling.missed_with_coordinator")
    by_trained = trained * (1 - left * number("telling.missed_trained"))
    by_others = (1 - trained) * number("telling.untrained_ratio") * (1 - left * number("telling.missed_untrained"))
    return rate / (interviews_a_year(number) * number("telling.tell_untreated") * (by_trained + by_others))


def drop_out_queued(figure: Lookup, number: Lookup) -> float:
    """Weekly hazard of leaving between assessment and start, against the weekly hazard of starting."""
    gone = never_starts(figure)
    return gone / (1 - gone) / number("place.wait")


def drop_out_stabilising(figure: Lookup, number: Lookup) -> float:
    """Weekly hazard in the first weeks of treatment: the third of early exits that fall after the start."""
    gone = never_starts(figure)
    started_and_left = (figure("early_exit_30d") - gone) / (1 - gone)
    weeks_in_treatment = 30 / 7 - number("place.wait")
    return -log(1 - started_and_left) / weeks_in_treatment


def drop_out_maintained(figure: Lookup, number: Lookup) -> float:
    """Weekly hazard after 12 weeks such that half of entrants have dropped out within two years."""
    first, weeks = number("drop_out.stabilising"), number("stabilise.weeks")
    completing = number("complete.rate") / WEEKS_A_YEAR
    kept = exp(-first * weeks)
    later = 2 * WEEKS_A_YEAR - weeks

    def excess(hazard: float) -> float:
        leaving = hazard + completing
        dropped = 1 - kept + kept * hazard / leaving * (1 - exp(-leaving * later))
        return dropped - figure("reconv_dropout_share")

    return float(brentq(excess, 1e-6, 0.1))


def completes(figure: Lookup, number: Lookup) -> float:
    """Completions per person-year in treatment: completions over the caseload at the start of the year."""
    caseload = figure("ocu_in_treatment_2008_09") - figure("new_ocu_starts_2008_09")
    return figure("pdu_completions_2008_09") / caseload


def assessed_a_year(figure: Lookup, number: Lookup) -> float:
    """Assessments per untreated person-year: the published starts, before the loss between assessment and start."""
    return figure("annual_entry_rate_untreated_ocu") / (1 - never_starts(figure))


def self_refers(figure: Lookup, number: Lookup) -> float:
    """Self-referral and referral by services other than criminal justice, per untreated person-year."""
    return assessed_a_year(figure, number) * (1 - figure("cjs_share_treatment_starts"))


def justice_refers(figure: Lookup, number: Lookup) -> float:
    """Referral by the criminal justice system, per untreated person-year."""
    return assessed_a_year(figure, number) * figure("cjs_share_treatment_starts")


def relapses(figure: Lookup, number: Lookup) -> float:
    """Relapse per person-year: 23% still abstinent between two and three years after detoxification."""
    return -log(figure("dublin_abstinent_2y")) / 2.5


def history_ratio(figure: Lookup, number: Lookup) -> float:
    """Treatment entry of those who were in treatment before, against those never treated.

    Those who left re-enter at the rate that brings 48.6% back within a year; all untreated people together
    enter at the published rate.
    """
    before = -log(1 - figure("repres_1y_dropout"))
    everybody = figure("annual_entry_rate_untreated_ocu")
    share = number("population.treated_before")
    never = (everybody - share * before) / (1 - share)
    return before / never


def dies_in_treatment(figure: Lookup, number: Lookup) -> float:
    """Deaths per 1,000 person-years when maintained in treatment, dependent, settled.

    The cohort of English opioid users had 6.9 overall: divided by the mean ratio over where its members were.
    """
    inside = figure("ocu_penetration")
    just_left = number("die.share_just_left")
    mean = inside + just_left * number("die.just_left") + (1 - inside - just_left) * number("die.out_of_treatment")
    return figure("mort_allcause_crude_derived") / mean


def dies_stabilising(figure: Lookup, number: Lookup) -> float:
    """Mean death ratio over the first 12 weeks: raised in the first two, then as later."""
    weeks = number("stabilise.weeks")
    return (2 * figure("mort_rr_first2wk_on_ost") + weeks - 2) / weeks


def loses_work(figure: Lookup, number: Lookup) -> float:
    """Weekly hazard of losing a job, from the share of jobs that last 13 weeks."""
    return -log(figure("p2w_13w_given_job")) / 13


def finds_work(figure: Lookup, number: Lookup) -> float:
    """Job entries per person-year in treatment: 20% had any work in 17 months."""
    return -log(1 - figure("doris_any_work_17m")) / (17 / 12)


def brought_to_court(figure: Lookup, number: Lookup) -> float:
    """Arrests that reach court, per person-year out of treatment: with those in treatment they make the receptions."""
    users = figure("ocu_2008_09_recalled")
    inside = (figure("ocu_in_treatment_2008_09") - figure("new_ocu_starts_2008_09")) / users
    mean = inside * number("arrest.in_treatment") + 1 - inside
    return figure("prison_receptions_pdu") / users / number("arrest.custody") / mean


def prison_weeks(figure: Lookup, number: Lookup) -> float:
    """Mean weeks in custody: people dependent in prison on a day over those received in a year."""
    inside = figure("prisoners_pdu_share") * number("release.prison_population")
    return inside / figure("prison_receptions_pdu") * WEEKS_A_YEAR


def accepts_without(figure: Lookup, number: Lookup) -> float:
    """Share let off without good cause, such that half of all referrals go against the claimant."""
    cause, accepted = number("decide.good_cause"), number("decide.accepts_good_cause")
    against = figure("jsa_adverse_share_early")
    return 1 - (against - cause * (1 - accepted)) / (1 - cause)


def overturned_rightly(figure: Lookup, number: Lookup) -> float:
    """Share overturned of sanctions imposed rightly, such that the published share of all is overturned."""
    wrong = number("decide.good_cause") * (1 - number("decide.accepts_good_cause")) / figure("jsa_adverse_share_early")
    return (figure("sanction_overturn_2013_14") - wrong * number("appeal.overturned_wronged")) / (1 - wrong)


def trains(figure: Lookup, number: Lookup) -> float:
    """Starts on the employment programme for former users, per claimant and year."""
    return figure("p2w_starts") / figure("gp_pdu_out_of_work")


def esa_in_2008(figure: Lookup, number: Lookup) -> float:
    """ESA a week in its main phase in 2008/09: personal allowance and work-related component."""
    return figure("ben_rate_25plus_2008") + figure("esa_wrac_2008")


def outside_people(figure: Lookup, number: Lookup) -> float:
    """Dependent people who are not on out-of-work benefits: the claimants are the published share of all."""
    share = figure("gp_pdu_share_on_benefit")
    return figure("gp_pdu_out_of_work") * (1 - share) / share


def settled_to_insecure(figure: Lookup, number: Lookup) -> float:
    """Yearly hazard that keeps the published share in insecure housing steady."""
    insecure, homeless = number("population.insecure"), number("population.homeless")
    settled = 1 - insecure - homeless
    return insecure / settled / (number("rehoused.insecure_weeks") / WEEKS_A_YEAR)


def insecure_to_homeless(figure: Lookup, number: Lookup) -> float:
    """Yearly hazard that keeps the published share of homeless people steady."""
    ratio = number("population.homeless") / number("population.insecure")
    return ratio / (number("rehoused.homeless_weeks") / WEEKS_A_YEAR)


def offences_a_week(figure: Lookup, number: Lookup) -> float:
    """Money-raising offences a week out of treatment, from the four weeks around entry."""
    return figure("crime_4wk_at_entry") / 4


def offending_shape(figure: Lookup, number: Lookup) -> float:
    """Shape of the gamma spread of offending: the mean is 10 in four weeks, yet 60% commit none."""
    mean, none = figure("crime_4wk_at_entry"), 1 - figure("acq_crime_month_share")
    return float(brentq(lambda k: (1 + mean / k) ** -k - none, 1e-3, 10.0))


def jsa(figure: Lookup, number: Lookup) -> float:
    """Share whose benefit is JSA."""
    return figure("pdu_on_jsa") / figure("pdu_on_main_benefits_total")


def esa(figure: Lookup, number: Lookup) -> float:
    """Share on Incapacity Benefit or ESA, those who draw Income Support with it included."""
    return figure("pdu_on_ib") / figure("pdu_on_main_benefits_total")


def income_support(figure: Lookup, number: Lookup) -> float:
    """Share on Income Support alone."""
    return 1 - jsa(figure, number) - esa(figure, number)


def opiates_only(figure: Lookup, number: Lookup) -> float:
    """Share who use opiates and no crack."""
    return 1 - figure("crack_share_of_ocu")


def crack_only(figure: Lookup, number: Lookup) -> float:
    """Share who use crack and no opiates."""
    return 1 - figure("opiate_share_of_ocu")


def women_with_children(figure: Lookup, number: Lookup) -> float:
    """Share of women with a child under 16 living with them."""
    return figure("dtors_women_children") * figure("dtors_women_child_lives")


def men_with_children(figure: Lookup, number: Lookup) -> float:
    """Share of men with a child under 16 living with them."""
    return figure("dtors_men_children") * figure("dtors_men_child_lives")


def untreated_100000(figure: Lookup, number: Lookup) -> float:
    """Share of the 240,000 who are not in treatment, by the Green Paper's figure."""
    return figure("gp_pdu_not_in_treatment") / figure("gp_pdu_out_of_work")


DERIVATIONS: dict[str, Derivation] = {
    function.__name__: function
    for function in (
        tell_in_treatment, asked, drop_out_queued, drop_out_stabilising, drop_out_maintained,
        completes, self_refers, justice_refers, relapses, history_ratio, dies_in_treatment, dies_stabilising,
        loses_work, finds_work, brought_to_court, prison_weeks, settled_to_insecure, insecure_to_homeless,
        offences_a_week, offending_shape, jsa, esa, income_support, opiates_only, crack_only,
        women_with_children, men_with_children, untreated_100000, accepts_without, overturned_rightly, trains,
        outside_people, esa_in_2008,
    )
}  # fmt: skip
