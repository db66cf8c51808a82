"""Functions and roots obey their relations, and results are as short as on paper.

The oracle is mpmath: what is handed out has, at random points, the value of the numerical inverse.
"""

import random

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import cos, cosh, exp, pi, sin, sinh, sqrt, tan

from linalg import LimitError, determinant, eliminate, inverse, null_space, rank, rref, solve
from linalg.rings.arguments import bases
from linalg.rings.generators import Generators
from linalg.rings.rings import in_lowest_terms

a, b, r, t, x, y = sp.symbols("a b r t x y")
half = sp.Rational(1, 2)


SPHERE = """
sin(x)*cos(t) r*cos(x)*cos(t) -r*sin(x)*sin(t)
sin(x)*sin(t) r*cos(x)*sin(t) r*sin(x)*cos(t)
cos(x) -r*sin(x) 0
"""


def numbers(matrix, seed):
    """Put random numbers in for the symbols; the same for every matrix."""
    draw = random.Random(seed)
    values = {name: sp.Rational(draw.randint(20, 90), 31) for name in (a, b, r, t, x, y)}
    with mpmath.workdps(60):
        return mpmath.matrix(
            [[mpmath.mpf(sp.N(e.subs(values), 60)) for e in row] for row in matrix.tolist()]
        )


def distance(left, right):
    return max(abs(z) for z in left - right)


MATRICES = [
    "cos(t) -sin(t); sin(t) cos(t)",
    "cosh(t) sinh(t); sinh(t) cosh(t)",
    "cos(t) sin(t); sin(t) -cos(t)",
    "cos(t) -sin(t) 0; sin(t) cos(t) 0; 0 0 r",
    "cos(t) r*sin(t); 1 sin(t)",
    "sin(2*t) sin(t); 1 cos(t/2)",
    "tan(t) 1; 1 sin(t)",
    "1 tan(t); -tan(t) 1",
    "sin(a+b) cos(a-b); sin(a) cos(b)",
    "exp(t) cosh(t); sinh(2*t) exp(-t)",
    "1 exp(t) exp(2*t); 1 exp(a) exp(2*a); 1 2 4",
    "cos(1) -sin(1); sin(1) cos(1)",
    "cos(pi/7) sin(pi/11); 1 cos(pi/11)",
    "sqrt(2) a 0; a 1 1; 0 1 sqrt(2)",
    "sqrt(2) a sqrt(6); a 1 sqrt(3); 0 1 sqrt(2)",
    "sqrt(a) 1; 1 a",
    "1/sqrt(a) sqrt(b); sqrt(a*b) 1",
    "x/sqrt(x^2+y^2) y/sqrt(x^2+y^2); -y/sqrt(x^2+y^2) x/sqrt(x^2+y^2)",
    "2^(1/3) a; 1 4^(1/3)",
    "log(2) a; 1 log(a)",
    "sqrt(2)*cos(t) sin(t); 1 sqrt(2)",
    "sqrt(8) 1/sqrt(2); sqrt(3/2) sqrt(5)",
]


@pytest.mark.parametrize("A", MATRICES)
def test_an_inverse_has_the_values_of_the_numerical_one(A):
    record = inverse(A)
    assert record.check()
    for seed in range(3):
        with mpmath.workdps(60):
            expected = numbers(record.A, seed) ** -1
            assert distance(numbers(record.matrix, seed), expected) < mpmath.mpf(10) ** -45


@pytest.mark.parametrize("A", MATRICES)
def test_every_state_has_the_values_of_the_steps(A):
    record = inverse(A).elimination
    for seed in range(2):
        with mpmath.workdps(60):
            start = numbers(record.states[0], seed)
            for step, state in zip(record.steps, list(record.states)[1:], strict=True):
                start = numbers(step.matrix(record.shape[0]), seed) * start
                assert distance(start, numbers(state, seed)) < mpmath.mpf(10) ** -40


@pytest.mark.parametrize(
    "angle", [t, 1, pi / 180, pi / 45, t + x, 2 * t, sqrt(2), sp.Rational(3, 7)]
)
def test_the_inverse_of_a_rotation_is_its_transpose(angle):
    turn = sp.Matrix([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])
    assert inverse(turn).matrix == turn.T
    assert determinant(turn) == 1
    boost = sp.Matrix([[cosh(angle), sinh(angle)], [sinh(angle), cosh(angle)]])
    assert determinant(boost) == 1
    assert inverse(boost).matrix == sp.Matrix(
        [[cosh(angle), -sinh(angle)], [-sinh(angle), cosh(angle)]]
    )


def test_three_turns_after_each_other():
    turns = [
        sp.Matrix([[cos(a), -sin(a), 0], [sin(a), cos(a), 0], [0, 0, 1]]),
        sp.Matrix([[cos(b), 0, sin(b)], [0, 1, 0], [-sin(b), 0, cos(b)]]),
        sp.Matrix([[1, 0, 0], [0, cos(t), -sin(t)], [0, sin(t), cos(t)]]),
    ]
    product = turns[0] * turns[1] * turns[2]
    assert determinant(product) == 1
    difference = inverse(product).matrix - product.T
    assert all(in_lowest_terms(entry) == 0 for entry in difference)


