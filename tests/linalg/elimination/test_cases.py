"""Answers by cases against values by hand, and against elimination of numbers."""

import json
import random

import pytest
import sympy as sp

from linalg import LimitError, answer_by_cases, cases, eliminate
from linalg.elimination.solving import solve

BY_HAND = {
    "1 2|a; 2 4|b": ["b ≠ 2*a: rank 1, no solution", "b = 2*a: rank 1, a family of dimension 1"],
    "1 2 3|b1; 2 5 3|b2; 0 1 -3|b3": [
        "b3 ≠ b2 - 2*b1: rank 2, no solution",
        "b3 = b2 - 2*b1: rank 2, a family of dimension 1",
    ],
    "1 2 3|a; 1 3 4|3; 1 a 5|3": [
        "a ≠ 4: rank 3, one solution",
        "a = 4: rank 2, no solution",
    ],
    "1 -1 1|1; 1 3 a|2; 2 a 3|3": [
        "a ≠ -3, a ≠ 2: rank 3, one solution",
        "a = -3: rank 2, no solution",
        "a = 2: rank 2, a family of dimension 1",
    ],
    "a|b": [
        "a ≠ 0: rank 1, one solution",
        "a = 0, b ≠ 0: rank 0, no solution",
        "a = 0, b = 0: rank 0, a family of dimension 1",
    ],
    "k 1 1|1; 1 k 1|1; 1 1 k|1": [
        "k ≠ -2, k ≠ 1: rank 3, one solution",
        "k = -2: rank 2, no solution",
        "k = 1: rank 1, a family of dimension 2",
    ],
    "1 2|1; 2 4|k": ["k ≠ 2: rank 1, no solution", "k = 2: rank 1, a family of dimension 1"],
    # over the reals
    "1 a; a 2": ["a^2 ≠ 2: rank 2", "a = ±sqrt(2): rank 1"],
    "1 a; -a 1": ["always: rank 2"],
    "a b; -b a": ["a^2 + b^2 ≠ 0: rank 2", "a = 0, b = 0: rank 0"],
    "a^2+1 1; 1 1": ["a ≠ 0: rank 2", "a = 0: rank 1"],
    "a^2+a*b+b^2 0; 0 1": ["a^2 + a*b + b^2 ≠ 0: rank 2", "a = 0, b = 0: rank 1"],
    "2-t 1; 1 1-t": [
        "t^2 - 3*t + 1 ≠ 0: rank 2",
        "t = (3 - sqrt(5))/2 or (sqrt(5) + 3)/2: rank 1",
    ],
    "x 1 0; 1 x 1; 0 1 x": [
        "x ≠ 0, x^2 ≠ 2: rank 3",
        "x = 0: rank 2",
        "x = ±sqrt(2): rank 2",
    ],
    "a^3-3*a+1": [
        "a^3 - 3*a + 1 ≠ 0: rank 1",
        "a^3 - 3*a + 1 = 0 with a ≈ -1.87938, 0.347298 or 1.53209: rank 0",
    ],
    # an exchange of rows asks for nothing
    "a b; b a": [
        "a ≠ -b, a ≠ b: rank 2",
        "b = -a, a ≠ 0: rank 1",
        "a = 0, b = 0: rank 0",
        "b = a, a ≠ 0: rank 1",
    ],
    # functions of symbols, and where they are defined
    "cos(t) -sin(t); sin(t) cos(t)": ["always: rank 2"],
    "cos(t) sin(t); 1 2": [
        "sin(t) ≠ 2*cos(t): rank 2",
        "sin(t) = 2*cos(t): rank 1",
    ],
    "exp(t) 1; 1 exp(-t)": ["always: rank 1"],
    "sqrt(a) 1; 1 1": ["a ≠ 1: rank 2", "a = 1: rank 1"],
    "1/(a-1) 1; 1 1": ["a ≠ 2: rank 2", "a = 2: rank 1"],
    "log(a) 1; 1 2": ["log(a) ≠ 1/2: rank 2", "log(a) = 1/2: rank 1"],
    "sqrt(2) a; a sqrt(2)": [
        "a ≠ -sqrt(2), a ≠ sqrt(2): rank 2",
        "a = -sqrt(2): rank 1",
        "a = sqrt(2): rank 1",
    ],
    # an equation that is not solved for a symbol
    "a 1|1; 1 b|1": [
        "a*b ≠ 1: rank 2, one solution",
        "a*b = 1, a ≠ 1: rank 1, no solution",
        "a = 1, b = 1: rank 1, a family of dimension 1",
    ],
    # what follows from a condition does not replace it: k ≠ t - 2 becomes k ≠ 0 where t = 2
    "k -k 2-t; 2-t k k; 0 2-t x": [
        "k ≠ t - 2, k*t + k*x - 2*k + t^2 - 4*t + 4 ≠ 0: rank 3",
        "t = k + 2, k ≠ 0: rank 2",
        "k = 0, t = 2, x ≠ 0: rank 1",
        "k = 0, t = 2, x = 0: rank 0",
        "k*t + k*x - 2*k + t^2 - 4*t + 4 = 0, k ≠ t - 2, x ≠ 0: rank 2",
        "t = 2, x = 0, k ≠ 0: rank 2",
        "t = 2 - k, x = 0, k ≠ 0: rank 2",
    ],
    # a denominator that the equation hides: k² - kx + 2k - tx is k(k + t) there
    "t k+1 -k; 2-t x 0; -k 1 -k": [
        "k ≠ 0, k*t + k*x - 2*k + t*x ≠ 0: rank 3",
        "k = 0: rank 2",
        "k*t + k*x - 2*k + t*x = 0, k ≠ 0, x ≠ 0, k ≠ -t: rank 2",
        "t = 2, x = 0, k ≠ 0: rank 2",
        "k = -2, t = 2, x ≠ 0: rank 2",
    ],
    "1 2; 3 4": ["always: rank 2"],
    "a pi; -1 a": ["always: rank 2"],
    "a pi-4; 1 a": ["always: rank 2"],
}


