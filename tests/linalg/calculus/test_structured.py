"""Structured matrices against the dense ones that they stand for."""

import json

import numpy as np
import pytest

from linalg.calculus.structured import (
    BlockDiagonal,
    Dense,
    Diagonal,
    Kronecker,
    LowRankPlusDiagonal,
    Permutation,
)
from linalg.errors import LimitError, ShapeError

rng = np.random.default_rng(11)
A, B = rng.normal(size=(3, 2)), rng.normal(size=(4, 5))
d, U, V = rng.normal(size=6), rng.normal(size=(6, 2)), rng.normal(size=(6, 2))
p = np.array([3, 0, 5, 1, 2, 4])

BLOCKS = np.zeros((3 + 4 + 6, 2 + 5 + 6))
BLOCKS[:3, :2], BLOCKS[3:7, 2:7], BLOCKS[7:, 7:] = A, B, np.diag(d)

CASES = {
    "diagonal": (Diagonal(d), np.diag(d)),
    "dense": (Dense(A), A),
    "permutation": (Permutation(p), np.eye(6)[p]),
    "kronecker": (Kronecker(Dense(A), Dense(B)), np.kron(A, B)),
    "mini-batch": (Kronecker(Diagonal(np.ones(3)), Dense(B)), np.kron(np.eye(3), B)),
    "block diagonal": (BlockDiagonal((Dense(A), Dense(B), Diagonal(d))), BLOCKS),
    "low rank plus diagonal": (LowRankPlusDiagonal(d, U, V), np.diag(d) + U @ V.T),
}


@pytest.mark.parametrize(("structured", "dense"), CASES.values(), ids=CASES)
def test_both_products_equal_the_dense_ones(structured, dense):
    m, n = dense.shape
    v, many = rng.normal(size=n), rng.normal(size=(n, 3))
    u, rows = rng.normal(size=m), rng.normal(size=(4, m))
    np.testing.assert_allclose(structured @ v, dense @ v, atol=1e-13)
    np.testing.assert_allclose(structured @ many, dense @ many, atol=1e-13)
    np.testing.assert_allclose(u @ structured, u @ dense, atol=1e-13)
    np.testing.assert_allclose(rows @ structured, rows @ dense, atol=1e-13)


@pytest.mark.parametrize(("structured", "dense"), CASES.values(), ids=CASES)
def test_shape_transpose_and_dense(structured, dense):
    assert structured.shape == dense.shape
    np.testing.assert_allclose(structured.dense(), dense, atol=1e-15)
    np.testing.assert_allclose(structured.T.dense(), dense.T, atol=1e-15)
    assert structured.dense_nbytes == dense.nbytes


def test_the_relu_layer_of_the_lecture():
    """CS231n lecture 4: 4096 inputs, a diagonal of zeros and ones; 100 examples make it 409 600."""
    slope = (rng.normal(size=4096) > 0).astype(np.float32)
    layer = Diagonal(slope)
    assert layer.shape == (4096, 4096)
    assert (layer.nbytes, layer.dense_nbytes) == (4 * 4096, 4 * 4096**2)
    batch = Diagonal(np.tile(slope, 100))
    assert batch.shape == (409_600, 409_600)
    assert batch.dense_nbytes == 671_088_640_000
    with pytest.raises(LimitError, match=r"409600 × 409600 dense takes 671,088,640,000 bytes"):
        batch.dense()
    upstream = rng.normal(size=409_600).astype(np.float32)
    np.testing.assert_array_equal(upstream @ batch, np.where(np.tile(slope, 100) > 0, upstream, 0))


def test_the_limit_is_the_callers():
    assert Diagonal(np.ones(8)).dense(limit=512).shape == (8, 8)
    with pytest.raises(LimitError, match="the limit is 511"):
        Diagonal(np.ones(8)).dense(limit=511)


def test_softmax_jacobian_from_its_definition():
    z = np.array([5.0, 2.0, -1.0, 3.0])
    p = np.exp(z) / np.exp(z).sum()
    J = LowRankPlusDiagonal(p, -p[:, None], p[:, None])
    step = 1e-6
    for k, e in enumerate(np.eye(4)):
        up, down = np.exp(z + step * e), np.exp(z - step * e)
        column = (up / up.sum() - down / down.sum()) / (2 * step)
        np.testing.assert_allclose(J.dense()[:, k], column, atol=1e-9)


def test_nbytes_counts_what_is_stored():
    assert Kronecker(Diagonal(np.ones(100)), Dense(np.ones((4, 5)))).nbytes == 8 * 120
    assert BlockDiagonal((Diagonal(np.ones(3)), Dense(np.ones((2, 2))))).nbytes == 8 * 7


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Diagonal(np.ones((2, 2))),
        lambda: Dense(np.ones(3)),
        lambda: Permutation(np.array([0, 0, 1])),
        lambda: BlockDiagonal(()),
        lambda: LowRankPlusDiagonal(np.ones(3), np.ones((3, 2)), np.ones((3, 1))),
        lambda: Diagonal(np.ones(3)) @ np.ones(4),
        lambda: np.ones(4) @ Diagonal(np.ones(3)),
    ],
)
def test_wrong_shapes_are_named(wrong):
    with pytest.raises(ShapeError):
        wrong()


@pytest.mark.parametrize(("structured", "dense"), CASES.values(), ids=CASES)
def test_a_structure_proves_and_shows_itself(structured, dense):
    assert structured.check()
    assert np.all(abs(structured).dense() >= np.abs(dense) - 1e-15)
    assert f"{structured.nbytes:,}" in str(structured)
    json.dumps(structured.to_dict())


def test_a_wrong_transpose_is_noticed():
    class Wrong(Dense):
        @property
        def T(self):
            return Dense(2 * self.A.T)

    assert not Wrong(A).check()


def test_the_lecture_s_layer_says_what_it_saves():
    text = str(Diagonal(np.ones(4096, np.float32)))
    assert "4,096 rows" in text
    assert "67,108,864" in text
    assert "4,096 times" in text


def test_cancellation_is_within_rounding():
    p = np.array([1 - 2e-12, 1e-12, 1e-12])
    assert LowRankPlusDiagonal(p, -p[:, None], p[:, None]).check()
    assert Diagonal(np.array([1, 0, 2])).check()


def test_a_pattern_is_drawn_while_it_can_be_seen():
    (line,) = BlockDiagonal((Dense(A), Diagonal(d))).plot().lines
    assert len(line.get_xdata()) == A.size + d.size
    with pytest.raises(LimitError, match="512"):
        Diagonal(np.ones(600)).plot()
