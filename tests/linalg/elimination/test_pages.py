"""The pages of eliminations are read back: operations replayed, arithmetic redone."""

import re
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg import eliminate, inverse, ldlt, ldu, lu, plu, rref, solve
from linalg.elimination.step_blocks import LONGEST, ONE_BY_ONE
from linalg.page import Equation, Heading, Paragraph
from linalg.reading import read_expression

COURSE = ("1 2 1; 3 8 1; 0 4 1", "2 12 2")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def section(text, name):
    """The lines below a heading, up to the next."""
    lines = text.splitlines()
    start = lines.index(name) + 2
    rules = [i for i in range(start, len(lines)) if re.fullmatch("-+", lines[i])]
    return lines[start : rules[0] - 1 if rules else None]


def shown_matrices(lines):
    """The matrices printed in some lines: their rows of fractions, and what stands beside each."""
    found = []
    for line in lines:
        match = re.match(r"    [⎡⎢⎣[](.*?)[⎤⎥⎦\]](?:   (.*))?$", line)
        if match is None:
            continue
        if line[4] in "⎡[":
            found.append(([], []))
        entries = re.sub("[│()]", " ", match[1]).split()
        found[-1][0].append([Fraction(entry) for entry in entries])
        found[-1][1].append(match[2] or "")
    return found


def replayed(rows, remark):
    """A matrix after an operation as it is written: R₂ ← R₂ - 3 R₁, R₁ ↔ R₂ or R₂ ← 1/2 R₂."""
    rows = [list(row) for row in rows]
    remark = remark.translate(SUBSCRIPTS)
    if exchange := re.fullmatch(r"R(\d+) ↔ R(\d+)", remark):
        i, j = (int(k) - 1 for k in exchange.groups())
        rows[i], rows[j] = rows[j], rows[i]
    elif subtraction := re.fullmatch(r"R(\d+) ← R\1 ([-+]) (?:(\S+) )?R(\d+)", remark):
        i, sign, size, j = subtraction.groups()
        factor = Fraction(size or 1) * (-1 if sign == "-" else 1)
        i, j = int(i) - 1, int(j) - 1
        rows[i] = [x + factor * y for x, y in zip(rows[i], rows[j], strict=True)]
    elif scaling := re.fullmatch(r"R(\d+) ← (\S+) R\1", remark):
        i = int(scaling[1]) - 1
        rows[i] = [Fraction(scaling[2]) * x for x in rows[i]]
    else:
        assert remark == "", remark
    return rows


entries = st.one_of(
    st.integers(-9, 9), st.sampled_from([0, 0, 1, -1, Fraction(1, 2), Fraction(-2, 3)])
)


@st.composite
def systems(draw):
    m, n = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    A = [[draw(entries) for _ in range(n)] for _ in range(m)]
    if draw(st.booleans()) and m > 1:
        A[-1] = [2 * x for x in A[0]]
    return A, [draw(entries) for _ in range(m)]


@settings(max_examples=80, deadline=None)
@given(systems(), st.sampled_from(["echelon", "reduced"]))
def test_the_operations_beside_each_matrix_give_the_next(system, form):
    record = eliminate(*system, form=form)
    matrices = shown_matrices(section(record.to_text(width=400), "Steps"))
    assert [list(map(Fraction, row)) for row in record.states[0].tolist()] == matrices[0][0]
    for (rows, remarks), (following, _) in pairwise(matrices):
        for remark in remarks:
            rows = replayed(rows, remark)
        assert rows == following
    assert [list(map(Fraction, row)) for row in record.states[-1].tolist()] == matrices[-1][0]
    if record.shape[0] <= ONE_BY_ONE and form == "echelon":
        assert len(matrices) == len(record.states)


@settings(max_examples=80, deadline=None)
@given(systems())
def test_the_arithmetic_of_back_substitution_is_right(system):
    solution = solve(*system)
    text = solution.to_text(width=400)
    if solution.kind == "none":
        assert "No solution" in text
        return
    if "Back substitution" not in text:
        return
    unknowns = {}
    n = solution.elimination.shape[1]
    names = ["x", "y", "z"][:n] if n <= 3 else [f"x{j + 1}" for j in range(n)]
    for line in section(text, "Back substitution"):
        chain = line.strip().translate(SUBSCRIPTS).split(" = ")
        if chain[0] in names and len(chain) in (2, 3):
            values = {read_expression(re.sub("[·÷]", _typed, part)) for part in chain[1:]}
            assert len(values) == 1
            unknowns[names.index(chain[0])] = values.pop()
    assert unknowns == {j: Fraction(solution.x[j]) for j in solution.elimination.pivot_columns}


def _typed(sign):
    return {"·": "*", "÷": "/"}[sign[0]]


def test_the_courses_example_in_full():
    text = eliminate(*COURSE).to_text()
    for line in (
        "Column 2: the pivot is 2, the multiplier for row 3 is 4/2 = 2.",
        "    ⎢ 3   8  1 │ 12⎥   R₂ ← R₂ - 3 R₁",
        "    z = -10/5 = -2",
        "    y = (6 + 2 · (-2))/2 = 1",
        "    x = 2 - 2 · 1 - (-2) = 2",
        "There is exactly one solution, (x, y, z) = (2, 1, -2).",
        "    L = ⎢3  1  0⎥,  U = ⎢0  2  -2⎥",
        "The rank is 3, the determinant is 10.",
        "A = LU holds exactly.",
        "Ax = b holds exactly.",
    ):
        assert line in text.splitlines()


