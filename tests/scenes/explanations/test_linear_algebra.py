"""Every topic of the lectures on linear algebra is reached by name, and what topics refuse."""

import pytest
import sympy as sp

from linalg import LimitError
from scenes.explanations.linear_algebra.factorisations import Contains
from scenes.explanations.linear_algebra.products import Multiply
from scenes.explanations.networks.layer_jacobian import LayerJacobian
from scenes.explanations.topics import TOPICS
from scenes.parameters.declarations import ParameterError

LECTURES = {
    "18.06, lecture 1": "row-picture column-picture",
    "18.06, lecture 2": "elimination elimination-matrices solve rref determinant",
    "18.06, lecture 3": "multiply inverse inverse-of-product inverse-of-transpose",
    "18.06, lecture 4": "lu ldu ldlt elimination-matrices cost",
    "18.06, lecture 5": "permutation permutations plu symmetric-products transpose-of-product",
    "18.06, lecture 6": "subspaces contains is-subspace rank",
    "18.06, lecture 28": "definiteness",
    "CS231n, lecture 4": "gradient jacobian hessian directional-derivative taylor layer-jacobian",
}


@pytest.mark.parametrize("lecture", LECTURES)
def test_every_topic_of_the_lectures_is_reached(lecture):
    assert set(LECTURES[lecture].split()) <= set(TOPICS)


def test_membership_in_the_column_space():
    given = {"matrix": "1 3; 2 3; 4 1"}
    assert Contains.from_mapping({**given, "vector": "4 5 5"}).record().coefficients == (1, 1)
    assert not Contains.from_mapping({**given, "vector": "1 0 0"}).record()
    for vector in ("1 0", "1 0; 0 1; 1 1"):
        with pytest.raises(ParameterError, match="vector"):
            Contains.from_mapping({**given, "vector": vector})


def test_blocks_are_cut_where_they_are_asked_for():
    given = {"left": "2 7; 3 8; 4 9", "right": "1 6; 0 0"}
    record = Multiply.from_mapping({**given, "rows": "1, 2", "columns": "2"}).record()
    assert record.partition.rows == (1, 2)
    assert record.partition.inner == (1, 1)
    assert record.views.block.parts[0].value == sp.Matrix([[2, 12]])
    with pytest.raises(ParameterError, match="not a whole number"):
        Multiply.from_mapping({**given, "rows": "x"})
    with pytest.raises(ValueError, match="3"):
        Multiply.from_mapping({**given, "rows": "1 1"}).record()


@pytest.mark.parametrize("layer", ["relu", "softmax", "linear", "layer-norm"])
def test_a_layer_on_a_mini_batch(layer):
    record = LayerJacobian.from_mapping({"layer": layer, "inputs": 20, "batch": 3}).record()
    assert record.shape == (60, 60)
    assert record.check()


def test_the_lecture_s_mini_batch_is_never_written_out():
    record = LayerJacobian.from_mapping({"layer": "relu", "inputs": 4096, "batch": 100}).record()
    assert record.shape == (409_600, 409_600)
    assert record.nbytes == 409_600 * 8
    with pytest.raises(LimitError):
        record.dense()


def test_what_does_not_fit_into_memory_is_refused():
    with pytest.raises(ParameterError, match="numbers"):
        LayerJacobian.from_mapping({"layer": "linear", "inputs": 100_000, "batch": 1})
