"""Scenes of a person's own file, found and rendered."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import av
import pytest
from click.testing import CliRunner
from PIL import Image
from processes import PATIENCE

from scenes.command_line.render import render
from scenes.rendering.files.fault_places import place_in
from scenes.rendering.files.remedies import remedy_for
from scenes.rendering.files.scene_files import SceneFileError, scene_called, scenes_in
from scenes.rendering.settings import import_manim

import_manim()

FILE = """
from manim import *
from beside import COLOUR

class First(Scene):
    def construct(self):
        self.play(FadeIn(Dot(color=COLOUR)), run_time=0.4, subcaption="a dot")

class Second(First):
    pass
"""


@pytest.fixture(autouse=True)
def _the_path_ends_with_the_test(monkeypatch):
    """A person's folder is put on the path: what lies in it must not meet a later test."""
    monkeypatch.setattr(sys, "path", sys.path.copy())


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "beside.py").write_text("COLOUR = '#FF0000'\n")
    path = tmp_path / "two_scenes.py"
    path.write_text(FILE)
    return path


def test_scenes_come_in_the_order_of_the_file_without_what_they_inherit_from(tmp_path):
    path = tmp_path / "ordered.py"
    path.write_text(
        "from manim import *\n"
        "class Base(Scene):\n    colour = RED\n"
        "class Zeta(Base):\n    def construct(self):\n        pass\n"
        "class Alpha(Zeta):\n    pass\n"
        "Other = Alpha\n"
    )
    assert list(scenes_in(path)) == ["Zeta", "Alpha"]


def test_a_scene_that_leaves_its_story_to_manim_is_one_where_there_is_no_other(tmp_path):
    path = tmp_path / "ready.py"
    path.write_text(
        "from manim import *\nclass Ready(Scene):\n    def setup(self):\n        pass\n"
    )
    assert list(scenes_in(path)) == ["Ready"]


def test_a_class_with_a_part_to_be_told_is_for_others(tmp_path):
    path = tmp_path / "abstract.py"
    path.write_text(
        "from abc import ABC, abstractmethod\nfrom manim import *\n"
        "class Base(Scene, ABC):\n    def construct(self):\n        self.story()\n"
        "    @abstractmethod\n    def story(self): ...\n"
        "class One(Base):\n    def story(self):\n        pass\n"
    )
    assert list(scenes_in(path)) == ["One"]


def test_numbers_drawn_by_lot_at_the_import_are_the_same_each_time(tmp_path):
    path = tmp_path / "lot.py"
    path.write_text(
        "import random\nimport numpy as np\nfrom manim import Scene\n"
        "class Drawn(Scene):\n    numbers = random.random(), np.random.random()\n"
    )
    first, second = (scenes_in(path)["Drawn"].numbers for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Frist", "two_scenes.py has no scene 'Frist'; did you mean First?"),
        ("Scene", "two_scenes.py has no scene 'Scene'; it has First, Second"),
    ],
)
def test_what_is_not_there_is_named(file, name, message):
    with pytest.raises(SceneFileError) as error:
        scene_called(name, scenes_in(file), file)
    assert str(error.value) == message


def test_a_file_without_a_scene_is_told_what_one_is(tmp_path):
    path = tmp_path / "plain.py"
    path.write_text("x = 1\n")
    with pytest.raises(
        SceneFileError, match=r"plain\.py has no scene: a class in it that inherits"
    ):
        scenes_in(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SceneFileError, match="there is no file"):
        scenes_in(tmp_path / "none.py")


# Several scenes


SEVERAL = """
from manim import *

class Base(Scene):
    pass

class Zeta(Base):
    '''What comes first.

    And more of it.
    '''

    def construct(self):
        self.play(FadeIn(Dot()), run_time=0.2)

class Still(Scene):
    def construct(self):
        self.add(Square(fill_opacity=1))

class Failing(Scene):
    def construct(self):
        self.wait(0.2)
        self.play(1 / 0)

class Alpha(Scene):
    def construct(self):
        self.wait(0.2)
"""


@pytest.fixture
def several(tmp_path):
    (tmp_path / "several.py").write_text(SEVERAL)
    return tmp_path


