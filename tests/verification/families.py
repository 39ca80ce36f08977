"""The register: every family of checks, what it would catch, and its share of the false-alarm rate.

A row is added so:

1. Put a `Family` below, under its heading, with what it would catch in one sentence that a reviewer understands. If
   it leaves something to chance, give it a share, the number of its comparisons and a seed; the shares of all are at
   most 1 together (a test says so), and nobody else's limit moves. Without a share nothing is left to luck.
2. In a test marked `verify`: `figure("what was compared", "what came out", "what was allowed", passed, family="name")`.
   Besides: `catches=` where a row would catch something else than its family, `finds=` the least error it would
   notice, `p=` and `level=` for a statistical check (`tests.statistics.compare(...).note(figure, ...)` does it all).

Rows of one family are folded into one line of the table when there are many; each that failed is listed.
"""

from dataclasses import dataclass

FALSE_ALARM = 1e-3
"""How often all statistical checks of the project together would fail by luck alone, were their seeds drawn anew."""
POWER = 0.8
"""How often an error of the size that is stated as the least found is noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of checks.

    says: what it is, in the table. heading: under which it stands. catches: what it would notice. share: its part of
    the false-alarm rate, 0 where nothing is left to chance. comparisons: over how many the share is split. seed: its
    luck. planted: the test in which an error was put in and seen to fail. by_hand: where limits are tolerances set by
    hand and take no share, how often luck alone passes one of them.
    """

    says: str
    heading: str
    catches: str
    share: float = 0.0
    comparisons: int = 1
    seed: int = 0
    planted: str = ""
    by_hand: float = 0.0


EXACT = "Exact results"
LAWS = "Laws of policy"
SECOND = "A second implementation"
LEVERS = "Levers"
PUBLISHED = "What was published"
UNCERTAINTY = "What intervals promise"
BROKEN = "Broken on purpose, hostile input, pinned results"
LUCK = "Luck and small worlds"
OTHERS = "Others"
HEADINGS = (EXACT, LAWS, SECOND, LEVERS, PUBLISHED, UNCERTAINTY, LUCK, BROKEN, OTHERS)
"""In the order of the table."""

PLANTED_HAZARD = "tests/simulate/test_exact.py: test_a_planted_error_is_found"

