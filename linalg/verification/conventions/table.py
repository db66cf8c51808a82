"""The table of what other systems write for PA = LU.

What was run has its version; the other rows say what the documentation of the system does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from linalg.errors import LinalgError
from linalg.verification.conventions.pivot_rules import Rule
from linalg.verification.orders import ListForm

Relation = Literal["PA = LU", "A = PLU", "PAQ = LU"]


@dataclass(frozen=True, kw_only=True)
class Convention:
    """The way in which one system writes its factors.

    Attributes
    ----------
    name, call : str
        The system, and what is called there.
    relation : {"PA = LU", "A = PLU", "PAQ = LU"}
        What its matrix P satisfies, or would if it had one.
    has_matrix : bool
        False where it hands out a list alone.
    form, base : ListForm and int, or None
        What its list is, and the number of its first row.
    form_of_columns : ListForm or None
        What its list of columns is, where it is another; "forward": column j of LU is q[j] of A.
    permutes_l : bool
        True where P may be multiplied into L: A = LU then, with the rows of L permuted.
    unit : {"L", "U"}
        The factor with ones on its diagonal.
    rule, rule_of_floats : Rule or None
        How pivots are chosen, and of floats where that is done otherwise.
    version : str or None
        With which version its output was stored; None where its documentation is all there is.
    """

    name: str
    call: str
    relation: Relation = "PA = LU"
    has_matrix: bool = True
    form: ListForm | None = None
    base: int = 0
    form_of_columns: ListForm | None = None
    permutes_l: bool = False
    unit: Literal["L", "U"] = "L"
    rule: Rule | None = "largest"
    rule_of_floats: Rule | None = None
    version: str | None = None


CONVENTIONS: dict[str, Convention] = {
    "linalg": Convention(
        name="this package",
        call="plu(A)",
        form="forward",
        rule="first",
        rule_of_floats="largest",
        version="itself",
    ),
    "sympy": Convention(
        name="SymPy",
        call="Matrix.LUdecomposition()",
        has_matrix=False,
        form="pairs",
        rule="first",
        version="1.14.0",
    ),
    "scipy": Convention(
        name="SciPy",
        call="scipy.linalg.lu(A)",
        relation="A = PLU",
        form="inverse",
        permutes_l=True,
        version="1.17.1",
    ),
    "lu_factor": Convention(
        name="SciPy's lu_factor",
        call="scipy.linalg.lu_factor(A)",
        has_matrix=False,
        form="exchanges",
        version="1.17.1",
    ),
    "superlu": Convention(
        name="SuperLU, in SciPy",
        call="scipy.sparse.linalg.splu(A)",
        relation="PAQ = LU",
        has_matrix=False,
        form="inverse",
        rule=None,
        version="1.17.1",
    ),
    "lapack": Convention(
        name="LAPACK",
        call="dgetrf",
        has_matrix=False,
        form="exchanges",
        base=1,
        version="3.11.0",
    ),
    "torch": Convention(
        name="PyTorch",
        call="torch.linalg.lu(A), lu_factor(A)",
        relation="A = PLU",
        form="exchanges",
        base=1,
        version="2.13.0",
    ),
    "jax": Convention(
        name="JAX",
        call="jax.scipy.linalg.lu(A), jax.lax.linalg.lu(A)",
        relation="A = PLU",
        form="forward",
        version="0.10.2",
    ),
    "octave": Convention(
        name="GNU Octave",
        call="lu(A), lu(A, 'vector')",
        form="forward",
        base=1,
        permutes_l=True,
        version="7.3.0",
    ),
    "matlab": Convention(
        name="MATLAB",
        call="lu(A), lu(A, 'vector')",
        form="forward",
        base=1,
        permutes_l=True,
    ),
    "r": Convention(
        name="R, package Matrix",
        call="expand(lu(Matrix(A)))",
        relation="A = PLU",
        form="exchanges",
        base=1,
        version="1.5.3",
    ),
    "pracma": Convention(
        name="R, package pracma",
        call="lu_crout(A)",
        has_matrix=False,
        unit="U",
        rule=None,
        version="2.4.2",
    ),
    "maxima": Convention(
        name="Maxima",
        call="get_lu_factors(lu_factor(A))",
        relation="A = PLU",
        form="forward",
        base=1,
        rule="first",
        version="5.46.0",
    ),
    "sage": Convention(name="SageMath", call="A.LU()", relation="A = PLU"),
    "giac": Convention(
        name="Giac",
        call="lu(A)",
        has_matrix=False,
        form="forward",
        rule="smallest",
        rule_of_floats="largest",
        version="1.9.0",
    ),
    "mathjs": Convention(
        name="mathjs", call="lup(A)", has_matrix=False, form="inverse", version="15.2.0"
    ),
    "mpmath": Convention(
        name="mpmath",
        call="mpmath.lu(A), mp.LU_decomp(A)",
        form="exchanges",
        rule="scaled",
        version="1.3.0",
    ),
    "eigen": Convention(name="Eigen", call="PartialPivLU", form="inverse", version="3.4.0"),
    "eigen-full": Convention(
        name="Eigen, full pivoting",
        call="FullPivLU",
        relation="PAQ = LU",
        form="inverse",
        form_of_columns="forward",
        rule="full",
        version="3.4.0",
    ),
}
"""The systems by their keys."""


def convention_of(key: str) -> Convention:
    """Return how a system writes its factors.

    Raises
    ------
    LinalgError
        For an unknown key, with the known ones.

    Examples
    --------
    >>> convention_of("scipy").relation, convention_of("octave").base
    ('A = PLU', 1)
    """
    if not isinstance(key, str) or key.casefold() not in CONVENTIONS:
        known = ", ".join(CONVENTIONS)
        hint = "; NumPy has no LU of its own" if str(key).casefold() == "numpy" else ""
        raise LinalgError(f"convention is one of {known}, not {key!r}{hint}")
    return CONVENTIONS[key.casefold()]
