"""Plans of sweeps: which regimes, outcomes and parameters, how they are varied, and what must not happen.

All mistakes of a file are reported at once, each where it stands. What outcomes and groups there are is known
elsewhere, so it is passed in as `Known`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from scenarios.beliefs import apply_belief, load_belief
from scenarios.claim_file import Claim
from scenarios.claims import BUILT_IN, Known, claim_flaws, load_claims, unknown_in
from scenarios.errors import InputError, Problem
from scenarios.fail_if import ROW, Guard, parse_condition
from scenarios.library import find
from scenarios.nearest import nearest
from scenarios.parameters import Parameters, Quantity, flaws
from scenarios.reader import Document, Path, dotted, read
from scenarios.sweep_file import Guardrail, SweepFile, Varied
from scenarios.validation import check

SWEEPS = FilePath(__file__).parent / "sweeps"
"""Plans that are built in."""


@dataclass(frozen=True)
class Factor:
    """What is moved as one: a parameter, or several together. varied: how, by `group.name`."""

    name: str
    varied: dict[str, Varied]


@dataclass(frozen=True)
class Sweep:
    """A checked plan.

    parameters: with the belief laid over them. factors: in the order of the file. folder: that paths are relative to.
    """

    file: str
    folder: FilePath
    text: str
    says: SweepFile
    parameters: Parameters
    factors: tuple[Factor, ...]
    guards: tuple[Guard, ...]
    document: Document

    @property
    def names(self) -> tuple[str, ...]:
        """Every varied parameter, by factor."""
        return tuple(name for factor in self.factors for name in factor.varied)

    def problem(self, path: Path, message: str, allowed: str | None = None) -> Problem:
        """A mistake that stands at this path of the file."""
        return Problem(self.file, *self.document.value_position(path), dotted(path), message, None, allowed)


def load_sweep(name_or_path: str, parameters: Parameters, known: Known) -> Sweep:
    """Load and check a plan: a built-in one by name, or a file by its path.

    Raises InputError with every problem found.
    """
    path, file = find(name_or_path, SWEEPS)
    return read_sweep(read(path, file), path.parent, parameters, known)


def read_sweep(document: Document, folder: FilePath, parameters: Parameters, known: Known) -> Sweep:
    """Check a plan already read. folder: that its paths are relative to. Raises InputError as `load_sweep`."""
    checked = check(SweepFile, document.value, lambda at: (document, at))
    problems = [*document.problems, *checked.problems]
    says = checked.made
    if says is None:
        raise InputError(problems)
    believed = parameters
    if says.belief is not None and ("belief",) not in checked.broken:
        try:
            believed = apply_belief(parameters, load_belief(says.belief))
        except InputError as refused:
            problems += _moved(refused, document, ("belief",))
    factors, wrong = _factors(says, believed, document)
    problems += wrong
    problems += _method_flaws(says, document)
    problems += _nameless(says, known, document, folder)
    guards: list[Guard] = []
    for made in (_conditions(says, known, document), _guardrails(says, known, document, folder)):
        for one in made:
            if isinstance(one, Guard):
                guards.append(one)
            else:
                problems.append(one)
    if problems:
        said, broken = [*document.problems, *checked.problems], {dotted(at) for at in checked.broken}
        kept = dict.fromkeys([*said, *(p for p in problems if p.field not in broken)])
        raise InputError(sorted(kept, key=lambda p: (p.line or 0, p.column or 0)))
    return Sweep(document.file, folder, document.text, says, believed, factors, tuple(guards), document)


def _problem(
    document: Document, path: Path, message: str, allowed: str | None = None, near: str | None = None,
    given: str | None = None,
) -> Problem:  # fmt: skip
    return Problem(document.file, *document.value_position(path), dotted(path), message, given, allowed, near)


def _moved(refused: InputError, document: Document, path: Path) -> list[Problem]:
    """Problems of something named in the plan, said at the place where it is named."""
    found = []
    for one in refused.problems:
        elsewhere = one.line is not None
        found.append(one if elsewhere else _problem(document, path, one.message, one.allowed, one.nearest, one.given))
    return found


def _factors(says: SweepFile, parameters: Parameters, document: Document) -> tuple[tuple[Factor, ...], list[Problem]]:
    """What is moved; a parameter named by itself is left out of the groups that hold it."""
    problems: list[Problem] = []
    quantities = parameters.quantities
    groups = {name.partition(".")[0] for name in quantities}
    alone = {name for name in says.vary if name in quantities}
    factors: list[Factor] = []
    for name, how in says.vary.items():
        path: Path = ("vary", name)
        if name in quantities:
            problems += _range_flaws(quantities[name], how, document, path)
            factors.append(Factor(name, {name: how}))
        elif name in groups:
            inside = [full for full in quantities if full.startswith(f"{name}.") and full not in alone]
            free = how.low is not None or how.values is not None
            held = [full for full in inside if free or quantities[full].distribution is not None]
            if free and how.by == "set":
                message = "sets one range for parameters of several units"
                problems.append(_problem(document, path, message, "by: scale, or parameters one by one"))
            if not held:
                problems.append(_problem(document, path, "has no parameter that could vary", "one with a distribution"))
            for full in held if free and how.by == "scale" else ():
                problems += _range_flaws(quantities[full], how, document, path)
            if how.together:
                factors.append(Factor(name, dict.fromkeys(held, how)))
            else:
                factors += [Factor(full, {full: how}) for full in held]
        else:
            near = nearest(name, [*quantities, *groups])
            problems.append(_at_key(document, path, "there is no such parameter or group of parameters", near))
        if how.together and says.method not in ("morris", "sobol"):
            message = f"parameters cannot be moved together by {says.method}"
            problems.append(_problem(document, (*path, "together"), message, "method: morris, or method: sobol"))
    if not says.vary and not says.levers and says.method != "given":
        problems.append(_problem(document, ("vary",), "nothing is varied", "vary: {contested: {}}, or levers"))
    return tuple(factors), problems


def _at_key(document: Document, path: Path, message: str, near: str | None) -> Problem:
    return Problem(document.file, *document.position(path), dotted(path), message, None, None, near)


def _range_flaws(quantity: Quantity, how: Varied, document: Document, path: Path) -> Iterator[Problem]:
    """What is impossible in a range of a parameter."""
    if how.values is not None and (how.low is not None or how.high is not None):
        yield _problem(document, (*path, "values"), "has no place beside low and high", "one or the other")
        return
    if (how.low is None) != (how.high is None):
        given, missing = ("low", "high") if how.high is None else ("high", "low")
        yield _problem(document, (*path, given), f"needs a {missing} as well", f"{missing}: a number")
        return
    if how.low is not None and how.high is not None and how.low >= how.high:
        yield _problem(document, (*path, "low"), "must be below high", f"below {how.high:g}")
        return
    if how.by == "scale" and how.low is None and how.values is None:
        yield _problem(document, (*path, "by"), "multiplies nothing", "low and high, or values")
        return
    if how.low is None and how.values is None:
        if quantity.distribution is None:
            message = "has no range in parameters.yaml, so the plan must give one"
            yield _problem(document, path, message, "low and high, or values")
        return
    ends: list[tuple[str, float]] = [("values", v) for v in how.values or ()]
    ends += [(key, end) for key, end in (("low", how.low), ("high", how.high)) if end is not None]
    for key, end in ends:
        yield from _impossible(quantity, end * quantity.value if how.by == "scale" else end, document, (*path, key))


def _impossible(quantity: Quantity, value: float, document: Document, path: Path) -> Iterator[Problem]:
    """Why the parameter cannot have this value."""
    tried = quantity.model_copy(update={"value": value, "distribution": None})
    for key, message, allowed in flaws(tried):
        if key == ("value",):
            yield _problem(document, path, message, allowed, given=f"{value:g}")
    if quantity.unit in ("ratio", "odds_ratio", "hazard_ratio") and value == 0:
        yield _problem(document, path, f"must be above 0: its unit is {quantity.unit}", "above 0", given=f"{value:g}")


def _method_flaws(says: SweepFile, document: Document) -> Iterator[Problem]:
    """What does not go with the method."""
    if says.method == "given" and says.file is None:
        yield _problem(document, ("method",), "needs the values", "file: a CSV file with a column for each parameter")
    if says.method != "given" and says.file is not None:
        yield _problem(document, ("file",), "is for the method given", "method: given")
    if says.method in ("given", "grid") and says.points is not None:
        yield _problem(document, ("points",), f"is not for the method {says.method}, which has as many as it has")
    if says.method == "given" and says.vary:
        yield _problem(document, ("vary",), "is not for the method given: the columns of the file are varied")
    if says.method == "morris" and says.levels % 2:
        yield _problem(document, ("levels",), "must be an even number for Morris", "2, 4, 6, ...")
    if says.method == "sobol" and says.points is not None and says.points & (says.points - 1):
        allowed = f"{2 ** (says.points.bit_length() - 1)} or {2 ** says.points.bit_length()}"
        yield _problem(document, ("points",), "must be a power of two for Sobol", allowed)
    if says.method == "morris":
        for name, how in says.vary.items():
            if how.values is not None:
                yield _problem(document, ("vary", name, "values"), "Morris moves between low and high", "low and high")


def _nameless(says: SweepFile, known: Known, document: Document, folder: FilePath) -> Iterator[Problem]:
    """Outcomes and scenarios that there are not, and regimes named twice."""
    for index, name in enumerate(says.outcome):
        if name not in known.metrics:
            path: Path = ("outcome", index) if ("outcome", index) in document.values else ("outcome",)
            yield _problem(document, path, f"there is no outcome {name!r}", near=nearest(name, known.metrics))
    seen: set[str] = set()
    for path, name in (
        (("base",), says.base),
        *((("other", i) if ("other", i) in document.values else ("other",), n) for i, n in enumerate(says.other)),
    ):
        if FilePath(name).stem in seen:
            yield _problem(document, path, "is named twice: a regime is not compared with itself")
        seen.add(FilePath(name).stem)
        try:
            at, _ = find(name)
        except InputError as refused:
            yield from _moved(refused, document, path)
            continue
        if not at.is_file() and not (folder / name).is_file():
            yield _problem(document, path, "there is no such file", given=name[:200])


def _conditions(says: SweepFile, known: Known, document: Document) -> Iterator[Guard | Problem]:
    for index, text in enumerate(says.fail_if):
        path: Path = ("fail_if", index) if ("fail_if", index) in document.values else ("fail_if",)
        try:
            guard = parse_condition(text, file=document.file, mark=document.value_position(path), field=dotted(path))
        except InputError as refused:
            yield from refused.problems
            continue
        wrong = list(condition_problems(guard, known, document.file, document.value_position(path), dotted(path)))
        yield from wrong or (guard,)


def condition_problems(
    guard: Guard, known: Known, file: str = "command line", mark: tuple[int, int] | None = None,
    field: str = "--fail-if",
) -> Iterator[Problem]:  # fmt: skip
    """Names in a condition that there are not."""
    at: tuple[int | None, int | None] = mark or (None, None)
    for _, message, near in unknown_in(guard.claim, known):
        yield Problem(file, *at, field, message, guard.text, None, near)


def _guardrails(says: SweepFile, known: Known, document: Document, folder: FilePath) -> Iterator[Guard | Problem]:
    for index, one in enumerate(says.guardrails):
        path: Path = ("guardrails", index)
        if one.claims is not None:
            yield from _of_file(one, one.claims, known, document, path, folder)
            continue
        if one.words is None or one.metric is None or one.threshold is None:
            allowed = "words, metric and threshold, or claims: a file of them"
            yield _problem(document, path, "does not say what must not happen", allowed)
            continue
        claim = Claim(
            id=f"guardrail_{index + 1}", row=(ROW,), speaker="a guardrail", document="other", words=one.words,
            metric=one.metric, per=one.per, threshold=one.threshold, group=one.group,
        )  # fmt: skip
        wrong = [_problem(document, (*path, *at), message, allowed) for at, message, allowed in claim_flaws(claim)]
        wrong += [
            _problem(document, (*path, *at), message, None, near) for at, message, near in unknown_in(claim, known)
        ]
        yield from wrong or (Guard(claim, one.above, one.words),)


def _of_file(
    one: Guardrail, name: str, known: Known, document: Document, path: Path, folder: FilePath
) -> Iterator[Guard | Problem]:
    beside = [key for key in ("words", "metric", "per", "threshold", "group") if getattr(one, key) is not None]
    for key in beside:
        yield _problem(document, (*path, key), "has no place beside a file of claims")
    at = BUILT_IN.get(name) or (FilePath(name) if FilePath(name).is_file() else folder / name)
    if not at.is_file():
        message = "there is neither a built-in file of claims nor a file of this name"
        yield _problem(document, (*path, "claims"), message, None, nearest(name, BUILT_IN), name)
        return
    try:
        made: Sequence[Claim] = load_claims(at, known).claims
    except InputError as refused:
        yield from refused.problems
        return
    yield from (Guard(claim, one.above, claim.words) for claim in made if claim.testable)
