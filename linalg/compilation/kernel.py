"""Kernels: SymPy expressions compiled once for a point of floats and once for many points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray

from linalg.compilation.array_source import FUNCTIONS as ARRAY_FUNCTIONS
from linalg.compilation.array_source import ArraySource
from linalg.compilation.lowering import lower
from linalg.compilation.nodes import Graph
from linalg.compilation.scalar_source import FUNCTIONS as SCALAR_FUNCTIONS
from linalg.compilation.scalar_source import ScalarSource, compile_source
from linalg.errors import ShapeError

BLOCK = 10_000
"""Points that are computed together: few enough for the work arrays to stay in the cache."""


class Kernel:
    """Values of several expressions at points, coordinates first.

    Both programs come from one graph of shared operations and do the same arithmetic in the same
    order. Their source contains only names minted here: a symbol's own name never enters it.

    Parameters
    ----------
    expressions : sequence of sympy expressions
    variables : sequence of sympy symbols
        Every free symbol of the expressions must be among them.

    Raises
    ------
    LinalgError
        For an undeclared symbol or a function without a kernel.

    Examples
    --------
    >>> x, y = sp.symbols("x y")
    >>> kernel = Kernel([x**3 * y, x**2], [x, y])
    >>> kernel([2.0, 5.0])
    array([40.,  4.])
    >>> kernel([[2.0, 1.0], [5.0, 5.0]])
    array([[40.,  5.],
           [ 4.,  1.]])
    >>> print(kernel.scalar_source)
    def kernel(x0, x1):
        t0 = (x0 * x0)
        return [(x1 * (x0 * t0)), t0]
    """

    def __init__(self, expressions: Sequence[sp.Expr], variables: Sequence[sp.Symbol]) -> None:
        self.graph = Graph()
        self.inputs = [self.graph.input(f"x{i}") for i in range(len(variables))]
        known = dict(zip(variables, self.inputs, strict=True))
        self.outputs = lower([sp.sympify(e, strict=True) for e in expressions], self.graph, known)

    def __getitem__(self, chosen: slice) -> Kernel:
        """The kernel of some of the expressions, with the same operations."""
        kernel = Kernel.__new__(Kernel)
        kernel.graph, kernel.inputs = self.graph, self.inputs
        kernel.outputs = self.outputs[chosen]
        return kernel

    @cached_property
    def scalar_source(self) -> str:
        """Source of `scalar`."""
        code = ScalarSource(self.outputs, {})
        names = ", ".join(node.value for node in self.inputs)
        body = [*code.lines.get(0, []), f"return [{', '.join(code.results)}]"]
        return "\n    ".join([f"def kernel({names}):", *body])

    @cached_property
    def scalar(self) -> Callable[..., list[float]]:
        """The expressions' values at one point, from floats ``scalar(x0, x1, …)``.

        Where a value does not exist (log 0, 1/0) or overflows it raises, as Python does.
        """
        return compile_source(self.scalar_source, "kernel", SCALAR_FUNCTIONS)

    @cached_property
    def _array(self) -> tuple[str, Callable[..., None], int]:
        targets = [f"y{i}" for i in range(len(self.outputs))]
        code = ArraySource(
            list(zip(self.outputs, targets, strict=True)),
            {node: node.value for node in self.inputs},
            {},
        )
        names = ", ".join([*(node.value for node in self.inputs), *targets, *code.buffers])
        source = "\n    ".join([f"def kernel({names}):", *code.lines, "return"])
        space = {**ARRAY_FUNCTIONS, **code.constants}
        return source, compile_source(source, "kernel", space), len(code.buffers)

    @property
    def array_source(self) -> str:
        """Source of the program on arrays."""
        return self._array[0]

    def __call__(self, points: ArrayLike) -> NDArray[Any]:
        """Values at points.

        Parameters
        ----------
        points : array_like, shape (n, ...)
            Coordinates first; floats, or complex numbers for the complex-step derivative.

        Returns
        -------
        ndarray, shape (m, ...)
            One row an expression; not a number or infinite where it has no value.

        Raises
        ------
        ShapeError
            If the first axis is not as long as there are variables.
        """
        x = np.asarray(points)
        if x.dtype != float:
            x = x.astype(np.result_type(x, float))
        if x.ndim == 0 or x.shape[0] != len(self.inputs):
            raise ShapeError(
                f"points need {len(self.inputs)} coordinates along the first axis, "
                f"got an array of shape {x.shape}"
            )
        if x.ndim == 1 and x.dtype == float:
            return self._at_point(x)
        flat = np.ascontiguousarray(x.reshape(len(x), -1))
        values = np.empty((len(self.outputs), flat.shape[1]), dtype=flat.dtype)
        self.fill(flat, values)
        return values.reshape(len(values), *x.shape[1:])

    def _at_point(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        try:
            return np.array(self.scalar(*x.tolist()))
        except (ArithmeticError, ValueError):
            values = np.empty((len(self.outputs), 1))
            self.fill(x[:, None], values)
            return values[:, 0]

    def fill(self, points: Any, values: Any) -> None:
        """Write the values at `points`, shape (n, B), into `values`, shape (m, B)."""
        _, program, buffers = self._array
        count = points.shape[1]
        work = np.empty((buffers, min(count, BLOCK)), dtype=values.dtype)
        with np.errstate(all="ignore"):
            if count <= BLOCK:
                program(*points, *values, *work)
                return
            for low in range(0, count, BLOCK):
                block = slice(low, min(low + BLOCK, count))
                size = block.stop - low
                program(*points[:, block], *values[:, block], *work[:, :size])
