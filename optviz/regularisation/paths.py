"""Paths of coefficients: ridge, lasso and elastic net in n dimensions as λ falls.

Each minimises ½‖Xw - y‖² + λ · penalty(w) at every λ of a grid, with X and y as given, or with a
constant that is not penalised; scale the columns first if the weights are to be comparable.

Source: Hastie, Tibshirani and Friedman, "The elements of statistical learning", section 3.4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.language import say
from linalg.record import Record
from optviz.figures import FOREGROUND, axis_name, line_style, new_axes
from optviz.regularisation.linear_fit import LinearFit
from optviz.regularisation.penalised_fit import PenalisedFit
from optviz.regularisation.penalties import L1, L2, ElasticNet, Penalty
from optviz.regularisation.proximal import active_set
from optviz.regularisation.uniqueness import is_the_only_lasso_solution

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["CoefficientPath", "elastic_net_path", "lasso_path", "ridge_path"]

Floats = NDArray[np.float64]
Solver = Callable[..., PenalisedFit]


@dataclass(frozen=True, eq=False, kw_only=True)
class CoefficientPath(Record):
    """The coefficients at each λ, from the strongest penalty to the weakest.

    Attributes
    ----------
    loss : LinearFit
    penalty : Penalty
    strengths : ndarray, shape (K,)
        λ, falling.
    coefficients : ndarray, shape (K, n)
    names : tuple of str
        What the n columns are called.
    tolerance : float
        How far from stationary a point may be, as `LinearFit.violation` measures it.
    unique : ndarray of bool, shape (K,)
        Whether no other coefficients do as well; of a knot, from the one before down to it.
    finished : ndarray of bool, shape (K,)
        Whether the solver arrived, or ran out of steps.
    means : ndarray, shape (n + 1,), or None
        With an intercept: the means of the columns and of y, which the loss is without.

    Examples
    --------
    >>> path = lasso_path([[1, 0], [0, 2]], [3, 1], [4.0, 2.5, 1.0], names=["a", "b"])
    >>> path.entered, path.check().holds
    ({'a': 2.5, 'b': 1.0}, True)
    """

    loss: LinearFit
    penalty: Penalty
    strengths: Floats
    coefficients: Floats
    names: tuple[str, ...]
    tolerance: float
    unique: NDArray[np.bool_]
    finished: NDArray[np.bool_]
    means: Floats | None = None

    @property
    def intercepts(self) -> Floats:
        """The constant at each λ, shape (K,): 0 where none is fitted."""
        if self.means is None:
            return np.zeros(len(self.strengths))
        return np.asarray(self.means[-1] - self.coefficients @ self.means[:-1])

    @property
    def active(self) -> NDArray[np.bool_]:
        """The coefficients that are not zero, shape (K, n)."""
        return np.asarray(self.coefficients != 0)

    @property
    def budgets(self) -> Floats:
        """The penalty that the coefficients pay at each λ, shape (K,)."""
        return self.penalty(self.coefficients)

    @property
    def losses(self) -> Floats:
        """½‖Xw - y‖² at each λ, shape (K,)."""
        return self.loss(self.coefficients)

    @property
    def entered(self) -> dict[str, float]:
        """The λ at which each coefficient is first not zero, in the order of entry."""
        entries = [
            (int(column.argmax()), name)
            for name, column in zip(self.names, self.active.T, strict=True)
            if column.any()
        ]
        return {name: float(self.strengths[step]) for step, name in sorted(entries)}

    def check(self) -> Check:
        """Say whether every point is stationary to the tolerance: a proximal step leaves it."""
        points = list(zip(self.coefficients, self.strengths.tolist(), strict=True))
        violations = np.array([self.loss.violation(w, self.penalty, s) for w, s in points])
        bounds = np.array([max(self.tolerance, self.loss.rounding(w)) for w, _ in points])
        holds = bool((violations <= bounds).all())
        return Check("prox(w - ∇f/L) = w", holds, violations, bounds)

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw the coefficients against λ on a logarithmic axis, the strongest penalty left."""
        ax = new_axes(ax, (6.0, 4.0))
        shown = self.strengths > 0
        for j, name in enumerate(self.names):
            line = self.coefficients[shown, j]
            ax.plot(self.strengths[shown], line, label=axis_name(name), **line_style(j))
        ax.axhline(0.0, color=FOREGROUND, linewidth=0.6, zorder=0)
        ax.set(
            xscale="log",
            xlabel="λ",
            ylabel="coefficient",
            title=say("{name} path", name=self.penalty.name),
        )
        ax.invert_xaxis()
        ax.legend(fontsize="small", ncols=2)
        return ax


