"""Section 10: ticks, in the order in which they act."""

from simulate.mesa_model.ticks.caseloads import Caseloads
from simulate.mesa_model.ticks.labour_market import LabourMarket
from simulate.mesa_model.ticks.offices import Offices
from simulate.mesa_model.ticks.phases import Phases
from simulate.mesa_model.ticks.places import Places
from simulate.mesa_model.ticks.startup import Startup
from simulate.mesa_model.ticks.talk import Talk
from simulate.mesa_model.ticks.tick import Tick
from simulate.mesa_model.ticks.training import Training
from simulate.mesa_model.ticks.trust import Trust

TICKS: tuple[type[Tick], ...] = (Phases, LabourMarket, Places, Caseloads, Training, Startup, Offices, Talk, Trust)
