"""Who pays: what a run costs each payer, at published or judged prices.

Benefit is a transfer: what the benefits agency pays claimants receive. The price of an offence holds police, courts and
prison, and that of homelessness holds some health and justice, so payers are to be read side by side and not added up.
Not priced, for want of figures: training of advisers, declarations and tests, childcare, housing support, mental health
care and aftercare, payments to GPs, earnings, lives. So a regime rich in support looks cheaper than it is.
Source: parameters.yaml, groups prices and benefits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.areas import load_areas
from simulate.ledger import Ledger
from simulate.ledgers.money import money
from simulate.observation import Observation
from simulate.once import once
from simulate.status import TREATED, Housing, Income
from simulate.world import World

AGENCY, HEALTH, PRISONS, COUNCILS, VICTIMS = (
    "Benefits agency", "Treatment and health care", "Prisons", "Councils and housing", "Victims of crime",
)  # fmt: skip
PAYERS = (AGENCY, HEALTH, PRISONS, COUNCILS, VICTIMS)
COORDINATORS, ADVISERS = "coordinators in post", "specialist advisers in post"
WEEKS_A_YEAR = 52.0
AT_LARGE = tuple(income for income in Income if income != Income.CUSTODY)
"""Who is in prison without a home to go back to is the prison's cost for that time, and no hostel's."""
PEOPLE = 240_000
"""Claimants of England, whom advisers are for."""
ITEMS = (
    (AGENCY, "Benefits and allowance paid"),
    (AGENCY, "Specialist advisers"),
    (AGENCY, "Appointments, kept and missed"),
    (AGENCY, "Training for work"),
    (AGENCY, "Applying sanctions"),
    (AGENCY, "Fraud inquiries"),
    (HEALTH, "Drug coordinators"),
    (HEALTH, "Drug treatment"),
    (HEALTH, "Incentive payments"),
    (HEALTH, "Hospital stays"),
    (PRISONS, "Prison"),
    (COUNCILS, "Homelessness"),
    (VICTIMS, "Offences"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """What one payer pays for one thing over the run: pounds, for claimants made."""

    payer: str
    item: str
    pounds: float


@once
def payers(seen: Observation, values: Mapping[str, float]) -> tuple[Line, ...]:
    """Every line, in the order of `ITEMS`."""

    def price(name: str) -> float:
        return values[f"prices.{name}"]

    def weeks(**levels: object) -> float:
        return float(seen.time[:, seen.where(**levels)].sum())

    def times(process: str, *outcomes: str) -> float:
        kinds = np.concatenate([seen.kind(process, one) for one in outcomes] or [seen.kind(process)])
        return float(seen.events[:, kinds].sum())

    def counted(*names: str) -> float:
        return float(seen.expected[:, [seen.counts.index(name) for name in names]].sum())

    made = money(seen, values)

    def posts(name: str) -> float:
        """Post-years, as if for claimants made."""
        return float(seen.tracks[name].sum()) / WEEKS_A_YEAR / seen.weight if name in seen.tracks else 0.0

    treated = weeks(pathway=TREATED) / WEEKS_A_YEAR
    pounds = (
        float((made.paid + made.allowance).sum()) + made.back_pay,
        posts(ADVISERS) * price("adviser_year"),
        times("attend", "attended") * price("interview") + times("attend", "missed") * price("missed_interview"),
        times("train", "started") * price("work_training"),
        times("decide", "sanctioned", "good cause refused") * price("sanction"),
        times("fraud_inquiry") * price("fraud_case"),
        posts(COORDINATORS) * price("coordinator_year"),
        treated * price("treatment_year"),
        counted("incentives_paid"),
        counted("hospital_stays") * price("hospital_stay"),
        weeks(income=Income.CUSTODY) * price("prison_week"),
        weeks(housing=Housing.HOMELESS, income=AT_LARGE) / WEEKS_A_YEAR * price("homeless_year"),
        counted("offences", "offences_from_lost_income") * price("offence"),
    )
    return tuple(Line(*item, amount) for item, amount in zip(ITEMS, pounds, strict=True))


def paid_by(payer: str, seen: Observation, values: Mapping[str, float]) -> float:
    """All that one payer pays: pounds, for claimants made."""
    return sum(line.pounds for line in payers(seen, values) if line.payer == payer)


class Posts:
    """Notes who is in post in England, week by week: coordinators, whom the health service pays, and advisers."""

    def __init__(self, world: World) -> None:
        areas = load_areas()
        names = sorted({area.jobcentre_district for area in areas})
        district = np.array([names.index(area.jobcentre_district) for area in areas])
        weight = np.array([area.pdu_weight for area in areas])
        a_post = weight / np.bincount(district, weight)[district]
        each = [
            (one.identify.coordinators_per_district, one.support.specialist_advisers_per_1000) for one in world.regimes
        ]
        a_district, a_thousand = np.array(each, np.float64).T
        thousands = PEOPLE / 1000 * weight
        self.posts = {
            COORDINATORS: (a_district, a_post),
            ADVISERS: (a_thousand, thousands),
        }

    def note(self, world: World) -> None:
        """Note the week."""
        for name, (of_regime, of_area) in self.posts.items():
            if of_regime.any():
                world.track(name, float(of_regime[world.regime_of_area] @ of_area))


def _imbalances(seen: Observation) -> Iterator[str]:
    for name in (COORDINATORS, ADVISERS):
        if name in seen.tracks and len(seen.tracks[name]) != seen.weeks:
            yield f"{name}: paid for {len(seen.tracks[name])} of {seen.weeks:g} weeks"


PAYERS_LEDGER = Ledger("who pays", _imbalances, Posts)
