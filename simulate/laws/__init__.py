"""Policy laws that hold of any scenario (`sanctionsim check --laws`). Adding one is its file and its line here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulate.law import Law, Trial
from simulate.laws.another_name import ANOTHER_NAME
from simulate.laws.another_order import ANOTHER_ORDER
from simulate.laws.conserved import CONSERVED
from simulate.laws.deadlier import DEADLIER
from simulate.laws.groups_add_up import GROUPS_ADD_UP
from simulate.laws.money_kept import MONEY_KEPT
from simulate.laws.more_places import MORE_PLACES
from simulate.laws.no_detection import NO_DETECTION
from simulate.laws.no_dose import NO_DOSE
from simulate.laws.no_tomorrow import NO_TOMORROW
from simulate.laws.parts_make_the_whole import PARTS_MAKE_THE_WHOLE
from simulate.laws.perfect_information import PERFECT_INFORMATION
from simulate.laws.stocks_and_flows import STOCKS_AND_FLOWS
from simulate.laws.two_books import TWO_BOOKS
from simulate.laws.unlimited_places import UNLIMITED_PLACES
from simulate.laws.until_they_differ import UNTIL_THEY_DIFFER
from simulate.laws.zero_sanction import ZERO_SANCTION
from simulate.observation import Lost

LAWS: tuple[Law, ...] = (
    CONSERVED, STOCKS_AND_FLOWS, GROUPS_ADD_UP, MONEY_KEPT, ANOTHER_NAME, ANOTHER_ORDER, NO_TOMORROW, UNTIL_THEY_DIFFER,
    ZERO_SANCTION, NO_DOSE, NO_DETECTION, UNLIMITED_PLACES, MORE_PLACES, PARTS_MAKE_THE_WHOLE, DEADLIER, TWO_BOOKS,
    PERFECT_INFORMATION,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a law says of a scenario. spared: why it says nothing. breaches: what does not hold."""

    law: Law
    spared: str | None
    breaches: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.breaches


def breaches_of(law: Law, trial: Trial) -> tuple[str, ...]:
    """What speaks against a law; a run that does not balance, and so gives no result, speaks against any."""
    try:
        return tuple(law.breaches(trial))
    except Lost as lost:
        return (str(lost),)


def judge(trial: Trial, laws: Sequence[Law] | None = None) -> Iterator[Verdict]:
    """The verdict of every law, in order. laws: of these alone."""
    for law in LAWS if laws is None else laws:
        spared = law.spared(trial.scenario)
        yield Verdict(law, spared, () if spared else breaches_of(law, trial))
