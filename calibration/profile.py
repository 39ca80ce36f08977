"""What an area says of itself: a small YAML file, refused where a number cannot be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scenarios.errors import InputError, Problem
from scenarios.levers import Group
from scenarios.reader import Document, read
from scenarios.schema import Words
from scenarios.units import Number
from scenarios.validation import check

FEW = "<5"
FEW_AS = 2.0
"""What a count that is only said to be below 5 is taken as."""
_Count = Annotated[float, Number(0, 10_000_000, "0 or more")]


class ProfileFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    area: Words = Field(description="its name")
    source: Words = Field(description="whose numbers they are")
    claimants: Annotated[float, Number(50, 1_000_000, "50 or more")] = Field(
        description="dependent on heroin or crack and on an out-of-work benefit"
    )
    in_treatment: _Count | None = Field(None, description="of these, in treatment on a day")
    starts_a_year: _Count | None = Field(None, description="treatment starts of these in a year")
    mean_wait_days: Annotated[float, Number(0.1, 1000, "0.1 to 1,000")] | None = Field(
        None, description="mean wait from assessment to a start, in days"
    )
    wait_spread: Annotated[float, Number(0.02, 2, "0.02 to 2")] = Field(
        0.15, description="how sure the wait is: standard deviation of its logarithm"
    )
    deaths_a_year: _Count | Literal["<5"] | None = Field(None, description="of these, in a year")


class Profile(Group):
    """As it is used: as the file, with counts that were withheld put at a number."""

    area: str
    source: str
    claimants: float
    in_treatment: float | None
    starts_a_year: float | None
    mean_wait_days: float | None
    wait_spread: float
    deaths_a_year: float | None


def load_profile(path: Path | str) -> Profile:
    """Read a profile. Raises InputError with every problem found and its line."""
    document = read(Path(path), str(path))
    checked = check(ProfileFile, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    made = checked.made
    if made is not None and not checked.broken:
        problems.extend(_impossible(made, document))
    if problems or made is None:
        raise InputError(problems)
    told = made.model_dump(exclude={"schema_version"})
    if told["deaths_a_year"] == FEW:
        told["deaths_a_year"] = FEW_AS
    return Profile(**told)


def _impossible(made: ProfileFile, document: Document) -> Iterator[Problem]:
    def problem(key: str, message: str) -> Problem:
        line, column = document.value_position((key,))
        given = f"{getattr(made, key):,.0f}"
        return Problem(
            document.file, line, column, key, message, given, f"at most {made.claimants:,.0f}, its claimants"
        )

    if made.in_treatment is not None and made.in_treatment > made.claimants:
        yield problem("in_treatment", "more are in treatment than there are claimants")
    if isinstance(made.deaths_a_year, float) and made.deaths_a_year > made.claimants:
        yield problem("deaths_a_year", "more die in a year than there are claimants")
    outside = made.claimants - (made.in_treatment or 0)
    if made.starts_a_year is not None and outside > 0 and made.starts_a_year > 4 * made.claimants:
        yield problem("starts_a_year", "more start in a year than could, each four times over")
