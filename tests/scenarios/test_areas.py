"""The areas: all of England once, and nothing read wrongly."""

import math
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from scenarios.areas import AREAS_FILE, districts, load_areas, pilot_districts, read_areas, regions

PILOT_DISTRICTS = {
    "Cumbria and Lancashire",
    "West Yorkshire",
    "Merseyside",
    "Birmingham and Solihull",
    "Central London",
}

HEAD = "area,region,jobcentre_district,population_thousands,pdu_weight,pilot_2010\n"


def test_149_areas_with_unique_names() -> None:
    areas = load_areas()
    assert len(areas) == 149
    assert len({area.name for area in areas}) == 149


def test_each_region_has_the_authorities_it_had_before_april_2009() -> None:
    assert Counter(area.region for area in load_areas()) == {
        "North East": 12,
        "North West": 22,
        "Yorkshire and the Humber": 15,
        "East Midlands": 9,
        "West Midlands": 14,
        "East of England": 10,
        "London": 33,
        "South East": 19,
        "South West": 15,
    }
    assert len(regions()) == 9


def test_weights_are_shares() -> None:
    weights = [area.pdu_weight for area in load_areas()]
    assert math.isclose(math.fsum(weights), 1.0, abs_tol=1e-12)
    assert min(weights) > 0
    assert max(weights) < 0.05


def test_population_is_that_of_england_in_2008() -> None:
    assert sum(area.population_thousands for area in load_areas()) == pytest.approx(51_460, rel=0.005)


def test_pilot_areas_are_those_of_the_five_pilot_districts() -> None:
    assert set(pilot_districts()) == PILOT_DISTRICTS
    for area in load_areas():
        assert area.pilot_2010 == (area.jobcentre_district in PILOT_DISTRICTS), area.name


def test_a_district_lies_in_one_region() -> None:
    assert 35 <= len(districts()) <= 45
    pairs = {(area.jobcentre_district, area.region) for area in load_areas()}
    assert len(pairs) == len(districts())


def test_the_file_says_that_it_is_judgement() -> None:
    head = AREAS_FILE.read_text(encoding="utf-8").split("\narea,")[0]
    assert "grade D, not verified" in head
    assert all(line.startswith("#") for line in head.splitlines())


def test_read_once() -> None:
    assert load_areas() is load_areas()


def test_needs_the_standard_library_only() -> None:
    code = "import sys, scenarios.areas; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("Kent,South East,Kent,many,1,no\n", r"areas\.csv:2: population_thousands: 'many' is not a number"),
        ("Kent,South East,Kent,1407,-1,no\n", r":2: pdu_weight: -1; wanted a number of 0 or more"),
        ("Kent,South East,Kent,1407,nan,no\n", r":2: pdu_weight: nan"),
        ("Kent,South East,Kent,1407,1,maybe\n", r":2: pilot_2010: 'maybe'; write yes or no"),
        ("Kent,South East,Kent,1407,1\n", r":2: 5 cells; wanted 6"),
        ("Kent,,Kent,1407,1,no\n", r":2: region: empty"),
        ("# note\nKent,A,B,1,1,no\nKent,A,B,1,1,no\n", r":4: area: 'Kent' stands already on line 3"),
        ("", r"no area has a weight above 0"),
        ("Kent,South East,Kent,1407,0,no\n", r"no area has a weight above 0"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, rows: str, message: str) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_areas(file)


def test_a_wrong_head_is_named(tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    file.write_text("area,weight\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r":1: columns are area, weight; wanted: area, region"):
        read_areas(file)


def test_weights_of_any_scale_are_scaled(tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(HEAD + "A,N,D,1,30,no\nB,N,D,1,10,yes\n", encoding="utf-8")
    assert [area.pdu_weight for area in read_areas(file)] == [0.75, 0.25]
