"""What each target is as a function of one run. The docstring of a function is what `docs/calibration.md` prints.

Arguments: what was seen, and the weeks between which it is looked at, from the start in April 2009.
"""

from collections.abc import Callable

import numpy as np

from calibration.cohorts import COHORTS
from calibration.seen import WEEKS_A_YEAR, Seen
from simulate.status import TREATED, UNTREATED, Housing, Income, Pathway, Use

Weeks = tuple[float, float]
Measure = Callable[[Seen, Weeks], float]
ASKED = (("disclose", "volunteered"), ("disclose_untrained", "volunteered"))
ASSESSED: tuple[tuple[str, str | None], ...] = (
    ("attend", "attended"), ("self_refer", None), ("gp_referral", "assessed"), ("exchange_referral", None),
    ("signposted", None), ("justice_referral", None), ("release", "met at the gate"),
)  # fmt: skip
BENEFITS = (Income.JSA, Income.ESA, Income.IS, Income.ALLOWANCE)
FOUR_WEEKS = 4


def _years(weeks: Weeks) -> float:
    return (weeks[1] - weeks[0]) / WEEKS_A_YEAR


def identified_untreated(seen: Seen, weeks: Weeks) -> float:
    """Claimants out of treatment who tell an adviser, over the weeks."""
    return seen.count(weeks, *ASKED, pathways=UNTREATED)


def identified_treated_share(seen: Seen, weeks: Weeks) -> float:
    """Of all who tell an adviser, the share already in treatment."""
    return seen.count(weeks, *ASKED, pathways=TREATED) / seen.count(weeks, *ASKED)


def referrals(seen: Seen, weeks: Weeks) -> float:
    """Appointments with a treatment provider that came due after telling an adviser."""
    return seen.count(weeks, ("attend", None))


def discussions(seen: Seen, weeks: Weeks) -> float:
    """Appointments with a treatment provider that were kept."""
    return seen.count(weeks, ("attend", "attended"))


def from_jobcentre_share(seen: Seen, weeks: Weeks) -> float:
    """Of all assessed, the share who came by an appointment made at the Jobcentre."""
    return seen.count(weeks, ("attend", "attended")) / seen.count(weeks, *ASSESSED)


def from_justice_share(seen: Seen, weeks: Weeks) -> float:
    """Of all assessed, the share referred by the criminal justice system."""
    return seen.count(weeks, ("justice_referral", None)) / seen.count(weeks, *ASSESSED)


def starts(seen: Seen, weeks: Weeks) -> float:
    """Treatment starts a year."""
    return seen.count(weeks, ("place", "started")) / _years(weeks)


def contact_share(seen: Seen, weeks: Weeks) -> float:
    """People in treatment at any time in the weeks, as a share of those dependent on an average day."""
    dependent = seen.time(weeks, seen.observation.where(use=Use.DEPENDENT)) / (weeks[1] - weeks[0])
    return COHORTS["in_contact"](seen, weeks) / dependent


def _exits(seen: Seen, weeks: Weeks) -> dict[str, float]:
    kinds = {
        "unplanned": ("drop_out", None), "completed": ("complete", None), "prison": ("arrest", "custody"),
        "died": ("die", None),
    }  # fmt: skip
    return {name: seen.count(weeks, kind, pathways=TREATED) for name, kind in kinds.items()}


def _exit_share(reason: str) -> Measure:
    def measure(seen: Seen, weeks: Weeks) -> float:
        found = _exits(seen, weeks)
        return found[reason] / sum(found.values())

    measure.__doc__ = f"Of all who leave treatment (unplanned, completed, prison, death), the share by: {reason}."
    return measure


def exits_each(seen: Seen, weeks: Weeks) -> float:
    """Exits from treatment over the weeks, for each person in treatment at any time in them."""
    return sum(_exits(seen, weeks).values()) / COHORTS["in_contact"](seen, weeks)


def completions_each(seen: Seen, weeks: Weeks) -> float:
    """Completions over the weeks, for each person in treatment at any time in them."""
    return _exits(seen, weeks)["completed"] / COHORTS["in_contact"](seen, weeks)


def training_starts(seen: Seen, weeks: Weeks) -> float:
    """Starts of training for work a year."""
    return seen.count(weeks, ("train", "started"), ("train_in_treatment", "started")) / _years(weeks)


def death_rate(seen: Seen, weeks: Weeks) -> float:
    """Deaths per 1,000 person-years of everybody, as expected given the lives lived."""
    column = seen.observation.counts.index("deaths")
    deaths = float(seen.part(weeks) @ seen.observation.expected[:, column]) * seen.observation.weight
    return 1000 * deaths / (seen.time(weeks) / WEEKS_A_YEAR)


def _death_rate_of(pathways: tuple[int, ...], what: str) -> Measure:
    def measure(seen: Seen, weeks: Weeks) -> float:
        free = tuple(income for income in Income if income != Income.CUSTODY)
        rows = seen.observation.where(pathway=pathways, use=Use.DEPENDENT, income=free)
        return 1000 * WEEKS_A_YEAR * seen.mean_hazard("die", weeks, rows)

    measure.__doc__ = f"Deaths per 1,000 person-years {what}, of dependent people at liberty and of average own risk."
    return measure


def _ratio(above: Measure, below: Measure, what: str) -> Measure:
    def measure(seen: Seen, weeks: Weeks) -> float:
        return above(seen, weeks) / below(seen, weeks)

    measure.__doc__ = what
    return measure


