"""Small scenes of every kind that a lecture uses; the engine has to draw them as Manim does."""

# ruff: noqa: F403, F405
from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import *
from PIL import Image

from scenes.mobjects.live_number import GrowingCurve, LiveNumber
from scenes.mobjects.written import Written
from scenes.theme import DARK

CORPUS: dict[str, type[Scene]] = {}
RUN = {"run_time": 0.6}
PICTURE = np.uint8([[[0, 100, 9, 255], [200, 5, 7, 255]], [[9, 9, 255, 255], [0, 0, 0, 255]]])


def scene(construct: Callable[[Scene], None], base: type[Scene] = Scene) -> type[Scene]:
    """Make a scene of a function and put it into the corpus under the function's name."""
    made = type(construct.__name__, (base,), {"construct": construct})
    CORPUS[construct.__name__] = made
    return made


def moving_camera(construct):
    return scene(construct, MovingCameraScene)


def three_d(construct):
    return scene(construct, ThreeDScene)


def zoomed_scene(construct):
    return scene(construct, ZoomedScene)


@scene
def shapes(self):
    self.play(Create(VGroup(Square(), Circle(), Triangle(), Star()).arrange(RIGHT)), **RUN)


@scene
def filled(self):
    self.play(DrawBorderThenFill(RegularPolygon(7, color=RED, fill_opacity=0.6)), **RUN)
    self.wait(0.3)


@scene
def boolean_shapes(self):
    self.play(FadeIn(Difference(Square(), Circle(radius=0.8), color=BLUE, fill_opacity=1)), **RUN)


@scene
def annulus_with_hole(self):
    self.play(GrowFromCenter(Annulus(0.5, 1.5, color=TEAL)), **RUN)


@scene
def arc_between(self):
    self.play(Create(ArcBetweenPoints(LEFT, RIGHT, stroke_width=20)), **RUN)


@scene
def sharp_corners(self):
    self.play(
        Rotate(Polygon(LEFT * 3, RIGHT * 3, RIGHT * 3 + 0.4 * UP, stroke_width=30), PI), **RUN
    )


@scene
def round_corners(self):
    m = Polygon(LEFT, UP, RIGHT, DOWN * 2, stroke_width=30)
    m.joint_type = LineJointType.ROUND
    self.play(m.animate.shift(UP), **RUN)


@scene
def bevelled_corners(self):
    m = Polygon(LEFT, UP, RIGHT, DOWN * 2, stroke_width=30)
    m.joint_type = LineJointType.BEVEL
    self.play(m.animate.scale(0.5), **RUN)


@scene
def line_caps(self):
    m = VGroup(
        *(Line(LEFT, RIGHT, stroke_width=40).set_cap_style(c) for c in CapStyleType)
    ).arrange(DOWN)
    self.play(Create(m), **RUN)


@scene
def dashed(self):
    self.play(Create(DashedLine(3 * LEFT, 3 * RIGHT)), **RUN)
    self.play(Rotating(DashedVMobject(Circle(), num_dashes=30), angle=1, **RUN))


@scene
def stroke_behind(self):
    m = Text("behind").set_stroke(RED, 12, background=True)
    self.play(FadeIn(m), **RUN)
    self.play(m.animate.shift(UP), **RUN)


@scene
def stroke_widths(self):
    m = VGroup(*(Line(UP, DOWN, stroke_width=w) for w in (0, 0.5, 1, 4, 25))).arrange(RIGHT)
    self.play(m.animate.shift(RIGHT), **RUN)


@scene
def off_the_frame(self):
    m = Square(6, fill_opacity=0.5)
    self.play(m.animate.shift(30 * RIGHT), **RUN)
    self.play(m.animate.shift(24 * LEFT), **RUN)


@scene
def very_large(self):
    self.play(Circle(radius=400, color=RED).shift(400 * DOWN).animate.shift(UP), **RUN)


@scene
def many_dots(self):
    m = VGroup(*(Dot([x / 4, y / 4, 0], radius=0.05) for x in range(-16, 17) for y in range(-8, 9)))
    self.add(m)
    self.play(m[17].animate.shift(UP), m[400].animate.set_color(RED), **RUN)


@scene
def arrows(self):
    self.play(GrowArrow(Arrow(LEFT, RIGHT)), Create(DoubleArrow(UP, DOWN)), **RUN)


@scene
def curved_arrow(self):
    self.play(Create(CurvedArrow(LEFT, 2 * UP)), **RUN)


@scene
def braces(self):
    s = Rectangle()
    self.play(FadeIn(s), GrowFromCenter(Brace(s)), **RUN)


