"""The explorer as a Dash application on this machine alone.

It binds to 127.0.0.1, answers only requests that name this machine, takes no more than a few kilobytes from anybody,
and does at most one second opinion and one full run at a time.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import dash
from dash import Input, Output, State, ctx
from flask import Response, abort, request

from results.dots import Row as Dots
from results.dots import dot_chart
from results.estimate import Estimate
from results.figures import plain
from results.surface.answer import Answer, ask, other_label
from results.surface.page import cells
from results.surface.surface import Surface
from results.surface.view import View, query_of, read_query
from results.words import number
from sanctionsim.explorer.full import Full
from sanctionsim.explorer.job import Job, start
from sanctionsim.explorer.layout import HEADS, caption, layout, place_of, table, told_about
from sanctionsim.explorer.moves import lever_of, view_of
from sanctionsim.explorer.opinion import Busy, second_opinion, told
from scenarios.errors import InputError, SanctionsimError

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
MOST_BYTES = 64 * 1024
"""Of a request: what the page sends is a tenth of it."""
REPLACE = (
    "function(query) { if (query) { history.replaceState(null, '', '?' + query); } "
    "return window.dash_clientside.no_update; }"
)
STYLE = """
:root {
  --ink: #1a1a1a; --soft: #55595c; --paper: #ffffff; --panel: #f4f6f8; --line: #c9ced2; --blue: #12436d;
  --warn: #801650; --warn-back: #fbf0f6;
}
.answer-long { min-width: 0; }
.choices { display: flex; flex-wrap: wrap; gap: .2rem 1rem; }
fieldset { margin-bottom: 1rem; }
.buttons { align-items: center; }
.dash-input-container { border: 0; background: none; padding: 0; height: auto; width: auto; display: block; }
.buttons .dash-input-container { width: 7rem; }
.buttons .dash-input-element { border: 2px solid var(--ink); padding: .35rem .5rem; }
.dash-input-element { width: 100%; }
.value .dash-input-container { flex: 1 1 11rem; order: -1; box-shadow: none; }
"""
"""Beside that of the page without a server. Charts are drawn for a light page, so it has no dark one."""


@dataclass(slots=True)
class Work:
    """What is at work behind the page. folder: in which full runs are kept. workers: processes of a full run."""

    folder: Path
    workers: int
    job: Job | None = None
    done: list[Job] = field(default_factory=list)

    def begin(self, surface: Surface, view: View, asked: Full) -> str:
        """Begin a full run, if none is at work; a sentence."""
        if self.job is not None and self.job.state == "running":
            return f"A full run is at work already, in {self.job.folder}. Cancel it first, or wait."
        name = f"explorer-{datetime.now():%Y%m%dT%H%M%S}"
        self.job = start(surface, view, asked, self.folder / name, workers=self.workers)
        return f"Begun, in {self.job.folder}."


def make_app(surfaces: dict[str, Surface], work: Work) -> dash.Dash:
    """The application. surfaces: by name, at least one."""
    app = dash.Dash(
        "sanctionsim", title="sanctionsim explorer", update_title="", index_string=_index(), serve_locally=True,
        assets_folder="there_are_no_assets", suppress_callback_exceptions=False,
    )  # fmt: skip
    app.layout = layout(surfaces)
    app.server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.server.before_request(_refuse_strangers)
    app.server.after_request(_headers)
    _moving(app, surfaces)
    _second(app, surfaces)
    _running(app, surfaces, work)
    return app


def _index() -> str:
    style = files("results.surface").joinpath("explorer.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head>{%metas%}<title>{%title%}</title><link rel="icon" href="data:,">'
        f"{{%css%}}<style>{style}{STYLE}</style></head><body>{{%app_entry%}}<noscript><p>This page needs JavaScript. "
        "Without it, use <code>sanctionsim app --static FILE</code>.</p></noscript>"
        "<footer>{%config%}{%scripts%}{%renderer%}</footer></body></html>"
    )


def _refuse_strangers() -> None:
    # A page of elsewhere may make a browser ask here by a name of its own that leads to this machine.
    if request.host.rpartition(":")[0] not in NAMES and request.host not in NAMES:
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        abort(403)


def _headers(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _moving(app: dash.Dash, surfaces: dict[str, Surface]) -> None:
    """Whatever is moved, the whole view is read anew, answered, and written to the controls and the address."""
    first = next(iter(surfaces.values()))
    effects = [one.name for one in first.effects]
    levers = list(dict.fromkeys(lever.name for one in surfaces.values() for lever in one.levers))
    outputs = {
        "question": Output("question", "children"), "answer": Output("answer", "children"),
        "warning": Output("warning", "children"), "warn": Output("warning", "style"),
        "table": Output("table", "children"), "chart": Output("chart", "figure"),
        "words": Output("chart-words", "aria-label"), "strip": Output("strip", "children"),
        "about": Output("about", "children"), "refused": Output("refused", "children"),
        "who": Output("who", "children"), "query": Output("query", "data"),
        "surface": Output("surface", "value"), "belief": Output("belief", "value"),
        "ranges": {one: Output(f"range-{one}", "value") for one in effects},
        "holds": {one: Output(f"hold-{one}", "value") for one in effects},
        "outs": {one: Output(f"out-{one}", "children") for one in effects},
        "levers": {one: Output(f"lever-{place_of(one)}", "value") for one in levers},
        "lever_outs": {one: Output(f"lever-out-{place_of(one)}", "children") for one in levers},
        "lever_shown": {one: Output(f"control-{place_of(one)}", "style") for one in levers},
    }  # fmt: skip
    inputs = {
        "url": Input("url", "search"), "surface": Input("surface", "value"), "belief": Input("belief", "value"),
        "reset": Input("reset", "n_clicks"),
        "ranges": {one: Input(f"range-{one}", "value") for one in effects},
        "holds": {one: Input(f"hold-{one}", "value") for one in effects},
        "levers": {one: Input(f"lever-{place_of(one)}", "value") for one in levers},
    }  # fmt: skip

    @app.callback(outputs, inputs)  # type: ignore[untyped-decorator, unused-ignore]
    def move(url: Any, surface: Any, belief: Any, reset: Any, ranges: Any, holds: Any, levers: Any) -> dict[str, Any]:
        triggered = str(ctx.triggered_id or "url")
        refused = ""
        of, view = first, View(first.beliefs[0].name)
        try:
            if triggered == "url":
                of, view = read_query(str(url or ""), surfaces)
            else:
                of = surfaces.get(str(surface), first)
                if triggered.startswith("range-"):
                    holds = holds | {triggered.removeprefix("range-"): ["hold"]}
                view = view_of(of, belief, ranges, holds, levers)
                view = View(view.belief) if triggered == "reset" else view
        except InputError as fault:
            refused = f"This was not understood, so nothing of it is used. {fault}"
        return shown(of, view, refused, levers)

    app.clientside_callback(  # type: ignore[no-untyped-call, unused-ignore]
        REPLACE, Output("query", "storage_type"), Input("query", "data")
    )


def shown(surface: Surface, view: View, refused: str, levers: Any) -> dict[str, Any]:
    """All that the page shows of a view. levers: names of those that have a slider."""
    found = ask(surface, view)
    held = surface.belief(view.belief)
    values = {one.name: view.held.get(one.name, value) for one, value in zip(surface.effects, held.values, strict=True)}
    there = {one.name: one for one in surface.levers}
    states = {one: "held" if one in view.held else "left open" for one in values}
    settled = sum(row.difference.settled for row in found.rows)
    first = ", ".join(f"{row.shape.label} {number(row.difference.mean, sign=True)}" for row in found.rows[:2])
    return {
        "question": f"What would change under {other_label(surface, view)}, instead of {surface.base['label']}?",
        "answer": found.sentence, "warning": found.warning, "warn": {} if found.warning else {"display": "none"},
        "table": table([cells(row) for row in found.rows], HEADS, caption(surface)), "chart": _chart(surface, found),
        "words": " ".join(
            f"{row.shape.label}: {number(row.difference.mean, sign=True)}, {row.sure}." for row in found.rows
        ),
        "strip": f"{settled} of {len(found.rows)} settled. {first}", "about": told_about(surface, found),
        "refused": refused, "who": f"{held.who}: “{held.sentence}”", "query": query_of(view, surface),
        "surface": surface.name, "belief": view.belief,
        "ranges": {one.name: values[one.name] for one in surface.effects},
        "holds": {one: ["hold"] if one in view.held else [] for one in values},
        "outs": {one: f"{number(value)}, {states[one]}" for one, value in values.items()},
        "levers": {one: lever_of(there[one], view) if one in there else dash.no_update for one in levers},
        "lever_outs": {one: _lever_words(there[one], view) if one in there else "" for one in levers},
        "lever_shown": {one: {} if one in there else {"display": "none"} for one in levers},
    }  # fmt: skip


def _lever_words(one: Any, view: View) -> str:
    return f"{number(lever_of(one, view))}, {'moved' if one.name in view.moved else 'as in the regime'}"


def _chart(surface: Surface, found: Answer) -> dict[str, Any]:
    def scaled(gap: Estimate, base: float) -> Dots:
        return Dots("", (gap,), 100 / base if base else 0.0)

    rows = [scaled(row.difference, row.shape.base) for row in found.rows]
    rows = [Dots(plain(of.shape.label), one.estimates, one.scale) for of, one in zip(found.rows, rows, strict=True)]
    label = str(surface.other["label"])
    data, shape = dot_chart(
        rows, [label], title=f"Difference as % of {surface.base['label']}", suffix="%", row_height=36
    )
    return {"data": list(data), "layout": shape}


def _second(app: dash.Dash, surfaces: dict[str, Surface]) -> None:
    @app.callback(
        Output("opinion", "children"), Input("ask", "n_clicks"), State("query", "data"), prevent_initial_call=True,
        running=[(Output("ask", "disabled"), True, False)],
    )  # type: ignore[untyped-decorator, unused-ignore]  # fmt: skip
    def second(_: Any, query: Any) -> Any:
        try:
            surface, view = read_query(str(query or ""), surfaces)
            found = second_opinion(surface, view)
        except Busy:
            return "Another second opinion is being made; ask again in a moment."
        except SanctionsimError as fault:
            return str(fault)
        heads = ("Outcome", "The surface", "The model (95% interval of chance)")
        said = f"{found.claimants:,} claimants, {found.replicates} times"
        return table([*told(found, ask(surface, view).rows)], heads, f"At just these values: {said}")


def _running(app: dash.Dash, surfaces: dict[str, Surface], work: Work) -> None:
    outputs = [
        Output("job", "children"), Output("progress", "value"), Output("progress", "max"), Output("progress", "style"),
        Output("cancel", "disabled"), Output("start", "disabled"), Output("tick", "disabled"),
    ]  # fmt: skip

    @app.callback(
        outputs, Input("start", "n_clicks"), Input("cancel", "n_clicks"), Input("tick", "n_intervals"),
        State("query", "data"), State("claimants", "value"), State("draws", "value"), prevent_initial_call=True,
    )  # type: ignore[untyped-decorator, unused-ignore]  # fmt: skip
    def run(_: Any, __: Any, ___: Any, query: Any, claimants: Any, draws: Any) -> list[Any]:
        said = ""
        try:
            if ctx.triggered_id == "start":
                surface, view = read_query(str(query or ""), surfaces)
                said = work.begin(surface, view, Full(int(claimants or 0), int(draws or 0)))
            elif ctx.triggered_id == "cancel" and work.job is not None:
                work.job.cancel()
        except (ValueError, TypeError):
            said = "Claimants and draws must be whole numbers."
        except SanctionsimError as fault:
            said = str(fault)
        return _job_shown(work.job, said)


def _job_shown(job: Job | None, said: str) -> list[Any]:
    if job is None:
        return [said, "0", "1", {"display": "none"}, True, False, True]
    done, running = min(job.done, job.tasks), job.state == "running"
    words = {
        "running": f"Running in {job.folder}: {done} of {job.tasks} draws done.",
        "done": f"Done. Its report: sanctionsim report {job.folder}",
        "cancelled": f"Cancelled; {done} of {job.tasks} draws are kept: sanctionsim runs resume {job.folder}",
        "failed": f"It failed: {job.said}",
    }[job.state]
    return [f"{said} {words}".strip(), str(done), str(job.tasks), {}, not running, running, not running]


def serve(app: dash.Dash, port: int) -> Any:
    """A server on this machine alone, not yet begun; `server_port` is its port.

    Raises OSError or SystemExit where the port is taken.
    """
    from werkzeug.serving import make_server

    # A line for every move of a slider helps nobody.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    return make_server(HOST, port, app.server, threaded=True)
