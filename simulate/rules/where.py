"""Where somebody stands: on a benefit, in treatment, known to the Jobcentre."""

import numpy as np

from scenarios.levers import Benefit
from simulate.arrays import BoolArray, FloatArray
from simulate.status import Housing, Income, Knowledge, Pathway, Sanction, Statuses

BENEFITS: dict[Benefit, Income] = {"JSA": Income.JSA, "ESA": Income.ESA, "IS": Income.IS}
REACHABLE = (Pathway.NOT_ENGAGED, Pathway.LOST, Pathway.JUST_LEFT)
"""Pathways from which a claimant can be referred."""


def among(levels: np.ndarray, *these: int) -> BoolArray:
    """Whether a level is one of these: (n,) bool."""
    found: BoolArray = np.isin(levels, these)
    return found


def in_treatment(at: Statuses) -> BoolArray:
    """In structured treatment: (n,) bool."""
    return among(at.pathway, Pathway.STABILISING, Pathway.MAINTAINED)


def out_of_treatment(at: Statuses) -> BoolArray:
    """Not engaged, lost or just left: (n,) bool."""
    return among(at.pathway, *REACHABLE)


def is_known(at: Statuses) -> BoolArray:
    """The Jobcentre knows of the dependence: (n,) bool."""
    return among(at.knowledge, Knowledge.VOLUNTEERED, Knowledge.IDENTIFIED)


def sanctioned(at: Statuses) -> BoolArray:
    """Serving a sanction, rightly or not: (n,) bool."""
    return among(at.sanction, Sanction.SANCTIONED, Sanction.WRONGED)


def on_benefit(at: Statuses) -> BoolArray:
    """On JSA, ESA or IS, the benefits that carry interviews: (n,) bool."""
    return among(at.income, *BENEFITS.values())


def seeks_work(at: Statuses) -> BoolArray:
    """Neither in work nor in prison, so able to start on the ladder towards work: (n,) bool."""
    return ~among(at.income, Income.WORK, Income.CUSTODY)


def by_benefit(at: Statuses, *, jsa: float, esa: float, income_support: float) -> FloatArray:
    """A number for each of the three benefits, 0 off them: (n,) float64."""
    return np.select([at.income == income for income in BENEFITS.values()], [jsa, esa, income_support], 0.0)


def homeless(at: Statuses, ratio: float) -> FloatArray:
    """`ratio` for homeless claimants, 1 for the others: (n,) float64."""
    return np.where(at.housing == Housing.HOMELESS, ratio, 1.0)
