"""What is said to help against errors that people's files make."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from scenes.rendering.files.remedies import remedy_for

FILE = Path("talk.py")


def missing(name):
    return ModuleNotFoundError(f"No module named {name!r}", name=name)


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (missing("manimlib.imports"), "That is ManimGL; optviz renders scenes of Manim Community"),
        (missing("no_such_module.part"), rf".*{re.escape(sys.executable)} .*no_such_module$"),
        (missing("cv2"), r"To install it where optviz is: .* opencv-python$"),
        (NameError(name="TextMobject"), "TextMobject is of another Manim: .* Tex$"),
        (
            SyntaxError("Non-UTF-8 code starting with '\\xbe'"),
            "talk.py is not UTF-8: save it as UTF-8",
        ),
    ],
)
def test_what_helps(error, remedy):
    assert re.match(remedy, remedy_for(error, FILE))


@pytest.mark.parametrize(
    "error",
    [
        missing("json.no_such_part"),  # no package brings it
        NameError(name="Circel"),
        SyntaxError("(unicode error) 'unicodeescape' codec can't decode bytes in position 2-3"),
        ValueError("x"),
    ],
)
def test_what_nobody_knows_is_not_said(error):
    assert remedy_for(error, FILE) is None


def test_a_module_above_the_file_is_found(tmp_path, monkeypatch):
    (tmp_path / "films/parts").mkdir(parents=True)
    (tmp_path / "films/parts/base.py").touch()
    told = f"films/parts/base is in {tmp_path}, where Python does not look: PYTHONPATH="
    file, error = tmp_path / "films/parts/one.py", missing("films.parts.base")
    monkeypatch.chdir(tmp_path)
    assert remedy_for(error, file) == f"{told}. adds it"
    monkeypatch.chdir(tmp_path / "films")
    assert remedy_for(error, file) == f"{told}{tmp_path} adds it"
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert "PYTHONPATH" not in str(remedy_for(error, file))
