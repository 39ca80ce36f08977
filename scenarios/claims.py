"""Claims: what was said in the debate, each as a statement that two regimes can be compared on: `claims.yaml`, checked.

What a claim may name (outcomes, equity groups, scenarios) is known elsewhere, so it is passed in as `Known`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

from scenarios.claim_file import Answer, Claim, ClaimFile, Contrast, InGroup, NoClaim, Threshold
from scenarios.errors import InputError, Problem
from scenarios.nearest import nearest
from scenarios.reader import Document, Path, dotted, read
from scenarios.validation import check

__all__ = [
    "Answer",
    "Claim",
    "ClaimFile",
    "Contrast",
    "InGroup",
    "Known",
    "NoClaim",
    "Threshold",
    "load_claims",
    "unknown_in",
]

CLAIMS_FILE = FilePath(__file__).with_name("claims.yaml")
BUILT_IN = {"debate": CLAIMS_FILE, "guardrails": FilePath(__file__).with_name("guardrails.yaml")}
"""Files of claims by name: what was said in the debate, and harms that ought not to be likely."""
ROUNDING = 0.01
"""A printed share may differ so much from the counts."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a claim may name.

    metrics: outcomes. by_group: those that can be told for a group. groups: equity group -> its levels.
    scenarios: names; None where any name is accepted, as only a run says which regimes there are.
    """

    metrics: Collection[str]
    by_group: Collection[str]
    groups: Mapping[str, Collection[str]]
    scenarios: Collection[str] | None = None


def load_claims(path: FilePath | str = CLAIMS_FILE, known: Known | None = None) -> ClaimFile:
    """Load and check a file of claims.

    known: what they may name; names are not checked without it
    Raises InputError with every problem found.
    """
    path = FilePath(path)
    document = read(path, path.name if path == CLAIMS_FILE else str(path))
    checked = check(ClaimFile, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    if checked.made is not None and not problems:
        problems.extend(_flaws(checked.made, document))
        problems.extend(_unknown(checked.made, document, known) if known else ())
    if problems or checked.made is None:
        raise InputError(sorted(dict.fromkeys(problems), key=lambda p: (p.line or 0, p.column or 0)))
    return checked.made


def _problem(
    document: Document, path: Path, message: str, allowed: str | None = None, near: str | None = None
) -> Problem:
    return Problem(document.file, *document.value_position(path), dotted(path), message, None, allowed, near)


def _flaws(made: ClaimFile, document: Document) -> Iterator[Problem]:
    """What is well by itself but not together with the rest."""
    seen: set[str] = set()
    for index, claim in enumerate(made.claims):
        path: Path = ("claims", index)
        if claim.id in seen:
            yield _problem(document, (*path, "id"), f"two claims are called {claim.id!r}")
        seen.add(claim.id)
        for key, message, allowed in claim_flaws(claim):
            yield _problem(document, (*path, *key), message, allowed)
    for index, answer in enumerate(made.answers):
        for field, message in answer_flaws(answer):
            yield _problem(document, ("answers", index, field), message)


def claim_flaws(claim: Claim) -> Iterator[tuple[Path, str, str | None]]:
    """Key, message and what is allowed, for whatever is inconsistent within one claim."""
    test = {"metric": claim.metric, "contrast": claim.contrast, "threshold": claim.threshold}
    if not claim.testable:
        if claim.reason is None:
            yield (), "is not testable, so it must say why", "reason: why not"
        for key in (*test, "per", "group"):
            if getattr(claim, key) is not None:
                yield (key,), "has no place in a claim that is not testable", None
        return
    if claim.reason is not None:
        yield ("reason",), "is for claims that are not testable", "testable: false"
    for key, given in test.items():
        if given is None and key != "contrast":
            yield (), f"is testable, so it needs a {key}", f"{key}, or testable: false and a reason"
    if claim.per is not None and claim.per == claim.metric:
        yield ("per",), "divides an outcome by itself", None
    if claim.contrast is not None and claim.contrast.base == claim.contrast.other:
        yield ("contrast", "other"), "is the base itself", None
    if claim.threshold is not None:
        yield from _threshold_flaws(claim.threshold)


def _threshold_flaws(threshold: Threshold) -> Iterator[tuple[Path, str, str | None]]:
    if threshold.direction == "same":
        if not threshold.tolerance:
            yield ("threshold",), "says same, so it needs a tolerance above 0", "tolerance"
        if threshold.by:
            yield ("threshold", "by"), "has no place where the direction is same", "tolerance"
    elif threshold.tolerance is not None:
        yield ("threshold", "tolerance"), "is for the direction same", "by"
    if threshold.direction == "less" and threshold.of == "base" and threshold.by >= 1:
        yield ("threshold", "by"), "takes away more than there is", "a share of the base, below 1"


def answer_flaws(answer: Answer) -> Iterator[tuple[str, str]]:
    """Field and message, for whatever does not add up."""
    if answer.unaccounted < 0:
        yield "yes", f"yes and no are {answer.yes + answer.no}, but {answer.asked} were asked"
        return
    for name, count in (("yes", answer.yes), ("no", answer.no)):
        printed = answer.printed_yes if name == "yes" else answer.printed_no
        if printed is not None and not (answer.asked and abs(count / answer.asked - printed) <= ROUNDING):
            yield f"printed_{name}", f"is not {count} of {answer.asked}"


def _unknown(made: ClaimFile, document: Document, known: Known) -> Iterator[Problem]:
    """Names of outcomes, groups and scenarios that there are not."""
    for index, claim in enumerate(made.claims):
        for path, message, near in unknown_in(claim, known):
            yield _problem(document, ("claims", index, *path), message, near=near)


def unknown_in(claim: Claim, known: Known) -> Iterator[tuple[Path, str, str | None]]:
    """Key, message and the nearest name, for whatever a claim names that there is not."""
    if not claim.testable:
        return
    for key in ("metric", "per"):
        name = getattr(claim, key)
        if name is not None and name not in known.metrics:
            yield _nameless((key,), "outcome", name, known.metrics)
        elif name is not None and claim.group is not None and name not in known.by_group:
            yield (key,), f"{name!r} cannot be told for a group of claimants", None
    if claim.group is not None:
        levels = known.groups.get(claim.group.name)
        if levels is None:
            yield _nameless(("group", "name"), "equity group", claim.group.name, known.groups)
        elif claim.group.level not in levels:
            yield _nameless(("group", "level"), "level", claim.group.level, levels)
    for side in ("base", "other") if claim.contrast is not None else ():
        name = getattr(claim.contrast, side)
        if known.scenarios is not None and name not in known.scenarios:
            yield _nameless(("contrast", side), "scenario", name, known.scenarios)


def _nameless(path: Path, what: str, name: str, names: Collection[str]) -> tuple[Path, str, str | None]:
    return path, f"there is no {what} {name!r}", nearest(name, names)
