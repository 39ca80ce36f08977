"""Who lives the workload: what each contender is, how it goes through a week, where it is installed from."""

from dataclasses import dataclass, field
from typing import Any

from benchmarks.peers.exact import EXACT, Steps

CLAIMANTS, WEEKS = 240_000, 260
TREATMENT = ("start", "drop_out", "complete", "relapse")
BY_COMPONENT = (TREATMENT, ("arrest",), ("die",))
ONE_BY_ONE = (("complete",), ("drop_out",), ("relapse",), ("start",), ("arrest",), ("die",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A contender.

    maker: module in this folder, and its function that sets up. installs: what its own environment is made from;
    none: the project's. packages: whose versions are told. compiled: whether the model itself runs as machine code.
    share: of the claimants, for those whose cost grows straight with them. turns: most it is run. how: one sentence.
    """

    key: str
    name: str
    maker: str
    packages: tuple[str, ...]
    how: str
    installs: tuple[str, ...] = ()
    steps: Steps = field(default_factory=Steps)
    compiled: bool = False
    share: float = 1.0
    turns: int = 5

    def order(self, *, claimants: int, weeks: int, seed: int, rates: dict[str, float]) -> dict[str, Any]:
        """What the worker is told."""
        return {
            "maker": f"benchmarks.peers.{self.maker}",
            "packages": list(self.packages),
            "claimants": round(self.share * claimants),
            "weeks": weeks,
            "seed": seed,
            "rates": rates,
        }


ENGINE = Peer(
    key="engine",
    name="this engine",
    maker="engine:weekly",
    packages=("numpy",),
    steps=EXACT,
    how="continuous time, exact; stops at every week, where the full model lets its ticks act. Everything is held "
    "against this row.",
)
STRAIGHT = Peer(
    key="straight",
    name="this engine, straight through",
    maker="engine:straight",
    packages=("numpy",),
    steps=EXACT,
    how="the same without a stop before the end, as nothing in this workload asks for one.",
)
PEERS: tuple[Peer, ...] = (
    ENGINE,
    STRAIGHT,
    Peer(
        key="numba_event",
        name="Numba, next event",
        maker="fused_numba:next_event",
        packages=("numba", "numpy"),
        installs=("numba==0.68.1",),
        steps=EXACT,
        compiled=True,
        how="one compiled loop that jumps from event to event, exact; the least this workload can cost here.",
    ),
    Peer(
        key="numba_weekly",
        name="Numba, weekly",
        maker="fused_numba:weekly",
        packages=("numba", "numpy"),
        installs=("numba==0.68.1",),
        compiled=True,
        how="one compiled loop over weeks and claimants, its random numbers made in the loop.",
    ),
    Peer(
        key="laser",
        name="LASER",
        maker="with_laser:laser",
        packages=("laser-core", "laser-generic", "numba"),
        installs=("laser-core==1.0.5", "laser-generic==1.1.0"),
        steps=Steps(stages=BY_COMPONENT),
        compiled=True,
        how="laser-generic's model and loop; three components, each a Numba kernel over all agents, written as its "
        "own components are.",
    ),
    Peer(
        key="numpy_kept",
        name="NumPy, chances kept",
        maker="plain_numpy:kept",
        packages=("numpy",),
        how="weekly steps over whole arrays; each claimant's chance is held, and renewed only where something "
        "happened: right only while nothing else moves chances.",
    ),
    Peer(
        key="numpy_table",
        name="NumPy, plain",
        maker="plain_numpy:table",
        packages=("numpy",),
        how="weekly steps over whole arrays; each claimant's chance is looked up by state every week.",
    ),
    Peer(
        key="ambr",
        name="AMBER (ambr)",
        maker="with_ambr:ambr",
        packages=("ambr", "polars", "numba"),
        installs=("ambr[perf]==0.5.2",),
        how="a Polars table of agents read and written by whole columns (`agents.numpy`, `agents.set`), as its guide "
        "advises for many agents; between the two it is NumPy.",
    ),
    Peer(
        key="mesa_frames",
        name="mesa-frames",
        maker="with_mesa_frames:mesa_frames",
        packages=("mesa-frames", "polars"),
        installs=("mesa-frames==0.1.0a0", "polars==2.1.0"),
        how="an `AgentSetPolars`, each week native Polars expressions over the set. 0.1.0a0 is the only release that "
        "the package index has.",
    ),
    Peer(
        key="starsim",
        name="Starsim",
        maker="with_starsim:starsim",
        packages=("starsim", "numba"),
        installs=("starsim==3.7.2",),
        steps=Steps(stages=ONE_BY_ONE),
        how="a module with Boolean states and Bernoulli trials filtered once a week, one after another; common random "
        "numbers on, as by default.",
    ),
    Peer(
        key="vivarium",
        name="Vivarium",
        maker="with_vivarium:vivarium",
        packages=("vivarium-engine", "pandas"),
        installs=("vivarium-engine==5.19.1",),
        steps=Steps(stages=BY_COMPONENT, linear=True),
        turns=2,
        how="a state machine and two components with rate pipelines, as in its disease example; common random numbers "
        "addressed by simulant, linear chances, the defaults; the dead no longer tracked.",
    ),
    Peer(
        key="mesa",
        name="Mesa",
        maker="with_mesa:mesa",
        packages=("mesa",),
        share=1 / 24,
        how="one object a claimant, stepped every week (`benchmarks/mesa_six.py`); cost scaled by the person-week.",
    ),
)
