"""Scenarios made by chance: levers pulled together that nobody would, dated changes in some areas, rules, newcomers."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from scenarios.areas import load_areas
from scenarios.loader import load_scenario
from scenarios.moves import BASE, load_moves
from scenarios.overlay import merged
from scenarios.parameters import load_parameters
from scenarios.recorded import METRICS
from scenarios.schema import Scenario
from simulate.draws import parameter_draws

PULLED = (3, 8, 15, 30, 60)
"""How many levers may be pulled at once."""
DRAWS = 64


def pulled(chance: Random) -> Mapping[str, Any]:
    """Some levers pulled together, with the company each needs; a later one wins."""
    over: Mapping[str, Any] = {}
    for move in chance.sample(load_moves(), chance.choice(PULLED)):
        over = merged(merged(over, move.beside), move.overlay)
    return over


def chance_scenario(seed: int) -> Scenario:
    """A scenario that a file could hold. Raises ValidationError for what no file may say."""
    chance = Random(seed)
    resolved = dict(load_scenario(BASE).resolved)
    names = [area.name for area in load_areas()]
    start = date(2009, 4, 27)
    changes = []
    for _ in range(chance.choice((0, 1, 2, 3))):
        change: dict[str, Any] = {"from": str(start + timedelta(days=chance.randint(1, 400))), "set": pulled(chance)}
        if chance.random() < 0.5:
            change["areas"] = chance.sample(names, 60)
        if chance.random() < 0.5:
            change["for"] = f"{chance.randint(4, 40)} weeks"
        if chance.random() < 0.3:
            change["announced"] = "8 weeks"
        changes.append(change)
    rules = [_rule(chance, number) for number in range(chance.choice((0, 0, 1, 2)))]
    made = {
        **resolved,
        "regime": merged(resolved["regime"], pulled(chance)),
        "changes": changes,
        "rules": rules,
        "population": {"inflow": chance.random() < 0.3, "outside_benefit": chance.random() < 0.3},
    }
    return Scenario.model_validate(made)


def _rule(chance: Random, number: int) -> dict[str, Any]:
    name = chance.choice(list(METRICS))
    line = chance.uniform(0, 0.6) if METRICS[name].share else chance.uniform(0, 3000)
    when = {
        "recorded": name, chance.choice(("under", "over")): line, "after": f"{chance.randint(6, 20)} weeks",
        "every": f"{chance.randint(3, 9)} weeks", "lag": f"{chance.randint(0, 5)} weeks",
        "over_last": f"{chance.randint(2, 12)} weeks",
    }  # fmt: skip
    again = chance.random() < 0.5
    return {
        "name": f"rule {number}", "when": when, "judged": chance.choice(("together", "area_by_area")),
        "then": {"set": pulled(chance)}, "for": f"{chance.randint(4, 20)} weeks", "again": again,
    }  # fmt: skip


@cache
def drawn_values(seed: int) -> Mapping[str, float]:
    """Values of every parameter, drawn from its range."""
    return parameter_draws(load_parameters(), draws=DRAWS, seed=1)[seed % DRAWS]
