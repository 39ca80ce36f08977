"""Where a function can be mutated, and how."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or, ast.Or: ast.And, ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}  # fmt: skip
NAMES = {
    "minimum": "maximum", "maximum": "minimum", "min": "max", "max": "min", "any": "all", "all": "any", "zeros": "ones",
    "ones": "zeros", "floor": "ceil", "cumsum": "asarray", "argmin": "argmax", "append": "remove",
}  # fmt: skip
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One mutant. file: below the root. function: its qualified name. place: number of the change in the file."""

    file: str
    line: int
    function: str
    place: int
    what: str


def mutants(root: Path, file: str) -> list[Mutant]:
    """Every mutant of a file, in order."""
    tree = ast.parse((root / file).read_text(encoding="utf-8"))
    return [Mutant(file, line, name, place, what) for place, (name, line, what, _) in enumerate(_changes(tree))]


def code_of(root: Path, mutant: Mutant) -> CodeType:
    """The code of the mutant's outermost function, with the change in it. Raises LookupError where it is not there."""
    tree = ast.parse((root / mutant.file).read_text(encoding="utf-8"))
    for place, (_, _, _, change) in enumerate(_changes(tree)):
        if place == mutant.place:
            change()
            break
    code = compile(ast.fix_missing_locations(tree), str(root / mutant.file), "exec")
    for name in mutant.function.split("."):
        inner = [one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name]
        if not inner:
            raise LookupError(mutant.function)
        code = inner[-1]
    return code


class _Change:
    """What is to be done to the tree for one mutant."""

    def __init__(self, holder: ast.AST, field: str, index: int | None, to: ast.AST) -> None:
        self.holder, self.field, self.index, self.to = holder, field, index, to

    def __call__(self) -> None:
        if self.index is None:
            setattr(self.holder, self.field, self.to)
        else:
            getattr(self.holder, self.field)[self.index] = self.to


Found = tuple[str, int, str, _Change]


def _changes(tree: ast.Module) -> Iterator[Found]:
    for name, function in _functions(tree, ()):
        body = function.body
        skip = 1 if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) else 0
        for index, statement in enumerate(body):
            if index < skip:
                continue
            for line, what, change in _of(statement, function, "body", index):
                yield name, line, what, change


def _functions(node: ast.AST, above: tuple[str, ...]) -> Iterator[tuple[str, Function]]:
    """Outermost functions and methods."""
    for child in getattr(node, "body", []):
        if isinstance(child, Function):
            yield ".".join((*above, child.name)), child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, (*above, child.name))


def _of(node: ast.AST, holder: ast.AST, field: str, index: int | None) -> Iterator[tuple[int, str, _Change]]:
    """Changes of a node and of all below it. holder, field, index: where it hangs."""
    if isinstance(node, ast.Raise | ast.JoinedStr | ast.Import | ast.ImportFrom):
        return  # what is said of a mistake is no matter of the model
    line = getattr(node, "lineno", 0)
    for what, to in _alternatives(node):
        yield line, what, _Change(holder, field, index, to)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args", "ctx") and not isinstance(node, ast.Call):
            continue
        if isinstance(value, list):
            for at, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield from _of(one, node, name, at)
        elif isinstance(value, ast.AST):
            yield from _of(value, node, name, None)


def _alternatives(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in the place of a node."""
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in SWAPS:
        if not _texts(node):
            yield f"{_sign(node.op)} -> {SWAPS[type(node.op)].__name__}", _with(node, op=SWAPS[type(node.op)]())
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        to = SWAPS[type(node.ops[0])]
        yield f"{_sign(node.ops[0])} -> {to.__name__}", _with(node, ops=[to(), *node.ops[1:]])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.Invert):
        yield f"{_sign(node.op)} taken away", node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        yield f"{node.value} -> {_other(node.value)}", ast.copy_location(ast.Constant(_other(node.value)), node)
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield f"{node.id} -> {NAMES[node.id]}", _with(node, id=NAMES[node.id])
    elif isinstance(node, ast.Attribute) and node.attr in NAMES:
        yield f"{node.attr} -> {NAMES[node.attr]}", _with(node, attr=NAMES[node.attr])
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
        yield "condition turned round", _with(node, test=test)
    if isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield "statement taken out", ast.copy_location(ast.Pass(), node)
    if isinstance(node, ast.Continue | ast.Break):
        yield "jump taken out", ast.copy_location(ast.Pass(), node)


def _with(node: ast.AST, **changed: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def _texts(node: ast.AST) -> bool:
    """Whether texts are put together here: another sign would only be a TypeError."""
    return any(isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and isinstance(one.value, str))
               for one in ast.walk(node))  # fmt: skip


def _sign(op: ast.AST) -> str:
    return type(op).__name__


def _other(value: float) -> float | bool:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else value * 1.1 + 0.01