@pytest.mark.parametrize("text", BY_HAND)
def test_cases_by_hand(text):
    record = answer_by_cases(text)
    assert [str(case).replace(",  ", ", ") for case in record.cases] == BY_HAND[text]
    assert record.check()


def test_conditions_as_a_person_writes_them():
    """MIT 18.06, problem set: pivots a, b - a, c - b, d - c."""
    (general, *_) = cases("a a a a; a b b b; a b c c; a b c d")
    assert [str(c) for c in general.conditions] == ["a ≠ 0", "a ≠ b", "b ≠ c", "c ≠ d"]
    (general, *_) = cases("1 a a^2; 1 b b^2; 1 c c^2")
    assert [str(c) for c in general.conditions] == ["a ≠ b", "a ≠ c", "b ≠ c"]


def test_where_the_entries_are_defined():
    record = answer_by_cases("1/a sqrt(b); log(c) 1/(d^2-1)")
    assert sorted(map(str, record.defined)) == ["a ≠ 0", "b ≥ 0", "c > 0", "d^2 ≠ 1"]
    assert [str(case) for case in cases("1/a 1; 1 a")] == ["always: rank 1"]
    assert all("a = -" not in str(case) for case in cases("sqrt(a) 0; 0 a+1"))


def test_solutions_of_a_case():
    _, contradiction, family = cases("1 -1 1|1; 1 3 a|2; 2 a 3|3")
    assert (contradiction.x, contradiction.dimension) == (None, None)
    A, b = sp.Matrix([[1, -1, 1], [1, 3, 2], [2, 2, 3]]), sp.Matrix([1, 2, 3])
    assert A * family.x == b
    assert A * family.null_vectors[0] == sp.zeros(3, 1)
    assert family.dimension == 1


def test_an_elimination_brings_its_right_hand_sides():
    assert [str(case) for case in cases(eliminate("1 2; 2 4", "1 k"))] == BY_HAND["1 2|1; 2 4|k"]


def test_several_right_hand_sides():
    _, solvable = cases("1 2; 2 4", [[1, 3], [2, sp.Symbol("k")]])
    assert [str(c) for c in solvable.conditions] == ["k = 6"]
    assert solvable.x == sp.Matrix([[1, 3], [0, 0]])


def test_data():
    data = json.loads(json.dumps(answer_by_cases("1 2|1; 2 4|k").to_dict()))
    none, family = data["cases"]
    assert none == {
        "conditions": ["k ≠ 2"],
        "consistent": False,
        "rank": 1,
        "dimension": None,
        "solution": None,
    }
    assert family["conditions"] == ["k = 2"]
    assert family["solution"] == {
        "particular": [["1"], ["0"]],
        "null_vectors": [[["-2"], ["1"]]],
    }


def test_the_page():
    text = answer_by_cases("k 1 1|1; 1 k 1|1; 1 1 k|1").to_text()
    for line in ("    k = -2            2  none", "    k = 1             1  a family", "1/(k + 2)"):
        assert line in text


