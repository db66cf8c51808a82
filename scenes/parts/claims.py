"""Claims of a picture: relations between things that are drawn, and how to tell that they hold.

A film names what it displays, the rehearsal evaluates it from the values that are drawn, and the
lint reports what is false. While a relation does not hold yet it is muted, or not there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenes.typed_manim import VMobject

__all__ = ["Claim"]


@dataclass(frozen=True)
class Claim:
    """A relation that is displayed.

    Attributes
    ----------
    relation : str
        Its name for whoever reads the lint, such as ``"A = LU"``.
    shown : VMobject
        What states it: the claim is made while this is seen and not muted.
    holds : callable
        Tells, from what is drawn, whether it is true at this moment.
    """

    relation: str
    shown: VMobject
    holds: Callable[[], bool]
