"""What stands on the page of the explorer: native controls with labels, so that a keyboard and a screen reader do."""

from typing import Any, TypeVar

from dash import dcc, html

from results.surface.page import FIRST, about, controls, ordered, others, years
from results.surface.surface import Effect, Lever, Surface
from results.words import number
from sanctionsim.explorer.full import MOST_CLAIMANTS, MOST_DRAWS
from sanctionsim.explorer.opinion import SMALL

STEPS = 100
"""Of the slider of an effect."""
C = TypeVar("C", bound=Any)
PLAIN = "Figures are of a simulation, not of any person. The model takes no side."
CHART: Any = {"displayModeBar": False}
HEADS = ("Outcome", "Base", "Difference", "95% interval", "How sure", "At just these values")


def layout(surfaces: dict[str, Surface]) -> html.Div:
    """The page. The effects of the first surface are those of all: they are of the same parameters."""
    first = next(iter(surfaces.values()))
    levers = {lever.name: lever for one in surfaces.values() for lever in one.levers}
    return html.Div(
        [
            dcc.Location(id="url", refresh=False),
            dcc.Store(id="query"),
            html.A("Skip to the answer", href="#main", className="skip"),
            html.Header([html.P("sanctionsim \N{MIDDLE DOT} explorer", className="credit"), html.H1(id="question")]),
            _spoken(html.P(id="strip", className="strip"), hidden="true"),
            html.P(id="refused", className="refused", role="alert"),
            html.Main(
                [_answer(), _controls(surfaces, first, tuple(levers.values()))], id="main", className="sides",
                tabIndex="-1",
            ),
            html.Footer(html.P(PLAIN, className="note")),
        ],
        className="page",
    )  # fmt: skip


def _spoken(component: C, **aria: str) -> C:
    """The component with words for a screen reader: `label` is `aria-label`."""
    for name, value in aria.items():
        setattr(component, f"aria-{name}", value)
    return component


def _answer() -> html.Section:
    section = html.Section(
        [
            _spoken(html.P(id="answer", className="lead"), live="polite"),
            html.P(id="warning", className="warning"),
            html.Div(dcc.Graph(id="chart", config=CHART, responsive=True), id="chart-words", role="img"),
            _spoken(html.Div(id="table", className="scroll", tabIndex="0", role="region"), label="Differences"),
            html.P(
                "Best estimate and interval hold all that is not known: the effects that are left open, as the belief "
                f"has them; {others()} further parameters, drawn in a full run and held here; and the error of the "
                "surface. “At just these values” is every effect held where its slider stands and all else at its "
                "central value; the ± holds 95 of 100 real runs.",
                className="note",
            ),
            html.H2("A second opinion"),
            html.P(
                f"The model itself, now, at just these values: {SMALL.claimants:,} claimants live "
                f"{SMALL.replicates} times under each regime. So few people make chance large.",
                className="note",
            ),
            html.Button("Ask the model", id="ask", type="button"),
            html.Div(id="opinion", role="status"),
            _full(),
            html.Details([html.Summary("What this is, and what it cannot say"), html.Ul(id="about")]),
        ],
        className="answer-long",
    )  # fmt: skip
    return _spoken(section, label="The answer")


def _full() -> html.Div:
    return html.Div(
        [
            html.H2("Run in full"),
            html.P(
                f"In the background, kept as any run. At most {MOST_CLAIMANTS:,} claimants and {MOST_DRAWS} draws, one "
                "run at a time.",
                className="note",
            ),
            html.Div(
                [
                    html.Label("Claimants", htmlFor="claimants"),
                    dcc.Input(id="claimants", type="text", inputMode="numeric", value="24000"),
                    html.Label("Draws", htmlFor="draws"),
                    dcc.Input(id="draws", type="text", inputMode="numeric", value="8"),
                    html.Button("Run in full", id="start", type="button"),
                    html.Button("Cancel", id="cancel", type="button", disabled=True),
                ],
                className="buttons",
            ),
            _spoken(html.Progress(id="progress", value="0", max="1", style={"display": "none"}), label="Full run"),
            html.P(id="job", role="status"),
            dcc.Interval(id="tick", interval=1000, disabled=True),
        ]
    )


