"""The lowest value that descents are measured against: the known minimum, or the lowest reached."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optviz.trajectories.recorded import Recorded


def lowest_value(trajectories: Sequence[Recorded]) -> float:
    """Value at the best known minimum of the objective, else the lowest that was reached."""
    known = known_minimum(trajectories[0])
    return min(float(np.nanmin(t.f)) for t in trajectories) if known is None else known


def known_minimum(trajectory: Recorded) -> float | None:
    """The lowest value, where it is given, or follows from a Hessian that is the same everywhere.

    Else a descent that is still on its way would seem to arrive with its last step.
    """
    function = trajectory.objective
    minima = getattr(function, "minima", ())
    if minima:
        return float(min(function(m) for m in minima))
    if not function.is_quadratic:
        return None
    start = np.zeros(function.n)
    hessian = function.hessian(start)
    if np.linalg.eigvalsh(hessian)[0] <= 0:
        return None
    return float(function(start - np.linalg.solve(hessian, function.gradient(start))))
