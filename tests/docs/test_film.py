"""The directive that puts a lesson's film on a page."""

import importlib
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PIL import Image

EXTENSIONS = Path(__file__).parents[2] / "docs" / "_extensions"
PAGE = """# A page

```{film}
:alt: Half of three.
:languages: en ko
optviz render elimination --matrix "2" --rhs "3" \\
    --pace fast
```

```{film}
:alt: A still.
optviz render elimination --matrix "2" --format png
```
"""


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    conf = (
        f"import sys\nsys.path.insert(0, {str(EXTENSIONS)!r})\nextensions = ['film', 'myst_parser']"
    )
    (folder / "conf.py").write_text(conf)
    return folder


def build(source, page, *options):
    (source / "index.md").write_text(page)
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", *options]
    command += [source, source.parent / "html"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def made(folder):
    return sorted(path for path in folder.iterdir() if path.suffix != ".stamp")


def test_a_page_shows_clips_with_posters_and_a_picture(source):
    done = build(source, PAGE)
    assert done.returncode == 0, done.stderr
    html = source.parent / "html"
    page = (html / "index.html").read_text()
    pictures = [path for path in made(html / "_films") if path.suffix == ".png"]
    clips = [path for path in made(html / "_films") if path.suffix == ".mp4"]
    assert (len(pictures), len(clips)) == (3, 2)
    for clip in clips:
        with av.open(clip) as film:
            assert film.streams.video[0].width == 854
        assert f'poster="_films/{clip.stem}.png" src="_films/{clip.name}"' in page
    (still,) = {path.stem for path in pictures} - {path.stem for path in clips}
    assert f'<img src="_films/{still}.png" alt="A still.">' in page
    with Image.open(html / "_films" / f"{still}.png") as picture:
        assert picture.size == (1280, 720)
    assert "fast --language ko" in page.replace('<span class="w"> </span>', " ")


def test_a_film_is_made_again_only_when_the_sources_have_changed(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(EXTENSIONS)
    film = importlib.import_module("film")
    one = film.Film('optviz render elimination --matrix "2" --format png')
    ((name, options),) = one.files(clips=True).items()
    wanted = (tmp_path / name, [*one.arguments, *options])
    times = []
    for sources in ("older", "older", "newer"):
        monkeypatch.setattr(film, "fingerprint", lambda sources=sources: sources)
        film.render([wanted])
        times.append((tmp_path / name).stat().st_mtime_ns)
    assert times[0] == times[1] < times[2]


def test_posters_alone_are_made_if_asked_for(source):
    assert build(source, PAGE, "-D", "film_clips=0").returncode == 0
    html = source.parent / "html"
    assert {path.suffix for path in made(html / "_films")} == {".png"}
    assert "<video" not in (html / "index.html").read_text()


def test_a_lesson_that_cannot_be_rendered_stops_the_build_and_says_why(source):
    done = build(source, PAGE.replace('"3"', '"3 4"'))
    assert done.returncode != 0
    assert "has 2 entries, but the matrix has 1 row" in done.stderr


def test_what_is_no_command_for_a_film_is_refused(source):
    done = build(source, PAGE.replace("optviz render", "optviz explain"))
    assert done.returncode != 0
    assert "optviz render LESSON" in done.stderr
