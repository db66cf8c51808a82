"""A film of three beats with its file of beats, made once, and its deck."""

from __future__ import annotations

from scenes.rendering.options import RenderOptions
from scenes.rendering.parts import PartOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.rendering.settings import import_manim
from scenes.slides.deck import Deck

import_manim()

from manim import LEFT, RIGHT, FadeOut, Scene, Square  # noqa: E402

BEATS = ("A square", "To the right", "<b>Away & back</b>")


class Moves(Scene):
    """A square that stands, moves, and is put away at the end of its last beat."""

    def construct(self):
        square = Square(color="#FF0000", fill_opacity=1)
        self.next_section(BEATS[0])
        self.add(square)
        self.wait(0.8)
        self.next_section(BEATS[1])
        self.play(square.animate.shift(2 * RIGHT), run_time=0.8, subcaption="to the right")
        self.wait(0.4)
        self.next_section(BEATS[2])
        self.play(square.animate.shift(4 * LEFT), run_time=0.8, subcaption="to </script> the left")
        self.wait(0.4)
        self.play(FadeOut(square), run_time=0.4)


def deck(folder, scene=Moves, title="Moves & more"):
    """Render a scene at 30 frames per second and cut it at its beats."""
    small = {"pixel_width": 320, "pixel_height": 180, "frame_rate": 30.0}
    options = RenderOptions(output=folder / "film.mp4", own=small)
    done = render(scene, title, options, Silence(), part=PartOptions(beats=True))
    return Deck.of(done.path, done.path.with_suffix(".json"), title)
