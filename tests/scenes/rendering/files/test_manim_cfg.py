"""``manim.cfg`` and ``config`` in a person's file: followed, announced, and refused by the line."""

from __future__ import annotations

import configparser

import pytest

from scenes.rendering.files.importing import own_config
from scenes.rendering.files.manim_cfg import CfgError, cfg_places, film_settings, read_cfg
from scenes.rendering.files.own_settings import announcement
from scenes.rendering.options import RenderOptions
from scenes.rendering.settings import import_manim, manim_settings

import_manim()

from manim import ManimColor, TexTemplate, config  # noqa: E402
from manim._config.utils import ManimConfig, config_file_paths  # noqa: E402

LOOK = (
    "background_color",
    "background_opacity",
    "frame_rate",
    "pixel_width",
    "pixel_height",
    "frame_width",
    "frame_height",
    "seed",
    "assets_dir",
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(folder, text, name="manim.cfg"):
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "entries",
    [
        ["background_color = #123456", "background_opacity = 0.25"],
        ["background_color: teal", "Frame_Rate = 24"],
        ["pixel_width = 1080", "pixel_height = 1920"],
        ["pixel_width = 500"],
        ["frame_height = 10"],
        ["frame_width = 9", "frame_height = 16"],
        ["frame_width = %(frame_height)s", "frame_height = 6"],
        ["quality = medium_quality"],
        ["quality = k", "frame_rate = 3"],
        ["seed = 7", "assets_dir = pictures"],
        ["frame_rate = 60", "pixel_height = 1080"],
    ],
)
def test_a_film_has_what_manim_reads(here, entries):
    path = written(here, "\n".join(["[CLI]", *entries]))
    parser = configparser.ConfigParser()
    parser.read([config_file_paths()[0], path])
    theirs = ManimConfig().digest_parser(parser)
    theirs.seed = theirs.seed or 0  # chance is the same each time here, where nothing is said
    options = RenderOptions(own=film_settings([read_cfg(path, {})]))
    with manim_settings(options, here):
        assert [config[key] for key in LOOK] == [theirs[key] for key in LOOK]


def test_the_file_nearer_to_the_scene_goes_before(here, monkeypatch):
    home, beside = here / "home", here / "beside"
    users = home / ".config" / "manim"
    for folder in (users, beside):
        folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    assert cfg_places(beside / "talk.py") == []
    written(users, "[CLI]\nframe_rate = 24\nseed = 1\n")
    current = written(here, "[CLI]\nframe_rate = 30\n")
    assert cfg_places(beside / "talk.py") == [users / "manim.cfg", current]
    nearest = written(beside, "[CLI]\nframe_rate = 60\n")
    first, second = places = cfg_places(beside / "talk.py")
    assert places == [users / "manim.cfg", nearest]
    files = [read_cfg(first, {})]
    files.append(read_cfg(second, files[0].texts))
    assert files[1].texts == {"frame_rate": "60"}  # Manim's default, said after something else
    assert film_settings(files) == {"frame_rate": 60, "seed": 1}


def test_what_repeats_manims_defaults_says_nothing(here):
    text = config_file_paths()[0].read_text()
    file = read_cfg(written(here, text), {})
    assert (file.texts, file.not_followed, file.unknown) == ({}, (), ())
    assert announcement("manim.cfg", file.texts) is None


