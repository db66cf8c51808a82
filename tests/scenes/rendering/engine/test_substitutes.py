"""What takes the place of Manim's functions leaves mobjects in the very same state."""

# ruff: noqa: F403, F405
from __future__ import annotations

import numpy as np
import pytest

from scenes.rendering.settings import import_manim

import_manim()

from manim import *  # noqa: E402
from manim.mobject.text.numbers import string_to_mob_map  # noqa: E402
from svgelements import Path  # noqa: E402

from scenes.rendering.engine.substitutes import substitutes  # noqa: E402

A, B, C = np.array([-1.0, 2, 0]), np.array([2.0, 0.3, 0]), np.array([0.5, -3, 0])
APART = {"original_id", "path_obj", "file_name", "id_to_vgroup_dict"}
"""Attributes that differ from one run to the next."""


def arrow():
    return DoubleArrow(A, B, color=RED, buff=0.3)


class Painted(Square):
    """Has a colour of its own."""

    def set_fill(self, *values, **keywords):
        return super().set_fill(YELLOW, 0.3)


class Thick(Square):
    """Has a width that is never the one it is given."""

    @property
    def stroke_width(self):
        return self._width

    @stroke_width.setter
    def stroke_width(self, width):
        self._width = 2 * width


class Watched(Square):
    """Counts what is set."""

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        self.__dict__["count"] = self.__dict__.get("count", 0) + 1


class Grown(VMobject):
    """Changes itself while its points come about."""

    def generate_points(self):
        self.set_points_as_corners([A, B, C])
        self.set_stroke(BLUE, 7, 0.5)
        self.add(Dot(C))


