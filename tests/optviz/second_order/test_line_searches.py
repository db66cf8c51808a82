"""The line search alone, against MINPACK-2's as SciPy has it, and what each search refuses."""

import numpy as np
import pytest
from scipy.optimize._dcsrch import DCSRCH

from optviz.objectives.objective import Objective
from optviz.second_order import LBFGS, Armijo, SteepestDescent, StrongWolfe, TrustRegion
from optviz.second_order.globalisations import Here

# Moré and Thuente's test functions 1 and 2, a wave, and two whose trials fall, though not enough.
CURVES = [
    "-a/(a**2 + 2)",
    "(a + 4/1000)**5 - 2*(a + 4/1000)**4",
    "sin(5*a) - a",
    "a**4 - 3*a**3 + a**2 - a",
    "exp(-a) - a/100 + a**2/1000",
]


def trials(text, c1, c2, first):
    """Lengths that our search tries, in order."""
    f = Objective(text)
    x = np.zeros((1, 1))
    value, g = f.evaluate(x)
    search = StrongWolfe(c1, c2)
    state, tried = search.start(x), []
    # Along -g a unit of length is -g; the direction is scaled so that a is the length.
    p = np.ones((1, 1))
    here = Here(x, value, g, None)
    with np.errstate(all="ignore"):
        for _ in range(60):
            move = search.move(f, here, p, np.array([first]), state)
            tried.append(float(move.proposed[0, 0]))
            state = move.state
            if not move.pending[0]:
                return tried
    return tried


def scipy_trials(text, c1, c2, first):
    f = Objective(text)
    tried = []

    def phi(a):
        tried.append(float(a))
        return f([a])

    def slope(a):
        return float(f.gradient([a])[0])

    at_start = f([0.0]), slope(0.0)
    search = DCSRCH(phi, slope, c1, c2, 1e-14, 1e-100, 1e100)
    search(first, phi0=at_start[0], derphi0=at_start[1], maxiter=60)
    return tried


@pytest.mark.parametrize("text", CURVES)
@pytest.mark.parametrize("first", [1e-3, 0.1, 1.0, 10.0])
@pytest.mark.parametrize(("c1", "c2"), [(1e-4, 0.9), (0.3, 0.4), (0.01, 0.05), (0.45, 0.5)])
def test_the_same_trials_as_minpack(text, first, c1, c2):
    ours, theirs = trials(text, c1, c2, first), scipy_trials(text, c1, c2, first)
    count = min(len(ours), len(theirs), 12)
    np.testing.assert_allclose(ours[:count], theirs[:count], rtol=1e-7)
    assert abs(len(ours) - len(theirs)) <= 1 or count == 12


@pytest.mark.parametrize(
    "make",
    [
        lambda: Armijo(shrink=0.0),
        lambda: Armijo(shrink=1.5),
        lambda: Armijo(c1=0.0),
        lambda: Armijo(c1=1.5),
        lambda: TrustRegion(radius=0.0),
        lambda: TrustRegion(radius=2.0, largest=1.0),
        lambda: TrustRegion(accept=0.25),
        lambda: StrongWolfe(0.0, 0.5),
        lambda: StrongWolfe(0.1, 1.0),
        lambda: LBFGS(0),
        lambda: LBFGS(1.5),
        lambda: LBFGS(10**9),
    ],
)
def test_constants_out_of_their_range(make):
    with pytest.raises(ValueError, match="got"):
        make()


def test_steepest_descent_tries_what_the_last_decrease_suggests():
    direction = SteepestDescent()
    slope, p = np.array([-4.0]), np.ones((1, 1))
    lengths = [
        direction.first_length(np.array([1]), np.array([f]), np.array([before]), slope, p)[0]
        for f, before in ((1.0, 2.0), (1.0, 9.0), (2.0, 1.0))
    ]
    np.testing.assert_allclose(lengths, [2.02 / 4, 1.0, 1.0])
