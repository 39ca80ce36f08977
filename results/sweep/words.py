"""What a sweep found, in words."""

from collections.abc import Sequence

import numpy as np

from results.manifest import Manifest
from results.sweep.analysis import Analysis, Sensitivity
from results.sweep.design import Design
from results.sweep.guards import Tried
from results.sweep.index import Index, Name
from results.words import joined, number
from scenarios.sweep_file import Method

TITLES: dict[Name, str] = {
    "effect": "Size of effect", "mean_effect": "Mean effect", "spread": "Spread", "total": "Share in all",
    "first": "Share alone", "delta": "Delta", "pawn": "PAWN", "rank_correlation": "Rank correlation",
    "partial_correlation": "With others held",
}  # fmt: skip
MEANINGS: dict[Name, str] = {
    "effect": "how much the difference changes, up or down, while the parameter goes from the low to the high end",
    "mean_effect": "the same with its sign: near 0 beside a large size, the direction hangs on other parameters",
    "spread": "how far apart effects are from place to place: large where the effect hangs on other parameters",
    "total": "share of the variance of the expected difference that the parameter takes part in",
    "first": "share of that variance that the parameter explains alone",
    "delta": "how far knowing the parameter moves the distribution of the difference: 0 not at all, 1 altogether",
    "pawn": "the same by the distance of cumulative distributions: 0 not at all, 1 altogether",
    "rank_correlation": (
        "whether the difference rises (+) or falls (\N{MINUS SIGN}) with the parameter: 1 in step, 0 not at all"
    ),
    "partial_correlation": (
        "whether the difference rises (+) or falls (\N{MINUS SIGN}) with the parameter while all others are held, as a "
        "rank correlation: 1 in step, 0 not at all"
    ),
}
METHODS: dict[Method, str] = {
    "latin_hypercube": "Latin hypercube, analysed by delta, PAWN and rank correlation",
    "given": "given draws, analysed by delta, PAWN and rank correlation",
    "morris": "Morris, elementary effects",
    "sobol": "Sobol, shares of variance",
    "grid": "grid, every combination",
}
SIGNED: tuple[Name, ...] = ("mean_effect", "rank_correlation", "partial_correlation")
DUMMY: tuple[Name, ...] = ("delta", "pawn", "rank_correlation", "partial_correlation")
"""Indices that a factor that does nothing scores on by chance, all alike."""
MOST_NAMED = 5


def short_names(factors: Sequence[str]) -> tuple[str, ...]:
    """Names of factors without their group where all are of one, and without underscores."""
    groups = {name.partition(".")[0] for name in factors}
    if len(groups) == 1 and all("." in name for name in factors):
        factors = [name.partition(".")[2] for name in factors]
    return tuple(name.replace("_", " ").replace(".", ": ") for name in factors)


def beyond(found: Sensitivity) -> tuple[int, ...]:
    """Factors that themselves show more than one that does nothing, the most telling first.

    Where the others can be held, what rises and falls only along with them is not credited; what bears on the
    difference without a steady way up or down (delta, PAWN, but no rank correlation) is.
    """
    if not found.indices:
        return ()
    held, rank = found.index("partial_correlation"), found.index("rank_correlation")
    shown = np.any([one.beyond for one in found.judged], axis=0)
    if held is not None and rank is not None:
        shown = held.beyond | (shown & ~rank.beyond)
    return tuple(at for at in found.order() if shown[at])


def along(found: Sensitivity) -> tuple[int, ...]:
    """Factors that score, but perhaps only because they move along with others."""
    if not found.indices:
        return ()
    shown = np.any([one.beyond for one in found.judged], axis=0)
    own = set(beyond(found))
    return tuple(at for at in found.order() if shown[at] and at not in own)


def standing(found: Sensitivity, at: int) -> str:
    """Whether a factor bears on the difference, in a word."""
    return "yes" if at in beyond(found) else "along" if at in along(found) else "no"


def decides(found: Sensitivity, names: Sequence[str]) -> str:
    """Which parameters decide a difference, in a sentence or two."""
    noun = found.outcome.noun
    if not found.indices:
        if not found.figures.any():
            return f"No draw made any difference in {noun}."
        return f"The difference in {noun} is the same in every draw: none of the parameters bears on it."
    named, others = [_with_way(found, names, at) for at in beyond(found)], len(along(found))
    many = f"{len(names)} parameters" if len(names) > 1 else "one parameter"
    if not named and not others:
        return f"None of {many} shows more bearing on the difference in {noun} than one that does nothing would."
    more = len(named) - MOST_NAMED
    listed = joined(named) if more <= 0 else f"{', '.join(named[:MOST_NAMED])} and {more} more"
    show = "shows" if len(named) == 1 else "show"
    told = f"Of {many}, {len(named) or 'none'} {show} a bearing of its own on the difference in {noun}"
    told = (told if len(named) < 2 else told.replace("of its own", "of their own")) + (f": {listed}." if named else ".")
    if others:
        told += f" {others} more {'score' if others > 1 else 'scores'}, but perhaps only along with others."
    return told


def _with_way(found: Sensitivity, names: Sequence[str], at: int) -> str:
    """A factor and which way it moves the difference, where that is clear."""
    signed = found.index("partial_correlation") or found.index("rank_correlation") or found.index("mean_effect")
    if signed is None or not signed.beyond[at]:
        return names[at]
    return f"{names[at]} ({'+' if signed.value[at] > 0 else chr(0x2212)})"


