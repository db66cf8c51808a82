"""What every record can do, and its data."""

import json
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import linalg
from linalg.calculus.structured import Diagonal
from linalg.check import Check
from linalg.page import Equation, Page
from linalg.record import Record, as_json, page_of


@dataclass(frozen=True)
class Halving(Record):
    start: Fraction
    matrix: object = None
    _hidden: int = 0

    def page(self):
        return Page("Halving", [Equation("x_1", "=", self.start / 2)])


RECORD = Halving(Fraction(3), sp.Matrix([[sp.Rational(1, 2), sp.Symbol("a")]]))


def test_a_record_without_a_page_says_how_to_give_it_one():
    with pytest.raises(TypeError, match=r"^Bare has no page: .*linalg\.record\.page_of"):
        Bare().page()


def test_a_page_stands_above_its_record_and_serves_its_subclasses():
    @dataclass(frozen=True)
    class Doubling(Record):
        start: int

    @page_of.register
    def doubling_page(record: Doubling) -> Page:
        return Page("Doubling", [Equation("x_1", "=", 2 * record.start)])

    class Fast(Doubling):
        pass

    class Own(Doubling):
        def page(self):
            return Page("Own", [])

    assert str(Fast(3)) == str(Doubling(3)) == "Doubling\n========\n\n    x₁ = 6\n"
    assert str(Own(3)).startswith("Own")


A = "2 1 1; 4 -6 0; -2 7 2"


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (linalg.lu(A), "LU 3 × 3, exact: A = LU"),
        (linalg.plu([[0.0, 1.0], [1.0, 1.0]]), "PLU 2 × 2, floats: PA = LU"),
        (linalg.ldlt("2 1; 1 a"), "LDLT 2 × 2, exact: A = LDLᵀ"),
        (linalg.eliminate(A, "1 2 3"), "Elimination 3 × 3, exact: A = LU"),
        (linalg.eliminate("0 1 2; 1 1 1"), "Elimination 2 × 3, exact: PA = LU"),
        (linalg.solve("1 2; 2 4", "1 3"), "Solution 2 × 2, exact: Ax = b, kind none"),
        (linalg.solve("1 2", "1"), "Solution 1 × 2, exact: Ax = b, kind family"),
        (linalg.rref("1 2; 2 4"), "ReducedForm 2 × 2, exact: A = CR, rank 1"),
        (linalg.inverse(np.eye(2)), "Inverse 2 × 2, floats: AA⁻¹ = I"),
        (linalg.span([1, 2, 0], [0, 0, 1]), "Subspace of R^3: span, a plane"),
        (linalg.contains(linalg.span([1, 2]), [2, 5]), "Membership in R^2: outside"),
        (linalg.permutation([1, 2, 0]), "Permutation 3 × 3: rows 2, 3, 1"),
        (
            linalg.explain_determinant("2"),
            "Determinant 1 × 1, exact: det A = product of the pivots",
        ),
        (
            linalg.explain_determinant("0 1; 1 1"),
            "Determinant 2 × 2, exact: det A = -(product of the pivots)",
        ),
        (
            linalg.inertia("2 1; 1 2"),
            "Inertia 2 × 2, exact: positive definite, 2 positive, 0 zero, 0 negative",
        ),
        (linalg.jacobian(["r*cos(t)", "r*sin(t)"]), "Jacobian 2 × 2 in r, t"),
        (Diagonal(np.ones(3)), "Diagonal 3 × 3: 24 of 72 bytes"),
        (RECORD, "Halving with start 3, matrix 1 × 2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_repr_says_what_and_which_relation(record, line):
    assert repr(record) == line


@dataclass(frozen=True)
class Many(Record):
    done: bool
    left: bool
    rate: float
    names: tuple[str, ...]
    inner: Halving
    kind: type
    words: str = ""
    losses: object = field(default_factory=lambda: np.zeros(3))
    nothing: None = None


class Bare(Record):
    pass


def test_a_repr_without_words_of_its_own_is_of_the_fields():
    record = Many(True, False, 0.1 + 0.2, ("a", "b"), RECORD, Bare)
    assert (
        repr(record)
        == "Many with done, not left, rate 0.3, names (2), inner Halving, kind Bare, losses 3"
    )
    assert repr(Bare()) == "Bare"
    long = repr(Halving(Fraction(10**200)))
    assert long.startswith("Halving with start 1000")
    assert long.endswith("0…")
    assert len(long) == 100


def test_a_class_of_one_s_own_keeps_its_repr():
    @dataclass(frozen=True)
    class Own(Halving):
        def __repr__(self):
            return "mine"

    @dataclass(frozen=True)
    class Inherited(Own):
        more: int = 0

    assert [repr(kind(Fraction(1))) for kind in (Own, Inherited)] == ["mine", "mine"]


def test_faces():
    assert str(RECORD) == RECORD.to_text() == "Halving\n=======\n\n    x₁ = 3/2\n"
    assert RECORD.to_latex().startswith(r"\documentclass")
    assert RECORD._repr_latex_() == RECORD.to_latex(standalone=False)
    assert RECORD.to_markdown() == "# Halving\n\n$$\nx_{1} = \\frac{3}{2}\n$$\n"
    assert "$ x_(1) = frac(3, 2) $" in RECORD.to_typst()
    assert RECORD.to_html().startswith("<!DOCTYPE html>")
    fragment = RECORD.to_html(standalone=False)
    assert RECORD._repr_html_() == fragment
    assert fragment.partition("</style>")[2] in RECORD.to_html()


def test_data():
    data = RECORD.to_dict()
    assert data == {"record": "Halving", "start": "3", "matrix": [["1/2", "a"]]}
    assert json.loads(json.dumps(data, allow_nan=False)) == data


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (Fraction(3), "3"),
        (Fraction(-1, 2), "-1/2"),
        (sp.Integer(2), "2"),
        (sp.sqrt(2) / 2, "sqrt(2)/2"),
        (0.1, 0.1),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (np.float64("-inf"), "-inf"),
        (np.float64(0.25), 0.25),
        (np.int64(2), 2),
        (np.bool_(True), True),
        (np.array([[1.0, np.nan]]), [[1.0, "nan"]]),
        (np.array(2), 2),
        (sp.zeros(0, 3), []),
        (sp.zeros(2, 0), [[], []]),
        ((1, [2, "x"]), [1, [2, "x"]]),
        ({"k": Fraction(1, 3), 2: None}, {"k": "1/3", "2": None}),
        (RECORD, RECORD.to_dict()),
        (
            Check("A = B", True),
            {
                "record": "Check",
                "relation": "A = B",
                "holds": True,
                "residual": None,
                "bound": None,
                "decided": True,
            },
        ),
    ],
)
def test_json_forms(value, data):
    assert as_json(value) == data
    assert type(as_json(value)) is type(data)
    json.dumps(as_json(value), allow_nan=False)


