"""What is said of an outcome that hangs on whose belief is taken, in plain sentences."""

from collections.abc import Callable, Iterable, Mapping

from results.belief_rule import Hangs, best, sign
from results.comparison import Compared, Comparison
from results.estimate import Estimate
from results.words import joined, more_or_less

NOT_SETTLED = "The evidence does not settle this."
DECIDES = "The choice of belief, not the data, decides"
NO_CLASH = "On no headline outcome does the best estimate change sign with the belief."
NOT_KNOWN = "One run of each regime was made under each belief, so whether the belief decides cannot be said."
OPEN, CLOSE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


def quoted(label: str) -> str:
    """A belief as it is named in sentences."""
    return f"{OPEN}{label}{CLOSE}"


def hanging(made: Comparison, found: Hangs, rows: Iterable[Compared] | None = None) -> tuple[Compared, ...]:
    """The outcomes that hang on the belief in this way: of the headline ones if no rows are given."""
    among = made.headline if rows is None else rows
    return tuple(row for row in among if made.hangs(row.outcome.name) is found)


def clash(made: Comparison, labels: Mapping[str, str]) -> str:
    """What is to be said first where beliefs disagree on the sign of a headline outcome; "" where they do not.

    labels: belief -> its short name.
    """
    decided, leaning = (hanging(made, found) for found in (Hangs.DECIDES, Hangs.LEANS))
    if not decided and not leaning:
        return ""
    said = [NOT_SETTLED]
    if decided:
        ways = _ways(made, decided, labels, sign)
        said.append(f"On {_numbers(decided)}, beliefs lead to opposite answers: {ways}.")
        said.append(f"{DECIDES} {'it' if len(decided) == 1 else 'them'}.")
    if leaning and decided:
        lean = "leans" if len(leaning) == 1 else "lean"
        said.append(f"{_numbers(leaning).capitalize()} {lean} on the belief too: best estimates differ in sign there.")
    elif leaning:
        said.append(
            f"On {_numbers(leaning)}, best estimates differ in sign with the belief: "
            f"{_ways(made, leaning, labels, best)}. No two beliefs settle opposite answers, but the choice may decide."
        )
    return " ".join(said)


def verdict(made: Comparison, labels: Mapping[str, str]) -> str:
    """`clash`, or that beliefs do not disagree, or that it cannot be said."""
    if hanging(made, Hangs.UNKNOWN):
        return NOT_KNOWN
    return clash(made, labels) or NO_CLASH


def _ways(
    made: Comparison, rows: tuple[Compared, ...], labels: Mapping[str, str], side: Callable[[Estimate], int]
) -> str:
    """`fewer deaths and offences under X, more under Y`; rows that lie alike are told together, one needs no name."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        under = made.differences(row.outcome.name)
        less, more = (joined([quoted(labels[name]) for name, one in under.items() if side(one) == s]) for s in (-1, 1))
        alike.setdefault((more_or_less(row.outcome, -1), less, more), []).append(row.outcome.noun)
    return "; ".join(
        f"{word} {f'{joined(nouns)} ' if len(rows) > 1 else ''}under {less}, more under {more}"
        for (word, less, more), nouns in alike.items()
    )


def _numbers(rows: tuple[Compared, ...]) -> str:
    """`the numbers of deaths and offences`."""
    return f"the number{'s' if len(rows) > 1 else ''} of {joined([row.outcome.noun for row in rows])}"
