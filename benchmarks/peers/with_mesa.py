"""Mesa, on the six hazards as `benchmarks/mesa_six.py` writes them: one object a claimant, stepped every week."""

import numpy as np

from benchmarks.mesa_six import Claimant, Scheme
from benchmarks.peers.common import RECOVERED, TREATED, UNTREATED, Counts, Live, Work, counted_by


def mesa(work: Work) -> Live:
    """Make the model and its claimants."""
    model = Scheme(work.claimants, work.rates, seed=work.seed)

    def live() -> Counts:
        for _ in range(work.weeks):
            model.step()
        alive = [one for one in model.agents if isinstance(one, Claimant)]
        use = [TREATED if one.treated else RECOVERED if one.recovered else UNTREATED for one in alive]
        record = [one.record for one in alive]
        return counted_by(np.array(use), np.array(record), work.claimants)

    return live