def made_in(folder):
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".py")


def test_without_a_name_the_scenes_are_listed(several):
    done = optviz("render", "several.py", folder=several, status=2)
    assert done.stdout == ""
    assert [line.rstrip() for line in done.stderr.splitlines()] == [
        "optviz: say which scene of several.py, or --all for every one:",
        "Zeta     What comes first.",
        "Still",
        "Failing",
        "Alpha",
    ]


def test_one_that_fails_does_not_stop_the_others(several):
    words = ["several.py", "--all", "--quality", "low"]
    done = optviz("render", *words, folder=several, status=1)
    assert done.stdout.split() == made_in(several)[::-1] == ["Zeta.mp4", "Still.png", "Alpha.mp4"]
    assert done.stderr.splitlines() == [
        "optviz: Still plays nothing: a picture, not a film",
        "optviz: Failing is not made: several.py, line 23: ZeroDivisionError: division by zero",
        "    self.play(1 / 0)",
    ]
    debug = optviz("--debug", "render", *words, folder=several, status=1).stderr
    assert "Traceback" in debug


def test_those_that_are_named_go_into_a_folder(several):
    words = ["Still", "Zeta", "Zeta", "--quality", "low", "--format", "png", "-o", "new/films"]
    done = optviz("render", "several.py", *words, folder=several, status=0)
    assert done.stdout.split() == ["new/films/Still.png", "new/films/Zeta.png"]
    assert made_in(several / "new/films") == ["Still.png", "Zeta.png"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Zeta", "Alhpa"], "several.py has no scene 'Alhpa'; did you mean Alpha?"),
        (["Zeta", "--all"], "--all is every scene: without names"),
        (
            ["Zeta", "Alpha", "-o", "one.mp4"],
            "--output: 'one.mp4' is one file: for several scenes it names a folder, such as films",
        ),
        (["Zeta", "-o", "."], "--output: '.' is a folder: name a file in it, film.mp4 say"),
    ],
)
def test_nothing_is_made_of_what_is_mistyped(several, words, told):
    done = optviz("render", "several.py", *words, folder=several, status=2)
    assert done.stderr.splitlines()[0] == f"optviz: {told}"
    assert made_in(several) == []


@pytest.mark.parametrize("ending", ["mp4", "webm"])
@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_scene_that_plays_nothing_is_a_picture(several, ending, processes):
    words = ["Still", "--quality", "low", "-o", f"a.{ending}", "--processes", processes]
    done = optviz("render", "several.py", *words, folder=several, status=0)
    assert done.stdout == "a.png\n"
    with Image.open(several / "a.png") as picture:
        assert picture.size == (854, 480)
        assert picture.getpixel((427, 240)) == (255, 255, 255)
        assert picture.getpixel((10, 10)) == (0, 0, 0)


def test_a_scene_that_skips_all_is_a_picture_of_its_end(tmp_path):
    (tmp_path / "skipped.py").write_text(
        "from manim import *\n"
        "class One(Scene):\n    def construct(self):\n"
        "        self.next_section(skip_animations=True)\n"
        "        self.play(FadeIn(Square(fill_opacity=1)))\n"
    )
    done = optviz("render", "skipped.py", "One", "--quality", "low", folder=tmp_path, status=0)
    assert done.stderr == "optviz: One skips all that it plays: a picture, not a film\n"
    with Image.open(tmp_path / "One.png") as picture:
        assert picture.getpixel((427, 240)) == (255, 255, 255)


@pytest.mark.parametrize("file_format", ["mp4", "gif", "png-sequence"])
def test_a_film_of_nothing_is_refused(several, file_format):
    words = ["Still", "--quality", "low", "--format", file_format]
    done = optviz("render", "several.py", *words, folder=several)
    assert done.stderr == (
        f"optviz: Still plays nothing, so there is no {file_format} of it: "
        "--format png makes a picture\n"
    )
    assert made_in(several) == []


# Files that fail


SCENE = "from manim import *\n\nclass One(Scene):\n    def construct(self):\n        "


def optviz(*words, folder, status=1, before="pass"):
    code = f"import sys; {before}; from scenes.command_line.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *words],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # else it lies beside the scenes
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == status, done.stderr
    return done


