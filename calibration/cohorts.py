"""What became of people who were followed from an event on: targets that need a cohort and not a count.

Each function takes what was seen and the weeks in which the event must fall; the docstring is its definition.
"""

from collections.abc import Callable

import numpy as np

from calibration.lives import GONE, Lives
from calibration.seen import WEEKS_A_YEAR, Seen
from simulate.arrays import BoolArray, FloatArray, IntArray
from simulate.status import TREATED, Income, Pathway, Support, Use

Weeks = tuple[float, float]
MONTH, THIRTY_DAYS, THREE_WEEKS, TWELVE_WEEKS = WEEKS_A_YEAR / 12, 30 / 7, 3.0, 12.0
QUARTER, HALF_YEAR, YEAR = 13.0, WEEKS_A_YEAR / 2, WEEKS_A_YEAR
ENDED = (Pathway.LOST, Pathway.JUST_LEFT)


def _treated(levels: np.ndarray) -> BoolArray:
    return np.isin(levels, TREATED)


def _where(lives: Lives, wanted: BoolArray, weeks: Weeks) -> IntArray:
    return np.flatnonzero(wanted & (lives.time >= weeks[0]) & (lives.time < weeks[1]))


def _assessed(lives: Lives) -> BoolArray:
    return np.asarray((lives.became("pathway") == Pathway.QUEUED) & (lives.was("pathway") != Pathway.QUEUED))


def _starts(lives: Lives) -> BoolArray:
    return np.asarray((lives.was("pathway") == Pathway.QUEUED) & (lives.became("pathway") == Pathway.STABILISING))


def _leaves(lives: Lives) -> BoolArray:
    return _treated(lives.was("pathway")) & ~_treated(lives.became("pathway"))


def _drops(lives: Lives) -> BoolArray:
    return np.asarray(_leaves(lives) & (lives.became("pathway") == Pathway.JUST_LEFT))


def _convicted(lives: Lives) -> BoolArray:
    return np.asarray((lives.process == "arrest") & np.isin(lives.outcome, ("custody", "community order")))


def _share(of: np.ndarray) -> float:
    return float(np.mean(of)) if len(of) else float("nan")


def _early(lives: Lives, weeks: Weeks) -> tuple[BoolArray, BoolArray]:
    """Of each assessed: whether gone before a start, and whether gone within 30 days after it."""
    came = _where(lives, _assessed(lives), weeks)
    begins = lives.next(came, _starts(lives))
    gone = lives.wait(came, (lives.was("pathway") == Pathway.QUEUED) & np.isin(lives.became("pathway"), ENDED))
    never = gone < np.where(begins >= 0, lives.time[begins] - lives.time[came], np.inf)
    started = (begins >= 0) & ~never
    soon = np.zeros(len(came), np.bool_)
    soon[started] = lives.wait(begins[started], _drops(lives)) < THIRTY_DAYS
    return never, soon


def early_exit(seen: Seen, weeks: Weeks) -> float:
    """Of those assessed, the share who drop out before starting or within 30 days of starting."""
    never, soon = _early(seen.lives, weeks)
    return _share(never | soon)


def early_exit_before_start(seen: Seen, weeks: Weeks) -> float:
    """Of those who drop out between assessment and 30 days in treatment, the share who never started."""
    never, soon = _early(seen.lives, weeks)
    return _share(never[never | soon])


