"""The lesson on the product of two matrices, played through without drawing."""

from functools import cache

import numpy as np
import pytest
import sympy as sp
from factor_films import keys, said, titles

from linalg.check import Check
from linalg.products.multiplication import Product
from linalg.reading.matrices import ReadMatrix
from scenes.lessons.linear_algebra.products.five_ways import WAYS
from scenes.lessons.linear_algebra.products.meeting import Group, Meeting
from scenes.lessons.linear_algebra.products.parameters import ProductsParameters
from scenes.lessons.linear_algebra.products.product_stage import ProductStage
from scenes.lessons.linear_algebra.products.storyboard import ProductsLesson
from scenes.lessons.linear_algebra.products.two_moves import TwoMoves
from scenes.mobjects.matrices.measures import entry_markup
from scenes.mobjects.text import Text
from scenes.parameters.declarations import ParameterError
from scenes.parameters.presentation import Presentation
from scenes.parts.lesson import UnprovenRecordError
from scenes.rehearsal.lint import RULES, lint
from scenes.rehearsal.rehearsal import rehearse
from scenes.rehearsal.story_rules import STORY_RULES
from scenes.stage import DoesNotFitError
from scenes.theme import DARK, Role, TextKind

AB = sp.Matrix([[2, 12], [3, 18], [4, 24]])  # MIT 18.06, lecture 3


def counting(m, n):
    return "; ".join(" ".join(str((3 * i + 5 * j * j + 1) % 9) for j in range(n)) for i in range(m))


INPUTS = {
    "2 by 2": ("1 2; 3 4", "0 1; -1 2"),
    "fractions": ("1/2 -3/4; 2/3 5", "-1 1/3; 7/2 0"),
    "symbols": ("a b; c d", "e f; g h"),
    "surds": ("sqrt(2) 1; 1 sqrt(3)", "1 sqrt(2); sqrt(6) 0"),
    "1 by 1": ("3", "-7"),
    "row times column": ("1 2 3 4 5", "1; -2; 3; -4; 5"),
    "column times row": ("1; -2; 3; 4", "1 2 -3 5"),
    "3 by 3": ("1 2 1; 3 8 1; 0 4 1", "1 0 2; -3 1 0; 0 0 1"),
    "6 by 6": (counting(6, 6), counting(6, 6)),
    "wide": ("1 2", "3 4 5 6 7 8; 1 0 2 0 3 0"),
    "tall": (counting(8, 2), "1 2; 3 4"),
    "zeros": ("0 0; 0 0", "0 0; 0 0"),
    "large numbers": ("12345 -67890; 24680 13579", "98765 -4321; 1111 22222"),
}
WITHOUT_ROOM = ("cos(t) -sin(t); sin(t) cos(t)", "1 2; 3 4")
"""Nothing that is told slowly fits between A and AB, so that pictures stand still for longer."""


@cache
def rehearsed(left=None, right=None, **presentation):
    given = {} if left is None else {"left": left, "right": right}
    parameters = ProductsParameters.from_mapping(given) if given else ProductsParameters.example()
    presentation = presentation or {"pace": "fast"}
    return rehearse(ProductsLesson, parameters, Presentation(**presentation))


def beat(film, title):
    """Return the views of one section."""
    starts = {beat.title: beat.start for beat in film.timeline.beats}
    later = [start for start in starts.values() if start > starts[title]]
    end = min([*later, film.seconds])
    return [play.after for play in film.plays if starts[title] <= play.start < end - 1e-6]


def free(view):
    """Return the values between the matrices, from top to bottom and from left to right."""
    texts = [t for t in view.texts if t.kind is TextKind.ENTRY and not t.in_matrix]
    texts.sort(key=lambda text: (-round(text.region.centre[1], 1), text.region.left))
    return [text.body for text in texts]


def written(*values):
    return [entry_markup(value) for value in values]


# The rules


@pytest.mark.parametrize("name", INPUTS)
def test_every_rule_is_kept_whatever_the_input(name):
    assert lint(rehearsed(*INPUTS[name]), (*RULES, *STORY_RULES)) == []


def test_without_room_between_the_matrices_parts_go_straight_in():
    film = rehearsed(*WITHOUT_ROOM)
    assert lint(film) == []
    assert titles(film) == ["The question", "A and B", *WAYS_AS_TITLES, "One matrix"]


def test_floats_are_multiplied_too():
    left, right = (ReadMatrix(rows) for rows in (((0.1, 2.0), (3.0, 4.0)), ((3.0,), (0.5,))))
    film = rehearse(ProductsLesson, ProductsParameters(left, right), Presentation(pace="fast"))
    assert lint(film, (*RULES, *STORY_RULES)) == []


# The story


WAYS_AS_TITLES = ["Row times column", "Columns", "Rows", "Blocks", "Layers"]


