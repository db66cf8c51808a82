"""Rendering at 1080p60, from the start of the command to the file: three scenes, and a lesson.

Every render is a process of its own. The scenes are in ``benchmarks/scenes``; Manim gets its own
command line, once as it comes and once with four encoders side by side, and FFmpeg's libx264 alone
gets the finished video to decode and encode again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path

from benchmarks.measure import Case

SCENES = Path(__file__).with_name("scenes")
LESSON = Path(__file__).parents[1] / "scenes/lessons/linear_algebra/elimination/storyboard.py"

# The scene, and the goals: our time as a part of Manim's, and of the encoder's alone.
GOALS = {
    ("elimination.py", "EliminationByHand"): (1 / 2.2, 1.15),
    ("contours.py", "DescentOnContours"): (1 / 6, 1.5),
    ("geometry.py", "CircleOfAngles"): (1 / 4, 1.5),
}

QUALITY = os.environ.get("OPTVIZ_BENCH_QUALITY", "high")
"""``low`` for a quick look: 854 × 480 pixels, 15 a second."""

AS_MANIM = {"crf": "23"}
VERYFAST = {"preset": "veryfast", "crf": "20"}

README = ("elimination", "--matrix", "1 2 1; 3 8 1; 0 4 1", "--rhs", "2 12 2", "--quality", "low")


def cases() -> Iterator[Case]:
    """Yield each scene against Manim, Manim with four encoders, and the encoder alone."""
    with tempfile.TemporaryDirectory(prefix="optviz-bench-") as folder:
        yield from _cases(Path(folder))


def _cases(place: Path) -> Iterator[Case]:
    again = partial(encode, place / "ours.mp4", AS_MANIM)
    for (file, scene), (manim_goal, encoder_goal) in GOALS.items():
        ours = partial(with_optviz, place, str(SCENES / file), scene)
        stock = partial(with_manim, place, str(SCENES / file), scene)
        name = file.removesuffix(".py")
        yield Case(name, ours, stock, "manim render", manim_goal)
        four = partial(stock, "--max-inflight-encoders", "4")
        yield Case(name, ours, four, "manim render, 4 encoders")
        yield Case(name, ours, again, "libx264", encoder_goal)
    lesson = partial(with_optviz, place, "elimination")
    yield Case("lesson", lesson, partial(with_manim, place, str(LESSON)), "manim render")
    yield Case("lesson", lesson, again, "libx264", 1.3)
    fast = partial(with_optviz, place, "elimination", "--encode", "fast")
    quick = partial(encode, place / "ours.mp4", VERYFAST)
    yield Case("lesson, --encode fast", fast, quick, "libx264, veryfast", 1.3)


def remarks() -> Iterator[str]:
    """Say what is no ratio of times: memory, waiting for a draft, more cores by a model."""
    with tempfile.TemporaryDirectory(prefix="optviz-bench-") as folder:
        place = Path(folder)
        for file, scene in GOALS:
            ours = with_optviz(place, str(SCENES / file), scene).memory
            stock = with_manim(place, str(SCENES / file), scene).memory
            yield f"peak memory, {file}: {ours:.0f} MB, {ours / stock:.2f} × manim's (goal ≤ 1.5)"
        draft = min(with_optviz(place, *README, plain=True).seconds for _ in range(3))
        yield f"the README's example at low quality: {draft:.1f} s (goal < 4)"
        yield from _scaling(place)


@dataclass(frozen=True)
class _Run:
    """What one process took, with the children it waited for."""

    seconds: float
    own: float
    """Seconds of processors, of the process itself."""
    children: float
    memory: float
    """Megabytes at most."""


def _scaling(place: Path) -> Iterator[str]:
    """Model more processes from measurements at one and two.

    One process goes through the scene and forks, the others draw and encode. So a film takes as
    long as either the first, or all their work shared among the cores, whichever is more.
    """
    for file, scene in GOALS:
        one, two = (
            with_optviz(place, str(SCENES / file), scene, "--processes", str(n)) for n in (1, 2)
        )
        work = two.own + two.children
        predicted = ", ".join(
            f"{one.own / 2 / max(two.own, work / cores):.1f} × on {cores}" for cores in (4, 8, 16)
        )
        yield (
            f"model for more cores, {file}: {one.own:.1f} s of work by one process; by two "
            f"{work:.1f} s, of which {two.own:.1f} s cannot be shared; against one process on "
            f"2 cores {predicted} cores"
        )


def with_optviz(place: Path, *what: str, plain: bool = False) -> _Run:
    """Render by ``optviz render``, at the quality that is measured or, plain, at its own."""
    asked = () if plain else ("--quality", QUALITY)
    return _run("scenes", "render", *what, *asked, "--output", str(place / "ours.mp4"))


def with_manim(place: Path, file: str, *options: str) -> _Run:
    """Render by ``manim render``."""
    quality = {"low": ("-r", "854,480", "--fps", "15"), "high": ("-qh",)}[QUALITY]
    quiet = ("--verbosity", "ERROR", "--progress_bar", "none", "--disable_caching")
    scene, options = options[:1], options[1:]
    return _run(
        "manim", "render", *quality, *quiet, *options, "--media_dir", str(place), file, *scene
    )


_MEASURED = """
import atexit, json, resource, runpy, sys
def tell():
    own, children = (resource.getrusage(who) for who in (0, resource.RUSAGE_CHILDREN))
    print("\\n" + json.dumps([own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime,
                             max(own.ru_maxrss, children.ru_maxrss)]))
atexit.register(tell)
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""


def _run(*words: str) -> _Run:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _MEASURED, *words], check=True, capture_output=True
    )
    own, children, memory = json.loads(done.stdout.splitlines()[-1])
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return _Run(time.perf_counter() - start, own, children, memory / unit)


def encode(video: Path, options: Mapping[str, str]) -> None:
    """Decode a video and encode it again with these options of libx264."""
    import av

    with av.open(str(video)) as film, av.open(str(video.with_name("again.mp4")), "w") as again:
        source = film.streams.video[0]
        stream = again.add_stream(
            "libx264", rate=Fraction(source.average_rate or 60), options=dict(options)
        )
        stream.width, stream.height, stream.pix_fmt = source.width, source.height, "yuv420p"
        for frame in film.decode(video=0):
            frame.pict_type = 0
            again.mux(stream.encode(frame))
        again.mux(stream.encode())
