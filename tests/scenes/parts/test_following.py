"""What changes as a whole is shown at each share of the time, and never copied."""

import pytest
from manim import Dot

from scenes.parts.following import Following
from scenes.typed_manim import linear


def test_it_shows_each_share_and_ends_at_the_end():
    shown = []
    following = Following(Dot(), shown.append, linear)
    following.begin()
    for alpha in (0.25, 0.5):
        following.interpolate(alpha)
    following.finish()
    assert shown == pytest.approx([0, 0.25, 0.5, 1])
    assert not following.starting_mobject.has_points()
