"""Parameters of the lesson on losses."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Integer, Number

__all__ = ["LECTURE", "LossesParameters"]

LECTURE = (3.2, 5.1, -1.7)
MOST = 6
_WIDEST = 12
_FARTHEST = 700


@dataclass(frozen=True)
class Scores:
    """A score for each class, apart by commas or spaces.

    Examples
    --------
    >>> Scores().read("3.2, 5.1 -17/10")
    (3.2, 5.1, -1.7)
    >>> Scores().read("3.2")
    Traceback (most recent call last):
    ValueError: one class can never be wrong: 2 to 6 scores
    """

    metavar: str = "SCORES"

    def read(self, text: str) -> tuple[float, ...]:
        one = Number(-1000, 1000)
        scores = tuple(one.read(word) for word in text.strip(" []()").replace(",", " ").split())
        if not scores:
            raise ValueError("holds no number")
        if len(scores) == 1:
            raise ValueError(f"one class can never be wrong: 2 to {MOST} scores")
        if len(scores) > MOST:
            raise ValueError(f"{len(scores)} scores; {MOST} have room under each other, legibly")
        return scores


@dataclass(frozen=True)
class Names:
    """A short name for each class, apart by commas.

    Examples
    --------
    >>> Names().read("cat, car, frog")
    ('cat', 'car', 'frog')
    """

    metavar: str = "NAMES"

    def read(self, text: str) -> tuple[str, ...]:
        names = tuple(" ".join(name.split()) for name in text.strip(" []()").split(","))
        for name in names:
            if not name:
                raise ValueError("a name is empty; for example cat, car, frog")
            if not all(character.isprintable() for character in name):
                raise ValueError("a name holds what cannot be printed")
            if _width(name) > _WIDEST:
                raise ValueError(f"{name[:20]!r} is too long to stand beside its score; shorten it")
        return names


@dataclass(frozen=True, kw_only=True)
class LossesParameters(Parameters):
    """Losses: the hinge stops caring beyond its margin, softmax never does.

    Source: CS231n, lecture 3: loss functions.

    Examples
    --------
    >>> LossesParameters.example().scores
    (3.2, 5.1, -1.7)
    """

    scores: tuple[float, ...] = parameter(
        Scores(),
        help="the score of each class, for one example",
        example="1.3, 4.9, 2.0",
        default=LECTURE,
    )
    right: int = parameter(Integer(1, MOST), help="the right class, from 1", example="1", default=1)
    classes: tuple[str, ...] | None = parameter(
        Names(), help="what the classes are called", example="cat, car, frog", default=None
    )

    def __post_init__(self) -> None:
        count = len(self.scores)
        if self.right > count:
            raise ParameterError("right", f"there are {count} classes")
        if self.classes is not None and len(self.classes) != count:
            raise ParameterError("classes", f"{len(self.classes)} names, but {count} scores")
        if max(self.scores) - min(self.scores) > _FARTHEST:
            reason = f"more than {_FARTHEST} apart: a probability would be too small for a computer"
            raise ParameterError("scores", reason)

    @property
    def label(self) -> int:
        """The right class, from 0."""
        return self.right - 1


def _width(name: str) -> int:
    """Return how many letters wide a name is; one of Hangul counts as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in name)
