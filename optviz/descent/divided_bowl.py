"""A ravine whose axes a divider rescales: along an axis it becomes rounder, turned it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from linalg.check import Check
from linalg.immutable import Immutable
from optviz.descent.eigen_errors import EigenErrors
from optviz.rules import Rule

FloatArray = NDArray[np.float64]

STEPS = 2
"""The divider is that of so many steps."""
_CHECKED = np.deg2rad([0.0, 20.0, 45.0, 90.0])
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class DividedBowl(Immutable):
    """A bowl of two variables, turned about its minimum, and what a divider makes of it.

    A rule such as RMSProp steps by -ηg/d, with a divider d of each coordinate. With u = √d x this
    is a plain step of gradient descent, on level sets whose axes have been stretched by √d.

    Attributes
    ----------
    curvatures : ndarray, shape (2,)
        Along the ravine and across it.
    errors : ndarray, shape (2,)
        Where the rule starts, in the same coordinates.
    rule : Rule
        One whose rate differs between coordinates.
    rate : float

    Examples
    --------
    >>> from optviz.rules import RMSProp
    >>> ravine = EigenErrors.of([[1, 0], [0, 40]], minimum=[0, 0], start=[-4, 1])
    >>> bowl = DividedBowl.of(ravine, RMSProp(rho=0.9), 0.2)
    >>> bowl.condition(0.0, 0.0), round(bowl.condition(0.0)), round(bowl.condition(np.pi / 4))
    (40.0, 5, 41)
    """

    curvatures: FloatArray
    errors: FloatArray
    rule: Rule
    rate: float

    @classmethod
    def of(cls, bowl: EigenErrors, rule: Rule, rate: float) -> Self:
        """Take the curvatures and the start of a bowl.

        Raises
        ------
        ValueError
            For more than two variables, or a rule with one rate for all coordinates.
        """
        if len(bowl.curvatures) != 2:
            raise ValueError(f"a ravine has two variables, not {len(bowl.curvatures)}")
        made = cls(bowl.curvatures, bowl.errors, rule, float(rate))
        made.divider(0.0)
        return made

    def turn(self, angle: float) -> FloatArray:
        """Return the directions along the ravine and across it, as columns, shape (2, 2)."""
        c, s = np.cos(angle), np.sin(angle)
        return np.array([[c, -s], [s, c]])

    def start(self, angle: float) -> FloatArray:
        """Return where the rule starts, seen from the minimum, shape (2,)."""
        return np.asarray(self.turn(angle) @ self.errors)

    def hessian(self, angle: float) -> FloatArray:
        """Return the Hessian of the ravine turned by an angle in radians, shape (2, 2)."""
        axes = self.turn(angle)
        return np.asarray(axes @ np.diag(self.curvatures) @ axes.T)

    def divider(self, angle: float) -> FloatArray:
        """Return what the last of `STEPS` steps divides each coordinate by, shape (2,).

        Raises
        ------
        ValueError
            If the rule divides every coordinate by the same.
        """
        hessian, x = self.hessian(angle), self.start(angle)
        state = self.rule.init(x)
        terms = state
        for k in range(STEPS):
            delta, state, terms = self.rule.update(hessian @ x, state, k, x, self.rate)
            x = x + delta
        rates = self.rule.derived(terms, STEPS - 1, self.rate).get("effective_rate")
        if rates is None:
            raise ValueError(f"{self.rule.name} divides every coordinate by the same")
        return np.asarray(self.rate / rates)

    def stretch(self, angle: float, share: float = 1.0) -> FloatArray:
        """Return how much each axis is stretched: √d but for a common factor, shape (2,).

        With that factor the start keeps its distance from the minimum.

        Parameters
        ----------
        angle : float
        share : float
            0 for not at all, 1 for √d.
        """
        logarithms = np.log(self.divider(angle))
        stretch = np.exp(share * (logarithms - logarithms.mean()) / 2)
        start = self.start(angle)
        moved = float(np.linalg.norm(stretch * start))
        return np.asarray(stretch * (np.linalg.norm(start) / moved if moved > 0 else 1.0))

    def rescaled(self, angle: float, share: float = 1.0) -> FloatArray:
        """Return the Hessian in stretched coordinates, shape (2, 2)."""
        stretch = self.stretch(angle, share)
        return np.asarray(self.hessian(angle) / np.outer(stretch, stretch))

    def condition(self, angle: float, share: float = 1.0) -> float:
        """Return the ratio of the curvatures in stretched coordinates."""
        low, high = np.linalg.eigvalsh(self.rescaled(angle, share))
        return float(high / low)

    def check(self) -> Check:
        """Say whether a divided step is a plain one in stretched coordinates, and the ratio right.

        Both at four angles: x - ηg/d = (√d)⁻¹(u - η∇ᵤm), and
        κ + 1/κ + 2 = tr² / det of the rescaled Hessian.
        """
        residual, bound = [], []
        for angle in _CHECKED:
            divider, x = self.divider(angle), self.start(angle)
            root = np.sqrt(divider)
            hessian = self.hessian(angle)
            divided = x - self.rate * (hessian @ x) / divider
            plain = root * x - self.rate * ((hessian / np.outer(root, root)) @ (root * x))
            residual += np.abs(divided - plain / root).tolist()
            bound += (_ROUNDING * np.abs(x).max() * np.ones(2)).tolist()
            trace = hessian[0, 0] / divider[0] + hessian[1, 1] / divider[1]
            determinant = float(self.curvatures.prod() / divider.prod())
            condition = self.condition(angle)
            residual.append(abs(condition + 1 / condition + 2 - trace**2 / determinant))
            bound.append(_ROUNDING * condition**2)
        made, allowed = np.array(residual), np.array(bound)
        relation = "x - ηg/d = (√d)⁻¹(u - η∇ᵤm)"
        return Check(relation, bool((made <= allowed).all()), made, allowed)
