"""The runs that are pinned: each stands on another mechanism, and takes a fraction of a second."""

from dataclasses import dataclass

from scenarios.beliefs import load_belief
from scenarios.loader import load_scenario
from scenarios.parameters import load_parameters
from simulate.ensemble import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One run. why: the mechanism it stands on. The last draw of the last belief is the one that is looked at."""

    scenario: str
    why: str
    claimants: int = 2000
    weeks: int = 104
    draws: int = 1
    seed: int = 7
    belief: str | None = None

    def plan(self) -> Plan:
        """What is run."""
        beliefs = () if self.belief is None else (load_belief(self.belief),)
        return Plan(
            scenarios=((self.scenario, load_scenario(self.scenario).scenario),), parameters=load_parameters(),
            claimants=self.claimants, weeks=self.weeks, replicates=1, draws=self.draws, seed=self.seed, beliefs=beliefs,
        )  # fmt: skip


CASES = (
    Case(scenario="none", why="treatment, work, housing, crime and death with nobody asking"),
    Case(scenario="voluntary_2009", why="advisers who ask, coordinators, places, drawn parameters", draws=3),
    Case(scenario="pilot_2010", why="a mandate in some areas for some time, with sanctions that climb and lapse"),
    Case(scenario="act_2009", why="questions, tests and assessments required, and decisions that take time", weeks=78),
    Case(scenario="treatment_allowance", why="another benefit while in treatment, and the cliff at its end"),
    Case(scenario="stepped_wedge", why="changes on dated days, area by area", weeks=60),
    Case(scenario="close_if_few_referrals", why="a rule that reads recorded figures with a lag"),
    Case(scenario="outside_benefit_declaration", why="people outside benefit, and deterred claims", weeks=60),
    Case(scenario="training_that_fades", why="training that is passed on, fades and leaves with staff"),
    Case(scenario="deep_recession", why="the labour market, and the even-handed belief", belief="even_handed"),
    Case(scenario="fraud_inquiries", why="records shared, false accusations, inquiries and debts"),
    Case(scenario="threat_only", why="what people believe of a threat, and the minister's view", belief="minister"),
)
"""Names of scenarios are different, and stand for the cases."""
