"""Lessons that other packages bring, beside those of this one."""

import sys

import commands
import pytest

from scenes.command_line.new.lesson_folder import write_lesson
from scenes.courses import fingerprints
from scenes.courses.course_file import read_course
from scenes.lessons import catalogue
from scenes.lessons.catalogue import BrokenLessonError, lesson, lesson_names


@pytest.fixture
def brought(tmp_path, monkeypatch):
    """Install a package with a lesson, one that is named as another is, and one that is missing."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "__init__.py").write_text("")
    write_lesson("doubled_rows", tmp_path / "mine")
    about = tmp_path / "mine-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    points = ["doubled-rows = mine.doubled_rows", "lu = mine.doubled_rows", "gone = mine.gone"]
    (about / "entry_points.txt").write_text("\n".join(["[optviz.lessons]", *points, ""]))
    monkeypatch.syspath_prepend(str(tmp_path))
    catalogue._brought.cache_clear()
    yield tmp_path
    catalogue._brought.cache_clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "mine"]:
        del sys.modules[name]


def test_they_are_listed_and_a_broken_one_is_named(brought):
    done = commands.run("lessons", folder=brought)
    assert done.returncode == 0
    assert "doubled-rows  " in done.stdout
    assert "mine:lu" in done.stdout
    assert "elimination  " in done.stdout
    assert "the lesson gone cannot be loaded" in done.stderr


def test_a_name_of_this_package_stays_its_own(brought):
    assert lesson("lu").package == "scenes.lessons.linear_algebra.lu"
    assert lesson("mine:lu").package == "mine.doubled_rows"
    with pytest.raises(BrokenLessonError):
        _ = lesson("gone").parameters


def test_one_is_rehearsed_as_the_others_are(brought):
    done = commands.run("lint", "doubled-rows", "--language", "ko", folder=brought)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_its_folder_is_the_same_lesson(brought):
    assert lesson(str(brought / "mine" / "doubled_rows")) == lesson("doubled-rows")
    folder = lesson("lu").folder
    assert lesson(str(folder)) == lesson("lu")


def test_without_packages_that_bring_any_there_are_ours_alone():
    assert all(not lesson(name).outside for name in lesson_names())


def test_a_course_is_made_again_when_such_a_lesson_changes(brought):
    file = brought / "week.toml"
    file.write_text('[[item]]\nkind = "film"\nlesson = "doubled-rows"\n')
    (item,) = read_course(file).items
    before = fingerprints.fingerprint(item)
    fingerprints._digest.cache_clear()
    assert fingerprints.fingerprint(item) == before
    (brought / "mine" / "shared.py").write_text("SIZE = 2\n")
    fingerprints._digest.cache_clear()
    assert fingerprints.fingerprint(item) != before
