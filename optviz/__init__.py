"""Objectives, optimisers, regularisation, search and networks that record every step."""

from importlib.metadata import PackageNotFoundError, version
from pkgutil import extend_path

from optviz import catalogues
from optviz.descent.basins import Basins, basins
from optviz.descent.compare import Comparison, best_rate, compare
from optviz.descent.conventions import Conventions, compare_conventions
from optviz.descent.gradient_noise import GradientNoise, gradient_noise
from optviz.descent.minimize import minimize
from optviz.gradient_checks.gradient_check import GradientCheck, gradient_check
from optviz.notebook import load_ipython_extension
from optviz.objectives.contours import Contours, contours
from optviz.objectives.cut import Cut, cut
from optviz.objectives.data_objectives import LeastSquares, LogisticRegression, Sampled
from optviz.objectives.function import Function
from optviz.objectives.gallery import GALLERY, read_objective
from optviz.objectives.model import QuadraticModel
from optviz.objectives.objective import Objective
from optviz.objectives.residuals import SumOfSquares, curve_fit
from optviz.planar.planar_fit import constrained, penalised
from optviz.planar.planar_loss import PlanarLoss
from optviz.planar.planar_path import TouchPath, sparse_strengths, touch_path
from optviz.planar.planar_turn import TurnedTouches, turned_touches
from optviz.planar.touch import Touch
from optviz.regularisation.balls import Ball
from optviz.regularisation.homotopy import lasso_knots
from optviz.regularisation.linear_fit import LinearFit
from optviz.regularisation.paths import CoefficientPath, elastic_net_path, lasso_path, ridge_path
from optviz.regularisation.penalised_fit import PenalisedFit
from optviz.regularisation.penalties import L1, L2, ElasticNet, MaxNorm, PNorm, norm_penalty
from optviz.regularisation.proximal import coordinate_descent, fista, ista
from optviz.search.babysitting import Babysitting, babysit
from optviz.search.cross_validation import CrossValidation, cross_validate, folds
from optviz.search.hyperparameters import (
    Choice,
    Integers,
    LogUniform,
    LogUniformBelowOne,
    Space,
    Uniform,
)
from optviz.search.linear_classifier import LinearClassifier, race
from optviz.search.search import Search, coarse_to_fine, grid_search, random_search
from optviz.search.successive_halving import SuccessiveHalving, successive_halving
from optviz.second_order.newton_cost import NewtonCost, newton_cost
from optviz.trajectories.diagnosis import Diagnosis, diagnose
from optviz.trajectories.trajectory import Trajectory

# A person's own folder of this name goes on working: without __init__.py, it lies beside this one.
__path__ = extend_path(__path__, __name__)

try:
    __version__ = version("optviz")
except PackageNotFoundError:  # a checkout that is on the path and not installed
    __version__ = "unknown"

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
from optviz.descent import pages as comparison_pages
from optviz.gradient_checks import pages as gradient_check_pages
from optviz.objectives import pages as objective_pages
from optviz.regularisation import pages as path_pages
from optviz.trajectories import pages as trajectory_pages
