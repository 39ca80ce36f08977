"""The report: one HTML file that opens from disk with no network, for people who will not read a manual."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from results.blocks import Block
from results.comparison import compare
from results.files import write
from results.gather import Reading, outcome_readings
from results.inert import brief, inert
from results.manifest import Manifest, Told, parameters_of
from results.section import Context
from results.sections import SECTIONS
from results.store import Run, readings
from results.twins import live_twins
from results.words import UNTESTED, joined, number
from simulate.version import MODEL

TEMPLATE = "report.html.j2"
CREDIT = "sanctionsim"
OPEN, CLOSE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


@dataclass(frozen=True, slots=True)
class Made:
    """A section as the template takes it."""

    name: str
    title: str
    blocks: tuple[Block, ...]


def report_readings() -> dict[str, Reading]:
    """All that the report needs of every observation."""
    wanted = outcome_readings()
    for section in SECTIONS:
        wanted.update(section.readings)
    return wanted


def write_report(run: Run, path: Path | str | None = None) -> Path:
    """Make the report of a run from what is in the store.

    path: the run's own report.html if not given. Raises RunFailed when a part is damaged or the file cannot
    be written.
    """
    at = run.report if path is None else Path(path)
    write(at, render(context_of(run)).encode())
    return at


def context_of(run: Run) -> Context:
    """All that sections are built from. Raises RunFailed when a part of the run is damaged."""
    with ThreadPoolExecutor(1) as beside:
        # What this version of the rules would give is no life of a run that was kept by another.
        living = beside.submit(live_twins, run.plan()) if run.manifest.model == MODEL else None
        gathered = readings(run, report_readings())
        twins = living.result() if living else None
    values = run.values
    # Of a run of which not every draw is whole, values and figures would not go together.
    whole = len(values) == gathered.draws * len(gathered.beliefs)
    told = parameters_of(run.manifest)
    return Context(run.manifest, told, gathered, compare(gathered), values if whole else (), twins)


def render(context: Context) -> str:
    """The report as HTML."""
    manifest, made = context.manifest, []
    for section in SECTIONS:
        blocks = section.build(context)
        if blocks:
            made.append(Made(section.name, section.title, blocks))
    return page(
        question=question(context),
        subtitle=subtitle(manifest),
        scenarios=list(zip(context.labels, context.scenarios, strict=True)),
        sections=made,
        manifest=manifest,
        command=manifest.command,
    )


def page(
    *, question: str, subtitle: str, scenarios: Sequence[tuple[str, Told]], sections: Sequence[Made],
    manifest: Manifest, command: str = "",
) -> str:  # fmt: skip
    """A page in the look of the house: one file that fetches nothing. scenarios: label and scenario, the base first.

    command: makes the figures again; nothing where that is said elsewhere.
    """
    return _template().render(
        question=question,
        subtitle=subtitle,
        scenarios=scenarios,
        sections=sections,
        manifest=manifest,
        names={section.name for section in sections},
        untested=untested(scenarios),
        command=command,
        plotly=Markup(get_plotlyjs()),
        credit=CREDIT,
    )


def untested(scenarios: Sequence[tuple[str, Told]]) -> str:
    """What every figure of a mandatory regime says; nothing where there is none. scenarios: label and scenario."""
    labels = [label for label, told in scenarios if told.obliges]
    return f"{joined(labels)}: {UNTESTED}." if labels else ""


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("results", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
    )
    environment.filters |= {"script": in_script, "brief": brief}
    return environment.get_template(TEMPLATE)


def question(context: Context) -> str:
    """The question the report answers, as its title."""
    if len(context.scenarios) == 1:
        return f"What becomes of claimants under {OPEN}{brief(context.scenarios[0].title, 120)}{CLOSE}?"
    others = joined(list(context.labels[1:]), "or")
    return f"What would be different under {others}, instead of {context.labels[0]}?"


def subtitle(manifest: Manifest) -> str:
    """Who, how long and how often, in a line."""
    draws = "central values of the parameters" if manifest.draws == 1 else f"{manifest.draws} draws of the parameters"
    if len(manifest.beliefs) > 1:
        draws += f" under each of {len(manifest.beliefs)} beliefs"
    replicates = "1 replicate" if manifest.replicates == 1 else f"{manifest.replicates} replicates"
    return (
        f"240,000 people in England on out-of-work benefits and dependent on heroin or crack, over "
        f"{manifest.length}. {number(manifest.claimants)} claimants simulated, "
        f"{replicates}, {draws}."
    )


def harmless(value: Any) -> Any:
    """Text without what is not to be seen; anything else as it is."""
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def in_script(value: Any) -> Markup:
    """JSON that cannot end the script element it stands in, and has nothing in it that is not to be seen."""
    text = json.dumps(_harmless_all(value), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _harmless_all(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _harmless_all(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_harmless_all(one) for one in value]
    return harmless(value)
