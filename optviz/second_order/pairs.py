"""The usual pairs of a direction and a globalisation, by name."""

from __future__ import annotations

from typing import Any

from optviz.second_order.directions import GaussNewton, ModifiedNewton, Newton
from optviz.second_order.line_searches import Armijo, FixedStep, StrongWolfe
from optviz.second_order.method import Method
from optviz.second_order.quasi_newton import BFGS, LBFGS, ConjugateGradient
from optviz.second_order.trust_regions import Damping, TrustRegion


def newton(length: float = 1.0) -> Method:
    """Newton's method with a fixed step: fast nearby, blind to minimum, maximum and saddle.

    Parameters
    ----------
    length : float
        Share of the step that is made, positive.

    Returns
    -------
    Method
        Newton's direction with a fixed step.

    Examples
    --------
    >>> from optviz import GALLERY, minimize
    >>> minimize(GALLERY["rosenbrock"](), newton(), [-1.2, 1], steps=100, tolerance=1e-8).ending
    'converged'
    """
    return Method(Newton(), FixedStep(length), "newton")


def damped_newton() -> Method:
    """Newton's direction with backtracking; it stalls where that direction does not go down.

    Returns
    -------
    Method
        Newton's direction with Armijo's backtracking.

    Examples
    --------
    >>> from optviz import GALLERY, minimize
    >>> minimize(
    ...     GALLERY["rosenbrock"](), damped_newton(), [-1.2, 1], steps=100, tolerance=1e-8
    ... ).ending
    'converged'
    """
    return Method(Newton(), Armijo(), "damped newton")


def modified_newton(kind: Any = "shift", floor: float = 1e-3) -> Method:
    """Newton with a Hessian made positive definite, with backtracking.

    Parameters
    ----------
    kind : {"shift", "absolute"}
    floor : float
        The smallest curvature after the change.

    Returns
    -------
    Method
        `ModifiedNewton` with Armijo's backtracking.

    Examples
    --------
    >>> from optviz import GALLERY, minimize
    >>> minimize(
    ...     GALLERY["rosenbrock"](), modified_newton(), [-1.2, 1], steps=100, tolerance=1e-8
    ... ).ending
    'converged'
    """
    return Method(ModifiedNewton(kind, floor), Armijo(), f"modified newton ({kind})")


def trust_region(subproblem: Any = "exact", radius: float = 1.0) -> Method:
    """Newton's model within a radius that adapts.

    Parameters
    ----------
    subproblem : {"exact", "dogleg"}
    radius : float
        The first one.

    Returns
    -------
    Method
        Newton's model with a `TrustRegion`.

    Examples
    --------
    >>> from optviz import GALLERY, minimize
    >>> minimize(
    ...     GALLERY["rosenbrock"](), trust_region(), [-1.2, 1], steps=100, tolerance=1e-8
    ... ).ending
    'converged'
    """
    region = TrustRegion(radius, max(1000.0, radius), subproblem=subproblem)
    return Method(Newton(), region, f"trust region ({subproblem})")


def gauss_newton(length: float = 1.0) -> Method:
    """Gauss-Newton with a fixed step.

    Parameters
    ----------
    length : float
        Share of the step that is made, positive.

    Returns
    -------
    Method
        `GaussNewton` with a fixed step.

    Examples
    --------
    >>> from optviz import SumOfSquares, minimize
    >>> f = SumOfSquares(["10*(y - x**2)", "1 - x"], "xy")
    >>> minimize(f, gauss_newton(), [-1.2, 1], tolerance=1e-8).steps
    2
    """
    return Method(GaussNewton(), FixedStep(length), "gauss-newton")


def levenberg_marquardt(damping: float = 1e-3) -> Method:
    """Gauss-Newton, damped by Nielsen's rule: MINPACK's minimum, by other steps.

    Parameters
    ----------
    damping : float
        The first λ over the largest diagonal entry of JᵀJ.

    Returns
    -------
    Method
        `GaussNewton` with `Damping`.

    Examples
    --------
    >>> from optviz import SumOfSquares, minimize
    >>> f = SumOfSquares(["10*(y - x**2)", "1 - x"], "xy")
    >>> minimize(f, levenberg_marquardt(), [-1.2, 1], tolerance=1e-8).ending
    'converged'
    """
    return Method(GaussNewton(), Damping(damping), "levenberg-marquardt")


def bfgs() -> Method:
    """BFGS with the strong Wolfe search; SciPy's iterates.

    Returns
    -------
    Method
        `BFGS` with `StrongWolfe`.

    Examples
    --------
    >>> from optviz import GALLERY, minimize
    >>> minimize(GALLERY["rosenbrock"](), bfgs(), [-1.2, 1], steps=100, tolerance=1e-8).ending
    'converged'
    """
    return Method(BFGS(), StrongWolfe(), "bfgs")


def lbfgs(memory: int = 10) -> Method:
    """L-BFGS with the strong Wolfe search and the constants of L-BFGS-B.

    Parameters
    ----------
    memory : int
        Steps remembered.

    Returns
    -------
    Method
        `LBFGS` with `StrongWolfe`.

    Examples
    --------
    >>> from optviz import GALLERY, minimize
    >>> minimize(GALLERY["rosenbrock"](), lbfgs(), [-1.2, 1], steps=100, tolerance=1e-8).ending
    'converged'
    """
    return Method(LBFGS(memory), StrongWolfe(1e-3, 0.9, 0.1), "l-bfgs")


def conjugate_gradient(kind: Any = "pr+") -> Method:
    """Nonlinear conjugate gradients with a tight strong Wolfe search, as SciPy's.

    Where the next direction would hardly go down SciPy changes its line search, and this starts
    afresh from -∇f.

    Parameters
    ----------
    kind : {"pr+", "fr", "hs", "dy"}
        The formula for β.

    Returns
    -------
    Method
        `ConjugateGradient` with `StrongWolfe`.

    Examples
    --------
    >>> from optviz import GALLERY, minimize
    >>> minimize(
    ...     GALLERY["rosenbrock"](), conjugate_gradient(), [-1.2, 1], steps=100, tolerance=1e-8
    ... ).ending
    'converged'
    """
    return Method(ConjugateGradient(kind), StrongWolfe(c2=0.4), f"conjugate gradient ({kind})")
