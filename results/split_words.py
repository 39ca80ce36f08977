"""Where the spread of a difference comes from, and what more runs would do, in words."""

from collections.abc import Sequence

from results.split import More, Split
from results.words import number

MIXED = (
    "One replicate of each draw was made, so chance and what we do not know are not told apart: --replicates 2 or more "
    "would tell."
)
HELD = "More replicates would narrow this: it is of chance alone. What we do not know is not in it."


def percent(share: float | None) -> str:
    """A share in whole percent; what is not told apart as a dash, and what is little not as nothing."""
    if share is None:
        return "\N{EN DASH}"
    shown = f"{100 * share:.0f}"
    if shown == "0" and share > 0:
        return "<1%"
    return ">99%" if shown == "100" and share < 1 else f"{shown}%"


def span(one: Split) -> str:
    """How sure the share of what we do not know is: `91 to 98%`."""
    if one.low is None or one.high is None:
        return "\N{EN DASH}"
    return f"{100 * one.low:.0f} to {100 * one.high:.0f}%"


def more_runs(one: Split) -> str:
    """What more runs would do, in a sentence."""
    unknown = percent(one.unknown)
    match one.more:
        case More.NOTHING:
            return f"More runs would not narrow this: {unknown} of the variance is what we do not know."
        case More.DRAWS:
            return (
                f"More draws would narrow this, to {number(one.stays)} either way; more replicates would not: "
                f"{unknown} of the variance is what we do not know."
            )
        case More.REPLICATES:
            return f"More replicates would narrow this: {percent(one.chance)} of the variance is chance."
        case More.BOTH:
            return (
                f"More runs would narrow this only in part, to {number(one.stays)} either way: {unknown} of the "
                f"variance is what we do not know ({span(one)})."
            )
        case More.UNSURE:
            return "Too few runs to tell chance from what we do not know."
        case More.MIXED:
            return MIXED
        case More.CHANCE_ONLY:
            return (
                HELD
                if not one.belief
                else f"{percent(one.belief)} of the variance is whose belief; the rest is chance."
            )
        case More.NO_SPREAD:
            return "All runs agree."


BRIEF = {
    More.NOTHING: "would not narrow this",
    More.DRAWS: "draws would, replicates not",
    More.REPLICATES: "would narrow this",
    More.BOTH: "would narrow it in part",
    More.UNSURE: "too few to tell",
    More.MIXED: "not told apart",
    More.CHANCE_ONLY: "would narrow chance",
    More.NO_SPREAD: "all runs agree",
}
"""The same in a cell."""


def told(splits: Sequence[tuple[str, Split]]) -> list[str]:
    """Sentences for a whole table, what is the same of all said once. splits: label of each outcome and its split."""
    found = [one.more for _, one in splits]
    if all(more in (More.MIXED, More.NO_SPREAD) for more in found) and More.MIXED in found:
        return [MIXED]
    if all(more in (More.CHANCE_ONLY, More.NO_SPREAD) for more in found) and More.CHANCE_ONLY in found:
        # It is said of the interval already.
        return []
    return [f"{label}: {_lower(more_runs(one))}" for label, one in splits if one.more in SAID]


def briefly(splits: Sequence[tuple[str, Split]]) -> list[str]:
    """The same for a reader in a hurry: a sentence for all outcomes of which the same is to be said."""
    if not all(line.partition(": ")[0] in {label for label, _ in splits} for line in told(splits)):
        return told(splits)
    said = []
    for more, words in (
        (More.NOTHING, "more runs would not narrow the interval: nearly all of it is what we do not know"),
        (More.DRAWS, "more draws of the parameters would narrow the interval; more replicates would not"),
    ):
        of = [label.lower() for label, one in splits if one.more is more]
        if of:
            whose = f"all {len(of)} outcomes" if len(of) == len(splits) > 1 else ", ".join(of)
            said.append(f"For {whose}, {words}.")
    return said


SAID = (More.NOTHING, More.DRAWS)
"""What is said in a sentence and not only in a cell: that running on is of no use."""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
