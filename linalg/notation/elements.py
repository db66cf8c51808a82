"""The parts a formula is made of, before any target is chosen.

A formula is a small tree of frozen nodes. It says what stands where (a number, a fraction, a matrix
with its bar), never how LaTeX or Typst would spell it; one renderer per target does that. The
functions of `linalg.notation.parts` build these nodes from plain values and are what callers use.
"""

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "pivot",
    "source",
    "target",
    "multiplier",
    "eliminated",
    "result",
    "gradient",
    "newton",
    "model",
    "level set",
    "constraint",
    "solution",
]
Fence = Literal["()", "[]", "||", "‖‖"]
Mark = Literal["hat", "bar", "tilde", "vec"]


@dataclass(frozen=True, slots=True)
class Formula:
    """The base of every node; only the classes below derive from it."""


@dataclass(frozen=True, slots=True)
class Number(Formula):
    """An unsigned number: its digits, and a power of ten for very large or small floats."""

    digits: str
    exponent: int | None = None


@dataclass(frozen=True, slots=True)
class Identifier(Formula):
    """A symbol by its whole name: ``x``, ``lambda``, ``loss``, ``a_1``."""

    name: str


@dataclass(frozen=True, slots=True)
class Operator(Formula):
    """A sign of `linalg.notation.symbols.OPERATORS`."""

    sign: str


@dataclass(frozen=True, slots=True)
class Words(Formula):
    """Upright prose inside a formula."""

    text: str


@dataclass(frozen=True, slots=True)
class Row(Formula):
    """Parts one beside the other."""

    items: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Over(Formula):
    """A fraction."""

    numerator: Formula
    denominator: Formula


@dataclass(frozen=True, slots=True)
class Script(Formula):
    """A base with a subscript, a superscript or both."""

    base: Formula
    sub: Formula | None = None
    sup: Formula | None = None


@dataclass(frozen=True, slots=True)
class Power(Formula):
    """A base raised to an exponent; text writes it so that it can be typed in again."""

    base: Formula
    exponent: Formula


@dataclass(frozen=True, slots=True)
class Accented(Formula):
    """A symbol with a hat, bar, tilde or arrow over it."""

    base: Formula
    mark: Mark


@dataclass(frozen=True, slots=True)
class Root(Formula):
    """A root; index 2 is the square root."""

    radicand: Formula
    index: int = 2


@dataclass(frozen=True, slots=True)
class Fenced(Formula):
    """Something between a pair of fences that grow with it."""

    body: Formula
    fence: Fence = "()"


@dataclass(frozen=True, slots=True)
class Call(Formula):
    """A function of its arguments, with the exponent of sin²(x) or the base of a logarithm."""

    function: str
    arguments: tuple[Formula, ...]
    exponent: Formula | None = None
    base: Formula | None = None


@dataclass(frozen=True, slots=True)
class Marked(Formula):
    """A part in the colour of its role."""

    body: Formula
    role: Role


@dataclass(frozen=True, slots=True)
class Brackets(Formula):
    """A matrix in square brackets, or its determinant between bars.

    `rows` are its entries, `bar` the number of columns left of the vertical line of an augmented
    matrix, `beside` what stands to the right of each row (``None``, or one entry per row).
    """

    rows: tuple[tuple[Formula, ...], ...]
    bar: int | None = None
    beside: tuple[Formula | None, ...] | None = None
    fence: Literal["[]", "||"] = "[]"
