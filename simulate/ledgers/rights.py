"""Errors and rights: what finding one dependent claimant costs all who are asked, tested, named and accused.

The claimants of the model are dependent. Whoever asks, tests or names them does so to others as well, and how many is
base-rate arithmetic: of people asked alike a share `base` is dependent, so (1 - base) / base others are asked for each;
of people named a share `precision` is dependent; of others tested a share 1 - specificity is accused. These are kept as
expectations, so that they agree with Bayes to the last person.
Source: parameters.yaml, groups base_rates, errors, sharing, screen, drug_test and scope; the regime where it says more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.levers import Regime
from simulate.arrays import FloatArray
from simulate.hazards import Table
from simulate.ledger import Ledger
from simulate.observation import Observation
from simulate.status import Income
from simulate.world import World

ASKING = ("disclose", "disclose_untrained", "screen", "declare", "drug_test")
"""Processes that put a question, or a test, to everybody alike."""
NAMING = ("data_share", "notify", "exchange_report")
"""Processes that name people to the Jobcentre."""
BENEFITS = {Income.JSA: "jsa", Income.ESA: "esa", Income.IS: "is"}


def others_for_each(base: float) -> float:
    """People who are not dependent, for each who is, where a share `base` is."""
    return (1 - base) / base


@dataclass(frozen=True, slots=True)
class Rates:
    """What one event means for others: people for each, all (processes, incomes, outcomes).

    others: asked, tested or named besides. accused: of them, falsely identified. exposed: disclosures of personal data
    without a basis in law, the true ones and the false.
    """

    others: FloatArray
    accused: FloatArray
    exposed: FloatArray


def _asked_alike(process: str, income: Income, regime: Regime, values: Mapping[str, float]) -> float:
    """Share dependent among the people who are asked or tested alike."""
    if process == "declare" and regime.identify.declaration_asked_of == "citing_drugs":
        return values["base_rates.citing"]
    if process == "drug_test" and regime.identify.drug_test.when != "at_claim":
        return values["drug_test.base_rate_suspected"]
    return values[f"base_rates.{BENEFITS[income]}"]


def _falsely(process: str, regime: Regime, values: Mapping[str, float]) -> float:
    """Share of the people asked or tested who are not dependent and are identified all the same."""
    given = regime.identify.drug_test.specificity
    specificity = values["drug_test.specificity"] if given is None else given
    probed = values["errors.probed"] if regime.identify.probing == "probing" else 0.0
    screened = 1 - values["screen.specificity"]
    return {"screen": screened, "declare": 0.0, "drug_test": 1 - specificity}.get(process, probed)


def rates(regime: Regime, table: Table, values: Mapping[str, float]) -> Rates:
    """The rates of a regime."""
    size = (len(table.processes), len(Income), table.chance.shape[3])
    others, accused, exposed = np.zeros(size), np.zeros(size), np.zeros(size)
    wider = {
        "heroin_or_crack": 1.0, "opiates_and_cocaine": values["scope.cocaine_asked"],
        "with_alcohol": values["scope.alcohol_asked"],
    }[regime.identify.drug_scope]  # fmt: skip
    for process in ASKING:
        p = table.process(process)
        for income in BENEFITS:
            others[p, income] = others_for_each(_asked_alike(process, income, regime, values)) * wider
        accused[p] = others[p] * _falsely(process, regime, values)
        if regime.refer.confidentiality == "unclear":
            exposed[p, :, 0] = values["errors.leaked"]
    for process in ("data_share", "notify"):
        p = table.process(process)
        for o, channel in enumerate(regime.identify.data_share.channels.values()):
            precision = values["sharing.precision"] if channel.precision is None else channel.precision
            others[p, :, o] = others_for_each(precision)
            exposed[p, :, o] = (1 + others[p, :, o]) * (channel.legal_basis == "none")
        accused[p] = others[p]
    p = table.process("exchange_report")
    others[p] = accused[p] = others_for_each(values["sharing.precision"])
    exposed[p] = 1 + others[p]
    return Rates(others, accused, exposed)


class Burden:
    """Enters, week by week, what the asking and naming of dependent claimants meant for others."""

    def __init__(self, world: World) -> None:
        table = world.table
        of = [rates(regime, table, world.values) for regime in world.regimes]
        self.others = np.stack([one.others for one in of])
        self.accused = np.stack([one.accused for one in of])
        self.exposed = np.stack([one.exposed for one in of])
        self.income = np.append(table.statuses().income, 0).astype(np.int64)
        self.process = {table.process(name): name for name in (*ASKING, *NAMING)}
        self.naming = [table.process(name) for name in NAMING]
        self.looked_at = np.zeros(len(table.processes), np.bool_)
        self.looked_at[list(self.process)] = True

    def note(self, world: World) -> None:
        """Enter the week."""
        for batch in world.events:
            some = np.flatnonzero(self.looked_at[batch.process])
            process, outcome = batch.process[some].astype(np.int64), batch.outcome[some].astype(np.int64)
            at = (world.lives.regime[batch.who[some]], process, self.income[batch.before[some]], outcome)
            others, accused = self.others[at], self.accused[at]
            for p in np.unique(process):
                mine, name = process == p, self.process[int(p)]
                world.account(f"dependent.{name}", float(mine.sum()))
                world.account(f"others.{name}", float(others[mine].sum()))
                world.account(f"accused.{name}", float(accused[mine].sum()))
            world.account("exposed", float(self.exposed[at].sum()))
            told = np.isin(process, self.naming)
            world.account("passed on", float(told.sum() + others[told].sum()))


@dataclass(frozen=True, slots=True)
class Route:
    """One way of finding people, over the run, claimants made. found: dependent people identified by it.

    dependent: asked, tested or named; others: people who are not, besides; accused: of them, falsely identified.
    """

    name: str
    dependent: float
    others: float
    found: float
    accused: float

    @property
    def predictive_value(self) -> float:
        """Share of those identified who are dependent; not a number where nobody was."""
        total = self.found + self.accused
        return self.found / total if total else float("nan")

    @property
    def asked_per_case(self) -> float:
        """People asked for each dependent claimant found; not a number where nobody was found."""
        return (self.dependent + self.others) / self.found if self.found else float("nan")


FINDS = {
    "disclose": ("volunteered",), "disclose_untrained": ("volunteered",), "screen": ("identified",),
    "declare": ("identified",), "drug_test": ("positive",),
}  # fmt: skip
"""Outcomes by which a question finds somebody; naming always does."""


def routes(seen: Observation) -> tuple[Route, ...]:
    """Yield and burden of every route."""

    def one(name: str) -> Route:
        kinds = [seen.kind(name, o) for o in FINDS[name]] if name in FINDS else [seen.kind(name)]
        found = float(seen.events[:, np.concatenate(kinds)].sum())
        none = np.zeros(1)
        dependent, others, accused = (
            float(seen.accounts.get(f"{account}.{name}", none).sum()) for account in ("dependent", "others", "accused")
        )
        return Route(name, dependent, others, found, accused)

    return tuple(one(name) for name in (*ASKING, *NAMING))


def _imbalances(seen: Observation) -> Iterator[str]:
    for route in routes(seen):
        happened = float(seen.events[:, seen.kind(route.name)].sum())
        if happened != route.dependent:
            yield f"{route.name}: {route.dependent:.0f} were entered as asked or named, {happened:.0f} were"
        if not 0 <= route.accused <= route.others + 1e-9 * route.others:
            yield f"{route.name}: {route.accused:.1f} accused of {route.others:.1f} asked"


RIGHTS = Ledger("errors and rights", _imbalances, Burden)