def of_chance(found: Sensitivity, replicates: int) -> str:
    """How much of the scatter is chance."""
    if replicates == 1:
        return "One replicate of each point was made, so chance is within every index and cannot be told apart."
    if found.chance is None or found.left is None:
        return ""
    return (
        f"Of the variance of a single run {found.chance:.0%} is chance; {found.left:.0%} is left in the mean over "
        f"{replicates} replicates, which estimates the expected difference."
    )


def of_target(design: Design, replicates: int) -> str:
    """What the indices are of."""
    said = "Indices are of the expected paired difference: same people, same luck under each regime."
    if design.method == "sobol" and replicates > 1:
        return f"{said} Products are taken between different replicates, so that chance is no part of the shares."
    if design.method == "morris" and replicates > 1:
        return f"{said} Chance makes effects look larger: how large it alone would make each is marked."
    if design.method in ("latin_hypercube", "given") and replicates > 1:
        return f"{said} What chance is left in the mean over replicates blurs them towards the dummy."
    return said


def of_floor(design: Design) -> str:
    """What the dummy is."""
    many = len(design.factors)
    if design.method in ("latin_hypercube", "given"):
        highest = f"the highest of {many} dummies" if many > 1 else "a dummy"
        return (
            f"A dummy is a parameter that nothing reads. The dummy line is what {highest} hardly ever exceeds: where "
            "nothing mattered, some parameter would stand beyond it on some index in no more than 1 of 20 sweeps."
        )
    if design.method == "morris":
        return (
            "A parameter that nothing reads scores exactly 0, as runs share their luck. The chance mark is the mean "
            "size that luck alone would give an effect; a parameter counts where its interval lies beyond the mark."
        )
    if design.method == "sobol":
        return "A parameter that nothing reads scores exactly 0, as runs share their luck."
    return "The interval is over replicates: a grid leaves nothing else to chance."


def points(design: Design) -> str:
    """How many points of what, in words."""
    draws, factors = len(design.given), len(design.factors)
    if design.method == "morris":
        return f"{draws // design.block} trajectories over {factors} parameters: {draws:,} points"
    if design.method == "sobol":
        return f"{draws // design.block} base points exchanged over {factors} parameters: {draws:,} points"
    return f"{draws:,} points over {factors} parameters"


def cell(index: Index, at: int) -> str:
    """A value with its interval."""
    signed = index.name in SIGNED
    value, low, high = (float(x[at]) for x in (index.value, index.low, index.high))
    if not np.isfinite(value):
        return "n/a"
    if not np.isfinite(low) or not np.isfinite(high):
        return figure(index.name, value, sign=signed)
    ends = f"{figure(index.name, low, sign=signed)} to {figure(index.name, high, sign=signed)}"
    return f"{figure(index.name, value, sign=signed)} ({ends})"


def figure(name: Name, value: float, *, sign: bool = False) -> str:
    """A number of an index: two decimals where it is a share or a correlation."""
    if not np.isfinite(value):
        return "n/a"
    if name in ("effect", "mean_effect", "spread"):
        return number(value, sign=sign)
    text = f"{value:+.2f}" if sign else f"{value:.2f}"
    return text.replace("-", "\N{MINUS SIGN}")


def guard_sentence(one: Tried, manifest: Manifest, design: Design) -> str:
    """A guardrail tried, in a sentence."""
    claim = one.judged.claim
    other = manifest.label(claim.contrast.other) if claim.contrast else "the other regime"
    what = "probability" if design.drawn else "share of the points tried"
    if one.probability is None:
        return f"{one.guard.text} {other}: cannot be said, {one.judged.why}."
    words = one.guard.text.rstrip(".")
    shown = (
        "<0.01" if 0 < one.probability < 0.01 else ">0.99" if 0.99 < one.probability < 1 else f"{one.probability:.2f}"
    )
    within = f" ({one.low:.2f} to {one.high:.2f})" if one.low is not None and one.high is not None else ""
    state = "above" if one.failed else "not above"
    close = "; more draws could turn it" if one.close else ""
    return f"{words}. {other}: {what} {shown}{within}, {state} the {one.guard.above:g} allowed{close}."


def between(one: Tried) -> str:
    """The interval of a probability; nothing where there is none."""
    return f"{one.low:.2f} to {one.high:.2f}" if one.low is not None and one.high is not None else ""


def verdict(tried: Sequence[Tried]) -> str:
    """How the guardrails came out, in a sentence."""
    failed = sum(one.failed for one in tried)
    if not tried:
        return "No guardrail was set."
    if not failed:
        return f"All {len(tried)} guardrails hold." if len(tried) > 1 else "The guardrail holds."
    return f"{failed} of {len(tried)} guardrails {'fails' if failed == 1 else 'fail'}."


def question(analysis: Analysis, manifest: Manifest) -> str:
    """The question a sweep answers."""
    others = joined([manifest.label(name) for name in dict.fromkeys(one.other for one in analysis.found)][:3], "or")
    return f"What does the difference between {manifest.label(manifest.scenarios[0].name)} and {others} hang on?"
