"""A claim that is verified: the relation, the verdict, and what went wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linalg.check import Check
from linalg.immutable import Immutable
from linalg.notation import formula, to_text, words
from linalg.numbers.matrices import Matrix

Said = tuple[object, ...]
"""A sentence in parts: prose, and formulas, as a `Paragraph` takes them."""


def sentence(parts: Iterable[object]) -> str:
    """Write a sentence in parts as plain text.

    Examples
    --------
    >>> sentence(("the multiplier ", ("l_21", "=", 3), " has the wrong sign."))
    'the multiplier l₂₁ = 3 has the wrong sign.'
    """
    return "".join(part if isinstance(part, str) else to_text(formula(part)) for part in parts)


def apart(x: Any, y: Any) -> tuple[Any, Any]:
    """Return two different numbers as parts of a formula that a reader can tell apart.

    Examples
    --------
    >>> sentence(apart(0.3, 0.4)), sentence(apart(0.3, 0.1 + 0.2))
    ('0.30.4', '0.30.30000000000000004')
    """
    if not (isinstance(x, float) or isinstance(y, float)):
        return x, y
    alike = to_text(formula(x)) == to_text(formula(y))
    return (words(repr(x)), words(repr(y))) if alike and x != y else (x, y)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """The first thing that is wrong.

    Attributes
    ----------
    factor : str
        Which of the given matrices: ``"L"``, ``"U"``, ``"P"``, ``"x"`` …
    row, column : int
        The place in it, from 0.
    found, expected : object
        What stands there, and what should; None where no number there makes it right.
    step : int or None
        The column of the elimination in which it comes about, from 0.
    said : tuple
        The sentence.
    is_reason : bool
        True where the sentence says why, and no cause is to be looked for.
    """

    factor: str
    row: int
    column: int
    found: Any
    expected: Any = None
    step: int | None = None
    said: Said
    is_reason: bool = False

    def __str__(self) -> str:
        return sentence(self.said)


@dataclass(frozen=True)
class Cause:
    """One mistake that explains everything that is wrong: mended, the claim holds.

    Attributes
    ----------
    kind : str
        A name such as ``"sign"`` or ``"transposed P"``.
    factor : str
        What it was made in.
    row, column : int or None
        Its place, from 0; None where it is all of the factor.
    said : tuple
        The sentence.
    """

    kind: str
    factor: str
    row: int | None
    column: int | None
    said: Said

    def __str__(self) -> str:
        return sentence(self.said)


@dataclass(frozen=True)
class Diagnosis(Immutable):
    """The first thing that is wrong, and the single mistakes that explain everything.

    Attributes
    ----------
    fault : Fault or None
        None where the place is not one of an entry.
    causes : tuple of Cause
        Several where several fit; none where no single mistake that is known here does.
    following : Fault or None
        Where no single mistake does, the first thing that is wrong still once the fault is mended.
    """

    fault: Fault | None
    causes: tuple[Cause, ...]
    following: Fault | None = None

    @property
    def further(self) -> Said:
        """The sentence on what is wrong beyond the first fault; nothing where causes explain it."""
        if self.following is None:
            return ()
        return ("More than one entry does not fit. With the first put right, the next is: ",
                *self.following.said)  # fmt: skip


class Claim(Immutable):
    """Something that the given matrices are said to satisfy."""

    relation: str

    @property
    @abstractmethod
    def matrices(self) -> Mapping[str, Matrix]:
        """The given matrices by their names."""

    @cached_property
    @abstractmethod
    def check(self) -> Check:
        """The verdict."""

    @property
    def holds(self) -> bool:
        """True if it is proved, or holds within the rounding that is allowed."""
        return self.check.holds

    @cached_property
    @abstractmethod
    def diagnosis(self) -> Diagnosis | None:
        """The mistakes; None where the claim holds, or nobody can tell."""

    @property
    @abstractmethod
    def bound(self) -> str | None:
        """The rounding that is allowed, and who says so; None of exact numbers."""

    @property
    def title(self) -> str:
        """The relation, as the title of a section."""
        return self.relation

    @property
    def orders(self) -> tuple[Said, ...]:
        """Sentences on the order in which rows and columns are taken."""
        return ()

    @property
    def said(self) -> Said:
        """The verdict as a sentence, with the first fault and what explains it."""
        parts: list[object] = [f"{self.check}."]
        if self.diagnosis is None:
            return tuple(parts)
        if self.diagnosis.fault is not None:
            parts += [" ", *self.diagnosis.fault.said]
        causes = self.diagnosis.causes
        if len(causes) > 1:
            parts.append(f" Each of these {len(causes)} alone explains it:")
        for cause in causes:
            parts += [" ", *cause.said]
        parts += [" ", *self.diagnosis.further] if self.diagnosis.further else []
        return tuple(parts)