RETURN = '    return ends a scene; what reads the command line goes under if __name__ == "__main__"'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"{SCENE}self.play(Circel())\n",
            [
                "line 5: NameError: name 'Circel' is not defined",
                "    self.play(Circel())",
            ],
        ),
        (
            "from manim import *\nclass One(Scene)\n    pass\n",
            ["line 2: SyntaxError: expected ':'", "    class One(Scene)", " " * 20 + "^"],
        ),
        (
            f"import no_such_module\n{SCENE}pass\n",
            [
                "line 1: ModuleNotFoundError: No module named 'no_such_module'",
                "    import no_such_module",
                f"    {remedy_for(ModuleNotFoundError(name='no_such_module'), Path('mine.py'))}",
            ],
        ),
        (
            f"{SCENE}raise KeyError('mine')\n",
            ["line 5: KeyError: 'mine'", "    raise KeyError('mine')"],
        ),
        (
            f"{SCENE}raise ValueError('one\\ntwo')\n",
            ["line 5: ValueError: one; two", "    raise ValueError('one\\ntwo')"],
        ),
        (
            f"{SCENE}self.play(FadeIn(3))\n",  # goes wrong in Manim
            ["line 5: ", "    self.play(FadeIn(3))"],
        ),
        (
            f"{SCENE}self.add(Dot().add_updater(lambda dot, dt: 1 / 0))\n        self.wait(0.2)\n",
            [
                "line 5: ZeroDivisionError: division by zero",
                "    self.add(Dot().add_updater(lambda dot, dt: 1 / 0))",
            ],
        ),
        (
            f"{SCENE}exit()\n",
            ["line 5: the file ends the program here, so there is no film", "    exit()", RETURN],
        ),
        (
            f"import sys\n{SCENE}pass\nsys.exit('no data')\n",
            [
                "line 7: the file ends the program here, so there is no film: no data",
                "    sys.exit('no data')",
                RETURN,
            ],
        ),
        # wrong before anything in the file runs
        (
            f"{SCENE}pass\n    def __init__(self, n):\n        pass\n",
            [
                "line 3: TypeError: One.__init__() missing 1 required positional argument: 'n'",
                "    class One(Scene):",
                "    A scene is made without arguments, in Manim too: give each of them a default",
            ],
        ),
        # wrong where a frame is drawn, and Manim could not draw it either
        (
            f"{SCENE}self.add(Circle().set_stroke(width='x'))\n        self.wait(0.2)\n",
            ["line 6: ValueError: ", "    self.wait(0.2)"],
        ),
        (
            f"{SCENE}self.camera.frame_width = 0\n        self.play(FadeIn(Dot()))\n",
            ["line 6: ZeroDivisionError: ", "    self.play(FadeIn(Dot()))"],
        ),
        # wrong where the engine stands in for Manim
        (
            f"{SCENE}Text(5)\n",
            ["line 5: AttributeError: 'int' object has no attribute 'find'", "    Text(5)"],
        ),
        (
            f"{SCENE}Axes().c2p('x', 1)\n",
            ["line 5: ", "    Axes().c2p('x', 1)"],
        ),
        (
            f"{SCENE}self.play(Rotate(Arc(), 'x'))\n",
            ["line 5: ", "    self.play(Rotate(Arc(), 'x'))"],
        ),
        (
            f"from linalg import eliminate\n{SCENE}eliminate('1 2; 3')\n",
            ["line 6: ", "    eliminate('1 2; 3')"],
        ),
    ],
)
def test_what_goes_wrong_in_a_persons_file_is_shown_there(tmp_path, text, told):
    (tmp_path / "mine.py").write_text(text)
    done = optviz("render", "mine.py", "--quality", "low", folder=tmp_path)
    first, *rest = done.stderr.splitlines()
    assert first.startswith(f"optviz: mine.py, {told[0]}")
    assert rest == told[1:]
    assert not list(tmp_path.glob("*.mp4"))


