"""The weekly opponent lives the same model as the engine, but for the errors of its steps.

Tolerance: 4 standard errors of the difference of two counts, and an allowance for discretisation, as a
share. At 240,000 claimants x 5 years under the voluntary scheme weekly steps were off by -2% (deaths),
+4% (treatment starts), +1% (completions) and -5% (prison receptions), and steps of a day by about a
seventh of that: the allowances are about twice these, and a fifth of that for steps of a day.
"""

from math import sqrt

import numpy as np
import pytest

from benchmarks.contenders import compiled_for
from benchmarks.weekly import Matrix, Weekly
from simulate.observation import Observation
from simulate.run import Compiled, Start, run_replicate, start_replicate

CLAIMANTS, WEEKS, SEED = 24_000, 104, 5
STANDARD_ERRORS = 4.0
WEEKLY = {
    ("die", "died"): 0.06,
    ("place", "started"): 0.08,
    ("complete", "completed"): 0.04,
    ("arrest", "custody"): 0.10,
}
DAILY = {kind: allowed / 5 for kind, allowed in WEEKLY.items()}
Pair = tuple[Compiled, Start, Observation]


@pytest.fixture(scope="module")
def exact() -> Pair:
    compiled = compiled_for("voluntary_2009")
    start = start_replicate(compiled, claimants=CLAIMANTS, weeks=WEEKS, seed=SEED, replicate=0)
    return compiled, start, run_replicate(compiled, start, weeks=WEEKS)


def too_far(exact: Pair, seen: Observation, allowed: dict[tuple[str, str], float]) -> list[str]:
    """Outcomes further from the engine's than chance and the allowance explain."""
    _, _, observed = exact
    found = []
    for kind, share in allowed.items():
        right, other = int(observed.events[:, observed.kind(*kind)].sum()), int(seen.events[:, seen.kind(*kind)].sum())
        if abs(other - right) > STANDARD_ERRORS * sqrt(right + other) + share * right:
            found.append(f"{' '.join(kind)}: {other} in steps, {right} exactly")
    return found


@pytest.mark.parametrize("kind", [Weekly, Matrix])
def test_weekly_steps_give_what_the_engine_gives_within_their_errors(kind: type[Weekly], exact: Pair) -> None:
    compiled, start, _ = exact
    seen = kind(compiled, start.who, seed=SEED).run(WEEKS)
    assert not too_far(exact, seen, WEEKLY)


def test_steps_of_a_day_come_closer(exact: Pair) -> None:
    compiled, start, _ = exact
    seen = Weekly(compiled, start.who, seed=SEED, steps=7).run(WEEKS)
    assert not too_far(exact, seen, DAILY)


def test_weekly_steps_give_the_chain_of_sanctions_of_the_mandatory_regime() -> None:
    """Four quick steps lead to a sanction and each comes late: about 15% too few in five years."""
    compiled = compiled_for("green_paper_2008")
    start = start_replicate(compiled, claimants=CLAIMANTS, weeks=WEEKS, seed=SEED, replicate=0)
    exact = compiled, start, run_replicate(compiled, start, weeks=WEEKS)
    seen = Weekly(compiled, start.who, seed=SEED).run(WEEKS)
    assert not too_far(exact, seen, WEEKLY | {("decide", "sanctioned"): 0.25, ("plan", "agreed"): 0.1})


def test_everybody_is_somewhere_every_week(exact: Pair) -> None:
    compiled, start, _ = exact
    seen = Weekly(compiled, start.who, seed=SEED, steps=2).run(26)
    np.testing.assert_allclose(seen.time.sum(axis=1), CLAIMANTS * 13, rtol=1e-12)


def test_counted_outcomes_are_those_of_the_engine(exact: Pair) -> None:
    """Offences, overdoses and hospital stays are integrals over the time lived: off by 1 to 2%."""
    compiled, start, observed = exact
    seen = Weekly(compiled, start.who, seed=SEED).run(WEEKS)
    np.testing.assert_allclose(seen.expected.sum(axis=0), observed.expected.sum(axis=0), rtol=0.03)


def test_new_claims_are_refused(exact: Pair) -> None:
    compiled, start, _ = exact
    late = start.who.take(np.arange(200))
    late.enters[:] = 1.0
    with pytest.raises(ValueError, match="without new claims"):
        Weekly(compiled, late, seed=SEED)
