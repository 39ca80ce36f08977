"""What happens often and changes no status: counted as Poisson over the intensity lived through. This is the list."""

from typing import Any

from simulate.count import Count
from simulate.counts.deterred_claims import DETERRED_CLAIMS
from simulate.counts.hospital_stays import HOSPITAL_STAYS
from simulate.counts.offences import OFFENCES
from simulate.counts.offences_from_lost_income import OFFENCES_FROM_LOST_INCOME
from simulate.counts.overdoses import OVERDOSES

COUNTS: tuple[Count[Any], ...] = (
    OFFENCES, OFFENCES_FROM_LOST_INCOME, OVERDOSES, HOSPITAL_STAYS, DETERRED_CLAIMS,
)  # fmt: skip