def test_singular_systems_say_why():
    none = eliminate("1 2 1; 3 8 1; 0 4 -4", "2 12 2").to_text()
    assert "Row 3 of the last matrix says 0 = -10, which is never true." in none
    assert "    yᵀb = [-10]" in none
    assert "yᵀA = 0, yᵀb ≠ 0 holds exactly." in none
    family = eliminate("1 3; 2 6", "1 2").to_text()
    assert "The unknown y is free. All solutions:" in family
    assert "⎡x⎤ = ⎡1⎤ + y ⎡-3⎤" in family
    two = solve("1 3 2 1; 2 6 1 0", "1 3").to_text()
    assert "with the free unknowns x₂ = 0 and x₄ = 0:" in two
    assert "    x₁ = 1 - 2 · (-1/3) = 5/3" in two.splitlines()


def test_exchanges_are_explained_and_recorded_in_P():
    text = eliminate("0 1; 2 3").to_text()
    assert "Column 1: there is 0 in the pivot place, so rows 1 and 2 change places." in text
    assert "P = ⎡0  1⎤" in text
    assert "PA = LU holds exactly." in text
    largest = eliminate("1 1; 2 3", pivoting="max").to_text(width=200)
    assert "the largest entry is taken as the pivot, so rows 1 and 2 change places." in largest


def test_symbolic_pages_state_their_assumptions():
    text = eliminate("a b; c d").to_text()
    assert "The pivots are not zero as long as a ≠ 0 and a*d ≠ b*c." in text
    assert "R₂ ← R₂ - (c/a) R₁" in text


def test_float_pages_show_rounding():
    text = eliminate(np.array([[1.5, 2.0], [3.0, 1e-7]]), [1.0, 2.0]).to_text()
    assert "holds within rounding" in text
    assert "1e-7" in text
    singular = solve(np.array([[1.0, 2.0], [2.0, 4.0]]), [1.0, 3.0]).to_text()
    assert "No solution" in singular
    family = solve(np.array([[1.0, 2.0], [2.0, 4.0]]), [1.0, 2.0]).to_text()
    assert "The unknown y is free" in family


def test_unknowns_have_no_names_that_stand_in_the_system():
    text = solve("x 1; 1 x", "1 0").to_text()
    assert "    x₂ = " in text
    assert "x = (" in text
    assert solve("2 0; 0 3", "y 0").to_text().count("x₁ = y/2") == 1
    assert "    x = 7/2" in solve("2", "7").to_text()
    assert "There is exactly one solution, x = (7/2)." in solve("2", "7").to_text()


def test_many_right_hand_sides_make_a_matrix_of_unknowns():
    text = solve("1 2; 3 4", "1 0; 0 1").to_text()
    assert "The system AX = B" in text
    assert "Back substitution" not in text


def test_long_eliminations_are_not_written_out():
    page = eliminate(np.eye(LONGEST + 1)).page()
    headings = [b.text for b in page.blocks if isinstance(b, Heading)]
    steps = page.blocks[page.blocks.index(Heading("Steps")) + 1]
    assert headings == ["Steps", "Factors", "Check"]
    assert isinstance(steps, Paragraph)
    assert f"at most {LONGEST} rows" in steps.inline[0]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_empty_matrices_have_pages(shape):
    record = eliminate(sp.zeros(*shape))
    assert [write() for write in (record.to_text, record.to_latex, record.to_typst, record.to_html)]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (lambda: lu("2 1; 8 7"), ["A = LU holds exactly.", "R₂ ← R₂ - 4 R₁"]),
        (lambda: plu("0 1; 1 0"), ["PA = LU holds exactly.", "P = ⎡0  1⎤"]),
        (lambda: ldu("2 1; 8 7"), ["A = LDU holds exactly.", "D = ⎡2  0⎤"]),
        (lambda: ldlt("2 1; 1 3"), ["A = LDLᵀ holds exactly."]),
        (lambda: inverse("1 3; 2 7"), ["A⁻¹ = ⎡ 7  -3⎤", "R₁ ← R₁ - 3 R₂"]),
        (lambda: rref("1 2; 2 4"), ["The rank is 1; pivot columns: 1.", "A = CR holds exactly."]),
        (lambda: rref(np.array([[1.0, 2.0], [2.0, 4.0]])), ["pivot columns: 1."]),
        (lambda: inverse(np.array([[1.0, 2.0], [3.0, 4.0]])), ["holds within rounding"]),
    ],
)
def test_the_other_records(record, expected):
    text = record().to_text()
    for line in expected:
        assert line in text


def test_every_formula_is_a_block_of_its_own():
    blocks = eliminate(*COURSE).page().blocks
    assert sum(isinstance(block, Equation) for block in blocks) == 1 + 2 + 1 + 1 + 1


def test_a_negative_fraction_is_not_said_twice():
    text = str(eliminate("2 -1; -1 2"))
    assert "the multiplier for row 2 is -1/2." in text


def test_floats_say_why_they_are_dependent():
    A = [[0.9, -0.1, -0.2], [-0.8, 0.9, -0.4], [-0.1, -0.8, 0.6]]
    assert "count as zero" in " ".join(str(eliminate(A)).split())
    assert "count as zero" not in str(eliminate([[1.0, 2.0], [3.0, 4.0]]))
    assert "count as zero" not in str(eliminate("0.9 -0.1 -0.2; -0.8 0.9 -0.4; -0.1 -0.8 0.6"))


def test_back_substitution_is_shown_only_where_it_gives_the_solution():
    """From the last row on, 1e20 - 1e20 · 1 loses the x = 1 of (1, 1)."""
    page = str(solve([[1.0, 1e20], [1.0, 1.0]], [1e20, 2.0]))
    assert "Back substitution" not in page
    assert "(x, y) = (1.0, 1.0)" in page
    assert "Back substitution" in str(solve([[2.0, 1.0], [1.0, 3.0]], [3.0, 4.0]))
