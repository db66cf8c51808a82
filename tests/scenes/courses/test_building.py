"""A course is built: only what changed, the same by any number of processes."""

import json
import os
import shutil

import pytest

from scenes.courses import building, fingerprints
from scenes.courses.building import build, pending
from scenes.courses.course_file import read_course
from scenes.rendering.faults import RenderError

ITEM = """[[item]]
kind = "handout"
format = "txt"
topic = "{topic}"
parameters = {{ matrix = "{matrix}" }}
"""


def written(tmp_path, *matrices, topic="lu"):
    path = tmp_path / "week.toml"
    path.write_text("".join(ITEM.format(topic=topic, matrix=matrix) for matrix in matrices))
    return read_course(path)


@pytest.fixture
def here(monkeypatch):
    """Make items in this process, and note which."""
    made = []

    class Pool:
        def __init__(self, **_):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def submit(self, make, item):
            made.append(item.file)
            future = building.Future()
            try:
                future.set_result(make(item))
            except Exception as error:
                future.set_exception(error)
            return future

    monkeypatch.setattr(building, "ProcessPoolExecutor", Pool)
    return made


def test_only_what_changed_is_made_again(tmp_path, here):
    done = build(written(tmp_path, "2 1; 8 7", "1 2; 3 4"))
    assert done.made == here == ["01-lu-handout.txt", "02-lu-handout.txt"]
    assert "⎡" in (tmp_path / "week" / "01-lu-handout.txt").read_text()
    assert build(written(tmp_path, "2 1; 8 7", "1 2; 3 4")).kept == done.made
    changed = build(written(tmp_path, "2 1; 8 7", "1 2; 3 5"))
    assert (changed.kept, changed.made) == (["01-lu-handout.txt"], ["02-lu-handout.txt"])
    assert len(here) == 3


def test_what_is_drawn_with_counts_too(tmp_path, here, monkeypatch):
    course = written(tmp_path, "2 1; 8 7")
    build(course)
    assert pending(course) == []
    monkeypatch.setattr(fingerprints, "_surroundings", lambda: ("another source or version",))
    assert pending(course) == list(course.items)


def test_a_file_that_is_gone_is_made_again_and_one_that_others_changed_is_not_lost(tmp_path, here):
    course = written(tmp_path, "2 1; 8 7")
    (place,) = (tmp_path / "week" / name for name in build(course).made)
    place.unlink()
    assert build(course).made == [place.name]
    place.write_text("my own notes")
    told = []
    done = build(course, tell=lambda *words: told.append(words))
    assert done.failed == [place.name]
    assert "was changed since: move it, or --force" in told[0][2]
    assert place.read_text() == "my own notes"
    assert build(course, force=True).made == [place.name]


def test_one_that_fails_does_not_stop_the_others(tmp_path, here):
    course = written(tmp_path, "2 1; 8 7", "1 2; 3", "1 2; 3 4")
    told = []
    done = build(course, tell=lambda *words: told.append(words))
    assert done.failed == ["02-lu-handout.txt"]
    assert len(done.made) == 2
    assert [why for what, _, why in told if what == "failed"] != [""]
    page = done.index.read_text()
    assert "01-lu-handout.txt" in page
    assert "02-lu-handout.txt" not in page
    assert [item.file for item in pending(course)] == done.failed


def test_an_interrupted_build_goes_on(tmp_path, here, monkeypatch):
    course = written(tmp_path, "2 1; 8 7", "1 2; 3 4")
    whole = building._Manifest.note

    def once(self, item, mark, names):
        whole(self, item, mark, names)
        raise KeyboardInterrupt

    monkeypatch.setattr(building._Manifest, "note", once)
    with pytest.raises(KeyboardInterrupt):
        build(course)
    monkeypatch.setattr(building._Manifest, "note", whole)
    assert len(build(course).made) == 1
    assert not list((tmp_path / "week").glob("*.part"))


def test_a_broken_manifest_is_no_harm(tmp_path, here):
    course = written(tmp_path, "2 1; 8 7")
    build(course)
    (tmp_path / "week" / ".optviz-course.json").write_text("{")
    assert build(course).made == ["01-lu-handout.txt"]  # the same bytes: nobody's work is lost


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="for a person that is not root")
def test_a_folder_that_cannot_be_written(tmp_path):
    course = written(tmp_path, "2 1; 8 7")
    tmp_path.chmod(0o500)
    with pytest.raises(RenderError, match="cannot make the folder"):
        build(course)


MIXED = """
[course]
quality = "low"
[[item]]
kind = "figure"
topic = "column-picture"
[[item]]
kind = "handout"
topic = "lu"
matrices = ["2 1; 8 7", "1 2; 3 4"]
[[item]]
kind = "still"
lesson = "elimination"
at = "2"
"""


def test_two_processes_and_a_cluster_of_two_workers_make_the_same_bytes(tmp_path):
    distributed = pytest.importorskip("distributed")
    (tmp_path / "week.toml").write_text(MIXED)
    course = read_course(tmp_path / "week.toml")
    contents = {}
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        ways = {"one": {}, "two": {"jobs": 2}, "cluster": {"scheduler": cluster.scheduler_address}}
        for name, way in ways.items():
            done = build(course, **way)
            assert done.failed == []
            assert len(done.made) == 4
            contents[name] = {path.name: path.read_bytes() for path in course.folder.glob("[0-9]*")}
            shutil.rmtree(course.folder)
    assert contents["one"] == contents["two"] == contents["cluster"]


def test_no_scheduler_is_told_in_a_line(tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    with pytest.raises(RenderError, match="no Dask scheduler answers at nonsense"):
        build(written(tmp_path, "2 1; 8 7"), scheduler="nonsense://x")


def test_the_index_says_words_and_nothing_else(tmp_path, here):
    path = tmp_path / "week.toml"
    path.write_text(
        '[course]\ntitle = "A <b> & B"\nlanguage = "ko"\n'
        + ITEM.format(topic="lu", matrix="2 1; 8 7")
        + 'title = "<script>alert(1)</script>"\nname = "on paper"\n'
    )
    page = build(read_course(path)).index.read_text()
    assert "<h1>A &lt;b&gt; &amp; B</h1>" in page
    assert "<script" not in page
    assert 'href="on%20paper.txt">유인물 (txt)</a>' in page
    manifest = json.loads((tmp_path / "week" / ".optviz-course.json").read_text())
    assert list(manifest) == ["on paper.txt"]
