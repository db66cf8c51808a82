"""Objectives, optimisers, regularisation, search and networks that record every step."""

from pkgutil import extend_path

from optviz.babysitting import Babysitting, babysit
from optviz.balls import Ball
from optviz.basins import Basins, basins
from optviz.compare import Comparison, best_rate, compare
from optviz.contours import Contours, contours
from optviz.conventions import Conventions, compare_conventions
from optviz.cross_validation import CrossValidation, cross_validate, folds
from optviz.cut import Cut, cut
from optviz.data_objectives import LeastSquares, LogisticRegression, Sampled
from optviz.diagnosis import Diagnosis, diagnose
from optviz.function import Function
from optviz.gallery import GALLERY, read_objective
from optviz.gradient_check import GradientCheck, gradient_check
from optviz.gradient_noise import GradientNoise, gradient_noise
from optviz.homotopy import lasso_knots
from optviz.hyperparameters import Choice, Integers, LogUniform, LogUniformBelowOne, Space, Uniform
from optviz.linear_classifier import LinearClassifier, race
from optviz.minimize import minimize
from optviz.model import QuadraticModel
from optviz.newton_cost import NewtonCost, newton_cost
from optviz.objective import Objective
from optviz.paths import CoefficientPath, elastic_net_path, lasso_path, ridge_path
from optviz.penalties import L1, L2, ElasticNet, MaxNorm, PNorm, norm_penalty
from optviz.planar_fit import constrained, penalised
from optviz.planar_loss import PlanarLoss
from optviz.planar_path import TouchPath, sparse_strengths, touch_path
from optviz.planar_turn import TurnedTouches, turned_touches
from optviz.proximal import LinearFit, PenalisedFit, coordinate_descent, fista, ista
from optviz.residuals import SumOfSquares, curve_fit
from optviz.search import Search, coarse_to_fine, grid_search, random_search
from optviz.successive_halving import SuccessiveHalving, successive_halving
from optviz.touch import Touch
from optviz.trajectory import Trajectory

# A person's own folder of this name goes on working: without __init__.py, it lies beside this one.
__path__ = extend_path(__path__, __name__)

__all__ = [
    "GALLERY",
    "L1",
    "L2",
    "Babysitting",
    "Ball",
    "Basins",
    "Choice",
    "CoefficientPath",
    "Comparison",
    "Contours",
    "Conventions",
    "CrossValidation",
    "Cut",
    "Diagnosis",
    "ElasticNet",
    "Function",
    "GradientCheck",
    "GradientNoise",
    "Integers",
    "LeastSquares",
    "LinearClassifier",
    "LinearFit",
    "LogUniform",
    "LogUniformBelowOne",
    "LogisticRegression",
    "MaxNorm",
    "NewtonCost",
    "Objective",
    "PNorm",
    "PenalisedFit",
    "PlanarLoss",
    "QuadraticModel",
    "Sampled",
    "Search",
    "Space",
    "SuccessiveHalving",
    "SumOfSquares",
    "Touch",
    "TouchPath",
    "Trajectory",
    "TurnedTouches",
    "Uniform",
    "babysit",
    "basins",
    "best_rate",
    "coarse_to_fine",
    "compare",
    "compare_conventions",
    "constrained",
    "contours",
    "coordinate_descent",
    "cross_validate",
    "curve_fit",
    "cut",
    "diagnose",
    "elastic_net_path",
    "fista",
    "folds",
    "gradient_check",
    "gradient_noise",
    "grid_search",
    "ista",
    "lasso_knots",
    "lasso_path",
    "minimize",
    "newton_cost",
    "norm_penalty",
    "penalised",
    "race",
    "random_search",
    "read_objective",
    "ridge_path",
    "sparse_strengths",
    "successive_halving",
    "touch_path",
    "turned_touches",
]

# Each registers how the records that it knows are shown.
from optviz import (  # noqa: F401
    compare_page,
    gradient_check_page,
    objective_page,
    paths_page,
    trajectory_page,
)
