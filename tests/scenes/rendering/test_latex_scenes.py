"""Scenes of a person's own that want LaTeX, where it is missing or refuses what it gets.

LaTeX itself is not needed: scripts stand in for it, but for one test.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import manim as m
import pytest
from manim.mobject.text import numbers
from processes import PATIENCE

from scenes.rendering.engine.lettering import latex
from scenes.rendering.engine.substitutes import substitutes
from scenes.rendering.latex.faults import LatexError, MissingLatexError

SCENE = "from manim import *\n\nclass One(Scene):\n    def construct(self):\n        "

INSTALL = (
    "    To install it: Debian, Ubuntu: apt install texlive-latex-extra dvisvgm; macOS: brew "
    "install --cask mactex-no-gui; Windows: MiKTeX, from miktex.org"
)

REFUSES = r"""
for word; do case $word in
  -output-directory=*) folder=${word#*=} ;;
  *.tex) name=${word##*/} ;;
esac; done
cat > "$folder/${name%.tex}.log" <<'END'
This is pdfTeX
! Undefined control sequence.
l.7 \special{dvisvgm:raw <g id='unique000'>}one \foo
                                                   two
! Emergency stop.
END
exit 1
"""

TYPESETS = REFUSES.replace(
    'cat > "$folder/${name%.tex}.log"', 'echo > "$folder/${name%.tex}.dvi"; cat > /dev/null'
).replace("exit 1", "exit 0")


def fake(folder, **programs):
    """Put programs of these texts into a folder, and return it as a path to find programs by."""
    place = folder / "programs"
    place.mkdir()
    for name, text in programs.items():
        (place / name).write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{text}")
        (place / name).chmod(0o755)
    return str(place)


def told(folder, code, path, *words):
    """Return what ``optviz render`` says of a scene that cannot be rendered, line by line."""
    (folder / "mine.py").write_text(SCENE + code + "\n")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "scenes", "render", "mine.py", "--quality", "low", *words],
        cwd=folder,
        env={**os.environ, "PATH": path, "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1, done.stderr
    assert not list(folder.glob("*.mp4"))
    assert not list(folder.glob(".rendering*"))
    return done.stderr.splitlines()


def test_missing_latex_is_told_with_who_wants_it_and_what_works_without(tmp_path):
    code = 'self.add(BraceLabel(Square(), r"\\pi"))'
    assert told(tmp_path, code, fake(tmp_path)) == [
        (
            'optviz: mine.py, line 5: MathTex(r"\\pi") of BraceLabel needs LaTeX, '
            "and latex is not installed here"
        ),
        f"    {code}",
        INSTALL,
        "    Without it: BraceLabel(…, label_constructor=MathTypst), or BraceText",
    ]


def test_latex_without_dvisvgm_is_told(tmp_path):
    first, _, install, _ = told(tmp_path, 'Tex("one")', fake(tmp_path, latex=TYPESETS))
    assert first.endswith('Tex("one") needs LaTeX, and dvisvgm is not installed here')
    assert install == INSTALL


def test_a_formula_outside_a_scene_is_told_too(tmp_path):
    first, *_ = told(tmp_path, 'pass\n\nNAME = Tex("one")', fake(tmp_path))
    assert first == (
        'optviz: mine.py, line 7: Tex("one") needs LaTeX, and latex is not installed here'
    )


@pytest.mark.parametrize("words", [[], ["--processes", "2"]])
def test_what_latex_refuses_is_told_and_its_log_stays(tmp_path, words):
    code = (
        "dot = Dot()\n"
        '        self.play(UpdateFromAlphaFunc(dot, lambda dot, a: Tex("one", r" \\foo two")))'
    )
    first, source, read, unread, log = told(tmp_path, code, fake(tmp_path, latex=REFUSES), *words)
    assert first == (
        'optviz: mine.py, line 6: latex refuses Tex(r"one \\foo two"): '
        "Undefined control sequence \\foo"
    )
    assert source == f"    {code.splitlines()[1].strip()}"
    assert [read, unread] == ["    l.7 one \\foo", "                two"]
    kept = Path(re.fullmatch(r"    LaTeX's log: (.*\.log)", log)[1])
    assert kept.read_text().startswith("This is pdfTeX\n! Undefined control sequence.")
    assert r"\foo two" in kept.with_suffix(".tex").read_text()


def test_latex_that_fails_without_a_log_is_told_in_its_words(tmp_path):
    says = 'echo "! I can\'t find the format file latex.fmt" ; exit 1'
    first, _ = told(tmp_path, 'Tex("one")', fake(tmp_path, latex=says))
    assert first.endswith('latex refuses Tex("one"): I can\'t find the format file latex.fmt')
    shutil.rmtree(tmp_path / "programs")
    first, _ = told(tmp_path, 'Tex("one")', fake(tmp_path, latex="exit 3"))
    assert first.endswith('latex refuses Tex("one"): it left with status 3')


def test_what_dvisvgm_says_is_told(tmp_path):
    says = 'echo "WARNING: something" >&2; echo "ERROR: can\'t find cmr10.pfb" >&2; exit 1'
    first, _ = told(tmp_path, 'Tex("one")', fake(tmp_path, latex=TYPESETS, dvisvgm=says))
    assert first.endswith('dvisvgm makes no picture of Tex("one"): can\'t find cmr10.pfb')


@pytest.mark.parametrize(("text", "is_told"), [("50% of it", True), (r"50\% of it", False)])
def test_a_percent_sign_that_begins_a_comment_is_told_of(tmp_path, text, is_told):
    """What ends the formula stands behind it, so that dvisvgm speaks of XML."""
    says = 'echo "ERROR: XML error: missing closing tag(s): </g>" >&2; exit 1'
    lines = told(tmp_path, f'Tex(r"{text}")', fake(tmp_path, latex=TYPESETS, dvisvgm=says))
    remedy = r"    % begins a comment in LaTeX, up to the end of the line: \% is the sign"
    assert (remedy in lines) == is_told


# In this process


@pytest.fixture
def without_latex(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", fake(tmp_path))
    monkeypatch.setattr(numbers, "string_to_mob_map", {})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    latex._folder.cache_clear()
    with m.tempconfig({"media_dir": str(tmp_path)}), latex.latex_heard(), substitutes():
        yield
    latex._folder.cache_clear()


NUMBERS = {"label_constructor": m.MathTypst}
WORDS = {"label_constructor": m.Text}


@pytest.mark.parametrize(
    ("wants", "instead", "said"),
    [
        (lambda: m.MathTex("x"), lambda: m.MathTypst("x^2 / 2"), 'MathTypst("x^2 / 2")'),
        (lambda: m.SingleStringMathTex("x"), lambda: m.MathTypst("x"), "MathTypst("),
        (lambda: m.Tex("a"), lambda: m.Typst("a *b*"), 'Typst("…")'),
        (lambda: m.Title("a"), lambda: m.Text("a").to_edge(m.UP), 'Text("…").to_edge(UP)'),
        (lambda: m.BulletedList("a"), lambda: m.Typst("- one\n- two"), 'Typst("- one\\n- two")'),
        (
            lambda: m.DecimalNumber(1.5),
            lambda: m.DecimalNumber(1.5, mob_class=m.MathTypst),
            "DecimalNumber(…, mob_class=MathTypst)",
        ),
        (
            lambda: m.Integer(3),
            lambda: m.Integer(3, mob_class=m.MathTypst),
            "Integer(…, mob_class=MathTypst)",
        ),
        (
            lambda: m.Variable(1, "x"),
            lambda: [m.MathTypst("x ="), m.DecimalNumber(1, mob_class=m.MathTypst)],
            'MathTypst("x =") beside DecimalNumber(…, mob_class=MathTypst)',
        ),
        (
            lambda: m.NumberLine([0, 2], include_numbers=True),
            lambda: m.NumberLine([0, 2], include_numbers=True, **NUMBERS),
            "NumberLine(…, label_constructor=MathTypst)",
        ),
        (
            lambda: m.Axes().add_coordinates(),
            lambda: m.Axes(axis_config=NUMBERS).add_coordinates(),
            'axis_config={"label_constructor": MathTypst} for the numbers',
        ),
        (
            lambda: m.NumberPlane().add_coordinates(),
            lambda: m.NumberPlane(axis_config=NUMBERS).add_coordinates(),
            'axis_config={"label_constructor": MathTypst} for the numbers',
        ),
        (
            lambda: m.Axes().get_axis_labels("x", "y"),
            lambda: m.Axes().get_axis_labels(m.MathTypst("x"), m.MathTypst("y")),
            'labels that are MathTypst("x") in place of "x"',
        ),
        (
            lambda: m.ComplexPlane().add_coordinates(),
            m.ComplexPlane,
            "ComplexPlane without its coordinates",
        ),
        (
            lambda: m.PolarPlane().add_coordinates(),
            m.PolarPlane,
            "PolarPlane without its coordinates",
        ),
        (
            lambda: m.BarChart([1, 2], bar_names=["a", "b"]),
            lambda: m.BarChart(
                [1, 2], bar_names=["a", "b"], x_axis_config=WORDS, y_axis_config=WORDS
            ).get_bar_labels(label_constructor=m.Text),
            'x_axis_config={"label_constructor": Text}, y_axis_config={"label_constructor": Text},',
        ),
        (
            lambda: m.Matrix([[1, 2]]),
            lambda: m.MathTypst("mat(1, 2; 3, 4)"),
            'MathTypst("mat(1, 2; 3, 4)")',
        ),
        (
            lambda: m.BraceLabel(m.Dot(), "a"),
            lambda: [m.BraceLabel(m.Dot(), "a", **NUMBERS), m.BraceText(m.Dot(), "a")],
            "BraceLabel(…, label_constructor=MathTypst), or BraceText",
        ),
        (
            lambda: m.Brace(m.Dot()).get_tex("a"),
            lambda: m.Brace(m.Dot()).put_at_tip(m.Text("a")),
            'put_at_tip(Text("…"))',
        ),
        (
            lambda: m.MathTable([["a"]]),
            lambda: m.Table([["a"]], element_to_mobject=m.MathTypst),
            "Table(…, element_to_mobject=MathTypst)",
        ),
        (
            lambda: m.Graph([1], [], labels=True),
            lambda: m.Graph([1], [], labels={1: m.MathTypst("1")}),
            'labels={vertex: MathTypst("…")}',
        ),
        (
            lambda: m.LabeledDot("a"),
            lambda: m.LabeledDot(m.MathTypst("a")),
            'LabeledDot(MathTypst("…"))',
        ),
    ],
)
def test_what_works_without_latex(without_latex, wants, instead, said):
    with pytest.raises(MissingLatexError) as error:
        wants()
    assert said in error.value.more[-1]
    assert instead()


def test_who_has_provided_for_it_catches_what_manim_raises(without_latex, tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError):
        m.MathTex("x")
    shutil.rmtree(tmp_path / "programs")
    monkeypatch.setenv("PATH", fake(tmp_path, latex="exit 1"))
    with pytest.raises(ValueError, match=r'latex refuses MathTex\("x"\)'):
        m.MathTex("x")


def test_a_formula_split_at_double_braces_is_told_so(without_latex, tmp_path, monkeypatch):
    shutil.rmtree(tmp_path / "programs")
    monkeypatch.setenv("PATH", fake(tmp_path, latex="exit 1"))
    with pytest.raises(LatexError) as error:
        m.MathTex(r"{{ a }} + \frac{1}")
    assert error.value.more[0].startswith("Manim splits a formula at {{ … }}")


@pytest.mark.skipif(
    not (shutil.which("latex") and shutil.which("dvisvgm")),
    reason="LaTeX is not installed: apt install texlive-latex-extra dvisvgm",
)
def test_what_latex_itself_says_is_read(tmp_path):
    code = 'MathTex(r"\\sqrt{2}", "+", r"\\frcc{1}{2} + 3", substrings_to_isolate=["3"])'
    first, source, read, unread, log = told(tmp_path, code, os.environ["PATH"])
    assert first == (
        'optviz: mine.py, line 5: latex refuses MathTex(r"\\sqrt{2} + \\frcc{1}{2} + 3"): '
        "Undefined control sequence \\frcc"
    )
    assert source == f"    {code}"
    assert read.startswith("    l.8 ")
    assert read.endswith("\\frcc")
    assert unread.strip().startswith("{1}{2} + ")
    assert Path(log.removeprefix("    LaTeX's log: ")).is_file()
