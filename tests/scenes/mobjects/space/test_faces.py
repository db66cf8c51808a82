"""Faces in space, cut where they cross and painted from the back."""

from itertools import combinations

import numpy as np
import pytest

from scenes.mobjects.space.faces import Face, Faces, painted
from scenes.mobjects.space.projection import Projection
from scenes.theme import DARK, Role

ROLES = (Role.SOURCE, Role.TARGET, Role.PIVOT)
SQUARE = np.array([[-1.0, -1], [1, -1], [1, 1], [-1, 1]])


def face(axis, role, offset=0.0):
    """Return a square across an axis."""
    corners = np.insert(SQUARE, axis, offset, axis=1)
    return Face(corners, np.eye(3)[axis], offset, role)


def area(piece):
    a = piece.corners
    crosses = np.cross(a - a[0], np.roll(a, -1, axis=0) - a[0])
    return np.linalg.norm(crosses.sum(axis=0)) / 2


def test_three_faces_that_cross_are_cut_into_pieces_of_the_same_area():
    view = Projection(30, 20)
    pieces = painted([face(k, role) for k, role in enumerate(ROLES)], view.to_viewer)
    for role in ROLES:
        assert sum(area(p) for p in pieces if p.role is role) == pytest.approx(4)
    for one, other in combinations(pieces, 2):
        assert _on_one_side(one, other) or _on_one_side(other, one)


def _on_one_side(one, other):
    heights = one.corners @ other.normal - other.offset
    return (heights >= -1e-9).all() or (heights <= 1e-9).all()


@pytest.mark.parametrize("azimuth", [20, 110, 200, 290])
def test_what_is_nearer_along_a_line_of_sight_is_painted_later(azimuth):
    """Lines of sight through random points, met with the pieces by hand."""
    view = Projection(azimuth, 25)
    pieces = painted([face(k, role) for k, role in enumerate(ROLES)], view.to_viewer)
    for start in np.random.default_rng(azimuth).uniform(-0.8, 0.8, size=(60, 3)):
        met = []
        for k, piece in enumerate(pieces):
            slope = piece.normal @ view.to_viewer
            t = (piece.offset - piece.normal @ start) / slope
            if _inside(piece, start + t * view.to_viewer):
                met.append((t, k))
        order = [k for _, k in sorted(met)]
        assert order == sorted(order)


def _inside(piece, point):
    edges = np.roll(piece.corners, -1, axis=0) - piece.corners
    sides = np.cross(edges, point - piece.corners) @ piece.normal
    return (sides > 1e-6).all() or (sides < -1e-6).all()


def test_faces_that_do_not_cross_stay_whole():
    view = Projection(30, 20)
    pieces = painted([face(2, Role.SOURCE), face(2, Role.PIVOT, 0.5)], view.to_viewer)
    assert [len(p.corners) for p in pieces] == [4, 4]
    assert [p.role for p in pieces] == [Role.SOURCE, Role.PIVOT]  # seen from above


def test_drawn_faces_leave_nothing_of_those_before():
    faces = Faces(Projection(30, 20), DARK, 3)
    faces.turn_to([face(k, role) for k, role in enumerate(ROLES)])
    seen = sum(part.has_points() for part in faces)
    assert seen > 3
    faces.turn_to([face(0, Role.PIVOT)], {Role.PIVOT: 0.5})
    (only,) = [part for part in faces if part.has_points()]
    assert only.get_fill_color().to_hex().upper() == DARK[Role.PIVOT].upper()
    assert only.get_fill_opacity() == pytest.approx(0.5 * faces.opacity)
