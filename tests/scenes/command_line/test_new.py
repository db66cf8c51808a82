"""``optviz new lesson``: a folder that renders, keeps the rules, and is called by its path."""

import sys

import commands
import pytest
from PIL import Image

from scenes.captions.catalogue import LANGUAGES


@pytest.fixture(autouse=True)
def _modules_as_before(monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path])
    before = {*sys.modules}
    yield
    for name in {*sys.modules} - before:
        if name.partition(".")[0] in ("two_circles", "mine"):
            del sys.modules[name]


def optviz(*words, folder, status=0):
    done = commands.run(*words, folder=folder)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path):
    optviz("new", "lesson", "two-circles", folder=tmp_path)
    return tmp_path


def change(folder, file, old, new):
    path = folder / "two_circles" / file
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_every_file_is_named(tmp_path):
    made = optviz("new", "lesson", "two_circles", folder=tmp_path).stdout.splitlines()
    assert made == [
        *(f"two_circles/{name}.py" for name in ("__init__", "parameters", "storyboard")),
        *(f"two_circles/locale/{name}/LC_MESSAGES/two_circles.po" for name in LANGUAGES),
    ]
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")} == {*made}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pace", ["slow", "normal", "fast"])
def test_a_new_lesson_keeps_the_rules(folder, language, pace):
    words = ["--language", language, "--pace", pace]
    assert optviz("lint", "./two_circles", *words, folder=folder).stdout == ""


def test_a_new_lesson_renders_and_has_options(folder):
    words = ["--matrix", "1 2; 3 4", "--at", "10", "--quality", "low", "-o", "a.png"]
    optviz("render", "./two_circles", *words, folder=folder)
    with Image.open(folder / "a.png") as picture:
        assert picture.size == (854, 480)
    assert "--matrix" in optviz("render", "two_circles", "--help", folder=folder).stdout


def test_its_storyboard_stands_for_its_folder(folder):
    assert optviz("lint", "two_circles/storyboard.py", folder=folder).stdout == ""


def test_captions_are_read_as_they_are_written(folder):
    change(folder, "locale/en/LC_MESSAGES/two_circles.po", "A matrix", "Any matrix")
    listed = optviz("render", "./two_circles", "--list-beats", folder=folder).stdout
    assert "Any matrix" in listed


def test_what_its_parameters_refuse_is_what_was_typed(folder):
    done = optviz("lint", "./two_circles", "--matrix", "1 2 3", folder=folder, status=2)
    assert done.stderr.startswith("optviz: --matrix: has as many rows as columns")


def test_a_mistake_in_a_storyboard_is_shown_where_it_is(folder):
    change(folder, "storyboard.py", 'self.say("matrix")', 'self.say("matricks")')
    done = optviz("lint", "./two_circles", folder=folder, status=1)
    assert "storyboard.py, line" in done.stderr
    assert 'self.say("matricks")' in done.stderr


def test_a_mistake_in_parameters_is_shown_where_it_is(folder):
    change(folder, "parameters.py", "Matrix(),", "Matrixx(),")
    done = optviz("lint", "./two_circles", folder=folder, status=1)
    assert "parameters.py, line" in done.stderr


def test_a_mistake_in_captions_is_shown_where_it_is(folder):
    change(folder, "locale/ko/LC_MESSAGES/two_circles.po", 'msgid "matrix"', 'msg "matrix"')
    done = optviz("lint", "./two_circles", "--language", "ko", folder=folder, status=1)
    assert "two_circles.po, line " in done.stderr


def test_a_language_that_is_missing_is_named(folder):
    (folder / "two_circles/locale/ko/LC_MESSAGES/two_circles.po").unlink()
    done = optviz("lint", "./two_circles", "--language", "ko", folder=folder, status=1)
    assert "has no captions in ko" in done.stderr


def test_nothing_is_written_over(folder):
    (folder / "two_circles" / "parameters.py").write_text("mine")
    done = optviz("new", "lesson", "two_circles", folder=folder, status=2)
    assert "two_circles is there already" in done.stderr
    assert (folder / "two_circles" / "parameters.py").read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Lesson", "small letters"),
        ("a.b", "small letters"),
        ("../b", "small letters"),
        ("class", "small letters"),
        ("json", "Python has a module json"),
        ("scenes", "Python has a module scenes"),
        ("permuted_lu", "there is a lesson permuted-lu"),
    ],
)
def test_a_name_that_cannot_be(tmp_path, name, said):
    assert said in optviz("new", "lesson", name, folder=tmp_path, status=2).stderr
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("./absent", "there is no folder './absent'"),
        ("./two_circles/locale", "has no __init__.py"),
    ],
)
def test_a_path_that_is_no_lesson(folder, path, said):
    assert said in optviz("render", path, folder=folder, status=2).stderr
