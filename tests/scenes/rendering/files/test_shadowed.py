"""What is said where a module hides another of its name."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from processes import PATIENCE

from scenes.rendering.files.shadowed import remark_on


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lay(folder, *files):
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("mine = 1\n")


def cannot_import(name, module):
    return ImportError(f"cannot import name {name!r} from {module!r} (somewhere)", name=module)


def no_module(name):
    return ModuleNotFoundError(f"No module named {name!r}", name=name)


RENAME = "give it another name to import both"
OPEN = "give the folder another name, or remove its __init__.py"
CLOSE = "give the folder another name, or an __init__.py"


@pytest.mark.parametrize(
    ("files", "error", "remark"),
    [
        (
            ["linalg.py"],
            cannot_import("eliminate", "linalg"),
            f"linalg is linalg.py here and hides optviz's own linalg: {RENAME}",
        ),
        (
            ["linalg.py"],
            no_module("linalg.elimination"),
            f"linalg is linalg.py here and hides optviz's own linalg.elimination: {RENAME}",
        ),
        (
            ["scenes/theme.py"],
            cannot_import("THEMES", "scenes.theme"),
            f"scenes.theme is scenes/theme.py here and hides optviz's own scenes.theme: {RENAME}",
        ),
        (
            ["scenes/__init__.py"],
            no_module("scenes.lessons"),
            f"scenes is scenes/__init__.py here and hides optviz's own scenes.lessons: {OPEN}",
        ),
        (
            ["scenes/__init__.py"],
            cannot_import("lessons", "scenes"),
            f"scenes is scenes/__init__.py here and hides optviz's own scenes: {OPEN}",
        ),
        (
            ["linalg/record.py"],
            cannot_import("mine", "linalg.record"),
            f"linalg.record is optviz's own here and hides linalg/record.py: {CLOSE}",
        ),
        (
            ["scenes/lessons/mine.py"],
            no_module("scenes.lessons.mine"),
            f"scenes.lessons is optviz's own here and hides scenes/lessons/mine.py: {CLOSE}",
        ),
    ],
)
def test_the_module_that_hides_another_is_named_with_the_remedy(folder, files, error, remark):
    lay(folder, *files)
    assert remark_on(error) == remark


def test_an_attribute_that_is_missing(folder):
    lay(folder, "linalg.py")
    theirs = type(sys)("linalg")
    with pytest.raises(AttributeError) as error:
        theirs.eliminate  # noqa: B018
    assert (
        remark_on(error.value)
        == f"linalg is linalg.py here and hides optviz's own linalg: {RENAME}"
    )


@pytest.mark.parametrize(
    ("files", "error"),
    [
        ([], cannot_import("eliminate", "linalg")),  # nothing is hidden
        (["linalg.py"], cannot_import("elimiante", "linalg")),  # ours has none either
        (["linalg.py"], no_module("linalg.mine")),
        (["linalg.py"], no_module("numpi")),
        (["linalg.py"], ImportError("libcairo.so.2: cannot open")),
        (["linalg.py"], AttributeError("of nothing")),
        (["linalg.py"], KeyError("linalg")),
    ],
)
def test_nothing_is_said_where_nothing_is_hidden(folder, files, error):
    lay(folder, *files)
    assert remark_on(error) is None


def test_it_stands_below_the_line_of_the_file(tmp_path):
    lay(tmp_path, "linalg.py")
    (tmp_path / "main.py").write_text("\nfrom linalg import eliminate\n")
    code = "from optviz_command import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, "render", "main.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    first, *rest = done.stderr.splitlines()
    assert first.startswith("optviz: main.py, line 2: ImportError: cannot import name 'eliminate'")
    assert rest == [
        "    from linalg import eliminate",
        f"    linalg is linalg.py here and hides optviz's own linalg: {RENAME}",
    ]
