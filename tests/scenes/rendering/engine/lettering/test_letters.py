"""Letters that no font has, on a machine whose only font is DejaVu Sans, or without any."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import matplotlib
import pytest
from manimpango import TextSetting
from processes import PATIENCE

from scenes.rendering.engine.lettering import letters
from scenes.typesetting.typeset import font_folders

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere fonts are not found by fontconfig"
)

DRAW = """
import sys
from contextlib import ExitStack
from pathlib import Path

import manimpango
from manim import Typst, tempconfig
from manimpango import MarkupUtils, TextSetting
from scenes.rendering.engine.lettering.letters import letters_drawn, missing_letters
from scenes.rendering.engine.lettering.typst_letters import typst_letters_drawn

folder, ours, *texts = Path(sys.argv[1]), sys.argv[2] == "ours", *sys.argv[3:]
registered = [text.removeprefix("font:") for text in texts if text.startswith("font:")]
for font in registered:
    manimpango.register_font(font)
with ExitStack() as stack:
    stack.enter_context(tempconfig({"media_dir": str(folder)}))
    if ours:
        stack.enter_context(letters_drawn())
        stack.enter_context(typst_letters_drawn())
    for k, text in enumerate(texts):
        place, where = str(folder / f"{k}.svg"), (10, 10, 600, 400)
        if text.startswith("typst:"):
            Path(place).write_bytes(Typst(text.removeprefix("typst:")).file_name.read_bytes())
        elif text.startswith("<"):
            MarkupUtils.text2svg(text, "", "NORMAL", "NORMAL", 20, 0, False, place, *where)
        else:
            lines = [TextSetting(0, len(text), "", "NORMAL", "NORMAL", line_num=0)]
            manimpango.text2svg(lines, 20 + k, 20, True, place, *where, text)
