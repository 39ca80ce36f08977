"""What the model cannot say."""

from results.blocks import Block, Points, Prose
from results.section import Context, Section
from results.words import EXTRAPOLATION, FEW_DRAWS, number

PEOPLE = 240_000
OPEN, CLOSE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


DO_NOT_SAY = (
    f"{OPEN}Each claimant costs £62,500 a year in crime.{CLOSE} The £15 billion quoted in 2009 was of England and "
    "Wales, of all who depend on class A drugs and of more kinds of crime: it cannot be divided by 240,000.",
    f"{OPEN}100,000 claimants are not in treatment.{CLOSE} The paper says up to 100,000: it is a ceiling, not a count.",
    f"{OPEN}A claimant spends £1,000 a week and gets £47.{CLOSE} Both are one speaker's illustration, not averages.",
    f"{OPEN}Three in four doctors reject it.{CLOSE} 26 of 35 members who chose to answer did; nothing is known of "
    "those who did not.",
    f"{OPEN}Three quarters of claimants are mentally ill.{CLOSE} 75 to 85% is of people who use drug and alcohol "
    "services; the 44% that is also quoted is of people who use mental health services.",
    f"{OPEN}The pilot showed it.{CLOSE} No pilot of a mandatory regime ever ran, and the voluntary one was in its "
    "first months when people spoke of it.",
    f"{OPEN}More people left benefit, so it worked.{CLOSE} Leavers are not followed up: on the books those who left "
    "for nothing look like those who left for work.",
)
"""What the documents of the debate invite people to say and do not show."""


def build(context: Context) -> tuple[Block, ...]:
    """What holds for this run, then what holds always."""
    return (
        Prose("Read this before using any figure of the report."),
        Points((*_of_this_run(context), *_always(context))),
        Prose("Do not say, whatever a figure here seems to show:"),
        Points(DO_NOT_SAY),
    )


def _of_this_run(context: Context) -> list[str]:
    told = context.manifest
    points = []
    if any(one.obliges for one in context.scenarios):
        points.append(
            f"{EXTRAPOLATION} The effects of obligation and sanction are taken from other people, "
            "places and times; none "
            "was measured on this population under this regime."
        )
    if told.draws == 1:
        points.append(
            "The parameters were held at their central values. The intervals hold chance alone and "
            "are far too narrow "
            "as a statement of what would happen."
        )
    elif told.draws < FEW_DRAWS:
        points.append(
            f"Only {told.draws} draws of the parameters were made. Intervals are wide because so few "
            "draws say little, "
            "and a different handful could move the best estimates."
        )
    if told.replicates == 1 and told.draws == 1:
        points.append("A single run was made of each regime: no interval, and no difference can be told from chance.")
    if len(told.beliefs) > 1:
        points.append(
            f"The {len(told.beliefs)} beliefs are given equal weight wherever they are put together. That is no "
            "judgement of who is right, and another set of beliefs would give other averages and intervals."
        )
    if told.claimants < PEOPLE:
        points.append(
            f"{number(told.claimants)} claimants stand for {number(PEOPLE)}: each counts "
            f"{PEOPLE / told.claimants:g} times, "
            "small groups are rough, and queues and caseloads may be shared by wider areas than the "
            "real ones."
        )
    return points


def _always(context: Context) -> list[str]:
    quantities = context.parameters.quantities.values()
    contested = sum(one.kind == "contested" for one in quantities)
    judged = sum(one.kind == "judgement" for one in quantities)
    unseen = sum(not one.verified for one in quantities)
    return [
        "It cannot say that compulsion works or fails. It says on which outcome, for whom and how "
        "surely one regime "
        "differs from another if the stated beliefs hold.",
        f"Of {len(quantities)} parameters {contested} are contested, {judged} are judged because "
        "nobody measured them, and "
        f"for {unseen} the source has not been seen. Intervals hold only the uncertainty that is "
        "written into the "
        "parameters, not that of the structure of the model.",
        "It knows nothing of families, of dealers or of how staff feel about a rule. Alcohol is there only as more "
        "people who are asked. What people hear of a regime spreads by area, not from friend to friend.",
        "People off benefit and without work are lost from view in reality. How they live is the "
        "weakest part of any model.",
        "It says nothing of a single person. Claimants are made up from published shares; none of them exists.",
    ]


LIMITS = Section("limits", "What the model cannot say, and what not to say", build)
