"""The training of one hidden layer, step by step: what it does to the plane, and who is wrong.

Between input and scores lies the hidden plane (of two units): there every boundary is straight, for
the scores are linear in it; it is the layer that bends (CS231n, notes on neural networks, part 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.check import Check
from linalg.immutable import Immutable
from linalg.options import number
from optviz.network.data.data import Data
from optviz.network.layers.activations import Tanh
from optviz.network.layers.layer import Layer
from optviz.network.layers.linear import Linear
from optviz.network.layers.sequential import Sequential
from optviz.network.losses.losses import SoftmaxCrossEntropy
from optviz.network.training.step import collect, run
from optviz.rules import Adam

__all__ = ["HiddenTraining", "train_hidden"]

Floats = NDArray[np.float64]

STEPS, RATE, STARTS = 400, 0.05, 3
_BLOCK = 50  # steps whose gradients are checked at once
_ROUNDING = 1e-6  # of the learning rate: what a step may differ by from one calculated otherwise


@dataclass(frozen=True, eq=False)
class HiddenTraining(Immutable):
    """Adam's steps of a classifier of points in the plane: W₁, tanh, W₂; or W alone.

    Attributes
    ----------
    data : Data
        Points of shape (2,), some of them held out.
    hidden : int
        H, the number of hidden units; 0 for softmax regression.
    decay : array of shape (T,)
        λ of the penalty ½λ‖W‖² at each step.
    rate : float
        The learning rate.
    vectors : array of shape (T + 1, P)
        All parameters before the first step and after each.

    Examples
    --------
    >>> from optviz.network.data.clouds import clouds
    >>> data = clouds(120, noise=0.3, held_out=0.5)
    >>> line, bent = train_hidden(data, 0), train_hidden(data, 2)
    >>> int(line.wrong[-1]) > 15, int(bent.wrong[-1]) < 3, bool(bent.check())
    (True, True, True)
    """

    data: Data
    hidden: int
    decay: Floats
    rate: float
    vectors: Floats

    @property
    def steps(self) -> int:
        """T, the number of steps."""
        return len(self.vectors) - 1

    def at(self, moment: float) -> Floats:
        """Return the parameters at a moment counted in steps; between two, a share of each."""
        before = int(np.clip(moment, 0, max(self.steps - 1, 0)))
        after, share = min(before + 1, self.steps), min(moment - before, 1.0)
        mixed: Floats = (1 - share) * self.vectors[before] + share * self.vectors[after]
        return mixed

    def hidden_points(self, x: ArrayLike, moment: float) -> Floats:
        """Return h = tanh(W₁x + b₁) of points, (N, H); the points themselves without a layer."""
        points = np.asarray(x, dtype=float)
        if not self.hidden:
            return points
        W, b, _, _ = self._parts(self.at(moment))
        return np.asarray(np.tanh(points @ W + b))

    def scores_of_hidden(self, h: ArrayLike, moment: float) -> Floats:
        """Return the scores W₂h + b₂ of points of the hidden plane, (N, C)."""
        _, _, W, b = self._parts(self.at(moment))
        return np.asarray(np.asarray(h, dtype=float) @ W + b)

    def scores(self, x: ArrayLike, moment: float) -> Floats:
        """Return the scores of points, (N, C)."""
        return self.scores_of_hidden(self.hidden_points(x, moment), moment)

    @cached_property
    def wrong(self) -> NDArray[np.intp]:
        """The number of training points that are misclassified, before and after each step."""
        return self._wrong(self.data.x, self.data.y)

    @cached_property
    def wrong_held_out(self) -> NDArray[np.intp]:
        """The number of held-out points that are misclassified, before and after each step."""
        return self._wrong(self.data.x_held_out, self.data.y_held_out)

    @cached_property
    def losses(self) -> Floats:
        """The mean cross-entropy in training, without the penalty, before and after each step."""
        rows = np.arange(len(self.data.x))
        return np.concatenate(
            [-np.log(p[:, rows, self.data.y]).mean(axis=1) for _, _, p in self._passes(self.data.x)]
        )

    @property
    def size(self) -> Floats:
        """‖W‖ of all weights, biases left out, before and after each step."""
        return np.asarray(np.linalg.norm(self.vectors * self._weights, axis=1))

    def check(self) -> Check:
        """Calculate every gradient once more, for all steps at once, and each of Adam's steps."""
        rule = Adam()
        state = rule.init(self.vectors[0])
        residual = np.zeros(self.steps)
        for k, gradient in enumerate(self._gradients()):
            if k == self.steps:
                break
            delta, state, _ = rule.update(gradient, state, k, self.vectors[k], self.rate)
            residual[k] = np.abs(self.vectors[k + 1] - self.vectors[k] - delta).max()
        bound = np.full(self.steps, _ROUNDING * self.rate)
        relation = "θₖ₊₁ = θₖ + Adam’s step along ∇(L + ½λ‖W‖²)"
        return Check(relation, bool((residual <= bound).all()), residual, bound)

    # Both passes by hand, for many steps at once.

    def _passes(self, x: Floats) -> Iterator[tuple[Floats, Floats, Floats]]:
        """Yield parameters of some steps, with the hidden points and probabilities of each."""
        for first in range(0, self.steps + 1, _BLOCK):
            vectors = self.vectors[first : first + _BLOCK]
            U, a, V, b = self._parts(vectors)
            h = np.tanh(x @ U + a[:, None]) if self.hidden else np.repeat(x[None], len(V), axis=0)
            scores = h @ V + b[:, None]
            powers = np.exp(scores - scores.max(axis=2, keepdims=True))
            yield vectors, h, powers / powers.sum(axis=2, keepdims=True)

    def _gradients(self) -> Iterator[Floats]:
        """Yield the gradient of loss and penalty before each step, and after the last."""
        x, y = self.data.x, self.data.y
        decay = iter([*self.decay, 0.0])
        for vectors, h, p in self._passes(x):
            _, _, V, _ = self._parts(vectors)
            p[:, np.arange(len(x)), y] -= 1
            p /= len(x)
            parts = [h.transpose(0, 2, 1) @ p, p.sum(axis=1)]
            if self.hidden:
                back = (p @ V.transpose(0, 2, 1)) * (1 - h * h)
                parts = [x.T @ back, back.sum(axis=1), *parts]
            flat = np.concatenate([part.reshape(len(vectors), -1) for part in parts], axis=1)
            for vector, gradient in zip(vectors, flat, strict=True):
                yield gradient + next(decay) * self._weights * vector

    def _wrong(self, x: Floats, y: NDArray[np.intp]) -> NDArray[np.intp]:
        counts = [(p.argmax(axis=2) != y).sum(axis=1) for _, _, p in self._passes(x)]
        return np.concatenate(counts)

    def _parts(self, vectors: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return W₁, b₁, W₂ and b₂ of one vector or of several; without a layer W₁ is empty."""
        classes, shape = self.data.number_of_classes, vectors.shape[:-1]
        inputs = self.hidden or 2
        ends = np.cumsum([2 * self.hidden, self.hidden, inputs * classes])
        first, a, second, b = np.split(vectors, ends, axis=-1)
        return (
            first.reshape(*shape, 2, self.hidden),
            a,
            second.reshape(*shape, inputs, classes),
            b,
        )

    @cached_property
    def _weights(self) -> Floats:
        """1 at every weight, 0 at every bias, (P,)."""
        mask: Floats = np.ones(len(self.vectors[0]))
        _, a, _, b = self._parts(mask)
        a[...], b[...] = 0, 0
        return mask


def train_hidden(
    data: Data,
    hidden: int,
    *,
    decay: float | ArrayLike = 0.0,
    steps: int = STEPS,
    rate: float = RATE,
    seed: int = 0,
    start: ArrayLike | None = None,
) -> HiddenTraining:
    """Train one hidden layer of tanh units on all points at once, and keep every step.

    Parameters
    ----------
    data : Data
        Points of shape (2,).
    hidden : int
        Units; 0 for softmax regression.
    decay : float or array of shape (steps,)
        λ, the same for all steps or one for each.
    steps : int
        Of Adam.
    rate : float
        The learning rate.
    seed : int
        Of the weights to start from.
    start : array, optional
        Parameters to start from. Without them, three starts are tried, of which the one that ends
        with the lowest loss is returned: a small layer often gets stuck.

    Returns
    -------
    HiddenTraining

    Examples
    --------
    >>> from optviz.network.data.data import moons
    >>> first = train_hidden(moons(40), 3, steps=20)
    >>> held = train_hidden(moons(40), 3, steps=20, decay=1.0, start=first.vectors[-1])
    >>> bool(held.size[-1] < first.size[-1])
    True
    """
    number("hidden", hidden, low=0, whole=True)
    number("steps", steps, low=1, whole=True)
    decays = np.broadcast_to(np.asarray(decay, dtype=float), steps)
    classes = data.number_of_classes
    layers = (Linear(2, hidden), Tanh(), Linear(hidden, classes)) if hidden else ()
    network: Layer = Sequential(*layers) if hidden else Linear(2, classes)
    starts = [start] if start is not None else [None] * (STARTS if hidden else 1)
    rng = np.random.default_rng(seed)
    tried = [_descend(network, data, hidden, decays, rate, given, rng) for given in starts]
    return min(tried, key=lambda record: float(record.losses[-1]))


def _descend(
    network: Layer,
    data: Data,
    hidden: int,
    decays: Floats,
    rate: float,
    start: ArrayLike | None,
    rng: np.random.Generator,
) -> HiddenTraining:
    """Make Adam's steps from one start."""
    here = network.parameters(rng, dtype=np.float64)
    if start is not None:
        here = here.like(np.array(start, dtype=float))
    weights = np.concatenate(
        [np.full(here.at(path).size, float(path.endswith("W"))) for path in here.paths()]
    )
    rule, loss = Adam(), SoftmaxCrossEntropy()
    state = rule.init(here.vector)
    vectors, gradient = [here.vector.copy()], here.like(np.zeros_like(here.vector))
    for k, decay in enumerate(decays):
        collect(run(network, here, data.x, data.y, loss), gradient)
        slope = gradient.vector + decay * weights * here.vector
        delta, state, _ = rule.update(slope, state, k, here.vector, rate)
        here.vector += delta
        vectors.append(here.vector.copy())
    return HiddenTraining(data, hidden, decays.copy(), rate, np.array(vectors))
