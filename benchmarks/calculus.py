"""Symbolic Hessians and compiled kernels against SymPy's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.cache import clear_cache

from benchmarks.measure import Case
from linalg import hessian
from linalg.calculus.differentiation import second_derivatives
from linalg.compilation import Kernel


def cases() -> Iterator[Case]:
    """Yield sparse and dense Hessians, then compiled ones."""
    chain = sp.symbols("x:50")
    rosenbrock = sum(
        100 * (chain[i + 1] - chain[i] ** 2) ** 2 + (1 - chain[i]) ** 2 for i in range(49)
    )
    yield symbolic("hessian, chain of 50", rosenbrock, chain, 1 / 10)
    dense = sp.symbols("x:8")
    square = sum((i + 1) * v**2 for i, v in enumerate(dense))
    yield symbolic("hessian, dense in 8", sp.exp(sum(dense)) * sp.sin(square), dense, 1.0)
    product = (1 + square) ** 3 * sp.prod(dense)
    yield symbolic("hessian, dense polynomial", product, dense, 1.0)
    x, y = sp.symbols("x y")
    wave = sp.exp(-(x**2) - y**2) * sp.sin(3 * x * y) + x**4 * y**3
    for count in (1, 1000, 100_000):
        yield compiled(wave, (x, y), count)


def symbolic(name: str, f: sp.Expr, variables: tuple[sp.Symbol, ...], goal: float) -> Case:
    """The whole symmetric matrix, each time as the first."""
    return Case(
        name,
        _once(lambda: hessian(f, variables).matrix),
        _once(lambda: sp.hessian(f, variables)),
        "sympy.hessian",
        goal,
    )


def compiled(f: sp.Expr, variables: tuple[sp.Symbol, ...], count: int) -> Case:
    """The lower half of a Hessian at many points."""
    entries = list(second_derivatives(f, variables)[1].values())
    kernel = Kernel(entries, variables)
    theirs = sp.lambdify(variables, entries, cse=True)
    points = np.random.default_rng(0).normal(size=(len(variables), count))
    if count == 1:
        x = points[:, 0].tolist()
        return Case(
            "compiled Hessian, 1 point",
            lambda: kernel.scalar(*x),
            lambda: theirs(*x),
            "lambdify(cse=True)",
            1.2,
        )
    return Case(
        f"compiled Hessian, {count} points",
        lambda: kernel(points),
        lambda: np.array(theirs(*points)),
        "lambdify(cse=True)",
        1.2,
    )


def _once(function: Callable[[], Any]) -> Callable[[], Any]:
    """Run as the first time: SymPy's cache remembers what a benchmark asks again."""

    def run() -> Any:
        clear_cache()
        return function()

    return run
