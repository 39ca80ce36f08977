"""Verdicts on claims for the terminal and for machines."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from results.claims import CONTRADICTED, SUPPORTED, Judged
from results.estimate import Estimate, how_made
from results.gather import Gathered
from results.manifest import Manifest
from results.outcomes import outcome
from results.terminal import heading
from results.words import EXTRAPOLATION, joined, number
from scenarios.claims import Claim, ClaimFile

MEANING = (
    f"Supported: the claim holds with a probability of {SUPPORTED:g} or more. Contradicted: {CONTRADICTED:g} or less. "
    "Contingent: in between, so it hangs on what is not known. A verdict is on the claim as its file states it."
)
CENTRAL = "Every parameter is at its central value: what is not known has no part in these verdicts."


def asks(claim: Claim, manifest: Manifest | None = None) -> str:
    """What a claim asks for, in words. manifest: of the run, for the short names of the regimes."""
    if claim.metric is None or claim.contrast is None or claim.threshold is None:
        return claim.reason or ""

    def called(name: str) -> str:
        return manifest.label(name) if manifest is not None else name

    what = outcome(claim.metric).label
    if claim.per is not None:
        what += f" for each of: {outcome(claim.per).label}"
    if claim.group is not None:
        what += f" ({claim.group.level})"
    limit = claim.threshold
    size = limit.tolerance if limit.direction == "same" else limit.by
    shown = f"{100 * (size or 0):g}%" if limit.of == "base" else number(size)
    if limit.direction == "same":
        how = f"within {shown} of"
    elif size:
        how = f"at least {shown} {limit.direction} than"
    else:
        how = f"{limit.direction} than"
    return f"{what}: {called(claim.contrast.other)} {how} {called(claim.contrast.base)}"


def chance(judged: Judged) -> str:
    """The probability in two figures; never 0 or 1 where it is neither."""
    p = judged.probability
    if p is None:
        return "n/a"
    if 0 < p < 0.01:
        return "<0.01"
    return ">0.99" if 0.99 < p < 1 else f"{p:.2f}"


def reasons(judged: Judged) -> str:
    """What there is to say besides the verdict."""
    leans = [
        f"{one.parameter.removeprefix('contested.')} ({'higher' if one.correlation > 0 else 'lower'} makes it likelier)"
        for one in judged.leans_on
    ]
    return "; ".join(part for part in (judged.why, f"leans on {joined(leans)}" if leans else "") if part)


def render(found: Sequence[Judged], made: ClaimFile, gathered: Gathered | None, manifest: Manifest) -> RenderableType:
    """A table of the claims that a run tries, and what became of the others."""
    lines: list[RenderableType] = []
    if found and gathered is not None:
        table = Table(title=Text(heading(manifest)), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
        table.add_column("Claim", overflow="fold", ratio=5)
        table.add_column("Speaker", overflow="fold", ratio=2)
        table.add_column("Asked of the model", overflow="fold", ratio=5)
        table.add_column("Chance", justify="right", no_wrap=True)
        table.add_column("Verdict", overflow="fold", ratio=3)
        for one in found:
            said = f"{one.verdict}: {reasons(one)}" if reasons(one) else one.verdict
            table.add_row(
                Text(one.claim.words),
                Text(f"{one.claim.speaker} ({one.claim.document})"),
                Text(asks(one.claim, manifest)),
                chance(one),
                Text(said),
            )
        lines += [table, Text(MEANING), Text(how_made(gathered.draws, gathered.replicates))]
        lines += [Text(CENTRAL)] if gathered.draws == 1 else []
        lines += [Text(EXTRAPOLATION)] if any(told.obliges for told in manifest.scenarios) else []
    lines.append(Text(summary(found, made)))
    return Group(*lines)


def summary(found: Sequence[Judged], made: ClaimFile) -> str:
    """How many claims came out how, and how many could not be tried."""
    count = Counter(one.verdict for one in found)
    verdicts = ", ".join(f"{n} {name}" for name, n in sorted(count.items()))
    ids = {one.claim.id for one in found}
    tried = f"{len(ids)} of {len(made.claims)} claims can be tried with this run" + (f": {verdicts}." if found else ".")
    never = sum(not claim.testable for claim in made.claims)
    return f"{tried} {len(made.claims) - never - len(ids)} need other regimes; {never} the model cannot test."


def crossed(found: Sequence[Judged], limit: float, manifest: Manifest) -> str:
    """Which claims hold with a probability above the limit, one a line."""
    lines = [
        f"{one.claim.words} ({asks(one.claim, manifest)}): "
        + (f"probability {chance(one)}" if one.probability is not None else f"cannot be said, {one.why}")
        for one in found
    ]
    many = f"{len(lines)} claim{'s' * (len(lines) > 1)}"
    return "\n".join([f"Above {limit:g}, or not to be said, {many}:", *lines])


def as_json(found: Sequence[Judged], made: ClaimFile, gathered: Gathered | None) -> dict[str, Any]:
    """The same for machines."""
    tried = {one.claim.id for one in found}
    return {
        "draws": gathered.draws if gathered else None,
        "replicates": gathered.replicates if gathered else None,
        "thresholds": {"supported": SUPPORTED, "contradicted": CONTRADICTED},
        "claims": [_plain(one) for one in found],
        "need_other_regimes": [one.id for one in made.claims if one.testable and one.id not in tried],
        "not_testable": [_said(one) | {"reason": one.reason} for one in made.claims if not one.testable],
    }


def _said(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id, "row": list(claim.row), "speaker": claim.speaker, "document": claim.document,
        "words": claim.words, "note": claim.note,
    }  # fmt: skip


def _plain(one: Judged) -> dict[str, Any]:
    claim = one.claim
    return _said(claim) | {
        "metric": claim.metric,
        "per": claim.per,
        "group": claim.group.model_dump() if claim.group else None,
        "contrast": claim.contrast.model_dump() if claim.contrast else None,
        "threshold": claim.threshold.model_dump() if claim.threshold else None,
        "asks": asks(claim),
        "probability": one.probability,
        "verdict": one.verdict,
        "why": one.why or None,
        "base": _figure(one.base),
        "other": _figure(one.other),
        "difference": _figure(one.difference),
        "leans_on": [{"parameter": lean.parameter, "correlation": lean.correlation} for lean in one.leans_on],
    }


def _figure(one: Estimate | None) -> dict[str, float | None] | None:
    return {"mean": one.mean, "low": one.low, "high": one.high} if one else None
