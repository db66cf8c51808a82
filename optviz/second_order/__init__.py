"""Methods that use curvature: a direction made safe by a globalisation."""

from optviz.second_order.directions import (
    Direction,
    GaussNewton,
    ModifiedNewton,
    Newton,
    SteepestDescent,
)
from optviz.second_order.globalisations import Globalisation
from optviz.second_order.line_searches import Armijo, FixedStep, StrongWolfe
from optviz.second_order.method import Method
from optviz.second_order.pairs import (
    bfgs,
    conjugate_gradient,
    damped_newton,
    gauss_newton,
    lbfgs,
    levenberg_marquardt,
    modified_newton,
    newton,
    trust_region,
)
from optviz.second_order.polyak_step import PolyakStep, polyak
from optviz.second_order.quasi_newton import BFGS, LBFGS, ConjugateGradient
from optviz.second_order.trust_regions import Damping, TrustRegion

__all__ = [
    "BFGS",
    "LBFGS",
    "Armijo",
    "ConjugateGradient",
    "Damping",
    "Direction",
    "FixedStep",
    "GaussNewton",
    "Globalisation",
    "Method",
    "ModifiedNewton",
    "Newton",
    "PolyakStep",
    "SteepestDescent",
    "StrongWolfe",
    "TrustRegion",
    "bfgs",
    "conjugate_gradient",
    "damped_newton",
    "gauss_newton",
    "lbfgs",
    "levenberg_marquardt",
    "modified_newton",
    "newton",
    "polyak",
    "trust_region",
]
