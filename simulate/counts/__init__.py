"""What happens often and changes no status: counted as Poisson over the intensity lived through. This is the list."""

from typing import Any

from simulate.count import Count
from simulate.counts.allowance_weeks import ALLOWANCE_WEEKS
from simulate.counts.deterred_claims import DETERRED_CLAIMS
from simulate.counts.hospital_stays import HOSPITAL_STAYS
from simulate.counts.incentives_paid import INCENTIVES_PAID
from simulate.counts.offences import OFFENCES
from simulate.counts.offences_from_lost_income import OFFENCES_FROM_LOST_INCOME
from simulate.counts.overdoses import OVERDOSES
from simulate.counts.withheld import RECOVERED_ESA, RECOVERED_JSA_IS, WITHHELD_ESA, WITHHELD_JSA_IS

COUNTS: tuple[Count[Any], ...] = (
    OFFENCES, OFFENCES_FROM_LOST_INCOME, OVERDOSES, HOSPITAL_STAYS, DETERRED_CLAIMS, WITHHELD_JSA_IS, WITHHELD_ESA,
    RECOVERED_JSA_IS, RECOVERED_ESA, ALLOWANCE_WEEKS, INCENTIVES_PAID,
)  # fmt: skip
