"""Events counted twice: as they happened, and as they were to be expected given the lives lived.

Until somebody dies he or she runs the hazard of dying. Its integral over the time lived has the same expectation as
the number of deaths, whatever else happens and however lives hang together (the two differ by a martingale), and
none of the chance of the single death. So it says what a regime does to deaths from far fewer runs, while in the lives
themselves people die one by one.

Only for a process whose relative risk is of the person alone, the same under every regime and in every week, and whose
field no tick moves: what its clock uses up is then table x relative risk x time, which the observer sums up anyway.
"""

from collections.abc import Mapping

EXPECTED: Mapping[str, str] = {"deaths": "die"}
"""Name among the counts of an observation -> process whose events are expected so."""
