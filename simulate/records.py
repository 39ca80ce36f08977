"""What the Jobcentre writes down, week by week and area by area: the figures that adaptive rules judge.

Of what happens a share is written down (`records.jobcentre`), person by person and week by week with luck of its own;
the books know nothing of who conceals or is gone. Figures: scenarios/recorded.py.
"""

from collections.abc import Callable

import numpy as np

from scenarios.recorded import Metric
from scenarios.units import IN_A_WEEK
from simulate.arrays import BoolArray, FloatArray, IntArray
from simulate.luck import luck_for
from simulate.rules import is_known, on_benefit, sanctioned
from simulate.status import Income, Knowledge, Pathway, Use
from simulate.world import World

A_MONTH = 1 / IN_A_WEEK["months"]
"""Weeks."""
A_YEAR = 1 / IN_A_WEEK["years"]
WRITTEN = ("identified", "referrals", "discussions", "starts", "sanctions", "left")


class Records:
    """Recorded events by week, kind and area, and whom the books presume dependent.

    counts: for each week lived a (kinds, areas) array of people for England. presumed: the same, (areas,) stock.
    """

    def __init__(self, world: World) -> None:
        at = world.table.statuses()
        known, benefit = world.flag(is_known(at)), world.flag(on_benefit(at))
        appointed, queued = world.flag(at.pathway == Pathway.APPOINTED), world.flag(at.pathway == Pathway.QUEUED)
        stabilising = world.flag(at.pathway == Pathway.STABILISING)
        serves = world.flag(sanctioned(at))
        gone = world.flag(~on_benefit(at) & (at.income != Income.ALLOWANCE))
        on_books = on_benefit(at) & (at.use == Use.DEPENDENT) & (at.knowledge != Knowledge.CONCEALED)
        self.on_books = world.flag(on_books)
        self.kinds: dict[str, tuple[BoolArray, BoolArray]] = {
            "identified": (~known, known),
            "referrals": (~appointed, appointed & benefit),
            "discussions": (appointed, queued),
            "starts": (queued & known, stabilising),
            "sanctions": (~serves, serves),
            "left": (benefit & known, gone),
        }
        self.share = world.values["records.jobcentre"]
        self.luck = luck_for(seed=world.seed, replicate=world.replicate, names=tuple(f"record.{k}" for k in WRITTEN))
        self.areas = len(world.regime_of_area)
        self.counts: list[FloatArray] = []
        self.presumed: list[FloatArray] = []

    def note(self, world: World) -> None:
        """Write down the week that has just been lived."""
        now = np.zeros((len(WRITTEN), self.areas))
        for batch in world.events:
            for k, kind in enumerate(WRITTEN):
                was, is_ = self.kinds[kind]
                who = batch.who[was[batch.before] & is_[batch.after]]
                heads = self.luck.uniform(who=world.who.number[who], name=k, k=world.week)
                written: IntArray = who[heads < self.share]
                now[k] += np.bincount(world.who.area[written], minlength=self.areas)
        self.counts.append(now * world.who.weight)
        there = self.on_books[world.lives.row]
        stock = np.bincount(world.who.area[there], minlength=self.areas).astype(np.float64)
        self.presumed.append(stock * world.who.weight)

    def figure(self, metric: Metric, *, since: float, until: float, where: BoolArray) -> float:
        """A recorded figure of some areas together, over a window in weeks of the run; nan where there is none.

        where: (areas,) bool.
        """
        first, last = int(np.floor(since)), int(np.floor(until))
        if last <= first or not where.any():
            return float("nan")
        weeks = last - first
        written = np.sum(self.counts[first:last], axis=0)[:, where].sum(axis=1)
        total = dict(zip(WRITTEN, written, strict=True))

        def a_month(kind: str) -> float:
            return float(total[kind] / weeks * A_MONTH)

        def share(part: float, whole: float) -> float:
            return float(part / whole) if whole else float("nan")

        stock = float(np.mean([week[where].sum() for week in self.presumed[first:last]]))
        made: dict[Metric, Callable[[], float]] = {
            "identified": lambda: a_month("identified"),
            "referrals": lambda: a_month("referrals"),
            "discussions": lambda: a_month("discussions"),
            "starts_from_jobcentre": lambda: a_month("starts"),
            "take_up": lambda: share(total["discussions"], total["referrals"]),
            "identified_share": lambda: share(total["identified"] / weeks * A_YEAR, stock),
            "sanctions": lambda: a_month("sanctions"),
            "left_benefit": lambda: a_month("left"),
        }
        return made[metric]()
