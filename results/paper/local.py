"""Your own area: a sheet for the local caseload and one with formulas that scale the results to it.

Only totals are scaled; a rate stays what it is. The interval is that of England in proportion: it does not know what is
different about an area, nor that the chance of few people is larger.
"""

from typing import TYPE_CHECKING, Any, TypeAlias

from results.comparison import levels
from results.outcome import Outcome
from results.outcomes import OUTCOMES
from results.paper.document import Document
from simulate.population import PEOPLE

if TYPE_CHECKING:
    from results.paper.workbook import Formats

Row: TypeAlias = tuple[str, Outcome, tuple[float | None, ...]]
"""Label of the regime, outcome, figures."""
RATES = ("per 1,000 person-years",)
"""Units that do not grow with the number of people."""
LOCAL_NAME, ENGLAND_NAME = "LocalCaseload", "EnglandCaseload"
SPREAD = ("Difference", "Difference: low", "Difference: high")


def scales(outcome: Outcome) -> bool:
    """Whether twice the people means twice the figure."""
    return outcome.unit not in RATES


def write_inputs(book: Any, document: Document, formats: "Formats") -> str:
    """The sheet of inputs; gives the name of the cell in which the reader writes."""
    sheet = book.add_worksheet("Inputs")
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, 2, 70)
    sheet.write_string(0, 0, "Inputs: your own caseload", formats.title)
    for column, head in enumerate(("What", "Value", "Note")):
        sheet.write_string(1, column, head, formats.head)
    open_cell = book.add_format({"num_format": "#,##0", "bg_color": "#FFF6D6", "border": 1, "locked": False})
    sheet.write_string(2, 0, "Claimants dependent on heroin or crack in your area", formats.text)
    sheet.write_number(2, 1, PEOPLE, open_cell)
    sheet.write_string(2, 2, "Change this cell. It begins with all of England.", formats.text)
    sheet.write_string(3, 0, "The same in England, as the model has it", formats.text)
    sheet.write_number(3, 1, PEOPLE, formats.number(PEOPLE))
    sheet.write_string(3, 2, "The population that the figures of the other sheets are of.", formats.text)
    limits = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": PEOPLE}
    said = f"A number of claimants, 0 to {PEOPLE:,}."
    sheet.data_validation(2, 1, 2, 1, limits | {"error_title": "Local caseload", "error_message": said})
    book.define_name(LOCAL_NAME, "=Inputs!$B$3")
    book.define_name(ENGLAND_NAME, "=Inputs!$B$4")
    return LOCAL_NAME


def write_local(book: Any, document: Document, formats: "Formats", where: str) -> None:
    """The sheet of local figures: formulas with the results for all of England already worked out."""
    sheet = book.add_worksheet("Local")
    sheet.set_column(0, 1, 34)
    sheet.set_column(2, 8, 18)
    sheet.write_string(0, 0, "Local figures: results in proportion to the caseload on the sheet Inputs", formats.title)
    sheet.write_string(
        1, 0,
        "Your area is taken to be like England. Intervals are those of England in proportion: in an area chance is "
        "larger, and what is particular about it is not known here. Rates are not scaled.",
    )  # fmt: skip
    labels = [label for label, _ in document.regimes]
    paired = len(labels) > 1
    heads = [labels[0], "The regime", *SPREAD] if paired else [labels[0], "Low", "High"]
    for column, head in enumerate(("Outcome", "Regime", "Unit", *heads)):
        sheet.write_string(2, column, head, formats.head)
    rows = [row for at in range(1, len(labels)) for row in _paired(document, at)] if paired else _alone(document)
    for at, (label, outcome, numbers) in enumerate(rows, start=3):
        for column, text in enumerate((outcome.label, label, outcome.unit)):
            sheet.write_string(at, column, text, formats.text)
        for column, value in enumerate(numbers, start=3):
            _number(sheet, at, column, value, outcome, formats, where, sign=paired and column > 4)
    sheet.freeze_panes(3, 1)


def _paired(document: Document, at: int) -> list[Row]:
    rows = sorted(document.context.comparisons[at - 1].rows, key=lambda row: not row.outcome.headline)
    return [
        (
            document.regimes[at][0], row.outcome,
            (row.base.mean, row.other.mean, row.difference.mean, row.difference.low, row.difference.high),
        )
        for row in rows
    ]  # fmt: skip


def _alone(document: Document) -> list[Row]:
    of = levels(document.context.gathered)
    ordered = sorted(OUTCOMES, key=lambda one: not one.headline)
    return [
        (document.regimes[0][0], one, (made.mean, made.low, made.high)) for one in ordered for made in of[one.name][:1]
    ]


def _number(
    sheet: Any, row: int, column: int, value: float | None, outcome: Outcome, formats: "Formats", where: str, *,
    sign: bool,
) -> None:  # fmt: skip
    if value is None:
        return
    shown = formats.number(value, sign=sign)
    if scales(outcome):
        # What the cell shows before anything recalculates it is the figure of England.
        sheet.write_formula(row, column, f"={float(value)!r}*{where}/{ENGLAND_NAME}", shown, float(value))
    else:
        sheet.write_number(row, column, float(value), shown)