@pytest.mark.parametrize("module", ["mine", "beside"])
def test_letters_that_are_not_utf_8_are_told_of(tmp_path, module):
    (tmp_path / "mine.py").write_text(f"import beside\n{SCENE}pass\n")
    (tmp_path / f"{module}.py").write_bytes("\nNAME = '안녕'\n".encode("cp949"))
    first, second = optviz("render", "mine.py", folder=tmp_path).stderr.splitlines()
    assert first.startswith(f"optviz: {module}.py, line 2: SyntaxError: ")
    assert second.startswith(f"    {module}.py is not UTF-8: save it as UTF-8, or ")


def test_a_file_in_utf_16_is_no_error_of_ours(tmp_path):
    path = tmp_path / "wide.py"
    path.write_text(f"{SCENE}pass\n", encoding="utf-16")
    with pytest.raises(SceneFileError, match=r"wide\.py is no program .* save it as UTF-8"):
        scenes_in(path)


def test_a_module_beside_the_file_is_named_and_debug_shows_the_way_there(tmp_path):
    (tmp_path / "mine.py").write_text(f"import beside\n{SCENE}pass\n")
    (tmp_path / "beside.py").write_text("\n\nCOLOUR = RED\n")
    done = optviz("render", "mine.py", folder=tmp_path)
    assert done.stderr.splitlines() == [
        "optviz: beside.py, line 3: NameError: name 'RED' is not defined",
        "    COLOUR = RED",
    ]
    debug = optviz("--debug", "render", "mine.py", folder=tmp_path).stderr
    assert "Traceback" in debug
    assert "import beside" in debug


def test_a_picture_of_what_cannot_be_drawn_is_refused(tmp_path):
    (tmp_path / "mine.py").write_text(f"{SCENE}self.add(Circle().set_stroke(width='x'))\n")
    told = optviz("render", "mine.py", "--quality", "low", folder=tmp_path).stderr
    assert told.startswith("optviz: mine.py: Manim cannot draw this: ValueError: ")


def test_what_is_compiled_is_in_no_folder(tmp_path, monkeypatch):
    """Cython names a file relative to where it was made."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").touch()
    with pytest.raises(ZeroDivisionError) as caught:
        exec(compile("\n1 / 0", "av/utils.py", "exec"))  # noqa: S102
    assert place_in(caught.value, tmp_path) is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "self.play(UpdateFromAlphaFunc(Dot(), lambda dot, alpha: 1 / 0))",
            "ZeroDivisionError: division by zero",
        ),
        ("self.add(Circle().set_stroke(width='x')); self.wait(0.2)", "ValueError: "),
    ],
)
def test_an_error_in_a_process_that_helps_is_shown_there_too(tmp_path, code, said):
    (tmp_path / "mine.py").write_text(f"{SCENE}{code}\n")
    done = optviz("render", "mine.py", "--quality", "low", "--processes", "2", folder=tmp_path)
    first, second = done.stderr.splitlines()
    assert first.startswith(f"optviz: mine.py, line 5: {said}")
    assert second == f"    {code}"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("self.add_subcaption(5)", "TypeError: a subcaption is a text, not 5"),
        ("self.play(FadeIn(Dot()), subcaption=['a'])", "TypeError: a subcaption is a text, not"),
        (r"self.add_subcaption('\ud83d')", "ValueError: the subcaption '\\ud83d' holds half a"),
    ],
)
def test_what_no_subtitle_can_hold_is_refused_at_its_line(tmp_path, code, said):
    (tmp_path / "mine.py").write_text(f"{SCENE}{code}\n        self.wait(0.2)\n")
    done = optviz("render", "mine.py", "--quality", "low", folder=tmp_path)
    first, second = done.stderr.splitlines()
    assert first.startswith(f"optviz: mine.py, line 5: {said}")
    assert second == f"    {code}"


def test_an_error_of_the_engine_is_reported_as_one(tmp_path):
    (tmp_path / "mine.py").write_text(f"{SCENE}self.wait(0.2)\n")
    before = (
        "from scenes.rendering.settings import import_manim; import_manim(); "
        "from scenes.rendering.engine.drawing.canvas import Canvas; "
        "from fractions import Fraction; "
        "Canvas.draw = lambda *a: Fraction(1, 0)"
    )
    done = optviz("render", "mine.py", "--quality", "low", folder=tmp_path, before=before)
    assert done.stderr.splitlines() == [
        "optviz: an error inside: ZeroDivisionError: Fraction(1, 0)",
        "Please report it with what --debug shows.",
    ]


@pytest.mark.parametrize("library", ["cairo", "manimpango"])
@pytest.mark.parametrize("what", ["mine.py", "elimination"])
def test_a_library_that_is_missing_leads_to_the_doctor(tmp_path, library, what):
    (tmp_path / "mine.py").write_text(f"{SCENE}self.wait(0.2)\n")
    before = f"sys.modules[{library!r}] = None"
    done = optviz("render", what, "--quality", "low", folder=tmp_path, before=before)
    first, second = done.stderr.splitlines()
    assert first.startswith("optviz: something that is needed cannot be loaded: ")
    assert library in first
    assert second.endswith("optviz doctor")


def test_a_file_may_be_called_as_the_package(tmp_path):
    (tmp_path / "scenes.py").write_text(f"{SCENE}self.wait(0.2)\n")
    done = optviz("render", "scenes.py", "--quality", "low", folder=tmp_path, status=0)
    assert done.stdout == "scenes.mp4\n"


# Lessons made from lessons


LESSON = """
from scenes.lessons.linear_algebra.elimination.parameters import EliminationParameters
from scenes.lessons.linear_algebra.elimination.storyboard import EliminationLesson
from scenes.parameters.presentation import Presentation

