"""The answer in ten seconds: a verdict of a few words, and a sentence or two that say what it holds of."""

from results.belief_rule import Hangs
from results.belief_words import NOT_SETTLED, clash, hanging
from results.comparison import Compared, Comparison
from results.section import Context
from results.words import FEW_DRAWS, LEANING, answer, interval, joined, more_or_less, number

NO_DIFFERENCE = "No difference."
ONE_SET = "One set of assumptions is not an answer."
TOO_LITTLE = "Too little was run to say."
ONLY_LEVELS = "One scenario alone: nothing is compared."


def verdict(made: Comparison) -> str:
    """A few words: what can be said at all."""
    of = len(made.headline)
    if made.draws == 1 and made.replicates == 1:
        return TOO_LITTLE
    if all(row.difference.zero for row in made.headline):
        return NO_DIFFERENCE
    if hanging(made, Hangs.DECIDES) or hanging(made, Hangs.LEANS):
        return NOT_SETTLED
    if made.draws == 1:
        return ONE_SET
    settled = len(sure(made))
    if settled == 0:
        return NOT_SETTLED
    return f"An answer on all {of} outcomes." if settled == of else f"An answer on {settled} of {of} outcomes."


def sure(made: Comparison) -> tuple[Compared, ...]:
    """The headline outcomes whose difference has a settled sign."""
    return tuple(row for row in made.headline if row.difference.settled)


def spelt(made: Comparison, context: Context) -> str:
    """What the verdict holds of, in a sentence or two."""
    label, base = _names(made, context)
    said = clash(made, context.manifest.belief_labels).removeprefix(NOT_SETTLED).strip()
    nothing = all(row.difference.zero for row in made.headline)
    if nothing or (made.draws == 1 and not said):
        return answer(made, other=label, base=base)
    if said:
        rest = answer(made, other=label, base=base) if made.draws == 1 else _rest(made, label, base)
        return f"{said} {rest}".strip()
    found = sure(made)
    if not found:
        lean = _leaning(made)
        few = _few(made)
        return (
            f"On none of the {len(made.headline)} outcomes is it known whether {label} would mean more or less than "
            f"{base}: every interval goes both ways.{lean}{few}"
        )
    return _settled(made, label, base)


def _rest(made: Comparison, label: str, base: str) -> str:
    """What beliefs agree on and is settled."""
    agreed = [row for row in sure(made) if made.hangs(row.outcome.name) not in (Hangs.DECIDES, Hangs.LEANS)]
    if not agreed:
        return f"On the other outcomes nothing is settled either.{_few(made)}"
    return f"Under all of them together, {label} would mean {_listed(agreed)}, compared with {base}.{_few(made)}"


def _settled(made: Comparison, label: str, base: str) -> str:
    found = sure(made)
    open_ = [row.outcome.noun for row in made.headline if row not in found and not row.difference.zero]
    told = f"{label} would mean {_listed(found)}, compared with {base}."
    if open_:
        told += f" The evidence does not settle whether there would be more or fewer {joined(open_, 'or')}."
    return told + _few(made)


def _listed(rows: list[Compared] | tuple[Compared, ...]) -> str:
    return joined(
        [
            f"{number(abs(row.difference.mean))} {more_or_less(row.outcome, row.difference.mean)} {row.outcome.noun} "
            f"(95% interval {interval(row.difference, sign=True)})"
            for row in rows
        ]
    )


def _leaning(made: Comparison) -> str:
    """Outcomes whose sign is likelier one way than three in four."""
    found = []
    for row in made.headline:
        above = row.difference.above_zero
        if above is not None and not row.difference.zero and max(above, 1 - above) >= LEANING:
            way = more_or_less(row.outcome, above - 0.5)
            found.append(f"{way} {row.outcome.noun} ({100 * max(above, 1 - above):.0f} in 100)")
    return f" It leans to {joined(found)}." if found else ""


def _few(made: Comparison) -> str:
    if made.draws >= FEW_DRAWS or made.draws == 1:
        return ""
    return f" Only {made.draws} draws of the parameters were made, so the intervals are wide."


def _names(made: Comparison, context: Context) -> tuple[str, str]:
    at = context.gathered.scenarios.index(made.other)
    return context.labels[at], context.labels[0]