def test_the_sections_are_the_five_ways():
    opening = ["The question", "A and B", *WAYS_AS_TITLES]
    assert titles(rehearsed()) == [*opening, "The same products", "One matrix"]
    two_by_two = titles(rehearsed(*INPUTS["2 by 2"]))
    assert two_by_two == [*opening, "The same products", "The plane", "One matrix"]


def test_an_entry_is_made_of_the_pairs_of_a_row_and_a_column():
    """2 · 6 + 7 · 0 = 12."""
    seen = [free(view) for view in beat(rehearsed(), "Row times column")]
    assert sorted(written(2, 6, 7, 0)) in [sorted(texts) for texts in seen]
    assert written(12, 0) in seen
    assert written(12) in seen


def test_a_column_combines_the_columns_of_A():
    """6 · (2, 3, 4) + 0 · (7, 8, 9) = (12, 18, 24)."""
    seen = [free(view) for view in beat(rehearsed(), "Columns")]
    assert written(2, 7, 3, 8, 4, 9) in seen
    assert written(12, 0, 18, 0, 24, 0) in seen
    assert written(12, 18, 24) in seen


def test_a_row_combines_the_rows_of_B():
    """2 · (1, 6) + 7 · (0, 0) = (2, 12)."""
    seen = [free(view) for view in beat(rehearsed(), "Rows")]
    assert written(1, 6, 0, 0) in seen
    assert written(2, 12, 0, 0) in seen
    assert written(2, 12) in seen


def test_the_first_block_is_a_sum_of_products_of_blocks():
    """(2, 3) · 1 + (7, 8) · 0 = (2, 3)."""
    seen = [free(view) for view in beat(rehearsed(), "Blocks")]
    assert sorted(written(2, 3, 1, 7, 8, 0, 2, 3)) in [sorted(texts) for texts in seen]


def test_the_layers_stand_beside_each_other_and_are_added_entry_by_entry():
    """(2, 3, 4) times (1, 6), and (7, 8, 9) times (0, 0)."""
    film = rehearsed()
    whole = beat(film, "Layers")[-1]
    layers = [0, 0, 1, 6, 7, 0, 0, 2, 2, 12, 8, 0, 0, 3, 3, 18, 9, 0, 0, 4, 4, 24]
    assert free(whole) == written(*layers)
    assert "layer.zero" in keys(film)
    assert "layer.next" in keys(rehearsed(*INPUTS["3 by 3"]))


def test_AB_is_the_sum_of_the_first_layers_at_every_hold():
    """[0 1; 0 3], then [-2 5; -4 11]."""
    film = rehearsed(*INPUTS["2 by 2"])
    sums = []
    for play in film.plays:
        if play.still:
            lowest = min(zip(play.after.frames, play.after.matrices, strict=True), default=None,
                         key=lambda pair: (pair[0].bottom, -pair[0].left))  # fmt: skip
            if lowest is not None and (not sums or lowest[1] != sums[-1]):
                sums.append(lowest[1])
    rows = [tuple(map(entry_markup, row)) for row in ((-2, 5), (-4, 11))]
    first = [tuple(map(entry_markup, row)) for row in ((0, 1), (0, 3))]
    assert sums[-3:] == [tuple(rows), tuple(first), tuple(rows)]


def test_no_value_appears_that_has_not_come_out_of_A_or_B():
    """Between the matrices there is nothing before something has flown or met there."""
    film = rehearsed()
    before = []
    for play in film.plays:
        now = free(play.after)
        if len(now) > len(before):
            assert play.moving
        before = now


def test_the_name_of_AB_is_lit_when_it_is_made_and_muted_when_it_is_made_again():
    film = rehearsed()
    lit = [any(c.relation == "AB is the product" for c in p.after.claims) for p in film.plays]
    turns = [k for k in range(1, len(lit)) if lit[k] != lit[k - 1]]
    assert sum(lit[k] for k in turns) == len(WAYS)
    assert lit[-1]


def test_the_film_ends_on_five_ways_that_made_the_same_matrix():
    film = rehearsed()
    claims = film.plays[-1].after.claims
    assert {claim.relation for claim in claims} >= {f"AB by {way}" for way in WAYS}
    assert all(claim.holds for claim in claims)
    assert said(film)[-2:] == [
        "Five groupings of the same 12 products.",
        "Five times the same matrix.",
    ]
    last = [[view for view in film.plays[-1].after.matrices if len(view) == 3]]
    assert tuple(tuple(map(entry_markup, row)) for row in AB.tolist()) in last[0]


def test_a_way_that_made_another_matrix_would_be_found(monkeypatch):
    def forget(stage, way, *along):
        real(stage, way, *along)
        if way == "row":
            stage.made[way] = stage.AB.values + sp.ones(3, 2)

    real = ProductStage.complete
    monkeypatch.setattr(ProductStage, "complete", forget)
    film = rehearse(ProductsLesson, ProductsParameters.example(), Presentation(pace="fast"))
    found = {finding.message for finding in lint(film, STORY_RULES)}
    assert found == {"AB by row is displayed and does not hold"}