MADE = {
    "plain": lambda: VMobject(),
    "coloured": lambda: VMobject(
        color="#123456", fill_color=GREEN, fill_opacity=0.3, stroke_color=BLACK, stroke_width=2.5
    ),
    "black": lambda: Square(color=BLACK, fill_opacity=1),
    "without a colour": lambda: VMobject(color=None, fill_opacity=0.5),
    "many colours": lambda: Square(color=[RED, GREEN, BLUE], stroke_opacity=0.7),
    "gradient fill": lambda: Circle(fill_color=[RED, BLUE], fill_opacity=1),
    "sheen": lambda: Circle(sheen_factor=0.4, sheen_direction=RIGHT, fill_opacity=1),
    "stroke behind": lambda: Square(background_stroke_color=RED, background_stroke_width=9),
    "named": lambda: VMobject(name="x", z_index=3, joint_type=LineJointType.ROUND),
    "in hsv": lambda: Dot(A, color=HSV((0.4, 0.5, 0.6))),
    "own setter": lambda: Painted(),
    "own property": lambda: Thick(stroke_width=3),
    "own property copied": lambda: Thick(stroke_width=3).copy(),
    "own storage": lambda: Watched(color=RED),
    "own storage copied": lambda: Watched().copy(),
    "own points": lambda: Grown(fill_color=RED),
    "no opacity": lambda: VMobject(fill_opacity=None, stroke_width=None),
    "line": lambda: Line(A, B, stroke_width=3),
    "line of lists": lambda: Line([0, 0, 0], [1, 2, 0]),
    "line between mobjects": lambda: Line(Square().shift(A), Circle().shift(B), buff=0.1),
    "bent line": lambda: Line(A, B, path_arc=1.2),
    "tips": arrow,
    "dashes": lambda: DashedLine(A, B, dash_length=0.13),
    "dashed circle": lambda: DashedVMobject(Circle(), num_dashes=11, dash_offset=0.3),
    "dashed arrow": lambda: DashedVMobject(arrow(), num_dashes=8),
    "angle": lambda: Angle(Line(A, B), Line(A, C), radius=0.4),
    "right angle": lambda: RightAngle(Line(A, B), Line(A, C)),
    "arcs": lambda: VGroup(
        Arc(2, 0.3, 1.1), Arc(2, 0.3, 1.1), Dot(), Circle(2), Sector(), Annulus()
    ),
    "arc of integers": lambda: Arc(angle=1, start_angle=0),
    "polygon": lambda: Polygon(A, B, C, [1, 1, 0], color=YELLOW),
    "rounded": lambda: RoundedRectangle(corner_radius=0.3),
    "star": lambda: Star(7).scale(0.3).rotate(0.2),
    "brace": lambda: Brace(Line(A, B), UP),
    "boxed": lambda: VGroup(Square(), SurroundingRectangle(Circle().shift(B)), Cross(Square())),
    "axes": lambda: Axes(x_range=[1, 4], y_range=[-3, -1], x_length=5, y_length=4),
    "plane": lambda: NumberPlane(),
    "curve": lambda: Axes().plot(lambda x: x**2 / 5, color=BLUE),
    "parametric": lambda: ParametricFunction(lambda t: np.array([t, t**2, 0]), t_range=(-1, 1)),
    "text": lambda: Text("a glyph", font_size=30, t2c={"glyph": RED}),
    "text again": lambda: VGroup(Text("twice", slant=ITALIC), Text("twice", slant=ITALIC)),
    "text many times": lambda: [Text("x", color=BLUE, font_size=20) for _ in range(3)],
    "dashes many times": lambda: [DashedLine(A, B, color=c) for c in (RED, RED, RED, BLUE)],
    "other defaults": lambda: _with_other_defaults(),
    "markup": lambda: MarkupText("<b>bold</b> i"),
    "number": lambda: DecimalNumber(-3.25, mob_class=Text, include_sign=True),
    "numbers": lambda: [
        DecimalNumber(value, mob_class=Text, font_size=size)
        for value, size in ((1.11, 30), (11.1, 30), (11.1, 50))
    ],
    "number changed": lambda: DecimalNumber(1.5, mob_class=Text, color=RED).set_value(-2.72),
    "numbers that change": lambda: [
        _changed(DecimalNumber, 2.5, **keywords)
        for keywords in (
            {"num_decimal_places": 3},
            {"include_sign": True, "edge_to_fix": RIGHT, "color": RED},
            {"num_decimal_places": 0, "edge_to_fix": UR, "font_size": 21},
            {"group_with_commas": False, "digit_buff_per_font_unit": 0.01},
            {"include_background_rectangle": True},
            {"stroke_width": 2, "fill_opacity": 0.4},
        )
    ],
    "numbers that do not change": lambda: _kept(DecimalNumber(12.5, mob_class=Text)),
    "integers that change": lambda: [_changed(Integer, 7)],
    "numbers of another class": lambda: [_changed(Raised, 7)],
    "digits that nobody sees": lambda: [_changed(DecimalNumber, 7, Blank)],
    "digits of another class": lambda: [_changed(DecimalNumber, 7, Tall)],
    "numbers in typst": lambda: [_changed(DecimalNumber, 1, MathTypst)],
    "typst": lambda: MathTypst("x^2 + y^2"),
    "copy": lambda: VGroup(Square(), Text("copied"), arrow()).copy(),
    "copy of a target": lambda: _with_target().copy(),
    "become": lambda: VGroup(Square(), Text("now")).become(VGroup(Circle(), arrow())),
    "part": lambda: Circle().get_subcurve(0.1, 0.66),
    "part over the end": lambda: Circle().get_subcurve(0.8, 0.3),
    "corners": lambda: VMobject().set_points_as_corners([[0, 0, 0], [1, 2, 0], [2, 0, 1]]),
    "style matched": lambda: Square().match_style(Circle(color=RED, fill_opacity=0.3)),
    "style of parts": lambda: VGroup(Square(), Dot()).match_style(Text("styled", color=RED)),
    "style of many parts": lambda: VGroup(Square(), Dot()).match_style(
        VGroup(Circle(color=RED), VGroup(Dot(color=BLUE), Star(color=[RED, BLUE])), Text("s"))
    ),
    "style of none": lambda: Square().match_style(VGroup(Dot(color=RED)), family=False),
    "coloured anew": lambda: [
        Square().set_fill(RED, opacity=0.3).set_stroke(width=2, opacity=np.float64(0.5)),
        Square(color=[RED, BLUE]).set_color(GREEN),
        Square().set_color([RED, BLUE]).set_opacity(0.2),
        Square().set_stroke("#123456", background=True, opacity=1),
        Square(sheen_factor=0.3).set_fill(YELLOW, 0.7),
        Text("two").set_color_by_gradient(RED, BLUE),
    ],
    "aligned": lambda: VGroup(Text("yg"), Square(), Dot()).arrange(DOWN, aligned_edge=LEFT),
    "between": lambda: _between(0.3),
    "at the end": lambda: _between(1),
}

ASKED = {
    "place on a circle": lambda: [Circle(2).point_from_proportion(t) for t in (0, 0.3, 0.77, 1)],
    "length": lambda: [Circle().get_arc_length(), Text("g")[0].get_arc_length(7)],
    "closed": lambda: [m.is_closed() for m in (Circle(), Line(), Arc(), Square(), Text("o")[0])],
    "equal": lambda: [
        VMobject().consider_points_equals(A, A + d)
        for d in (0, 1e-7, 3e-5, np.array([0, 0, 1e-4]), np.nan, np.inf)
    ],
    "corners of a box": lambda: [
        m.get_critical_point(d)
        for m in (VGroup(Square(), Circle().shift(A)), Text("gap"), VGroup(), VMobject())
        for d in (UL, ORIGIN, DR, OUT, [0.5, -1, 0])
    ],
    "boundary": lambda: [
        m.get_points_defining_boundary() for m in (Text("gap"), Line(), VGroup(), Dot())
    ],
    "points of axes": lambda: [
        axes.c2p(*place)
        for axes in (Axes(), Axes(tips=False), Axes(x_range=[1, 3]), ThreeDAxes(), NumberPlane())
        for place in ((1, 2), (0.3, -0.7), (np.float64(2), 1), ([1, 2], [3, 4]))
    ],
}


class Raised(DecimalNumber):
    """Centres itself higher up."""

    def center(self):
        return super().center().shift(UP)


