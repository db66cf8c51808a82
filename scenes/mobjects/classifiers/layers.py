"""Things that lie over one another in one place, each faded in and out where it lies."""

from __future__ import annotations

from typing import Self

from scenes.typed_manim import UpdateFromAlphaFunc, VGroup, VMobject

__all__ = ["Layers"]


class Layers(VGroup):
    """Layers from the bottom up, each with a level between 0, unseen, and 1, as it was made.

    A thing that fades in by Manim's own means comes to lie on top of all that is there.

    Parameters
    ----------
    **layers : VMobject
        By name; unseen until they are faded in.
    """

    def __init__(self, **layers: VMobject) -> None:
        super().__init__(*layers.values())
        self.layers = layers
        self.levels = dict.fromkeys(layers, 1.0)
        self.opaque = {
            part: (part.get_fill_opacity(), part.get_stroke_opacity())
            for layer in layers.values()
            for part in layer.get_family()
            if isinstance(part, VMobject)
        }
        self.set_levels(**dict.fromkeys(layers, 0.0))

    def set_levels(self, **levels: float) -> Self:
        """Set the levels of some layers."""
        for name, level in levels.items():
            self.levels[name] = level
            for part in self.layers[name].get_family():
                if isinstance(part, VMobject) and part in self.opaque:
                    fill, stroke = self.opaque[part]
                    part.set_fill(opacity=level * fill, family=False)
                    part.set_stroke(opacity=level * stroke, family=False)
        return self

    def fading(self, **levels: float) -> UpdateFromAlphaFunc:
        """Return the animation that brings some layers to other levels."""
        before = {name: self.levels[name] for name in levels}

        def update(_: object, share: float) -> None:
            self.set_levels(
                **{
                    name: before[name] + share * (end - before[name])
                    for name, end in levels.items()
                }
            )

        return UpdateFromAlphaFunc(self, update)
