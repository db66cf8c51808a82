"""The stage of the lesson: the input plane to the left, another picture to the right of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from linalg.notation import symbol, words
from optviz.network.data.data import Data
from optviz.network.experiments.hidden_training import HiddenTraining
from scenes.mobjects.classifiers.bent_plane import BentPlane
from scenes.mobjects.classifiers.cloud import Points
from scenes.mobjects.classifiers.decision_regions import DecisionRegions
from scenes.mobjects.classifiers.layers import Layers
from scenes.mobjects.classifiers.tally import Tally
from scenes.mobjects.plots.axis import Axis
from scenes.mobjects.plots.markers import Shape
from scenes.mobjects.plots.plane import Plane
from scenes.parts.plot_stage import PLOT, SIDE, PlotStage
from scenes.stage import Region
from scenes.theme import Role, Theme

__all__ = ["INPUT", "RIGHT", "InputPlane", "eased", "rings"]

Floats = NDArray[np.float64]

INPUT = Region(PLOT.left, -0.2, PLOT.bottom, PLOT.top)
RIGHT = Region(0.35, SIDE.right, SIDE.bottom, SIDE.top)
_MARGIN = 0.08  # of the points' range, on every side
_RING = 0.2


def eased(share: float) -> float:
    """Return a share of the steps for one of the time: the first steps change most."""
    return share * share


def rings(theme: Theme) -> Points:
    """Return rings to be put around points that are wrong."""
    made = Points(Shape.DISC, Role.FOREGROUND, theme, radius=_RING)
    made.set_fill(opacity=0).set_stroke(theme[Role.FOREGROUND], 3)
    return made


class InputPlane:
    """The plane of the points, the regions of a classifier at a moment, and how many are wrong.

    Parameters
    ----------
    stage : PlotStage
    data : Data

    Attributes
    ----------
    plane : Plane
    picture : Layers
        The regions, the grid, the points to learn from, and rings around some.
    tally : Tally
        How many of the points lie in the region of another class.
    """

    def __init__(self, stage: PlotStage, data: Data) -> None:
        self.stage, self.lesson, self.data = stage, stage.lesson, data
        theme = self.lesson.theme
        every = np.concatenate([data.x, data.x_held_out])
        low, high = every.min(axis=0), every.max(axis=0)
        reach = _MARGIN * float((high - low).max()) + 1e-6
        axes = [
            Axis(float(a - reach), float(b + reach), symbol("x", k + 1))
            for k, (a, b) in enumerate(zip(low, high, strict=True))
        ]
        self.plane = Plane(axes[0], axes[1], INPUT, theme, equal=True)
        self.regions = DecisionRegions(self.plane, data.number_of_classes)
        sheet = BentPlane(self.plane, self.plane, data.x, data.y).carry(lambda x: x)
        self.cloud, self.rings = sheet.cloud, rings(theme)
        self.picture = Layers(
            regions=self.regions, grid=sheet.grid, cloud=self.cloud, rings=self.rings
        )
        self.tally = self.count(len(data.x), "wrong")
        self.lesson.claim("as many points lie in another's region", self.tally, self._is_counted)

    def count(self, total: int, key: str) -> Tally:
        """Return a count above the plane, at its right edge."""
        lesson, box = self.lesson, self.plane.inner
        before, _, after = lesson.words(key, number=words("#"), total=total).partition("#")
        first, last = (
            lesson.label(words(part.strip()), size=28) if part else None for part in (before, after)
        )
        return Tally(first, last, total, lesson.theme).stand_to(box.right, box.top + 0.13)

    def show(self, record: HiddenTraining, moment: float) -> None:
        """Show the regions at a moment of a training; made for every frame."""
        self.regions.trace(record.scores(self.regions.grid, moment))
        self.tally.set_value(int(record.wrong[int(moment)]))

    def ring(self, record: HiddenTraining) -> NDArray[np.bool_]:
        """Put rings around the points that are wrong at the end of a training; return which."""
        given = record.scores(self.data.x, record.steps).argmax(axis=1)
        wrong: NDArray[np.bool_] = given != self.data.y
        self.rings.stand(self.cloud.places[wrong])
        return wrong

    def _is_counted(self) -> bool:
        """Count the points that lie, as drawn, in the region of another class."""
        few, many = self.regions.wrong(self.cloud.places, self.cloud.labels)
        return few <= self.tally.number.value <= many
