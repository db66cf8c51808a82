"""Test functions of the field: with their minima, the window they are looked at in, their source.

Each function here returns a fresh `Objective`; `GALLERY` lists them by name.

>>> f = rosenbrock()
>>> f(f.minima[0]), f.domain
(0.0, ((-2.0, 2.0), (-1.0, 3.0)))
>>> len(GALLERY) >= 15
True
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches

import numpy as np
import sympy as sp

from linalg.errors import LinalgError, ParseError
from optviz.objectives.objective import Objective
from optviz.objectives.residuals import SumOfSquares

SURJANOVIC = "Surjanovic and Bingham, Virtual Library of Simulation Experiments"
MORE = "Moré, Garbow, Hillstrom 1981, Testing unconstrained optimization software"


def _variables(n: int) -> list[sp.Symbol]:
    return list(sp.symbols("x y")) if n == 2 else list(sp.symbols(f"x1:{n + 1}"))


def quadratic(condition: float = 10.0, rotation: float = 0.0) -> Objective:
    """½(u² + κv²) in the plane, with axes u, v turned by an angle in radians.

    The condition number κ ≥ 1 sets how narrow the valley is: gradient descent at its best fixed
    step contracts by (κ - 1)/(κ + 1).

    Raises
    ------
    ValueError
        For a condition number below 1.
    """
    if condition < 1:
        raise ValueError(f"a condition number is at least 1, got {condition}")
    x, y = _variables(2)
    kappa = sp.nsimplify(condition, rational=True)
    if rotation == 0:
        u, v = x, y
    else:
        c, s = (sp.Float(value) for value in (math.cos(rotation), math.sin(rotation)))
        u, v = c * x + s * y, c * y - s * x
    half = sp.Rational(1, 2)
    return Objective(
        half * u**2 + half * kappa * v**2,
        (x, y),
        name="quadratic",
        minima=[(0, 0)],
        domain=((-5.0, 5.0), (-5.0, 5.0)),
        source="MIT 18.065 lecture 22; Boyd and Vandenberghe, Convex Optimization, 9.3",
    )


def rosenbrock(n: int = 2) -> Objective:
    """Σ 100(xᵢ₊₁ - xᵢ²)² + (1 - xᵢ)²: a curved valley with a flat floor.

    Raises
    ------
    ValueError
        For fewer than 2 variables.
    """
    if n < 2:
        raise ValueError(f"Rosenbrock's function needs at least 2 variables, got {n}")
    v = _variables(n)
    return Objective(
        sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in itertools.pairwise(v)),
        v,
        name="Rosenbrock",
        minima=[(1,) * n],
        domain=((-2.0, 2.0), (-1.0, 3.0)) if n == 2 else ((-2.0, 2.0),) * n,
        source=f"Rosenbrock 1960; {MORE}",
    )


def rastrigin(n: int = 2) -> Objective:
    """10n + Σ xᵢ² - 10 cos 2πxᵢ: a bowl full of local minima."""
    v = _variables(n)
    return Objective(
        10 * n + sum(x**2 - 10 * sp.cos(2 * sp.pi * x) for x in v),
        v,
        name="Rastrigin",
        minima=[(0,) * n],
        domain=((-5.12, 5.12),) * n,
        source=SURJANOVIC,
    )


def ackley(n: int = 2) -> Objective:
    """A nearly flat outer region, and a deep funnel with a kink at the minimum."""
    v = _variables(n)
    root = sp.sqrt(sum(x**2 for x in v) / n)
    waves = sum(sp.cos(2 * sp.pi * x) for x in v) / n
    return Objective(
        -20 * sp.exp(-root / 5) - sp.exp(waves) + 20 + sp.E,
        v,
        name="Ackley",
        minima=[(0,) * n],
        domain=((-5.0, 5.0),) * n,
        source=SURJANOVIC,
    )


def styblinski_tang(n: int = 2) -> Objective:
    """½ Σ xᵢ⁴ - 16xᵢ² + 5xᵢ: 2ⁿ minima of unequal depth."""
    v = _variables(n)
    lowest = min(np.roots([4.0, 0.0, -32.0, 5.0]).real)
    return Objective(
        sum(x**4 - 16 * x**2 + 5 * x for x in v) / 2,
        v,
        name="Styblinski-Tang",
        minima=[(lowest,) * n],
        domain=((-5.0, 5.0),) * n,
        source=SURJANOVIC,
    )


def _planar(
    name: str,
    expression: str,
    minima: Sequence[tuple[float, float]],
    domain: tuple[tuple[float, float], tuple[float, float]],
    source: str,
) -> Callable[[], Objective]:
    """Maker of a function of x and y."""

    def make() -> Objective:
        return Objective(
            expression, ("x", "y"), name=name, minima=minima, domain=domain, source=source
        )

    make.__doc__ = f"{name}: {expression}."
    make.__name__ = name.lower()
    return make


beale = _planar(
    "Beale",
    "(3/2 - x + x*y)^2 + (9/4 - x + x*y^2)^2 + (21/8 - x + x*y^3)^2",
    [(3, 0.5)],
    ((-4.5, 4.5), (-4.5, 4.5)),
    MORE,
)
himmelblau = _planar(
    "Himmelblau",
    "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    [
        (3, 2),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.283185991286170),
        (3.584428340330492, -1.848126526964404),
    ],
    ((-5.0, 5.0), (-5.0, 5.0)),
    "Himmelblau 1972, Applied Nonlinear Programming",
)
booth = _planar(
    "Booth",
    "(x + 2*y - 7)^2 + (2*x + y - 5)^2",
    [(1, 3)],
    ((-10.0, 10.0), (-10.0, 10.0)),
    SURJANOVIC,
)
matyas = _planar(
    "Matyas",
    "26/100*(x^2 + y^2) - 48/100*x*y",
    [(0, 0)],
    ((-10.0, 10.0), (-10.0, 10.0)),
    SURJANOVIC,
)
six_hump_camel = _planar(
    "six-hump camel",
    "(4 - 21/10*x^2 + x^4/3)*x^2 + x*y + (-4 + 4*y^2)*y^2",
    [(0.08984201310031806, -0.7126564030207396), (-0.08984201310031806, 0.7126564030207396)],
    ((-2.0, 2.0), (-1.25, 1.25)),
    SURJANOVIC,
)
three_hump_camel = _planar(
    "three-hump camel",
    "2*x^2 - 105/100*x^4 + x^6/6 + x*y + y^2",
    [(0, 0)],
    ((-2.5, 2.5), (-2.5, 2.5)),
    SURJANOVIC,
)
goldstein_price = _planar(
    "Goldstein-Price",
    "(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))"
    "*(30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))",
    [(0, -1)],
    ((-2.0, 2.0), (-2.5, 1.5)),
    SURJANOVIC,
)
monkey_saddle = _planar(
    "monkey saddle",
    "x^3 - 3*x*y^2",
    [],
    ((-1.5, 1.5), (-1.5, 1.5)),
    "Hilbert and Cohn-Vossen 1952, Geometry and the Imagination",
)
saddle_between_minima = _planar(
    "saddle between minima",
    "x^2 - y^2 + y^4/4",
    [(0, math.sqrt(2)), (0, -math.sqrt(2))],
    ((-2.0, 2.0), (-2.5, 2.5)),
    "CS231n lecture 7 (saddle points)",
)
mccormick = _planar(
    "McCormick",
    "sin(x + y) + (x - y)^2 - 3/2*x + 5/2*y + 1",
    [(0.5 - math.pi / 3, -0.5 - math.pi / 3)],
    ((-1.5, 4.0), (-3.0, 4.0)),
    SURJANOVIC,
)
easom = _planar(
    "Easom",
    "-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)",
    [(math.pi, math.pi)],
    ((0.0, 6.0), (0.0, 6.0)),
    SURJANOVIC,
)
levy_13 = _planar(
    "Lévy 13",
    "sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)",
    [(1, 1)],
    ((-4.0, 6.0), (-4.0, 6.0)),
    SURJANOVIC,
)
branin = _planar(
    "Branin",
    "(y - 51/10/(4*pi^2)*x^2 + 5/pi*x - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
    [(-math.pi, 12.275), (math.pi, 2.275), (3 * math.pi, 2.475)],
    ((-5.0, 10.0), (0.0, 15.0)),
    SURJANOVIC,
)

GALLERY: dict[str, Callable[[], Objective]] = {
    "quadratic": quadratic,
    "rosenbrock": rosenbrock,
    "beale": beale,
    "himmelblau": himmelblau,
    "booth": booth,
    "matyas": matyas,
    "six-hump-camel": six_hump_camel,
    "three-hump-camel": three_hump_camel,
    "goldstein-price": goldstein_price,
    "rastrigin": rastrigin,
    "ackley": ackley,
    "styblinski-tang": styblinski_tang,
    "monkey-saddle": monkey_saddle,
    "saddle-between-minima": saddle_between_minima,
    "mccormick": mccormick,
    "easom": easom,
    "levy-13": levy_13,
    "branin": branin,
}
"""Makers by the name that the command line takes."""

NAME = re.compile(r"\s*[A-Za-z]+[-_ \w]*\s*")
"""What may be one: words, apart by a hyphen, an underscore or a space."""


def known_function(text: str) -> Objective | None:
    """The function of the gallery that a text names, or None.

    Raises
    ------
    ParseError
        For a name that is nearly one.

    Examples
    --------
    >>> known_function("Rosenbrock").names, known_function("x")
    (('x', 'y'), None)
    """
    if not NAME.fullmatch(text):
        return None
    name = "-".join(re.findall(r"[a-z0-9]+", text.lower()))
    if name in GALLERY:
        return GALLERY[name]()
    if near := get_close_matches(name, GALLERY, 1, 0.75):
        raise ParseError(
            f"there is no function {text.strip()}", text, 0, hint=f"did you mean {near[0]}?"
        )
    return None


def read_objective(text: str, variables: Iterable[str] | None = None) -> Objective:
    """Objective from text: a name of the gallery, an expression, or residuals apart by ``;``.

    Parameters
    ----------
    text : str
        What a person typed: "rosenbrock", "x^2 + 10*y^2", "10*(y - x^2); 1 - x".
    variables : iterable of str, optional
        The order of the coordinates; by default that of appearance. A function of the gallery has
        its own.

    Returns
    -------
    Objective
        Of the gallery, of the expression, or half the sum of squares of the residuals.

    Raises
    ------
    ParseError
        With the position, or with the name of the gallery that was meant.
    LinalgError
        For other variables than a function of the gallery has.

    Examples
    --------
    >>> read_objective("rosenbrock").name, read_objective("x^2 + 10*y^2")([4, 1])
    ('Rosenbrock', 26.0)
    >>> round(read_objective("10*(y - x^2); 1 - x", ["x", "y"])([-1.2, 1]), 9)
    12.1
    """
    known = known_function(text)
    if known is not None:
        if variables is not None and tuple(variables) != known.names:
            raise LinalgError(f"{known.name} has the variables {', '.join(known.names)}")
        return known
    if ";" in text:
        return SumOfSquares(text.split(";"), variables)
    return Objective(text, variables)