@scene
def not_finite(self):
    m = VMobject().set_points_as_corners([LEFT, UP, [np.nan, 0, 0], RIGHT])
    self.play(m.animate.shift(UP), FadeIn(Dot()), **RUN)


@scene
def nothing_shown(self):
    self.play(FadeOut(Square(fill_opacity=0, stroke_width=0)), **RUN)
    self.wait(0.2)


@scene
def gradient_fill(self):
    m = Square(4, fill_opacity=1).set_color([RED, BLUE, GREEN])
    self.play(m.animate.shift(RIGHT), **RUN)


@scene
def gradient_stroke(self):
    m = Circle(stroke_width=20).set_stroke([YELLOW, PURPLE])
    self.play(Rotate(m, 1), **RUN)


@scene
def sheen(self):
    m = Circle(fill_opacity=1, color=BLUE).set_sheen(0.6, UL)
    self.play(m.animate.scale(2), **RUN)


@scene
def submobject_gradient(self):
    self.play(FadeIn(Text("rainbow").set_color_by_gradient(RED, GREEN, BLUE)), **RUN)


@scene
def opacity(self):
    m = VGroup(Square(fill_opacity=0.4), Circle(fill_opacity=0.4, color=RED).shift(RIGHT))
    self.add(m)
    self.play(m[0].animate.set_opacity(0.9), **RUN)
    self.play(FadeOut(m[1]), **RUN)


@scene
def nothing_moves_but_all_is_drawn_twice(self):
    self.add(Circle(fill_opacity=0.5, color=RED))
    self.play(ValueTracker(0).animate.set_value(1), **RUN)


@scene
def fade_of_a_group(self):
    m = VGroup(*(Square(fill_opacity=0.5).shift(i * RIGHT * 0.5) for i in range(4)))
    self.play(LaggedStart(*(FadeIn(x, scale=2) for x in m)), **RUN)


@scene
def colour_change(self):
    m = Text("colour")
    self.add(m)
    self.play(m.animate.set_color(RED), **RUN)
    self.play(Indicate(m), **RUN)


@scene
def background_colour(self):
    self.camera.background_color = "#FBFAF7"
    self.add(Dot(color=BLACK))
    self.wait(0.2)
    self.camera.background_color = RED
    self.play(FadeIn(Square()), **RUN)


@scene
def z_index(self):
    a, b = Square(fill_opacity=1, color=RED), Circle(fill_opacity=1)
    a.z_index = 1
    self.add(a, b)
    self.play(b.animate.shift(RIGHT), **RUN)
    self.play(a.animate.set_z_index(-1), **RUN)
    self.wait(0.2)


@scene
def foreground(self):
    s = Square(fill_opacity=1, color=RED)
    self.add_foreground_mobject(s)
    self.play(Circle(fill_opacity=1).animate.shift(RIGHT), **RUN)


@scene
def bring_to_front(self):
    m = [Square(fill_opacity=1, color=c).shift(i * RIGHT) for i, c in enumerate((RED, GREEN, BLUE))]
    self.add(*m)
    self.wait(0.2)
    self.bring_to_front(m[0])
    self.wait(0.2)
    self.bring_to_back(m[2])
    self.play(m[1].animate.shift(UP), **RUN)


@scene
def listed_twice(self):
    m = VGroup(Square(fill_opacity=0.5), Circle(fill_opacity=0.5))
    self.add(m, m[0])
    self.play(m[1].animate.shift(RIGHT), **RUN)


@scene
def text(self):
    self.play(Write(Text("Hello, lecture")), **RUN)


@scene
def markup(self):
    self.play(FadeIn(MarkupText("<b>bold</b> and <i>italic</i>")), **RUN)


@scene
def paragraph(self):
    self.play(FadeIn(Paragraph("one", "two lines", alignment="center")), **RUN)


@scene
def typed_letters(self):
    self.play(AddTextLetterByLetter(Text("letters"), time_per_char=0.1))


@scene
def typst(self):
    self.play(Write(MathTypst("integral_0^1 x^2 dif x = 1/3")), **RUN)


@scene
def typst_transform(self):
    a, b = MathTypst("a + b"), MathTypst("a + b + c")
    self.add(a)
    self.play(Transform(a, b), **RUN)


@scene
def number(self):
    n = DecimalNumber(0, mob_class=MathTypst)
    t = ValueTracker(0)
    n.add_updater(lambda m: m.set_value(t.get_value()))
    self.add(n)
    self.play(t.animate.set_value(-3.2), **RUN)
    self.wait(0.3)


