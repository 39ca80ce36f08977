"""What each side claimed, and what this run makes of it."""

from collections import Counter
from functools import cache

from results.blocks import Block, Cell, Column, Points, Prose, Table
from results.claims import CONTRADICTED, SUPPORTED, Verdict, judge, known, readings_for, within
from results.claims_text import CENTRAL, MEANING, asks, chance, reasons
from results.gather import Reading
from results.section import Context, Section
from scenarios.claims import BUILT_IN, ClaimFile, load_claims

ORDER: tuple[Verdict, ...] = ("supported", "contradicted", "contingent", "not testable")


@cache
def _file() -> ClaimFile:
    return load_claims(BUILT_IN["debate"], known())


def _readings() -> dict[str, Reading]:
    """What the claims need beside the outcomes, whichever regimes are compared."""
    return readings_for([claim for claim in _file().claims if claim.testable])


def build(context: Context) -> tuple[Block, ...]:
    """A verdict on every claim that these regimes can try; nothing where there is none."""
    if not context.comparisons:
        return ()
    tried = within(_file().claims, context.gathered.scenarios)
    if not tried:
        return (
            Prose(
                "The claims of the debate of 2008-09 are each about two named regimes, and none is about these. "
                "`sanctionsim claims` says which regimes each one needs."
            ),
        )
    quantities = context.parameters.quantities
    contested = [name for name, one in quantities.items() if one.kind == "contested"]
    found = [judge(claim, context.gathered, values=context.values, contested=contested) for claim in tried]
    counts = Counter(one.verdict for one in found)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.claim.words, one.claim.speaker, one.verdict, None if one.probability is None else chance(one),
            None if one.difference is None else one.difference.mean,
            (None, None) if one.difference is None else (one.difference.low, one.difference.high),
            asks(one.claim, context.manifest), reasons(one),
        )
        for one in sorted(found, key=lambda one: ORDER.index(one.verdict))
    )  # fmt: skip
    columns = (
        Column("Claim, in other words"), Column("Who"), Column("In this run"), Column("Probability"),
        Column("Difference", "signed"), Column("95% interval", "signed interval"), Column("Asked of the model"),
        Column("Leans on"),
    )  # fmt: skip
    said = ", ".join(f"{counts[verdict]} {verdict}" for verdict in ORDER if counts[verdict])
    return (
        Prose(
            f"Both sides made claims. {len(found)} of them can be tried on these regimes: {said}. A claim is tried as "
            "it stands in the model's file of claims, in other words than the speaker's; the verdict is on the claim, "
            "and holds if the model's parameters and structure do."
        ),
        *((Prose(CENTRAL, "warning"),) if context.gathered.draws == 1 else ()),
        Table("What each side claimed", columns, rows),
        Points((MEANING, f"Supported and contradicted are at probabilities of {SUPPORTED:g} and {CONTRADICTED:g}.")),
    )


CLAIMS = Section("claims", "What each side claims", build, _readings())
