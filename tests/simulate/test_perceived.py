"""What people think is at stake: the press, talk, learning; and nothing of it where everybody knows the rules.

Statistical checks have a false-alarm rate of 1e-6 each, at fixed seeds: `Z` standard deviations of a binomial count.
Claimants who can only take fright, talk and learn are a chain of two states whose course is written out week by week.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scenarios.levers import Regime
from scenarios.schema import Scenario
from simulate.clocks import Events
from simulate.law import unlike
from simulate.processes.decide import DECIDE
from simulate.processes.learn import LEARN
from simulate.processes.notify import NOTIFY
from simulate.processes.rumour import RUMOUR
from simulate.processes.screen import SCREEN
from simulate.processes.talk import TALK
from simulate.rules.asking import Telling, afraid, tells
from simulate.rules.obligations import known
from simulate.rules.perceived import perceives_reports, perceives_threat, reports
from simulate.rules.stakes import threatened
from simulate.status import Belief, Income, Knowledge, Notice, Use, at_levels, pack, unpack, whole
from simulate.ticks.phases import Phases
from simulate.ticks.talk import Talk
from simulate.world import World
from tests.simulate.bench import YEAR, Groups, Living, hazard, living, moves, numbers, regime, scenario_with
from tests.simulate.worlds import observe, scenario, table, with_regime
from tests.statistics import limit_of

Z = limit_of("small")
ONLY_BELIEFS = (RUMOUR, TALK, LEARN, DECIDE)
HEARSAY: Groups = {"information": "hearsay", "word_of_mouth": False}
THREAT: Groups = {
    "oblige": {"attend_assessment": True},
    "sanction": {"jsa": {"share_of_benefit": 1.0, "weeks": ["2 weeks"]}},
}
EXACT = {"trust.step": 0.0}
"""Fields that follow every change, however small."""


def course(it: Scenario, weeks: int, changed: dict[str, float] | None = None, **kwargs: Any) -> list[float]:
    """Share afraid after each week, of claimants who can do nothing else."""
    lives = living(
        it, weeks, processes=ONLY_BELIEFS, ticks=(Phases, Talk), changed=EXACT | (changed or {}), **kwargs
    )  # fmt: skip
    return [float((now.levels("belief") == Belief.FEARFUL).mean()) for now in lives]


def week(share: float, up: float, down: float) -> float:
    """Share afraid after a week at these constant rates of taking fright and of learning."""
    limit = up / (up + down)
    return limit + (share - limit) * float(np.exp(-up - down))


# ------------------------------------------------------------------ the press


PRESS = scenario_with(over={"believe": {**HEARSAY, "press_noise": "4 per year"}})


def test_fear_from_the_press_rises_and_is_laid_as_the_noise_fades() -> None:
    """By hand: half of 4 reports a year are believed, less by exp(-week / 13); 0.8 a year learn."""
    people = 20_000
    seen, wanted = course(PRESS, 104, claimants=people), [0.0]
    for now in range(104):
        wanted.append(week(wanted[-1], 0.5 * 4 / YEAR * np.exp(-now / 13), 0.8 / YEAR))
    assert wanted[1] == pytest.approx(2 / YEAR, rel=0.03), "the first week is the hazard itself"
    off = np.abs(np.array(seen) - wanted) / np.sqrt(
        np.maximum(np.array(wanted) * (1 - np.array(wanted)), 1e-9) / people
    )
    assert off[1:].max() < Z
    top = int(np.argmax(seen))
    assert 15 < top < 45 and seen[top] > 0.25 and seen[-1] < seen[top] - 0.1


def test_a_press_that_never_faded_would_be_seen() -> None:
    """The check can fail: with noise that lasts for years the course is another within half a year."""
    loud = course(PRESS, 26, {"rumour.fades": 1000.0}, claimants=20_000)
    plain = course(PRESS, 26, claimants=20_000)
    assert loud[-1] - plain[-1] > 0.05


def test_louder_press_begins_anew_and_a_change_of_something_else_does_not() -> None:
    said = {"believe": {**HEARSAY, "press_noise": "1 per year"}}
    changes = [
        {"from": "2009-06-01", "set": {"support": {"childcare": True}}},
        {"from": "2009-07-06", "set": {"believe": {"press_noise": "2 per year"}}},
        {"from": "2009-08-10", "set": {"believe": {"press_noise": "0.5 per year"}}},
    ]
    heard = [
        float(now.factor("rumour", "press")[0])
        for now in living(scenario_with(over=said, changes=changes), 20, claimants=400, changed=EXACT)
    ]
    since = [*range(10), *range(11)]
    assert heard == pytest.approx(np.exp(-np.array(since) / 13), rel=1e-9)


@pytest.mark.parametrize(
    ("believe", "wanted"),
    [
        ({"press_noise": "4 per year"}, 2.0),
        ({"looming": True}, 0.6),
        ({"press_noise": "4 per year", "looming": True}, 2.6),
        ({"press_noise": "4 per year", "looming": True, "information": "perfect"}, 0.0),
    ],
)
def test_who_takes_fright_and_how_fast(believe: Groups, wanted: float) -> None:
    under = regime(believe={"information": "hearsay", **believe})
    assert hazard(RUMOUR, under) == pytest.approx(wanted / YEAR, rel=1e-12)
    assert moves(RUMOUR, "fears for benefit", under) == {"belief": Belief.FEARFUL}
    for levels in (
        {"belief": Belief.FEARFUL}, {"knowledge": Knowledge.VOLUNTEERED}, {"knowledge": Knowledge.CONCEALED},
        {"income": Income.WORK}, {"use": Use.RECOVERED},
    ):  # fmt: skip
        assert hazard(RUMOUR, under, **levels) == 0 == hazard(TALK, under, **levels)


# ------------------------------------------------------------------ talk


def scared(share: float) -> Any:
    """Plants fear in this share of all claimants."""

    def plant(world: World) -> None:
        some = np.arange(round(share * len(world.who)))
        at = unpack(world.table.codes[world.lives.row[some]])
        world.lives.row[some] = world.table.rows(pack(replace(at, belief=whole(len(some), Belief.FEARFUL))))

    return plant


TALKED = scenario_with(over={"believe": {"information": "hearsay", "word_of_mouth": True}})


@pytest.mark.parametrize("r0", [0.5, 2.0, 4.0])
def test_talk_follows_the_course_that_is_written_out(r0: float) -> None:
    """A fifth are afraid at first; how fast others take fright is R0 times how fast people learn, times the share.

    What chance adds in a week is fed by talk in the weeks after: its variance is carried along.
    """
    people, learn = 20_000, 2.0 / YEAR
    changed = {"learn.rate": learn, "talk.rate": r0 * learn}
    seen, wanted, variance = course(TALKED, 156, changed, claimants=people, plant=scared(0.2)), [0.2], [0.0]
    for _ in range(156):
        now = wanted[-1]
        fed = (week(now + 1e-6, r0 * learn * (now + 1e-6), learn) - week(now, r0 * learn * now, learn)) / 1e-6
        variance.append(fed**2 * variance[-1] + learn * now * (r0 * (1 - now) + 1) / people)
        wanted.append(week(now, r0 * learn * now, learn))
    assert (np.abs(np.array(seen) - wanted) <= Z * np.sqrt(variance)).all()
    if r0 < 1:
        assert seen[-1] < 0.2 * np.exp(-(1 - r0) * learn * 156) * 1.5 and seen[-1] < 0.02
    else:
        assert seen[-1] == pytest.approx(1 - 1 / r0, abs=0.03)


def test_without_word_of_mouth_nobody_talks() -> None:
    assert hazard(TALK, regime(believe=HEARSAY)) == 0
    assert hazard(TALK, regime(believe={"information": "hearsay"})) == pytest.approx(0.5 / YEAR, rel=1e-12)
    assert hazard(TALK, regime(believe={"word_of_mouth": True})) == 0, "who knows the rules does not listen"


def test_a_sanction_is_talked_of_like_ten_who_fear_it_and_forgotten_over_13_weeks() -> None:
    """Three sanctions in the first week, one of them wrong, and one excuse, in a pool of all 1,000 claimants."""
    under = scenario_with(over={**THREAT, "believe": {"information": "hearsay"}})
    lives = living(under, 0, claimants=1000, ticks=(Phases, Talk), changed=EXACT)
    now = next(lives)
    world, talk = now.world, now.tick(Talk)
    assert now.factor("talk", "talk") == pytest.approx(0.0)
    names = world.table.outcomes[world.table.process("decide")]
    decided = ("sanctioned", "sanctioned", "good cause refused", "let off", "good cause accepted")
    outcome = np.array([names.index(one) for one in decided])
    n, row = len(outcome), world.lives.row[:5].copy()
    decide = np.full(n, world.table.process("decide"), np.uint8)
    world.events = (Events(np.arange(n), np.full(n, 0.5), decide, outcome.astype(np.uint8), row, row),)
    heard = []
    for week_ in range(1, 5):
        world.week = week_
        talk.act(world)
        heard.append(float(now.factor("talk", "talk")[0]))
        world.events = ()
    assert heard == pytest.approx([10 * 3 * np.exp(-k / 13) / 1000 for k in range(4)], rel=1e-9)


# ------------------------------------------------------------------ learning


@pytest.mark.parametrize(
    ("groups", "belief", "wanted"),
    [
        ({}, Belief.AS_IT_IS, 0.0),
        ({}, Belief.FEARFUL, 0.8),
        ({}, Belief.UNAWARE, 0.8),
        ({"believe": {"reassurance": True}}, Belief.FEARFUL, 0.8 * 2.5),
        ({"believe": {"reassurance": True}}, Belief.UNAWARE, 0.8),
        ({"believe": {"looming": True}}, Belief.FEARFUL, 0.8 * 0.3),
        ({"believe": {"looming": True}}, Belief.UNAWARE, 0.8),
        ({"believe": {"looming": True, "reassurance": True}}, Belief.FEARFUL, 0.8 * 0.3 * 2.5),
        ({**THREAT, "believe": {"reassurance": True}}, Belief.FEARFUL, 0.8),
    ],
)  # fmt: skip
def test_how_fast_people_learn(groups: Groups, belief: Belief, wanted: float) -> None:
    under = regime(**groups)
    assert hazard(LEARN, under, belief=belief) == pytest.approx(wanted / YEAR, rel=1e-12)
    if wanted:
        assert moves(LEARN, "knows the rules", under, belief=belief) == {"belief": Belief.AS_IT_IS}


def test_a_scare_is_forgotten_at_the_rate_at_which_people_learn() -> None:
    people = 20_000
    it = scenario_with(over={"believe": {**HEARSAY, "press_noise": "0.000001 per year"}})
    seen = course(it, 52, claimants=people, plant=scared(0.5))
    wanted = 0.5 * np.exp(-0.8 / YEAR * np.arange(53))
    assert np.abs(seen - wanted).max() < Z * np.sqrt(0.25 / people)


# ------------------------------------------------------------------ perfect information


@pytest.mark.parametrize("name", ["voluntary_2009", "green_paper_2008", "act_2009", "compulsory_reporting"])
def test_who_knows_the_rules_perceives_them_exactly(name: str) -> None:
    at = table(name).statuses()
    assert (at.belief == Belief.AS_IT_IS).all()
    under = scenario(name).regime
    assert np.array_equal(perceives_threat(at, under), threatened(at, under))
    assert np.array_equal(perceives_reports(at, under, 0.5), np.full(len(at), reports(under, 0.5)))


def test_with_perfect_information_beliefs_make_no_difference_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same run with what is perceived replaced by what is."""
    one = observe("green_paper_2008", claimants=1500, weeks=40)

    def really(at: Any, under: Regime) -> Any:
        return threatened(at, under)

    def reported(at: Any, under: Regime, consents: float) -> Any:
        return np.full(len(at), reports(under, consents))

    for room in ("simulate.rules", "simulate.rules.asking"):
        monkeypatch.setattr(f"{room}.perceives_threat", really)
        monkeypatch.setattr(f"{room}.perceives_reports", reported)
    assert list(unlike(one, observe("green_paper_2008", claimants=1500, weeks=40))) == []


