"""Explanations of search, on a linear classifier of the bundled digits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from scenes.explanations.topics import Explanation
from scenes.parameters.declarations import parameter
from scenes.parameters.kinds import Choice, Integer

if TYPE_CHECKING:
    from optviz.search.cross_validation import CrossValidation as CrossValidationRecord
    from optviz.search.linear_classifier import Race
    from optviz.search.search import Search as SearchRecord
    from optviz.search.successive_halving import SuccessiveHalving as SuccessiveHalvingRecord

__all__ = ["CrossValidation", "Guessing", "Search", "SuccessiveHalving"]


@dataclass(frozen=True)
class Seeded(Explanation):
    """An explanation whose chance a seed decides."""

    seed: int = parameter(Integer(0, 2**32 - 1), help="decides all chance", example="2", default=0)


@dataclass(frozen=True)
class Guessing(Seeded):
    """Random weights against following the slope: why training uses gradients."""

    trials: int = parameter(
        Integer(1, 100_000), help="random weights tried", example="200", default=1000
    )
    steps: int = parameter(
        Integer(1, 10_000), help="steps down the slope", example="50", default=200
    )

    def record(self) -> Race:
        from optviz.search.linear_classifier import race
        from optviz.search.tuning import centred_digits

        return race(centred_digits(), trials=self.trials, steps=self.steps, seed=self.seed)


@dataclass(frozen=True)
class Search(Seeded):
    """A search for learning rate and momentum: grid, random, or coarse to fine."""

    strategy: Literal["grid", "random", "coarse-to-fine"] = parameter(
        Choice("grid", "random", "coarse-to-fine"),
        help="how settings are chosen",
        example="coarse-to-fine",
        default="random",
    )
    trials: int = parameter(
        Integer(4, 400),
        help="settings tried; a grid takes the largest square, coarse to fine three rounds",
        example="9",
        default=25,
    )

    def record(self) -> SearchRecord:
        from optviz.search.search import coarse_to_fine, grid_search, random_search
        from optviz.search.tuning import ABOUT_ACCURACY, SPACE, accuracy

        chance: dict[str, Any] = {"seed": self.seed, "about": ABOUT_ACCURACY}
        if self.strategy == "grid":
            return grid_search(accuracy, SPACE, math.isqrt(self.trials), **chance)
        if self.strategy == "random":
            return random_search(accuracy, SPACE, self.trials, **chance)
        return coarse_to_fine(accuracy, SPACE, self.trials // 3, rounds=3, **chance)


@dataclass(frozen=True)
class SuccessiveHalving(Seeded):
    """Many settings on a small budget, the better ones on more: successive halving."""

    trials: int = parameter(Integer(2, 243), help="settings at the start", example="9", default=27)

    def record(self) -> SuccessiveHalvingRecord:
        from optviz.search.successive_halving import successive_halving
        from optviz.search.tuning import ABOUT_LOSS, SPACE, loss_within

        return successive_halving(
            loss_within,
            SPACE,
            self.trials,
            least=2,
            goal="lowest",
            seed=self.seed,
            about=ABOUT_LOSS,
            unit="steps",
        )


@dataclass(frozen=True)
class CrossValidation(Seeded):
    """k-fold cross-validation: every example is held out once."""

    folds: int = parameter(Integer(2, 50), help="the number of folds", example="3", default=5)

    def record(self) -> CrossValidationRecord:
        from optviz.search.tuning import validated

        return validated(self.folds, seed=self.seed)
