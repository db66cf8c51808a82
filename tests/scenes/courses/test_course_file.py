"""Course files: what is read, and every mistake with its line and key."""

from pathlib import Path

import pytest

from scenes.courses.course_file import EXAMPLE, CourseError, read_course
from scenes.courses.making import parameters_of
from scenes.parameters.declarations import ParameterError


def course(tmp_path, text):
    path = tmp_path / "week.toml"
    path.write_text(text, encoding="utf-8")
    return read_course(path)


def mistakes(tmp_path, text):
    with pytest.raises(CourseError) as caught:
        course(tmp_path, text)
    return list(caught.value.mistakes)


def test_the_example_is_a_course_whose_parameters_are_right(tmp_path):
    read = course(tmp_path, EXAMPLE)
    assert read.title == "Week 1: elimination"
    assert read.folder == tmp_path / "week1"
    assert [item.file for item in read.items] == [
        "01-elimination-film.mp4",
        "02-elimination-still.svg",
        "03-lu-handout-1.pdf",
        "03-lu-handout-2.pdf",
        "04-column-picture-figure.svg",
    ]
    assert [item.language for item in read.items] == ["en", "en", "ko", "ko", "en"]
    assert {item.quality for item in read.items} == {"medium"}
    for item in read.items:
        parameters_of(item)


def test_an_item_may_say_otherwise_than_the_course(tmp_path):
    text = """
[course]
theme = "light"
[[item]]
kind = "film"
lesson = "lu"
quality = "low"
[[item]]
kind = "slides"
lesson = "lu"
theme = "dark"
name = "an lu talk"
"""
    first, second = course(tmp_path, text).items
    assert (first.theme, first.quality) == ("light", "low")
    assert (second.theme, second.quality, second.file) == ("dark", "high", "an lu talk.html")


FILM = '[[item]]\nkind = "film"\nlesson = "lu"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["week.toml: there is nothing to make: add an [[item]]"]),
        ("[course\n", ["week.toml: line 1: "]),
        ("item = 3\n", ["week.toml, line 1, item: is a list of tables: [[item]]"]),
        ("course = 3\n" + FILM, ["week.toml, line 1, course: is a table: [course]"]),
        ('[cuorse]\ntitle = "x"\n' + FILM,
         ["week.toml, line 1, cuorse: no such key; did you mean course?"]),
        ('[course]\n\nlanguage = "de"\n' + FILM,
         ["week.toml, line 3, course.language: 'de' is not one of en, ko"]),
        ("[course]\ntitle = 3\n" + FILM, ["week.toml, line 2, course.title: is a text in quotes"]),
        (FILM + "[[item]]\nlesson = 'lu'\n",
         ["week.toml, line 4, item 2: kind: is one of film, still, slides, handout, figure"]),
        (FILM + '[[item]]\nkind = "flim"\n', ["line 5, item 2: kind: is one of "]),
        ('[[item]]\nkind = "film"\nlesson = "elimnation"\n',
         ["line 3, item 1: lesson: no lesson is called 'elimnation'; did you mean elimination?"]),
        ('[[item]]\nkind = "handout"\nlesson = "lu"\n', ["line 1, item 1: topic: is missing"]),
        (FILM + 'format = "avi"\n', ["line 4, item 1: format: a film is one of mp4, webm, gif"]),
        (FILM + 'at = "#2"\n', ["line 4, item 1: at: is for a still"]),
        ('[[item]]\nkind = "still"\nlesson = "lu"\n', ["item 1: at: says which moment"]),
        (FILM + "parameters = 3\n", ["line 4, item 1: parameters: is a table"]),
        (FILM + 'name = "../x"\n', ["line 4, item 1: name: is letters, digits"]),
        (FILM + 'name = "a"\n' + FILM + 'name = "A"\n',
         ["line 8, name: A.mp4 is the item of line 1 too"]),
        (FILM + "matrices = []\n", ["line 4, item 1: matrices: is a list"]),
        (FILM + 'matrices = ["1"]\nparameters = { matrix = "2" }\n',
         ["line 4, item 1: matrices: stands in place of parameters.matrix"]),
        (FILM + 'pace = "fats"\ncolour = "red"\n',
         ["line 5, item 1: colour: no such key", "line 4, item 1: pace: 'fats' is not one of"]),
    ],
)  # fmt: skip
def test_each_mistake_has_its_line_and_key(tmp_path, text, expected):
    found = mistakes(tmp_path, text)
    assert len(found) == len(expected)
    for line, words in zip(found, expected, strict=True):
        assert words in line
        assert "\n" not in line


def test_all_mistakes_come_at_once(tmp_path):
    text = (
        '[[item]]\nkind = "x"\n[[item]]\nkind = "film"\nlesson = "y"\n[[item]]\nkind = "figure"\n'
    )
    assert len(mistakes(tmp_path, text)) == 3


def test_a_file_that_is_not_there_or_no_text(tmp_path):
    with pytest.raises(CourseError, match="No such file"):
        read_course(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CourseError, match="is not UTF-8 at byte 0"):
        read_course(tmp_path / "bytes.toml")


def test_parameters_are_read_as_on_the_command_line(tmp_path):
    text = '[[item]]\nkind = "handout"\ntopic = "lu"\nparameters = { matrix = "1 2; 3" }\n'
    (item,) = course(tmp_path, text).items
    with pytest.raises(ParameterError, match="row 2"):
        parameters_of(item)
    nothing_runs = '[[item]]\nkind = "handout"\ntopic = "lu"\nmatrices = ["__import__(1)"]\n'
    (item,) = course(tmp_path, nothing_runs).items
    with pytest.raises(ParameterError):
        parameters_of(item)


def test_the_documentation_shows_the_example():
    shown = Path(__file__).parents[3] / "docs" / "_static" / "week1.toml"
    assert shown.read_text(encoding="utf-8") == EXAMPLE
