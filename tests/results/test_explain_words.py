"""Words: for every level, process, outcome, situation and lever; plain, and none of them a slur."""

import re
from pathlib import Path

import pytest

import results
from results.explain_boxes import Box
from results.explain_levels import BECOMES, KEEPS, LEVELS, SAID_FIRST, SETS, TOLD_FIRST, TRAITS
from results.explain_levers import leaves, meaning_of, value_words
from results.explain_lines import RULES, heading
from results.explain_people_words import ODDS, SITUATIONS
from results.explain_situations import situations
from results.explain_status import Situation
from results.explain_traits import TRAIT_AXES
from results.explain_types import KEPT
from results.explain_words import box_words, edit_words, edits_words, figure_words, hull
from scenarios.levers import Regime
from simulate.counts import COUNTS
from simulate.processes import PROCESSES
from simulate.status import AXES, Income, Knowledge, Mandate, Pathway, Sanction

SLURS = re.compile(r"\b(addicts?|junk(y|ie)s?|abusers?|drug abuse|clean|dirty|scroungers?|workshy|users? who)\b", re.I)


def test_every_process_and_count_has_a_heading_of_its_own() -> None:
    headings = [heading(name).partition(":")[0] for name in RULES]
    assert len(set(headings)) == len(headings) == len(PROCESSES) + len(COUNTS)
    assert not [
        name for name in RULES if heading(name) == name or (":" not in heading(name) and "are" not in heading(name))
    ]


def test_every_level_of_every_axis_and_trait_has_words() -> None:
    assert {axis: len(words) for axis, words in LEVELS.items()} == {axis: len(levels) for axis, levels in AXES.items()}
    assert {trait: len(words) for trait, words in TRAITS.items()} == dict(TRAIT_AXES)
    for words in (*LEVELS.values(), *TRAITS.values()):
        assert len(set(words)) == len(words) and all(words)
    assert set(SAID_FIRST) == set(TOLD_FIRST) == set(AXES)
    assert set(KEEPS) <= set(AXES) and all(axis in AXES for axis, _ in BECOMES)
    for axis, sets in SETS.items():
        assert all(together < set(range(len(AXES[axis]))) for together, _ in sets)


def test_every_situation_and_every_odds_has_words() -> None:
    situations = {process.name: process.situations for process in PROCESSES if process.situation}
    assert {name: len(words) for name, words in SITUATIONS.items()} == situations
    assert set(ODDS) == {process.name for process in PROCESSES if process.odds}


def test_no_word_is_a_slur() -> None:
    for path in Path(str(results.__file__)).parent.rglob("*.py"):
        assert not SLURS.search(path.read_text()), path.name
    for process in PROCESSES:
        assert not SLURS.search(heading(process.name))


def test_every_lever_has_a_meaning_and_null_is_said_as_the_schema_says_it() -> None:
    for name, _ in leaves(Regime().model_dump(mode="json", by_alias=True), "regime."):
        assert meaning_of(name), name
    assert value_words("regime.identify.data_share.police.lag", None) == "at once"
    assert value_words("regime.identify.data_share.police.recall", None) == "the parameter"
    assert value_words("regime.support.progress2work_places", None) == "as it ran"
    assert value_words("regime.sanction.jsa", None) == "none"
    assert value_words("regime.oblige.exempt", []) == "nobody"


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ({}, "everybody"),
        ({"sanction": (2, 3)}, "sanctioned"),
        ({"sanction": (1, 2, 3)}, "breach being decided or sanctioned"),
        ({"knowledge": (0, 3), "income": (0, 1, 2)}, "on benefit, not known to the Jobcentre"),
        ({"knowledge": (1, 2, 3)}, "known to the Jobcentre or has denied drug use"),
        ({"mandate": (0, 2)}, "not required to attend"),
        ({"support": (0, 1, 2)}, "not ready for work"),
        ({"income": (5,)}, "with neither benefit nor job"),
        ({"pathway": (0, 1, 2, 3, 4, 5, 6)}, "not treatment completed"),
        ({"male": (0,), "children": (1,)}, "women, with children at home"),
    ],
)
def test_boxes_in_words(levels: dict[str, tuple[int, ...]], said: str) -> None:
    assert box_words(Box(tuple(levels.items()))) == said


def test_what_somebody_becomes_in_words() -> None:
    told = (("pathway", Pathway.APPOINTED), ("mandate", Mandate.REQUIRED), ("knowledge", Knowledge.IDENTIFIED))
    assert edit_words(told) == "identified, with an appointment, required to attend"
    assert edit_words((("mandate", Mandate.NONE), ("sanction", KEPT))) == (
        "no longer required to attend, a sanction, or a breach being decided, stands"
    )
    either = [(("income", Income.NOTHING), ("sanction", level)) for level in (Sanction.NONE, Sanction.SANCTIONED)]
    assert edits_words(either) == "with neither benefit nor job, no sanction or sanctioned"
    assert edits_words([(("dead", 1),)]) == "dead"


def test_a_hull_says_only_what_is_worth_a_word() -> None:
    boxes = [Box((("income", (0,)), ("pathway", tuple(range(4))))), Box((("income", (1, 2)), ("pathway", (4, 5, 6))))]
    assert box_words(hull(boxes)) == "on benefit"


def test_figures_have_three_digits() -> None:
    assert (figure_words(23.52941), figure_words(True), figure_words("limited")) == ("23.5", "yes", "limited")


def test_situations_with_the_same_effects_are_told_together() -> None:
    same = [Situation("sanction", level, "find_work", 0.5, 0.5, ()) for level in (2, 3)]
    other = Situation("debt", 1, "evicted", 0.001, 0.002, (), fresh=True)
    told = [text for text, _ in situations((*same, other), full=False)]
    assert told[2:] == [
        "  sanctioned without good cause or sanctioned wrongly: find work ×0.5",
        "  repaying an overpayment: evicted 0.0522 to 0.104 a year",
    ]