@pytest.mark.parametrize(
    ("A", "value"),
    [
        (SPHERE, r**2 * sin(x)),
        ("cos(t) -r*sin(t); sin(t) r*cos(t)", r),
        ("1 sin(t); sin(t) 1", cos(t) ** 2),
        ("cosh(t) 1; 1 cosh(t)", sinh(t) ** 2),
        ("1 tan(t); -tan(t) 1", tan(t) ** 2 + 1),
        ("exp(t) 1; 1 exp(-t)", 0),
        ("sqrt(a) 1; a sqrt(a)", 0),
        ("sqrt(x^2+y^2) x; x sqrt(x^2+y^2)", y**2),
    ],
)  # fmt: skip
def test_a_determinant_is_short(A, value):
    assert determinant(A) == value


@pytest.mark.parametrize(
    "A",
    [
        "1 sin(t)^2+cos(t)^2; 1 1",
        "1 cosh(t)^2-sinh(t)^2; 1 1",
        "1 sin(2*t); 1 2*sin(t)*cos(t)",
        "1 cos(3*t); 1 4*cos(t)^3-3*cos(t)",
        "1 sin(a+b); 1 sin(a)*cos(b)+cos(a)*sin(b)",
        "tan(t) sin(t); 1 cos(t)",
        "cosh(t) exp(2*t)+1; 1 2*exp(t)",
        "sqrt(2) 2; 1 sqrt(2)",
        "sqrt(6) sqrt(2); sqrt(3) 1",
        "sqrt(2)*a a; 2 sqrt(2)",
        "log(6) log(2)+log(3); 1 1",
        "2^(1/3) 2; 1 4^(1/3)",
        "sqrt(5+2*sqrt(6)) 1; sqrt(2)+sqrt(3) 1",
    ],
)
def test_dependent_rows_are_seen(A):
    record = eliminate(A)
    assert record.rank == 1
    assert record.U[1, :].is_zero_matrix
    assert record.check()


@pytest.mark.parametrize(
    ("expression", "short"),
    [
        (1 / (1 - cos(t) ** 2), 1 / sin(t) ** 2),
        (cos(t) * sin(t) / (1 - cos(t) ** 2), cos(t) / sin(t)),
        (1 / cos(t) - sin(t) * tan(t), cos(t)),
        (cos(t) ** 2 - cos(t) ** 4, sin(t) ** 2 * cos(t) ** 2),
        (1 / (cos(t) + sin(t)), 1 / (cos(t) + sin(t))),
        (1 / (sqrt(2) - 1), 1 + sqrt(2)),
        (1 / sqrt(2), sqrt(2) / 2),
        ((a**2 - 2) / (a - sqrt(2)), a + sqrt(2)),
        ((a - sqrt(2)) / (a**2 - 2), 1 / (a + sqrt(2))),
        ((a - 1) / (sqrt(a) - 1), sqrt(a) + 1),
        (sqrt(6) / sqrt(2), sqrt(3)),
        (1 / (sp.cbrt(2) - 1), 1 + sp.cbrt(2) + sp.cbrt(4)),
        (exp(2 * t) / exp(t), exp(t)),
    ],
)
def test_written_as_on_paper(expression, short):
    assert in_lowest_terms(expression) == short


def test_square_roots_beside_a_symbol_cancel():
    # as many operations as the entries have when SymPy cancels over QQ<sqrt(2)>(a)
    found = inverse("sqrt(2) a 0; a 1 1; 0 1 sqrt(2)").matrix
    field = sp.QQ.algebraic_field(sqrt(2)).frac_field(a)
    for entry in found:
        top, bottom = sp.fraction(sp.together(entry))
        element = field.from_sympy(top) / field.from_sympy(bottom)
        assert sp.degree(bottom, a) == element.denom.degree()
        assert entry.count_ops() <= 21


def test_null_vectors_beside_square_roots_are_small():
    vectors = null_space("sqrt(2) a sqrt(3) x; a 1 1 x; 0 1 sqrt(2) 1")
    for entry in vectors[0]:
        top, bottom = sp.fraction(entry)
        assert sp.degree(bottom, a) <= 2
        assert sp.degree(top, a) <= 2


@pytest.mark.parametrize("A", ["exp(t)^30 1; 1 exp(-t)", "cos(40*t) sin(t); 1 cos(t)"])
def test_multiples_too_large_to_be_written_out_are_not_taken_for_independent(A):
    assert not Generators(sp.Matrix(inverse(A).A).flat()).canonical
    assert inverse(A).check()


