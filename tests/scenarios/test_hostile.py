"""Whatever stands under changes, rules, assume and calendar: it is read, or refused in words that name a line."""

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.areas import districts, load_areas
from scenarios.errors import InputError, Problem
from scenarios.loader import Loaded, load_scenario
from scenarios.schema import Scenario
from scenarios.timeline import timeline
from tests.scenarios.written import HEADS, LINES, TOWNS

SOON = 4.0  # seconds; on an idle machine each takes well under one

PLAIN = st.sampled_from(
    [None, True, 0, 1, -1, 0.3, 1e15, "all", "Leeds", "Humber", "2010-01-01", "2009-04-27", "12 months", "0 days",
     "3 weeks", "9999 years", "take_up", "sanctions", "", "[key]", "2009", "contested.push", "together"]
)  # fmt: skip
KEYS = st.sampled_from(
    ["from", "until", "for", "announced", "every", "areas", "set", "name", "when", "recorded", "under", "over", "after",
     "over_last", "lag", "judged", "then", "again", "oblige", "attend_assessment", "sanction", "jsa", "weeks",
     "share_of_benefit", "believe", "looming", "support", "childcare", "contested.push", "stabilise.weeks", "[key]",
     "unemployment", "2009", "start", "labour_market", "odd"]
)  # fmt: skip
ANYTHING = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=20
)
OVERLAY = st.sampled_from(
    [{"support": {"childcare": True}}, {"sanction": {"jsa": {"share_of_benefit": 1, "weeks": ["1 week"]}}},
     {"sanction": {"jsa": None}}, {"oblige": {"attend_assessment": True}},
     {"sanction": {"jsa": {"weeks": ["2 weeks"]}}}]
)  # fmt: skip
LENGTH = st.sampled_from(["3 weeks", "12 months", "1 year"])
PLACES = st.sampled_from(["all", ["Leeds"], ["Hull", "West Yorkshire"]])


def mostly(good: st.SearchStrategy[Any], other: st.SearchStrategy[Any] = ANYTHING) -> st.SearchStrategy[Any]:
    return st.sampled_from([good] * 15 + [other]).flatmap(lambda strategy: strategy)


NEAR_A_CHANGE = st.fixed_dictionaries(
    {"from": mostly(st.sampled_from(["2010-01-01", "2010-06-01"])), "set": mostly(OVERLAY)},
    optional={
        "until": mostly(st.just("2012-01-01")), "for": mostly(LENGTH), "announced": mostly(LENGTH),
        "every": mostly(LENGTH), "areas": mostly(PLACES),
    },
)  # fmt: skip
NEAR_A_RULE = st.fixed_dictionaries(
    {
        "name": mostly(st.sampled_from(["a", "b", "c"])),
        "when": mostly(
            st.fixed_dictionaries(
                {"recorded": mostly(st.just("take_up")), "after": mostly(LENGTH), "under": mostly(st.just(0.3))},
                optional={"every": mostly(LENGTH), "lag": mostly(st.just("1 week")), "over": PLAIN},
            )
        ),
        "then": mostly(st.fixed_dictionaries({"set": mostly(OVERLAY)})),
    },
    optional={"areas": mostly(PLACES), "for": mostly(LENGTH), "again": st.booleans(), "judged": PLAIN},
)
ASSUMED = st.dictionaries(st.sampled_from(["contested.push", "contested.commit"]), mostly(st.just(1.1)))


@settings(max_examples=250, deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "regime": mostly(st.just({"oblige": {"attend_assessment": True}})),
            "changes": mostly(st.lists(NEAR_A_CHANGE, max_size=3)),
            "rules": mostly(st.lists(NEAR_A_RULE, max_size=3)),
            "assume": mostly(ASSUMED),
            "calendar": mostly(st.just({"labour_market": "severe", "unemployment": {"2009": 0.1}})),
            "population": mostly(st.just({"outside_benefit": True})),
        },
    )
)
def test_anything_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, value: dict[str, Any]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(HEADS + "".join(f"{key}: {json.dumps(given)}\n" for key, given in value.items()))
    problems: tuple[Problem, ...] = ()
    read: Loaded | None = None
    try:
        read = load_scenario(str(path), TOWNS)
    except InputError as refused:
        problems = refused.problems
    assert (read is None) == bool(problems)
    assert all(problem.message and problem.line and problem.line > LINES for problem in problems)
    assert len(set(problems)) == len(problems)
    if read is not None:
        assert all(warning.message and warning.line > LINES for warning in read.warnings)
        again = Scenario.model_validate(read.resolved)
        assert again.model_dump(exclude={"extends"}) == read.scenario.model_dump(exclude={"extends"})
        assert timeline(again, TOWNS) == timeline(read.scenario, TOWNS)


STEPPED = "announced: 20 weeks, every: 1 month, set: {support: {childcare: true}}"


@pytest.mark.parametrize(
    "text",
    [
        "changes:\n" + f"  - {{from: 2010-01-01, for: 1 year, areas: {json.dumps(districts())}, {STEPPED}}}\n" * 40,
        "changes:\n"
        + "".join(f"  - {{from: 2010-01-{1 + n % 28:02}, for: 1 year, areas: all, {STEPPED}}}\n" for n in range(40)),
        f"changes: [{{from: 2010-01-01, areas: {json.dumps([area.name for area in load_areas()])}, {STEPPED}}}]\n",
        "changes: [{from: 2020-12-31, for: 50 years, announced: 5 years, every: 2 years, areas: "
        f"{json.dumps(['nowhere'] * 199 + ['Kent'])}, set: {{support: {{childcare: true}}}}}}]\n",
        "assume: {" + ", ".join(f"contested.push{n}: 1" for n in range(9000)) + "}\n",
        "calendar: {unemployment: {" + ", ".join(f"{1000 + n}: 1" for n in range(5000)) + "}}\n",
        "rules: [" + "{name: a, when: {recorded: x, after: 1}, then: {set: {x: 1}}}, " * 1500 + "]\n",
    ],
    ids=["aligned", "unaligned", "all areas", "far away", "assumptions", "years", "rules"],
)
def test_a_large_file_is_answered_soon(text: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(HEADS + text)
    begun = time.perf_counter()
    with suppress(InputError):
        timeline(load_scenario(str(tmp_path / "mine.yaml")).scenario, load_areas())
    assert time.perf_counter() - begun < SOON
