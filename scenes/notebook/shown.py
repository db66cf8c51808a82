"""The lesson that shows a record, with the parameters that lead to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import singledispatch
from typing import Any

import sympy

from linalg.elimination.elimination import Elimination
from linalg.elimination.solving import Solution
from linalg.errors import LinalgError
from linalg.factorisations.factorisations import LDU, LU, PLU
from linalg.factorisations.gauss_jordan import Inverse
from linalg.geometry.pictures import ColumnPicture, RowPicture
from linalg.notation import to_text
from linalg.products.multiplication import Product
from linalg.reading import ReadMatrix
from linalg.subspaces.subspaces import FourSubspaces
from optviz.descent.compare import Comparison
from optviz.network.graph.graph import Node
from optviz.network.inspection.backpropagation import Backpropagation
from optviz.objectives.objective import Objective

__all__ = ["NoFilmError", "Showing", "showing"]

_MOST_NODES = 64  # of a graph: more than a frame has room for


class NoFilmError(LinalgError):
    """No lesson shows this record."""


@dataclass(frozen=True, kw_only=True)
class Showing:
    """A lesson that shows a record.

    Attributes
    ----------
    lesson : str
    given : mapping of str to object
        The parameters of the lesson.
    subject : object
        The record that has to be among those that the lesson draws; None if the lesson is about the
        same matrix and computes what it needs of it.
    """

    lesson: str
    given: Mapping[str, Any]
    subject: Any


@singledispatch
def showing(record: Any) -> Showing:
    """Return the lesson that shows a record, and what it is to be asked for.

    Raises
    ------
    NoFilmError
        If there is none.

    Examples
    --------
    >>> from linalg import lu
    >>> showing(lu("2 1; 8 7")).lesson
    'lu'
    """
    names = ", ".join(sorted(kind.__name__ for kind in showing.registry if kind is not object))
    raise NoFilmError(f"no film shows a {type(record).__name__}; there are films of {names}")


@showing.register
def _(record: Elimination) -> Showing:
    given = {"matrix": _augmented(record.A, record.b)}
    return Showing(lesson="elimination", given=given, subject=record)


@showing.register
def _(record: Solution) -> Showing:
    given = {"matrix": _augmented(record.A, record.elimination.b)}
    return Showing(lesson="elimination", given=given, subject=record)


@showing.register
def _(record: LU) -> Showing:
    return Showing(lesson="lu", given={"matrix": _augmented(record.A)}, subject=record)


@showing.register
def _(record: LDU) -> Showing:
    given = {"matrix": _augmented(record.A), "ldu": True}
    return Showing(lesson="lu", given=given, subject=record)


@showing.register
def _(record: PLU) -> Showing:
    given = {"matrix": _augmented(record.A), "pivoting": record.elimination.pivoting}
    return Showing(lesson="permuted-lu", given=given, subject=record)


@showing.register
def _(record: Inverse) -> Showing:
    return Showing(lesson="inverse", given={"matrix": _augmented(record.A)}, subject=record)


@showing.register
def _(record: Product) -> Showing:
    given = {"left": _augmented(record.A), "right": _augmented(record.B)}
    return Showing(lesson="products", given=given, subject=record)


@showing.register(RowPicture)
@showing.register(ColumnPicture)
def _(record: RowPicture | ColumnPicture) -> Showing:
    solution = record.solution
    given = {"matrix": _augmented(solution.A, solution.elimination.b)}
    return Showing(lesson="pictures", given=given, subject=solution)


@showing.register
def _(record: FourSubspaces) -> Showing:
    return Showing(lesson="subspaces", given={"matrix": _augmented(record.A)}, subject=None)


@showing.register
def _(record: Comparison) -> Showing:
    first = next(iter(record.trajectories.values()))
    if not isinstance(first.objective, Objective):
        raise NoFilmError("films of a descent show functions that are written down: an Objective")
    given = {
        "objective": to_text(first.objective.expression),
        "start": tuple(first.x[0].tolist()),
        "rules": ", ".join(record.labels),
        "steps": max(each.steps for each in record.trajectories.values()),
        "tune": record.tuned,
    }
    return Showing(lesson="descent", given=given, subject=record)


@showing.register
def _(record: Backpropagation) -> Showing:
    nodes = record.nodes
    used = Counter(place for node in nodes for place in node.inputs)
    is_tree = all(used[place] < 2 or nodes[place].operation is None for place in range(len(nodes)))
    is_scalar = all(isinstance(node.value, float | int) for node in nodes)
    if not (is_tree and is_scalar) or len(nodes) > _MOST_NODES:
        raise NoFilmError("films of backpropagation show expressions of numbers, as they are typed")
    leaves = [node for node in nodes if node.operation is None]
    given = {
        "expression": _typed(nodes, len(nodes) - 1),
        "values": {node.name: float(node.value) for node in leaves if node.name.isidentifier()},
    }
    return Showing(lesson="backpropagation", given=given, subject=record)


def _typed(nodes: Sequence[Node], place: int) -> str:
    """The expression that leads to a node, with all its brackets."""
    node = nodes[place]
    if node.operation is None:
        return node.name
    name, inputs = node.operation.name, [_typed(nodes, below) for below in node.inputs]
    if name == "negate":
        return f"(-{inputs[0]})"
    return f"{name}({', '.join(inputs)})" if name.isidentifier() else f"({name.join(inputs)})"


def _augmented(A: Any, b: Any = None) -> ReadMatrix:
    """A matrix as if it had been typed; floats stay floats."""
    return ReadMatrix(_rows(A), None if b is None else _rows(b))


def _rows(A: Any) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(map(_as_read, row)) for row in A.tolist())


def _as_read(entry: Any) -> Any:
    """An entry as `linalg.reading` returns it: a rational number is Python's own."""
    if isinstance(entry, sympy.Integer):
        return int(entry)
    return Fraction(int(entry.p), int(entry.q)) if isinstance(entry, sympy.Rational) else entry
