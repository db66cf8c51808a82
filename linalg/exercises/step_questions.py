"""Questions on the gradient at a point and on one step of a descent, in exact numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy as sp

from linalg.calculus.gradients import Gradient, Hessian, hessian
from linalg.check import Check
from linalg.exercises.question import Answer, Question, exact
from linalg.language import say
from linalg.notation import point, symbol, words
from linalg.numbers.matrices import Matrix
from linalg.numbers.record_matrix import RecordMatrix
from linalg.page import Block, Equation, Paragraph
from linalg.verification.verification import verify

X0, X1 = symbol("x", 0), symbol("x", 1)


@dataclass(frozen=True, eq=False)
class GradientQuestion(Question):
    """Find the gradient of a function and its value at a point.

    Attributes
    ----------
    work : Gradient
        With its point.
    """

    work: Gradient

    @property
    def title(self) -> str:
        return say("Gradients")

    @property
    def task(self) -> str:
        return say("Find the gradient of the function, and its value at the point a.")

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        return (("f", self.work.f), ("a", self._point))

    def given_blocks(self) -> Iterator[Block]:
        yield Equation("f", point(*self.work.variables), "=", self.work.f)
        yield Equation("a", "=", point(*self._point))

    @property
    def answers(self) -> tuple[Answer, ...]:
        return (
            Answer("gradient", self.work.matrix, ("∇", "f"), typed=False),
            Answer("value", self.work.at(self._point), ("∇", "f", point("a"))),
        )

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Compare with the derivative, which its differences prove."""
        difference = exact(answers["gradient"]) - self.work.matrix
        if any(sp.expand(entry) != 0 for entry in difference):
            return Check("∇f", False)
        if list(exact(answers["value"])) != list(self.work.at(self._point)):
            return Check("∇f at the point", False)
        return self.work.check()

    def worked(self) -> Iterable[Block]:
        yield Paragraph("Each entry is the slope along one coordinate:")
        yield Equation("∇", "f", "=", self.work.matrix)
        yield Paragraph("At the point ", ("a", "=", point(*self._point)), ":")
        yield Equation("∇", "f", point("a"), "=", self.work.at(self._point))

    @property
    def _point(self) -> tuple[Any, ...]:
        return self.work.point or ()


@dataclass(frozen=True, eq=False)
class StepQuestion(Question):
    """Take one step of gradient descent or of Newton's method.

    Attributes
    ----------
    work : Gradient
        With the point at which the step begins.
    rate : Fraction or None
        The learning rate; None for Newton's step.
    """

    work: Gradient
    rate: Fraction | None

    @property
    def title(self) -> str:
        return say("Newton's method" if self.rate is None else "Gradient descent")

    @property
    def task(self) -> str:
        if self.rate is None:
            return say(
                "Take one step of Newton's method from x₀ to x₁; give the gradient and the Hessian "
                "at x₀ too."
            )
        return say(
            "Take one step of gradient descent from x₀ to x₁ with the learning rate η; give the "
            "gradient at x₀ too."
        )

    @property
    def given(self) -> tuple[tuple[str, Any], ...]:
        rate = (("η", self.rate),) if self.rate is not None else ()
        return (("f", self.work.f), ("x_0", self.work.point), *rate)

    def given_blocks(self) -> Iterator[Block]:
        yield Equation("f", point(*self.work.variables), "=", self.work.f)
        yield Equation(X0, "=", self.start)
        if self.rate is not None:
            yield Equation("η", "=", self.rate)

    @cached_property
    def start(self) -> Matrix:
        """The point at which the step begins, n × 1."""
        return RecordMatrix(list(self.work.point or ()))

    @cached_property
    def slope(self) -> Matrix:
        """The gradient there, n × 1."""
        return RecordMatrix(self.work.at(self.work.point or ()))

    @cached_property
    def curvature(self) -> Hessian:
        """The Hessian of the function."""
        return hessian(self.work.f, self.work.variables)

    @cached_property
    def step(self) -> Matrix:
        """The step from the start, n × 1: -η∇f, or the solution of Hp = -∇f."""
        if self.rate is not None:
            return RecordMatrix(
                -sp.Rational(self.rate.numerator, self.rate.denominator) * self.slope
            )
        H = sp.Matrix(self.curvature.at(self.work.point or ()))
        return RecordMatrix(H.LUsolve(-sp.Matrix(self.slope)))

    @cached_property
    def end(self) -> Matrix:
        """The point at which the step ends, n × 1."""
        return RecordMatrix(self.start + self.step)

    @property
    def answers(self) -> tuple[Answer, ...]:
        slope = Answer("slope", self.slope, ("∇", "f", point(X0)))
        end = Answer("end", self.end, (X1,))
        if self.rate is not None:
            return (slope, end)
        H = RecordMatrix(self.curvature.at(self.work.point or ()))
        return (slope, Answer("curvature", H, ("H", point(X0))), end)

    def verified(self, answers: Mapping[str, Any]) -> Check:
        """Put the step into the equation that it solves."""
        if list(exact(answers["slope"])) != list(self.slope):
            return Check("the gradient at the start", False)
        step = exact(answers["end"]) - self.start
        if self.rate is not None:
            rate = sp.Rational(self.rate.numerator, self.rate.denominator)
            holds = list(step) == [-rate * entry for entry in self.slope]
            return Check.exact("the step = the learning rate times the slope downhill", holds)
        H = RecordMatrix(self.curvature.at(self.work.point or ()))
        if list(exact(answers["curvature"])) != list(H):
            return Check("the Hessian at the start", False)
        return Check("Hp = -∇f", verify(H, x=step, b=-sp.Matrix(self.slope)).holds)

    def worked(self) -> Iterable[Block]:
        f = ("∇", "f")
        yield Paragraph("The gradient, and its value at the start:")
        yield Equation(*f, "=", self.work.matrix, words(",  "), *f, point(X0), "=", self.slope)
        if self.rate is not None:
            yield Paragraph("The step goes against it:")
            yield Equation(
                X1, "=", X0, "-", "η", *f, point(X0), "=", self.start, "-", self.rate, self.slope,
                "=", self.end,
            )  # fmt: skip
            return
        H = RecordMatrix(self.curvature.at(self.work.point or ()))
        yield Paragraph("The Hessian, and its value at the start:")
        yield Equation("H", "=", self.curvature.matrix, words(",  "), "H", point(X0), "=", H)
        yield Paragraph("The step ", symbol("p"), " solves a linear system:")
        yield Equation(
            "H", point(X0), "p", "=", "-", *f, point(X0), words(",  "), "p", "=", self.step
        )
        yield Equation(X1, "=", X0, "+", "p", "=", self.start, "+", self.step, "=", self.end)
