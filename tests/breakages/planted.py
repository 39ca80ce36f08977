"""What is planted: a piece of the code, what stands in its place, and the checks that are asked.

Checks are independent in that each has its own grounds: figures pinned before; the second implementation, written from
the model page; the matrix exponential; laws; sums by hand; conservation; what a run must not depend on.
"""

from dataclasses import dataclass

SIMULATE = "tests/simulate/"
CHECKS: dict[str, tuple[str, ...]] = {
    "pinned results": ("tests/test_pinned.py", "-k", "test_figures_are_those_that_are_pinned"),
    "second implementation, rule by rule": (SIMULATE + "test_mesa_rules.py", "-k", "every_rule_of_a_regime"),
    "second implementation, lives": (SIMULATE + "test_mesa.py",),
    "matrix exponential": (SIMULATE + "test_expected.py", "-k", "matrix_exponential or used_up"),
    "policy laws": (SIMULATE + "test_laws.py", "-k", "every_law_holds and act"),
    "submodels by hand": (
        SIMULATE + "test_submodels.py", SIMULATE + "test_submodels_help.py", SIMULATE + "test_submodels_sanctions.py",
    ),
    "money by hand": (SIMULATE + "test_money.py", SIMULATE + "test_payers_by_hand.py"),
    "ledgers balance": (SIMULATE + "test_ledgers.py", "-k", "balances"),
    "people and time are conserved": (SIMULATE + "test_run.py", "-k", "conserved or balance"),
    "clocks": (SIMULATE + "test_clocks.py",),
    "places by hand": (SIMULATE + "test_places_more.py",),
    "no place is filled twice": (SIMULATE + "test_ticks.py", "-k", "overfilled or queue"),
    "dated changes": (SIMULATE + "test_schedule.py", SIMULATE + "test_courses.py"),
    "the order of tasks changes no bit": (SIMULATE + "test_prepared.py",),
    "luck": (SIMULATE + "test_luck.py",),
    "draws and replicates": (SIMULATE + "test_ensemble.py", "-k", "not workers"),
    "outcomes by hand": ("tests/results/test_outcomes.py",),
    "units": ("tests/scenarios/test_parameters.py", "tests/scenarios/test_units.py"),
    "relative risks are centred": (SIMULATE + "test_processes.py", "-k", "centred or exponential or erlang"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planted:
    """One error. kind: of what sort. old, new: a piece of the file, and what is put in its place."""

    kind: str
    what: str
    file: str
    old: str
    new: str
    checks: tuple[str, ...]


PLANTED = (
    Planted(
        "a sign", "using up of a threshold where the hazard moves in the middle of a wait", "simulate/clocks.py",
        "(rate_is - rate_was) * np.maximum", "(rate_was - rate_is) * np.maximum",
        ("clocks", "pinned results", "second implementation, lives"),
    ),
    Planted(
        "a unit", "a year has 52 weeks where a parameter is told by the year", "scenarios/units.py",
        '"years": 7 / 365.25', '"years": 1 / 52', ("units", "pinned results", "submodels by hand"),
    ),
    Planted(
        "a forgotten reset", "a sanction that was served is not taken off", "simulate/processes/sanction_ends.py",
        "replace(at, sanction=whole(len(at), Sanction.NONE), ladder=higher)", "replace(at, ladder=higher)",
        ("submodels by hand", "second implementation, rule by rule", "pinned results"),
    ),
    Planted(
        "off by one week",
        "weekly ticks take the week that was lived for the one before",
        "simulate/run.py",
        "        world.week = week\n",
        "        world.week = week - 1\n",
        ("dated changes", "second implementation, lives", "places by hand", "pinned results"),
    ),
    Planted(
        "a swapped status", "the dangerous weeks are those before leaving treatment, not those after",
        "simulate/processes/die.py", "ratios = [p.custody, p.recovered, p.just_left, p.stabilising, 1.0]",
        "ratios = [p.custody, p.recovered, p.stabilising, p.just_left, 1.0]",
        ("second implementation, rule by rule", "pinned results", "matrix exponential"),
    ),
    Planted(
        "a lost clock share", "what an event uses up of the other clocks is given back", "simulate/clocks.py",
        "    left -= rate * (now - lives.since[who])[:, None].astype(left.dtype)\n",
        "", ("matrix exponential", "clocks", "second implementation, lives", "pinned results"),
    ),
    Planted(
        "a wrong denominator", "risks are centred on those without a trait", "simulate/relative_risk.py",
        "(1 - share + share * ratio)", "(share + (1 - share) * ratio)",
        ("relative risks are centred", "second implementation, rule by rule", "pinned results"),
    ),
    Planted(
        "a wrong denominator", "an average day is taken over weeks, not years", "results/outcome.py",
        "lambda seen, values: person_years(seen, levels) / years(seen)",
        "lambda seen, values: person_years(seen, levels) / seen.weeks", ("outcomes by hand", "pinned results"),
    ),
    Planted(
        "a dropped event", "the first event of every batch is lived but not recorded", "simulate/run.py",
        "        observer.record(batch, lives.regime[batch.who])",
        "        kept = Events(*(getattr(batch, name)[1:] for name in Events.__dataclass_fields__))\n"
        "        observer.record(kept, lives.regime[kept.who])",
        ("people and time are conserved", "pinned results", "ledgers balance"),
    ),
    Planted(
        "a stale cache", "the compiled scenario of the first draw is used for all", "simulate/prepared.py",
        "(task.belief, task.draw), _memory.compiled", "(task.belief, 0), _memory.compiled",
        ("draws and replicates", "the order of tasks changes no bit", "pinned results"),
    ),
    Planted(
        "luck reused", "a clock that is set again draws the number it had before", "simulate/luck.py",
        "np.asarray(k).astype(np.uint64) << np.uint64(8)", "np.asarray(k * 0).astype(np.uint64) << np.uint64(8)",
        ("luck", "matrix exponential", "clocks", "pinned results"),
    ),
    Planted(
        "counted twice", "places that are promised already are given away once more", "simulate/ticks/places.py",
        "np.floor(self.places(world) - self.inside - promised)", "np.floor(self.places(world) - self.inside)",
        ("places by hand", "no place is filled twice", "second implementation, lives", "pinned results"),
    ),
    Planted(
        "a rule that looks at the wrong person", "the odds of a claimant are those of the next", "simulate/clocks.py",
        "odds[who, np.maximum(column, 0)], 1.0)", "odds[(who + 1) % len(odds), np.maximum(column, 0)], 1.0)",
        ("clocks", "second implementation, lives", "pinned results"),
    ),
)  # fmt: skip
