"""What is said in a film, to be read, and in the film itself."""

from datetime import timedelta

import av
import pytest
from tiny_lessons import TinyLesson

from scenes.parameters.presentation import Presentation
from scenes.rendering.film.subtitles import Cue
from scenes.rendering.film.transcripts import transcript
from scenes.rendering.film.writer import Chapter
from scenes.rendering.options import RenderOptions
from scenes.rendering.parts import PartOptions
from scenes.rendering.progress import Silence
from scenes.rendering.session import render


def cue(text, start, end):
    return Cue(text, timedelta(seconds=start), timedelta(seconds=end))


CUES = [cue("The pivot\nis 1 < 2.", 0.5, 3), cue("*Subtract* row 1.", 61, 64)]
BEATS = [Chapter("The matrix", 0, 600), Chapter("Column <1>", 600, 700)]


def test_each_beat_has_its_time_and_what_is_said_in_it():
    text = transcript("Elimination", BEATS, CUES, 10, "md")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Elimination",
        "## 0:00 The matrix",
        "## 1:00 Column \\<1\\>" if "\\<1" in text else "## 1:00 Column &lt;1&gt;",
    ]
    assert text.index("The pivot is 1") < text.index("1:00") < text.index("Subtract")
    page = transcript("Elimination", BEATS, CUES, 10, "html")
    assert "<h2>1:00 Column &lt;1&gt;</h2>" in page
    assert "is 1 &lt; 2." in page


@pytest.mark.parametrize("name", ["film.mp4", "film.mov"])
def test_a_film_carries_its_subtitles(tmp_path, name):
    said = Presentation(captions="file", language="ko")
    small = {"pixel_width": 160, "pixel_height": 90, "frame_rate": 10.0}
    done = render(
        lambda **keywords: TinyLesson(None, said, **keywords),
        "tiny",
        RenderOptions(output=tmp_path / name, own=small),
        Silence(),
        subtitles=True,
        part=PartOptions(transcript="md"),
    )
    with av.open(str(done.path)) as film:
        (stream,) = film.streams.subtitles
        assert stream.language == "kor"
        texts = [bytes(p)[2:].decode() for p in film.demux(stream) if p.size > 2]
    srt = done.path.with_suffix(".srt").read_text(encoding="utf-8")
    assert len(texts) == srt.count("-->") == 2
    assert all(line in srt for text in texts for line in text.splitlines())
    with av.open(str(done.path)) as film:
        assert sum(1 for _ in film.decode(video=0)) == done.frames
    assert all(
        text.replace("\n", " ") in done.path.with_suffix(".md").read_text() for text in texts
    )
    assert len(done.subtitles) == 3  # srt, vtt and the transcript
