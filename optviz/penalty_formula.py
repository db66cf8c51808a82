"""What a penalised fit minimises, as a formula: the loss, λ, and what the penalty charges."""

from __future__ import annotations

from linalg.notation import Formula, fenced, formula, over, power, symbol, words
from linalg.notation.formula import Script
from linalg.page import Paragraph
from optviz.penalties import L1, L2, ElasticNet, MaxNorm, Penalty

__all__ = ["LOSS", "ON_DATA", "SQUARES", "minimised", "penalised_sum"]

Parts = tuple[object, ...]

SQUARES: Parts = (over(1, 2), power(fenced(("X", "w", "-", "y"), "‖‖"), 2))
"""Half the sum of the squared residuals of data X, y."""
LOSS: Parts = ("f", fenced("w"))
ON_DATA = Paragraph(
    *("On data X and y the loss is ", (*LOSS, "=", *SQUARES), "; then "),
    *(("H", "=", power("X", "T"), "X"), " is the matrix of its second derivatives."),
)
"""How a quadratic loss comes from data."""


def penalised_sum(loss: Parts, penalty: Penalty) -> Parts:
    """Return the loss plus λ times what the penalty charges.

    Parameters
    ----------
    loss : tuple
        Parts of a formula.
    penalty : Penalty

    Returns
    -------
    tuple
        Parts of a formula.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(penalised_sum(SQUARES, L2()))
    '1/2 ‖Xw - y‖² + λ‖w‖₂²'
    >>> to_text(penalised_sum(("f",), MaxNorm()))
    'f + λ max |wᵢ|'
    >>> to_text(penalised_sum(("f",), ElasticNet(0.25)))
    'f + λ(0.25 ‖w‖₁ + 0.75 ‖w‖₂²)'
    """
    match penalty:
        case L1():
            charge: Parts = (_norm(1),)
        case L2():
            charge = (_norm(2, 2),)
        case ElasticNet(ratio):
            charge = (fenced((ratio, _norm(1), "+", 1 - ratio, _norm(2, 2))),)
        case MaxNorm():
            charge = (words(" max "), fenced(symbol("w", "i"), "||"))
        case _:
            charge = (_norm("p", "p"),)
    return (*loss, "+", "lambda", *charge)


def minimised(
    loss: Parts,
    penalty: Penalty,
    before: str = "The weights minimise ",
    after: str = ", the loss and λ times the penalty.",
) -> Paragraph:
    """Return a sentence that says what is minimised.

    Parameters
    ----------
    loss : tuple
        Parts of a formula.
    penalty : Penalty
    before, after : str
        The sentence around the sum.

    Returns
    -------
    Paragraph

    Examples
    --------
    >>> from linalg.page import Page, to_text
    >>> print(to_text(Page("Lasso", [minimised(("f",), L1())])))
    Lasso
    =====
    <BLANKLINE>
    The weights minimise f + λ‖w‖₁, the loss and λ times the penalty.
    """
    closed = isinstance(penalty, L1 | L2 | ElasticNet | MaxNorm)
    which = () if closed else (" with ", ("p", "=", float(penalty.order)))
    return Paragraph(before, penalised_sum(loss, penalty), *which, after)


def _norm(order: object, exponent: object = None) -> Formula:
    sup = None if exponent is None else formula(exponent)
    return Script(fenced("w", "‖‖"), formula(order), sup)
