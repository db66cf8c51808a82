"""Early stopping: on the trend of the number that matters, not on one noisy value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linalg.options import check_options, within

__all__ = ["EarlyStopping", "trend"]


@dataclass(frozen=True)
class EarlyStopping:
    """Stop when the trend of a metric has not improved for some epochs.

    Parameters
    ----------
    metric : str
        "held-out loss", "held-out accuracy" (which may matter more, and turn later), or another
        of the history's. One that ends in "loss" should fall, any other should rise.
    patience : int
        How many epochs may pass without a better trend.
    window : int
        The trend at an epoch is the mean of so many values up to there.

    Examples
    --------
    >>> noisy = [1.0, 0.8, 0.85, 0.6, 0.65, 0.5, 0.9, 0.7, 0.8, 0.75, 0.85, 0.9]
    >>> rule = EarlyStopping(patience=3, window=3)
    >>> rule.best(noisy), rule.stops(noisy)
    (5, True)
    """

    metric: str = "held-out loss"
    patience: int = within(10, low=1, whole=True)
    window: int = within(5, low=1, whole=True)

    def __post_init__(self) -> None:
        check_options(self)

    def best(self, values: Sequence[float]) -> int:
        """The epoch, from 0, at which the trend was best."""
        smooth = trend(values, self.window)
        return int(np.argmin(smooth if self.metric.endswith("loss") else -smooth))

    def stops(self, values: Sequence[float]) -> bool:
        """Say whether the best trend is `patience` epochs ago."""
        return len(values) - 1 - self.best(values) >= self.patience


def trend(values: Sequence[float], window: int) -> NDArray[np.float64]:
    """The mean of the last `window` values at each place, of fewer at the start.

    Examples
    --------
    >>> trend([2.0, 4.0, 9.0], 2)
    array([2. , 3. , 6.5])
    """
    sums = np.concatenate([[0.0], np.cumsum(values)])
    last = np.arange(1, len(sums))
    first = np.maximum(last - window, 0)
    return np.asarray((sums[last] - sums[first]) / (last - first))