@pytest.mark.parametrize("name", ["none", "voluntary_2009", "reassurance"])
def test_hearsay_of_nothing_is_perfect_information_to_the_bit(name: str) -> None:
    one = observe(with_regime(name, believe={"information": "perfect"}), claimants=1500, weeks=40)
    other = observe(with_regime(name, believe={"information": "hearsay"}), claimants=1500, weeks=40)
    assert list(unlike(one, other)) == []
    noisy = with_regime(name, believe={"information": "hearsay", "press_noise": "1 per year"})
    assert list(unlike(one, observe(noisy, claimants=1500, weeks=40)))


# ------------------------------------------------------------------ what fear does, and what ends it


def test_the_fearful_answer_as_under_a_sanction() -> None:
    p: Telling = numbers(SCREEN)
    scared_, calm = at_levels(1, belief=Belief.FEARFUL), at_levels(1)
    for groups in ({}, {"identify": {"drug_scope": "with_alcohol"}}, {"believe": {"reassurance": True}}):
        one, other = regime(**groups), regime(**THREAT, **groups)
        assert tells(scared_, one, p, threat=perceives_threat(scared_, one)) == tells(
            calm, other, p, threat=perceives_threat(calm, other)
        )
        assert afraid(scared_, regime(**groups), p)[0] and afraid(calm, regime(**THREAT, **groups), p)[0]
    assert not perceives_threat(at_levels(1, belief=Belief.UNAWARE), regime(**THREAT))[0]
    assert not perceives_threat(at_levels(1, belief=Belief.FEARFUL, income=Income.WORK), regime())[0]
    assert perceives_reports(scared_, regime(), 0.5)[0] == 1.0
    assert (
        perceives_reports(at_levels(1, belief=Belief.UNAWARE), regime(oblige={"providers_report": True}), 0.5)[0] == 0
    )


