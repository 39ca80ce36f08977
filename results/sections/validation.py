"""The validation card: where the model was checked against what was published, and where it cannot be."""

from typing import Any

from results.blocks import Block, Cell, Column, Fold, Points, Prose, Table
from results.section import Context, Section
from results.words import UNTESTED, joined
from scenarios.learnt import card

COLOURS = {
    "green": "Green: the model alone covers the published figure.",
    "amber": "Amber: the published figure is covered only with its error and the discrepancy that was allowed.",
    "red": "Red: missed.",
}
USES = {"fit": "fitted to", "hold_out": "held out"}


def build(context: Context) -> tuple[Block, ...]:
    """What was checked, target by target; then every regime and figure that nothing could be checked against."""
    told = card()
    untested = _untested(context)
    if told is None:
        return untested
    return (
        _about(context, told),
        _table(told, "red"),
        Fold("Targets that are hit", _table(told, "green", "amber")),
        *untested,
    )


def _about(context: Context, told: dict[str, Any]) -> Prose:
    said = []
    for use, words in USES.items():
        of = told["coverage"][use]
        said.append(f"{of['inside_95']} of {of['targets']} figures it was {words}")
    mine = context.manifest.posterior
    drawn = mine is not None and mine["sha256"] == told["posterior_sha256"]
    here = (
        "This run draws its parameters from it."
        if drawn
        else "This run does not draw from it (`--posterior shipped`), so the card is of the model and not of this run."
    )
    return Prose(
        f"With the posterior that calibration left, the model has {joined(said)} inside its 95% interval. {here} "
        f"{' '.join(COLOURS.values())} Nothing was fitted to what is argued about."
    )


def _table(told: dict[str, Any], *colours: str) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            one["definition"], one["colour"], USES[one["use"]], one["unit"], one["published"], one["median"],
            tuple(one["outer"]), one["grade"] if one["verified"] else f"{one['grade']}, source not seen",
        )
        for one in told["targets"] if one["colour"] in colours
    ]  # fmt: skip
    columns = (
        Column("Figure"), Column("Card"), Column("Use"), Column("Unit"), Column("Published", "number"),
        Column("Predicted", "number"), Column("95% interval", "interval"), Column("Grade of the evidence"),
    )  # fmt: skip
    return Table(f"Targets that are {' or '.join(colours)}", columns, tuple(rows))


def _untested(context: Context) -> tuple[Block, ...]:
    """Every mandatory regime of the run, with the words that belong to each of its figures."""
    labels = [label for told, label in zip(context.scenarios, context.labels, strict=True) if told.obliges]
    if not labels:
        return ()
    return (
        Prose("No colour can be given to any figure of these regimes:"),
        Points(tuple(f"{label}, every figure: {UNTESTED}" for label in labels)),
    )


VALIDATION = Section("validation", "How far it was checked", build)
