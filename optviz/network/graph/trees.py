"""Arithmetic on values that may be numbers, arrays, or mappings of them by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np

Tree: TypeAlias = Mapping[str, Any]

__all__ = ["add", "direction_like", "dot", "in_double", "moved", "replaced"]


def add(a: Any, b: Any) -> Any:
    """The sum of two gradients: of numbers, arrays, or mappings of them."""
    if isinstance(a, Mapping):
        return {name: add(a[name], b[name]) for name in a}
    return a + b


def replaced(tree: Tree, path: str, value: Any) -> Tree:
    """The tree with another value at a path such as "2.branch.0"."""
    name, _, below = path.partition(".")
    if not path or name not in tree:  # of a network without parts, the path is ""
        return tree if path == "x" or value is None else value
    return {**tree, name: replaced(tree[name], below, value) if below else value}


def in_double(value: Any) -> Any:
    """The value with every array in double precision."""
    if isinstance(value, Mapping):
        return {name: in_double(part) for name, part in value.items()}
    return np.asarray(value, np.float64)


def direction_like(gradient: Any, rng: np.random.Generator) -> Any:
    """A random direction of the shape of a gradient; 1 for a number."""
    if isinstance(gradient, Mapping):
        return {name: direction_like(part, rng) for name, part in gradient.items()}
    return rng.normal(size=np.shape(gradient)) if np.ndim(gradient) else 1.0


def moved(value: Any, direction: Any, step: float) -> Any:
    """A value moved along a direction, in double precision; what has no direction stays."""
    if isinstance(direction, Mapping):
        parts = {name: moved(value[name], part, step) for name, part in direction.items()}
        return {**in_double(value), **parts}
    return in_double(value) + step * direction


def dot(gradient: Any, direction: Any) -> float:
    """The inner product of a gradient and a direction."""
    if isinstance(gradient, Mapping):
        return sum(dot(part, direction[name]) for name, part in gradient.items())
    return float(np.sum(gradient * np.asarray(direction)))