print([font.path for font in manimpango.registered_fonts])
print(*missing_letters())
"""


@pytest.fixture
def fonts(tmp_path):
    """Return what gives the variables of a machine that has DejaVu Sans and these fonts only."""
    dejavu = Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"

    def environment(*folders, latin=True):
        place = tmp_path / f"fonts{latin}{len(folders)}"
        place.mkdir(exist_ok=True)
        if latin:
            shutil.copy(dejavu, place)
        listed = "".join(f"<dir>{folder}</dir>" for folder in (place, *folders))
        cache = f"<cachedir>{tmp_path / 'fontconfig'}</cachedir>"
        (place / "fonts.conf").write_text(f"<fontconfig>{listed}{cache}</fontconfig>")
        return {**os.environ, "FONTCONFIG_FILE": str(place / "fonts.conf")}

    return environment


def drawn(folder, environment, *words):
    """Draw texts in a process of its own; return the files, and what is said in the end."""
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(folder), *words],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    files = [file.read_text() for file in sorted(folder.glob("*.svg"))]
    # Cairo numbers the surfaces of a process; Manim's log may come first.
    said = done.stdout.splitlines()[-2:]
    return [re.sub(r"surface\d+", "surface", file) for file in files], said


def test_korean_is_drawn_as_where_its_font_is_installed_and_all_else_as_pango_does(tmp_path, fonts):
    korean = ["가우스 소거법 abc", "<b>한글</b> &amp; <u>abc</u>", "かな 漢字"]
    others = ["plain", "→ ∑ é", "<i>plain</i>", "ཀ", "随 中", "two\u200b\u00adparts"]
    texts = [others[0], *korean, *others[1:]]
    ours, (registered, said) = drawn(tmp_path / "ours", fonts(), "ours", *texts)
    installed, _ = drawn(tmp_path / "installed", fonts(*font_folders()), "plain", *texts)
    bare, _ = drawn(tmp_path / "bare", fonts(), "plain", *texts)
    assert ours[1:4] == installed[1:4]
    assert all(one != other for one, other in zip(ours[1:4], bare[1:4], strict=True))
    assert ours[:1] + ours[4:7] == bare[:1] + bare[4:7]
    assert ours[7] == installed[7]  # the one letter has a glyph there, the other none
    assert ours[8] == bare[8]
    assert registered == "[]"
    assert said == (
        "no font here has ཀ 随, drawn as boxes: "
        "install Noto Sans (Debian, Ubuntu: apt install fonts-noto-core) "
        "and Noto Sans CJK (Debian, Ubuntu: apt install fonts-noto-cjk)"
    )


def test_typst_has_korean_where_a_machine_has_it_not_and_all_else_as_ever(tmp_path, fonts):
    korean = ["typst:한글 $x + 1$", "typst:*가* 漢字"]
    others = ["typst:plain é → $sum x$", "typst:简", "typst:two\u200b\u00adparts"]
    ours, (_, said) = drawn(tmp_path / "ours", fonts(), "ours", *korean, *others)
    installed, _ = drawn(tmp_path / "installed", fonts(*font_folders()), "plain", *korean)
    bare, _ = drawn(tmp_path / "bare", fonts(), "plain", *korean, *others)
    assert ours[:2] == installed
    assert all(one != other for one, other in zip(ours[:2], bare[:2], strict=True))
    assert ours[2:] == bare[2:]
    assert said.startswith("no font here has 简, drawn as boxes: install Noto Sans CJK")


def test_where_nothing_is_missing_nothing_is_said(tmp_path, fonts):
    texts = ["plain", "한글", "<b>가</b>", "typst:한글"]
    ours, (_, said) = drawn(tmp_path / "ours", fonts(*font_folders()), "ours", *texts)
    plain, _ = drawn(tmp_path / "plain", fonts(*font_folders()), "plain", *texts)
    assert ours == plain
    assert said == ""


def test_a_machine_without_any_font_has_those_of_the_lessons(tmp_path, fonts):
    ours, (_, said) = drawn(tmp_path / "ours", fonts(latin=False), "ours", "plain", "한글")
    only = fonts(*font_folders(), latin=False)
    plain, _ = drawn(tmp_path / "plain", only, "plain", "plain", "한글")
    assert ours == plain
    assert said == ""


def test_a_text_of_which_pango_draws_nothing_is_drawn_with_the_fonts_of_the_lessons(
    tmp_path, monkeypatch
):
    """Where it finds no font Pango draws boxes at most times, and now and then nothing."""
    general, first = letters.manimpango.text2svg, threading.current_thread()

    def without_fonts(*values):
        general(*values)
        if threading.current_thread() is first:
            Path(values[4]).write_text("<svg></svg>")

    monkeypatch.setattr(letters, "_general_text", without_fonts)
    drawing, file = letters._Letters(), tmp_path / "text.svg"
    for text, bare in [("ab", False), ("\u200b\u3164", True)]:
        lines = [TextSetting(0, len(text), "", "NORMAL", "NORMAL", line_num=0)]
        drawing.draw_text(lines, 20, 20, True, str(file), 10, 10, 600, 400, text)
        assert ("<path" not in file.read_text()) == bare
    assert not drawing.missing


def test_a_font_that_a_scene_has_registered_stays(tmp_path, fonts):
    own = shutil.copy(font_folders()[0] / "NanumGothicBold.ttf", tmp_path / "own.ttf")
    words = ("ours", f"font:{own}", "한글", "随", "ab")
    _, (registered, said) = drawn(tmp_path / "ours", fonts(), *words)
    assert registered == f"[{str(own)!r}]"
    assert said.startswith("no font here has 随, drawn")


SCENE = """
from manim import *

TITLE = Text("한글 简")

class One(Scene):
    def construct(self):
        text = Text("한글 1")
        self.add(text)
        self.play(UpdateFromAlphaFunc(text, lambda text, t: text.become(Text(f"随 😀 {t:.2f}"))))
"""


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_render_says_once_which_letters_no_font_has(tmp_path, fonts, processes):
    (tmp_path / "mine.py").write_text(SCENE)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "scenes", "render", "mine.py"),
            *("--quality", "low", "--fps", "4", "--processes", processes),
        ],
        cwd=tmp_path,
        env=fonts(),
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert done.stdout.split() == ["mine.mp4"]
    assert done.stderr == (
        "optviz: no font here has 简 随, drawn as boxes: "
        "install Noto Sans CJK (Debian, Ubuntu: apt install fonts-noto-cjk)\n"
    )
