"""Numbers and findings in plain English, to three significant figures."""

import math
from collections.abc import Sequence

from results.belief_rule import Hangs
from results.comparison import Compared, Comparison
from results.estimate import Estimate
from results.outcome import Outcome

MINUS = "\N{MINUS SIGN}"
EXTRAPOLATION = "Extrapolation: no pilot of a mandatory regime ever ran."
UNTESTED = "extrapolation: no pilot of this regime ever ran"
"""Belongs to every figure of a mandatory regime."""
EXPECTED = "of what was expected given the lives lived: the same on average as of what happened, with less chance in it"
"""Of what a difference is, where an outcome has an expectation."""
MILLIONS = 1e7
"""From here on numbers are given in millions."""
WHOLE = 20
"""From here on people and events are shown whole."""
LIKELY = 0.9
LEANING = 0.75
FEW_DRAWS = 10
"""Below this, intervals are wide because draws are few."""


def number(value: float | None, *, sign: bool = False) -> str:
    """Three significant figures with thousands separators; with `sign`, a plus or a true minus before it."""
    if value is None or not math.isfinite(value):
        return "n/a"
    if value == 0:
        return "0"
    before = MINUS if value < 0 else "+" if sign else ""
    size = abs(value)
    if size >= MILLIONS:
        return f"{before}{_figures(size / 1e6, whole=False)} million"
    return before + _figures(size, whole=size >= WHOLE)


def _figures(size: float, *, whole: bool) -> str:
    """Three significant figures of a number above 0; whole: no decimals."""
    places = 2 - math.floor(math.log10(size))
    if whole:
        places = min(places, 0)
    rounded = round(size, places)
    text = f"{rounded:,.{max(0, min(places, 6))}f}"
    return text.rstrip("0").rstrip(".") if "." in text and rounded >= 1 else text


def of_expected(outcomes: Sequence[Outcome]) -> str:
    """For which of these outcomes a difference is of what was expected."""
    named = joined([f"“{one.label}”" for one in outcomes if one.expected is not None])
    return f"Differences in {named} are {EXPECTED}."


def as_happened(rows: Sequence[Compared]) -> str:
    """What differences are that are of expectations, and what they are as it happened; nothing where there are none."""
    lived = [(row.outcome, row.happened) for row in rows if row.happened is not None]
    if not lived:
        return ""
    told = joined([f"{one.label[0].lower()}{one.label[1:]} {number(gap.mean, sign=True)}" for one, gap in lived])
    return f"Difference {EXPECTED}. As it happened: {told}."


def interval(one: Estimate, *, sign: bool = False) -> str:
    """`a to b`, or that there is none."""
    if one.low is None or one.high is None:
        return "none: single run"
    return f"{number(one.low, sign=sign)} to {number(one.high, sign=sign)}"


def named(outcome: Outcome) -> str:
    """The label with its unit, unless the one says the other."""
    return outcome.label if outcome.unit in outcome.label.lower() else f"{outcome.label} ({outcome.unit})"


def more_or_less(outcome: Outcome, value: float) -> str:
    """`more` or, for what can be counted, `fewer`."""
    return "more" if value > 0 else "fewer" if outcome.countable else "less"


def sureness(one: Estimate, draws: int) -> str:
    """How sure the sign of a difference is, in a few words; with one draw only chance is spoken of."""
    if one.zero:
        return "no difference at all"
    if one.above_zero is None:
        return "not known: single run"
    way = "more" if one.mean > 0 else "less"
    chance = max(one.above_zero, 1 - one.above_zero)
    if one.settled:
        return f"{way}, not luck" if draws == 1 else f"clearly {way}"
    if chance >= LIKELY:
        return f"probably {way}"
    if chance >= LEANING:
        return f"leans to {way}"
    return "not settled"


def in_a_hundred(one: Estimate) -> str:
    """The probability of being above 0, as a number in a hundred."""
    if one.above_zero is None:
        return "unknown"
    share = 100 * one.above_zero
    if 0 < share < 1:
        return "less than 1 in 100"
    if 99 < share < 100:
        return "more than 99 in 100"
    return f"{share:.0f} in 100"