def test_several_right_hand_sides_are_called_so():
    assert answer_by_cases("a 1|1 b; 1 a|0 1").check().relation == "AX = B, AN = 0, rank A = r"
    assert "AX = B holds exactly" in solve("a 1; 1 a", "1 b; 0 1").to_text()


def test_bounds():
    with pytest.raises(LimitError, match="9 symbols"):
        cases("a b c; d e f; g h i")
    with pytest.raises(LimitError, match="more than 16 cases"):
        cases("a b c | d; e f g | h")
    with pytest.raises(LimitError, match="more than 2 cases"):
        cases("k 1 1|1; 1 k 1|1; 1 1 k|1", limit=2)
    with pytest.raises(LimitError, match="36 symbols"):
        cases([[sp.Symbol(f"a{i}{j}") for j in range(6)] for i in range(6)])
    with pytest.raises(TypeError, match="float"):
        cases([[0.5, 1.0], [1.0, 2.0]])


ENTRIES = "0 1 -1 2 3 k -k k+1 1-t t 2-t x x^2 k*x 2*k a b a*b a^2+1 k^2-1 1/2".split()
VALUES = [sp.Rational(n, d) for n, d in [(-2, 1), (-1, 1), (0, 1), (1, 1), (2, 1), (1, 2), (-1, 3)]]


def random_system(draw):
    m, n = draw.choice([(2, 2), (2, 2), (3, 3), (2, 3), (3, 2)])
    rows = [
        [draw.choice(ENTRIES if draw.random() < 0.6 else "012") for _ in range(n)]
        + ["|", draw.choice(ENTRIES)]
        for _ in range(m)
    ]
    return "; ".join(map(" ".join, rows))


@pytest.mark.parametrize("seed", range(30))
def test_every_point_is_in_exactly_one_case_which_says_what_numbers_say(seed):
    draw = random.Random(seed)
    text = random_system(draw)
    try:
        record = answer_by_cases(text)
    except LimitError:
        return  # the bound, not a failure: the pages say so in one line
    assert record.check(), text
    symbols = sorted(record.A.free_symbols | record.b.free_symbols, key=str)
    points = [{s: draw.choice(VALUES) for s in symbols} for _ in range(10)]
    points += [_inside(case, {s: draw.choice(VALUES) for s in symbols}) for case in record.cases]
    for point in points:
        fitting = [case for case in record.cases if fits(case, point)]
        assert len(fitting) == 1, (text, point, list(map(str, fitting)))
        agrees(fitting[0], record.A.subs(point), record.b.subs(point), point)


SMALL = "0 1 2 3 -1 -2 1/2 k 1-t 2-t x k+1 -k t".split()


def test_few_small_symbolic_matrices_are_beyond_the_bounds():
    refused = []
    for seed in range(50):
        draw = random.Random(seed)
        n, bar = draw.choice([2, 3]), draw.choice([[], ["|"]])
        rows = [
            " ".join([*draw.choices(SMALL, k=n), *bar, *draw.choices(SMALL, k=len(bar))])
            for _ in range(n)
        ]
        try:
            assert answer_by_cases("; ".join(rows)).check()
        except LimitError as error:
            refused.append((rows, str(error)))
    assert len(refused) <= 1, refused


@pytest.mark.parametrize(
    "text",
    [
        "2-t -k k+1 | 1-t; -k t x | 2-t; 1/2 2-t 1-t | -k",  # two cubics in three variables
        "k/2 t sqrt(k) | 1; 1-t sin(t) sqrt(2) | sqrt(2); sqrt(2) log(x) 1 | cos(t)",
    ],
)
def test_what_would_take_long_is_refused_with_the_remedy(text):
    with pytest.raises(LimitError, match="put numbers in for some symbols"):
        cases(text)


def test_symbols_and_functions_of_them_have_values_that_fit():
    """Beside t = 1, exp(t) is e and not π: that case has no point."""
    text = "exp(t) x-k cos(t) | pi; 1-t pi 0 | log(x); t log(x) sqrt(k) | log(x)"
    found = cases(text)
    assert not any("t = 1," in str(case) and "exp(t) = pi" in str(case) for case in found)
    assert all(case.x is None or not case.x.has(sp.zoo, sp.nan) for case in found)
    assert 0 not in [case.rank for case in cases("exp(t)-2; t-1")]


def test_what_has_no_real_point_is_no_case():
    """√k, |x| and x² are not negative and eᵗ is positive."""
    for text in ("sqrt(k)+2*abs(x)+1 0; 0 1", "exp(t)+k^2 1; 0 1"):
        assert [str(case) for case in cases(text)] == ["always: rank 2"]
    *_, last = cases("sqrt(k)+exp(t)*x^2 0; 0 1")
    assert [str(c) for c in last.conditions] == ["k = 0", "x = 0"]


