"""What pages conclude about symbols: claims carry conditions, and the cases stand below."""

import json
from dataclasses import replace

import pytest
import sympy as sp

from linalg import (
    column_picture,
    contains,
    eliminate,
    four_subspaces,
    inverse,
    lu,
    row_picture,
    rref,
    solve,
    span,
)
from linalg.determinants.determinants import explain_determinant
from linalg.elimination.assumptions import may_vanish
from linalg.subspaces.ranks import explain_rank

a, b, c, k = sp.symbols("a b c k")


def page(record):
    """The page as text in one line: where a sentence breaks does not matter."""
    return " ".join(record.to_text().split())


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("1 2|a; 2 4|b", ["2*a - b"]),
        ("1 2 3|b1; 2 5 3|b2; 0 1 -3|b3", ["2*b1 - b2 + b3"]),
        ("1 1|a; 1 1|b; 1 1|c", ["a - b", "a - c"]),
        ("a 1|b; a 1|1", ["b - 1"]),
    ],
)
def test_whether_there_is_a_solution_depends_on_the_right_hand_side(text, conditions):
    solution = solve(text)
    assert solution.kind == "conditional"
    assert list(map(str, solution.conditions)) == conditions
    assert solution.check()
    assert "never true" not in page(solution)


def test_a_conditional_solution_solves_where_its_condition_holds():
    solution = solve("1 2 3|b1; 2 5 3|b2; 0 1 -3|b3")
    there = {sp.Symbol("b3"): sp.Symbol("b2") - 2 * sp.Symbol("b1")}
    assert (solution.A * solution.x - solution.b).subs(there).expand() == sp.zeros(3, 1)
    assert not any(solution.evidence.T * solution.A)


@pytest.mark.parametrize("text", ["1 1|a^2+1; 1 1|0", "a 1|1; a 1|2", "1 1|exp(a); 1 1|0"])
def test_what_is_never_zero_is_a_contradiction_for_all_values(text):
    solution = solve(text)
    assert solution.kind == "none"
    assert solution.check()


def test_a_wrong_conditional_solution_fails_its_check():
    solution = solve("1 2|a; 2 4|b")
    assert not replace(solution, x=solution.x + sp.Matrix([1, 0])).check()
    assert not replace(solution, evidence=sp.Matrix([1, 1])).check()


def test_the_page_says_exactly_where_there_is_a_solution():
    text = page(solve("1 2|a; 2 4|b"))
    assert "There is a solution exactly where b = 2*a." in text
    assert "Under these conditions the unknown y is free." in text
    assert "b ≠ 2*a 1 none b = 2*a 1 a family of dimension 1" in text
    assert "Under these conditions there is exactly one solution" in page(solve("a 1|1; 1 a|1"))


def test_the_case_that_elimination_passes_over_is_named():
    text = page(solve("1 2 3|a; 1 3 4|3; 1 a 5|3"))
    assert "a = 4 2 none" in text
    text = page(eliminate("1 2 3|a; 1 3 4|3; 1 a 5|3"))
    assert "a = 4 2 none" in text
    assert "The rank is 3 as long as the pivots are not zero" in text


def test_membership_depends_on_a_symbol():
    membership = contains(four_subspaces("1 2; 2 4").column_space, [1, k])
    assert not membership
    assert list(map(str, membership.conditions)) == ["k = 2"]
    assert membership.check()
    assert "Exactly where k = 2" in page(membership)
    assert "k = 2 1 yes" in page(membership)


def test_membership_in_a_space_that_depends_on_a_symbol():
    space = four_subspaces("k 1; 0 0").column_space  # a line, for k = 0 too
    text = page(contains(space, [1, 0]))
    assert "As long as the pivots are not zero, yes" in text
    assert "For all values of k the rank is 1, and the vector is in the space." in text


def test_subspaces_carry_their_condition():
    text = page(four_subspaces("1 k; k 1"))
    assert text.count("It is the whole plane as long as k ≠ -1, k ≠ 1.") == 2
    assert text.count("It is the origin as long as k ≠ -1, k ≠ 1.") == 2
    assert "k = 1 1 1 1 1" in text
    assert "as long as k ≠ 0" in page(span([k, 0]))
    assert "as long as" not in page(four_subspaces("1 2; 2 1"))


@pytest.mark.parametrize("make", [inverse, rref, explain_rank, explain_determinant])
def test_one_block_stands_on_the_pages_of_one_matrix(make):
    text = page(make("k 1; 1 k"))
    assert "Answer by cases" in text
    assert "k ≠ -1, k ≠ 1 2" in text  # and not k ≠ 0, which an exchange of rows avoids
    assert "Answer by cases" not in page(make("2 1; 1 2"))


def test_a_page_beyond_the_bounds_says_so_in_one_line():
    text = page(inverse("a b c; d e f; g h i"))
    assert "The cases are not worked out: A has 9 symbols" in text


def test_data_hold_the_cases():
    for record in (solve("1 2|a; 2 4|b"), eliminate("1 2|a; 2 4|b")):
        data = json.loads(json.dumps(record.to_dict()))
        assert [case["conditions"] for case in data["cases"]] == [["b ≠ 2*a"], ["b = 2*a"]]
    assert solve("1 2|1; 3 4|2").to_dict()["cases"] == []
    assert inverse("a b c; d e f; g h i").elimination.to_dict()["cases"] is None
    for record in (rref("k 1"), explain_rank("k 1"), explain_determinant("k 1; 1 k")):
        assert record.to_dict()["cases"]


def test_every_record_of_a_system_holds_its_cases_at_the_top():
    """By hand: k² = 1 is where the columns (k, 1) and (1, k) are parallel."""
    A, system = "k 1; 1 k", "k 1|1; 1 k|1"
    four = four_subspaces(A)
    membership = contains(four.column_space, "1 0")
    for record in (inverse(A), row_picture(system), column_picture(system), four, membership):
        data = json.loads(json.dumps(record.to_dict()))
        assert [case["conditions"] for case in data["cases"]] == [
            ["k ≠ -1", "k ≠ 1"], ["k = -1"], ["k = 1"],
        ]  # fmt: skip
    assert inverse("1 2; 3 4").to_dict()["cases"] == []


def test_data_say_where_the_entries_are_defined():
    wanted = ["k ≠ 0", "a ≥ 0"]
    for make in (inverse, rref, eliminate, explain_rank, explain_determinant):
        assert make("1/k 1; 1 sqrt(a)").to_dict()["defined"] == wanted
    assert solve("1/k 1|1; 1 2|sqrt(a)").to_dict()["defined"] == wanted
    assert inverse("1 2; 3 4").to_dict()["defined"] == []


def test_pivots_are_not_zero_as_long_as():
    """MIT 18.06, problem set 2.6: the pivots are a, b - a, c - b and d - c."""
    record = eliminate("a a a a; a b b b; a b c c; a b c d")
    assert [str(x) for x in record.assumptions] == ["a ≠ 0", "a ≠ b", "b ≠ c", "c ≠ d"]
    assert "as long as a ≠ 0, a ≠ b, b ≠ c and c ≠ d." in page(
        lu("a a a a; a b b b; a b c c; a b c d")
    )


def test_factors_that_may_vanish():
    assert may_vanish(-(c**2)) == (c,)
    assert may_vanish((a**2 + 1) * (a - b) ** 3) == (a - b,)
    assert may_vanish(sp.exp(a) * (sp.cosh(b) + 1)) == ()
    assert may_vanish(sp.sqrt(a) + 2) == ()
