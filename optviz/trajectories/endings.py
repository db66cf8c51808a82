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
        CONVERGED: "the slope is as good as 0, and no value that was looked at around is lower; "
        "or the value is one below which the function cannot be",
        SADDLE: "the slope is as good as 0, and of the values around some are lower, some higher",
        MAXIMUM: "the slope is as good as 0, and no value that was looked at around is higher",
        INFLECTION: "the slope is as good as 0, lower on one side and higher on the other",
        FLAT_GROUND: "neither the slope nor the values around differ from a constant's",
        TAIL: "the slope is small, but no level place is near: down the slope the values go on "
        "falling, or up it they go on rising",
        NO_MINIMUM: "the function has none; its values fall for ever towards one they never reach",
        STEP_LIMIT: "all the steps that were asked for were made",
        DIVERGED: "the points or the values grew out of all bounds",
        NOT_FINITE: "the next point has no finite value or gradient",
        STALLED: "no step that was tried along the direction lowers the value",
        ZERO_CURVATURE: "along some direction the curvature is as good as 0 and the slope is not, "
        "so that the quadratic model has no level point to step to",
        NO_HESSIAN: "the function has no finite Hessian there, as on a kink, "
        "so that there is no quadratic model to step by",
    }
)
"""What each word says, as the end of a sentence."""
