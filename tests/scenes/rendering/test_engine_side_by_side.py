"""Many renders at once, in one folder: each makes its own file, and none disturbs another."""

from __future__ import annotations

import subprocess
import sys

SCENES = """
from manim import *

class Words(Scene):
    def construct(self):
        self.play(Write(Text("the same glyphs")), run_time=0.4)
        self.play(FadeIn(MathTypst("x^2 + 1/2").shift(DOWN)), run_time=0.4)
        self.wait(0.4)
"""


def test_many_renders_at_once(tmp_path):
    (tmp_path / "words.py").write_text(SCENES)
    words = [f"render words.py --quality low --output {name}.mp4".split() for name in "abcc"]
    began = [
        subprocess.Popen(
            [sys.executable, "-m", "scenes", *line], cwd=tmp_path, stdout=subprocess.DEVNULL
        )
        for line in words
    ]
    assert [process.wait(120) for process in began] == [0] * 4
    films = sorted(tmp_path.glob("*.mp4"))
    assert [film.stem for film in films] == ["a", "b", "c"]
    assert len({film.read_bytes() for film in films}) == 1
    left = {path.name for path in tmp_path.iterdir()} - {film.name for film in films}
    assert left <= {"words.py", "__pycache__"}
