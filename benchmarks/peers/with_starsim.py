"""Starsim: a module with its states and its Bernoulli trials, filtered once a week, as its own modules are written.

Common random numbers are on, as they are unless one turns them off. Whatever of the six may happen is drawn one
after another on the states that the last has left; the dead leave at the end of the week.
"""

import starsim as ss

from benchmarks.peers.common import (
    RECOVERED,
    TREATED,
    TREATED_AT_START,
    UNTREATED,
    Counts,
    Live,
    Rates,
    Work,
    counted_by,
)


class Scheme(ss.Module):
    """The six hazards."""

    def __init__(self, rates: Rates) -> None:
        super().__init__(name="scheme")
        self.define_pars(
            complete=ss.bernoulli(p=ss.perweek(rates["complete"])),
            drop_out=ss.bernoulli(p=ss.perweek(rates["drop_out"])),
            relapse=ss.bernoulli(p=ss.perweek(rates["relapse"])),
            start=ss.bernoulli(p=ss.perweek(rates["start"])),
            arrest_treated=ss.bernoulli(p=ss.perweek(rates["arrest"] * rates["arrest_in_treatment"])),
            arrest_untreated=ss.bernoulli(p=ss.perweek(rates["arrest"])),
            die_treated=ss.bernoulli(p=ss.perweek(rates["die"])),
            die_untreated=ss.bernoulli(p=ss.perweek(rates["die"] * rates["die_out_of_treatment"])),
        )
        self.define_states(
            ss.BoolState("treated"),
            ss.BoolState("recovered"),
            ss.BoolState("record"),
        )

    def init_post(self) -> None:
        """Open with the first half in treatment."""
        super().init_post()
        everybody = self.sim.people.auids
        self.treated[everybody[: round(TREATED_AT_START * len(everybody))]] = True

    def step(self) -> None:
        """Live one week."""
        pars = self.pars
        done = pars.complete.filter(self.treated)
        self.treated[done], self.recovered[done] = False, True
        self.treated[pars.drop_out.filter(self.treated)] = False
        self.recovered[pars.relapse.filter(self.recovered)] = False
        self.treated[pars.start.filter(~self.treated & ~self.recovered)] = True
        self.record[pars.arrest_treated.filter(self.treated)] = True
        self.record[pars.arrest_untreated.filter(~self.treated & ~self.recovered)] = True
        self.sim.people.request_death(pars.die_treated.filter(self.treated))
        self.sim.people.request_death(pars.die_untreated.filter(~self.treated))


def starsim(work: Work) -> Live:
    """Make and initialise the simulation; its points in time include both ends, so it is a week shorter."""
    sim = ss.Sim(
        n_agents=work.claimants,
        modules=[Scheme(work.rates)],
        start=ss.date("2009-01-05"),
        dt=ss.week,
        dur=ss.weeks(work.weeks - 1),
        rand_seed=work.seed,
        verbose=0,
    )
    sim.init()
    if sim.t.npts != work.weeks:
        raise RuntimeError(f"Starsim made {sim.t.npts} steps of {work.weeks} weeks")

    def live() -> Counts:
        sim.run()
        scheme = sim.custom.scheme
        treated, recovered = scheme.treated.values, scheme.recovered.values
        use = UNTREATED + (TREATED - UNTREATED) * treated + (RECOVERED - UNTREATED) * recovered
        return counted_by(use, scheme.record.values, work.claimants)

    return live
