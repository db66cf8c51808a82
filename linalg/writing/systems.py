"""A record's matrices in the words of another system, and the line that checks them there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import sympy as sp

from linalg.errors import LinalgError
from linalg.notation import to_latex
from linalg.numbers.matrices import Matrix, is_float, symbols_in
from linalg.options import word
from linalg.record import Record
from linalg.writing import entries
from linalg.writing.relations import Related, Relation, related

System = Literal["maxima", "matlab", "mathematica", "numpy", "sympy", "latex-matrix"]
SYSTEMS: tuple[System, ...] = get_args(System)


@dataclass(frozen=True, kw_only=True)
class _Grammar:
    """The words of a system for a matrix, a product and a comparison.

    Attributes
    ----------
    comment : str
    entry : function of an entry
    matrix : str
        The matrix of ``{rows}`` named ``{name}``.
    row, rows : pairs of brackets and the sign between
    product, transpose, zero, identity, norm : str
    exact, rounded : str
        The comparison of ``{left}`` with ``{right}``.
    """

    comment: str
    entry: Callable[[Any], str]
    matrix: str
    row: tuple[str, str, str]
    rows: tuple[str, str, str]
    product: str
    transpose: str
    zero: str
    identity: str
    norm: str
    exact: str
    rounded: str
    reserved: frozenset[str]
    names: str = "{}"
    underscore: str = "_"
    opening: str = ""
    declaration: str = ""

    def written(self, name: str, M: Matrix) -> str:
        """Return the line that gives a matrix its name."""
        begin, between, end = self.row
        lines = [begin + between.join(map(self.entry, row)) + end for row in M.tolist()]
        first, separator, last = self.rows
        return self.matrix.format(name=name, rows=first + separator.join(lines) + last)


_MATLAB = _Grammar(
    comment="% {}",
    entry=entries.matlab,
    matrix="{name} = [{rows}];",
    row=("", ", ", ""),
    rows=("", "; ", ""),
    product="*",
    transpose="{}.'",
    zero="zeros({m}, {n})",
    identity="eye({m})",
    norm="norm({}, 1)",
    exact="disp(isequal(simplify({left} - ({right})), sym(zeros({m}, {n}))))",
    rounded="disp(norm({left} - {right}, 1) <= {factor}*eps*({bound}))",
    reserved=entries.MATLAB,
    declaration="syms {} real",
)
_GRAMMARS: dict[str, _Grammar] = {
    "maxima": _Grammar(
        comment="/* {} */",
        entry=entries.maxima,
        matrix="{name}: matrix({rows})$",
        row=("[", ", ", "]"),
        rows=("", ", ", ""),
        product=" . ",
        transpose="transpose({})",
        zero="zeromatrix({m}, {n})",
        identity="ident({m})",
        norm="mat_norm({}, 1)",
        exact="is(ratsimp({left} - {right}) = zeromatrix({m}, {n}));",
        rounded="is(mat_norm({left} - {right}, 1) <= {factor}*2.0^-52*({bound}));",
        reserved=entries.MAXIMA,
        opening="algebraic: true$",
    ),
    "matlab": _MATLAB,
    "mathematica": _Grammar(
        comment="(* {} *)",
        entry=entries.mathematica,
        matrix="{name} = {{{rows}}};",
        row=("{", ", ", "}"),
        rows=("", ", ", ""),
        product=".",
        transpose="Transpose[{}]",
        zero="ConstantArray[0, {{{m}, {n}}}]",
        identity="IdentityMatrix[{m}]",
        norm="Norm[{}, 1]",
        exact="Simplify[{left} - {right}] == ConstantArray[0, {{{m}, {n}}}]",
        rounded="Norm[{left} - {right}, 1] <= {factor}*2.^-52*({bound})",
        reserved=entries.MATHEMATICA,
        names="m{}",
        underscore="",
    ),
    "numpy": _Grammar(
        comment="# {}",
        entry=entries.numpy_code,
        matrix="{name} = np.array({rows}, dtype=float)",
        row=("[", ", ", "]"),
        rows=("[", ", ", "]"),
        product=" @ ",
        transpose="{}.T",
        zero="np.zeros(({m}, {n}))",
        identity="np.eye({m})",
        norm="np.linalg.norm({}, 1)",
        exact="",
        rounded="print(np.linalg.norm({left} - {right}, 1) <= {factor} * 2.0**-52 * ({bound}))",
        reserved=entries.PYTHON,
        opening="import numpy as np",
    ),
    "sympy": _Grammar(
        comment="# {}",
        entry=entries.sympy_code,
        matrix="{name} = Matrix({rows})",
        row=("[", ", ", "]"),
        rows=("[", ", ", "]"),
        product="*",
        transpose="{}.T",
        zero="zeros({m}, {n})",
        identity="eye({m})",
        norm="{}.norm(1)",
        exact="print(({left} - {right}).applyfunc(simplify) == zeros({m}, {n}))",
        rounded="print(({left} - {right}).norm(1) <= {factor}*2.0**-52*({bound}))",
        reserved=entries.PYTHON,
        opening="from sympy import *",
        declaration="{names} = symbols('{names}', real=True)",
    ),
}


def for_system(record: Record, system: System) -> str:
    """Return a record's matrices in the words of another system, with lines that check them there.

    Where all is exact the system compares exactly; floats, and all of NumPy and of MATLAB's and
    Octave's numbers, by a bound on rounding in the 1-norm. Each check prints true.

    Parameters
    ----------
    record : Record
        Of factors, an elimination, a solution, an inverse, a product, a permutation or subspaces.
    system : {"maxima", "matlab", "mathematica", "numpy", "sympy", "latex-matrix"}
        ``"matlab"`` is Octave's, too; with symbols it wants their packages of symbols.

    Raises
    ------
    LinalgError
        For a record that holds no matrices with a relation, a matrix without entries, or symbols
        in NumPy.

    Examples
    --------
    >>> from linalg import lu
    >>> print(for_system(lu("2 1; 1 1"), "maxima"))
    algebraic: true$
    A: matrix([2, 1], [1, 1])$
    L: matrix([1, 0], [1/2, 1])$
    U: matrix([2, 1], [0, 1/2])$
    is(ratsimp(A - L . U) = zeromatrix(2, 2));
    """
    word("system", system, System)
    found = related(record)
    if any(0 in M.shape for M in found.matrices.values()):
        raise LinalgError("a matrix without entries is no matrix in other systems")
    if system == "latex-matrix":
        return _latex(found)
    symbols = sorted(map(str, symbols_in(*found.matrices.values())))
    if system == "numpy" and symbols:
        raise LinalgError(f"NumPy has no symbols, and {symbols[0]} is one: write for sympy instead")
    return _program(found, _GRAMMARS[system], system, symbols)


def _program(found: Related, grammar: _Grammar, system: str, symbols: list[str]) -> str:
    if system == "matlab" and symbols:
        grammar = _symbolic(grammar)
    letters = entries.renamed(symbols, (), grammar.reserved, grammar.underscore)
    called = [grammar.names.format(name) for name in found.matrices]
    names = dict(
        zip(
            found.matrices,
            entries.renamed(called, letters.values(), grammar.reserved).values(),
            strict=True,
        )
    )
    replaced = {sp.Symbol(old): sp.Symbol(new) for old, new in letters.items() if old != new}
    lines = [grammar.opening] if grammar.opening else []
    lines += [
        grammar.comment.format(f"{new} is {old}") for old, new in letters.items() if old != new
    ]
    if letters and grammar.declaration:
        listed = letters.values()
        joined = " ".join(listed) if system == "matlab" else ", ".join(listed)
        lines.append(grammar.declaration.format(joined, names=joined))
    for name, M in found.matrices.items():
        lines.append(grammar.written(names[name], M if is_float(M) else M.xreplace(replaced)))
    rounds = system == "numpy" or any(map(is_float, found.matrices.values()))
    rounds = rounds or (system == "matlab" and not symbols)
    lines += [_check(found.matrices, each, grammar, names, rounds) for each in found.relations]
    return "\n".join(lines) + "\n"


def _symbolic(grammar: _Grammar) -> _Grammar:
    return replace(grammar, entry=entries.matlab_symbolic)


def _check(
    matrices: Mapping[str, Matrix],
    relation: Relation,
    grammar: _Grammar,
    names: Mapping[str, str],
    rounds: bool,
) -> str:
    m = _shape(matrices, relation.left[0])[0]
    n = _shape(matrices, relation.left[-1])[1]
    special = {"0": grammar.zero.format(m=m, n=n), "I": grammar.identity.format(m=m)}

    def term(name: str) -> str:
        plain = special.get(name) or names[name.rstrip("'")]
        return grammar.transpose.format(plain) if name.endswith("'") else plain

    left, right = (
        grammar.product.join(map(term, side)) for side in (relation.left, relation.right)
    )
    sizes = [
        "*".join(grammar.norm.format(term(name)) for name in side)
        for side in (relation.left, relation.right)
        if side != ("0",)
    ]
    factor = 8 * sum(sum(M.shape) for M in matrices.values())
    return (grammar.rounded if rounds else grammar.exact).format(
        left=left, right=right, m=m, n=n, factor=factor, bound=" + ".join(sizes)
    )


def _shape(matrices: Mapping[str, Matrix], name: str) -> tuple[int, int]:
    m, n = matrices[name.rstrip("'")].shape
    return (n, m) if name.endswith("'") else (m, n)


def _latex(found: Related) -> str:
    """Write each matrix as a line of LaTeX's mathematics, and the relations below."""

    def product(side: tuple[str, ...]) -> str:
        return " ".join(f"{name.rstrip(chr(39))}^{{T}}" if "'" in name else name for name in side)

    lines = [f"{name} = {to_latex(M)}" for name, M in found.matrices.items()]
    lines += [f"{product(each.left)} = {product(each.right)}" for each in found.relations]
    return "\n".join(lines) + "\n"
