"""The doctor finds what is there, and says the remedy for each thing that is not."""

import importlib
import subprocess
import sys

import pytest

from scenes.rendering import doctor
from scenes.rendering.doctor import examine
from scenes.rendering.latex.kept_files import KeptFiles


def finding(name, folder):
    return next(item for item in examine(folder) if item.name == name)


def test_here_nothing_is_missing(tmp_path):
    assert [item for item in examine(tmp_path) if item.needed and not item.present] == []
    assert finding("Manim", tmp_path).detail.startswith("0.22")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("module", "name", "remedy"),
    [
        ("cairo", "cairo", "libcairo2-dev"),
        ("manimpango", "Pango", "libpango1.0-dev"),
        ("typst", "Typst", "pip install --force-reinstall typst"),
        ("av", "encoder for mp4 and mov", "pip install --force-reinstall av"),
    ],
)
def test_a_missing_library_has_its_remedy(monkeypatch, tmp_path, module, name, remedy):
    def import_module(wanted):
        if wanted == module:
            raise ImportError(f"{module}.so: cannot open shared object file")
        return importlib.import_module(wanted)

    monkeypatch.setattr(doctor, "import_module", import_module)
    found = finding(name, tmp_path)
    assert found.needed
    assert not found.present
    assert "cannot open shared object file" in found.detail
    assert remedy in found.remedy


def test_a_place_that_cannot_be_written(tmp_path):
    found = finding("folder to write in", tmp_path / "no")
    assert not found.present
    assert found.detail == "No such file or directory"


def test_a_full_disk_is_noted(monkeypatch, tmp_path):
    usage = type("Usage", (), {"free": 5 * 2**20})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage)
    found = finding("space on the disk", tmp_path)
    assert (found.present, found.needed, found.detail) == (False, False, "5 MB free")


def test_latex_is_noted_with_its_versions_or_the_way_to_it(monkeypatch, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    name = "LaTeX, for scenes of your own"
    found = finding(name, tmp_path)
    assert (found.present, found.needed) == (False, False)
    assert found.detail == "latex is not installed; MathTypst and Typst do without"
    assert found.remedy.startswith("Debian, Ubuntu: apt install texlive-latex-extra dvisvgm;")
    for program, version in (("latex", "pdfTeX 3.14"), ("dvisvgm", "dvisvgm 3.0")):
        (programs / program).write_text(f"#!/bin/sh\necho {version}\necho more\n")
        (programs / program).chmod(0o755)
    assert finding(name, tmp_path).detail == "pdfTeX 3.14, dvisvgm 3.0"


def test_kept_formulas_are_counted(monkeypatch, tmp_path):
    name = "kept formulas of LaTeX"
    assert finding(name, tmp_path).detail == "none are to be kept"
    monkeypatch.setenv("OPTVIZ_CACHE_DIR", str(tmp_path / "kept"))
    assert finding(name, tmp_path).detail == f"0, 0.0 MB of 64 MB at most, in {tmp_path / 'kept'}"
    assert list(tmp_path.iterdir()) == []
    for formula in "abc":
        KeptFiles(tmp_path / "kept").put(formula, bytes(2**20))
    found = finding(name, tmp_path)
    assert (found.present, found.needed) == (True, False)
    assert found.detail == f"3, 3.0 MB of 64 MB at most, in {tmp_path / 'kept'}"


def test_where_no_formula_can_be_kept(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("OPTVIZ_CACHE_DIR", str(tmp_path / "file" / "kept"))
    found = finding("kept formulas of LaTeX", tmp_path)
    assert (found.present, found.needed) == (False, False)
    assert found.detail == f"nothing can be kept in {tmp_path / 'file' / 'kept'}"
    assert found.remedy == "name another folder in OPTVIZ_CACHE_DIR"


@pytest.mark.parametrize(
    ("files", "detail"),
    [
        ([], "linalg, optviz and scenes are its own"),
        (["scenes/base.py", "linalg/mine.py"], "linalg, optviz and scenes are its own"),
        (["linalg.py"], "linalg is {}/linalg.py here"),
        (["linalg/__init__.py"], "linalg is {}/linalg/__init__.py here"),
        (
            ["scenes/theme.py", "scenes/base.py", "linalg.py"],
            "linalg is {0}/linalg.py here, scenes.theme is {0}/scenes/theme.py here",
        ),
        (["scenes/__init__.py", "scenes/theme.py"], "scenes is {}/scenes/__init__.py here"),
    ],
)
def test_what_has_the_name_of_a_module_of_ours_is_noted(tmp_path, files, detail):
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = finding("modules of optviz", tmp_path)
    assert found.detail == detail.format(tmp_path)
    assert (found.present, found.needed) == ("its own" in detail, False)


def run(tmp_path, *before):
    lines = ["import sys", *before, "from scenes.command_line.cli import main", "main(['doctor'])"]
    words = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)


def test_the_command_prints_a_line_for_each(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 0
    assert "ok       font for Korean: NanumGothic" in done.stdout.splitlines()


def test_a_missing_font_is_a_note(tmp_path):
    done = run(tmp_path, "sys.modules['koreanize_matplotlib'] = None")
    assert done.returncode == 0
    assert "note     font for Korean: no font here has" in done.stdout
    assert "pip install koreanize-matplotlib" in done.stdout


def test_the_status_is_1_if_something_needed_is_missing(tmp_path):
    done = run(tmp_path, "sys.modules['manimpango'] = None")
    assert done.returncode == 1
    assert "missing  Pango: " in done.stdout
    assert "libpango1.0-dev" in done.stdout
