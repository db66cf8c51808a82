"""Errors: a family, messages that count from 1, attributes from 0, and pickling."""

import pickle

import numpy as np
import pytest
import sympy as sp

from linalg import errors, inverse, lu

INSTANCES = [
    errors.ShapeError("row 2 has 3 entries, row 1 has 2"),
    errors.ZeroPivotError(1, 1, 2),
    errors.SingularError((3, -1)),
    errors.SingularError((sp.Rational(1, 2), sp.Symbol("a")), "family"),
    errors.UndecidedZeroError(sp.log(2), 0, 2),
    errors.ParseError("a product needs a sign", "1 2x", 3, "write 2*x"),
    errors.LimitError("65 rows; at most 64"),
]


@pytest.mark.parametrize("error", INSTANCES, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling(error):
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


@pytest.mark.parametrize("error", INSTANCES, ids=lambda error: type(error).__name__)
def test_an_error_is_a_value_error_in_one_line(error):
    assert isinstance(error, errors.LinalgError)
    assert isinstance(error, ValueError)
    assert "\n" not in str(error)


def test_every_public_name_is_an_error():
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.LinalgError)


def test_zero_pivot_names_the_rows_to_exchange_from_one():
    error = errors.ZeroPivotError(row=0, column=0, exchange_with=2)
    assert "row 1, column 1" in str(error)
    assert "exchange row 1 with row 3" in str(error)
    assert (error.row, error.column, error.exchange_with) == (0, 0, 2)


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        (None, "Ax = 0"),
        ("none", "Ax = b has no solution"),
        ("family", "Ax = b has infinitely many solutions"),
    ],
)
def test_singular_says_which_kind(kind, ending):
    assert str(errors.SingularError((3, -1), kind)).endswith(ending)


@pytest.mark.parametrize(
    "vector",
    [(3, -1), sp.ImmutableMatrix([3, -1]), np.array([3, -1]), np.array([3.0, -1.0])],
)
def test_singular_prints_the_null_vector_of_every_kind(vector):
    assert "x = (3, -1) is not zero" in str(errors.SingularError(vector))


def test_a_long_null_vector_is_shortened():
    assert "(0, 1, 2, 3, 4, 5, 6, …, 99)" in str(errors.SingularError(range(100)))


def test_an_undecided_expression_is_shortened():
    long = sp.Add(*sp.symbols("x:200"))
    message = str(errors.UndecidedZeroError(long, 4, 5))
    assert len(message) < 200
    assert "row 5, column 6" in message
    assert "row" not in str(errors.UndecidedZeroError(sp.log(2)))


def test_parse_error_names_line_and_character():
    error = errors.ParseError("unknown character", "1 2\n3 #", 6)
    assert str(error) == "line 2, character 3: unknown character"
    assert error.text[error.position] == "#"


def test_floats_are_zero_or_singular_within_rounding():
    with pytest.raises(
        errors.ZeroPivotError, match="1e-20, zero within rounding, in the pivot place"
    ):
        lu([[1e-20, 1], [1, 1]])
    with pytest.raises(errors.SingularError, match="within rounding"):
        inverse([[0.9, -0.1, -0.2], [-0.8, 0.9, -0.4], [-0.1, -0.8, 0.6]])
    with pytest.raises(errors.SingularError, match=r"Ax = 0$"):
        inverse("0.9 -0.1 -0.2; -0.8 0.9 -0.4; -0.1 -0.8 0.6")
