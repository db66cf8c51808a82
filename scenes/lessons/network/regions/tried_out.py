"""The answer tried out: points that were held out, classified one after the other."""

from __future__ import annotations

from optviz.network.experiments.hidden_training import HiddenTraining
from scenes.lessons.network.regions.two_planes import InputPlane, rings
from scenes.mobjects.classifiers.cloud import Cloud
from scenes.typed_manim import FadeIn, FadeOut, VGroup

__all__ = ["TriedOut"]


class TriedOut:
    """Held-out points in the regions as they are, and how many lie in their own.

    Parameters
    ----------
    stage : InputPlane
    record : HiddenTraining
        Whose regions, at its end, are drawn.
    """

    def __init__(self, stage: InputPlane, record: HiddenTraining) -> None:
        self.plane, self.lesson, self.record = stage, stage.lesson, record
        data, theme = stage.data, stage.lesson.theme
        self.places = stage.plane.places(data.x_held_out)
        self.cloud = Cloud(data.y_held_out, theme, hollow=True)
        self.rings = rings(theme)
        scores = record.scores(data.x_held_out, record.steps)
        self.right = scores.argmax(axis=1) == data.y_held_out
        self.tally = stage.count(len(data.x_held_out), "right")
        self.lesson.claim("as many points lie in their own region", self.tally, self._is_counted)

    def play(self) -> None:
        """Put the points there one after the other, and count."""
        lesson, plane = self.lesson, self.plane
        lesson.beat("beat.tried")
        self._reach(0)
        lesson.say(
            "tried", plane.picture.fading(cloud=0.0), FadeOut(plane.tally), FadeIn(self.tally)
        )
        lesson.add(self.cloud, self.rings)
        plane.stage.run(
            VGroup(self.cloud, self.rings, self.tally),
            lambda count: self._reach(int(count)),
            len(self.places),
            seconds=2.5,
            steady=True,
        )
        right, total = int(self.right.sum()), len(self.right)
        lesson.say("tried.end" if right < total else "tried.all", right=right, total=total)

    def _reach(self, count: int) -> None:
        """Show the first points, and ring those that are wrong."""
        self.cloud.stand(self.places[:count])
        self.rings.stand(self.places[:count][~self.right[:count]])
        self.tally.set_value(int(self.right[:count].sum()))

    def _is_counted(self) -> bool:
        """Count the points that lie, as drawn, in the region of their class."""
        shown = len(self.cloud.places)
        few, many = self.plane.regions.wrong(self.cloud.places, self.cloud.labels[:shown])
        return few <= shown - self.tally.number.value <= many
