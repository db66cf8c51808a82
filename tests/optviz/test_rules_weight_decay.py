"""Weight decay is the L2 penalty inside gradient descent, and ends at the ridge solution."""

import numpy as np

from optviz.descent.minimize import minimize
from optviz.objectives.data_objectives import LeastSquares
from optviz.regularisation.paths import ridge_path
from optviz.rules import GradientDescent

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(30, 4)), RNG.normal(size=30)
DECAY, RATE, START = 0.3, 0.1, np.array([2.0, -1.0, 0.5, 3.0])


def test_decay_in_the_rule_is_a_penalty_in_the_loss_and_a_shrinking_of_the_weights():
    penalised = minimize(
        LeastSquares(X, Y, penalty=DECAY), GradientDescent(), START, steps=40, learning_rate=RATE
    ).x
    decayed = minimize(
        LeastSquares(X, Y), GradientDescent(weight_decay=DECAY), START, steps=40, learning_rate=RATE
    ).x
    np.testing.assert_allclose(decayed, penalised, rtol=1e-12)
    w = START
    for step in range(40):
        w = (1 - RATE * DECAY) * w - RATE * X.T @ (X @ w - Y) / len(Y)
        np.testing.assert_allclose(w, decayed[step + 1], rtol=1e-10)


def test_it_ends_at_the_ridge_solution():
    path = ridge_path(X, Y, [len(Y) * DECAY / 2])
    end = minimize(
        LeastSquares(X, Y),
        GradientDescent(weight_decay=DECAY),
        START,
        steps=500,
        learning_rate=RATE,
    ).x[-1]
    np.testing.assert_allclose(end, path.coefficients[0], atol=1e-10)
