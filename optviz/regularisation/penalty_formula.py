"""The objective of a penalised fit, as a formula: the loss, λ, and the penalty."""

from __future__ import annotations

from linalg.notation import Formula, fenced, formula, over, power, symbol, words
from linalg.notation.elements import Script
from linalg.page import Paragraph
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, Penalty

__all__ = ["LOSS", "ON_DATA", "SQUARES", "charge", "minimised", "norm", "penalised_sum"]

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
    charged = charge(penalty)
    whole = (fenced(charged),) if isinstance(penalty, ElasticNet) else charged
    return (*loss, "+", "lambda", *whole)


def charge(penalty: Penalty) -> Parts:
    """Return what a penalty charges, in norms.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(charge(L1())), to_text(charge(ElasticNet(0.25)))
    ('‖w‖₁', '0.25 ‖w‖₁ + 0.75 ‖w‖₂²')
    """
    match penalty:
        case L1():
            return (norm(1),)
        case L2():
            return (norm(2, 2),)
        case ElasticNet(ratio):
            return (ratio, norm(1), "+", 1 - ratio, norm(2, 2))
        case MaxNorm():
            return (words(" max "), fenced(symbol("w", "i"), "||"))
    return (norm("p", "p"),)


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


def norm(order: object, exponent: object = None) -> Formula:
    """Return a norm of the weights, to a power.

    Examples
    --------
    >>> from linalg.notation import to_text
    >>> to_text(norm(1)), to_text(norm("p", "p"))
    ('‖w‖₁', '‖w‖ₚ^p')
    """
    sup = None if exponent is None else formula(exponent)
    return Script(fenced("w", "‖‖"), formula(order), sup)