def _controls(surfaces: dict[str, Surface], first: Surface, levers: tuple[Lever, ...]) -> html.Div:
    effects = ordered(first)
    pairs = [
        {"label": f"{one.other['label']} against {one.base['label']}", "value": name} for name, one in surfaces.items()
    ]
    beliefs = [{"label": one.label, "value": one.name} for one in first.beliefs]
    return html.Div(
        [
            html.Fieldset([html.Legend("Which regimes?"), dcc.RadioItems(pairs, first.name, id="surface")]),
            html.Fieldset(
                [
                    html.Legend("Whose belief about the contested effects?"),
                    dcc.RadioItems(beliefs, first.beliefs[0].name, id="belief", className="choices"),
                    html.P(id="who", className="note"),
                ]
            ),
            html.Div([html.Button("Leave everything open", id="reset", type="button")], className="buttons"),
            html.Fieldset(
                [
                    html.Legend("What the argument is about"),
                    html.P(
                        "Move a slider and that effect is held there. The address of this page holds what you see.",
                        className="note",
                    ),
                    *(_effect(one) for one in effects[:FIRST]),
                    html.Details(
                        [
                            html.Summary(f"{len(effects) - FIRST} further contested effects"),
                            *(_effect(one) for one in effects[FIRST:]),
                        ]
                    ),
                ]
            ),
            html.Fieldset([html.Legend("What could be decided otherwise"), *(_lever(one) for one in levers)]),
        ],
        className="controls",
    )  # fmt: skip


def _effect(one: Effect) -> html.Div:
    says = controls(one)
    return html.Div(
        [
            html.Label(one.title, htmlFor=f"range-{one.name}"),
            html.Div(
                [
                    _range(f"range-{one.name}", one.low, one.high, (one.high - one.low) / STEPS, one.value),
                    html.Span(id=f"out-{one.name}", className="said"),
                    dcc.Checklist([{"label": "hold", "value": "hold"}], [], id=f"hold-{one.name}", inline=True),
                ],
                className="value",
            ),
            html.Details(
                [
                    html.Summary(["What it means", html.Span(f": {one.title}", className="hidden")]),
                    html.P(
                        f"{says['note']} Open to argument: {says['low']} to {says['high']} ({says['unit']}).",
                        className="note",
                    ),
                ]
            ),
        ],
        className="control",
    )  # fmt: skip


def _range(name: str, low: float, high: float, by: float, value: float) -> dcc.Input:
    """A native slider, of the value itself: that is what a screen reader says of it."""
    return dcc.Input(id=name, type="range", min=low, max=high, step=by, value=value)


def _lever(one: Lever) -> html.Div:
    place = place_of(one.name)
    return html.Div(
        [
            html.Label(one.title, htmlFor=f"lever-{place}"),
            html.Div(
                [
                    _range(f"lever-{place}", one.low, one.high, one.by, one.value),
                    html.Span(id=f"lever-out-{place}", className="said"),
                ],
                className="value",
            ),
        ],
        className="control", id=f"control-{place}",
    )  # fmt: skip


def place_of(lever: str) -> str:
    """The name of a lever as part of an id, in which dots have a meaning of their own."""
    return lever.replace(".", "-")


def table(rows: list[tuple[str, ...]], heads: tuple[str, ...], caption: str) -> html.Table:
    """A table; the first column names the row."""
    numeric = {at for at, head in enumerate(heads) if head not in ("Outcome", "How sure")}

    def kind(at: int) -> str:
        return "n" if at in numeric else ""

    return html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr([html.Th(head, scope="col", className=kind(at)) for at, head in enumerate(heads)])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(row[0], scope="row"),
                            *(html.Td(cell, className=kind(at)) for at, cell in enumerate(row[1:], start=1)),
                        ]
                    )
                    for row in rows
                ]
            ),
        ]
    )  # fmt: skip


def told_about(surface: Surface, answer: Any) -> list[html.Li]:
    """What the surface is, as points."""
    return [html.Li(line) for line in about(surface, answer)]


def caption(surface: Surface) -> str:
    """Of the table of differences."""
    return f"Paired differences over {number(years(surface))} years, people of England"
