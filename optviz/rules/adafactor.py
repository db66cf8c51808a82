"""Adafactor: the second moment of a matrix from its rows and columns, m + n numbers for m·n."""

import operator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from linalg.errors import ShapeError
from optviz.rules.forms import FORMS, Forms
from optviz.rules.rule import Rule, State, Value, hyperparameter, zeros_like


@dataclass(frozen=True, eq=False, kw_only=True)
class Adafactor(Rule):
    """Divide by √v, where v = r c / mean(r) is made of the means r of rows and c of columns of g².

    The means keep the share 1 - t^-0.8; the update u = g / √v is clipped to a root mean square of
    `clip`; the step is max(ε₂, rms(x)) min(lr, 1/√t) u: in proportion to x. ``"torch"`` keeps √v
    above its ε, ``"keras"`` and ``"optax"`` add ε to g². A vector (`columns` 1) has the whole v.
    Weight decay is decoupled. ``"optax"`` has lr for min(lr, 1/√t), shrinks x by λ whatever the
    rate, and has the whole v of a matrix of less than 128 rows or columns.

    Source: Shazeer and Stern, Adafactor: adaptive learning rates with sublinear memory cost, 2018.

    Parameters
    ----------
    columns : int
        n, of the m × n matrix that x holds row by row; 1 for a vector.
    decay_power : float or ndarray
        0.8, of t^-0.8.
    clip : float or ndarray
        Largest root mean square of u.
    epsilon : float or ndarray, optional
        By default the convention's.
    least_scale : float or ndarray
        ε₂, below which the size of x does not count.
    factored_from : int, optional
        The least m and n of which v is made of r and c, else it is whole; by default the
        convention's: 1, of optax 128.
    weight_decay, convention
        As in `Rule`; the decay is decoupled.

    Raises
    ------
    ShapeError
        At the first step, when x does not fill rows of `columns`.

    Examples
    --------
    >>> rule, x = Adafactor(columns=2), np.array([1.0, 2.0, 3.0, 4.0])
    >>> delta, state, _ = rule.update(x, rule.init(x), 0, x, 0.01)
    >>> state["row_mean"].round(2), state["column_mean"].round(2)
    (array([ 2.5, 12.5]), array([ 5., 10.]))
    """

    name: ClassVar[str] = "adafactor"
    forms: ClassVar[Forms] = FORMS["adafactor"]
    elementwise: ClassVar[bool] = False

    columns: int = 1
    decay_power: Value = hyperparameter(0.8, text="power of t by which old means fade")
    clip: Value = hyperparameter(1.0, text="largest root mean square of the update")
    epsilon: Value = hyperparameter(None, text="ε that keeps v from 0")
    least_scale: Value = hyperparameter(1e-3, text="least size of x that counts")
    factored_from: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if operator.index(self.columns) < 1:
            raise ValueError(f"columns is at least 1, got {self.columns}")
        own = int(self.form.defaults.get("factored_from", 1))
        least = own if self.factored_from is None else operator.index(self.factored_from)
        object.__setattr__(self, "factored_from", least)

    def init(self, x: Value) -> State:
        """No means yet."""
        zeros = zeros_like(x)
        if not self._factored(zeros):
            return {"square_mean": zeros}
        table = self._table(zeros)
        return {"row_mean": table[:, 0], "column_mean": table[0]}

    def update(
        self, g: Value, state: State, k: Value, x: Value, lr: Value
    ) -> tuple[Value, State, State]:
        """One step, in proportion to the size of x; see `Rule.update`."""
        added = 0.0 if self.convention == "torch" else self.epsilon
        fresh = (k + 1) ** -self.decay_power
        squares = g * g + added
        if not self._factored(squares):
            new = {"square_mean": state["square_mean"] + fresh * (squares - state["square_mean"])}
            v = new["square_mean"]
        else:
            table = self._table(squares)
            rows, columns = table.mean(axis=1), table.mean(axis=0)
            rows = state["row_mean"] + fresh * (rows - state["row_mean"])
            columns = state["column_mean"] + fresh * (columns - state["column_mean"])
            new = {"row_mean": rows, "column_mean": columns}
            mean = rows.mean(axis=0)
            mean = np.maximum(mean, self.epsilon) if self.convention == "torch" else mean
            v = (rows[:, None] * columns[None] / mean).reshape(np.shape(g))
        if self.convention == "torch":
            v = np.maximum(v, self.epsilon * self.epsilon)
        u = g / np.sqrt(v)
        u = u / np.maximum(1.0, _rms(u) / self.clip)
        rate = lr if self.convention == "optax" else np.minimum(lr, (k + 1) ** -0.5)
        rate = rate if np.ndim(rate) else float(rate)  # so that single precision stays single
        decay = (1.0 if self.convention == "optax" else lr) * self.weight_decay * x
        # Keras takes the decay away before it looks at the size of x.
        size = _rms(x - decay if self.convention == "keras" else x)
        return -np.maximum(self.least_scale, size) * rate * u - decay, new, new

    def _factored(self, flat: Value) -> bool:
        """Say whether v is made of the means of rows and columns."""
        return self.columns > 1 and min(self._table(flat).shape[:2]) >= (self.factored_from or 1)

    def _table(self, flat: Value) -> Value:
        """The matrix that a vector holds row by row, (m, n, ...)."""
        flat = np.asarray(flat)
        if flat.ndim == 0 or len(flat) % self.columns:
            raise ShapeError(f"{np.size(flat)} numbers do not fill rows of {self.columns}")
        return flat.reshape(len(flat) // self.columns, self.columns, *flat.shape[1:])


def _rms(x: Value) -> Value:
    """Root mean square over the coordinates, which are the first axis."""
    squares = np.square(x)
    return np.sqrt(squares.mean(axis=0) if np.ndim(squares) else squares)
