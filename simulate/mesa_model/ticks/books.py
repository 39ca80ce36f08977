"""Section 11, the Jobcentre's books: what rules on recorded figures judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import floor, nan
from typing import TYPE_CHECKING

from scenarios.recorded import Metric
from scenarios.units import IN_A_WEEK
from simulate.mesa_model.life import Event
from simulate.mesa_model.shared.where import known, on_benefit, sanctioned
from simulate.status import Income, Knowledge, Pathway, Use

if TYPE_CHECKING:
    from simulate.mesa_model.model import Scheme

A_MONTH, A_YEAR = 1 / IN_A_WEEK["months"], 1 / IN_A_WEEK["years"]
"""Weeks."""


def entries(event: Event) -> list[str]:
    """Under which headings an event belongs in the books."""
    was, now = event.before, event.after
    if now is None:
        return []
    belongs = {
        "identified": not known(was) and known(now),
        "referrals": was.pathway != Pathway.APPOINTED and now.pathway == Pathway.APPOINTED and on_benefit(now),
        "discussions": was.pathway == Pathway.APPOINTED and now.pathway == Pathway.QUEUED,
        "starts": was.pathway == Pathway.QUEUED and known(was) and now.pathway == Pathway.STABILISING,
        "sanctions": not sanctioned(was) and sanctioned(now),
        "left": on_benefit(was) and known(was) and not on_benefit(now) and now.income != Income.ALLOWANCE,
    }
    return [heading for heading, here in belongs.items() if here]


class Books:
    """What was written down in each week and area, in people of England; whom the books presume dependent."""

    def __init__(self, model: Scheme) -> None:
        self.model = model
        self.written: list[Counter[tuple[str, int]]] = []
        self.presumed: list[Counter[int]] = []

    def note(self) -> None:
        """Of each event of the week a share is written down, person by person, with luck of its own."""
        model, written = self.model, Counter[tuple[str, int]]()
        for event in model.lately:
            for heading in entries(event):
                thrown = model.dice.throw(f"record.{heading}", who=event.who.number, k=model.week)
                if thrown < model.numbers.records.jobcentre:
                    written[heading, event.who.area] += 1
        self.written.append(written)
        self.presumed.append(
            Counter(
                one.area
                for one in model.claimants
                if one.alive and on_benefit(one) and one.use == Use.DEPENDENT and one.knowledge != Knowledge.CONCEALED
            )
        )

    def figure(self, metric: Metric, areas: Sequence[int], *, since: float, until: float) -> float:
        """A recorded figure of some areas together; nan where there is none."""
        weeks = range(floor(since), floor(until))
        if not weeks or not areas:
            return nan

        def total(heading: str) -> float:
            return self.model.weight * sum(self.written[week][heading, area] for week in weeks for area in areas)

        if metric == "take_up":
            return total("discussions") / total("referrals") if total("referrals") else nan
        if metric == "identified_share":
            stock = self.model.weight * sum(self.presumed[week][area] for week in weeks for area in areas) / len(weeks)
            return total("identified") / len(weeks) * A_YEAR / stock if stock else nan
        heading = {"starts_from_jobcentre": "starts", "left_benefit": "left"}.get(metric, metric)
        return total(heading) / len(weeks) * A_MONTH
