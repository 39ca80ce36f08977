"""Section 7: being asked."""

from scenarios.levers import Regime
from simulate.mesa_model.numbers import Numbers
from simulate.mesa_model.person import Person
from simulate.mesa_model.shared.centring import centred, share_wanting_change
from simulate.mesa_model.shared.perceived import perceives_reports, perceives_threat
from simulate.mesa_model.shared.where import benefit, can_be_asked, in_treatment
from simulate.status import Belief, Income


def tells(c: Person, *, threat: bool, untreated: float | None = None) -> float:
    """Chance of an honest answer at the median claimant. untreated: in place of `tell_untreated`."""
    n = c.numbers
    outside = n.telling.tell_untreated if untreated is None else untreated
    chance = n.telling.tell_treated if in_treatment(c) else outside
    if threat:
        chance *= n.contested.concealment
    elif c.regime.believe.reassurance:
        chance *= n.contested.reassurance
    if c.regime.identify.drug_scope == "with_alcohol":
        chance *= n.contested.scope_stigma
    if c.regime.pay.treatment_allowance and not c.regime.pay.allowance_discreet:
        chance *= n.contested.allowance_stigma
    return min(1.0, chance)


def threat_to_volunteers(c: Person) -> bool:
    """Whether what is told to an adviser who asks is told under a threat: not where volunteers are exempt."""
    if "volunteered" in c.regime.oblige.exempt:
        return perceives_threat(c) and c.belief == Belief.FEARFUL
    return perceives_threat(c)


def odds_of_telling(c: Person, *, threat: bool) -> float:
    """Odds of the person on an honest answer; fear makes nobody tell more."""
    n = c.numbers
    odds = centred(c.wants_change, n.telling.readiness, share_wanting_change(n))
    if threat or perceives_reports(c) > 0:
        odds *= 1.0 if c.wants_change else n.contested.unready_silence
        odds *= n.contested.child_fear if c.children else 1.0
    return odds


def dilution_of(regime: Regime, n: Numbers) -> float:
    """People who share the help, against users of heroin and crack alone."""
    of = {"heroin_or_crack": 1.0, "opiates_and_cocaine": n.scope.cocaine, "with_alcohol": n.scope.alcohol}
    return of[regime.identify.drug_scope]


def cover_of(regime: Regime, n: Numbers) -> float:
    """Cover by a coordinator."""
    return min(1.0, regime.identify.coordinators_per_district / dilution_of(regime, n))


def cover(c: Person) -> float:
    """Cover by a coordinator where he or she lives."""
    return cover_of(c.regime, c.numbers)


def asked_by(c: Person, quality: float) -> float:
    """Questions a week by advisers of this quality of training."""
    if not can_be_asked(c):
        return 0.0
    t, identify = c.numbers.telling, c.regime.identify
    asked: float = benefit(c, t.interviews_jsa, t.interviews_esa, t.interviews_is) * t.asked
    asked *= t.untrained_ratio ** (1 - quality) * (cover(c) + (1 - cover(c)) * t.no_coordinator_ratio)
    if identify.probing == "probing":
        asked *= t.probing
    if identify.jsa_guidance and c.income == Income.JSA:
        asked *= t.guidance
    return asked


def missed(c: Person, quality: float) -> float:
    """Chance that an adviser who is told does not know what to do."""
    t = c.numbers.telling
    alone: float = t.missed_untrained ** (1 - quality) * t.missed_trained**quality
    return min(1.0, alone * (cover(c) * t.missed_with_coordinator + 1 - cover(c)))
