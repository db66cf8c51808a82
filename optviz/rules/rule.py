"""The base of every first-order rule: a pure pair (init, update) over numbers of any shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, TypeAlias

import numpy as np

from linalg.immutable import Immutable
from optviz.method_names import title_of
from optviz.rules.forms import Form, Forms

Value: TypeAlias = Any
"""A float, an array of any shape, or a traced number: rules are written once for all three."""

State: TypeAlias = dict[str, Value]
"""What a rule remembers between steps, by name; also what a trajectory records of it."""


def hyperparameter(
    default: float | None,
    *,
    low: float = 0.0,
    high: float = np.inf,
    open_high: bool = False,
    text: str,
) -> Any:
    """Field of a rule: its default, the range it must lie in, and one line of help."""
    return field(
        default=default,
        metadata={"low": low, "high": high, "open_high": open_high, "help": text},
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Rule(Immutable):
    """First-order update rule: ``x + delta`` from the gradient and a state.

    A subclass defines `step`; weight decay, the same in every rule, is added here. All formulas
    are elementwise, so one source serves a float, a vector, a batch of points, a network's
    flat parameter vector, and the tracer that turns a rule into straight-line code.
    Hyperparameters may be arrays that broadcast against the points.

    Parameters
    ----------
    weight_decay : float or ndarray, optional
        λ of the penalty ½λ‖x‖²; 0 leaves the objective alone. By default the convention's.
    convention : {"torch", "keras", "optax", "mlx", "autograd", "cs231n", "paper"}
        Whose formula and whose defaults to follow where they differ (`optviz.rules.forms`); a rule
        has those conventions that are in its `forms`, which also say whether weight decay is added
        to the gradient, or shrinks x beside it.

    Raises
    ------
    ValueError
        For a hyperparameter outside its range, or a convention the rule does not have.

    Examples
    --------
    >>> from optviz.rules import Adam
    >>> rule = Adam(beta1=0.5)
    >>> x = np.array([1.0, 2.0])
    >>> delta, state, terms = rule.update(2 * x, rule.init(x), 0, x, 0.1)
    >>> delta.round(6), sorted(terms)
    (array([-0.1, -0.1]), ['m', 'v'])
    """

    name: ClassVar[str]
    forms: ClassVar[Forms] = {"torch": Form()}
    state_names: ClassVar[tuple[str, ...]] = ()
    elementwise: ClassVar[bool] = True

    weight_decay: Value = hyperparameter(None, text="λ of the penalty ½λ‖x‖²")
    convention: str = "torch"

    def __post_init__(self) -> None:
        if self.convention not in self.forms:
            raise ValueError(
                f"{title_of(self.name)} has the conventions {', '.join(self.forms)}; "
                f"not {self.convention!r}"
            )
        for f in fields(self):
            if "low" not in f.metadata:
                continue
            value = getattr(self, f.name)
            if value is None:
                value = self.form.defaults.get(f.name, 0.0)
            object.__setattr__(self, f.name, _checked(f.name, value, f.metadata))
        super().__post_init__()

    @property
    def form(self) -> Form:
        """The form of the rule in the convention, and its defaults."""
        return self.forms[self.convention]

    @property
    def default_rate(self) -> float:
        """The convention's learning rate, for who gives none."""
        return self.form.rate

    @property
    def batch_sizes(self) -> set[int]:
        """Lengths of the hyperparameters that differ from start to start."""
        values = [getattr(self, f.name) for f in fields(self) if "low" in f.metadata]
        return {len(value) for value in values if np.ndim(value)}

    def init(self, x: Value) -> State:
        """State before the first step, zeros of the shape of `x` unless the rule says otherwise."""
        return {name: zeros_like(x) for name in self.state_names}

    def update(
        self, g: Value, state: State, k: Value, x: Value, lr: Value
    ) -> tuple[Value, State, State]:
        """One step.

        Parameters
        ----------
        g : float or ndarray
            Gradient at `x`.
        state : dict
            What `init` or the previous step returned; it is not changed.
        k : int
            Number of this step, counted from 0.
        x : float or ndarray
            Where we are.
        lr : float or ndarray
            Learning rate of this step.

        Returns
        -------
        delta : float or ndarray
            The step: the next point is ``x + delta``.
        state : dict
            What the next step needs.
        terms : dict
            The quantities a lecture draws, by name.
        """
        decay = self.weight_decay
        decayed = not (isinstance(decay, float) and decay == 0)
        if decayed and not self.form.decoupled:
            g = g + decay * x
        delta, state = self.step(g, state, k, lr)
        if decayed and self.form.decoupled:
            delta = delta - self.decay_rate(state, lr) * x
        return delta, state, state

    def step(self, g: Value, state: State, k: Value, lr: Value) -> tuple[Value, State]:
        """Step without decoupled weight decay, and the next state."""
        raise NotImplementedError

    def decay_rate(self, state: State, lr: Value) -> Value:
        """Share of x that decoupled weight decay takes away in one step."""
        return lr * self.weight_decay

    def derived(self, terms: Mapping[str, Value], k: Value, lr: Value) -> State:
        """Quantities that follow from the recorded terms, e.g. m̂ and the effective rate.

        A rate times ``"direction"`` is the step that was made, and so is ``"effective_rate"`` times
        what it multiplies (g, or m̂), but for a decoupled weight decay beside it.
        """
        return {}


def start_share(beta: Value, k: Value) -> Value:
    """Return 1 - βᵗ with t = k + 1: the share of a mean that began at 0 which is not that 0.

    Dividing by it is Adam's bias correction.

    Examples
    --------
    >>> start_share(0.5, 0), start_share(0.5, 1)
    (0.5, 0.75)
    """
    return 1 - beta ** (k + 1)


def zeros_like(x: Value) -> Value:
    """Zeros of the shape and precision of `x`; double precision for integers.

    Examples
    --------
    >>> zeros_like(np.ones(2, np.float32)), zeros_like(3).dtype
    (array([0., 0.], dtype=float32), dtype('float64'))
    """
    dtype = np.asarray(x).dtype
    return np.zeros_like(x, dtype=dtype if dtype.kind == "f" else float)


def _checked(name: str, value: Value, bounds: Mapping[str, Any]) -> Value:
    """`value` as a float or a float array, within its bounds."""
    numbers = np.asarray(value, dtype=float)
    low, high = bounds["low"], bounds["high"]
    inside = (numbers >= low) & ((numbers < high) if bounds["open_high"] else (numbers <= high))
    if not inside.all():
        closing = ")" if bounds["open_high"] or high == np.inf else "]"
        raise ValueError(f"{name} must lie in [{low:g}, {high:g}{closing}, got {value}")
    return float(numbers) if numbers.ndim == 0 else numbers
