"""Two books: what happened, and what benefits agency, treatment monitoring, police and death registration would show.

People who deny drug use when asked, or who stop claiming, vanish from the books, so a regime that does harm can look
successful. Each figure of the books is the truth less what was concealed, less who is gone unseen, less what was not
written down; with nothing concealed, leavers followed and perfect records the two books are the same number.
Source: parameters.yaml, group records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from simulate.arrays import FloatArray
from simulate.ledger import Ledger
from simulate.observation import Observation
from simulate.once import once
from simulate.status import TREATED, Income, Knowledge, Pathway, Use

ON_THE_BOOKS = (Income.JSA, Income.ESA, Income.IS, Income.ALLOWANCE)
GONE = (Income.WORK, Income.NOTHING, Income.CUSTODY)
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Book:
    """One figure in both books, claimants made, by period: all (periods,).

    truth: what happened. concealed, gone, unwritten: what the books lack of it, and why; `more`: what they show
    besides.
    """

    name: str
    label: str
    unit: str
    truth: FloatArray
    concealed: FloatArray
    gone: FloatArray
    unwritten: FloatArray
    more: FloatArray

    @property
    def recorded(self) -> FloatArray:
        """What the books show: (periods,)."""
        return self.truth - self.concealed - self.gone - self.unwritten + self.more


FIGURES: Mapping[str, tuple[str, str]] = {
    "dependent": ("Dependent claimants", "person-weeks"),
    "untreated": ("Dependent and not in treatment", "person-weeks"),
    "starts": ("Treatment starts", "starts"),
    "discussions": ("Referrals that led to a discussion", "discussions"),
    "offences": ("Offences", "offences"),
    "deaths": ("Deaths", "deaths"),
    "into_work": ("Left benefit for work", "moves"),
}
"""Name of a figure -> its label and unit, in the order of `books`."""


@once
def books(seen: Observation, values: Mapping[str, float]) -> tuple[Book, ...]:
    """Every figure in both books."""
    followed = values["records.follow_leavers"]
    none = np.zeros(len(seen.time))

    def people(name: str, **levels: object) -> Book:
        truth, _, denied, off = _seen_and_unseen(seen, **levels)
        return Book(name, *FIGURES[name], truth, denied, (1 - followed) * off, none, none)

    def written(name: str, truth: FloatArray, share: float) -> Book:
        return Book(name, *FIGURES[name], truth, none, none, (1 - share) * truth, none)

    moves = seen.moves["income"]
    leave = list(ON_THE_BOOKS)
    to_work = moves[:, :, leave, Income.WORK].sum(axis=(1, 2)).astype(np.float64)
    unseen = moves[:, :, leave, Income.NOTHING].sum(axis=(1, 2)).astype(np.float64)
    untreated = tuple(p for p in Pathway if p not in TREATED)
    offences = seen.expected[:, [seen.counts.index(c) for c in ("offences", "offences_from_lost_income")]].sum(axis=1)
    return (
        people("dependent", use=Use.DEPENDENT),
        people("untreated", use=Use.DEPENDENT, pathway=untreated),
        written("starts", _count(seen, "place", "started"), values["records.treatment"]),
        written("discussions", _count(seen, "attend", "attended"), values["records.jobcentre"]),
        written("offences", offences, values["records.police"]),
        written("deaths", _count(seen, "die", "died"), values["records.deaths"]),
        Book("into_work", *FIGURES["into_work"], to_work, none, none, none, (1 - followed) * unseen),
    )


def _seen_and_unseen(seen: Observation, **levels: object) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Person-weeks of people with these levels: all, on the books, denied when asked, off benefit; each (periods,)."""

    def weeks(**more: object) -> FloatArray:
        total: FloatArray = seen.time[:, seen.where(**levels, **more)].sum(axis=1)
        return total

    open_ = tuple(k for k in Knowledge if k != Knowledge.CONCEALED)
    visible = weeks(income=ON_THE_BOOKS, knowledge=open_)
    denied = weeks(income=ON_THE_BOOKS, knowledge=Knowledge.CONCEALED)
    return weeks(), visible, denied, weeks(income=GONE)


def _count(seen: Observation, process: str, outcome: str) -> FloatArray:
    total: FloatArray = seen.events[:, seen.kind(process, outcome)].sum(axis=(1, 2)).astype(np.float64)
    return total


def _imbalances(seen: Observation) -> Iterator[str]:
    truth, visible, denied, off = _seen_and_unseen(seen, use=Use.DEPENDENT)
    for period in np.flatnonzero(np.abs(truth - visible - denied - off) > ROUNDING * truth):
        yield f"dependent people, period {period + 1}: on the books, hidden and gone do not make all there are"


BOOKS = Ledger("two books", _imbalances)
