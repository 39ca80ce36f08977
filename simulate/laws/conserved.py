"""Everybody is somewhere: people and time are conserved, and every ledger balances."""

from collections.abc import Iterator

import numpy as np

from simulate.law import Law, Trial


def breaches(trial: Trial) -> Iterator[str]:
    """What is missing or too much."""
    seen = trial.as_it_is()  # the run itself checks, and gives no result where something is amiss
    people = seen.claimants + seen.outside
    arrived = seen.census.sum(axis=1)
    if (arrived < people).any() or (np.diff(arrived) < 0).any() or arrived[-1] > people + seen.entered:
        yield f"{people:,} people began and {seen.entered:,} came, but {arrived.min():,} to {arrived.max():,} are there"
    deaths = int(seen.events[:, seen.kind("die")].sum())
    if seen.census[-1, -1] != deaths:
        yield f"{deaths:,} died, but {seen.census[-1, -1]:,} are dead"


CONSERVED = Law("everybody is somewhere", "People and time are conserved and every ledger balances.", breaches)
