"""Questions on functions of several variables, drawn backwards from their answers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import sympy as sp

from linalg.calculus.gradients import gradient, hessian
from linalg.exercises.draws import Wish, nonzero
from linalg.exercises.question import Question
from linalg.exercises.step_questions import GradientQuestion, StepQuestion

_VARIABLES = sp.symbols("x y z")


def draw_gradient(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a polynomial with a product of variables in it, and a point."""
    f, variables = _polynomial(generator, wish.size, [1, 2, 3])
    return GradientQuestion(gradient(f, variables, at=_point(generator, wish)))


def draw_gradient_descent(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a positive definite quadratic function whose step of gradient descent is of integers."""
    f, variables = _bowl(generator, wish.size)
    start = _point(generator, wish)
    rate = Fraction(1, int(generator.choice([4, 5, 10])))
    step = nonzero(generator, (wish.size,), 2)
    wanted = [-int(entry) * rate.denominator for entry in step]
    return StepQuestion(
        gradient(_with_slope(f, variables, start, wanted), variables, at=start), rate
    )


def draw_newton(generator: np.random.Generator, wish: Wish) -> Question:
    """Draw a function, positive definite at its point, whose step of Newton is of integers."""
    while True:
        f, variables = _bowl(generator, wish.size)
        bent = variables[int(generator.integers(0, wish.size))]
        f = (2 if wish.fractions else 1) * f  # an even Hessian keeps a half step's function whole
        f += int(generator.choice([-1, 1])) * bent ** int(generator.choice([3, 4]))
        start = _point(generator, Wish(wish.size))
        H = sp.Matrix(hessian(f, variables).at(start))
        step = sp.Matrix(list(map(int, nonzero(generator, (wish.size,), 2))))
        if wish.fractions:
            step[int(generator.integers(0, wish.size))] = sp.Rational(1, 2)
        f = _with_slope(f, variables, start, list(-H * step))
        whole = all(c.is_Integer for c in sp.Poly(f, *variables).coeffs())
        if whole and H.is_positive_definite:
            return StepQuestion(gradient(f, variables, at=start), None)


def _with_slope(
    f: sp.Expr, variables: Sequence[sp.Symbol], start: Sequence[Any], wanted: Sequence[Any]
) -> sp.Expr:
    """Add a linear function so that the gradient at the start is as wanted."""
    here = dict(zip(variables, start, strict=True))
    for x, slope in zip(variables, wanted, strict=True):
        f += (slope - f.diff(x).subs(here)) * x
    return sp.expand(f)


def _bowl(generator: np.random.Generator, n: int) -> tuple[sp.Expr, tuple[sp.Symbol, ...]]:
    """Draw a positive definite quadratic function: its mixed products are small."""
    variables = _VARIABLES[:n]
    f = sum(int(a) * x**2 for a, x in zip(generator.integers(1, 3, n), variables, strict=True))
    for x, y in pairwise(variables):
        f += int(generator.choice([-1, 1])) * x * y
    return f, variables


def _polynomial(
    generator: np.random.Generator, n: int, powers: Sequence[int]
) -> tuple[sp.Expr, tuple[sp.Symbol, ...]]:
    variables = _VARIABLES[:n]
    coefficients = nonzero(generator, (n + 1,), 4)
    f = sum(
        int(c) * x ** int(generator.choice(powers))
        for c, x in zip(coefficients, variables, strict=False)
    )
    x, y = (variables[int(i)] for i in generator.choice(n, 2, replace=False))
    f += int(coefficients[-1]) * x ** int(generator.choice([1, 2])) * y
    return f, variables


def _point(generator: np.random.Generator, wish: Wish) -> list[Any]:
    start = [sp.Integer(int(entry)) for entry in nonzero(generator, (wish.size,), 3)]
    if wish.fractions:
        half = sp.Rational(int(generator.choice([-3, -1, 1, 3])), 2)
        start[int(generator.integers(0, wish.size))] = half
    return start
