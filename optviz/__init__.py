"""Objectives, optimisers, regularisation, search and networks that record every step."""

from optviz.basins import Basins, basins
from optviz.compare import Comparison, best_rate, compare
from optviz.contours import Contours, contours
from optviz.conventions import Conventions, compare_conventions
from optviz.data_objectives import LeastSquares, LogisticRegression, Sampled, gradient_noise
from optviz.diagnosis import Diagnosis, diagnose
from optviz.gallery import GALLERY, read_objective
from optviz.gradient_check import GradientCheck, gradient_check
from optviz.minimize import minimize
from optviz.model import QuadraticModel
from optviz.newton_cost import NewtonCost, newton_cost
from optviz.objective import Function, Objective
from optviz.residuals import SumOfSquares, curve_fit
from optviz.trajectory import Trajectory

__all__ = [
    "GALLERY",
    "Basins",
    "Comparison",
    "Contours",
    "Conventions",
    "Diagnosis",
    "Function",
    "GradientCheck",
    "LeastSquares",
    "LogisticRegression",
    "NewtonCost",
    "Objective",
    "QuadraticModel",
    "Sampled",
    "SumOfSquares",
    "Trajectory",
    "basins",
    "best_rate",
    "compare",
    "compare_conventions",
    "contours",
    "curve_fit",
    "diagnose",
    "gradient_check",
    "gradient_noise",
    "minimize",
    "newton_cost",
    "read_objective",
]
