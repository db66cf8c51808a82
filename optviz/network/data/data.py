"""Data to learn from: what a training set is, the sets inside scikit-learn, and two made here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from linalg.errors import ShapeError
from linalg.language import say
from linalg.options import counts, number
from linalg.page import Figure, Page, Paragraph, Table
from linalg.record import Record
from optviz.figures import new_axes
from optviz.network.data.figures import draw_images, draw_points

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Data", "breast_cancer", "digits", "iris", "moons", "spirals", "wine"]

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Data(Record):
    """Examples to train on, and others held out to see whether what is learned holds for them.

    Attributes
    ----------
    x : array of shape (N, …)
    y : array of shape (N,) or (N, K)
        Labels 0 … C - 1, or targets.
    x_held_out, y_held_out : arrays, optional
    classes : tuple of str
        The names of the labels, where they have any.

    Raises
    ------
    ShapeError
        When x and y, or the held-out ones, do not belong together.
    ValueError
        When a number is missing (NaN) or infinite.

    Examples
    --------
    >>> data = Data(np.zeros((4, 2)), np.array([0, 1, 2, 1]), classes=("a", "b", "c"))
    >>> data.number_of_classes, data.take(2).x.shape
    (3, (2, 2))
    """

    x: Array
    y: Array
    x_held_out: Array = field(default_factory=lambda: np.zeros(0))
    y_held_out: Array = field(default_factory=lambda: np.zeros(0))
    classes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, x, y in self._halves():
            if len(x) != len(y):
                raise ShapeError(f"{name}: {len(x)} examples, but {len(y)} targets")
            _check_finite(f"{name}: x", x)
            _check_finite(f"{name}: y", y)
        if not len(self.x):
            raise ShapeError("there is no example to train on")
        if self.held_out and self.x_held_out.shape[1:] != self.x.shape[1:]:
            raise ShapeError(
                f"held-out examples have the shape {self.x_held_out.shape[1:]}, "
                f"those to train on {self.x.shape[1:]}"
            )
        super().__post_init__()

    def _halves(self) -> Iterator[tuple[str, Array, Array]]:
        yield "training data", self.x, self.y
        yield "held-out data", self.x_held_out, self.y_held_out

    @property
    def held_out(self) -> bool:
        """True if there are held-out examples."""
        return len(self.x_held_out) > 0

    @property
    def number_of_classes(self) -> int:
        """C, for integer labels; 0 for other targets."""
        if self.y.dtype.kind not in "iu":
            return 0
        return max(len(self.classes), int(self.y.max()) + 1)

    @classmethod
    def split(
        cls,
        x: ArrayLike,
        y: ArrayLike,
        *,
        held_out: float = 0.2,
        seed: int = 0,
        classes: tuple[str, ...] = (),
    ) -> Data:
        """Hold a random share of the examples out.

        Examples
        --------
        >>> data = Data.split(np.zeros((10, 3)), np.arange(10), held_out=0.3)
        >>> data.x.shape, data.x_held_out.shape
        ((7, 3), (3, 3))
        """
        x, y = np.asarray(x), np.asarray(y)
        if not 0 <= held_out < 1:
            raise ValueError(f"the share held out lies in [0, 1), not {held_out}")
        order = np.random.default_rng(seed).permutation(len(x))
        kept = len(x) - round(held_out * len(x))
        return cls(x[order[:kept]], y[order[:kept]], x[order[kept:]], y[order[kept:]], classes)

    def take(self, n: int) -> Data:
        """The first n examples alone, nothing held out."""
        counts(n=n)
        return Data(self.x[:n], self.y[:n], classes=self.classes)

    def page(self) -> Page:
        """Write the number of examples, their shape and classes, and a figure."""
        halves = [(name, x, y) for name, x, y in self._halves() if len(x)]
        shape = " × ".join(map(str, self.x.shape[1:]))
        low, high = (float(end(self.x)) for end in (np.min, np.max))
        text = say(
            "Examples of shape {shape}, numbers from {low:.4g} to {high:.4g}.",
            shape=shape,
            low=low,
            high=high,
        )
        header = ["half", "examples", *(self._names if self.number_of_classes else ())]
        rows = [
            [name, str(len(x)), *(map(str, np.bincount(y, minlength=self.number_of_classes)))]
            if self.number_of_classes
            else [name, str(len(x))]
            for name, x, y in halves
        ]
        caption = "Some of the training data."
        return Page(
            "Data",
            [Paragraph(text), Table(header, rows), Figure(lambda ax: self.plot(ax), caption)],
        )

    def plot(self, ax: Axes | None = None) -> Axes:
        """Draw images as such, other examples as points, by class."""
        ax = new_axes(ax, (4.5, 4.5))
        images = self._as_images(self.x[:25])
        if images is None:
            draw_points(ax, self.x.reshape(len(self.x), -1), self.y, self._names)
        elif self.number_of_classes:
            draw_images(ax, images, [self._names[label] for label in self.y[:25]])
        else:
            draw_images(ax, images, [""] * len(images))
        return ax

    @property
    def _names(self) -> tuple[str, ...]:
        if not self.number_of_classes:
            return ("examples",)
        given = dict(enumerate(self.classes))
        return tuple(given.get(k, str(k)) for k in range(self.number_of_classes))

    def _as_images(self, x: Array) -> Array | None:
        """The examples as (N, C, H, W) if that is what they are, or pixels of a square from 0."""
        if x.ndim == 4:
            return x
        side = isqrt(x[0].size)
        if x.ndim == 2 and side >= 8 and side**2 == x[0].size and 0 <= x.min() <= x.max() <= 1:
            return x.reshape(-1, 1, side, side)
        return None

    def __repr__(self) -> str:
        held = f", {len(self.x_held_out)} held out" if self.held_out else ""
        return f"Data({len(self.x)} examples of shape {self.x.shape[1:]}{held})"


def digits(*, held_out: float = 0.2, seed: int = 0, images: bool = False) -> Data:
    """1797 handwritten digits of 8 × 8 pixels, from 0 to 1; from scikit-learn.

    Parameters
    ----------
    held_out : float
        The share of examples that is held out.
    seed : int
        Of the draw of those.
    images : bool
        Shape (N, 1, 8, 8) in place of (N, 64).

    Returns
    -------
    Data
        Labels 0 … 9.

    Examples
    --------
    >>> digits()
    Data(1438 examples of shape (64,), 359 held out)
    """
    x, y, _ = _bundled("load_digits")
    x = (x / 16).astype(np.float32)
    names = tuple(map(str, range(10)))
    shaped = x.reshape(-1, 1, 8, 8) if images else x
    return Data.split(shaped, y, held_out=held_out, seed=seed, classes=names)


def iris(*, held_out: float = 0.2, seed: int = 0) -> Data:
    """150 irises of three kinds by four lengths in centimetres; from scikit-learn.

    Parameters
    ----------
    held_out, seed
        As in `digits`.

    Returns
    -------
    Data
        x of shape (N, 4), in cm.

    Examples
    --------
    >>> iris().x.shape, iris().classes
    ((120, 4), ('setosa', 'versicolor', 'virginica'))
    """
    x, y, names = _bundled("load_iris")
    return Data.split(x, y, held_out=held_out, seed=seed, classes=names)


def wine(*, held_out: float = 0.2, seed: int = 0) -> Data:
    """178 wines of three growers by 13 measurements on very different scales; from scikit-learn.

    Parameters
    ----------
    held_out, seed
        As in `digits`.

    Returns
    -------
    Data
        x of shape (N, 13).

    Examples
    --------
    >>> wine().x.shape, wine().number_of_classes
    ((142, 13), 3)
    """
    x, y, names = _bundled("load_wine")
    return Data.split(x, y, held_out=held_out, seed=seed, classes=names)


def breast_cancer(*, held_out: float = 0.2, seed: int = 0) -> Data:
    """569 tumours, malignant or benign, by 30 measurements; from scikit-learn.

    Parameters
    ----------
    held_out, seed
        As in `digits`.

    Returns
    -------
    Data
        x of shape (N, 30), labels 0 and 1.

    Examples
    --------
    >>> data = breast_cancer()
    >>> data.x.shape, data.x_held_out.shape, data.classes
    ((455, 30), (114, 30), ('malignant', 'benign'))
    """
    x, y, names = _bundled("load_breast_cancer")
    return Data.split(x, y, held_out=held_out, seed=seed, classes=names)


def moons(n: int = 200, *, noise: float = 0.1, held_out: float = 0.2, seed: int = 0) -> Data:
    """Two half circles that reach into each other.

    Parameters
    ----------
    n : int
        Examples, both half circles together.
    noise : float
        The standard deviation of each coordinate.
    held_out : float
        The share of examples that is held out.
    seed : int

    Returns
    -------
    Data
        x of shape (N, 2), labels 0 and 1.

    Examples
    --------
    >>> moons(100).x.shape
    (80, 2)
    """
    number("n", n, low=2, whole=True)
    number("noise", noise, low=0)
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    angle = np.pi * rng.random(n)
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x[y == 1] = [1.0, 0.5] - x[y == 1]
    x += rng.normal(0, noise, x.shape)
    return Data.split(x, y, held_out=held_out, seed=seed)


def spirals(
    n: int = 300,
    *,
    arms: int = 3,
    turns: float = 0.6,
    noise: float = 0.15,
    held_out: float = 0.2,
    seed: int = 0,
) -> Data:
    """Arms of a spiral, which no straight line separates (CS231n's toy data).

    Parameters
    ----------
    n : int
        Examples, all arms together.
    arms : int
        The number of classes.
    turns : float
        How often an arm goes round.
    noise : float
        The standard deviation of the angle, in radians.
    held_out : float
        The share of examples that is held out.
    seed : int

    Returns
    -------
    Data
        x of shape (N, 2).

    Examples
    --------
    >>> spirals(90, arms=3).number_of_classes
    3
    """
    counts(n=n, arms=arms)
    number("noise", noise, low=0)
    number("turns", turns)
    rng = np.random.default_rng(seed)
    y = np.arange(n) % arms
    radius = rng.random(n)
    angle = 2 * np.pi * (y / arms + turns * radius) + rng.normal(0, noise, n)
    x = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Data.split(x, y, held_out=held_out, seed=seed)


def _check_finite(name: str, values: Array) -> None:
    if values.dtype.kind not in "biuf":
        raise ValueError(
            f"{name} holds {values.dtype}, not numbers; of names of classes np.unique(names, "
            "return_inverse=True) makes labels"
        )
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        bad = np.argwhere(~np.isfinite(values))[0]
        where = ", ".join(f"axis {axis + 1}: {i + 1}" for axis, i in enumerate(bad))
        raise ValueError(
            f"{name} of shape {values.shape} holds {values[tuple(bad)]} (counted from 1, {where}); "
            "leave the example out, or fill the gap in"
        )


def _bundled(loader: str) -> tuple[Array, Array, tuple[str, ...]]:
    try:
        from sklearn import datasets
    except ImportError:
        raise ImportError(
            "this data set comes with scikit-learn: pip install 'optviz[data]'"
        ) from None
    found = getattr(datasets, loader)()
    return found.data, found.target, tuple(map(str, found.target_names))
