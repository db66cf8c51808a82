"""Read one number or expression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sympy as sp

from linalg.errors import LimitError
from linalg.reading.evaluation import Budget, Entry, Evaluation
from linalg.reading.lexing.bounds import ENTRY_CHARACTERS
from linalg.reading.lexing.literals import plain_number
from linalg.reading.lexing.sizes import with_sizes
from linalg.reading.lexing.unclear import check_names
from linalg.reading.tokens import tokenize


def read_expression(
    text: str, variables: Iterable[str] | Mapping[str, sp.Symbol] | None = None
) -> Entry:
    """Read a number or an expression that a person typed; nothing in it is run.

    Parameters
    ----------
    text : str
        Numbers (``3``, ``-1/2``, ``0.25``, ``1e-3``), names, ``+ - * / ^`` (or ``**``),
        parentheses, the functions of `linalg.reading.lexing.names.FUNCTIONS` (sqrt, exp, log, which
        is natural unless a base follows, sin, arctan, atan2, asinh, abs or |x|, max …), and the
        constants pi and E. A line break is a blank.
    variables : iterable of str, or mapping of str to Symbol, optional
        The names that may occur, or the symbols to use for them (with assumptions, say). By
        default every name is a variable.

    Returns
    -------
    int, Fraction or sympy.Expr
        Exact: decimals are fractions. A rational result is an int or a Fraction.

    Raises
    ------
    ParseError
        With the position of the trouble and a hint.
    LimitError
        If the text or a number in it is too large.

    Examples
    --------
    >>> read_expression("0.25")
    Fraction(1, 4)
    >>> read_expression("(x + y)*z", variables="xyz")
    z*(x + y)
    >>> read_expression("2x")
    Traceback (most recent call last):
    linalg.errors.ParseError: character 2: a product needs its sign: write 2*x
    """
    if variables is not None and not isinstance(variables, Mapping):
        variables = {name: sp.Symbol(name) for name in variables}
    return read_within(Budget(), text, variables)


def read_in_order(
    text: str, variables: Mapping[str, sp.Symbol] | None = None, *, others: bool = False
) -> tuple[Entry, list[str]]:
    """Read an expression, and the names of its variables in the order in which they appear.

    Parameters
    ----------
    text : str
    variables : mapping of str to Symbol, optional
        The symbols to use for some names; by default every name is a variable.
    others : bool
        Whether names may occur that are not among the variables.

    Examples
    --------
    >>> read_in_order("z*x + x*y")
    (x*y + x*z, ['z', 'x', 'y'])
    """
    evaluation = _evaluation(Budget(), text, variables, others)
    return evaluation.value(), list(dict.fromkeys(evaluation.names))


def read_within(
    budget: Budget, text: str, variables: Mapping[str, sp.Symbol] | None = None
) -> Entry:
    """Read one of several expressions that share a budget."""
    number = plain_number(text)
    if number is not None:
        return number
    return _evaluation(budget, text, variables).value()


def _evaluation(
    budget: Budget,
    text: str,
    variables: Mapping[str, sp.Symbol] | None,
    others: bool = False,
) -> Evaluation:
    if len(text) > ENTRY_CHARACTERS:
        raise LimitError(f"an entry of {len(text)} characters; at most {ENTRY_CHARACTERS} are read")
    tokens = [token for token in tokenize(text) if token.kind != "newline"]
    tokens = with_sizes(text, tokens)
    check_names(text, tokens, variables or ())
    return Evaluation(text, tokens, variables, budget, others=others)
