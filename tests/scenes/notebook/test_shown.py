"""Which lesson shows which record: the record itself is among what the lesson draws, or no film."""

import numpy as np
import pytest

import linalg
import optviz
from linalg.errors import LinalgError
from optviz.network import backpropagate
from optviz.network.graph.scalars import apply, variables
from scenes.notebook import films
from scenes.notebook.shown import NoFilmError, showing

RECORDS = {
    "elimination": linalg.eliminate("1 2 1; 3 8 1; 0 4 1", "2 12 2"),
    "elimination without b": linalg.eliminate("1 2; 3 4"),
    "elimination of floats": linalg.eliminate([[0.1, 2.0], [3.0, 4.0]], [[1.0], [2.0]]),
    "solution": linalg.solve("1 2; 2 4", "5 10"),
    "lu": linalg.lu("2 1; 8 7"),
    "lu of symbols": linalg.lu("a 1/2; 3 sqrt(2)"),
    "ldu": linalg.ldu("2 1; 8 7"),
    "plu": linalg.plu("0 2; 3 4"),
    "plu, largest pivots": linalg.plu("1 2; 3 4", pivoting="max"),
    "inverse": linalg.inverse("1 -1; 1 1"),
    "products": linalg.multiply("1 2; 3 4", "0 1; 1 0"),
    "row picture": linalg.row_picture("2 -1; -1 2", "0 3"),
    "column picture": linalg.column_picture("2 -1; -1 2", "0 3"),
    "subspaces": linalg.four_subspaces("1 3 4; 2 3 5; 4 1 5"),
    "descent": optviz.compare(
        optviz.Objective("x^2 + 10*y^2"), "gd(lr=0.05), newton", [4, 1], steps=20
    ),
    "backpropagation": backpropagate("(x + y)*z", x=-2, y=5, z=-4),
    "backpropagation of much": backpropagate(
        "(x + y)*z + max(x, y)^2 - exp(-x)/2", x=-2, y=5, z=-4
    ),
}


@pytest.fixture
def scenes_made(monkeypatch):
    """The scenes of the films that are asked for; none is rendered."""
    made = []

    def make(make_scene, _parameters, _options):
        made.append(make_scene())
        return f"film {len(made)}"

    monkeypatch.setattr(films, "_rendered", make)
    monkeypatch.setattr(films, "_kept", {})
    return made


@pytest.mark.parametrize("name", RECORDS)
def test_the_film_of_a_record_draws_this_record(name, scenes_made):
    record = RECORDS[name]
    assert record.film() == "film 1"
    (scene,) = scenes_made
    np.testing.assert_array_equal(_given(scene), _given_of(record))


def _given(scene):
    """What stands at the beginning of a lesson, from the lesson's own parameters."""
    asked = scene.parameters
    if hasattr(asked, "expression"):
        return [node.value for node in asked.record.nodes]
    if hasattr(asked, "left"):
        return np.array([*asked.left.rows, *asked.right.rows])
    return np.array(asked.start if hasattr(asked, "objective") else asked.A)


def _given_of(record):
    """The same, from the record."""
    if hasattr(record, "nodes"):
        return [node.value for node in record.nodes]
    if hasattr(record, "trajectories"):
        return next(iter(record.trajectories.values())).x[0]
    if hasattr(record, "B"):
        return np.vstack([record.A, record.B])
    return np.array((record.solution if hasattr(record, "solution") else record).A.tolist())


def test_floats_are_no_exact_numbers(scenes_made):
    exact, floats = linalg.eliminate("1 2; 3 4"), linalg.eliminate(np.array([[1.0, 2], [3, 4]]))
    assert [exact.film(), floats.film(), exact.film()] == ["film 1", "film 2", "film 1"]


def test_other_looks_are_other_films(scenes_made):
    record = RECORDS["lu"]
    looks = [{}, {"theme": "light"}, {"language": "ko"}, {"theme": "dark"}]
    assert [record.film(**look) for look in looks] == ["film 1", "film 2", "film 3", "film 1"]
    assert [scene.presentation.theme for scene in scenes_made] == ["dark", "light", "dark"]


def test_a_record_that_took_other_steps_has_no_film(scenes_made):
    record = linalg.eliminate("1 2; 3 4", pivoting="max")
    with pytest.raises(NoFilmError, match="film elimination takes other steps"):
        record.film()


def test_what_a_lesson_does_not_take_is_said():
    with pytest.raises(NoFilmError, match=r"film subspaces does not show this: matrix: .*2 or 3"):
        linalg.four_subspaces("1 2").film()
    data = optviz.LeastSquares([[1, 0], [1, 1], [1, 2]], [1, 2, 4])
    with pytest.raises(NoFilmError, match="Objective"):
        optviz.compare(data, "gd(lr=0.05), newton", [0, 1], steps=3).film()


def test_a_graph_that_nobody_could_type_has_no_film():
    x, *_ = variables(x=3)
    twice = apply("sigmoid", x)
    with pytest.raises(NoFilmError, match="expressions of numbers, as they are typed"):
        backpropagate(apply("*", twice, twice)).film()
    long = x
    for _ in range(2000):
        long = apply("tanh", long)
    with pytest.raises(NoFilmError, match="expressions of numbers, as they are typed"):
        backpropagate(long).film()


def test_a_record_without_a_film_says_which_have_one():
    with pytest.raises(NoFilmError, match=r"no film shows a ReducedForm; there are films of .*LU"):
        linalg.rref("1 2; 3 4").film()
    assert issubclass(NoFilmError, LinalgError)


def test_a_look_that_there_is_not():
    with pytest.raises(ValueError, match="'blue'"):
        RECORDS["lu"].film(theme="blue")
    with pytest.raises(ValueError, match="burned or none"):
        RECORDS["lu"].film(captions="file")
    with pytest.raises(ValueError, match="no such parameter"):
        RECORDS["lu"].film(speed="fast")


def test_showing_names_a_lesson():
    assert showing(RECORDS["plu, largest pivots"]).given["pivoting"] == "max"