def finding(row: Compared) -> str:
    """One outcome in one or two sentences, without the names of the regimes."""
    one, outcome = row.difference, row.outcome
    if one.zero:
        return f"Exactly as many {outcome.noun} in every run."
    if one.mean == 0:
        return f"No difference in {outcome.noun} in the one run made, which says nothing of how sure that is."
    change = f"{number(abs(one.mean))} {more_or_less(outcome, one.mean)} {outcome.noun}"
    if one.low is None or one.high is None:
        return f"{change} in the one run made; how sure that is cannot be said."
    if one.settled:
        low, high = sorted((abs(one.low), abs(one.high)))
        return f"{change} (95% interval {number(low)} to {number(high)})."
    less = more_or_less(outcome, -1)
    return (
        f"The evidence does not settle whether there are more or {less} {outcome.noun}: "
        f"best estimate {number(one.mean, sign=True)}, 95% interval {interval(one, sign=True)}; "
        f"the chance of more is {in_a_hundred(one)}."
    )


def answer(made: Comparison, *, other: str, base: str) -> str:
    """The headline in a few sentences.

    other, base: what the regimes are to be called. Outcomes that hang on the belief are left to `belief_words`, which
    speaks first.
    """
    if made.draws == 1 and made.replicates == 1:
        whose = " under each belief" if made.under else ""
        single = f"One run of each regime was made{whose}, so nothing can be said of how sure any difference is."
        return f"{single} {_shown(made)}"
    if all(row.difference.zero for row in made.headline):
        return f"On no headline outcome did {other} differ from {base} in any run."
    told = [row for row in made.headline if made.hangs(row.outcome.name) not in (Hangs.DECIDES, Hangs.LEANS)]
    apart = len(told) < len(made.headline)
    sure = [row for row in told if row.difference.settled]
    unsure = [row.outcome.noun for row in told if not row.difference.settled and not row.difference.zero]
    central = made.draws == 1
    said: list[str] = []
    if sure:
        listed = joined([_short(row) for row in sure])
        said.append(f"{_given(made)}{other} would mean {listed}, compared with {base}.")
    if unsure:
        chance = "Chance and belief leave open" if made.under else "Chance leaves open"
        evidence = "Nor does the evidence settle" if apart and not sure else "The evidence does not settle"
        what = chance if central else evidence
        said.append(f"{what} whether there would be more or fewer {joined(unsure, 'or')}.")
    if unsure and not sure:
        best = joined([_short(row) for row in told if row.difference.mean != 0])
        over = f" over the {len(made.under)} beliefs" if made.under else ""
        said.append(f"Best estimates{over} are {best}, but each could have the other sign.")
    if central:
        said.append("How unsure the parameters are is not in this: with more draws of them less may be settled.")
    elif made.draws < FEW_DRAWS:
        said.append(f"Only {made.draws} draws of the parameters were made, so the intervals are wide.")
    return " ".join(said)


def _given(made: Comparison) -> str:
    """What a settled difference rests on, before it is told."""
    beliefs = f"Over the {len(made.under)} beliefs with equal weight, " if made.under else ""
    if made.draws > 1:
        return beliefs
    central = "With every parameter at its central value, "
    return f"{beliefs}{central.lower()}" if beliefs else central


def _shown(made: Comparison) -> str:
    shown = joined([_short(row) for row in made.headline if row.difference.mean != 0])
    return f"It showed {shown}." if shown else "It showed no difference."


def _short(row: Compared) -> str:
    """`13,200 more people in treatment`; people are whole from one upwards."""
    gap = row.difference.mean
    size = float(round(abs(gap))) if abs(gap) >= 1 else abs(gap)
    return f"{number(size)} {more_or_less(row.outcome, gap)} {row.outcome.noun}"


def joined(parts: list[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