def test_what_is_not_followed_is_named(here):
    file = read_cfg(
        written(
            here,
            "[CLI]\nmedia_dir = x\nverbosity = DEBUG\nbackgroud_color = RED\nquality = l\n"
            "frame_rate = 30\n[video_encoder]\ncodec = libx265\n[logger]\nlog_message = red\n",
        ),
        {},
    )
    line = announcement(
        "manim.cfg", file.texts, not_followed=file.not_followed, unknown=file.unknown
    )
    assert line == (
        "manim.cfg: quality = l; not followed: media_dir, frame_rate, [video_encoder]; "
        "unknown to Manim: backgroud_color; did you mean background_color?"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"seed = 1\n", "line 1: a [CLI] is missing above it"),
        (b"[CLI]\n\nhello\n", "line 3: is neither 'key = value' nor a [section]"),
        (b"[CLI]\nseed = 1\nseed = 2\n", "line 3: says seed again"),
        (b"[CLI]\n[CLI]\n", "line 2: begins [CLI] again"),
        (b"[CLI]\n# \xff\n", "line 2: is not UTF-8"),
        (b"[CLI]\nframe_rate = fast\n", "line 2: frame_rate: 'fast' is not a number"),
        (b"[CLI]\nframe_rate = 0\n", "line 2: frame_rate: 0.0 is out of range: from 1 to 240"),
        (b"[CLI]\nframe_rate = nan\n", "line 2: frame_rate: 'nan' is not a finite number"),
        (b"[logger]\nseed=1\n[CLI]\nseed=-1\n", "line 4: seed: -1 is out of range"),
        (b"[CLI]\nseed=1.5\n", "line 2: seed: '1.5' is not a whole number"),
        (b"[CLI]\nbackground_color = WHIT\n", "line 2: background_color: Color WHIT not found"),
        (b"[CLI]\nbackground_opacity: 2\n", "line 2: background_opacity: 2.0 is out of range"),
        (b"[CLI]\nPixel_Width = 0\n", "line 2: pixel_width: 0 is out of range: from 16 to 16384"),
        (b"[CLI]\nquality = hgih_quality\n", "did you mean high_quality?"),
        (b"[CLI]\nformat = mp3\n", "did you mean mp4?"),
        (b"[CLI]\npreview = maybe\n", "line 2: preview: 'maybe' is not one of 1, yes"),
        (b"[CLI]\nseed = 5%\n", "line 2: seed: a % is not written so"),
        (b"[CLI]\ntex_template_file = no.tex\n", "line 2: tex_template_file: there is no file"),
    ],
)
def test_a_mistake_is_told_with_its_line(here, text, message):
    path = here / "manim.cfg"
    path.write_bytes(text)
    with pytest.raises(CfgError) as caught:
        film_settings([read_cfg(path, {})])
    assert str(caught.value).startswith("manim.cfg, line ")
    assert message in str(caught.value)


def test_a_mark_of_its_encoding_is_no_mistake(here):
    (here / "manim.cfg").write_bytes(b"\xef\xbb\xbf[CLI]\r\nseed = 3\r\n")
    assert film_settings([read_cfg(here / "manim.cfg", {})]) == {"seed": 3}


def test_a_template_for_latex_is_read(here):
    (here / "my.tex").write_text("\\begin{document}YourTextHere\\end{document}")
    values = film_settings([read_cfg(written(here, "[CLI]\ntex_template_file = my.tex\n"), {})])
    with manim_settings(RenderOptions(own=values), here):
        assert "YourTextHere" in config.tex_template.body
    assert config.tex_template.body == TexTemplate().body


# config, as a file leaves it


def changed_by(change, options=None):
    with manim_settings(options or RenderOptions(), config.media_dir):
        with own_config() as own:
            change()
        clean = {key: config[key] for key in config}
    with manim_settings(options or RenderOptions(), config.media_dir):
        assert clean == {key: config[key] for key in config}
    return own


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({"background_color": "#FFFFFF"}, {"background_color": ManimColor("#FFFFFF")}),
        ({"transparent": True}, {"background_opacity": 0.0}),
        ({"save_last_frame": True}, {"format": "png"}),
        ({"format": "gif", "preview": True}, {"format": "gif", "preview": True}),
        ({"frame_size": (480, 854)}, {"pixel_width": 480, "pixel_height": 854}),
        ({"pixel_width": 480}, {"pixel_width": 480, "pixel_height": 1080}),
        (
            {"quality": "low_quality"},
            {"pixel_width": 854, "pixel_height": 480, "frame_rate": 15},
        ),
        ({"frame_x_radius": 4}, {"frame_width": 8}),
        ({"verbosity": "ERROR", "max_files_cached": 7, "zero_pad": 2}, {}),
    ],
)
def test_what_a_file_configures_comes_with_its_render(changes, values):
    own = changed_by(lambda: config.update(changes))
    assert own.values == values
    assert own.not_followed == []


def test_what_a_file_adds_to_the_template_of_latex_comes_too():
    own = changed_by(lambda: config.tex_template.add_to_preamble("% mine"))
    assert list(own.values) == ["tex_template"]
    assert "% mine" in own.values["tex_template"].preamble


def test_what_a_file_configures_in_vain_is_named():
    own = changed_by(lambda: config.update({"media_dir": "x", "format": "none", "seed": 4}))
    assert own.values == {"seed": 4}
    assert own.not_followed == ["format", "media_dir"]
