"""Muon: momentum of a matrix, orthogonalised by the iteration of Newton and Schulz."""

import operator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import ShapeError
from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import Rule, State, Value, hyperparameter, start_share

COEFFICIENTS = (3.4445, -4.775, 2.0315)
"""a, b, c of σ ← aσ + bσ³ + cσ⁵: steep at 0, and near 1 it hovers about 1."""


def newton_schulz(
    matrix: ArrayLike, *, rounds: int = 5, normalise: bool = True, epsilon: float = 1e-7
) -> NDArray[Any]:
    """Push every singular value of a matrix towards 1 by X ← aX + (bXXᵀ + c(XXᵀ)²)X.

    The singular vectors stay. After five rounds the values lie between about 0.7 and 1.2, not at 1.

    Parameters
    ----------
    matrix : array_like, shape (..., m, n)
    rounds : int
    normalise : bool
        Divide by the Frobenius norm (plus `epsilon`) first, so that no singular value is above 1.
    epsilon : float

    Returns
    -------
    ndarray, shape (..., m, n)

    Raises
    ------
    ShapeError
        For what is no matrix.

    Notes
    -----
    K. Jordan, "Muon: an optimizer for hidden layers in neural networks", 2024.

    Examples
    --------
    >>> values = [1, 0.5, 0.1, 0.01, 0.001]
    >>> np.diag(newton_schulz(np.diag(values), normalise=False)).round(5)
    array([0.69644, 0.76544, 0.71212, 0.69892, 0.47054])
    """
    X = np.asarray(matrix)
    if X.ndim < 2:
        raise ShapeError(f"a matrix is orthogonalised, not an array of shape {X.shape}")
    X = X if X.dtype.kind == "f" else X.astype(float)
    tall = X.shape[-2] > X.shape[-1]
    X = X.swapaxes(-1, -2) if tall else X
    if normalise:
        X = X / (np.sqrt(np.sum(X * X, axis=(-2, -1), keepdims=True)) + epsilon)
    a, b, c = COEFFICIENTS
    for _ in range(rounds):
        gram = X @ X.swapaxes(-1, -2)
        X = a * X + (b * gram + c * (gram @ gram)) @ X
    return X.swapaxes(-1, -2) if tall else X


@dataclass(frozen=True, eq=False, kw_only=True)
class Muon(Rule):
    """Momentum whose singular values are made alike: no direction of a matrix is left behind.

    x holds a matrix row by row. Its momentum m ← μm + (1 - μ)g looks ahead, u = μm + (1 - μ)g, and
    the step is lr s O(u), with O five rounds of `newton_schulz`. The conventions differ in the
    scale s, in ε, and in that ``"optax"`` corrects m for its zero start. PyTorch computes O in
    numbers of 8 bits (bfloat16), and is equal to that precision. Weight decay is decoupled but in
    ``"mlx"`` and ``"tinygrad"``.

    Source: K. Jordan 2024; Liu et al., Muon is scalable for LLM training, 2025 (``"keras"``).

    Parameters
    ----------
    columns : int
        n, of the m × n matrix that x is; 1 for a vector.
    momentum : float or ndarray, optional
        μ, the share of the momentum that stays; by default the convention's.
    nesterov : bool
        Look ahead.
    rounds : int
        Of Newton and Schulz.
    epsilon : float or ndarray, optional
        Added to the norm, in ``"torch"`` the least norm; by default the convention's.
    weight_decay, convention
        As in `Rule`.

    Raises
    ------
    ShapeError
        At the first step, when x does not fill rows of `columns`.

    Examples
    --------
    >>> rule, g = Muon(columns=2), np.array([3.0, 0.0, 0.0, 1.0])
    >>> delta, _, _ = rule.update(g, rule.init(g), 0, np.zeros(4), 0.1)
    >>> delta.reshape(2, 2).round(4)
    array([[-0.0753, -0.    ],
           [-0.    , -0.1134]])
    """

    name: ClassVar[str] = "muon"
    forms: ClassVar[Forms] = FORMS["muon"]
    state_names: ClassVar[tuple[str, ...]] = ("m",)
    elementwise: ClassVar[bool] = False

    columns: int = 1
    momentum: Value = hyperparameter(None, high=1, open_high=True, text="share μ of the old m")
    nesterov: bool = True
    rounds: int = 5
    epsilon: Value = hyperparameter(None, text="ε beside the norm")

    def __post_init__(self) -> None:
        super().__post_init__()
        if operator.index(self.columns) < 1 or operator.index(self.rounds) < 0:
            raise ValueError(
                f"columns is at least 1 and rounds at least 0, got {self.columns} and {self.rounds}"
            )

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """One rate along the orthogonalised momentum."""
        mu = self.momentum
        m = mu * state["m"] + (1 - mu) * g
        ahead = self._ahead(m, g, k)
        return -lr * self.orthogonalise(ahead), {"m": m}

    def _ahead(self, m: Value, g: Value, k: Value) -> Value:
        """The momentum that the next step would have."""
        mu = self.momentum
        if self.convention == "optax":
            if not self.nesterov:
                return m / start_share(mu, k)
            return mu * m / start_share(mu, k + 1) + (1 - mu) * g / start_share(mu, k)
        ahead = mu * m + (1 - mu) * g if self.nesterov else m
        # Keras's and tinygrad's m is a sum of gradients, not a mean, which their ε sees.
        return ahead if self.convention in ("torch", "mlx") else ahead / (1 - mu)

    def orthogonalise(self, u: Value) -> Value:
        """The matrix that u holds, orthogonalised and scaled, in the shape of u."""
        u = np.asarray(u)
        flat = u.reshape(1) if u.ndim == 0 else u
        if len(flat) % self.columns:
            raise ShapeError(f"{len(flat)} numbers do not fill rows of {self.columns}")
        shape = (len(flat) // self.columns, self.columns)
        matrices = np.moveaxis(flat.reshape(*shape, *flat.shape[1:]), (0, 1), (-2, -1))
        norm = np.sqrt(np.sum(matrices * matrices, axis=(-2, -1), keepdims=True))
        least = self.convention == "torch"
        norm = np.maximum(norm, self.epsilon) if least else norm + self.epsilon
        matrices = newton_schulz(matrices / norm, rounds=self.rounds, normalise=False)
        matrices = np.moveaxis(matrices, (-2, -1), (0, 1))
        return self.scale(*shape) * matrices.reshape(u.shape)

    def scale(self, m: int, n: int) -> float:
        """The factor of an m × n step."""
        if self.convention == "keras":
            return float(0.2 * max(m, n) ** 0.5)
        if self.convention == "optax":
            return float(max(1.0, n / m) ** 0.5)
        return 1.0 if self.convention == "tinygrad" else float(max(1.0, m / n) ** 0.5)
