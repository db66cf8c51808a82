"""Write lasso paths of awkward columns to lasso_knots.json.

More columns than examples, a column of zeros, equal columns, columns with means: scikit-learn's
knots and coefficients. Columns that are nearly equal: exact solutions in rational numbers, by
trying every active set with every choice of signs, as scikit-learn drops such columns.

Run with the project's `data` extra installed.
"""

import itertools
import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import sklearn
import sympy
from sklearn.linear_model import Lasso, lars_path

RNG = np.random.default_rng(13)


def knots(X, y):
    alphas, _, coefficients = lars_path(X, y, method="lasso", alpha_min=0)
    return {
        "X": X.tolist(),
        "y": y.tolist(),
        "strengths": (len(y) * alphas).tolist(),
        "coefficients": coefficients.T.tolist(),
    }


def with_constant(X, y, strengths):
    models = [Lasso(s / len(y), tol=1e-15, max_iter=10**6).fit(X, y) for s in strengths]
    return {
        "X": X.tolist(),
        "y": y.tolist(),
        "strengths": strengths,
        "coefficients": [model.coef_.tolist() for model in models],
        "intercepts": [float(model.intercept_) for model in models],
    }


def rational(array):
    exact = [sympy.Rational(Fraction(float(value))) for value in np.ravel(array)]
    return sympy.Matrix(len(array), np.size(array) // len(array), exact)


def exact_solution(X, y, strength):
    """The weights that meet the conditions of a minimum, tried set by set and sign by sign."""
    A, b, level = rational(X), rational(y), sympy.Rational(Fraction(strength))
    for size in range(A.cols + 1):
        for active in itertools.combinations(range(A.cols), size):
            part = A[:, list(active)] if size else sympy.zeros(A.rows, 0)
            gram = part.T * part
            for signs in itertools.product((1, -1), repeat=size):
                right = part.T * b - level * sympy.Matrix(size, 1, signs)
                w = gram.LUsolve(right) if size else sympy.zeros(0, 1)
                if any(w[i] * signs[i] <= 0 for i in range(size)):
                    continue
                residual = b - part * w if size else b
                if all(abs((A[:, j].T * residual)[0]) <= level for j in range(A.cols)):
                    found = [0.0] * A.cols
                    for place, value in zip(active, w, strict=True):
                        found[place] = float(value)
                    return found
    raise AssertionError("a minimum exists")


def nearly_equal(apart):
    X, y = RNG.normal(size=(6, 3)), RNG.normal(size=6)
    X[:, 1] = X[:, 0] + apart * X[:, 1]
    strengths = [float(share * np.abs(X.T @ y).max()) for share in (0.5, 0.1, 0.01, 0.0)]
    return {
        "apart": apart,
        "X": X.tolist(),
        "y": y.tolist(),
        "strengths": strengths,
        "coefficients": [exact_solution(X, y, s) for s in strengths],
    }


wide = RNG.normal(size=(5, 12))
tall = RNG.normal(size=(8, 3))
oracle = {
    "source": f"scikit-learn {sklearn.__version__}, SymPy {sympy.__version__}",
    "wide": knots(wide, RNG.normal(size=5)),
    "zero column": knots(np.insert(tall, 1, 0.0, axis=1), RNG.normal(size=8)),
    "constant": with_constant(
        RNG.normal(size=(9, 3)) + np.array([5.0, -2.0, 0.0]),
        RNG.normal(size=9) + 30.0,
        [4.0, 1.0, 0.1],
    ),
    "nearly equal": [nearly_equal(apart) for apart in (1e-2, 1e-4, 1e-6, 1e-7)],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(oracle, indent=1) + "\n")
