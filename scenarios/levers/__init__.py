"""The levers of a regime, a group a file, in the order a claimant meets them. Every group starts at "nothing".

Times are in weeks and rates per week once read; a file writes them with their unit. All of it is frozen and
hashable, so two areas under the same regime share one object.
"""

from scenarios.levers.believe import Believe
from scenarios.levers.capacity import Capacity
from scenarios.levers.fraud import Fraud
from scenarios.levers.group import Benefit, Group
from scenarios.levers.identify import Channel, DataShare, DrugTest, Identify
from scenarios.levers.oblige import Exemption, Oblige
from scenarios.levers.pay import Pay
from scenarios.levers.refer import Links, Refer
from scenarios.levers.regime import Regime
from scenarios.levers.sanction import Dose, HardshipPayment, Sanction
from scenarios.levers.support import Support

__all__ = [
    "Believe", "Benefit", "Capacity", "Channel", "DataShare", "Dose", "DrugTest", "Exemption", "Fraud", "Group",
    "HardshipPayment", "Identify", "Links", "Oblige", "Pay", "Refer", "Regime", "Sanction", "Support",
]  # fmt: skip
