"""Section 8, what people believe: rumour, talk, learn."""

from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.stakes import threatened
from simulate.mesa_model.shared.where import can_be_asked
from simulate.mesa_model.submodel import Submodel, certain
from simulate.status import Belief


def fear(c: Person) -> None:
    """Fears for benefit."""
    c.belief = Belief.FEARFUL


def know_the_rules(c: Person) -> None:
    """Knows the rules as they are."""
    c.belief = Belief.AS_IT_IS


def can_be_frightened(c: Person) -> bool:
    """Under hearsay, people who can be asked and do not fear yet."""
    return c.regime.believe.information == "hearsay" and can_be_asked(c) and c.belief != Belief.FEARFUL


def hears_from_the_press(c: Person) -> float:
    """Press noise, and a mandate that looms."""
    if not can_be_frightened(c):
        return 0.0
    p, believe = c.numbers.rumour, c.regime.believe
    return p.believed * believe.press_noise + (p.looming if believe.looming else 0.0)


def hears_from_others(c: Person) -> float:
    """Word of mouth; how much there is to hear is the field of the pool."""
    return c.numbers.talk.rate if can_be_frightened(c) and c.regime.believe.word_of_mouth else 0.0


def learns(c: Person) -> float:
    """A belief other than as it is gives way."""
    if c.belief == Belief.AS_IT_IS:
        return 0.0
    p, believe = c.numbers.learn, c.regime.believe
    rate = p.rate
    if c.belief == Belief.FEARFUL:
        rate *= p.reassured if believe.reassurance and not threatened(c) else 1.0
        rate *= p.looming if believe.looming else 1.0
    return rate


RUMOUR = Submodel("rumour", hazard=hears_from_the_press, outcomes=certain("fears for benefit", fear))
TALK = Submodel("talk", hazard=hears_from_others, outcomes=certain("fears for benefit", fear))
LEARN = Submodel("learn", hazard=learns, outcomes=certain("knows the rules", know_the_rules))

BELIEF = (RUMOUR, TALK, LEARN)