dies_inside = _death_rate_of(TREATED, "in treatment")
dies_stable = _death_rate_of((Pathway.MAINTAINED,), "in stable treatment")
dies_outside = _death_rate_of(UNTREATED, "out of treatment")
dies_later = _death_rate_of((Pathway.NOT_ENGAGED, Pathway.APPOINTED, Pathway.LOST), "out of treatment, later weeks")
dies_soon = _death_rate_of((Pathway.JUST_LEFT,), "in the first weeks after leaving treatment or prison")


def _some_in_four_weeks(seen: Seen, a_week: float) -> float:
    """Share who commit any: gamma-Poisson, with the model's spread between people."""
    shape = seen.values["offences.shape"]
    return float(1 - (1 + FOUR_WEEKS * a_week / shape) ** -shape)


def offends_outside(seen: Seen, weeks: Weeks) -> float:
    """Share of dependent people out of treatment with a money-raising offence in four weeks."""
    return _some_in_four_weeks(seen, seen.offences_a_week(weeks, treated=False))


def offends_at_follow_up(seen: Seen, weeks: Weeks) -> float:
    """Share with a money-raising offence in four weeks, four months after a start: by who is where then."""
    where, use = (COHORTS[f"{axis}_at_four_months"](seen, weeks) for axis in ("treated", "recovered"))
    inside, outside = (_some_in_four_weeks(seen, seen.offences_a_week(weeks, treated=one)) for one in (True, False))
    return where * inside + max(0.0, 1 - where - use) * outside


def cost_of_crime(seen: Seen, weeks: Weeks) -> float:
    """Offences a year of somebody dependent and out of treatment, times the price of an offence."""
    yearly = seen.offences_a_week(weeks, treated=False) * WEEKS_A_YEAR
    return yearly * seen.values["prices.offence"]


def receptions(seen: Seen, weeks: Weeks) -> float:
    """Receptions into prison a year."""
    return seen.count(weeks, ("arrest", "custody")) / _years(weeks)


def prisoners(seen: Seen, weeks: Weeks) -> float:
    """People in prison on an average day who were dependent when the run began or came since."""
    return seen.time(weeks, seen.observation.where(income=Income.CUSTODY)) / (weeks[1] - weeks[0])


def badly_housed_share(seen: Seen, weeks: Weeks) -> float:
    """Share of people at liberty in insecure housing or homeless, average day."""
    free = tuple(income for income in Income if income != Income.CUSTODY)
    bad = seen.observation.where(housing=(Housing.INSECURE, Housing.HOMELESS), income=free)
    return seen.time(weeks, bad) / seen.time(weeks, seen.observation.where(income=free))


def on_benefit_share(seen: Seen, weeks: Weeks) -> float:
    """Share of dependent people on an out-of-work benefit, average day."""
    some = seen.observation.where(income=BENEFITS, use=Use.DEPENDENT)
    return seen.time(weeks, some) / seen.time(weeks, seen.observation.where(use=Use.DEPENDENT))


def jsa_off_flow(seen: Seen, weeks: Weeks) -> float:
    """Share of those on JSA who leave it in a month."""
    moves = np.einsum("p,pkab->ab", seen.part(weeks), seen.observation.moves["income"].astype(np.float64))
    left = moves[Income.JSA].sum() - moves[Income.JSA, Income.JSA]
    stock = seen.time(weeks, seen.observation.where(income=Income.JSA)) / seen.observation.weight
    return float(left / stock * WEEKS_A_YEAR / 12)


def against_share(seen: Seen, weeks: Weeks) -> float:
    """Of breaches decided, the share that ends in a sanction."""
    against = seen.count(weeks, ("decide", "sanctioned"), ("decide", "good cause refused"))
    return against / seen.count(weeks, ("decide", None))


def overturned_share(seen: Seen, weeks: Weeks) -> float:
    """Of sanctions imposed, the share overturned on appeal."""
    imposed = seen.count(weeks, ("decide", "sanctioned"), ("decide", "good cause refused"))
    return seen.count(weeks, ("appeal", "overturned")) / imposed


def attended_share(seen: Seen, weeks: Weeks) -> float:
    """Of appointments that came due, the share kept."""
    return seen.count(weeks, ("attend", "attended")) / seen.count(weeks, ("attend", None))


MEASURES: dict[str, Measure] = {
    **COHORTS,
    **{f"exits_{reason}": _exit_share(reason) for reason in ("unplanned", "completed", "prison", "died")},
    "dies_inside": dies_inside,
    "dies_outside": dies_outside,
    "dies_outside_ratio": _ratio(dies_outside, dies_inside, "Death rate out of treatment over that in it."),
    "dies_later_ratio": _ratio(
        dies_later, dies_stable, "Death rate well after leaving over that in stable treatment."
    ),
    "dies_soon_ratio": _ratio(dies_soon, dies_stable, "Death rate just after leaving over that in stable treatment."),
    "dies_soon": dies_soon,
    **{
        function.__name__: function
        for function in (
            identified_untreated, identified_treated_share, referrals, discussions, from_jobcentre_share,
            from_justice_share, starts, contact_share, exits_each, completions_each, training_starts, death_rate,
            offends_outside, offends_at_follow_up, cost_of_crime, receptions, prisoners, badly_housed_share,
            on_benefit_share, jsa_off_flow, against_share, overturned_share, attended_share,
        )
    },
}  # fmt: skip
