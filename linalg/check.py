"""The verdict on a record: which relation it claims, and whether it holds."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from linalg.immutable import Immutable
from linalg.language import say


class Checked(Protocol):
    """A record that can say whether it holds."""

    def check(self) -> Check:
        """Compare the two sides of the relation that the record claims."""


@dataclass(frozen=True)
class Check(Immutable):
    """The outcome of testing a relation, true or false as a whole.

    Attributes
    ----------
    relation : str
        What was compared, such as ``"PA = LU"``.
    holds : bool
    decided : bool
        False where nobody could tell whether what is left of the difference is zero.
    residual, bound : float or numpy.ndarray, optional
        For floats: what is left of the difference, and how large it may be. None where the
        comparison was exact.

    Examples
    --------
    >>> print(Check("PA = LU", True))
    PA = LU holds exactly
    >>> print(Check("Ax = b", False, residual=2e-8, bound=1e-15))
    Ax = b does not hold: the residual is more than a thousand times its bound
    """

    relation: str
    holds: bool
    residual: Any = field(default=None, compare=False)
    bound: Any = field(default=None, compare=False)
    decided: bool = True

    @classmethod
    def exact(cls, relation: str, *answers: bool | None) -> Check:
        """Return the verdict of exact comparisons, each true, false, or None for undecided.

        >>> print(Check.exact("AN = 0", True, None))
        AN = 0 could not be decided
        """
        if None in answers and False not in answers:
            return cls(relation, False, decided=False)
        return cls(relation, all(answers))

    def __post_init__(self) -> None:
        # Whatever compared them: of what is not a number nobody knows that it is small.
        if self.worst_ratio is not None and math.isnan(self.worst_ratio):
            object.__setattr__(self, "holds", False)
        super().__post_init__()

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        return f"{self.relation} {self.verdict}"

    @property
    def verdict(self) -> str:
        """The words that follow the relation in a sentence."""
        if not self.decided:
            return say("could not be decided")
        if self.worst_ratio is None:
            return say("holds exactly" if self.holds else "does not hold")
        verdict = say("holds within rounding" if self.holds else "does not hold")
        if math.isnan(self.worst_ratio):
            return say("{verdict}: the residual is not a number", verdict=verdict)
        if self.worst_ratio == 0:
            return say("{verdict}: the residual is 0", verdict=verdict)
        share = _share(self.worst_ratio)
        return say("{verdict}: the residual is {share} its bound", verdict=verdict, share=share)

    @property
    def worst_ratio(self) -> float | None:
        """The largest residual in units of its bound, at most 1 where it holds; None if exact."""
        if self.residual is None or self.bound is None:
            return None
        residual, bound = np.abs(self.residual), np.asarray(self.bound, dtype=float)
        # 0 of an allowed 0 is nothing at all, anything else of 0 is too much.
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            ratio = np.where((residual == 0) & ~np.isnan(bound), 0.0, residual / bound)
        return float(np.max(ratio, initial=0.0))


def _share(ratio: float) -> str:
    """Compare a residual to its bound, in words where the number would be 8e-05."""
    if 0 < ratio < 1e-3:
        return say("less than a thousandth of")
    if ratio >= 1e3:
        return say("more than a thousand times")
    return say("up to {ratio:.2g} times", ratio=ratio)
