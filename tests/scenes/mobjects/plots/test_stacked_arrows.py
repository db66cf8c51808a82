"""Arrows tip to tail, and in two directions."""

import numpy as np
import pytest

from scenes.mobjects.plots.stacked_arrows import ArrowComponents, GrowingStack, StackedArrows
from scenes.mobjects.text import region_of
from scenes.stage import Region
from scenes.theme import DARK, Role

ROLES = Role.GRADIENT, Role.THIRD
ROOM = Region(0.5, 6.5, -2.0, 2.0)
STACK = GrowingStack(
    (
        np.array([[0.2, -1.0]]),
        np.array([[0.1, -0.5], [0.2, 0.8]]),
        np.array([[0.05, -0.25], [0.1, 0.4], [0.2, -0.6]]),
    )
)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_the_broad_arrow_is_the_sum_of_the_others(step):
    stack = StackedArrows(STACK, ROOM, ROLES, DARK).reach(step)
    seen = [pointer.along for pointer in stack.pointers if pointer.has_points()]
    assert len(seen) == step
    np.testing.assert_allclose(stack.sum.along, np.sum(seen, axis=0), atol=1e-9)
    expected = stack.scale_factor * STACK.arrows[step - 1].sum(axis=0)
    np.testing.assert_allclose(stack.sum.along, expected, atol=1e-9)


def test_all_stacks_fit_and_one_fills_the_room():
    stack = StackedArrows(STACK, ROOM, ROLES, DARK)
    tips = np.concatenate([stack.places(step)[1] for step in (1, 2, 3)])
    assert ROOM.bottom - 1e-9 <= tips[:, 1].min()
    assert tips[:, 1].max() <= ROOM.top + 1e-9
    assert np.ptp(np.append(tips[:, 1], stack.foot[1])) == pytest.approx(ROOM.height)


def test_the_old_shrink_before_the_new_one_grows():
    halfway = STACK.at(1.45)
    np.testing.assert_allclose(halfway, [[0.1, -0.5], [0, 0]], atol=1e-12)
    assert 0 < np.linalg.norm(STACK.at(1.8)[1]) < np.linalg.norm(STACK.at(2)[1])
    assert STACK.at(0).shape == (0, 2)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("step", [1, 3])
def test_in_one_direction_each_begins_where_the_last_ended(axis, step):
    parts = ArrowComponents(STACK, axis, ROOM, ROLES, DARK, 1.5).reach(step)
    feet, tips = parts.places(step)
    np.testing.assert_allclose(feet[1:, axis], tips[:-1, axis])
    np.testing.assert_allclose((tips - feet)[:, axis], 1.5 * STACK.arrows[step - 1][:, axis])
    np.testing.assert_allclose((tips - feet)[:, 1 - axis], 0, atol=1e-12)
    np.testing.assert_allclose(
        parts.sum.along[axis], 1.5 * STACK.arrows[step - 1][:, axis].sum(), atol=1e-9
    )


def test_they_arrive_from_where_they_were_stacked():
    stack = StackedArrows(STACK, ROOM, ROLES, DARK).reach(3)
    parts = ArrowComponents(STACK, 1, ROOM, ROLES, DARK, stack.scale_factor)
    parts.arrive(*stack.places(3), 3, 0.0)
    before = [pointer.along for pointer in stack.pointers]
    np.testing.assert_allclose([pointer.along for pointer in parts.pointers], before, atol=1e-9)
    assert not parts.sum.has_points()  # nothing is added up on the way
    parts.arrive(*stack.places(3), 3, 1.0).add_up(3)
    assert parts.sum.has_points()


def test_only_what_is_shown_decides_how_large_it_is():
    late = GrowingStack(STACK.arrows, first=2)
    assert late.reach()[0].tolist() > STACK.reach()[0].tolist()
    assert region_of(StackedArrows(late, ROOM, ROLES, DARK).reach(3)).height > 0