@pytest.mark.parametrize("value", [object(), 1j, {1}, b"x", Record])
def test_what_has_no_json_form(value):
    with pytest.raises(TypeError, match="no JSON form"):
        as_json(value)


numbers = st.one_of(st.fractions(), st.integers(), st.floats(), st.booleans(), st.none(), st.text())
nested = st.recursive(numbers, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(nested)
def test_any_data_survives_json(value):
    data = as_json(value)
    assert json.loads(json.dumps(data, allow_nan=False)) == data


@given(st.fractions())
def test_exact_numbers_survive_json(value):
    assert Fraction(json.loads(json.dumps(as_json(value)))) == value


def test_check_is_its_verdict():
    assert Check("A = B", True)
    assert not Check("A = B", False)
    assert str(Check("A = B", False)) == "A = B does not hold"
    assert Check("A = B", True) == Check("A = B", True)


@pytest.mark.parametrize(
    ("residual", "bound", "ratio"),
    [
        (1.0, 4.0, 0.25),
        (np.array([[1.0, -3.0]]), np.array([[4.0, 4.0]]), 0.75),
        (np.array([0.0]), np.array([0.0]), 0.0),
        (np.array([1.0]), np.array([0.0]), np.inf),
        (np.zeros((0, 2)), np.zeros((0, 2)), 0.0),
        (np.array([1.0, 2.0]), 4.0, 0.5),
        (None, None, None),
    ],
)
def test_worst_ratio(residual, bound, ratio):
    assert Check("A = B", True, residual, bound).worst_ratio == ratio
