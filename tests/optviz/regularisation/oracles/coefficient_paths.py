"""Write scikit-learn's coefficients on its diabetes data to coefficient_paths.json.

Run with the project's `data` extra installed. The data are stored as the triangular factor of
[X y], which has the same normal equations: least squares cannot tell them apart.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.datasets import load_diabetes
from sklearn.linear_model import ElasticNet, Lasso, Ridge, lars_path

X, y = load_diabetes(return_X_y=True)
names = load_diabetes().feature_names
X, y = X - X.mean(axis=0), y - y.mean()
factor = np.linalg.qr(np.column_stack([X, y]), mode="r")
examples = len(y)


def lasso(alpha):
    return Lasso(alpha, fit_intercept=False, tol=1e-15, max_iter=10**6).fit(X, y).coef_


def elastic_net(alpha, ratio):
    model = ElasticNet(alpha, l1_ratio=ratio, fit_intercept=False, tol=1e-15, max_iter=10**6)
    return model.fit(X, y).coef_


lasso_alphas = [2.0, 0.7, 0.2, 0.05, 0.01]
ridge_alphas = [10.0, 1.0, 0.1, 0.01, 1e-4]
elastic_net_alphas = [1.0, 0.1, 0.01, 0.001]
knots, _, coefficients = lars_path(X, y, method="lasso")

oracle = {
    "source": f"scikit-learn {sklearn.__version__}, load_diabetes, X and y centred",
    "names": names,
    "examples": examples,
    "factor": factor.tolist(),
    "lasso": {"alphas": lasso_alphas, "coefficients": [lasso(a).tolist() for a in lasso_alphas]},
    "ridge": {
        "alphas": ridge_alphas,
        "coefficients": [
            Ridge(a, fit_intercept=False, solver="svd").fit(X, y).coef_.tolist()
            for a in ridge_alphas
        ],
    },
    "elastic_net": {
        "alphas": elastic_net_alphas,
        "l1_ratio": 0.6,
        "coefficients": [elastic_net(a, 0.6).tolist() for a in elastic_net_alphas],
    },
    "lasso_knots": {"alphas": knots.tolist(), "coefficients": coefficients.T.tolist()},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(oracle, indent=1) + "\n")
