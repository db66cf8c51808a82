"""Clouds of labelled points: one mobject for each class, however many points there are."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from scenes.mobjects.plots.markers import Shape
from scenes.mobjects.plots.polylines import bezier_points
from scenes.mobjects.plots.trail import STYLES
from scenes.theme import Role, Theme
from scenes.typed_manim import VGroup, VMobject

__all__ = ["MOST_CLASSES", "Cloud", "Points"]

MOST_CLASSES = len(STYLES)
_RADIUS = 0.085
_ROUND = 4 / 3 * np.tan(np.pi / 8)  # how far the handles of a quarter of a circle reach


class Points(VMobject):
    """Many marks of one shape, as one mobject.

    Parameters
    ----------
    shape : Shape
    role : Role
    theme : Theme
    radius : float
    hollow : bool
        Whether only their outlines are drawn.
    """

    def __init__(
        self, shape: Shape, role: Role, theme: Theme, *, radius: float, hollow: bool = False
    ) -> None:
        super().__init__(
            fill_color=theme.background if hollow else theme[role],
            fill_opacity=1,
            stroke_color=theme[role] if hollow else theme.background,
            stroke_width=2.5 if hollow else 1.0,
        )
        self.outline = radius * _outline(shape)

    def stand(self, places: NDArray[np.float64]) -> Self:
        """Stand at these places on the frame, (k, 2); made for every frame."""
        points = np.zeros((len(places) * len(self.outline), 3))
        points[:, :2] = (places[:, None] + self.outline).reshape(-1, 2)
        self.set_points(points)
        return self


class Cloud(VGroup):
    """Points of several classes, each with its colour and its shape.

    Parameters
    ----------
    labels : array_like, (N,)
        The class of each, from 0; at most four classes.
    theme : Theme
    hollow : bool
        Whether only outlines are drawn: points that were held out.

    Attributes
    ----------
    labels : ndarray, (N,)
    places : ndarray, (N, 2)
        Where they stand on the frame; before `stand`, nowhere.
    """

    def __init__(self, labels: ArrayLike, theme: Theme, *, hollow: bool = False) -> None:
        self.labels = np.asarray(labels, dtype=int)
        self.places = np.zeros((0, 2))
        classes = range(int(self.labels.max(initial=0)) + 1)
        self.kinds = [
            Points(look.shape, look.role, theme, radius=_RADIUS, hollow=hollow)
            for look in (STYLES[k] for k in classes)
        ]
        super().__init__(*self.kinds)

    def stand(self, places: NDArray[np.float64]) -> Self:
        """Stand at these places on the frame, (N, 2), or only the first of them."""
        self.places = places
        labels = self.labels[: len(places)]
        for k, points in enumerate(self.kinds):
            points.stand(places[labels == k])
        return self


def _outline(shape: Shape) -> NDArray[np.float64]:
    """Return the outline of a mark of radius 1 as cubic curves, (4k, 2)."""
    if shape is Shape.DISC:
        quarter = np.array([[1, 0], [1, _ROUND], [_ROUND, 1], [0, 1]])
        turns = [np.array([[0, 1], [-1, 0]])] * 4
        quarters = [quarter @ np.linalg.matrix_power(turn, k) for k, turn in enumerate(turns)]
        return np.asarray(shape.value[0][1] * np.concatenate(quarters))
    angles, distances = np.array(shape.value).T
    turned = np.deg2rad(angles)
    corners = distances[:, None] * np.column_stack([np.cos(turned), np.sin(turned)])
    return bezier_points([np.concatenate([corners, corners[:1]])])[:, :2]
