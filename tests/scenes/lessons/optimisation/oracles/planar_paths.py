"""Write scikit-learn's lasso and ridge weights on a small problem to planar_paths.json.

Run with the project's `data` extra installed. Here ½‖Xw - y‖² + λ‖w‖₁ and + λ‖w‖₂² are minimised;
scikit-learn's lasso divides the first by the number of examples, its ridge doubles both.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import Lasso, Ridge

X = np.array([[2.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
y = np.array([1.0, 1.0, 2.0])
strengths = [0.0, 0.4, 1.0, 2.0, 2.6, 3.6]


def lasso(strength):
    model = Lasso(strength / len(y), fit_intercept=False, tol=1e-15, max_iter=10**6)
    return model.fit(X, y).coef_.tolist()


def ridge(strength):
    return Ridge(2 * strength, fit_intercept=False, solver="svd").fit(X, y).coef_.tolist()


oracle = {
    "source": f"scikit-learn {sklearn.__version__}",
    "data": "2 0 | 1; 0 1 | 1; 1 1 | 2",
    "strengths": strengths,
    "lasso": [lasso(strength) for strength in strengths],
    "ridge": [ridge(strength) for strength in strengths],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(oracle, indent=1) + "\n")
