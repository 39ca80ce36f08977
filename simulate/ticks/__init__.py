"""What couples claimants, once a week: regimes, places, caseloads, trust, the labour market. This is the list."""

from simulate.tick import Tick
from simulate.ticks.caseloads import Caseloads
from simulate.ticks.labour_market import LabourMarket
from simulate.ticks.phases import Phases
from simulate.ticks.places import Places
from simulate.ticks.trust import Trust

TICKS: tuple[type[Tick], ...] = (Phases, LabourMarket, Places, Caseloads, Trust)
"""In the order in which they act."""
