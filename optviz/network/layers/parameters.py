"""Parameters of a network: one flat vector, and named views of its parts.

A first-order rule sees the vector; a layer sees its own arrays by name. They are the same memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from linalg.immutable import read_only

__all__ = ["Parameters", "Tree", "leaves"]

Tree: TypeAlias = Mapping[str, Any]
"""Arrays by name, or for a network of layers, such mappings by the name of the layer."""


class Parameters(Mapping[str, Any]):
    """The parameters of a network, as one vector and by name.

    Parameters
    ----------
    vector, statistics : array
        Of the length that the shapes add up to; kept, not copied. `pack` makes them.
    shapes, kept : nested mapping of str to tuple of int
        The names and shapes of the trained arrays, and of those kept beside them.

    Attributes
    ----------
    vector : array of shape (P,)
        All trained parameters, one after the other.
    statistics : array of shape (S,)
        What layers keep beside them: running averages.
    layers : dict
        For each layer that has any, its path ("0", "2.branch.1") and its own arrays by name.

    Examples
    --------
    >>> import numpy as np
    >>> W, b = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 6.0])
    >>> p = Parameters.pack({"0": {"W": W, "b": b}})
    >>> p.vector
    array([1., 2., 3., 4., 5., 6.])
    >>> p["0"]["b"]
    array([5., 6.])
    >>> p.vector[-1] = 0
    >>> p["0"]["b"]
    array([5., 0.])
    >>> list(p.paths())
    ['0.W', '0.b']
    """

    def __init__(
        self, vector: NDArray[Any], statistics: NDArray[Any], shapes: Tree, kept: Tree
    ) -> None:
        self.vector = vector
        self.statistics = statistics
        self._shapes = shapes
        self._kept = kept
        self._tree = _merged(_views(shapes, vector), _views(kept, statistics))
        self.layers = dict(_layers(self._tree))

    @classmethod
    def pack(cls, trained: Tree, statistics: Tree | None = None, dtype: Any = None) -> Parameters:
        """Copy trees of arrays into two vectors."""
        kept = statistics or {}
        return cls(
            flatten(trained, dtype), flatten(kept, dtype), _shape_tree(trained), _shape_tree(kept)
        )

    def like(self, vector: NDArray[Any], statistics: NDArray[Any] | None = None) -> Parameters:
        """The same names over another vector: a gradient, a step, a copy."""
        kept = self.statistics if statistics is None else statistics
        return Parameters(vector, kept, self._shapes, self._kept)

    def copy(self) -> Parameters:
        """The same numbers in memory of their own."""
        return self.like(self.vector.copy(), self.statistics.copy())

    def read_only(self) -> Parameters:
        """The same numbers in the same memory, not to be written to."""
        return self.like(read_only(self.vector), read_only(self.statistics))

    def __reduce__(self) -> tuple[Any, ...]:
        """By the vectors: the views are made again, of the memory that the copy has."""
        return Parameters, (self.vector, self.statistics, self._shapes, self._kept)

    def flat(self, gradients: Tree, out: NDArray[Any] | None = None) -> NDArray[Any]:
        """Gradients by name as one vector, in the order of :attr:`vector`.

        Parameters
        ----------
        gradients : mapping
            What a network's ``backward`` returned.
        out : array of shape (P,), optional
            Where to write them.
        """
        arrays = []
        for path in self.paths():
            found: Any = gradients
            for name in path.split("."):
                found = found[name]
            arrays.append(np.ravel(found))
        return np.concatenate(arrays, out=out) if arrays else np.zeros(0, self.vector.dtype)

    def paths(self) -> Iterator[str]:
        """The names of the trained arrays, "0.W", in the order of the vector."""
        return (path for path, _ in leaves(self._shapes))

    def at(self, path: str) -> NDArray[Any]:
        """The array with a name such as "0.W"."""
        found: Any = self._tree
        for name in path.split("."):
            found = found[name]
        return np.asarray(found)

    def __getitem__(self, name: str) -> Any:
        return self._tree[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree)

    def __len__(self) -> int:
        return len(self._tree)

    def __repr__(self) -> str:
        shapes = ", ".join(f"{path} {shape}" for path, shape in leaves(self._shapes))
        return f"Parameters({self.vector.size} numbers, {self.vector.dtype}: {shapes})"


def flatten(tree: Tree, dtype: Any = None) -> NDArray[Any]:
    """The arrays of a tree, one after the other, in a new vector."""
    arrays = [np.ravel(array) for _, array in leaves(tree)]
    joined: NDArray[Any] = np.concatenate(arrays) if arrays else np.zeros(0)
    return joined.astype(dtype or joined.dtype, copy=False)


def leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each array of a tree, by its path such as "2.branch.0.W"."""
    for name, part in tree.items():
        if isinstance(part, Mapping):
            yield from leaves(part, f"{path}{name}.")
        else:
            yield f"{path}{name}", part


def _layers(tree: Tree, path: str = "") -> Iterator[tuple[str, Tree]]:
    if any(not isinstance(part, Mapping) for part in tree.values()):
        yield path, tree
        return
    for name, part in tree.items():
        yield from _layers(part, f"{path}.{name}" if path else name)


def _shape_tree(tree: Tree) -> Tree:
    return {
        name: _shape_tree(part) if isinstance(part, Mapping) else np.shape(part)
        for name, part in tree.items()
    }


def _views(shapes: Tree, vector: NDArray[Any]) -> dict[str, Any]:
    """A tree of views into `vector`, laid out in order."""
    views: dict[str, Any] = {}
    start = 0
    for name, shape in shapes.items():
        if isinstance(shape, Mapping):
            size = sum(int(np.prod(part)) for _, part in leaves(shape))
            views[name] = _views(shape, vector[start : start + size])
        else:
            size = int(np.prod(shape))
            views[name] = vector[start : start + size].reshape(shape)
        start += size
    return views


def _merged(a: dict[str, Any], b: dict[str, Any]) -> dict[str, Any]:
    """Two trees in one; they share names of layers, never of arrays."""
    merged = dict(a)
    for name, part in b.items():
        merged[name] = _merged(merged.get(name, {}), part) if isinstance(part, dict) else part
    return merged
