"""Single mistakes that explain why AX is not B; each, mended, makes AX = B hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice
from typing import Any

import numpy as np

from linalg.language import say
from linalg.notation import formula, symbol
from linalg.verification.arithmetic import Array
from linalg.verification.claims import Cause, apart
from linalg.verification.factors.factors import entry
from linalg.verification.systems.systems import System

_MOST_PAIRS = 500


def system_causes(system: System, name: str, right: str) -> Iterator[Cause]:
    """Yield the single mistakes that explain everything that is wrong.

    Parameters
    ----------
    system : System
    name, right : str
        What X and B are called: ``"x"`` and ``"b"``, ``"X"`` and ``"B"``.
    """
    yield from _whole(system, name)
    yield from _entries(system, name)
    yield from _exchanged(system, name)
    yield from _given(system, right)


def _whole(system: System, name: str) -> Iterator[Cause]:
    A, X = system.A, system.X
    here = formula(name)
    if system.instead(X=-X).hold:
        yield Cause(
            "all signs", name, None, None, say("All signs of {name} are changed.", name=here)
        )
    if A.shape[0] == A.shape[1] and system.instead(A=A.T).hold:
        values: dict[str, object] = {"name": here, "transpose": symbol("A", sup="T")}
        said = say("{name} is the inverse of the transpose, {transpose}.", **values)
        if not system.is_inverse:
            said = say("{name} solves the system with the transpose, {transpose}.", **values)
        yield Cause("transposed A", "A", None, None, said)
    if (factor := _common_factor(system)) is not None and system.instead(X=X * (1 / factor)).hold:
        values = {"name": here, "factor": (system.shown(factor),)}
        said = say("{name} is {factor} times what it should be.", **values)
        if system.is_inverse:
            said = say(
                "{name} is {factor} times what it should be: the cofactors were not divided by the "
                "determinant.",
                **values,
            )
        yield Cause("factor", name, None, None, said)
    if system.is_inverse:
        i, j = np.indices(X.shape)
        board = np.where((i + j) % 2, -1, 1)
        if system.instead(X=X * board).hold:
            said = say(
                "The signs of the cofactors, + - + in the order of a chessboard, are left out."
            )
            yield Cause("signs of cofactors", name, None, None, said)


def _common_factor(system: System) -> Any | None:
    """Return f such that AX = fB in the first entry of B that is not 0; None for 0 and 1."""
    product = system.B - system.residual
    for b, p in zip(system.B.flat, product.flat, strict=True):
        if not system.arithmetic.is_nothing(b):
            factor = p / b
            trivial = system.arithmetic.is_nothing(factor) or system.arithmetic.same(p, b)
            return None if trivial or system.arithmetic.same(p, -b) else factor
    return None


def _entries(system: System, name: str) -> Iterator[Cause]:
    """Yield the entries of X that may be wrong: the residual is a multiple of a column of A."""
    columns = {j for _, j in system.wrong}
    if len(columns) != 1:
        return
    (j,) = columns
    residual = system.residual[:, j]
    for k in range(system.A.shape[1]):
        places = [
            i for i in range(len(residual)) if not system.arithmetic.is_nothing(system.A[i, k])
        ]
        if not places:
            continue
        i = (
            places[0]
            if system.arithmetic.is_exact
            else max(
                places,
                key=lambda place, k=k: abs(system.A[place, k]),  # type: ignore[misc]
            )
        )
        change = residual[i] / system.A[i, k]
        X = system.X.copy()
        X[k, j] = X[k, j] + change
        if not system.arithmetic.is_nothing(change) and system.instead(X=X).hold:
            yield _entry(system, name, k, j, X[k, j])


def _entry(system: System, name: str, k: int, j: int, wanted: Any) -> Cause:
    found, shown = system.X[k, j], system.shown
    here = place_of(system, name, k, j)
    right, wrong = apart(shown(wanted), shown(found))
    values = {"right": (here, "=", right), "wrong": (wrong,)}
    kind, said = "entry", say("This entry alone is wrong: {right}, not {wrong}.", **values)
    if system.arithmetic.same(found, -wanted):
        kind, said = "sign", say("The sign of one entry is wrong: {right}, not {wrong}.", **values)
    elif system.arithmetic.same(found * wanted, wanted - wanted + 1):
        kind = "upside down"
        said = say("One entry is upside down: {right}, not {wrong}.", **values)
    return Cause(kind, name, k, j, said)


def place_of(system: System, name: str, i: int, j: int) -> Any:
    """Return the symbol of an entry; a single column has one index."""
    return symbol(name.lower(), i + 1) if system.X.shape[1] == 1 else entry(name, i, j)


def _exchanged(system: System, name: str) -> Iterator[Cause]:
    """Yield two rows of X, or of an inverse two columns, that have changed places."""
    n, r = system.X.shape
    for i, k in islice(combinations(range(n), 2), _MOST_PAIRS):
        if _swapped_holds(system, 0, i, k):
            places = {"one": i + 1, "other": k + 1, "name": formula(name)}
            said = (
                say("Entries {one} and {other} of {name} have changed places.", **places)
                if r == 1
                else say("Rows {one} and {other} of {name} have changed places.", **places)
            )
            yield Cause("exchanged entries", name, i, None, said)
    if not system.is_inverse:
        return
    for i, k in islice(combinations(range(r), 2), _MOST_PAIRS):
        if _swapped_holds(system, 1, i, k):
            places = {"one": i + 1, "other": k + 1, "name": formula(name)}
            said = say("Columns {one} and {other} of {name} have changed places.", **places)
            yield Cause("exchanged columns", name, None, i, said)


def _swapped_holds(system: System, axis: int, i: int, k: int) -> bool:
    order = list(range(system.X.shape[axis]))
    order[i], order[k] = k, i
    X: Array = system.X.take(order, axis=axis)
    return not np.array_equal(X, system.X) and system.instead(X=X).hold


def _given(system: System, right: str) -> Iterator[Cause]:
    """Yield an entry of B, or of A, that may have been copied wrongly: one row is wrong."""
    rows = {i for i, _ in system.wrong}
    if len(rows) != 1:
        return
    (i,) = rows
    shown = system.shown
    if not system.is_inverse and len(system.wrong) == 1:
        j = system.wrong[0][1]
        wanted = system.B[i, j] - system.residual[i, j]
        index = i + 1 if system.B.shape[1] == 1 else (i + 1, j + 1)
        said = say(
            "Equation {row} alone is not satisfied: it was copied wrongly, with {wanted} for "
            "{given}, or with another coefficient.",
            row=i + 1,
            wanted=(symbol(right.lower(), index), "=", shown(wanted)),
            given=(shown(system.B[i, j]),),
        )
        yield Cause("equation", right, i, j, said)
        return
    for k in range(system.A.shape[1]):
        j = system.wrong[0][1]
        if system.arithmetic.is_nothing(system.X[k, j]):
            continue
        A = system.A.copy()
        A[i, k] = A[i, k] + system.residual[i, j] / system.X[k, j]
        if system.instead(A=A).hold:
            said = say(
                "Entry {here} was copied as {wanted} instead of {given}.",
                here=entry("A", i, k),
                wanted=(shown(A[i, k]),),
                given=(shown(system.A[i, k]),),
            )
            yield Cause("entry of A", "A", i, k, said)
