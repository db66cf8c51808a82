"""A claim that is verified: the relation, the verdict, and what went wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linalg.check import Check
from linalg.immutable import Immutable
from linalg.language import Said, say, verbatim
from linalg.notation import formula, to_text, words
from linalg.numbers.matrices import Matrix


def apart(x: Any, y: Any) -> tuple[Any, Any]:
    """Return two different numbers as parts of a formula that a reader can tell apart.

    Examples
    --------
    >>> apart(0.3, 0.4)
    (0.3, 0.4)
    >>> [to_text(each) for each in apart(0.3, 0.1 + 0.2)]
    ['0.3', '0.30000000000000004']
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
    said : str
        The sentence, which a page in another language says in that language.
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
        return self.said


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
    said : str
        The sentence, which a page in another language says in that language.
    """

    kind: str
    factor: str
    row: int | None
    column: int | None
    said: Said

    def __str__(self) -> str:
        return self.said


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
    def further(self) -> Said | None:
        """The sentence on what is wrong beyond the first fault; None where causes explain it."""
        if self.following is None:
            return None
        return say(
            "More than one entry does not fit. With the first put right, the next is: {next}",
            next=self.following.said,
        )


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
        return self.relation if isinstance(self.relation, Said) else verbatim(self.relation)

    @property
    def orders(self) -> tuple[Said, ...]:
        """Sentences on the order in which rows and columns are taken."""
        return ()

    @property
    def said(self) -> str:
        """The verdict in English, with the first fault and what explains it."""
        parts = [f"{self.check}."]
        if self.diagnosis is None:
            return parts[0]
        if self.diagnosis.fault is not None:
            parts.append(self.diagnosis.fault.said)
        causes = self.diagnosis.causes
        if len(causes) > 1:
            parts.append(f"Each of these {len(causes)} alone explains it:")
        parts += [cause.said for cause in causes]
        parts += [self.diagnosis.further] if self.diagnosis.further else []
        return " ".join(parts)