def ridge_path(
    X: ArrayLike,
    y: ArrayLike,
    strengths: ArrayLike | None = None,
    *,
    names: Sequence[str] | None = None,
    intercept: bool = False,
) -> CoefficientPath:
    """Return the ridge path, in closed form from the singular values of X.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like, shape (m,)
    strengths : array_like, shape (K,), optional
        λ > 0, in any order; unless given, 100 from where the largest singular direction is shrunk
        to 1 % to where the smallest keeps 99 %.
    names : sequence of n str, optional
        w1, w2, … unless given.
    intercept : bool
        Whether a constant that is not penalised is fitted too, by centring the columns and y.

    Returns
    -------
    CoefficientPath
        A row of coefficients for each λ, from the largest down.

    Notes
    -----
    Along the singular direction of σ the least-squares solution is multiplied by σ²/(σ² + 2λ).
    Scikit-learn's ``Ridge(alpha)`` is the same with alpha = 2λ.

    Examples
    --------
    >>> ridge_path([[1, 0], [0, 2]], [3, 1], [1.0]).coefficients.round(6)
    array([[1.      , 0.333333]])
    """
    data = regression(X, y, names, intercept)
    loss = data.loss
    U, sigma, Vt = np.linalg.svd(loss.X, full_matrices=False)
    if strengths is None:
        felt = sigma[sigma > sigma[0] * np.finfo(float).eps * max(loss.X.shape)]
        strengths = np.geomspace(99 * felt[0] ** 2 / 2, felt[-1] ** 2 / (2 * 99), 100)
    grid = _falling(strengths)
    if not (grid > 0).all():
        raise ValueError("a strength is not positive: the SVD solves a path of λ > 0")
    coefficients = (sigma / (sigma**2 + 2 * grid[:, None]) * (U.T @ loss.y)) @ Vt
    return path_of(data, L2(), grid, coefficients, tolerance=1e-10)


def lasso_path(
    X: ArrayLike,
    y: ArrayLike,
    strengths: ArrayLike | None = None,
    *,
    names: Sequence[str] | None = None,
    solver: Solver = active_set,
    tolerance: float = 1e-10,
    intercept: bool = False,
) -> CoefficientPath:
    """Return the lasso path, each λ started from the solution of the one before.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like, shape (m,)
    strengths : array_like, shape (K,), optional
        λ ≥ 0, in any order; unless given, 100 from where all coefficients are zero down to a
        thousandth of that.
    names : sequence of n str, optional
        w1, w2, … unless given.
    solver : {active_set, coordinate_descent, fista, ista}
        The last three need very many steps where columns nearly depend on one another.
    tolerance : float
        For the solver.
    intercept : bool
        As in `ridge_path`.

    Returns
    -------
    CoefficientPath
        A row of coefficients for each λ, from the largest down.

    Notes
    -----
    Scikit-learn's ``Lasso(alpha)`` is the same with alpha = λ/m.

    Examples
    --------
    >>> lasso_path([[1, 0], [0, 2]], [3, 1], [2.5, 1.0]).coefficients
    array([[0.5 , 0.  ],
           [2.  , 0.25]])
    """
    data = regression(X, y, names, intercept)
    return _warm_started(data, L1(), strengths, solver, tolerance)


def elastic_net_path(
    X: ArrayLike,
    y: ArrayLike,
    ratio: float,
    strengths: ArrayLike | None = None,
    *,
    names: Sequence[str] | None = None,
    solver: Solver = active_set,
    tolerance: float = 1e-10,
    intercept: bool = False,
) -> CoefficientPath:
    """Return the path of the penalty ratio ‖w‖₁ + (1 - ratio) ‖w‖₂², 0 < ratio ≤ 1.

    `optviz.regularisation.penalties.ElasticNet` tells how scikit-learn's parameters differ.

    Parameters
    ----------
    X : array_like, shape (m, n)
    y : array_like, shape (m,)
    ratio : float
        Share of the L1 norm; 1 is the lasso.
    strengths, names, solver, tolerance, intercept
        As in `lasso_path`.

    Returns
    -------
    CoefficientPath
        A row of coefficients for each λ.

    Examples
    --------
    >>> elastic_net_path([[1, 0], [0, 2]], [3, 1], 0.5, [2.0]).coefficients.round(6)
    array([[0.666667, 0.166667]])
    """
    if ratio == 0:
        raise ValueError("ratio = 0 is the ridge penalty: use ridge_path")
    data = regression(X, y, names, intercept)
    return _warm_started(data, ElasticNet(ratio), strengths, solver, tolerance)


