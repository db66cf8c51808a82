"""A project whose own modules are called as ours: each finds what it asks for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from processes import PATIENCE

BASE = (
    "from manim import *\n\nclass Base(Scene):\n    def construct(self):\n        self.wait(0.2)\n"
)
COMMAND = "from optviz_command import main; main()"
PICTURE = ("--format", "png", "--quality", "low")


def lay(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def optviz(*words, folder, status=0, code=COMMAND, path=()):
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*path, *sys.path])},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == status, done.stderr
    return done


FOLDERS = {
    "scenes/base.py": BASE,
    "linalg/mine.py": "def three():\n    return 3\n",
    "main.py": """
from linalg import eliminate
from linalg.mine import three
from scenes.base import Base
from scenes.theme import THEMES

class One(Base):
    def construct(self):
        from scenes.later import width
        assert eliminate([[three()]]).pivots == ((0, 0),)
        print(width)
        super().construct()
""",
    "scenes/later.py": "width = 7\n",
}
PACKAGES = {
    "scenes/__init__.py": "from .base import Base\n\nwidth = 7\n",
    "scenes/base.py": BASE,
    "scenes/theme.py": "THEMES = 'mine'\n",
    "linalg.py": "def eliminate():\n    return 'mine'\n",
    "optviz/__init__.py": "",
    "main.py": """
from importlib import import_module
import linalg
import optviz
from scenes import Base, width

class One(Base):
    def construct(self):
        from scenes.theme import THEMES
        assert (linalg.eliminate(), THEMES) == ("mine", "mine")
        assert import_module("scenes.base").Base is Base
        assert not hasattr(optviz, "minimize")
        print(width)
        super().construct()
""",
}
PART = {
    "scenes/base.py": "from scenes.theme import WIDTH\n",
    "scenes/theme.py": "WIDTH = 7\n",
    "main.py": """
from scenes.base import WIDTH
from scenes.lessons.linear_algebra.elimination.storyboard import EliminationLesson
from scenes.parts.lesson import Lesson

class One(EliminationLesson):
    def construct(self):
        assert isinstance(self, Lesson)
        assert self.theme.background
        print(WIDTH)
        self.wait(0.2)
""",
}


@pytest.mark.parametrize("files", [FOLDERS, PACKAGES, PART], ids=["folders", "packages", "part"])
def test_their_modules_and_ours_do_not_meet(tmp_path, files):
    lay(tmp_path, files)
    done = optviz("render", "main.py", *PICTURE, folder=tmp_path)
    assert done.stdout.split() == ["7", "main.png"]


def test_their_modules_may_be_on_the_path_before_ours(tmp_path):
    lay(tmp_path, PACKAGES)
    found = optviz("explain", "lu", "--matrix", "2 1; 8 7", folder=tmp_path, path=[str(tmp_path)])
    assert "4" in found.stdout
    done = optviz("render", "main.py", *PICTURE, folder=tmp_path, path=[str(tmp_path)])
    assert done.stdout.split() == ["7", "main.png"]


def test_a_file_may_put_their_folder_on_the_path(tmp_path):
    lay(tmp_path, PACKAGES)
    (tmp_path / "films").mkdir()
    ahead = f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n"
    (tmp_path / "films" / "two.py").write_text(ahead + PACKAGES["main.py"])
    done = optviz("render", "films/two.py", *PICTURE, folder=tmp_path)
    assert done.stdout.split() == ["7", "two.png"]


@pytest.mark.parametrize("forks", [True, False])
def test_several_processes_find_them_too(tmp_path, forks):
    lay(tmp_path, PACKAGES)
    text = PACKAGES["main.py"].replace("print(width)", "self.add(Dot())")
    (tmp_path / "main.py").write_text(f"from manim import Dot\n{text}")
    code = f"from scenes.rendering.options import RenderOptions as o; o.forks = {forks}; {COMMAND}"
    words = ["render", "main.py", "--quality", "low", "--processes", "2"]
    done = optviz(*words, folder=tmp_path, code=code)
    assert done.stdout.split() == ["main.mp4"]


@pytest.mark.parametrize("name", ["scenes", "linalg", "optviz"])
def test_a_file_may_be_called_as_a_package(tmp_path, name):
    lay(tmp_path, {f"{name}.py": f"from linalg import lu\n{BASE}" if name == "scenes" else BASE})
    done = optviz("render", f"{name}.py", *PICTURE, folder=tmp_path)
    assert done.stdout == f"{name}.png\n"


def test_plain_manim_finds_folders_without_init_and_a_lesson(tmp_path):
    files = {**FOLDERS, "scenes/of_mine.py": "WIDTH = 7\n"}
    story = PART["main.py"].replace("scenes.base", "scenes.of_mine")
    files["main.py"] = f"from linalg.mine import three\n{story}"
    lay(tmp_path, files)
    words = ["render", "main.py", "One", "-ql", "-s", "--progress_bar", "none"]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "manim", *words, "--media_dir", "media"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(tmp_path.rglob("One*.png"))
