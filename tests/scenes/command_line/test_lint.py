"""``optviz lint``: findings with their times, statuses, and lessons in a person's own file."""

import commands
import pytest

LESSON = """
from dataclasses import dataclass
from linalg import eliminate
from manim import FadeIn
from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.matrix_grid import MatrixGrid
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.rewrite import Rewrite
from scenes.parameters.single_matrix import SingleMatrix
from scenes.parts.lesson import Lesson
from scenes.stage import MAIN


class Doubled(Lesson):
    parameters_class = SingleMatrix

    def records(self):
        return [eliminate(self.parameters.A)]

    def construct(self):
        (record,) = self.records()
        grid = MatrixGrid(record.A, GridLayout.measure([record.A], Room(MAIN)), self.theme)
        self.beat("row.name", row=1)
        self.show(FadeIn(grid))
        self.hold(2)
        self.show(Rewrite(grid, {(0, 0): 7}), seconds=2)
        self.hold(2)
"""


def optviz(*words, folder, status):
    done = commands.run("lint", *words, folder=folder)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def file(tmp_path):
    (tmp_path / "doubled.py").write_text(LESSON)
    return tmp_path


def test_a_lesson_that_keeps_the_rules(tmp_path):
    done = optviz("products", folder=tmp_path, status=0)
    assert done.stdout == ""
    assert done.stderr.endswith("findings: 0\n")


def test_the_parameters_and_the_presentation_are_those_of_a_render(tmp_path):
    words = ["--left", "1 2; 3 4", "--right", "5 6; 7 8", "--language", "ko"]
    fast = optviz("products", *words, "--pace", "fast", folder=tmp_path, status=0)
    slow = optviz("products", *words, "--pace", "slow", folder=tmp_path, status=0)
    assert float(fast.stderr.split()[0]) < float(slow.stderr.split()[0])


def test_a_finding_has_its_time_and_its_rule(file):
    done = optviz("doubled.py", folder=file, status=1)
    found = done.stdout.splitlines()
    assert any("changes are announced: the matrix changes" in line for line in found)
    assert any("a film of bearable length: the film takes" in line for line in found)
    times = [float(line.split()[0]) for line in found]
    assert times == sorted(times)
    assert done.stderr.endswith(f"findings: {len(found)}\n")


def test_a_lesson_in_a_file_has_its_options(file):
    shown = optviz("doubled.py", "--help", folder=file, status=0).stdout
    assert "--matrix" in shown
    assert "--theme" in shown
    done = optviz("doubled.py", "--matrix", "2 1; 8 x y", folder=file, status=2)
    assert "--matrix: " in done.stderr


def test_of_several_lessons_in_a_file_one_is_named(file):
    with (file / "doubled.py").open("a") as text:
        text.write("\n\nclass Again(Doubled):\n    pass\n")
    assert "Again" in optviz("doubled.py", folder=file, status=2).stderr
    assert "bearable length" in optviz("doubled.py", "Again", folder=file, status=1).stdout


def test_a_file_without_a_lesson_is_told_what_lint_needs(tmp_path):
    (tmp_path / "plain.py").write_text(
        "from manim import *\nclass A(Scene):\n    def construct(self): self.wait()\n"
    )
    done = optviz("plain.py", folder=tmp_path, status=2)
    assert "plain.py has no lesson" in done.stderr
    assert "scenes.parts.lesson.Lesson" in done.stderr


def test_a_mistake_in_a_file_is_shown_where_it_is(file):
    text = (file / "doubled.py").read_text().replace("self.hold(2)", "self.hold(1 / 0)", 1)
    (file / "doubled.py").write_text(text)
    done = optviz("doubled.py", folder=file, status=1)
    assert "doubled.py, line " in done.stderr
    assert "ZeroDivisionError" in done.stderr


@pytest.mark.parametrize("word", ["prodcts", "absent.py"])
def test_what_is_not_there(tmp_path, word):
    assert word in optviz(word, folder=tmp_path, status=2).stderr