def _warm_started(
    data: Regression,
    penalty: L1 | ElasticNet,
    strengths: ArrayLike | None,
    solver: Solver,
    tolerance: float,
) -> CoefficientPath:
    loss = data.loss
    if strengths is None:
        all_zero = np.abs(loss.pull).max() / penalty.slope(np.zeros(1))[0]
        if all_zero == 0:
            raise ValueError("Xᵀy = 0: the coefficients are 0 for every λ")
        strengths = np.geomspace(all_zero, all_zero / 1000, 100)
    grid = _falling(strengths)
    w, coefficients, finished = np.zeros(loss.X.shape[1]), [], []
    for strength in grid.tolist():
        fit = solver(loss, penalty, strength, start=w, tolerance=tolerance)
        w = fit.solution
        coefficients.append(w)
        finished.append(fit.status != "out of steps")
    points = np.array(coefficients)
    return path_of(data, penalty, grid, points, tolerance=tolerance, finished=finished)


class Regression(NamedTuple):
    """The data of a path: the loss, the names of its columns and, with an intercept, their means.

    The columns and y are freed of their means where there is an intercept.
    """

    loss: LinearFit
    names: tuple[str, ...]
    means: Floats | None


def regression(
    X: ArrayLike, y: ArrayLike, names: Sequence[str] | None, intercept: bool
) -> Regression:
    """Return the loss of the data, centred for an intercept; columns without names are w1, w2, ….

    Raises
    ------
    ValueError
        For another number of names than of columns.
    """
    columns, targets = np.array(X, dtype=float), np.array(y, dtype=float)
    means = None
    if intercept and columns.ndim == 2 and targets.ndim == 1 and len(targets):
        means = np.append(columns.mean(axis=0), targets.mean())
        columns, targets = columns - means[:-1], targets - means[-1]
    loss = LinearFit(columns, targets)
    n = loss.X.shape[1]
    called = [f"w{place}" for place in range(1, n + 1)] if names is None else names
    if len(called) != n:
        raise ValueError(f"{len(called)} names for {n} columns")
    return Regression(loss, tuple(called), means)


def path_of(
    data: Regression,
    penalty: Penalty,
    strengths: Floats,
    coefficients: Floats,
    *,
    tolerance: float,
    finished: Sequence[bool] | None = None,
    knots: bool = False,
) -> CoefficientPath:
    """Return a path, with what is known of other solutions; of knots, between them too."""
    loss = data.loss
    curved = isinstance(penalty, L2) or (isinstance(penalty, ElasticNet) and penalty.ratio < 1)
    unique = [
        (curved and strength > 0) or is_the_only_lasso_solution(loss.X, loss.y, w, strength)
        for w, strength in zip(coefficients, strengths.tolist(), strict=True)
    ]
    for k in range(1, len(strengths) if knots else 0):
        middle, strength = coefficients[k - 1 : k + 1].mean(axis=0), strengths[k - 1 : k + 1].mean()
        unique[k] &= is_the_only_lasso_solution(loss.X, loss.y, middle, float(strength))
    return CoefficientPath(
        loss=loss,
        penalty=penalty,
        strengths=strengths,
        coefficients=coefficients,
        names=data.names,
        tolerance=tolerance,
        unique=np.array(unique),
        finished=np.array([True] * len(unique) if finished is None else finished),
        means=data.means,
    )


def _falling(strengths: ArrayLike) -> Floats:
    grid = np.sort(np.asarray(strengths, dtype=float).ravel())[::-1]
    if not grid.size or not np.isfinite(grid).all():
        raise ValueError("strengths is empty or has an entry that is not finite")
    return grid
