"""A claimant's status: one state on each axis, packed into one integer and back.

The future of a claimant depends on the status, the fixed traits, the area and luck, and on nothing
else: whatever changes a hazard and can change in a life is an axis here. Death is not an axis: it is
the one absorbing status, with the code `DEAD`.
"""

from dataclasses import dataclass, fields
from enum import IntEnum
from math import prod

import numpy as np

from simulate.arrays import BoolArray, LevelArray, RowArray


class Pathway(IntEnum):
    """Where the claimant stands with treatment."""

    NOT_ENGAGED = 0
    APPOINTED = 1
    LOST = 2
    QUEUED = 3
    STABILISING = 4
    MAINTAINED = 5
    JUST_LEFT = 6
    COMPLETED = 7


TREATED = (Pathway.STABILISING, Pathway.MAINTAINED)
"""In treatment."""
UNTREATED = tuple(pathway for pathway in Pathway if pathway not in TREATED)


class Mandate(IntEnum):
    """Whether the claimant is required to attend, or let off for who he or she is."""

    NONE = 0
    REQUIRED = 1
    EXEMPT = 2


class Knowledge(IntEnum):
    """What the Jobcentre knows of the dependence."""

    UNKNOWN = 0
    VOLUNTEERED = 1
    IDENTIFIED = 2
    CONCEALED = 3


class Notice(IntEnum):
    """Whose notice to the Jobcentre is on its way."""

    NONE = 0
    POLICE = 1
    PROBATION = 2
    PRISON = 3


class Income(IntEnum):
    """What the claimant lives on officially."""

    JSA = 0
    ESA = 1
    IS = 2
    ALLOWANCE = 3
    WORK = 4
    NOTHING = 5
    CUSTODY = 6


class Sanction(IntEnum):
    """Whether a breach is being decided or punished."""

    NONE = 0
    PENDING = 1
    SANCTIONED = 2
    WRONGED = 3
    """Sanctioned although there was good cause."""


class Ladder(IntEnum):
    """Sanctions served so far, within the memory of the rules: the step of the next one."""

    FIRST = 0
    SECOND = 1
    THIRD = 2


class Debt(IntEnum):
    """Whether an overpayment is being taken back out of benefit."""

    NONE = 0
    OWING = 1


class Housing(IntEnum):
    """Where the claimant lives."""

    SETTLED = 0
    INSECURE = 1
    HOMELESS = 2


class Use(IntEnum):
    """Whether the claimant is dependent on opiates or crack."""

    DEPENDENT = 0
    RECOVERED = 1


class Support(IntEnum):
    """The ladder towards work: a rehabilitation plan with a specialist adviser, training, ready for a job."""

    NONE = 0
    PLAN = 1
    TRAINING = 2
    READY = 3


class Belief(IntEnum):
    """What a claimant whom the Jobcentre does not know of thinks is at stake."""

    AS_IT_IS = 0
    FEARFUL = 1
    """Thinks that benefit is at stake and that providers report, whatever the rules are."""
    UNAWARE = 2
    """Thinks that nothing is at stake, though it is."""


class Record(IntEnum):
    """Whether the claimant has a criminal record."""

    NONE = 0
    RECORD = 1


AXES: dict[str, type[IntEnum]] = {
    "pathway": Pathway,
    "mandate": Mandate,
    "knowledge": Knowledge,
    "notice": Notice,
    "income": Income,
    "sanction": Sanction,
    "ladder": Ladder,
    "debt": Debt,
    "housing": Housing,
    "use": Use,
    "support": Support,
    "belief": Belief,
    "record": Record,
}
SIZES = tuple(len(levels) for levels in AXES.values())
STATUSES = prod(SIZES)
DEAD = STATUSES
"""Code of the absorbing status."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """Statuses as one array of levels per axis.

    Each field: (n,) int8, a level of the axis of that name.
    """

    pathway: LevelArray
    mandate: LevelArray
    knowledge: LevelArray
    notice: LevelArray
    income: LevelArray
    sanction: LevelArray
    ladder: LevelArray
    debt: LevelArray
    housing: LevelArray
    use: LevelArray
    support: LevelArray
    belief: LevelArray
    record: LevelArray

    def __len__(self) -> int:
        return len(self.pathway)

    def axis(self, name: str) -> LevelArray:
        """Levels on one axis: (n,) int8."""
        if name not in AXES:
            raise KeyError(f"no axis {name!r}; axes are {', '.join(AXES)}")
        levels: LevelArray = getattr(self, name)
        return levels


def put(levels: LevelArray, where: BoolArray, level: IntEnum) -> LevelArray:
    """`levels` with `level` where `where` holds: (n,) int8."""
    return np.where(where, np.int8(level), levels)


def whole(n: int, level: IntEnum) -> LevelArray:
    """`n` times the same level: (n,) int8."""
    return np.full(n, level, np.int8)


def at_levels(n: int, **levels: LevelArray | IntEnum) -> Statuses:
    """`n` statuses with these levels, arrays or one for all, and level 0 on every other axis."""
    given = {name: np.broadcast_to(np.asarray(level, np.int8), n) for name, level in levels.items()}
    return Statuses(**{name: given.get(name, np.zeros(n, np.int8)) for name in AXES})


def pack(at: Statuses) -> RowArray:
    """Codes of statuses: (n,) int32, 0 <= code < STATUSES."""
    return np.ravel_multi_index([at.axis(name) for name in AXES], SIZES).astype(np.int32)


def unpack(codes: RowArray) -> Statuses:
    """Statuses of codes: the inverse of `pack`.

    codes: (n,) int32, none of them DEAD.
    Raises ValueError for a code outside 0 .. STATUSES-1.
    """
    if len(codes) and (codes.min() < 0 or codes.max() >= STATUSES):
        raise ValueError(f"status codes must lie in 0..{STATUSES - 1}, got {codes.min()}..{codes.max()}")
    return Statuses(*(levels.astype(np.int8) for levels in np.unravel_index(codes, SIZES)))


def level_of(codes: RowArray, axis: str) -> LevelArray:
    """Levels of one axis of statuses, without the others: (n,) int8. codes: as for `unpack`."""
    place = tuple(AXES).index(axis)
    levels: LevelArray = (codes // prod(SIZES[place + 1 :]) % SIZES[place]).astype(np.int8)
    return levels


def level_name(axis: str, level: int) -> str:
    """A level in words: 'just left', 'JSA'."""
    name = AXES[axis](level).name
    return name if axis == "income" and name in ("JSA", "ESA", "IS") else name.lower().replace("_", " ")


def describe(code: int) -> str:
    """One status in words, leaving out what is nothing special."""
    if code == DEAD:
        return "dead"
    at = unpack(np.array([code], np.int32))
    always = ("pathway", "knowledge", "income")
    words = []
    for axis in AXES:
        level = int(at.axis(axis)[0])
        if level or axis in always:
            words.append(f"{axis} {level_name(axis, level)}")
    return ", ".join(words)


if tuple(field.name for field in fields(Statuses)) != tuple(AXES):
    raise TypeError("the fields of Statuses and AXES must be the same, in the same order")
