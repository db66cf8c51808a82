"""``%%optviz``: the page or the film of what is typed; nothing is run, and errors are lines."""

import pytest

from scenes.notebook import films, run
from scenes.notebook.magic import Notes


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("explain lu --matrix '2 1; 8 7'", ""),
        ("", "explain lu\n  --matrix '2 1\n8 7'\n"),
        ("optviz explain lu", "--matrix '2 1; 8 7'"),
    ],
)
def test_explain_shows_its_page(line, cell, capsys):
    notes = run(line, cell)
    assert isinstance(notes, Notes)
    assert "<mn>8</mn>" in notes._repr_html_()
    assert "prefers-color-scheme" not in notes._repr_html_()
    assert repr(notes).startswith("The factors of A = LU\n")
    assert r"\documentclass" not in notes._repr_latex_()
    assert capsys.readouterr() == ("", "")


def test_the_page_is_in_the_language_asked_for_and_says_what_was_assumed():
    assert "행렬" in repr(run("explain lu --matrix '2 1; 8 7' --language ko"))
    assert "x, y" in repr(run("explain elimination --matrix '2y + x = 3; x - y = 0'"))


def test_other_formats_are_printed_or_go_to_files(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run("explain lu --to markdown") is None
    assert capsys.readouterr().out.startswith("# The factors of A = LU\n")
    assert run("explain lu -o lu.tex") is None
    assert (tmp_path / "lu.tex").read_text().count(r"\documentclass") == 1
    assert capsys.readouterr().out.strip() == "lu.tex"
    assert run("lessons") is None
    assert "elimination" in capsys.readouterr().out
    assert run("explain lu --help") is None
    assert capsys.readouterr().out.startswith("Usage: optviz explain lu")


def test_render_shows_the_film_that_a_record_shows(monkeypatch):
    asked = []
    monkeypatch.setattr(films, "_kept", {})
    monkeypatch.setattr(films, "_rendered", lambda *given: asked.append(given) or "film")
    assert run("render elimination --matrix '1 2; 3 4' --theme light --quality medium") == "film"
    ((_, parameters, options),) = asked
    assert parameters.A == ((1, 2), (3, 4))
    assert (options.theme, options.quality) == ("light", "medium")


def test_render_to_a_file_is_the_command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run("render products --left 2 --right 3 --quality low --at 1 -o one.png") is None
    assert (tmp_path / "one.png").read_bytes()[1:4] == b"PNG"
    assert capsys.readouterr().out.strip() == "one.png"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("explain lu --matrix '2 x y; 8 7'", "--matrix: row 2 has 2 entries, row 1 has 3"),
        ("explain lu --matrix '2 1; 8 7", "no closing quotation: put a matrix between two"),
        ("explain luu", "there is no topic 'luu'; did you mean lu?"),
        ("explain lu --matrx 1", "No such option '--matrx'. Did you mean '--matrix'?"),
        ("render eliminaton", "no lesson is called 'eliminaton'; did you mean"),
        ("render lu --captions file", "--captions: a film in a notebook has no files: burned"),
        ("explain descent --to npz", "--to: npz holds numbers, no text: name its file"),
        ("__import__('os').system('true')", "there is no command"),
        ("import os", "there is no command 'import'"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(typed, said, capsys):
    assert run(typed) is None
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"optviz: {said}")
    assert len(err.splitlines()) <= 3