def _inside(case, point):
    """Move a point to where the equations and substitutions of a case hold, if it finds one."""
    for equation in case.equations:
        for symbol in sorted(equation.free_symbols, key=str):
            here = equation.subs({s: v for s, v in point.items() if s != symbol})
            roots = [x for x in sp.roots(here, symbol) if x.is_Rational] if here != 0 else []
            if roots:
                point = {**point, symbol: roots[0]}
                break
    for symbol, value in case.substitutions:
        moved = value.subs(point)
        point = {**point, symbol: moved} if moved.is_finite else point
    return point


def fits(case, point):
    return (
        all(e.subs(point) != 0 for e in case.nonzero)
        and all(e.subs(point) == 0 for e in case.equations)
        and all(_equal(symbol, value, point) for symbol, value in case.substitutions)
    )


def _equal(symbol, value, point):
    top, bottom = sp.fraction(sp.together(value))
    return bottom.subs(point) != 0 and (symbol * bottom - top).subs(point) == 0


def agrees(case, A, b, point):
    """Compare a case with SymPy's elimination of numbers."""
    rank = A.rank()
    assert case.rank == rank
    assert case.consistent == (A.row_join(b).rank() == rank)
    assert len(case.null_vectors) == A.cols - rank
    assert all(A * v.subs(point) == sp.zeros(A.rows, 1) for v in case.null_vectors)
    if case.consistent:
        assert A * case.x.subs(point) == b


@pytest.mark.parametrize(
    "A",
    [
        "cos(t) 2; 1 cos(t)",
        "tanh(t) 1; 1 tanh(t)",
        "cosh(t) 1; 1 2",
        "atan(t) 1; 2 1",
        "sqrt(2) 1; 1 cos(t)*sqrt(2)-2",
        "exp(2*t)-3*exp(t)+3 0; 0 sin(t)^2-3",
    ],
)
def test_functions_keep_to_their_ranges(A):
    (case,) = cases(A)
    assert (case.conditions, case.rank) == ((), 2)


@pytest.mark.parametrize(
    ("A", "condition"),
    [
        ("sin(t) cos(t); sin(2*t) cos(2*t)", "sin(t) ≠ 0"),
        ("cos(t) cos(3*t); sin(t) sin(3*t)", "cos(t) ≠ 0, sin(t) ≠ 0"),
        ("sinh(2*t) sinh(t); cosh(2*t) cosh(t)", "sinh(t) ≠ 0"),
    ],
)
def test_multiple_angles_are_one(A, condition):
    general, *others = cases(A)
    assert ", ".join(map(str, general.conditions)) == condition
    assert general.rank == 2
    assert all(case.rank == 1 for case in others)
    assert not any("2*t" in str(case) for case in others)


def test_a_sum_of_squares_of_differences_vanishes_where_all_are_equal():
    # a² + b² + c² - ab - bc - ca is ((a - b)² + (b - c)² + (c - a)²)/2, the ranks SymPy's
    found = cases("a b c; b c a; c a b")
    assert [case.rank for case in found] == [3, 2, 2, 0, 1]
    assert [str(c) for c in found[-1].conditions] == ["b = a", "c = a", "a ≠ 0"]


@pytest.mark.parametrize(
    ("A", "condition"),
    [
        ("tan(pi/7) a; a sqrt(7)", "a^2 ≠ sqrt(7)*tan(pi/7)"),
        ("sqrt(pi) a; a 1", "a^2 ≠ sqrt(pi)"),
        ("sqrt(a+pi) 1; 1 a", "a*sqrt(a + pi) ≠ 1"),
        ("sqrt(a) 1; 0 sqrt(a)", "a ≠ 0"),
        ("sqrt(a) b; b sqrt(a)", "b ≠ -sqrt(a), b ≠ sqrt(a)"),
        ("log(a) 1; 0 1", "a ≠ 1"),
        ("exp(a)-1 0; 0 2", "a ≠ 0"),
        ("1 a 1; a 1 b; 1 1 c", "a ≠ 1, b ≠ a*c + c - 1"),
    ],
)
def test_constants_and_functions_in_conditions(A, condition):
    general = cases(A)[0]
    assert ", ".join(map(str, general.conditions)) == condition


def test_a_value_that_may_divide_by_zero_is_not_handed_out():
    with pytest.raises(LimitError, match="not seen whether they hold"):
        cases("sqrt(2) tanh(b); a^2 exp(-a); a-b 2", "b sqrt(a) a")