def test_what_is_known_of_bases():
    assert Generators([cos(1), cos(t), exp(t), sqrt(2) * a]).canonical
    assert Generators([cos(t), cos(t + 1), sqrt(x**2 + 1)]).canonical
    assert not Generators([cos(pi / 7)]).canonical
    assert not Generators([cos(t), cos(t + pi / 4)]).canonical
    assert not Generators([sp.log(2), sp.log(3)]).canonical
    assert not Generators([sqrt(x**2)]).canonical
    assert not Generators([sqrt(x**2 - 2 * x * y + y**2)]).canonical
    assert not Generators([sqrt(x + 1), sqrt(x**2 - 1), sqrt(x - 1)]).canonical


def test_bases():
    assert bases([t / 2, 3 * t]) == {t / 2: ((t / 2, 1),), 3 * t: ((t / 2, 6),)}
    assert bases([a + b]) == {a + b: ((a + b, 1),)}
    assert bases([a + b, a, b / 2]) == {
        a + b: ((a, 1), (b / 2, 2)),
        a: ((a, 1),),
        b / 2: ((b / 2, 1),),
    }
    assert bases([t, 40 * t]) == {t: ((t, 1),), 40 * t: ((40 * t, 1),)}


polynomials = st.recursive(
    st.sampled_from([sp.S.One, sp.Integer(2), sin(t), cos(t), sin(2 * t), sqrt(2), a, sqrt(3)]),
    lambda parts: st.one_of(
        st.builds(lambda u, v: u + v, parts, parts),
        st.builds(lambda u, v: u - v, parts, parts),
        st.builds(lambda u, v: u * v, parts, parts),
    ),
    max_leaves=6,
)


@given(polynomials, polynomials, polynomials)
@settings(max_examples=80, deadline=None)
def test_a_quotient_keeps_its_value(u, v, w):
    values = {t: sp.Rational(13, 11), a: sp.Rational(5, 7)}
    with mpmath.workdps(50):
        bottom = mpmath.mpf(sp.N((v * w).subs(values), 50))
        if abs(bottom) < 1e-6:
            return
        expected = mpmath.mpf(sp.N((u * w).subs(values), 50)) / bottom
        found = mpmath.mpf(sp.N(in_lowest_terms(u * w / (v * w)).subs(values), 50))
        assert abs(found - expected) < mpmath.mpf(10) ** -30 * (1 + abs(expected))


@given(st.lists(polynomials, min_size=9, max_size=9))
@settings(max_examples=25, deadline=None)
def test_determinants_are_those_of_numbers(entries):
    matrix = sp.ImmutableMatrix(3, 3, entries)
    with mpmath.workdps(50):
        values = {t: sp.Rational(13, 11), a: sp.Rational(5, 7)}
        at = mpmath.matrix(
            [[mpmath.mpf(sp.N(e.subs(values), 50)) for e in row] for row in matrix.tolist()]
        )
        found = mpmath.mpf(sp.N(sp.sympify(determinant(matrix)).subs(values), 50))
        scale = 1 + mpmath.mnorm(at) ** 3
        assert abs(found - mpmath.det(at)) < mpmath.mpf(10) ** -40 * scale


def test_solutions_and_reduced_forms_too():
    system = solve("cos(t) -sin(t) | x; sin(t) cos(t) | y")
    assert system.x == sp.Matrix([x * cos(t) + y * sin(t), y * cos(t) - x * sin(t)])
    assert system.check()
    reduced = rref("sin(t) cos(t) 1; cos(t) -sin(t) 0")
    assert sp.Matrix([[1, 0, sin(t)], [0, 1, cos(t)]]) == reduced.R
    assert rank("cos(t) sin(t); -cos(t)*sin(t) cos(t)^2-1") == 1


@pytest.mark.parametrize(
    "A",
    [
        "cos(pi/180) -sin(pi/180); sin(pi/180) cos(pi/180)",
        "cos(pi/7) sin(pi/11); sin(pi/11) cos(pi/7)",
        "cos(pi/45) sin(2*pi/45); sin(pi/45) 1",
        "cos(pi/45) sin(pi/45) cos(pi/7); sin(pi/11) 1 2; 3 cos(pi/13) sin(pi/17)",
        "sqrt(2) sqrt(3) sqrt(5); sqrt(7) 1 1; 1 2 sqrt(11)",
        "2^(1/3) 3^(1/3) 5^(1/3); 7^(1/3) 1 1; 1 2 2^(1/5)",
    ],
)
def test_typed_constants_never_need_a_field_of_high_degree(A, monkeypatch):
    def refused(*numbers, **options):
        raise AssertionError("a primitive element of high degree")

    monkeypatch.setattr("sympy.polys.numberfields.subfield.primitive_element", refused)
    record = inverse(A)
    assert record.check()
    with mpmath.workdps(60):
        expected = numbers(record.A, 0) ** -1
        assert distance(numbers(record.matrix, 0), expected) < mpmath.mpf(10) ** -45


def test_an_entry_with_too_many_terms_is_refused():
    with pytest.raises(LimitError, match="too many terms"):
        rank([[(a + b + x + y) ** 64, 1], [1, 1]])