FAMILIES: dict[str, Family] = {
    # ---------------------------------------------------------------- exact results
    "markov": Family(
        says="Five regimes against the matrix exponential of their own rules",
        heading=EXACT,
        catches="A rate, a chance or a destination that the engine lives otherwise than the table says.",
        share=0.1,
        seed=20090427,
        planted=PLANTED_HAZARD,
    ),
    "markov_library": Family(
        says="Every regime of the library against the matrix exponential",
        heading=EXACT,
        catches="The same, of rules that only one scenario has.",
        share=0.1,
        seed=20090429,
        planted=PLANTED_HAZARD,
    ),
    "markov_any": Family(
        says="A hazard of any process multiplied by 1.2: is it noticed?",
        heading=EXACT,
        catches="A comparison with the matrix exponential that has gone blind.",
    ),
    "markov_busy": Family(
        says="A hazard of a busy process multiplied by 1.02: is it noticed?",
        heading=EXACT,
        catches="The same, for small errors.",
    ),
    "deaths_expected": Family(
        says="Deaths that happen against deaths expected of the lives lived",
        heading=EXACT,
        catches="Deaths counted otherwise than they happen; a bias of the quieter estimate of differences.",
        share=0.05,
        comparisons=5,
        seed=20090427,
        planted="tests/simulate/test_expected.py: test_a_biased_expectation_is_found",
    ),
    "timers": Family(
        says="Exponential, gamma and fixed times of submodels",
        heading=EXACT,
        catches="A clock of the wrong law, or of the wrong mean.",
        share=0.01,
        comparisons=10,
        seed=1,
        planted="in the same tests: the same mean with another shape",
    ),
    "retention": Family(
        says="Retention in treatment, of phase type, by group",
        heading=EXACT,
        catches="Stays, mean durations or planned exits that are wrong in all or in one group alone.",
        share=0.02,
        comparisons=400,
        seed=11,
        planted="tests/simulate/exact/test_retention.py: test_a_planted_error_of_one_group_is_found",
    ),
    "queue": Family(
        says="Queue for treatment places, against its exact Markov chain",
        heading=EXACT,
        catches="Places handed out too early, too late, to too many; people who leave the queue and keep a place.",
        share=0.02,
        comparisons=200,
        seed=21,
        planted="tests/simulate/exact/test_queue.py: test_one_place_more_is_found",
    ),
    "thinning": Family(
        says="Thinned streams of events: tests, referrals, arrests",
        heading=EXACT,
        catches="Outcomes drawn with another chance, or that hang together though they should not.",
        share=0.01,
        comparisons=40,
        seed=31,
        planted="tests/simulate/exact/test_thinning.py: test_a_planted_error_is_found",
    ),
    "offences": Family(
        says="Offences: Poisson counts with a gamma spread between people",
        heading=EXACT,
        catches="Counts that are too even or too uneven; a spread between people that is lost or counted twice.",
        share=0.01,
        comparisons=20,
        seed=41,
        planted="tests/simulate/exact/test_offences.py: test_counts_without_the_spread_are_found_out",
    ),
    "renewal": Family(
        says="Sanctions as a renewal process of fixed lengths",
        heading=EXACT,
        catches="A deadline, decision or sanction that starts anew too early, or goes on where it should not.",
        share=0.01,
        comparisons=60,
        seed=51,
        planted="tests/simulate/exact/test_renewal.py: test_a_planted_error_is_found",
    ),
    "bayes": Family(
        says="Identification, against Bayes' formula",
        heading=EXACT,
        catches="Odds applied to chances the wrong way; others tested and accused in the wrong number.",
        share=0.01,
        comparisons=60,
        seed=61,
        planted="tests/simulate/exact/test_identification.py: test_a_planted_error_is_found",
    ),
    "steps": Family(
        says="Continuous time as the limit of ever shorter steps",
        heading=EXACT,
        catches="An engine that takes weekly steps after all.",
        share=0.01,
        comparisons=40,
        seed=71,
        planted="in the same test: a chain of weekly steps",
    ),
    "talk": Family(
        says="Word of mouth as a branching process",
        heading=EXACT,
        catches="Fear that spreads with word of mouth off; that grows faster or slower than its mean offspring.",
        share=0.01,
        comparisons=40,
        seed=81,
        planted="tests/simulate/exact/test_word_of_mouth.py: test_a_planted_error_is_found",
    ),
    "people": Family(
        says="Real claimants cloned, each against the matrix exponential with their own risks",
        heading=EXACT,
        catches="A relative risk or odds that the engine applies otherwise than the page says, by group.",
        share=0.05,
        comparisons=2_500,
        seed=91,
        planted="tests/simulate/exact/test_people.py: test_a_planted_error_is_found",
    ),
    # ---------------------------------------------------------------- laws
    "laws": Family(
        says="Policy laws over the library",
        heading=LAWS,
        catches="A scenario under which a sanction of nothing is felt, or people, time or money go missing.",
        planted="tests/simulate/test_laws.py, one a law",
    ),
    "counterexample": Family(
        says="The smallest scenario that breaks a law",
        heading=LAWS,
        catches="A search that stops at more settings, claimants or weeks than a fault needs.",
    ),
    # ---------------------------------------------------------------- a second implementation
    "second_lives": Family(
        says="Mesa, the same lives event by event",
        heading=SECOND,
        catches="A rule that the engine and the model page tell differently; a clock that rings at another time.",
    ),
    "second_rules": Family(
        says="Mesa, every rule of every submodel",
        heading=SECOND,
        catches="A hazard, chance or destination of any status that the page tells differently.",
    ),
    "precision": Family(
        says="Single against double precision",
        heading=SECOND,
        catches="Rounding that can be seen in an outcome.",
    ),
    # ---------------------------------------------------------------- levers
    "levers": Family(
        says="Each lever alone, with the same luck",
        heading=LEVERS,
        catches="A lever that is read and does nothing, works the wrong way round, or is felt though it is off.",
    ),
    # ---------------------------------------------------------------- what was published
    "published": Family(
        says="The voluntary scheme beside what was published",
        heading=PUBLISHED,
        catches="A slip of a unit or of an order of magnitude in the numbers. It is no validation: bounds are wide.",
    ),
    "beliefs": Family(
        says="Opposite beliefs",
        heading=PUBLISHED,
        catches="Beliefs that are read and make no difference.",
    ),
    # ---------------------------------------------------------------- intervals
    "until": Family(
        says="Intervals of --until",
        heading=UNCERTAINTY,
        catches="Stopping early that makes intervals too narrow.",
        share=0.05,
        seed=20090427,
        by_hand=1.2e-4,
        planted="tests/results/test_until.py: test_what_happens_rarely_does_not_pass_for_certain, the blind one",
    ),
    "sobol": Family(
        says="Intervals of Sobol and Morris indices",
        heading=UNCERTAINTY,
        catches="Intervals of a sweep that hold the truth less often than they say.",
        seed=11,
        by_hand=18e-4,
        planted="tests/results/sweep/test_indices.py: test_intervals_half_as_wide_would_be_seen",
    ),
    "given_data": Family(
        says="Intervals and false claims of sweeps of any draws",
        heading=UNCERTAINTY,
        catches="A sweep that names a parameter which does nothing.",
        seed=13,
        by_hand=2e-3,
    ),
    "split": Family(
        says="Shares of the variance, and best estimates",
        heading=UNCERTAINTY,
        catches="Intervals of shares of variance that hold the truth less often than they say.",
        share=0.05,
        comparisons=10,
    ),
    # ---------------------------------------------------------------- luck and small worlds
    "small": Family(
        says="Small worlds and streams of luck, in make test",
        heading=LUCK,
        catches="Streams that are uneven or hang together; clocks of another law; chances of another size.",
        planted="tests/simulate/test_processes.py: test_a_wrong_hazard_would_be_seen",
        share=0.2,
        comparisons=200,
    ),
    # ---------------------------------------------------------------- others
    "others": Family(says="Others", heading=OTHERS, catches=""),
}
