"""The rank from columns and from rows: the example of the lectures, SymPy and NumPy as oracles."""

import json
from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from strategies import exact_matrices

from linalg import explain_rank, rank, rref

LECTURE = "1 2 2 2; 2 4 6 8; 3 6 8 10"


def test_the_example_of_lecture_7():
    record = explain_rank(LECTURE)
    assert record.value == 2
    assert record.columns == (0, 2)
    assert sp.Matrix([[1, 2], [2, 6], [3, 8]]) == record.C
    assert sp.Matrix([[1, 2, 0, -2], [0, 0, 1, 2]]) == record.R
    assert record.dimensions == (2, 2, 2, 1)
    assert record.check()


@given(exact_matrices(4))
@settings(deadline=None)
def test_rows_and_columns_are_independent_and_as_many_as_sympy_s_rank(A):
    record = explain_rank(A)
    r = A.rank()
    assert record.value == r == rank(A)
    assert A[:, list(record.columns)].rank() == A[list(record.rows), :].rank() == r
    assert len(record.columns) == len(record.rows) == r
    assert (record.C * record.R - A).applyfunc(sp.cancel).is_zero_matrix
    assert record.check()
    assert sum(record.dimensions) == sum(A.shape)


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (5, 3), (6, 6)])
def test_floats(shape):
    rng = np.random.default_rng(sum(shape))
    r = max(1, min(shape) - 1)
    A = rng.normal(size=(shape[0], r)) @ rng.normal(size=(r, shape[1]))
    record = explain_rank(A)
    assert record.value == record.numpy_rank == r
    assert np.linalg.matrix_rank(A[list(record.rows)]) == r
    assert pytest.approx(A, abs=1e-12) == record.C @ record.R
    assert record.singular_values == pytest.approx(
        np.linalg.svd(record.reduced.judged.scaled.matrix)[1], abs=1e-12
    )
    assert record.check()


def test_a_rank_that_rows_and_columns_do_not_share_fails():
    record = explain_rank(LECTURE)
    assert not replace(record, transposed=rref("1 2; 2 4")).check()
    wrong = replace(record.reduced, pivot_columns=(0, 1))
    assert not replace(record, reduced=wrong).check()


def test_the_page_names_columns_rows_and_dimensions():
    text = explain_rank(LECTURE).to_text()
    assert "Columns 1 and 3 have pivots, so the rank is 2." in text
    assert "rows 1 and 2 of A\nare such rows" in text
    assert "n - r = 2" in text
    assert "m - r = 1" in text
    assert "Ax = 0 leaves 2 free unknowns" in text
    assert "Ax = b has no solution for some b" in text


@pytest.mark.parametrize(
    ("A", "sentences"),
    [
        ("1 2; 3 4", ["only x = 0 solves", "for every b", "The matrix is invertible."]),
        ("1 2 3", ["2 free unknowns", "for every b"]),
        ("1; 2; 3", ["only x = 0 solves", "no solution for some b"]),
        ("0 0; 0 0", ["the rank is 0", "no column and no row is independent"]),
    ],
)
def test_what_full_rank_means(A, sentences):
    text = " ".join(explain_rank(A).to_text().split())
    assert all(sentence in text for sentence in sentences)
    if len(sentences) < 3:
        assert "invertible" not in text


def test_with_symbols_every_sentence_has_its_condition():
    text = explain_rank("1 a; a 1").to_text()
    assert "so the rank is 2 under these conditions." in text
    assert "Under these conditions the matrix is invertible." in text
    assert "\nThe columns" not in text
    assert "\nThe rows" not in text
    # rank 2 for every b, but rows 1 and 3 are independent only where b is not 0
    rows_of_their_own = " ".join(explain_rank("0 b; 0 2; 2 2").to_text().split())
    assert "so the rank is 2." in rows_of_their_own
    assert "of A are such rows" not in rows_of_their_own


def test_the_page_of_floats_shows_what_decides():
    text = explain_rank(np.array([[0.1, 0.3], [0.7, 2.1]])).to_text()
    assert "singular values" in text
    assert "tolerance" in text
    assert "the rank is 1" in text
    assert "NumPy" not in text


def test_json():
    data = json.loads(json.dumps(explain_rank(LECTURE).to_dict()))
    assert (data["value"], data["columns"], data["rows"]) == (2, [0, 2], [0, 1])
    assert data["dimensions"]["left_null_space"] == 1
    floats = json.loads(json.dumps(explain_rank(np.eye(2)).to_dict()))
    assert floats["singular_values"] == [1.0, 1.0]
    assert floats["numpy_rank"] == 2


def test_symbols_have_their_answer_by_cases():
    record = explain_rank("1 2; 2 k")
    ranks = {tuple(case["conditions"]): case["rank"] for case in record.to_dict()["cases"]}
    assert ranks == {("k ≠ 4",): 2, ("k = 4",): 1}
    text = record.to_text()
    assert text.index("Answer by cases") > text.index("Under the conditions above:")
    assert explain_rank("1 2; 2 4").to_dict()["cases"] == []
