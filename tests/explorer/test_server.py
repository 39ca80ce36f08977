"""The real server on a free port, driven as a browser drives it; what it refuses; full runs, done and cancelled."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from results.store import open_run
from results.surface.answer import ask
from results.surface.surface import Surface
from results.surface.view import View
from sanctionsim.explorer.full import Full, check, plan
from sanctionsim.explorer.job import Job, start
from sanctionsim.explorer.server import HOST, Work, make_app, serve
from sanctionsim.explorer.surfaces import surfaces
from scenarios.errors import InputError


@pytest.fixture(scope="module")
def shipped() -> Surface:
    return surfaces(Path("there is nothing here"))["voluntary_2009-green_paper_2008"]


class Browser:
    """Sends what the page sends."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.callbacks = self.get("/_dash-dependencies")
        self.values: dict[str, Any] = {}

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        connection.request(method, path, body, {"Content-Type": "application/json"} | headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def get(self, path: str) -> Any:
        status, content = self.ask("GET", path)
        assert status == 200, path
        return json.loads(content)

    def call(self, output: str, changed: str, **values: Any) -> dict[str, Any]:
        """The answer of the callback that makes this output. values: of inputs, `id.property` with __ for the dot."""
        (one,) = [made for made in self.callbacks if output in made["output"].strip(".").split("...")]
        given = {name.replace("__", "."): value for name, value in values.items()}

        def filled(wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return [w | {"value": given.get(f"{w['id']}.{w['property']}")} for w in wanted]

        outputs = [
            dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
            for name in one["output"].strip(".").split("...")
        ]
        body = {
            "output": one["output"], "outputs": outputs, "inputs": filled(one["inputs"]),
            "state": filled(one["state"]), "changedPropIds": [changed],
        }  # fmt: skip
        status, content = self.ask("POST", "/_dash-update-component", json.dumps(body))
        assert status == 200, content[:500]
        found: dict[str, Any] = json.loads(content)["response"]
        return found


@pytest.fixture(scope="module")
def browser(shipped: Surface, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    work = Work(tmp_path_factory.mktemp("runs"), 1)
    server = serve(make_app({shipped.name: shipped}, work), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Browser(server.server_port)
    server.shutdown()
    server.server_close()


def test_an_address_is_answered_as_the_surface_answers_it(browser: Browser, shipped: Surface) -> None:
    shown = browser.call("answer.children", "url.search", url__search="?belief=minister&hold.push=2")
    view = View("minister", {"push": 2.0})
    assert shown["answer"]["children"] == ask(shipped, view).sentence
    assert shown["belief"]["value"] == "minister" and shown["hold-push"]["value"] == ["hold"]
    assert shown["out-push"]["children"] == "2, held" and "left open" in shown["out-norm"]["children"]
    assert "hold.push=2" in shown["query"]["data"]


def test_a_moved_slider_is_held_and_is_in_the_address(browser: Browser, shipped: Surface) -> None:
    values: dict[str, Any] = {f"range-{one.name}__value": 0 for one in shipped.effects}
    values |= {f"hold-{one.name}__value": [] for one in shipped.effects}
    values |= {f"lever-{one.name.replace('.', '-')}__value": one.value for one in shipped.levers}
    values |= {"surface__value": shipped.name, "belief__value": "smmgp", "range-word_of_mouth__value": "2.5"}
    shown = browser.call("answer.children", "range-word_of_mouth.value", **values)
    assert shown["answer"]["children"] == ask(shipped, View("smmgp", {"word_of_mouth": 2.5})).sentence
    assert "hold.word_of_mouth=2.5" in shown["query"]["data"]
    wrong = browser.call("answer.children", "belief.value", **(values | {"belief__value": {"a": 1}}))
    assert "was not understood" in wrong["refused"]["children"]


def test_hostile_addresses_and_requests_are_refused(browser: Browser) -> None:
    shown = browser.call("answer.children", "url.search", url__search="?hold.push=1e9&<script>=1")
    assert "was not understood" in shown["refused"]["children"] and shown["belief"]["value"] == "even_handed"
    assert browser.ask("GET", "/", Host="evil.example")[0] == 403
    assert browser.ask("GET", "/", Origin="http://evil.example")[0] == 403
    assert browser.ask("POST", "/_dash-update-component", "x" * 70_000)[0] == 413
    said = browser.call("job.children", "start.n_clicks", claimants__value="9000000", draws__value="8", query__data="")
    assert "claimants: is out of range" in said["job"]["children"]
    said = browser.call("job.children", "start.n_clicks", claimants__value="many", draws__value="8", query__data="")
    assert "whole numbers" in said["job"]["children"]


def test_a_full_run_holds_what_the_view_holds_and_draws_the_rest(shipped: Surface) -> None:
    view = View("minister", {"push": 2.0}, {"sanction.discretion": 0.5})
    made, (_, other) = plan(shipped, view, Full(claimants=1000, draws=3))
    values = made.values()
    assert [one["contested.push"] for one in values] == [2.0, 2.0, 2.0]
    assert len({one["contested.norm"] for one in values}) == 3 and len({one["die.custody"] for one in values}) == 3
    assert other.scenario.regime.sanction.discretion == 0.5 and made.scenarios[0][0] == "voluntary_2009"
    for wrong in (Full(claimants=240_001), Full(draws=0), Full(draws=65)):
        with pytest.raises(InputError, match="out of range"):
            check(wrong)


def _ended(job: Job, seconds: float = 120) -> str:
    until = time.monotonic() + seconds
    while job.state == "running" and time.monotonic() < until:
        time.sleep(0.2)
    return job.state


@pytest.mark.verify
def test_a_full_run_is_kept_and_one_that_is_cancelled_keeps_what_is_done(shipped: Surface, tmp_path: Path) -> None:
    view = View("minister", {"push": 2.0})
    job = start(shipped, view, Full(claimants=100, draws=2), tmp_path / "done", workers=1)
    assert _ended(job) == "done", job.said
    run = open_run(tmp_path / "done")
    assert job.done == 2 and run.complete and run.beliefs == ("minister",)
    assert {one["contested.push"] for one in run.values} == {2.0}
    longer = start(shipped, view, Full(claimants=5000, draws=16), tmp_path / "stopped", workers=1)
    while longer.state == "running" and not longer.done:
        time.sleep(0.1)
    longer.cancel()
    assert _ended(longer, 30) == "cancelled" and 1 <= open_run(tmp_path / "stopped").done < 16