@scene
def number_that_follows(self):
    t = ValueTracker(0)
    d = Dot()
    n = always_redraw(lambda: DecimalNumber(t.get_value(), mob_class=MathTypst).next_to(d, UP))
    self.add(d, n)
    self.play(t.animate.set_value(2), d.animate.shift(2 * RIGHT), **RUN)


@scene
def number_moved_between_values(self):
    n = Integer(7, mob_class=MathTypst)
    self.add(n)
    n.add_updater(lambda m, dt: m.set_value(7).shift(3 * dt * RIGHT))
    self.wait(0.5)
    n.clear_updaters()
    n.rotate(0.5).set_value(7)
    self.wait(0.2)


@scene
def axes(self):
    self.play(Create(Axes(x_range=[-2, 2], y_range=[-1, 3])), **RUN)


@scene
def plot(self):
    a = Axes(x_range=[0, 6], y_range=[-1, 1])
    self.add(a)
    self.play(Create(a.plot(np.sin, color=BLUE)), **RUN)


@scene
def axes_with_numbers(self):
    a = Axes(
        x_range=[0, 3],
        y_range=[0, 2],
        axis_config={"include_numbers": True, "label_constructor": MathTypst},
    )
    self.play(FadeIn(a), **RUN)


@scene
def area(self):
    a = Axes(x_range=[0, 3], y_range=[0, 9])
    g = a.plot(lambda x: x * x)
    self.play(FadeIn(a.get_area(g, x_range=(0, 2))), **RUN)


@scene
def point_on_axes(self):
    a = Axes(x_range=[-3, 3], y_range=[1, 5])
    t = ValueTracker(-2)
    self.add(a, always_redraw(lambda: Dot(a.c2p(t.get_value(), 2 + t.get_value() ** 2 / 3))))
    self.play(t.animate.set_value(2), **RUN)


@scene
def number_plane(self):
    p = NumberPlane()
    self.add(p)
    self.play(p.animate.apply_matrix([[1, 1], [0, 1]]), **RUN)


@scene
def number_line(self):
    n = NumberLine(x_range=[0, 4])
    self.add(n)
    self.play(Dot(n.n2p(0)).animate.move_to(n.n2p(3)), **RUN)


@scene
def graph(self):
    g = Graph([1, 2, 3, 4], [(1, 2), (2, 3), (3, 4), (4, 1)], layout="circular")
    self.play(Create(g), **RUN)
    self.play(g[1].animate.shift(UP), **RUN)


@scene
def table(self):
    self.play(Create(Table([["1", "2"], ["3", "4"]])), **RUN)


@scene
def vector_field(self):
    self.add(ArrowVectorField(lambda p: p[1] * RIGHT - p[0] * UP, x_range=[-2, 2], y_range=[-2, 2]))
    self.wait(0.2)


@scene
def transform(self):
    a = Square()
    self.play(FadeIn(a), **RUN)
    self.play(Transform(a, Circle(fill_opacity=0.5)), **RUN)
    self.play(ReplacementTransform(a, Text("end")), **RUN)


@scene
def matching_shapes(self):
    a, b = Text("abc"), Text("cab")
    self.add(a)
    self.play(TransformMatchingShapes(a, b), **RUN)


@scene
def passing_flash(self):
    self.play(ShowPassingFlash(Circle(color=YELLOW), time_width=0.4), **RUN)


@scene
def circumscribe(self):
    t = Text("here")
    self.add(t)
    self.play(Circumscribe(t), **RUN)
    self.play(Wiggle(t), **RUN)


@scene
def succession(self):
    a, b = Dot(LEFT), Dot(RIGHT)
    self.play(
        Succession(FadeIn(a, run_time=0.3), FadeIn(b, run_time=0.3)),
        AnimationGroup(FadeIn(Square())),
    )


@scene
def move_along_path(self):
    self.play(MoveAlongPath(Dot(), Circle()), **RUN)


@scene
def homotopy(self):
    self.play(Homotopy(lambda x, y, z, t: (x, y + t * np.sin(x), z), NumberLine()), **RUN)


@scene
def updater(self):
    a, b = Dot(), Square()
    b.add_updater(lambda m: m.next_to(a, UP))
    self.add(a, b)
    self.play(a.animate.shift(2 * RIGHT), **RUN)
    self.wait(0.2)


@scene
def updater_in_time(self):
    m = Square()
    m.add_updater(lambda m, dt: m.rotate(dt))
    self.add(Circle(), m, Dot())
    self.wait(0.5)
    m.suspend_updating()
    self.wait(0.3)


@scene
def scene_updater(self):
    d = Dot()
    self.add(d)
    self.add_updater(lambda dt: d.shift(dt * RIGHT))
    self.wait(0.5)


