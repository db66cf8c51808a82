"""Manim as it is configured for a render, and as it was before."""

import logging

import pytest

from scenes.rendering import settings
from scenes.rendering.faults import RenderError
from scenes.rendering.options import RenderOptions
from scenes.rendering.settings import import_manim, manim_settings


def test_a_render_has_its_own_settings_and_leaves_the_others(tmp_path):
    import_manim()
    from manim import config

    before = dict(config)
    config.background_color = "#123456"
    try:
        with manim_settings(RenderOptions(quality="low", fps=24.0), tmp_path):
            assert (config.pixel_width, config.pixel_height, config.frame_rate) == (854, 480, 24)
            assert config.frame_height == 8
            assert config.video_encoder_options["threads"] == "1"
            assert config.background_color.to_hex() == "#000000"
            assert config.media_dir == str(tmp_path)
        assert config.background_color.to_hex() == "#123456"
    finally:
        config.background_color = before["background_color"]
    assert dict(config) == before


def test_another_manim_is_refused(monkeypatch):
    monkeypatch.setattr(settings, "version", lambda _: "0.23.1")
    with pytest.raises(
        RenderError, match=r"Manim 0\.23\.1 is installed.*pip install 'manim==0\.22"
    ):
        settings.check_manim()


def test_a_missing_manim_is_named(monkeypatch):
    def version(name):
        raise settings.PackageNotFoundError(name)

    monkeypatch.setattr(settings, "version", version)
    with pytest.raises(RenderError, match=r"Manim is missing: pip install 'manim==0\.22"):
        settings.check_manim()


def test_manim_logs_nothing_and_a_persons_scene_may(tmp_path):
    import_manim()
    from manim import logger
    from manim._config import utils

    heard = _Heard()
    logger.addHandler(heard)
    try:
        with manim_settings(RenderOptions(quality="low"), tmp_path):
            for place, words in ((utils.__file__, "of Manim"), (__file__, "of a scene")):
                said = logger.makeRecord("manim", logging.WARNING, place, 1, words, (), None)
                logger.handle(said)
    finally:
        logger.removeHandler(heard)
    assert heard.words == ["of a scene"]


class _Heard(logging.Handler):
    def __init__(self):
        super().__init__()
        self.words = []

    def emit(self, record):
        self.words.append(record.getMessage())
