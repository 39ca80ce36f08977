"""Outcomes against a tiny observation added up by hand, and on real runs."""

from dataclasses import replace

import numpy as np
import pytest

from results.outcome import alive
from results.outcomes import HEADLINE, OUTCOMES, outcome
from scenarios.errors import RunFailed
from scenarios.parameters import load_parameters
from simulate.ensemble import Ran
from simulate.observation import Observation
from simulate.status import DEAD, Housing, Income, Knowledge, Pathway, Record, Sanction, Statuses, Use, pack

WEIGHT = 10.0


def code(**levels: int) -> int:
    at = {name: np.array([levels.get(name, 0)], np.int8) for name in Statuses.__slots__}
    return int(pack(Statuses(**at))[0])


@pytest.fixture
def tiny() -> Observation:
    """Two quarters, four statuses: plain; maintained and recovered in work; off benefit and homeless;
    sanctioned.
    """
    codes = [
        code(),
        code(pathway=Pathway.MAINTAINED, use=Use.RECOVERED, income=Income.WORK, record=Record.RECORD),
        code(income=Income.NOTHING, housing=Housing.HOMELESS),
        code(sanction=Sanction.SANCTIONED, knowledge=Knowledge.IDENTIFIED),
    ]
    order = np.argsort(codes)
    place = np.argsort(order)
    rows = len(codes) + 1
    time, census = np.zeros((2, rows)), np.zeros((3, rows), np.int64)
    time[:, place[0]], time[:, place[1]], time[:, place[2]], time[:, place[3]] = 52.0, 26.0, 13.0, 6.5
    census[-1, place], census[-1, -1] = [4, 2, 1, 1], 3
    kinds = (
        ("disclose", "volunteered"),
        ("disclose", "heard, nothing done"),
        ("disclose_untrained", "volunteered"),
        ("disclose_untrained", "heard, nothing done"),
        ("screen", "identified"),
        ("declare", "identified"),
        ("declare", "claim given up"),
        ("declare", "concealed"),
        ("data_share", "identified by police"),
        ("notice", "identified"),
        ("exchange_report", "identified"),
        ("drug_test", "positive"),
        ("fraud_inquiry", "prosecuted"),
        ("fraud_inquiry", "overpayment"),
        ("attend", "attended"),
        ("attend", "missed"),
        ("place", "started"),
        ("drop_out", "left"),
        ("drop_out", "left, reported"),
        ("complete", "completed"),
        ("decide", "good cause refused"),
        ("decide", "sanctioned"),
        ("appeal", "overturned"),
        ("arrest", "custody"),
        ("die", "died"),
    )
    events = np.zeros((2, len(kinds), len(Pathway)), np.int64)

    def happened(process: str, result: str, pathway: int, times: int) -> None:
        events[1, kinds.index((process, result)), pathway] += times

    happened("disclose", "volunteered", Pathway.MAINTAINED, 5)
    happened("declare", "identified", Pathway.NOT_ENGAGED, 3)
    happened("fraud_inquiry", "prosecuted", Pathway.LOST, 1)
    happened("declare", "concealed", Pathway.NOT_ENGAGED, 7)
    happened("drop_out", "left", Pathway.QUEUED, 2)
    happened("drop_out", "left", Pathway.STABILISING, 3)
    happened("drop_out", "left, reported", Pathway.STABILISING, 1)
    happened("die", "died", Pathway.NOT_ENGAGED, 3)
    happened("decide", "sanctioned", Pathway.LOST, 5)
    happened("decide", "good cause refused", Pathway.LOST, 1)
    group_time = np.zeros((1, rows, 2))
    group_time[0, place[1]] = [20.0, 32.0]
    group_events = np.zeros((1, len(kinds), len(Pathway), 2), np.int64)
    group_events[0, kinds.index(("die", "died")), Pathway.NOT_ENGAGED] = [1, 2]
    counts = ("offences", "offences_from_lost_income", "overdoses", "hospital_stays", "deaths")
    return Observation(
        weeks=26.0,
        edges=np.array([0.0, 13.0, 26.0]),
        weight=WEIGHT,
        claimants=11,
        outside=0,
        entered=0,
        codes=np.array([*np.array(codes)[order], DEAD], np.int32),
        kinds=kinds,
        counts=counts,
        groups={"sex": ("women", "men")},
        time=time,
        moves={"pathway": events[..., None]},
        places=np.zeros((2, len(kinds), 7, 3, 4), np.int64),
        expected=np.full((2, 5), 0.75),
        drawn=np.array([[30, 10, 2, 1, 0]]),
        census=census,
        group_time={"sex": group_time},
        group_events={"sex": group_events},
        group_expected={"sex": np.array([[[1.0, 1.0]] * 4 + [[0.5, 1.0]]])},
        accounts={},
        tracks={},
        traces=(),
    )


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("deaths", 3 * WEIGHT),
        ("deaths_expected", 1.5 * WEIGHT),
        ("death_rate", 1000 * 3 / (2 * 97.5 / 52)),
        ("in_treatment", 2 * 26 / 26 * WEIGHT),
        ("in_treatment_at_end", 2 * WEIGHT),
        ("identified", 9 * WEIGHT),
        ("identified_untreated", 4 * WEIGHT),
        ("concealed", 7 * WEIGHT),
        ("left_treatment", 4 * WEIGHT),
        ("sanctions", 6 * WEIGHT),
        ("weeks_sanctioned", 13 * WEIGHT),
        ("off_benefit_unseen", 1 * WEIGHT),
        ("off_benefit_unseen_at_end", 1 * WEIGHT),
        ("in_work", 2 * WEIGHT),
        ("homeless_years", 0.5 * WEIGHT),
        ("offences", 40 * WEIGHT),
        ("offences_expected", 3 * WEIGHT),
        ("overdoses", 2 * WEIGHT),
        ("prosecuted", 1 * WEIGHT),
        ("record_at_end", 2 * WEIGHT),
        ("recovered_at_end", 2 * WEIGHT),
    ],
)
def test_outcome_is_what_a_pencil_makes_it(tiny: Observation, name: str, due: float) -> None:
    assert outcome(name).measure(tiny, {}) == pytest.approx(due)


