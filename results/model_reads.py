"""What the code of the model reads, found by reading it: parameters, and traits of claimants.

A parameter is read where its name stands in the code (`values["trust.helped"]`), or its beginning or a pattern of it
does (`f"base_rates.{benefit}"`), there or in a function of ours that is called from there.
"""

import ast
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TypeGuard

from scenarios.parameters import Parameters, load_parameters
from simulate.claimants import Claimants

OURS = "simulate."
"""Where the functions stand that are followed."""
ANYTHING = r"[a-z0-9_]*"


@cache
def parameters() -> Parameters:
    """The parameters, read once."""
    return load_parameters()


@cache
def values() -> Mapping[str, float]:
    """The central value of every parameter."""
    return parameters().values()


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8"))


@cache
def parameters_read(module: str) -> tuple[str, ...]:
    """Names of the parameters that a module of the model reads by name, in the order of the file."""
    names = tuple(parameters().quantities)
    found = set(_named(_tree(module), names))
    for node in _followed(module, set()):
        found |= set(_named(node, names))
    return tuple(name for name in names if name in found)


def _followed(module: str, seen: set[tuple[str, str]]) -> Iterator[ast.AST]:
    """Functions of ours that a module imports, and what these call within their own modules and import in turn."""
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names if (node.module or "").startswith(OURS) else ():
                yield from _function(str(node.module), alias.name, seen)


def _function(module: str, name: str, seen: set[tuple[str, str]]) -> Iterator[ast.AST]:
    if (module, name) in seen or module not in sys.modules:
        return
    seen.add((module, name))
    for node in _tree(module).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            yield node
            for called in {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}:
                yield from _function(module, called, seen)
        elif _brings(node, name):
            yield from _function(str(node.module), name, seen)


def _brings(node: ast.stmt, name: str) -> TypeGuard[ast.ImportFrom]:
    """Whether a statement imports something of ours by this name."""
    if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(OURS):
        return False
    return name in {alias.name for alias in node.names}


def _named(tree: ast.AST, names: Collection[str]) -> Iterator[str]:
    """Parameters whose name, beginning or pattern is a word of this code."""
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            word = node.value
            if "." in word and " " not in word:
                yield from (name for name in names if name == word or (word not in names and name.startswith(word)))
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else ANYTHING for p in node.values]
            if r"\." in parts[0]:  # the group itself is written
                pattern = re.compile("".join(parts))
                yield from (name for name in names if pattern.fullmatch(name))


@cache
def traits_read(module: str) -> tuple[str, ...]:
    """Traits of claimants that a module weighs (`who.severity`), there or in what it calls, in alphabetical order."""
    trees = [_tree(module), *_followed(module, set())]
    found = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    traits = {node.attr for node in found if isinstance(node.value, ast.Name) and node.value.id == "who"}
    return tuple(sorted(traits & {*(field.name for field in fields(Claimants)), "record"}))