@scene
def wait_until(self):
    t = ValueTracker(0)
    t.add_updater(lambda m, dt: m.increment_value(dt))
    self.add(t, Dot())
    self.wait_until(lambda: t.get_value() > 0.3)


@scene
def traced_path(self):
    d = Dot()
    self.add(d, TracedPath(d.get_center, stroke_color=RED))
    self.play(d.animate.shift(2 * RIGHT), **RUN)
    self.play(d.animate.shift(UP), **RUN)


@scene
def fading_trace(self):
    d = Dot()
    self.add(d, TracedPath(d.get_center, dissipating_time=0.3))
    self.play(Rotating(d, about_point=LEFT, **RUN))


@scene
def redrawn_group(self):
    t = ValueTracker(1)
    self.add(
        always_redraw(
            lambda: VGroup(
                *(
                    Square().scale(t.get_value() * k / 3)
                    for k in range(1, 1 + int(2 * t.get_value()))
                )
            )
        )
    )
    self.play(t.animate.set_value(3), **RUN)


@scene
def redrawn_text(self):
    t = ValueTracker(0)
    self.add(always_redraw(lambda: Text(f"{t.get_value():.0f}")))
    self.play(t.animate.set_value(5), **RUN)


@scene
def static_mobject_changed_meanwhile(self):
    s, d = Square(), Dot()
    self.add(s, d)
    d.add_updater(lambda m: s.shift(0.1 * RIGHT))
    self.wait(0.3)
    self.play(d.animate.shift(UP), **RUN)


@scene
def image(self):
    self.add(ImageMobject(PICTURE).scale(40))
    self.play(FadeIn(Square()), **RUN)
    self.clear()
    self.play(FadeIn(Circle()), **RUN)


@scene
def background_image(self):
    m = Circle(2, fill_opacity=1).color_using_background_image(Image.fromarray(PICTURE))
    self.play(FadeIn(Square()), **RUN)
    self.add(m)
    self.play(m.animate.shift(RIGHT), **RUN)


@scene
def moving_image(self):
    i = ImageMobject(PICTURE).scale(40)
    self.add(Square(6))
    self.play(i.animate.shift(RIGHT), **RUN)


@scene
def point_cloud(self):
    self.add(Square())
    self.play(FadeIn(PointCloudDot(radius=0.5, density=5)), **RUN)


@scene
def sections(self):
    self.next_section("one")
    self.play(FadeIn(Dot()), **RUN)
    self.next_section("skipped", skip_animations=True)
    self.play(FadeIn(Square()), **RUN)
    self.next_section("two")
    self.play(FadeIn(Circle()), **RUN)


@scene
def subcaptions(self):
    self.play(FadeIn(Dot()), subcaption="a dot", **RUN)
    self.add_subcaption("and nothing", duration=0.2)
    self.wait(0.3)


@scene
def hold_only(self):
    self.add(Text("hold"))
    self.wait(0.5)


@scene
def never_played(self):
    self.add(Square(fill_opacity=0.5))


@moving_camera
def camera_moves(self):
    self.add(NumberPlane(), Dot())
    self.play(self.camera.frame.animate.scale(0.5).shift(RIGHT), **RUN)
    self.wait(0.2)
    self.play(Restore(self.camera.frame.save_state()), **RUN)


@scene
def live_number_and_growing_curve(self):
    number = LiveNumber(9.5, DARK, written=Written(least=0.1), size=60).stand_at(2, 1, "right")
    curve = GrowingCurve([[-4, 0], [-2, -1], [np.nan, np.nan], [0, 0], [2, -2]], color=BLUE)
    self.play(FadeIn(number), **RUN)

    def change(_, alpha):
        number.set_value(9.5 - 9.5 * 2**alpha)
        curve.reveal(alpha)

    self.add(curve)
    self.play(UpdateFromAlphaFunc(VGroup(number, curve), change), **RUN)
    self.play(number.animate.shift(DOWN), **RUN)
    self.wait(0.2)


@moving_camera
def camera_follows(self):
    d = Dot()
    self.add(Square(), d)
    self.camera.frame.add_updater(lambda m: m.move_to(d))
    self.play(d.animate.shift(2 * RIGHT), **RUN)


@moving_camera
def camera_at_rest(self):
    self.add(Square())
    self.play(FadeIn(Circle()), **RUN)


@three_d
def three_dimensions(self):
    self.set_camera_orientation(phi=1, theta=0.5)
    self.play(Create(Square()), **RUN)


@zoomed_scene
def zoomed(self):
    self.add(Dot())
    self.activate_zooming()
    self.play(FadeIn(Square()), **RUN)
