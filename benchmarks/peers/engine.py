"""This engine, on the six hazards as `benchmarks/six.py` tells them: exact, stopping at every week."""

import numpy as np

from benchmarks.peers.common import Counts, Live, Work, counted_by
from benchmarks.six import live_six, six_table
from simulate.status import Pathway, Record, Use


def engine(work: Work) -> Live:
    """Compile the table. Making the lives and drawing their first thresholds belongs to what is timed."""
    table = six_table(work.rates)
    at = table.statuses()
    treated = at.pathway == Pathway.MAINTAINED
    use = np.where(treated, 1, np.where(at.use == Use.RECOVERED, 2, 0))
    record = at.record == Record.RECORD

    def live() -> Counts:
        lives, _ = live_six(table, work.claimants, weeks=work.weeks, seed=work.seed)
        rows = lives.row[lives.row != table.dead]
        return counted_by(use[rows], record[rows], work.claimants)

    return live
