"""Is it a subspace? Sets of which the answer is known, and every counterexample checked."""

import pytest
import sympy as sp

from linalg.errors import LimitError, LinalgError, ParseError
from linalg.subspaces.closure import is_subspace
from linalg.subspaces.constraints import linear_parts, read_constraints

SUBSPACES = [
    ("x + 2*y = 0", None, 1),
    ("x = 0, y = 0", None, 0),
    ("0*x = 0", None, 2),
    ("x - y = 0, x + y + z = 0", None, 1),
    ("x + y + z = 0", None, 2),
    ("y = 0", ["x", "y", "z"], 2),
    ("x >= 0, x <= 0", None, 1),
    ("0 <= x <= 0 and y <= 0", None, None),
    ("x >= 0, y >= 0, x + y <= 0", None, 0),
    ("x^2 + y^2 <= 0", None, 0),
    ("(x - y)^2 = 0", None, 1),
    ("x^2 - 2*x*y + y^2 <= 0", None, 1),
    ("x^2 + y^2 + z^2 + 1 > 0", None, 3),
    ("(x^2 + 1)*(x - y) = 0", None, 1),
    ("x <= 1, x >= -1, x = 0", None, 1),
    ("a = 2*b", ["a", "b"], 1),
    # by hand: the linear equations substituted, and products split into their factors
    ("x + y = 0, x*y = 0", None, 0),
    ("x*y = 0, x^2 = y^2", None, 0),
    ("x^2 = 2*y^2, x*y = 0", None, 0),
    ("x + y + z = 0, x*y + y*z + z*x = 0", None, 0),
    ("x + y = 0, x*y >= 0", None, 0),
    ("y = 2*x, x*y >= 0", None, 1),
    ("x*y = 0, y = 0", None, 1),
    ("x*(x^2 + y^2) = 0", None, 1),
    ("x^3 = y^3", None, 1),
    ("x^2 = y, x = 0", None, 0),
    ("x*y = 0, (x + 1)*y = 0", None, 1),
    ("a*b = 0, a = b", ["a", "b"], 0),
]
OTHERS = [
    ("x >= 0, y >= 0", {"scaling"}),
    ("x*y >= 0", {"addition"}),
    ("x^2 + y^2 <= 1", {"scaling", "addition"}),
    ("x + y = 1", {"zero"}),
    ("x > 0", {"zero"}),
    ("1 = 0", {"zero"}),
    ("x*y = 0", {"addition"}),
    ("x^2 = 2*y^2", {"addition"}),
    ("y = x^3", {"scaling", "addition"}),
    ("y = x^2", {"scaling", "addition"}),
    ("x + y <= 1", {"scaling", "addition"}),
    ("x < 1, y = 0", {"scaling", "addition"}),
    ("x <= 1000, y = 0", {"scaling"}),
    ("z >= x^2 + y^2", {"scaling", "addition"}),
    ("x != 1", {"scaling", "addition"}),
    ("x^2 >= y^2", {"addition"}),
    ("x*y*z = 0, x = y", {"addition"}),
    ("x*y = 0, x*z = 0, y*z = 0", {"addition"}),
    ("x*y = 0, x = y, z >= 0", {"scaling"}),
]


@pytest.mark.parametrize(("text", "variables", "dimension"), SUBSPACES)
def test_subspaces(text, variables, dimension):
    closure = is_subspace(text, variables)
    if dimension is None:
        assert closure.verdict == "not a subspace"
        return
    assert closure.verdict == "subspace"
    assert closure.subspace.dimension == dimension
    assert closure.subspace.ambient == len(closure.variables)
    assert closure.check()


@pytest.mark.parametrize(("text", "laws"), OTHERS)
def test_sets_that_are_none_and_the_laws_they_break(text, laws):
    closure = is_subspace(text)
    assert closure.verdict == "not a subspace"
    assert {example.law for example in closure.counterexamples} == laws
    assert closure.check()
    for example in closure.counterexamples:
        assert all(closure.contains(vector) for vector in example.vectors)
        assert closure.contains(example.result) is False
        assert example.broken.holds(example.result) is False
        if example.law == "scaling":
            (u,) = example.vectors
            assert example.result == tuple(example.scalar * a for a in u)
        if example.law == "addition":
            u, v = example.vectors
            sums = [sp.expand(a + b) for a, b in zip(u, v, strict=True)]
            assert sums == list(example.result)


