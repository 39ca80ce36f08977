"""Mutants are what they say, and what was found of them adds up."""

import json
from pathlib import Path
from types import FunctionType

from tests.mutation.__main__ import both, figures
from tests.mutation.operators import Mutant, code_of, mutants
from tests.mutation.trying import living

TOY = '''"""A module."""

LIMIT = 1 + 1


def least(a: int, b: int = 7) -> int:
    """The least of two."""
    if a < b:
        return min(a, b)
    if not a:
        raise ValueError("a" + "b")
    return b * 2


class Pair:
    def summed(self, a: int, b: int) -> int:
        total = a
        total += b
        return total
'''


def toy(folder: Path) -> list[Mutant]:
    (folder / "toy.py").write_text(TOY)
    return mutants(folder, "toy.py")


def test_every_change_is_found_and_none_outside_functions(tmp_path: Path) -> None:
    assert [(one.function, one.line, one.what) for one in toy(tmp_path)] == [
        ("least", 8, "condition turned round"), ("least", 8, "Lt -> LtE"), ("least", 9, "min -> max"),
        ("least", 10, "condition turned round"), ("least", 10, "Not taken away"),
        ("least", 12, "Mult -> Div"), ("least", 12, "2 -> 3"),
        ("Pair.summed", 18, "Add -> Sub"), ("Pair.summed", 18, "statement taken out"),
    ]  # fmt: skip


def test_a_mutant_does_what_it_says(tmp_path: Path) -> None:
    found = {one.what: FunctionType(code_of(tmp_path, one), {}) for one in toy(tmp_path)}
    assert found["min -> max"](1, 2) == 2 and found["2 -> 3"](2, 1) == 3
    assert found["Lt -> LtE"](2, 2) == 2 and found["Mult -> Div"](2, 1) == 0.5
    assert found["Add -> Sub"](None, 5, 2) == 3 and found["statement taken out"](None, 5, 2) == 5


def test_the_living_function_is_found_behind_whatever_stands_around_it() -> None:
    root = Path(__file__).parents[1]
    for file in ("simulate/clocks.py", "scenarios/loader.py", "scenarios/errors.py", "simulate/observation.py"):
        for one in {mutant.function: mutant for mutant in mutants(root, file)}.values():
            function = living(one)
            assert function is not None and function.__code__.co_firstlineno <= one.line, one


def test_figures_add_up_and_rooms_weigh_as_much_as_they_have_mutants() -> None:
    one = Mutant("scenarios/a.py", 1, "f", 0, "x")
    fates = [(one, "noticed")] * 8 + [(one, "survives"), (one, "not covered"), (one, "not reached")]
    row = figures("scenarios", fates, 100, [1])
    assert (row["tried"], row["noticed"], row["share"], row["not_reached"]) == (10, 8, 0.8, 1)
    all_noticed = figures("simulate", [(one, "noticed by pinned results alone")] * 5, 300, [1])
    assert both([row, all_noticed])["share"] == 0.95 and all_noticed["by_pinned_results_alone"] == 5


def test_what_is_kept_is_of_both_rooms_and_says_why_each_survives() -> None:
    kept = json.loads((Path(__file__).parent / "verification" / "mutation.json").read_text())
    assert [row["room"] for row in kept if "room" in row] == ["scenarios", "simulate", "both"]
    assert all(row["reason"] for row in kept if "survivor" in row)