class Mine(EliminationLesson):
    parameters = EliminationParameters.from_mapping({"matrix": "5 0; 0 7", "rhs": "10 21"})
    presentation = Presentation(language="ko")

class Own(EliminationLesson):
    def __init__(self, **options):
        super().__init__(EliminationParameters.from_mapping({"matrix": "3"}), **options)
"""


def test_a_lesson_may_be_made_from_a_lesson(tmp_path):
    (tmp_path / "mine.py").write_text(LESSON)
    options = ("--quality", "low", "--fps", "2")
    optviz("render", "mine.py", "Mine", *options, folder=tmp_path, status=0)
    said = (tmp_path / "Mine.srt").read_text()
    assert "1열의 피벗은 5" in said
    optviz("render", "mine.py", "Own", *options, "--format", "png", folder=tmp_path, status=0)
    assert (tmp_path / "Own.png").is_file()


@pytest.mark.parametrize("encode", ["small", "fast"])
def test_it_is_rendered_with_its_subtitles(file, encode):
    words = [str(file), "First", "--quality", "low", "--encode", encode]
    result = CliRunner().invoke(render, words, catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.split() == ["First.mp4", "First.srt", "First.vtt"]
    with av.open("First.mp4") as film:
        assert sum(1 for _ in film.decode(video=0)) == 6


# A person's own settings


OWN = """
from manim import *

config.background_color = "#FF0000"
config.frame_rate = 10
config.media_dir = "elsewhere"


class One(Scene):
    def construct(self):
        self.play(FadeIn(Dot()), run_time=0.4)