def test_reports_go_with_cooperation_and_consent() -> None:
    must: Groups = {"providers_report": True, "provider_cooperation": 0.6}
    assert reports(regime(oblige=must), 0.5) == pytest.approx(0.6)
    assert reports(regime(oblige={**must, "report_needs_consent": True}), 0.5) == pytest.approx(0.3)
    assert reports(regime(oblige={"provider_cooperation": 0.6}), 0.5) == 0


@pytest.mark.parametrize("belief", list(Belief))
@pytest.mark.parametrize("how", [Knowledge.VOLUNTEERED, Knowledge.IDENTIFIED])
def test_being_known_ends_every_belief_and_every_notice(belief: Belief, how: Knowledge) -> None:
    after = known(at_levels(1, belief=belief, notice=Notice.PRISON), regime(**THREAT), how)
    assert (after.belief[0], after.notice[0], after.knowledge[0]) == (Belief.AS_IT_IS, Notice.NONE, how)


def test_fear_is_forgotten_by_the_count_too_when_people_come_to_know_the_rules() -> None:
    """A regime under which all know the rules as they are ends all fear at once, and so all talk of it."""
    noisy = {"believe": {"information": "hearsay", "press_noise": "8 per year"}}
    told = {"believe": {"information": "perfect", "press_noise": "0 per year"}}
    it = scenario_with(over=noisy, changes=[{"from": "2009-06-01", "set": told}])
    counted: list[tuple[float, int]] = []
    now: Living
    for now in living(it, 12, claimants=1000):
        fearful = int((now.levels("belief") == Belief.FEARFUL).sum())
        counted.append((float(now.tick(Talk).afraid.sum()), fearful))
    assert counted[4][1] > 100 and counted[5][1] == 0
    assert all(count == there for count, there in counted)


def test_a_notice_on_its_way_leaves_belief_alone() -> None:
    under = regime(identify={"data_share": {"police": {"open": True, "lag": "4 weeks"}}})
    assert moves(NOTIFY, "named by police", under, belief=Belief.FEARFUL) == {"notice": Notice.POLICE}
