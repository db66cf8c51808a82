"""Parameters of the lesson on decision regions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from scenes.parameters.declarations import ParameterError, Parameters, parameter
from scenes.parameters.kinds import Choice, Integer, Number, WholeNumbers

if TYPE_CHECKING:
    from optviz.network.data.data import Data

__all__ = ["MOST_ROWS", "RegionsParameters"]

MOST_ROWS = 5
_NOISE = {"xor": 0.5, "moons": 0.25, "spirals": 0.2, "rings": 0.1}
_CLASSES = {"spirals": 3, "rings": 2}


@dataclass(frozen=True, kw_only=True)
class RegionsParameters(Parameters):
    """Decision regions: a hidden layer bends the plane until a line separates the classes.

    Source: CS231n, notes on neural networks, part 1: setting number of layers and their sizes.

    Examples
    --------
    >>> RegionsParameters.example().points_of_data
    Data(60 examples of shape (2,), 60 held out)
    """

    data: Literal["xor", "moons", "spirals", "rings"] = parameter(
        Choice("xor", "moons", "spirals", "rings"),
        help="the points: four clouds, half moons, spiral arms, or rings",
        example="xor",
        default="moons",
    )
    units: tuple[int, ...] = parameter(
        WholeNumbers(1, 40, most=MOST_ROWS),
        help="numbers of hidden units to compare, the largest with weight decay too",
        example="1, 2, 3, 20",
        default=(1, 2, 3, 20),
    )
    decay: float = parameter(
        Number(0, 100),
        help="strength λ of the weight decay, 0 for none",
        example="0.01",
        default=0.01,
    )
    classes: int | None = parameter(
        Integer(2, 4),
        help="how many classes, of spirals and rings",
        example="3",
        default=None,
    )
    points: int = parameter(
        Integer(4, 150),
        help="how many points to learn from, and how many to hold out",
        example="60",
        default=60,
    )
    noise: float | None = parameter(
        Number(0, 2),
        help="how far points stray, by their standard deviation",
        example="0.3",
        default=None,
    )
    seed: int = parameter(
        Integer(0, 10**6),
        help="of the points and of the weights to start from",
        example="31",
        default=31,
    )

    @property
    def by_units(self) -> tuple[int, ...]:
        """The numbers of hidden units, each once, the fewest first."""
        return tuple(sorted(set(self.units)))

    def __post_init__(self) -> None:
        if self.classes is not None and self.data not in _CLASSES:
            raise ParameterError(
                "classes", f"{self.data} has two classes; spirals and rings have up to four"
            )

    @cached_property
    def points_of_data(self) -> Data:
        """The points to learn from, and as many held out."""
        from optviz.network.data.clouds import clouds, rings
        from optviz.network.data.data import moons, spirals

        n, seed = 2 * self.points, self.seed
        noise = _NOISE[self.data] if self.noise is None else self.noise
        classes = self.classes or _CLASSES.get(self.data, 2)
        if self.data == "xor":
            return clouds(n, noise=noise, held_out=0.5, seed=seed)
        if self.data == "moons":
            return moons(n, noise=noise, held_out=0.5, seed=seed)
        if self.data == "spirals":
            return spirals(n, arms=classes, noise=noise, held_out=0.5, seed=seed)
        return rings(n, classes=classes, noise=noise, held_out=0.5, seed=seed)
