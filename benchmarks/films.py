"""Every film at 1080p60, against the encoder alone and against stock Manim on the same scene.

All of them take an hour and more; ``OPTVIZ_BENCH_FILMS="lu products"`` chooses, and
``OPTVIZ_BENCH_QUALITY=low`` looks quickly. Each render is a process of its own (see ``rendering``).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Case
from benchmarks.rendering import AS_MANIM, encode, with_manim, with_optviz
from scenes.lessons.catalogue import lesson, lesson_names

BY_THE_ENCODER, BY_MANIM = 1.3, 0.35
"""The goals: our time as a part of the encoder's alone, and of Manim's."""

CHOSEN = os.environ.get("OPTVIZ_BENCH_FILMS", "").split()


def cases() -> Iterator[Case]:
    """Yield each film against the encoder alone, and against Manim."""
    with tempfile.TemporaryDirectory(prefix="optviz-bench-") as folder:
        place = Path(folder)
        for name in CHOSEN or lesson_names():
            ours = partial(with_optviz, place, name)
            again = partial(encode, place / "ours.mp4", AS_MANIM)
            storyboard = str(lesson(name).folder / "storyboard.py")
            yield Case(name, ours, again, "libx264", BY_THE_ENCODER)
            yield Case(name, ours, partial(with_manim, place, storyboard), "manim render", BY_MANIM)
