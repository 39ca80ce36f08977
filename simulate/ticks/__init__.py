"""What couples claimants, once a week: regimes, places, caseloads, training, talk, trust. This is the list."""

from simulate.tick import Tick
from simulate.ticks.caseloads import Caseloads
from simulate.ticks.labour_market import LabourMarket
from simulate.ticks.offices import Offices
from simulate.ticks.phases import Phases
from simulate.ticks.places import Places
from simulate.ticks.startup import Startup
from simulate.ticks.talk import Talk
from simulate.ticks.training import Training
from simulate.ticks.trust import Trust

TICKS: tuple[type[Tick], ...] = (Phases, LabourMarket, Places, Caseloads, Training, Startup, Offices, Talk, Trust)
"""In the order in which they act."""
