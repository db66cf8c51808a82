from itertools import pairwise

import pytest
import sympy as sp

from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.matrices.side_by_side import side_by_side
from scenes.stage import MAIN, DoesNotFitError

A = sp.ImmutableMatrix([[1, 2, 1], [3, 8, 1], [0, 4, 1]])
HALVES = A / 7
WIDE = sp.ImmutableMatrix([[10**6] * 3] * 3)


def test_all_matrices_have_one_size_and_common_baselines():
    placed = [layout for (layout,) in side_by_side([[[A]], [[HALVES]], [[A]]], [1, 2], Room(MAIN))]
    assert len({layout.size for layout in placed}) == 1
    assert len({layout.rows for layout in placed}) == 1
    gaps = [other.box.left - one.box.right for one, other in pairwise(placed)]
    assert gaps == pytest.approx([1, 2])
    assert all(MAIN.contains(layout.box, slack=1e-9) for layout in placed)


def test_matrices_that_share_a_slot_stand_in_its_middle():
    (narrow, wide), (other,) = side_by_side([[[A], [WIDE]], [[A]]], [1.0], Room(MAIN))
    assert wide.box.width > narrow.box.width
    assert narrow.box.centre == pytest.approx(wide.box.centre)
    assert other.box.left - wide.box.right == pytest.approx(1.0)


def test_what_is_kept_free_on_the_left_stays_free():
    ((layout,),) = side_by_side([[[WIDE]]], [], Room(MAIN, left_of=3))
    assert layout.box.left >= MAIN.left + 3 - 1e-9


def test_what_would_not_be_legible_is_refused():
    with pytest.raises(DoesNotFitError, match="4 matrices side by side"):
        side_by_side([[[WIDE]]] * 4, [1, 1, 1], Room(MAIN))