def test_the_rank_of_a_sum_of_layers_is_said_with_their_number():
    assert "AB is their sum: 2 layers of rank one at most." in said(rehearsed())
    alone = rehearsed(*INPUTS["column times row"])
    assert "AB is this layer alone: its rank is one at most." in said(alone)


# The plane


def test_the_plane_moved_by_B_and_then_by_A_is_where_AB_moves_it():
    film = rehearsed(*INPUTS["2 by 2"])
    views = beat(film, "The plane")
    claims = [c for view in views for c in view.claims if c.relation == "A after B is AB"]
    assert claims
    assert all(claim.holds for claim in claims)


def test_a_plane_moved_elsewhere_would_be_found(monkeypatch):
    class Late(TwoMoves):
        def __init__(self, stage, window):
            super().__init__(stage, window)
            self.AB = self.AB + np.eye(2)

    film_module = "scenes.lessons.linear_algebra.products.storyboard.TwoMoves"
    monkeypatch.setattr(film_module, Late)
    parameters = ProductsParameters.from_mapping({"left": "1 2; 3 4", "right": "0 1; -1 2"})
    film = rehearse(ProductsLesson, parameters, Presentation(pace="fast"))
    assert "A after B is AB is displayed and does not hold" in {
        finding.message for finding in lint(film, STORY_RULES)
    }


@pytest.mark.parametrize("name", ["symbols", "large numbers", "3 by 3"])
def test_what_is_no_map_of_the_plane_that_can_be_seen_has_none(name):
    assert "The plane" not in titles(rehearsed(*INPUTS[name]))


# What is refused


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("1 2; 3 4", "1 2 3", "right: has 1 row, but A has 2 columns"),
        ("1; 2", "1 2; 3 4", "right: has 2 rows, but A has 1 column"),
        ("1 2 | 3; 4 5 | 6", "1; 2", "left: has a right-hand side"),
    ],
)
def test_what_can_not_be_multiplied_is_refused_in_one_line(left, right, reason):
    with pytest.raises(ParameterError, match=reason):
        ProductsParameters.from_mapping({"left": left, "right": right})


def test_what_can_not_be_legible_is_refused_with_what_would_fit():
    with pytest.raises(DoesNotFitError, match="A and B may have 13 rows together"):
        rehearsed(counting(8, 6), counting(6, 1))
    assert rehearsed(counting(12, 1), counting(1, 1)).seconds
    wide = " ".join(str(10**12 + k) for k in range(12))
    with pytest.raises(DoesNotFitError, match="fewer columns or shorter entries would fit"):
        rehearsed("1", wide)


def test_a_product_that_fails_its_check_is_not_shown(monkeypatch):
    monkeypatch.setattr(Product, "check", lambda record: Check("AB = the parts", False))
    with pytest.raises(UnprovenRecordError, match="AB = the parts does not hold"):
        rehearse(ProductsLesson, ProductsParameters.example())


# Values that meet


def text(value, x, y):
    made = Text(entry_markup(value), DARK, TextKind.ENTRY, 40, Role.FOREGROUND)
    made.value = value
    return made.stand_at(x, y)


def test_pieces_meet_where_what_they_make_will_stand_each_group_in_its_turn():
    origins = [text(2, -3, 0), text(6, 0, 3), text(7, -3, -1), text(1, 1, 3)]
    goals = [text(12, 0, 0), text(7, 1, -1)]
    groups = [Group(tuple(origins[:2]), goals[0]), Group(tuple(origins[2:]), goals[1], 1.0)]
    meeting = Meeting(groups, lag=1.0)
    meeting.begin()
    meeting.interpolate_mobject(0.5)
    first, second = meeting.flying[0], meeting.flying[2]
    assert first.get_center()[:2] == pytest.approx(goals[0].get_center()[:2], abs=0.05)
    assert second.get_center() == pytest.approx(origins[2].get_center())
    meeting.interpolate_mobject(1.0)
    meeting.finish()
    assert list(meeting.mobject) == goals
    assert all(glyph.get_fill_opacity() == 1 for goal in goals for glyph in goal)
    assert [origin.get_center()[0] for origin in origins] == pytest.approx([-3, 0, -3, 1], abs=1e-3)


def test_what_is_made_becomes_the_entry_of_a_matrix():
    entry, piece, made = text(1, 0, 0), text(5, -2, 0), text(6, 0, 0)
    meeting = Meeting([Group((entry, piece), made, entry=entry)])
    meeting.begin()
    assert entry[0].get_fill_opacity() == 0
    meeting.interpolate_mobject(1.0)
    meeting.finish()
    assert (entry.value, entry.body) == (6, entry_markup(6))
    assert entry[0].get_fill_opacity() == 1
