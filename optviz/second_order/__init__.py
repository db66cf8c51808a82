"""Methods that use curvature: a direction made safe by a globalisation."""

from optviz.second_order.directions import (
    BFGS,
    LBFGS,
    ConjugateGradient,
    Direction,
    GaussNewton,
    ModifiedNewton,
    Newton,
    SteepestDescent,
)
from optviz.second_order.globalisations import (
    Armijo,
    Damping,
    FixedStep,
    Globalisation,
    StrongWolfe,
    TrustRegion,
)
from optviz.second_order.method import (
    Method,
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
    "trust_region",
]