def test_the_lecture_quadrant_and_its_union_with_the_opposite_one():
    (example,) = is_subspace("x >= 0, y >= 0").counterexamples
    assert (example.scalar, example.result) == (-1, (-1, 0))
    (example,) = is_subspace("x*y >= 0").counterexamples
    assert example.result == (1, -1)


def test_what_is_not_decided_says_so_and_fails_its_check():
    closure = is_subspace("x^4 + y^4 <= 0")
    assert closure.verdict == "undecided"
    assert not closure.check()
    assert "Not decided" in closure.to_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^3 >= 0", ["x ≥ 0"]),
        ("-x^2 >= 0", ["x = 0"]),
        ("x^2 >= 0", []),
        ("x^2 > 0", None),
        ("-x^2 > 0", ["0 > 0"]),
        ("x*y <= 0", None),
        ("x^2 + 1 = 0", ["0 > 0"]),
        ("-(x^2 + 1)*(x - y) > 0", ["-x + y > 0"]),
        ("(x + y)^2 + 1 > 0", []),
        ("x^2 + 2*x + 2 <= 0", ["0 > 0"]),
        ("x != y", None),
        ("x^2 + 1 != 0", []),
    ],
)
def test_constraints_that_are_linear_in_disguise(text, expected):
    _, (constraint,) = read_constraints(text)
    parts = linear_parts(constraint)
    shown = [f"{part.expression} {part.relation} 0" for part in parts or ()]
    assert shown == (expected or [])
    assert (parts is None) == (expected is None)


def test_chains_and_separators():
    symbols, constraints = read_constraints("0 <= x < 1 and y = 2; z != 0")
    assert [str(symbol) for symbol in symbols] == ["x", "y", "z"]
    assert [constraint.relation for constraint in constraints] == ["≥", ">", "=", "≠"]


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("x + y", 0, "no sign"),
        ("x = 0, 2y = 1", 8, "product"),
        ("x = 0, y + w = 0", 11, "not a variable"),
        ("x =", 3, "nothing to read"),
    ],
)
def test_errors_say_where(text, position, message):
    with pytest.raises(ParseError, match=message) as caught:
        is_subspace(text)
    assert caught.value.position == position


def test_only_polynomials():
    with pytest.raises(LinalgError, match="no polynomial"):
        is_subspace("sin(x) = y")


@pytest.mark.parametrize(
    "text", ["x >= 0", "x*y = 0", "x + y = 1", "x + 2*y = 0", "x != 1", "x*z = 0"]
)
def test_pages_and_figures(text):
    closure = is_subspace(text)
    assert "Is this set a subspace?" in closure.to_text()
    assert closure.to_html()
    assert closure.to_dict()["verdict"] == closure.verdict


def test_a_set_of_space_is_not_drawn():
    with pytest.raises(ValueError, match="not drawn"):
        is_subspace("x*z = 0").plot()


@pytest.mark.parametrize(
    "text", ["((x + y + z)^8)^8 = 0", "x^7*y^7 >= x", "(x + y)^64 < (x - y)^60"]
)
def test_what_would_take_too_long_is_refused(text):
    with pytest.raises(LimitError, match="degree"):
        is_subspace(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x1 + 2*x2 = 0", ["x1", "x2"]),
        ("x_1 = 0, x_3 = 0", ["x_1", "x_2", "x_3"]),
        ("w1 >= 0", ["w1", "w2"]),
        ("u0 + u1 = 0", ["u0", "u1"]),
        ("x₁ = x₂", ["x1", "x2"]),
        ("x + y = 0", ["x", "y"]),
        ("z = 0", ["x", "y", "z"]),
    ],
)
def test_coordinates_with_an_index(text, names):
    closure = is_subspace(text)
    assert [variable.name for variable in closure.variables] == names
    assert closure.to_latex()


def test_a_coordinate_with_an_index_beside_a_plain_one_is_asked():
    with pytest.raises(ParseError, match="known: x, y"):
        is_subspace("x1 + y = 0")
