"""Rendering at 1080p60, from the start of the command to the file: three scenes, and a lesson.

Every render is a process of its own. The scenes are in ``benchmarks/scenes``; Manim gets its own
command line, once as it comes and once with four encoders side by side, and FFmpeg's libx264 alone
gets the finished video to decode and encode again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

from benchmarks.measure import Case

SCENES = Path(__file__).with_name("scenes")

# The scene, and the goals: our time as a part of Manim's, and of the encoder's alone.
GOALS = {
    ("elimination.py", "EliminationByHand"): (1 / 2.2, 1.15),
    ("contours.py", "DescentOnContours"): (1 / 6, 1.5),
    ("geometry.py", "CircleOfAngles"): (1 / 4, 1.5),
}

QUALITY = os.environ.get("OPTVIZ_BENCH_QUALITY", "high")
"""``low`` for a quick look: 854 × 480 pixels, 15 a second."""


def cases() -> Iterator[Case]:
    """Yield each scene against Manim, Manim with four encoders, and the encoder alone."""
    with tempfile.TemporaryDirectory(prefix="optviz-bench-") as folder:
        yield from _cases(Path(folder))


def _cases(place: Path) -> Iterator[Case]:
    for (file, scene), (manim_goal, encoder_goal) in GOALS.items():
        ours = partial(_optviz, place, str(SCENES / file), scene)
        name = file.removesuffix(".py")
        yield Case(name, ours, partial(_manim, place, file, scene), "manim render", manim_goal)
        yield Case(
            name,
            ours,
            partial(_manim, place, file, scene, "--max-inflight-encoders", "4"),
            "manim render, 4 encoders",
        )
        yield Case(name, ours, partial(_encode, place / "ours.mp4"), "libx264", encoder_goal)
    lesson = partial(_optviz, place, "elimination")
    yield Case("lesson", lesson, partial(_encode, place / "ours.mp4"), "libx264", 1.3)


def _optviz(place: Path, *what: str) -> None:
    _run("scenes", "render", *what, "--quality", QUALITY, "--output", str(place / "ours.mp4"))


def _manim(place: Path, file: str, scene: str, *options: str) -> None:
    quality = {"low": ("-r", "854,480", "--fps", "15"), "high": ("-qh",)}[QUALITY]
    quiet = ("--verbosity", "ERROR", "--progress_bar", "none", "--disable_caching")
    target = ("--media_dir", str(place), str(SCENES / file), scene)
    _run("manim", "render", *quality, *quiet, *options, *target)


def _run(*words: str) -> None:
    subprocess.run([sys.executable, "-W", "ignore", "-m", *words], check=True, capture_output=True)


def _encode(video: Path) -> None:
    """Decode a video and encode it again as Manim does."""
    import av

    with av.open(str(video)) as film, av.open(str(video.with_name("again.mp4")), "w") as again:
        source = film.streams.video[0]
        stream = again.add_stream(
            "libx264", rate=Fraction(source.average_rate or 60), options={"crf": "23"}
        )
        stream.width, stream.height, stream.pix_fmt = source.width, source.height, "yuv420p"
        for frame in film.decode(video=0):
            frame.pict_type = 0
            again.mux(stream.encode(frame))
        again.mux(stream.encode())
