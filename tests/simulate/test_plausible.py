"""Plausible before any fitting: the voluntary scheme's first 17 months against what was published of them.

Mean of four replicates of all 240,000 claimants. The published figures: parameters.yaml and the evidence tables.
"""

from functools import cache

import numpy as np
import pytest

from scenarios.evidence import load_evidence
from simulate.observation import Observation
from simulate.status import Pathway
from tests.conftest import Figure
from tests.simulate.worlds import observe

pytestmark = pytest.mark.verify
WEEKS = 74
"""17 months, the period of the published counts."""
REPLICATES = 4
TREATED = (Pathway.STABILISING, Pathway.MAINTAINED)
ASKED = ("disclose", "disclose_untrained")
"""An adviser asks, trained or not."""
FOLLOWED = 20_000
"""Claimants whose lives are read event by event, for early exits."""


@cache
def runs() -> tuple[Observation, ...]:
    return tuple(
        observe(
            "voluntary_2009", claimants=240_000, weeks=WEEKS, replicate=replicate,
            traced=tuple(range(FOLLOWED)) if replicate == 0 else (),
        )
        for replicate in range(REPLICATES)
    )  # fmt: skip


def mean_events(processes: tuple[str, ...], outcome: str, pathways: tuple[int, ...] = tuple(range(8))) -> float:
    def of(one: Observation) -> float:
        kinds = np.concatenate([one.kind(process, outcome) for process in processes])
        return float(one.events.sum(axis=0)[kinds][:, list(pathways)].sum())

    return float(np.mean([of(one) for one in runs()]))


def published(row: str) -> float:
    value = load_evidence()[row].value
    assert value is not None
    return value


@pytest.mark.parametrize(
    ("name", "processes", "outcome", "untreated_only", "row"),
    [
        ("identified", ASKED, "volunteered", False, "jcp_identified_17m"),
        ("identified, untreated", ASKED, "volunteered", True, "jcp_identified_not_in_treatment"),
        ("discussions with a provider", ("attend",), "attended", False, "jcp_discussions_17m"),
    ],
)
def test_the_scheme_finds_and_brings_in_about_as_many(
    name: str, processes: tuple[str, ...], outcome: str, untreated_only: bool, row: str, figure: Figure
) -> None:
    pathways = tuple(p for p in range(8) if p not in TREATED) if untreated_only else tuple(range(8))
    made, target = mean_events(processes, outcome, pathways), published(row)
    figure(
        f"{name} in 17 months",
        f"{made:,.0f}",
        f"{target:,.0f}, within a factor 1.5",
        target / 1.5 <= made <= target * 1.5,
        family="published",
    )


def test_about_a_quarter_of_the_assessed_are_gone_within_30_days(figure: Figure) -> None:
    assessed = gone = 0
    for trace in runs()[0].traces:
        for i, (process, outcome) in enumerate(zip(trace.process, trace.outcome, strict=True)):
            came = (process, outcome) == ("attend", "attended") or process in ("self_refer", "justice_referral")
            if not came or trace.time[i] > WEEKS - 30 / 7:
                continue
            assessed += 1
            soon = [
                p
                for p, t in zip(trace.process[i + 1 :], trace.time[i + 1 :], strict=True)
                if t <= trace.time[i] + 30 / 7
            ]
            gone += "drop_out" in soon
    share, target = gone / assessed, published("early_exit_30d")
    assert assessed > 2000
    figure(
        "gone within 30 days of assessment",
        f"{share:.1%}",
        f"{target:.1%}, within 4 points",
        abs(share - target) <= 0.04,
        family="published",
    )


def test_deaths_are_as_frequent_as_in_the_english_cohort(figure: Figure) -> None:
    years = [one.time[:, :-1].sum() * 7 / 365.25 for one in runs()]
    deaths = [one.events[:, one.kind("die")].sum() for one in runs()]
    rate = 1000 * sum(deaths) / sum(years)
    figure("deaths per 1,000 person-years", f"{rate:.2f}", "6 to 12", 6 <= rate <= 12, family="published")