def test_groups_are_scaled_to_england(tiny: Observation) -> None:
    deaths, work = outcome("deaths").group, outcome("in_work").group
    assert deaths is not None and work is not None
    assert deaths(tiny, "sex").tolist() == [0.5 * WEIGHT, WEIGHT], "as they were expected"
    assert alive(tiny, "sex") == pytest.approx(np.array([20.0, 32.0]) / 52 * WEIGHT)
    assert work(tiny, "sex") == pytest.approx(np.array([20.0, 32.0]) / 52 * WEIGHT)


def test_what_is_expected_of_an_outcome_is_not_what_happened(tiny: Observation) -> None:
    due = {"deaths": 1.5 * WEIGHT, "offences": 3 * WEIGHT, "overdoses": 1.5 * WEIGHT}
    due["death_rate"] = 1000 * 1.5 / (2 * 97.5 / 52)
    for name, figure in due.items():
        expected = outcome(name).expected
        assert expected is not None and expected(tiny, {}) == pytest.approx(figure), name


def test_a_run_kept_before_there_were_expected_deaths_is_refused_in_words(tiny: Observation) -> None:
    with pytest.raises(RunFailed, match="keeps no count of deaths"):
        outcome("deaths_expected").measure(replace(tiny, counts=tuple(f"old {one}" for one in tiny.counts)), {})


def test_nobody_dies(tiny: Observation) -> None:
    assert outcome("deaths").measure(replace(tiny, moves={"pathway": np.zeros_like(tiny.moves["pathway"])}), {}) == 0.0


def test_names_are_unique_and_six_are_headline() -> None:
    assert len({one.name for one in OUTCOMES}) == len(OUTCOMES)
    assert {one.name for one in HEADLINE} == {
        "deaths",
        "in_treatment",
        "off_benefit_unseen",
        "offences",
        "homeless",
        "in_work",
    }


def test_every_outcome_of_a_real_run_is_a_number_that_its_groups_add_up_to(rans: tuple[Ran, ...]) -> None:
    values = load_parameters().values()
    for ran in rans:
        seen = ran.observation
        years = seen.weeks / 52
        for one in OUTCOMES:
            value = one.measure(seen, values)
            assert np.isfinite(value) and value >= 0, one.name
            if one.group is None:
                continue
            value = one.expected(seen, values) if one.expected else value  # by group they are as they were expected
            scale = years if one.unit == "people, average day" else 1.0
            for group in seen.groups:
                assert one.group(seen, group).sum() == pytest.approx(value * scale), (one.name, group)
