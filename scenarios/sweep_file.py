"""What a plan of a sweep is made of, as its file is written: `scenarios/sweep.py` reads and checks it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from scenarios.claim_file import InGroup, Name, Threshold
from scenarios.levers import Group
from scenarios.parameters import Figure
from scenarios.schema import Words
from scenarios.units import Number

METHODS = ("latin_hypercube", "given", "morris", "sobol", "grid")
Method = Literal["latin_hypercube", "given", "morris", "sobol", "grid"]
Probability = Annotated[float, Number(0, 1, "a probability")]
DEFAULT_LIMIT = 0.1
"""A harm may have a probability of 1 in 10 where nothing else is said."""


def _nothing_is_default(given: object) -> object:
    """`contested:` with nothing behind it is as good as `contested: {}`."""
    return {} if given is None else given


def _one_is_a_list(given: object) -> object:
    """`other: act_2009` is as good as a list of one."""
    return [given] if isinstance(given, str) else given


class Varied(Group):
    """How one parameter, or every one of a group, is varied; with nothing said as its row says it may be."""

    low: Figure | None = Field(None, description="lower end")
    high: Figure | None = Field(None, description="upper end")
    values: Annotated[tuple[Figure, ...], Field(strict=False, min_length=2, max_length=100)] | None = Field(
        None, description="these values and no others, each as often"
    )
    by: Literal["set", "scale"] = Field(
        "set", description="set: low, high and values are in the unit of the row; scale: they multiply its value"
    )
    together: bool = Field(False, description="the parameters of a group are moved as one factor (morris, sobol)")


class Guardrail(Group):
    """A harm that must not be likely: stated here, or a file of claims each of which states one."""

    claims: Words | None = Field(None, description="a file of claims, or one that is built in, such as guardrails")
    words: Words | None = Field(None, description="the guardrail in a sentence")
    metric: Name | None = Field(None, description="the outcome guarded")
    per: Name | None = Field(None, description="the outcome it is divided by")
    threshold: Threshold | None = Field(None, description="the harm, as in a file of claims")
    group: InGroup | None = Field(None, description="of whom, if not of all claimants")
    above: Probability = Field(DEFAULT_LIMIT, description="it fails where the harm is likelier than this")


Count = Annotated[int, Field(ge=1, le=1_000_000)]
Names = Annotated[tuple[Words, ...], BeforeValidator(_one_is_a_list), Field(strict=False, min_length=1)]
LeverValues = Annotated[tuple[Any, ...], Field(strict=False, min_length=1, max_length=20)]


class SweepFile(Group):
    """The file as it is written."""

    schema_version: Literal[1] = Field(alias="schema", description="version of this file format: 1")
    title: Words = Field(description="what the sweep asks")
    base: Words = Field(description="the regime others are measured against: built-in name or path")
    other: Names = Field(description="the regime, or a list of them, whose difference from the base is explained")
    outcome: Names = Field(description="the outcome, or a list of them, whose difference is explained")
    method: Method = Field("latin_hypercube", description="how the parameters are varied together")
    points: Annotated[int, Field(ge=2, le=100_000)] | None = Field(
        None, description="points of a hypercube, trajectories of Morris, base points of Sobol"
    )
    levels: Annotated[int, Field(ge=2, le=20)] = Field(
        4, description="levels of a parameter in Morris (an even number) and in a grid without values"
    )
    file: Words | None = Field(None, description="for given: a CSV file with a column for each parameter")
    vary: dict[str, Annotated[Varied, BeforeValidator(_nothing_is_default)]] = Field(
        {}, description="group.name of a parameter, or the name of a whole group, such as contested"
    )
    correlated: bool = Field(
        True, description="in a hypercube: parameters with one cause are high or low together, as parameters.yaml says"
    )
    levers: dict[str, LeverValues] = Field(
        {}, description="path of a lever below regime -> values; every combination is a regime of its own"
    )
    claimants: Count = Field(12_000, description="claimants simulated")
    years: Annotated[float, Number(0.01, 50, "years")] = Field(2.0, description="length of a run")
    replicates: Annotated[int, Field(ge=1, le=1000)] = Field(2, description="replicates of each point: chance")
    seed: Annotated[int, Field(ge=0, le=2**31)] = Field(1, description="seed of the design and of the runs")
    belief: Words | None = Field(None, description="whose belief about the contested effects is laid over them")
    fail_if: Annotated[tuple[Words, ...], BeforeValidator(_one_is_a_list), Field(strict=False)] = Field(
        (), description="conditions under which the sweep fails, such as deaths > 2% @ 0.1"
    )
    guardrails: Annotated[tuple[Guardrail, ...], Field(strict=False)] = Field(
        (), description="harms that must not be likely"
    )
