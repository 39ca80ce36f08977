"""What happens often and changes no status: counted as Poisson over the intensity lived through. This is the list."""

from typing import Any

from simulate.count import Count
from simulate.counts.hospital_stays import HOSPITAL_STAYS
from simulate.counts.offences import OFFENCES
from simulate.counts.overdoses import OVERDOSES

COUNTS: tuple[Count[Any], ...] = (OFFENCES, OVERDOSES, HOSPITAL_STAYS)
