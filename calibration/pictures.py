"""Pictures of a calibration: waves, targets, what was learnt of each parameter, pairs. One HTML file, no network."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from calibration.known import known
from calibration.predict import Predicted
from calibration.ship import Answer, card_of
from simulate.arrays import FloatArray

PAGE = "calibration.html"
INK, FIRST, SECOND, THIRD, SOFT = "#22252a", "#12436D", "#28A197", "#F46A25", "#BFBFBF"
MARKS = {"green": "circle", "amber": "diamond", "red": "x"}
COLOURS = {"green": SECOND, "amber": THIRD, "red": "#801650"}
PAIRS = 5
"""Parameters in the picture of pairs: those that are known best."""
ACROSS = 5


def write_page(folder: Path, answer: Answer) -> Path:
    """Write the page; where it is."""
    parts = []
    for number, (title, said, drawn) in enumerate(_pictures(answer)):
        # The library goes into the page once.
        html = drawn.to_html(full_html=False, include_plotlyjs=number == 0)
        parts.append(f"<h2>{escape(title)}</h2><p>{escape(said)}</p>{html}")
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Calibration</title>'
    style = "<style>body{font:16px Arial,sans-serif;max-width:1100px;margin:2em auto;color:#22252a}</style>"
    file = folder / PAGE
    file.write_text(f"{head}{style}<h1>Calibration</h1>{''.join(parts)}</html>", encoding="utf-8")
    return file


def _pictures(answer: Answer) -> Sequence[tuple[str, str, go.Figure]]:
    card = card_of(answer)
    inside = ", ".join(f"{one['inside_95']} of {one['targets']} {use}" for use, one in card["coverage"].items())
    return (
        ("Waves", "How much of the prior each wave left; the rest cannot be.", _waves(answer)),
        ("Targets", f"Inside the 95% interval: {inside}. In standard deviations from the published figure.",
         _targets(answer.predicted)),
        ("What was learnt", "Posterior (bars) against the standard normal prior (line), in scores.",
         _marginals(answer)),
        ("Pairs", "The parameters that are known best, two by two.", _pairs(answer)),
    )  # fmt: skip


def _waves(answer: Answer) -> go.Figure:
    names = [one.name for one in answer.fitted.waves]
    shares = [max(one.share, 1e-6) for one in answer.fitted.waves]
    drawn = go.Figure(go.Bar(x=["prior", *names], y=[1.0, *shares], marker_color=FIRST))
    drawn.update_yaxes(type="log", title="share of the prior", tickformat=".3%")
    return _dressed(drawn, 320)


def _targets(predicted: Sequence[Predicted]) -> go.Figure:
    """Each target's 95% interval around its published value, in half widths of that of error and discrepancy."""
    drawn = go.Figure()
    labels = [f"{one.target.name} ({'fit' if one.target.given.use == 'fit' else 'held out'})" for one in predicted]
    for colour in MARKS:
        some = [i for i, one in enumerate(predicted) if one.colour == colour]
        if not some:
            continue
        at = [_standing(predicted[i], predicted[i].median) for i in some]
        low = [_standing(predicted[i], predicted[i].outer[0]) for i in some]
        high = [_standing(predicted[i], predicted[i].outer[1]) for i in some]
        drawn.add_scatter(
            x=at, y=[labels[i] for i in some], mode="markers", name=colour,
            marker={"symbol": MARKS[colour], "size": 10, "color": COLOURS[colour]},
            error_x={
                "type": "data", "symmetric": False, "array": np.subtract(high, at), "arrayminus": np.subtract(at, low)
            },
        )  # fmt: skip
    drawn.add_vline(x=0, line_color=INK)
    drawn.update_yaxes(categoryorder="array", categoryarray=labels[::-1], automargin=True)
    drawn.update_xaxes(title="predicted less published, in standard deviations of the figure")
    return _dressed(drawn, 140 + 20 * len(predicted))


def _standing(one: Predicted, value: float) -> float:
    from calibration.scale import onto

    target = one.target
    at = float(onto(target.scale, np.array([value]))[0])
    return (at - target.at) / float(np.hypot(target.error, target.discrepancy))


def _marginals(answer: Answer) -> go.Figure:
    fitted = answer.fitted
    names = [one.name for one in known(fitted)]
    down = -(-len(names) // ACROSS)
    drawn = make_subplots(rows=down, cols=ACROSS, subplot_titles=names)
    line = np.linspace(-4, 4, 81)
    for i, name in enumerate(names):
        column = fitted.space.names.index(name)
        height, edges = np.histogram(
            fitted.scores[:, column], bins=24, range=(-4, 4), weights=fitted.weights, density=True
        )
        place = {"row": i // ACROSS + 1, "col": i % ACROSS + 1}
        drawn.add_bar(x=(edges[1:] + edges[:-1]) / 2, y=height, marker_color=FIRST, showlegend=False, **place)
        drawn.add_scatter(
            x=line, y=np.exp(-(line**2) / 2) / np.sqrt(2 * np.pi), mode="lines", line_color=THIRD, showlegend=False,
            **place,
        )  # fmt: skip
    drawn.update_annotations(font_size=11)
    return _dressed(drawn, 180 * down)


def _pairs(answer: Answer) -> go.Figure:
    fitted = answer.fitted
    best = [one.name for one in known(fitted)][:PAIRS]
    some: FloatArray = fitted.chain[:: max(1, len(fitted.chain) // 800)]
    drawn = go.Figure(
        go.Splom(
            dimensions=[
                {"label": name, "values": some[:, fitted.space.names.index(name)]} for name in best
            ],
            marker={"size": 3, "color": FIRST, "opacity": 0.4}, diagonal_visible=False,
        )
    )  # fmt: skip
    return _dressed(drawn, 700)


def _dressed(drawn: go.Figure, height: int) -> go.Figure:
    drawn.update_layout(
        template="plotly_white", height=height, font={"family": "Arial, sans-serif", "color": INK},
        margin={"l": 40, "r": 20, "t": 40, "b": 50},
    )  # fmt: skip
    return drawn
