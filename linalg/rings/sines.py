"""Sines and cosines of a few bases, circular or hyperbolic, and all others by them.

With j² = -1 (circular) or +1 (hyperbolic), (c + js)ᵏ holds the cosine and the sine of the k-fold
argument, and the product of two such numbers those of a sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy as sp

from linalg.rings.arguments import Multiples, bases
from linalg.rings.relations import Relation, Relations


@dataclass(frozen=True, kw_only=True)
class Sines:
    """The functions of one family that occur in some expressions.

    Attributes
    ----------
    cosine, sine, tangent : SymPy functions
    square : {-1, 1}
        j², which is also what sine² is of 1 - cosine², but for the sign.
    multiples : dict
        Each argument as a sum of whole multiples of bases.
    only_tangents : bool
        Tangents of the bases alone are generators themselves.
    """

    cosine: Any
    sine: Any
    tangent: Any
    square: int
    multiples: dict[sp.Expr, Multiples]
    only_tangents: bool

    @property
    def bases(self) -> list[sp.Expr]:
        """The arguments that all others are built from."""
        return list(dict.fromkeys(b for parts in self.multiples.values() for b, _ in parts))

    @property
    def names(self) -> list[sp.Expr]:
        """The generators."""
        if self.only_tangents:
            return [self.tangent(base) for base in self.bases]
        return [f(base) for base in self.bases for f in (self.cosine, self.sine)]

    def relations(self, ring: Any) -> Iterator[Relation]:
        """Yield sin² = 1 - cos², or sinh² = cosh² - 1, for each base."""
        if self.only_tangents:
            return
        for base in self.bases:
            low, high = (ring.symbols.index(f(base)) for f in (self.cosine, self.sine))
            cosine = ring.gens[low]
            yield Relation(high, self.square * (cosine**2 - 1), low)

    def fraction(self, relations: Relations, function: sp.Expr) -> tuple[Any, Any]:
        """Write one of the functions as a quotient of polynomials in the generators."""
        one = relations.ring.one
        kind, argument = type(function), function.args[0]
        if self.only_tangents:
            tangent = _generator(relations.ring, self.tangent(argument))
            return (tangent, one) if kind is self.tangent else (one, tangent)
        cosine, sine = self._pair(relations, argument)
        if kind in (self.cosine, self.sine):
            return (cosine, one) if kind is self.cosine else (sine, one)
        if kind is self.tangent:
            return sine, cosine
        if kind in (sp.cot, sp.coth):
            return cosine, sine
        return (one, cosine) if kind in (sp.sec, sp.sech) else (one, sine)

    def _pair(self, relations: Relations, argument: sp.Expr) -> tuple[Any, Any]:
        ring = relations.ring
        cosine, sine = ring.one, ring.zero
        for base, multiple in self.multiples[argument]:
            c, s = (_generator(ring, f(base)) for f in (self.cosine, self.sine))
            s = s if multiple > 0 else -s
            for _ in range(abs(multiple)):
                cosine, sine = (
                    relations.reduce(cosine * c + self.square * sine * s),
                    relations.reduce(cosine * s + sine * c),
                )
        return cosine, sine


def sines(functions: list[sp.Expr], hyperbolic: bool = False) -> Sines:
    """Find the bases of some functions of one family."""
    multiples = bases(function.args[0] for function in functions)
    tangents = (sp.tan, sp.cot, sp.tanh, sp.coth)
    only_tangents = all(isinstance(function, tangents) for function in functions) and all(
        parts == ((argument, 1),) for argument, parts in multiples.items()
    )
    return Sines(
        cosine=sp.cosh if hyperbolic else sp.cos,
        sine=sp.sinh if hyperbolic else sp.sin,
        tangent=sp.tanh if hyperbolic else sp.tan,
        square=1 if hyperbolic else -1,
        multiples=multiples,
        only_tangents=only_tangents,
    )


def _generator(ring: Any, name: sp.Expr) -> Any:
    return ring.gens[ring.symbols.index(name)]