class Tall(Text):
    """Says that it is higher than it is."""

    @property
    def height(self):
        return 2 * super().height


class Blank(VMobject):
    """Shows nothing for points and commas."""

    def __init__(self, string, font_size=48):
        super().__init__()
        self.font_size = font_size
        if string not in ".,":
            self.append_points(Square().points)


def _changed(kind, value, digits=Text, **keywords):
    """A number as it changes its value, its place, its size and its colour by turns."""
    string_to_mob_map.clear()  # Manim takes known digits, of whatever class they are
    number, states = kind(value, mob_class=digits, **keywords).shift(A), []
    for value in (3.14159, -0.7071, -0.0001, 1234567.8, 1234567.8, 9.999, 10, -1e4, 5):
        number.set_value(value)
        states.append(number.copy())
        number.shift(0.3 * A).scale(1.07)
        number[0].set_color(BLUE)
    return states


def _kept(number):
    """A number given the value that it has, its digits changed and used elsewhere meanwhile."""
    held, changes = (
        [],
        (
            lambda n: n,
            lambda n: n[0].shift(UP),
            lambda n: n.set_z_index(-1),
            lambda n: setattr(n, "digit_buff_per_font_unit", 0.02),
            lambda n: setattr(n, "include_background_rectangle", True),
            lambda n: n[0].add_updater(lambda digit: digit.rotate(1)),
        ),
    )
    for change in changes:
        number.set_value(12.5)
        held.append(VGroup(*number.submobjects))
        change(number)
    return [number.set_value(12.5), held]


def _with_target():
    square = Square()
    square.target = square.copy().set_color(RED)
    square.held_by = {"square": square, "places": [A, (B, C)]}
    square.add_updater(lambda m: m.shift(RIGHT))
    return square


def _with_other_defaults():
    before = [make() for make in (lambda: Text("once more"), lambda: DashedLine(A, B)) * 3]
    Text.set_default(color=GREEN)
    Line.set_default(stroke_width=9)
    try:
        return [*before, Text("once more"), DashedLine(A, B)]
    finally:
        Text.set_default()
        Line.set_default()


def _between(alpha):
    start, end = Square(color=RED, fill_opacity=0.2), Circle(stroke_width=9, fill_opacity=0.8)
    start.align_data(end)
    return start.copy().interpolate(start, end, alpha)


def state(value, seen=None):
    """All that can be told of a value, such that two are equal where nothing tells them apart."""
    seen = {} if seen is None else seen
    if isinstance(value, Mobject | list | dict):
        if id(value) in seen:
            return seen[id(value)]
        seen[id(value)] = len(seen)
    if isinstance(value, Mobject):
        # No dictionary made here may be asked for its state: another could get its id.
        known = sorted(vars(value).keys() - APART)
        return type(value).__name__, [(k, state(vars(value)[k], seen)) for k in known]
    if isinstance(value, dict):
        return {k: state(value[k], seen) for k in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return type(value).__name__, [state(v, seen) for v in value]
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, ManimColor):
        return type(value).__name__, value._internal_value.tobytes()
    if callable(value) or isinstance(value, Path):
        return type(value).__name__
    return type(value).__name__, repr(value)


def test_what_upstream_refuses_is_refused():
    squares = [
        Square().set_stroke(c, 4, background=True) for c in ([RED, BLUE], [RED, BLUE, GREEN])
    ]
    with substitutes(), pytest.raises(ValueError, match="could not be broadcast"):
        squares[0].become(squares[1])


@pytest.mark.parametrize("make", [*MADE.values(), *ASKED.values()], ids=[*MADE, *ASKED])
def test_the_same_comes_of_it(make, tmp_path):
    with tempconfig({"media_dir": str(tmp_path / "stock"), "verbosity": "ERROR"}):
        expected = state(make())
    with tempconfig({"media_dir": str(tmp_path / "ours"), "verbosity": "ERROR"}), substitutes():
        assert state(make()) == expected


def test_a_picture_is_read_and_nothing_written_beside_it(tmp_path):
    picture, neighbour = tmp_path / "a.svg", tmp_path / "a_.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><g id="é" fill="#f00"><path d="M0 0L3 1L2 5Z"/>'
        '</g><circle cx="9" cy="2" r="1"/></svg>'
    )
    expected = state(SVGMobject(picture, use_svg_cache=False))
    neighbour.write_text("mine")
    with substitutes():
        assert state(SVGMobject(picture, use_svg_cache=False)) == expected
    assert neighbour.read_text() == "mine"


def test_a_family_is_gathered_in_upstream_s_order():
    shared, loop = Square(), VGroup(Dot())
    loop.submobjects.append(loop)
    deep = VGroup(shared, VGroup(Circle(), VGroup(shared, Dot(), VGroup())), loop, shared)
    families = [deep.get_family(), loop.get_family(), shared.get_family()]
    assert [len(family) for family in families] == [9, 2, 1]
    with substitutes():
        assert [each.get_family() for each in (deep, loop, shared)] == families
