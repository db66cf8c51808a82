"""Tables as comma-separated values: floats in full, so that reading gives the same numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any


def as_csv(rows: Iterable[Sequence[Any]]) -> str:
    """Write rows of cells as lines; a cell with a comma, a quote or a line break is quoted.

    Examples
    --------
    >>> print(as_csv([["method", "step"], ['adam(convention="keras", lr=0.1)', 0]]), end="")
    method,step
    "adam(convention=""keras"", lr=0.1)",0
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
