"""The words for how a descent ended, and what each of them says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CONVERGED = "converged"
SADDLE = "saddle point"
MAXIMUM = "maximum"
INFLECTION = "inflection"
FLAT_GROUND = "flat"
TAIL = "flat tail"
NO_MINIMUM = "no minimum"
STEP_LIMIT = "step limit"
DIVERGED = "diverged"
NOT_FINITE = "not finite"
STALLED = "stalled"
ZERO_CURVATURE = "zero curvature"
NO_HESSIAN = "no Hessian"

MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        CONVERGED: "the gradient is close to 0, and no value sampled around the point is lower; "
        "or the value is a lower bound of the function",
        SADDLE: "the gradient is close to 0, and of the values around some are lower, some higher",
        MAXIMUM: "the gradient is close to 0, and no value sampled around the point is higher",
        INFLECTION: "the gradient is close to 0, lower values on one side, higher on the other",
        FLAT_GROUND: "the gradient is 0 and the values around are equal, as of a constant",
        TAIL: "the gradient is small, but no stationary point is near: downhill the values go on "
        "falling, or uphill they go on rising",
        NO_MINIMUM: "the function has none; its values fall towards an infimum never reached",
        STEP_LIMIT: "the step limit was reached",
        DIVERGED: "the points or the values grew without bound",
        NOT_FINITE: "the next point has no finite value or gradient",
        STALLED: "no step tried along the direction lowers the value",
        ZERO_CURVATURE: "along some direction the curvature is close to 0 and the slope is not, "
        "so that the quadratic model has no stationary point to step to",
        NO_HESSIAN: "the function has no finite Hessian there, as on a kink, "
        "so that there is no quadratic model to step by",
    }
)
"""What each word says, as the end of a sentence."""
