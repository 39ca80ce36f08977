"""Who waited because somebody else was sent: volunteers behind mandated referrals in the queue for treatment."""

import numpy as np

from results.blocks import Block, Prose
from results.mixture import mixture
from results.outcome import Values
from results.paired import paired_table
from results.section import Context, Section
from results.spread import ranged, ratio, spread
from results.words import interval, number
from simulate.arrays import FloatArray
from simulate.ledgers.displacement import displacement
from simulate.observation import Observation

NAME = "queue"
ROWS = (
    "Volunteers who were made to wait",
    "of whom started later",
    "of whom were lost from the queue",
    "of whom still wait at the end",
    "Time they had waited, person-weeks",
)


def _read(seen: Observation, values: Values) -> FloatArray:
    """The ledger in England: (ROWS,)."""
    one = displacement(seen)
    ends = (one.volunteers.sum(), one.started.sum(), one.lost.sum(), one.waiting[-1], one.weeks.sum())
    return np.array(ends, np.float64) * seen.weight


def build(context: Context) -> tuple[Block, ...]:
    """A table, or that nobody waited so."""
    array = context.gathered.arrays[NAME]
    said = Prose(
        "A volunteer is displaced when a mandated referral who came later is given the place. That needs a queue: with "
        "a place for everybody nobody is displaced."
    )
    if not array.any():
        return said, Prose("In no run was anybody displaced: there was a place for everybody who came.")
    table = paired_table(context, array, ROWS, caption="Displaced volunteers, England", head="Volunteers displaced")
    return said, Prose(_finding(context, array)), table


def _finding(context: Context, array: FloatArray) -> str:
    told = []
    for index, label in enumerate(context.labels):
        people, weeks = array[index, :, :, 0], array[index, :, :, 4]
        if not people.any():
            told.append(f"{label}: nobody was displaced.")
            continue
        each = f", {ranged(ratio(weeks, people, 1))} weeks on average" if weeks.any() else ""
        told.append(f"{label}: {ranged(spread(people))} volunteers waited because of a mandated referral{each}.")
    if len(array) == 2:
        gap = mixture(context.gathered.by_belief(array[1, :, :, 0] - array[0, :, :, 0]))
        told.append(f"Difference: {number(gap.mean, sign=True)} (95% interval {interval(gap, sign=True)}).")
    return " ".join(told)


QUEUE = Section("queue", "Who waited because somebody else was sent", build, {NAME: _read})
