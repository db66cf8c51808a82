"""Subtitles as SubRip and WebVTT."""

from datetime import timedelta

from scenes.rendering.subtitles import Cue, to_srt, to_webvtt


def test_subtitle_formats():
    cue = Cue("1 < 2 & 가", timedelta(hours=1, seconds=1.0005), timedelta(hours=1, seconds=2))
    assert to_srt([cue, cue]).startswith("1\n01:00:01,000 --> 01:00:02,000\n1 < 2 & 가\n\n2\n")
    assert to_webvtt([cue]) == "WEBVTT\n\n01:00:01.000 --> 01:00:02.000\n1 &lt; 2 &amp; 가\n"
