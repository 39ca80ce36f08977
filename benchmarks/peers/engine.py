"""This engine, on the six hazards as `benchmarks/six.py` tells them: exact, stopping at every week or not at all.

Making the lives and drawing their first thresholds belongs to what is timed.
"""

import numpy as np

from benchmarks.peers.common import Counts, Live, Work, counted_by
from benchmarks.six import live_six, six_table
from simulate.status import Pathway, Record, Use


def _engine(work: Work, *, every: int) -> Live:
    """Compile the table. every: weeks between stops."""
    table = six_table(work.rates)
    at = table.statuses()
    treated = at.pathway == Pathway.MAINTAINED
    use = np.where(treated, 1, np.where(at.use == Use.RECOVERED, 2, 0))
    record = at.record == Record.RECORD

    def live() -> Counts:
        lives, _ = live_six(table, work.claimants, weeks=work.weeks, seed=work.seed, every=every)
        rows = lives.row[lives.row != table.dead]
        return counted_by(use[rows], record[rows], work.claimants)

    return live


def weekly(work: Work) -> Live:
    """Stopping at every week, as the full model does for its ticks."""
    return _engine(work, every=1)


def straight(work: Work) -> Live:
    """Without a stop before the end."""
    return _engine(work, every=work.weeks)
