"""Policy laws that hold of any scenario (`sanctionsim check --laws`). Adding one is its file and its line here."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulate.law import Law, Trial
from simulate.laws.conserved import CONSERVED
from simulate.laws.more_places import MORE_PLACES
from simulate.laws.no_detection import NO_DETECTION
from simulate.laws.perfect_information import PERFECT_INFORMATION
from simulate.laws.two_books import TWO_BOOKS
from simulate.laws.unlimited_places import UNLIMITED_PLACES
from simulate.laws.until_they_differ import UNTIL_THEY_DIFFER
from simulate.laws.zero_sanction import ZERO_SANCTION

LAWS: tuple[Law, ...] = (
    CONSERVED, ZERO_SANCTION, NO_DETECTION, UNLIMITED_PLACES, MORE_PLACES, TWO_BOOKS, PERFECT_INFORMATION,
    UNTIL_THEY_DIFFER,
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


def judge(trial: Trial) -> Iterator[Verdict]:
    """The verdict of every law, in order."""
    for law in LAWS:
        spared = law.spared(trial.scenario)
        yield Verdict(law, spared, () if spared else tuple(law.breaches(trial)))
