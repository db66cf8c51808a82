"""Parameters are declared once; text and plain data are read alike, and faults name their place."""

import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, dataclass
from fractions import Fraction
from pathlib import Path

import pytest
import sympy as sp

from linalg.reading import ReadMatrix
from scenes.parameters.declarations import (
    Parameter,
    ParameterError,
    Parameters,
    declared,
    parameter,
)
from scenes.parameters.kinds import Choice, Columns, Integer, Number
from scenes.parameters.linear_system import LinearSystem


@dataclass(frozen=True)
class Descent(Parameters):
    """Walk downhill.

    More about it.
    """

    start: float = parameter(Number(-10, 10), help="where to start", example="1/4")
    steps: int = parameter(Integer(1, 1000), help="how many steps", example="40", default=20)
    learning_rate: float = parameter(Number(0, 10), help="its length", example="0.1", default=0.1)
    method: str = parameter(
        Choice("momentum", "adam"), help="the rule", example="adam", default="momentum"
    )


def test_declarations_come_in_order_and_complete():
    names = [declaration.name for declaration in declared(Descent)]
    assert names == ["start", "steps", "learning_rate", "method"]
    start, steps, rate, _ = declared(Descent)
    assert start == Parameter("start", Number(-10, 10), "where to start", "1/4", start.default)
    assert start.required
    assert not steps.required
    assert rate.option == "--learning-rate"
    assert Descent.summary() == "Walk downhill"


def test_text_and_data_are_read_alike():
    from_text = Descent.from_mapping({"start": "0.25", "steps": "7", "method": "adam"})
    from_data = Descent.from_mapping({"start": 0.25, "steps": 7, "method": "adam"})
    assert from_text == from_data == Descent(0.25, 7, 0.1, "adam")
    assert Descent.example() == Descent(0.25)


def test_values_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Descent(1.0).steps = 3


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "start: is missing; for example '1/4'"),
        ({"start": "x"}, "start: 'x' is not a number"),
        ({"start": "1/0"}, "start: '1/0' is not a number"),
        ({"start": "nan"}, "start: 'nan' is not a finite number"),
        ({"start": "1e999"}, "start: '1e999' is not a finite number"),
        ({"start": "11"}, "start: 11 is out of range: from -10 to 10"),
        ({"start": " "}, "start: is empty; for example '1/4'"),
        ({"start": True}, "start: True is neither a text, nor a number, nor a list of them"),
        ({"start": None}, "start: None is neither a text, nor a number, nor a list of them"),
        ({"start": "1", "steps": 0}, "steps: 0 is out of range: from 1 to 1000"),
        ({"start": "1", "steps": 1.5}, "steps: '1.5' is not a whole number"),
        ({"start": "1", "steps": "9" * 400}, "steps: '" + "9" * 39 + "'… is not a whole number"),
        (
            {"start": "1", "method": "adan"},
            "method: 'adan' is not one of momentum, adam; did you mean adam?",
        ),
        ({"start": "1", "step": "2"}, "step: no such parameter; did you mean steps?"),
        ({"start": Path("start.csv")}, "start: is not read from a file"),
        ({"start": "1" * 300_000}, "start: is longer than 256 KiB"),
    ],
)
def test_faults_are_named(given, message):
    with pytest.raises(ParameterError) as caught:
        Descent.from_mapping(given)
    assert str(caught.value) == message


def test_an_error_survives_pickling():
    error = ParameterError("matrix", "a bracket is not closed", "(1", 0)
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.name, copy.reason, copy.text, copy.position) == ("matrix", *error.args[1:])


def test_a_system_is_read_from_texts_data_and_files(tmp_path):
    table = tmp_path / "a.csv"
    table.write_text("1,2\n3,0.5\n")
    column = tmp_path / "b.csv"
    column.write_text("1\n1/3\n")
    systems = [
        {"matrix": "1 2; 3 0.5", "rhs": "1 1/3"},
        {"matrix": "1 2 | 1; 3 0.5 | 1/3"},
        {"matrix": [[1, 2], [3, 0.5]], "rhs": [1, "1/3"]},
        {"matrix": table, "rhs": column},
    ]
    for system in map(LinearSystem.from_mapping, systems):
        assert ((1, 2), (3, Fraction(1, 2))) == system.A
        assert system.b == ((1,), (Fraction(1, 3),))


@pytest.mark.parametrize(
    ("given", "message", "pointed_at"),
    [
        ({"matrix": "1 2; 3 2x"}, "matrix: a product needs its sign: write 2*x", "x"),
        ({"matrix": "1 2; 3"}, "matrix: row 2 has 1 entry, row 1 has 2", None),
        (
            {"matrix": "1 2; 3 4", "rhs": "1 (2"},
            "rhs: this ( is n",
            "(",
        ),
        (
            {"matrix": "1 2; 3 4", "rhs": "1 2 3"},
            "rhs: has 3 entries, but the matrix has 2 rows",
            None,
        ),
        ({"matrix": "1 | 2", "rhs": "2"}, "rhs: the matrix has one already", None),
        ({"matrix": "1 2; 3 4", "rhs": "1 | 2"}, "rhs: columns are asked for, no system", None),
    ],
)
def test_a_system_that_cannot_be_read_is_refused_at_its_place(given, message, pointed_at):
    with pytest.raises(ParameterError) as caught:
        LinearSystem.from_mapping(given)
    error = caught.value
    assert str(error).startswith(message)
    assert (error.text[error.position] if error.position is not None else None) == pointed_at


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ParameterError, match=r"matrix: cannot read '.*a\.csv': No such file"):
        LinearSystem.from_mapping({"matrix": tmp_path / "a.csv"})


def test_declaring_loads_nothing_heavy():
    heavy = "manim numpy sympy linalg.reading matplotlib rich"
    code = (
        "import sys, scenes.parameters.declarations, scenes.parameters.linear_system\n"
        "import scenes.lessons.catalogue\n"
        f"print([name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_remarks_of_what_was_read_are_handed_on():
    matrix = ReadMatrix(((1,),), ((2,),), remarks=("The first line is a header.",))
    assert LinearSystem(matrix).remarks == ("The first line is a header.",)
    assert LinearSystem.from_mapping({"matrix": "1 2; 3 4"}).remarks == ()
    system = LinearSystem.from_mapping({"matrix": b"x y\n1 2\n3 4\n", "rhs": b"b\n5\n6\n"})
    assert (system.A, system.b) == (((1, 2), (3, 4)), ((5,), (6,)))
    assert [remark.split(",")[1] for remark in system.remarks] == [" x and y", " b"]
    assert pickle.loads(pickle.dumps(system)).remarks == system.remarks


@pytest.mark.parametrize("text", ["(1, k)", "1 k", "1; k", "[1, k]", "1, k"])
def test_a_column_is_written_as_a_point_too(text):
    assert Columns().read(text) == ((1,), (sp.Symbol("k"),))


def test_parentheses_of_an_entry_are_no_point():
    a = sp.Symbol("a")
    assert Columns().read("(a + 1)*2 (a)") == ((2 * a + 2,), (a,))
