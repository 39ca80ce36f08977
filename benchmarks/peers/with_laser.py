"""LASER: agents in a LaserFrame, components whose steps are Numba kernels over all of them, one node.

The model and its loop are laser-generic's own, and the kernels are written as its components are: parallel loops,
NumPy's generator inside Numba, flows counted by thread and node. Three components step one after another: where
people stand with treatment, arrests, deaths.
"""

from typing import Any

import geopandas as gpd
import numba as nb
import numpy as np
from laser.core import PropertySet
from laser.generic import Model
from laser.generic.shared import State
from shapely.geometry import Point

from benchmarks.peers.common import RECOVERED, TREATED, UNTREATED, Counts, Live, Work, counted_by, opening

DECEASED = State.DECEASED.value
FLOWS = ("start", "drop_out", "complete", "relapse")


@nb.njit(nogil=True, parallel=True)  # type: ignore[untyped-decorator]
def _treatment(state: Any, nodeid: Any, chance: Any, drop_out_share: float, flows: Any) -> None:
    for i in nb.prange(len(state)):
        at = state[i]
        if at == DECEASED:
            continue
        if np.random.rand() < chance[at]:  # noqa: NPY002  Numba has no other generator of its own
            if at == UNTREATED:
                state[i], flow = TREATED, 0
            elif at == RECOVERED:
                state[i], flow = UNTREATED, 3
            elif np.random.rand() < drop_out_share:  # noqa: NPY002
                state[i], flow = UNTREATED, 1
            else:
                state[i], flow = RECOVERED, 2
            flows[nb.get_thread_id(), flow, nodeid[i]] += 1


@nb.njit(nogil=True, parallel=True)  # type: ignore[untyped-decorator]
def _arrests(state: Any, record: Any, nodeid: Any, chance: Any, flows: Any) -> None:
    for i in nb.prange(len(state)):
        at = state[i]
        if at in (UNTREATED, TREATED) and np.random.rand() < chance[at]:  # noqa: NPY002
            record[i] = 1
            flows[nb.get_thread_id(), nodeid[i]] += 1


@nb.njit(nogil=True, parallel=True)  # type: ignore[untyped-decorator]
def _deaths(state: Any, nodeid: Any, chance: Any, flows: Any) -> None:
    for i in nb.prange(len(state)):
        at = state[i]
        if at != DECEASED and np.random.rand() < chance[at]:  # noqa: NPY002
            state[i] = DECEASED
            flows[nb.get_thread_id(), nodeid[i]] += 1


class Treatment:
    """Where people stand with treatment."""

    def __init__(self, model: Any, work: Work) -> None:
        self.model, rates = model, work.rates
        leave = rates["drop_out"] + rates["complete"]
        self.chance = -np.expm1(-np.array([rates["start"], leave, rates["relapse"]]))
        self.drop_out_share = rates["drop_out"] / leave
        model.people.add_scalar_property("nodeid", dtype=np.uint16)
        model.people.add_scalar_property("state", dtype=np.int8)
        model.people.state[:] = opening(work.claimants)
        for flow in FLOWS:
            model.nodes.add_vector_property(flow, model.params.nticks + 1, dtype=np.int32)

    def step(self, tick: int) -> None:
        """Live one week."""
        people, nodes = self.model.people, self.model.nodes
        flows = np.zeros((nb.get_num_threads(), len(FLOWS), nodes.count), np.int32)
        _treatment(people.state, people.nodeid, self.chance, self.drop_out_share, flows)
        for name, flow in zip(FLOWS, flows.sum(axis=0), strict=True):
            getattr(nodes, name)[tick] = flow


class Arrests:
    """Arrests leave a record."""

    def __init__(self, model: Any, work: Work) -> None:
        self.model, rates = model, work.rates
        self.chance = -np.expm1(-np.array([rates["arrest"], rates["arrest"] * rates["arrest_in_treatment"]]))
        model.people.add_scalar_property("record", dtype=np.int8)
        model.nodes.add_vector_property("arrests", model.params.nticks + 1, dtype=np.int32)

    def step(self, tick: int) -> None:
        """Live one week."""
        people, nodes = self.model.people, self.model.nodes
        flows = np.zeros((nb.get_num_threads(), nodes.count), np.int32)
        _arrests(people.state, people.record, people.nodeid, self.chance, flows)
        nodes.arrests[tick] = flows.sum(axis=0)


class Deaths:
    """Deaths."""

    def __init__(self, model: Any, work: Work) -> None:
        self.model, rates = model, work.rates
        out = rates["die"] * rates["die_out_of_treatment"]
        self.chance = -np.expm1(-np.array([out, rates["die"], out]))
        model.nodes.add_vector_property("deaths", model.params.nticks + 1, dtype=np.int32)

    def step(self, tick: int) -> None:
        """Live one week."""
        people, nodes = self.model.people, self.model.nodes
        flows = np.zeros((nb.get_num_threads(), nodes.count), np.int32)
        _deaths(people.state, people.nodeid, self.chance, flows)
        nodes.deaths[tick] = flows.sum(axis=0)


def laser(work: Work) -> Live:
    """Make the model of one node and its components."""
    place = {"nodeid": [0], "name": ["all"], "population": [work.claimants], "geometry": [Point(0.0, 0.0)]}
    scenario = gpd.GeoDataFrame(place, crs="EPSG:4326")
    model = Model(scenario, PropertySet({"nticks": work.weeks, "seed": work.seed}))
    model.components = [kind(model, work) for kind in (Treatment, Arrests, Deaths)]

    def live() -> Counts:
        model.run()
        state, record = model.people.state, model.people.record
        alive = state != DECEASED
        return counted_by(state[alive], record[alive], work.claimants)

    return live
