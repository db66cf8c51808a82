"""Matrices on the frame, for the tests of what moves and rewrites them."""

from scenes.mobjects.matrices.grid_layout import GridLayout
from scenes.mobjects.matrices.measures import Room
from scenes.mobjects.text import region_of
from scenes.stage import MAIN


def shown(matrices, *rooms, **options):
    """Return the layout of the states of a matrix, in the main region unless rooms are given."""
    return GridLayout.measure(matrices, *(rooms or (Room(MAIN),)), **options)


def played(animation, alphas=(0.3, 0.7)):
    """Run an animation as a scene would."""
    animation.begin()
    for alpha in alphas:
        animation.interpolate(alpha)
    animation.finish()


def regions(grid):
    """Return where each entry is."""
    m, n = grid.shape
    return {(i, j): region_of(grid.entry(i, j)) for i in range(m) for j in range(n)}


def assert_same(found, expected):
    """Assert that two sets of regions are the same."""
    assert found.keys() == expected.keys()
    for place, region in found.items():
        assert region.contains(expected[place], slack=1e-6), place
        assert expected[place].contains(region, slack=1e-6), place