def starts_within_three_weeks(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share within three weeks of the assessment."""
    lives = seen.lives
    came = _where(lives, _assessed(lives), weeks)
    waits = lives.wait(came, _starts(lives))
    ended = lives.wait(came, lives.became("pathway") != Pathway.QUEUED)
    started = np.isfinite(waits) & (waits <= ended)
    return _share(waits[started] <= THREE_WEEKS)


def kept_twelve_weeks(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share still in treatment after twelve weeks."""
    lives = seen.lives
    return _share(lives.wait(_where(lives, _starts(lives), weeks), _leaves(lives)) > TWELVE_WEEKS)


def dropped_in_two_years(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share whose treatment ends unplanned within two years."""
    lives = seen.lives
    begun = _where(lives, _starts(lives), weeks)
    return _share(_ended_so(lives, begun, _drops(lives), within=2 * YEAR))


def _ended_so(lives: Lives, begun: IntArray, so: BoolArray, *, within: float) -> BoolArray:
    """Whether the treatment that begins at these events ends so within these weeks."""
    end = lives.next(begun, _leaves(lives))
    return (end >= 0) & so[end] & (lives.time[end] - lives.time[begun] <= within)


def in_contact(seen: Seen, weeks: Weeks) -> float:
    """People in treatment at any time in the weeks."""
    lives = seen.lives
    people = np.arange(seen.followed)
    inside = _treated(lives.level_at("pathway", people, np.full(seen.followed, weeks[0])))
    inside[lives.who[_where(lives, _starts(lives), weeks)]] = True
    return float(inside.sum() * seen.each)


def effective_share(seen: Seen, weeks: Weeks) -> float:
    """Of people in treatment in the weeks, the share whose stay lasts twelve weeks or more, or was completed."""
    lives = seen.lives
    people = np.arange(seen.followed)
    stock = int(_treated(lives.level_at("pathway", people, np.full(seen.followed, weeks[0]))).sum())
    begun = _where(lives, _starts(lives), weeks)
    long = (lives.wait(begun, _leaves(lives)) >= TWELVE_WEEKS) | _ended_so(
        lives, begun, lives.became("pathway") == Pathway.COMPLETED, within=TWELVE_WEEKS
    )
    # Who is inside already when the weeks begin has for the most part been so for long.
    return float((stock + long.sum()) / (stock + len(begun)))


def completed_for_good(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share who five years on have completed and not come back within six months of it."""
    lives = seen.lives
    begun = _where(lives, _starts(lives), weeks)
    first = begun[np.unique(lives.who[begun], return_index=True)[1]]
    done = lives.next(first, lives.became("pathway") == Pathway.COMPLETED)
    last = np.full(len(first), -1)
    while (more := done >= 0).any():
        last[more] = done[more]
        done = np.where(more, lives.next(np.maximum(done, 0), lives.became("pathway") == Pathway.COMPLETED), -1)
    back = np.full(len(first), np.inf)
    ever = last >= 0
    back[ever] = lives.wait(last[ever], _assessed(lives))
    return _share(ever & (back > HALF_YEAR))


def back_within_a_year(seen: Seen, weeks: Weeks) -> float:
    """Of unplanned exits from treatment, the share assessed again within a year."""
    lives = seen.lives
    return _share(lives.wait(_where(lives, _drops(lives), weeks), _assessed(lives)) <= YEAR)


def _abstinent(lives: Lives, weeks: Weeks, later: float) -> float:
    done = _where(lives, lives.became("pathway") == Pathway.COMPLETED, weeks)
    use = lives.level_at("use", lives.who[done], lives.time[done] + later)
    return _share(use == Use.RECOVERED)


def abstinent_after_half_a_year(seen: Seen, weeks: Weeks) -> float:
    """Of those who completed treatment, the share no longer dependent six months later."""
    return _abstinent(seen.lives, weeks, HALF_YEAR)


def abstinent_after_two_and_a_half_years(seen: Seen, weeks: Weeks) -> float:
    """Of those who completed treatment, the share no longer dependent two and a half years later."""
    return _abstinent(seen.lives, weeks, 2.5 * YEAR)


def _at_start(seen: Seen, weeks: Weeks, later: float, axis: str) -> np.ndarray:
    lives = seen.lives
    begun = _where(lives, _starts(lives), weeks)
    return lives.level_at(axis, lives.who[begun], lives.time[begun] + later)


def works_at_start(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share in work at that time."""
    return _share(_at_start(seen, weeks, 0.0, "income") == Income.WORK)


def works_at_follow_up(seen: Seen, weeks: Weeks) -> float:
    """Of people alive eight months after a treatment start, the share in work."""
    levels = _at_start(seen, weeks, 8 * MONTH, "income")
    return _share(levels[levels != GONE] == Income.WORK)


def treated_at_four_months(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share in treatment four months later."""
    return _share(_treated(_at_start(seen, weeks, 4 * MONTH, "pathway")))


def recovered_at_four_months(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share no longer dependent, in prison or dead four months later."""
    levels, income = (_at_start(seen, weeks, 4 * MONTH, axis) for axis in ("use", "income"))
    return _share((levels != Use.DEPENDENT) | (income == Income.CUSTODY))


def any_work(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share with any work in the 17 months that follow."""
    lives = seen.lives
    begun = _where(lives, _starts(lives), weeks)
    wait = lives.wait(begun, lives.became("income") == Income.WORK)
    return _share((lives.became("income")[begun] == Income.WORK) | (wait <= 17 * MONTH))


def _trainees(lives: Lives, weeks: Weeks) -> IntArray:
    return _where(
        lives, (lives.became("support") == Support.TRAINING) & (lives.was("support") != Support.TRAINING), weeks
    )


def trainees_in_a_job(seen: Seen, weeks: Weeks) -> float:
    """Of starts of training for work, the share who get a job within a year."""
    lives = seen.lives
    return _share(lives.wait(_trainees(lives, weeks), _hired(lives)) <= YEAR)


def trainees_kept_a_job(seen: Seen, weeks: Weeks) -> float:
    """Of starts of training for work, the share who get a job within 18 months and keep it for 13 weeks."""
    lives = seen.lives
    begun = _trainees(lives, weeks)
    hired = lives.next(begun, _hired(lives))
    soon = (hired >= 0) & (lives.time[hired] - lives.time[begun] <= 1.5 * YEAR)
    kept: FloatArray = lives.wait(np.maximum(hired, 0), lives.was("income") == Income.WORK)
    return _share(soon & (kept >= QUARTER))


def _hired(lives: Lives) -> BoolArray:
    return np.asarray((lives.became("income") == Income.WORK) & (lives.was("income") != Income.WORK))


def convictions_of_drop_outs(seen: Seen, weeks: Weeks) -> float:
    """Of convictions within two years of a start by people with a record, the share of those who dropped out."""
    lives = seen.lives
    begun = _where(lives, _starts(lives) & (lives.was("record") == 1), weeks)
    dropped = _ended_so(lives, begun, _drops(lives), within=2 * YEAR)
    number = _events_within(lives, begun, _convicted(lives), 0.0, 2 * YEAR)
    return float(number[dropped].sum() / number.sum()) if number.sum() else float("nan")


def convicted_before(seen: Seen, weeks: Weeks) -> float:
    """Of treatment starts, the share with a conviction in the two years before."""
    lives = seen.lives
    begun = _where(lives, _starts(lives), weeks)
    return _share(_events_within(lives, begun, _convicted(lives), -2 * YEAR, 0.0) > 0)


def _events_within(lives: Lives, of: IntArray, wanted: BoolArray, begin: float, end: float) -> IntArray:
    """How many wanted events of the same person fall between two times relative to these events: (n,)."""
    sums = np.append(0, np.cumsum(wanted))
    at = lives.key[of]
    return np.asarray(
        sums[np.searchsorted(lives.key, at + end, side="right")] - sums[np.searchsorted(lives.key, at + begin)],
        np.int64,
    )


COHORTS: dict[str, Callable[[Seen, Weeks], float]] = {
    function.__name__: function
    for function in (
        early_exit, early_exit_before_start, starts_within_three_weeks, kept_twelve_weeks, dropped_in_two_years,
        in_contact, effective_share, completed_for_good, back_within_a_year, abstinent_after_half_a_year,
        abstinent_after_two_and_a_half_years, works_at_start, works_at_follow_up, treated_at_four_months,
        recovered_at_four_months, any_work, trainees_in_a_job, trainees_kept_a_job, convictions_of_drop_outs,
        convicted_before,
    )
}  # fmt: skip
