"""Sanctions as a renewal process of fixed lengths.

A claimant who must come to an assessment and never does: the deadline d passes, the breach is decided after w weeks,
and with chance s a sanction of L1, L2 or L3 weeks follows, by the step of the ladder; then the deadline begins anew.
All lengths are fixed, so the number of sanctions begun by week T follows by counting: with f(t, n) the chance that a
cycle begins t weeks after the first deadline, n sanctions having begun,
    f(t + w + d, n) += (1 - s) f(t, n)          f(t + w + L + d, n + 1) += s f(t, n)
and the first deadline falls evenly within d. Counts by chi-square, weeks under sanction by their mean.
Planted: a decision a week late.
"""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pytest

from simulate.arrays import FloatArray
from simulate.processes.decide import DECIDE
from simulate.status import Income, Knowledge, Ladder, Mandate, Pathway, Sanction
from tests.conftest import Figure
from tests.simulate.bench import Groups, outcomes, regime
from tests.simulate.exact.small import Lived, compiled, live, only, started
from tests.statistics import Compared, chi_square, compare, given, join, seed_of

D, LENGTHS = 5, (2, 4, 13)
CLAIMANTS, WEEKS = 12_000, 70
OPENING: Groups = {
    "pathway": Pathway.APPOINTED, "mandate": Mandate.REQUIRED, "knowledge": Knowledge.IDENTIFIED, "income": Income.JSA,
}  # fmt: skip


def rules(decided_in: int = 3) -> Groups:
    return {
        "oblige": {"attend_assessment": True, "deadline": f"{D} weeks", "benefits": ["JSA"]},
        "sanction": {
            "jsa": {"share_of_benefit": 1.0, "weeks": [f"{one} weeks" for one in LENGTHS]},
            "decision_time": f"{decided_in} weeks",
        },
    }  # fmt: skip


def chance_of_a_sanction() -> float:
    chance = outcomes(DECIDE, regime(**rules()), sanction=Sanction.PENDING, **OPENING)
    return chance["sanctioned"] + chance["good cause refused"]


def counts(weeks: float, decided_in: int, s: float) -> tuple[FloatArray, float, float]:
    """Chance of each number of sanctions begun within so many weeks of the first deadline; the mean weeks under
    sanction by then, and the mean number of decisions.
    """
    begins: dict[tuple[int, int], float] = defaultdict(float, {(0, 0): 1.0})
    number: Mapping[int, float] = defaultdict(float)
    served = decided = 0.0
    for t in range(int(weeks) + 1):
        for n in range(int(weeks) + 1):
            chance = begins.pop((t, n), 0.0)
            if not chance:
                continue
            at = t + decided_in
            if at > weeks:
                number[n] += chance  # type: ignore[index]
                continue
            decided += chance
            length = LENGTHS[min(n, 2)]
            served += chance * s * min(length, weeks - at)
            begins[at + D, n] += chance * (1 - s)
            begins[at + length + D, n + 1] += chance * s
    for (_, n), chance in begins.items():
        number[n] += chance  # type: ignore[index]
    return np.array([number[n] for n in range(max(number) + 1)]), served, decided


def exact(weeks: int, decided_in: int = 3) -> tuple[FloatArray, float, float]:
    """The same `weeks` after the start, the first deadline falling evenly within D."""
    parts = [counts(weeks - D + k, decided_in, chance_of_a_sanction()) for k in range(D)]
    # Within the week that the last whole one leaves over, sanctions that run go on: on average for half of it.
    later = [counts(weeks - D + k + 1, decided_in, chance_of_a_sanction())[1] for k in range(D)]
    longest = max(len(part[0]) for part in parts)
    number = np.mean([np.pad(part[0], (0, longest - len(part[0]))) for part in parts], axis=0)
    served = np.mean([(part[1] + more) / 2 for part, more in zip(parts, later, strict=True)])
    return number, float(served), float(np.mean([part[2] for part in parts]))


def world(decided_in: int = 3) -> Lived:
    it = compiled(regime(**rules(decided_in)), only("deadline", "decide", "sanction_ends"), opening=OPENING)
    start = started(it, claimants=CLAIMANTS, weeks=2, seed=seed_of("renewal"), **OPENING)
    return live(it, start, weeks=WEEKS)


def judged(seen: Lived, decided_in: int = 3) -> Compared:
    found = []
    for weeks in (20, 40, WEEKS):
        inside = seen.time < weeks
        at = seen.world.table.statuses()
        of_row = np.append(at.sanction, 0)
        punished = seen.struck("decide") & np.isin(of_row[seen.after], (Sanction.SANCTIONED, Sanction.WRONGED)) & inside
        begun = np.bincount(seen.who[punished], minlength=CLAIMANTS)
        number, served, decided = exact(weeks, decided_in)
        got = np.bincount(begun, minlength=len(number)).astype(float)
        assert len(got) == len(number), "no more sanctions than there can be"
        found.append(given("renewal", [f"sanctions within {weeks} weeks"], [chi_square(got, number * CLAIMANTS)]))
        ended = seen.struck("sanction_ends") & inside
        weeks_of = np.full(CLAIMANTS, 0.0)
        np.add.at(weeks_of, seen.who[ended], seen.time[ended])
        np.add.at(weeks_of, seen.who[punished], -seen.time[punished])
        weeks_of += weeks * (begun - np.bincount(seen.who[ended], minlength=CLAIMANTS))
        decisions = np.bincount(seen.who[seen.struck("decide") & inside], minlength=CLAIMANTS)
        got_means, want = [weeks_of.mean(), decisions.mean()], [served, decided]
        spread = [max(one.std(ddof=1), 1e-9) / np.sqrt(CLAIMANTS) for one in (weeks_of, decisions)]
        names = [f"weeks under sanction within {weeks}", f"decisions within {weeks}"]
        found.append(compare("renewal", names, got_means, want, spread))
    return join(*found)


@pytest.mark.short
def test_sanctions_are_counted_as_a_renewal_process_of_fixed_lengths(figure: Figure) -> None:
    judged(world()).note(figure, "Sanctions, decisions, weeks under sanction within 20, 40 and 70 weeks")


def test_a_planted_error_is_found() -> None:
    assert judged(world(decided_in=4), decided_in=3).failures


@pytest.mark.parametrize("weeks", [20, 70])
def test_the_counting_is_of_chances(weeks: int) -> None:
    number, served, decided = exact(weeks)
    assert number.sum() == pytest.approx(1) and (number >= 0).all()
    assert 0 < served < weeks and decided <= weeks / (D + 3) + 1
    assert len(LENGTHS) - 1 == Ladder.THIRD
