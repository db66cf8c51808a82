"""Multiplication in five ways: MIT 18.06, lecture 3, and five times the same product."""

import json

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from linalg.errors import ShapeError
from linalg.products.block_multiplication import Partition
from linalg.products.multiplication import multiply

A, B = "2 7; 3 8; 4 9", "1 6; 0 0"
AB = sp.Matrix([[2, 12], [3, 18], [4, 24]])
NAMES = ["entry", "column", "row", "column × row", "block"]


@pytest.fixture
def views():
    return multiply(A, B).views


def terms(view):
    return [[(term.left, term.right) for term in part.terms] for part in view.parts]


def column(*entries):
    return sp.Matrix(entries)


def row(*entries):
    return sp.Matrix([entries])


def test_the_product_and_the_names():
    record = multiply(A, B)
    assert record.AB == AB
    assert [view.name for view in record.views] == NAMES
    assert record.check()


def test_entry_is_row_times_column(views):
    assert len(views.entry.parts) == 6
    last = views.entry.parts[5]
    assert (last.rows, last.columns) == (range(2, 3), range(1, 2))
    assert [(term.left[0, 0], term.right[0, 0]) for term in last.terms] == [(4, 6), (9, 0)]
    assert last.value == sp.Matrix([[24]])


def test_a_column_combines_columns_of_the_left(views):
    assert terms(views.column)[1] == [
        (column(2, 3, 4), sp.Matrix([[6]])),
        (column(7, 8, 9), sp.Matrix([[0]])),
    ]
    assert [part.value for part in views.column.parts] == [column(2, 3, 4), column(12, 18, 24)]


def test_the_layers_are_added_one_after_the_other():
    """[0 1; 0 3] + [-2 4; -4 8] = [-2 5; -4 11]."""
    (part,) = multiply("1 2; 3 4", "0 1; -1 2").views.column_row.parts
    assert part.sums == (sp.Matrix([[0, 1], [0, 3]]), sp.Matrix([[-2, 5], [-4, 11]]))
    assert part.sums[-1] == part.value


def test_a_row_combines_rows_of_the_right(views):
    assert terms(views.row)[2] == [
        (sp.Matrix([[4]]), row(1, 6)),
        (sp.Matrix([[9]]), row(0, 0)),
    ]
    assert [part.value for part in views.row.parts] == [row(2, 12), row(3, 18), row(4, 24)]


def test_columns_times_rows_add_up(views):
    (part,) = views.column_row.parts
    assert terms(views.column_row)[0] == [
        (column(2, 3, 4), row(1, 6)),
        (column(7, 8, 9), row(0, 0)),
    ]
    assert [term.product for term in part.terms] == [AB, sp.zeros(3, 2)]


def test_blocks_of_a_chosen_partition():
    record = multiply(
        "1 2 3; 4 5 6; 7 8 9", "1 0; 0 1; 1 1", partition=Partition((1, 2), (2, 1), (2,))
    )
    first, second = record.views.block.parts
    assert [term.left for term in first.terms] == [row(1, 2), row(3)]
    assert [term.right for term in second.terms] == [sp.eye(2), row(1, 1)]
    assert second.value == sp.Matrix([[10, 11], [16, 17]])
    assert record.check()


def test_blocks_are_halves_by_default():
    partition = multiply(np.ones((5, 4)), np.ones((4, 1))).partition
    assert partition == Partition((3, 2), (2, 2), (1,))


shapes = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
rationals = st.fractions(-5, 5, max_denominator=6).map(lambda x: sp.Rational(str(x)))
floats = st.floats(-1e6, 1e6)


def pairs(entries):
    """Entries of an (m, p) and a (p, n) matrix, with the shape (m, p, n)."""
    return shapes.flatmap(
        lambda shape: st.tuples(
            st.just(shape), entries_of(entries, shape[:2]), entries_of(entries, shape[1:])
        )
    )


def entries_of(entries, shape):
    return st.lists(entries, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])


@given(pairs(rationals))
@settings(max_examples=80, deadline=None)
def test_every_view_adds_up_to_the_product_by_the_definition(drawn):
    (m, p, n), left, right = drawn
    A, B = sp.Matrix(m, p, left), sp.Matrix(p, n, right)
    expected = sp.Matrix(m, n, lambda i, j: sp.Add(*(A[i, k] * B[k, j] for k in range(p))))
    record = multiply(A, B)
    assert sp.Matrix(record.AB) == expected
    for view in record.views:
        assert sp.Matrix(view.total) == expected
        assert view.check()


@given(pairs(floats))
@settings(max_examples=80, deadline=None)
def test_floats_agree_within_rounding_and_are_read_only(drawn):
    (m, p, n), left, right = drawn
    record = multiply(np.array(left, float).reshape(m, p), np.array(right, float).reshape(p, n))
    assert record.check()
    for view in record.views:
        assert view.total.shape == (m, n)
        assert not view.total.flags.writeable


def test_a_wrong_total_is_seen():
    view = multiply(A, B).views.row
    view.__dict__["total"] = sp.ImmutableMatrix([[2, 12], [3, 18], [4, 25]])
    assert not view.check()
    floats = multiply([[0.1, 0.2], [0.3, 0.4]], [[1.0, 2.0], [3.0, 4.0]]).views.entry
    floats.__dict__["total"] = floats.total + 1e-14
    assert not floats.check()


def test_symbols_multiply():
    a, b, x = sp.symbols("a b x")
    record = multiply("a b", "x+1; a-b")
    assert sp.expand(record.AB[0, 0] - (a * (x + 1) + b * (a - b))) == 0
    assert record.check()


def test_one_side_of_floats_makes_both_floats():
    assert isinstance(multiply([[0.5, 1.0]], "1/3; 2").AB, np.ndarray)
    with pytest.raises(TypeError, match="floats and the other symbols"):
        multiply([[0.5, 1.0]], "a; 2")


@pytest.mark.parametrize(
    ("partition", "message"),
    [
        (Partition((1, 1), (1, 1), (1, 1)), "3 rows of A"),
        (Partition((3,), (3,), (2,)), "2 inner indices"),
        (Partition((3,), (2,), (2, 0)), "2 columns of B"),
    ],
)
def test_a_partition_has_to_fit(partition, message):
    with pytest.raises(ShapeError, match=message):
        multiply(A, B, partition=partition)


def test_shapes_have_to_fit():
    with pytest.raises(ShapeError, match="A is 3 × 2, B is 3 × 2"):
        multiply(A, A)


@pytest.mark.parametrize("name", NAMES)
def test_a_view_shows_itself(name, views):
    view = views[NAMES.index(name)]
    text = view.to_text()
    assert "holds exactly" in text
    json.dumps(view.to_dict())
    for write in (view.to_latex, view.to_markdown, view.to_typst, view.to_html):
        assert write()


def test_the_page_of_the_product_shows_the_sums():
    text = multiply(A, B).to_text()
    assert "c₃₂ = 4 · 6 + 9 · 0 = 24" in text
    assert "row 1 = 2 [1  6] + 7 [0  0] = [2  12]" in text
    data = json.loads(json.dumps(multiply(A, B).to_dict()))
    assert data["AB"] == [["2", "12"], ["3", "18"], ["4", "24"]]
    assert list(data["views"]) == NAMES
