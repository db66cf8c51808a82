"""The table of conventions in words, a row for each system."""

from __future__ import annotations

from linalg.verification.conventions.pivot_rules import SAID
from linalg.verification.conventions.table import CONVENTIONS, Convention

HEADER = ("key", "system", "relation", "list", "pivots", "compared with")


def rows_in_words() -> list[tuple[str, ...]]:
    """Return the rows of the table, under `HEADER`.

    Examples
    --------
    >>> rows_in_words()[2][:3]
    ('scipy', 'SciPy: scipy.linalg.lu(A)', 'A = PLU, or P within L')
    """
    return [
        (
            key,
            f"{row.name}: {row.call}",
            _relation(row),
            _list(row),
            _pivots(row),
            row.version or "its documentation",
        )
        for key, row in CONVENTIONS.items()
    ]


def _pivots(row: Convention) -> str:
    if row.rule is None:
        return "others"
    floats = f"; of floats {SAID[row.rule_of_floats]}" if row.rule_of_floats else ""
    return f"{SAID[row.rule]}{floats}"


def _relation(row: Convention) -> str:
    relation = row.relation if row.has_matrix or row.form else "A = LU"
    parts = [relation if row.has_matrix else f"{relation}, no matrix P"]
    parts += ["or P within L"] if row.permutes_l else []
    parts += ["1 on the diagonal of U"] if row.unit == "U" else []
    return ", ".join(parts)


def _list(row: Convention) -> str:
    said = {
        None: "",
        "forward": f"row i of LU is row p[i] of A, from {row.base}",
        "inverse": f"row p[i] of LU is row i of A, from {row.base}",
        "exchanges": f"row i and row p[i] change places, from {row.base}",
        "pairs": f"the rows of each pair change places, from {row.base}",
    }
    across = ", column j of LU is column q[j] of A" if row.form_of_columns == "forward" else ""
    return said[row.form] + across
