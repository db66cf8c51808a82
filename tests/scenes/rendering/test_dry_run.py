import pytest
from manim import RIGHT, Create, Dot, FadeIn, FadeOut, Scene, Square, Transform, tempconfig
from manim.camera.camera import Camera

from scenes.rendering.dry_run import DryRenderer


class Watcher:
    def __init__(self):
        self.seen = []

    def before(self, scene, animations):
        self.seen.append(("before", len(animations)))

    def midway(self, scene):
        self.seen.append(("midway", round(float(scene.square.get_center()[0]), 3)))

    def after(self, scene, seconds):
        self.seen.append(("after", seconds))


class Walk(Scene):
    def construct(self):
        self.square = Square()
        self.play(FadeIn(self.square), run_time=0.5)
        self.play(self.square.animate(rate_func=lambda t: t).shift(2 * RIGHT), run_time=2)
        self.wait(1.5)
        dot = Dot()
        self.play(Create(dot), Transform(self.square, Square().shift(4 * RIGHT)))
        self.play(FadeOut(dot))


@pytest.fixture
def walk():
    watcher = Watcher()
    scene = Walk(renderer=DryRenderer(watcher))
    scene.setup()
    scene.construct()
    return scene, watcher


def test_nothing_is_drawn(monkeypatch):
    def draw(*_, **__):
        raise AssertionError("something was drawn")

    monkeypatch.setattr(Camera, "capture_mobjects", draw)
    Walk(renderer=DryRenderer(Watcher())).construct()


def test_every_play_is_seen_before_midway_and_after(walk):
    _, watcher = walk
    assert [name for name, _ in watcher.seen] == ["before", "midway", "after"] * 5
    assert [value for name, value in watcher.seen if name == "after"] == [0.5, 2, 1.5, 1, 1]
    assert [value for name, value in watcher.seen if name == "midway"][1] == 1.0


def test_everything_ends_where_a_render_would_leave_it(walk, tmp_path):
    scene, _ = walk
    settings = {"media_dir": str(tmp_path), "format": "png", "progress_bar": "none"}
    with tempconfig(settings | {"pixel_width": 64, "pixel_height": 36}):
        rendered = Walk()
        rendered.render()
    assert scene.time == pytest.approx(rendered.time) == 6.0
    assert [type(m) for m in scene.mobjects] == [type(m) for m in rendered.mobjects]
    assert scene.square.get_center() == pytest.approx(rendered.square.get_center())
