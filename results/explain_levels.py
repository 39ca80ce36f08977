"""Words for the levels of every axis of status and of every trait by which claimants are told apart."""

from collections.abc import Mapping, Sequence

from simulate.status import AXES, Belief, Debt, Income, Knowledge, Mandate, Notice, Pathway, Sanction, Support

LEVELS: Mapping[str, Sequence[str]] = {
    "pathway": (
        "not in touch with treatment", "with an appointment", "lost after referral", "waiting for a place",
        "in the first weeks of treatment", "further on in treatment", "just out of treatment or prison",
        "treatment completed",
    ),
    "mandate": ("under no obligation", "required to attend", "exempt"),
    "knowledge": ("unknown to the Jobcentre", "has told an adviser", "identified", "has denied drug use"),
    "notice": (
        "no notice on its way", "police notice on its way", "probation notice on its way", "prison notice on its way",
    ),
    "income": (
        "on JSA", "on ESA", "on IS", "on the treatment allowance", "in work", "with neither benefit nor job",
        "in custody",
    ),
    "sanction": ("no sanction", "breach being decided", "sanctioned without good cause", "sanctioned wrongly"),
    "ladder": ("no sanction before", "one sanction before", "two or more before"),
    "debt": ("no debt", "repaying an overpayment"),
    "housing": ("settled housing", "insecure housing", "homeless"),
    "use": ("dependent", "recovered"),
    "support": ("no plan or training", "with a plan", "in training", "ready for work"),
    "belief": ("knowing the rules", "fearing for benefit", "unaware of the threat"),
    "record": ("no criminal record", "criminal record"),
}  # fmt: skip
"""What somebody at a level is."""
BECOMES: Mapping[tuple[str, int], str] = {
    ("mandate", Mandate.NONE): "no longer required to attend",
    ("knowledge", Knowledge.UNKNOWN): "may be asked about drugs again",
    ("notice", Notice.NONE): "no notice awaited",
    ("sanction", Sanction.SANCTIONED): "sanctioned",
    ("sanction", Sanction.WRONGED): "sanctioned wrongly",
    ("support", Support.NONE): "no plan or training any more",
    ("belief", Belief.AS_IT_IS): "knows the rules",
    ("belief", Belief.FEARFUL): "fears for benefit",
    ("debt", Debt.NONE): "debt repaid",
}
"""What somebody comes to be, where that is said otherwise."""
KEEPS: Mapping[str, str] = {
    "knowledge": "what was concealed stays so",
    "sanction": "a sanction, or a breach being decided, stands",
    "notice": "a notice on its way stands",
    "belief": "believes what was believed before",
}
"""That a level stays when a new regime begins."""
SETS: Mapping[str, Sequence[tuple[frozenset[int], str]]] = {
    "pathway": (
        (frozenset(Pathway) - {Pathway.STABILISING, Pathway.MAINTAINED, Pathway.COMPLETED}, "not in treatment"),
        (
            frozenset({Pathway.NOT_ENGAGED, Pathway.APPOINTED, Pathway.LOST, Pathway.QUEUED}),
            "neither in treatment nor just out of it",
        ),
        (frozenset({Pathway.NOT_ENGAGED, Pathway.LOST, Pathway.JUST_LEFT}), "out of treatment"),
        (frozenset({Pathway.STABILISING, Pathway.MAINTAINED}), "in treatment"),
    ),
    "mandate": ((frozenset({Mandate.NONE, Mandate.EXEMPT}), "not required to attend"),),
    "knowledge": ((frozenset({1, 2}), "known to the Jobcentre"), (frozenset({0, 3}), "not known to the Jobcentre")),
    "notice": ((frozenset(Notice) - {Notice.NONE}, "notice on its way"),),
    "income": (
        (frozenset(Income) - {Income.CUSTODY}, "at liberty"),
        (frozenset(Income) - {Income.CUSTODY, Income.ALLOWANCE}, "at liberty"),
        (frozenset({Income.JSA, Income.ESA, Income.IS, Income.ALLOWANCE}), "on benefit or the allowance"),
        (frozenset({Income.JSA, Income.ESA, Income.IS}), "on benefit"),
    ),
    "sanction": (
        (frozenset({Sanction.PENDING, Sanction.SANCTIONED, Sanction.WRONGED}), "breach being decided or sanctioned"),
        (frozenset({Sanction.SANCTIONED, Sanction.WRONGED}), "sanctioned"),
        (frozenset({Sanction.NONE, Sanction.PENDING}), "not sanctioned"),
    ),
    "ladder": ((frozenset({1, 2}), "sanctioned before"),),
    "housing": ((frozenset({0, 1}), "not homeless"), (frozenset({1, 2}), "not settled")),
    "support": (
        (frozenset(Support) - {Support.READY}, "not ready for work"),
        (frozenset({Support.NONE, Support.PLAN}), "neither in training nor ready for work"),
        (frozenset({Support.NONE, Support.READY}), "neither with a plan nor in training"),
    ),
    "belief": (
        (frozenset({Belief.AS_IT_IS, Belief.FEARFUL}), "aware of any threat"),
        (frozenset({Belief.AS_IT_IS, Belief.UNAWARE}), "not fearing for benefit"),
    ),
}
"""Levels that have a name together, the largest sets first."""
TRAITS: Mapping[str, Sequence[str]] = {
    "male": ("women", "men"),
    "injecting": ("not injecting", "injecting"),
    "wants_change": ("not wanting to change", "wanting to change"),
    "dual_diagnosis": ("without a dual diagnosis", "with a dual diagnosis"),
    "chronic_condition": ("without a chronic condition", "with a chronic condition"),
    "treated_before": ("never treated before", "treated before"),
    "children": ("without children at home", "with children at home"),
    "cites_drugs": ("unfit for another reason", "unfit because of drug use"),
    "hard_core": ("open to a push", "moved by no push"),
    "opening_record": ("without a record at the start", "with a record at the start"),
    "opening_benefit": ("first on JSA", "first on ESA", "first on IS"),
    "bite": ("living little on benefit", "living partly on benefit", "living mostly on benefit"),
}
NAMES: Mapping[str, str] = {
    "opening_benefit": "the first benefit",
    "hard_core": "whether any push moves them",
    "bite": "how much of their income benefit is",
    "wants_change": "whether they want to change",
    "children": "children at home",
    "cites_drugs": "the reason given for incapacity",
}
"""What a ratio that is told as a range goes by."""
SAID_FIRST = (
    "income", "pathway", "knowledge", "notice", "mandate", "sanction", "ladder", "debt", "belief", "use", "support",
    "housing", "record",
)  # fmt: skip
"""Axes in the order in which a group is described."""
TOLD_FIRST = ("income", "knowledge", "pathway", *SAID_FIRST[3:])
"""Axes in the order in which it is told what somebody becomes."""

if set(LEVELS) != set(AXES) or any(len(LEVELS[axis]) != len(AXES[axis]) for axis in AXES):
    raise TypeError("every level of every axis needs its words")
