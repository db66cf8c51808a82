"""Subtitles as SubRip and WebVTT, decoded again by FFmpeg."""

import re
from datetime import timedelta

import av
import pytest

from scenes.rendering.film.subtitles import Cue, in_film, to_srt, to_webvtt
from scenes.rendering.options import RenderOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render
from scenes.rendering.settings import import_manim

import_manim()

from manim import RIGHT, FadeIn, Scene, Square  # noqa: E402


def at(start, end, text):
    return Cue(text, timedelta(seconds=start), timedelta(seconds=end))


def shown(event):
    """Return what a player shows of a line of ASS, which FFmpeg makes of every subtitle."""
    text = event.split(",", 8)[-1].replace("\\N", "\n")
    text = re.sub(r"(?<!\\)\{[^}]*\}?", "", text)  # the markup
    return re.sub(r"\\([{}])", r"\1", text).replace("\u2060", "")


def decoded(path):
    """Return start, end and text of each cue, as FFmpeg reads them."""
    with av.open(str(path)) as container:
        return [
            (
                round(float(packet.pts * packet.time_base), 3),
                round(float((packet.pts + packet.duration) * packet.time_base), 3),
                "\n".join(shown(line.ass.decode()) for line in packet.decode()),
            )
            for packet in container.demux(subtitles=0)
            if packet.dts is not None
        ]


def test_subtitle_formats():
    cue = Cue("1 < 2 & 가", timedelta(hours=1, seconds=1.0005), timedelta(hours=1, seconds=2))
    assert to_srt([cue, cue]).startswith("1\n01:00:01,000 --> 01:00:02,000\n1 < 2 & 가\n\n2\n")
    assert to_webvtt([cue]) == "WEBVTT\n\n01:00:01.000 --> 01:00:02.000\n1 &lt; 2 &amp; 가\n"


SAID = [
    "1 < 2 & 가",
    "<B & C>",
    "< B > c",
    "a < b",
    "a<b>c</b>",
    "<<i>>",
    "<font color=red>",
    "{1, 2} and {3}",
    "{\\an8}top",
    "{y:i}x",
    "x } y { z",
    "A\\N b \\h",
    "a --> b",
    "7\n8",
    "&lt; &amp;",
]


@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_what_is_said_is_read_back(tmp_path, ending):
    """In SRT but for an invisible character, and for braces that are as wide as a 가."""
    path = tmp_path / f"said.{ending}"
    cues = [at(k, k + 0.5, text) for k, text in enumerate(SAID)]
    path.write_text((to_srt if ending == "srt" else to_webvtt)(cues), encoding="utf-8")
    found = decoded(path)
    assert [start for start, _, _ in found] == list(range(len(SAID)))
    wide = str.maketrans("\uff5b\uff5d", "{}")
    texts = [text.translate(wide) if ending == "srt" else text for _, _, text in found]
    assert texts == SAID


@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_a_blank_line_ends_no_cue(tmp_path, ending):
    path = tmp_path / f"said.{ending}"
    said = [at(0, 1, "one\n\ntwo\n \r\n\nthree\n"), at(1, 2, " \n"), at(2, 3, "\n\nfour")]
    path.write_text((to_srt if ending == "srt" else to_webvtt)(said), encoding="utf-8")
    assert decoded(path) == [(0.0, 1.0, "one\ntwo\nthree"), (2.0, 3.0, "four")]


# When they are seen


def test_cues_are_moved_to_the_times_of_the_film():
    moments = [(0.0, 0), (1.0, 10), (5.0, 10), (6.0, 21)]
    cues = [
        at(0.2, 0.8, "before"),
        at(2, 4, "skipped"),
        at(0.5, 3, "cut at its end"),
        at(4, 5.5, "cut at its start"),
        at(6, 8, "after the last play"),
    ]
    moved = in_film(cues, moments, 10)
    assert [cue.text for cue in moved] == [cue.text for cue in cues if cue.text != "skipped"]
    times = [(cue.start.total_seconds(), cue.end.total_seconds()) for cue in moved]
    assert times == [(0.2, 0.8), (0.5, 1.0), (1.0, 1.55), (2.1, 4.1)]


class Skipping(Scene):
    """Steps of 0.6, 4 (skipped), 0.6 and 0.55 seconds, the last of which are 9 frames on film."""

    def construct(self):
        square = Square()
        self.play(FadeIn(square), run_time=0.6, subcaption="first")
        self.next_section("draft", skip_animations=True)
        self.play(square.animate.shift(RIGHT), run_time=2, subcaption="never seen")
        self.add_subcaption("cut", duration=2.6)
        self.wait(2)
        self.next_section("again")
        self.play(square.animate.shift(RIGHT), run_time=0.6, subcaption="second\n\n{2}")
        self.play(square.animate.shift(RIGHT), run_time=0.55)
        self.play(square.animate.shift(RIGHT), run_time=0.6, subcaption="third")


@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_what_a_scene_skips_moves_no_later_subtitle(tmp_path, monkeypatch, ending):
    monkeypatch.chdir(tmp_path)
    rendered = render(Skipping, "t", RenderOptions(quality="low"), Silence(), subtitles=True)
    assert rendered.frames == 9 + 9 + 9 + 9
    found = decoded(tmp_path / f"t.{ending}")
    assert [(start, end) for start, end, _ in found] == [
        (0, 0.6),
        (0.6, 1.2),
        (0.6, 1.2),
        (1.8, 2.4),
    ]
    assert [text.split("\n")[0] for _, _, text in found] == ["first", "cut", "second", "third"]
