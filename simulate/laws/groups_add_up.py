"""Groups add up: time, events and expectations of the levels of every group are those of all."""

from collections.abc import Iterator

import numpy as np

from simulate.law import Law, Trial
from simulate.observe import PERIODS_A_YEAR

ROUNDING = 1e-9


def breaches(trial: Trial) -> Iterator[str]:
    """Groups whose levels make more or less than the whole, or leave somebody out."""
    seen = trial.as_it_is()
    years = np.arange(0, len(seen.time), PERIODS_A_YEAR)
    time = np.add.reduceat(seen.time[:, :-1], years, axis=0)
    events = np.add.reduceat(seen.events, years, axis=0)
    expected = np.add.reduceat(seen.expected, years, axis=0)
    for group in seen.groups:
        if not np.array_equal(seen.group_events[group].sum(axis=3), events):
            yield f"events by {group} are not those of all"
        for what, of, whole in (
            ("time", seen.group_time[group][:, :-1], time), ("expectations", seen.group_expected[group], expected),
        ):  # fmt: skip
            if not np.allclose(of.sum(axis=2), whole, rtol=ROUNDING, atol=ROUNDING * max(float(whole.max()), 1.0)):
                yield f"{what} by {group} are not those of all"


GROUPS_ADD_UP = Law("groups add up", "Figures by sex, age, housing and so on add up to those of all.", breaches)