"""


def seen(path):
    """Size, frames, and the colour in the corner of the first."""
    with av.open(str(path)) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    height, width, _ = frames[0].shape
    return width, height, len(frames), [round(value / 255) for value in frames[0][2, 2]]


@pytest.mark.parametrize(
    ("words", "expected", "told"),
    [
        (
            [],
            (270, 480, 4, [1, 0, 0]),
            [
                "manim.cfg: background_color = BLUE, pixel_width = 270, pixel_height = 480",
                "config in mine.py: background_color = #FF0000, frame_rate = 10",
            ],
        ),
        (
            ["--quality", "low", "--fps", "5"],
            (480, 854, 2, [1, 0, 0]),
            [
                (
                    "manim.cfg: background_color = BLUE; "
                    "the command line goes before pixel_width, pixel_height"
                ),
                (
                    "config in mine.py: background_color = #FF0000; "
                    "the command line goes before frame_rate"
                ),
            ],
        ),
    ],
)
def test_own_settings_are_followed_and_announced(tmp_path, words, expected, told):
    (tmp_path / "mine.py").write_text(OWN)
    (tmp_path / "manim.cfg").write_text(
        "[CLI]\nbackground_color = BLUE\npixel_width = 270\npixel_height = 480\nmedia_dir = m\n"
    )
    told = [f"optviz: {line}; not followed: media_dir" for line in told]
    for processes in ("1", "2"):
        more = ["--processes", processes, "--output", f"{processes}.mp4"]
        done = optviz("render", "mine.py", *words, *more, folder=tmp_path, status=0)
        assert done.stderr.splitlines() == told
        assert seen(tmp_path / f"{processes}.mp4") == expected
    assert (tmp_path / "1.mp4").read_bytes() == (tmp_path / "2.mp4").read_bytes()
    left = {path.name for path in tmp_path.iterdir()} - {"__pycache__"}
    assert left == {"1.mp4", "2.mp4", "manim.cfg", "mine.py"}


def test_a_value_that_no_film_can_have_is_named(tmp_path):
    (tmp_path / "mine.py").write_text(f"{SCENE}pass\nconfig.frame_rate = 0\n")
    done = optviz("render", "mine.py", folder=tmp_path)
    assert done.stderr == (
        "optviz: mine.py sets config.frame_rate: 0 is out of range: from 1 to 240\n"
    )


def test_a_size_that_the_encoder_has_no_picture_for_is_refused(tmp_path):
    text = f"{SCENE}self.wait(0.2)\n\nconfig.pixel_width, config.pixel_height = 101, 60\n"
    (tmp_path / "mine.py").write_text(text)
    done = optviz("render", "mine.py", folder=tmp_path)
    assert done.stderr.endswith(
        "optviz: 101 × 60 pixels cannot be an mp4, whose width and height are even numbers: "
        "another size, or --format webm or png\n"
    )
    for words in (["--format", "webm"], ["--transparent"]):
        optviz("render", "mine.py", *words, folder=tmp_path, status=0)


def test_what_the_file_configures_says_the_format_too(tmp_path):
    (tmp_path / "mine.py").write_text(f"{SCENE}self.wait(0.2)\n\nconfig.transparent = True\n")
    done = optviz("render", "mine.py", "--quality", "low", folder=tmp_path, status=0)
    assert done.stdout == "mine.mov\n"
    assert done.stderr.splitlines() == [
        "optviz: config in mine.py: background_opacity = 0.0",
        "optviz: an mp4 has a background always, so this is a mov",
    ]
    (tmp_path / "mine.py").write_text(f"{SCENE}self.wait(0.2)\n\nconfig.save_last_frame = True\n")
    done = optviz("render", "mine.py", "--quality", "low", folder=tmp_path, status=0)
    assert done.stdout == "mine.png\n"


def test_a_mistake_in_a_manim_cfg_is_shown_and_does_not_concern_lessons(tmp_path):
    (tmp_path / "mine.py").write_text(f"{SCENE}self.wait(0.2)\n")
    (tmp_path / "manim.cfg").write_text("[CLI]\nframe_rate = fast\n")
    done = optviz("render", "mine.py", folder=tmp_path)
    assert done.stderr == "optviz: manim.cfg, line 2: frame_rate: 'fast' is not a number\n"
    words = ["elimination", "--matrix", "2", "--quality", "low", "--format", "png"]
    assert optviz("render", *words, folder=tmp_path, status=0).stderr == ""


def test_a_preview_is_opened(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(f"{SCENE}self.wait(0.2)\n\nconfig.preview = True\n")
    monkeypatch.setenv("PATH", "")
    done = optviz("render", "mine.py", "--quality", "low", folder=tmp_path, status=0)
    assert done.stderr.splitlines() == [
        "optviz: config in mine.py: preview = True",
        "optviz: found no program here that opens it",
    ]


def test_what_only_adds_things_without_a_background_is_a_picture_with_alpha(several):
    words = ["Still", "--quality", "low", "--transparent"]
    done = optviz("render", "several.py", *words, folder=several, status=0)
    assert done.stderr == "optviz: Still plays nothing: a picture, not a film\n"
    with Image.open(several / "Still.png") as picture:
        assert picture.getpixel((427, 240)) == (255, 255, 255, 255)
        assert picture.getpixel((10, 10)) == (0, 0, 0, 0)
